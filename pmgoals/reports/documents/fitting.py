"""Keeping a page as short as its readers expect: the longest section gives way first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pmgoals.reports.documents.markdown import words_in

Sections = dict[str, list[str]]
"""Lines of Markdown by the heading they stand under."""


def fitted(
    sections: Mapping[str, Sequence[str]],
    lay: Callable[[Sections], str],
    most_words: int,
    least_urgent: Sequence[str],
) -> str:
    """Return sections laid out with so many words at most.

    The last line of the longest section is left out until it fits; of sections of one length that
    which comes first in `least_urgent`.
    """
    kept: Sections = {title: list(lines) for title, lines in sections.items()}
    text = lay(kept)
    while words_in(text) > most_words and any(kept.values()):
        longest = max(len(lines) for lines in kept.values())
        giving = next(title for title in least_urgent if len(kept[title]) == longest)
        kept[giving] = kept[giving][:-1]
        text = lay(kept)
    return text
