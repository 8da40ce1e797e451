"""Counted words: `1 entry`, `2 entries`, `1,204 records`."""

from __future__ import annotations


def said_count(count: int, one: str, many: str = "") -> str:
    """Return how many there are of what a word names; `many` is its plural where no rule makes it.

    The first word of a phrase takes the plural: `2 pieces of evidence`.
    """
    return f"{count:,} {one if count == 1 else many or plural(one)}"


def plural(phrase: str) -> str:
    """Return the plural of an English word, or of the first word of a phrase with `of`."""
    word, of, rest = phrase.partition(" of ")
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        word = f"{word[:-1]}ies"
    elif word.endswith(("s", "x", "ch", "sh")):
        word = f"{word}es"
    else:
        word = f"{word}s"
    return f"{word}{of}{rest}"
