"""Markdown out of a person's own words: nothing of them is taken for a sign of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from pmgoals.inert import inert_lines, one_line

_SIGNS = re.compile(r"([\\`*_\[\]<>|]|&(?=#?\w+;))")
_LEAD = re.compile(r"^(?:(?=(?:#{1,6}|[+-])(?:\s|$)|~~~|-[\s-]*$)|([0-9]{1,9})(?=[.)](?:\s|$)))")
_CLOSING = re.compile(r"(?<=\s)(?=#+$)")


def plain(text: str) -> str:
    """Return a person's words on one line, with what Markdown would read as a sign escaped.

    That is: signs within a line, an entity, and what would begin a heading, a list, a rule or code.
    """
    return _LEAD.sub(r"\1\\", _SIGNS.sub(r"\\\1", one_line(text).strip()))


def own(text: str) -> str:
    """Return Markdown that a person wrote, inert but as it stands."""
    return inert_lines(text).strip("\n")


def heading(text: str, level: int = 2) -> str:
    """Return a heading; signs at its end stay part of it."""
    words = _CLOSING.sub(r"\\", plain(text))
    return f"{'#' * level} {words}"


def items(lines: Iterable[str]) -> str:
    """Return lines, Markdown already, as a list."""
    return "\n".join(f"- {line}" for line in lines)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], texts: Collection[str] = ()) -> str:
    """Return a table; cells are Markdown already.

    The first column is text and so are those of `texts`, by their heads; the rest are numbers.
    """
    rule = [":---" if not at or head in texts else "---:" for at, head in enumerate(heads)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, rule, *rows])


def joined(parts: Iterable[str]) -> str:
    """Return parts that say something, a blank line between them."""
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def words_in(text: str) -> int:
    """Return how many words a reader meets: signs of Markdown and numbers' units are none."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())
