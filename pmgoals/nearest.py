"""What a mistyped word was meant as."""

from __future__ import annotations

from collections.abc import Iterable

ALIKE = 0.6
"""How alike two words are at least, 0.0 to 1.0, for one to be offered for the other."""


def nearest(word: str, known: Iterable[str], alike: float = ALIKE) -> str:
    """Return the known word most like one that was mistyped, empty when none is."""
    import difflib  # only for mistakes

    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=alike)), "")
