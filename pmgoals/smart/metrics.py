"""What the field knows about the words of a goal: families of metrics, soft wishes, vanity."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar

import msgspec

from pmgoals import knowledge
from pmgoals.knowledge import Family, Wish
from pmgoals.smart.tokens import Token

T = TypeVar("T")

LONGEST_PHRASE = 4
"""Words that a known phrase may have."""


class Met(msgspec.Struct, frozen=True):
    """Known words met in a text."""

    words: str
    """The words, in lower case."""
    start: int
    """Offset of the first character."""
    end: int
    """Offset behind the last character."""


def family_in(pieces: Sequence[Token]) -> Family | None:
    """Return the family of metrics that the words name: that of a phrase before a single word."""
    met = _longest(pieces, _families())
    return met[1] if met else None


def wish_in(pieces: Sequence[Token]) -> tuple[Met, Wish] | None:
    """Return the soft wish that the words name, with where it stands."""
    return _longest(pieces, _wishes())


def vanity_in(pieces: Sequence[Token]) -> tuple[Met, str] | None:
    """Return the vanity metric that the words name, and what to count instead.

    `subscribers who open and act` are counted by what they do: no vanity.
    """
    met = _longest(pieces, knowledge.smells().vanity)
    if met is None:
        return None
    behind = next((t.low for t in pieces if t.start >= met[0].end), "")
    return None if behind in ("who", "that", "which") else met


def first_of(pieces: Sequence[Token], known: Collection[str]) -> Met | None:
    """Return the first of the known words or phrases that stands in the text."""
    return next((met for met in _phrases(pieces) if met.words in known), None)


def _longest(pieces: Sequence[Token], known: Mapping[str, T]) -> tuple[Met, T] | None:
    """Return what the longest of the known phrases stands for; of equals, the first."""
    found = [met for met in _phrases(pieces) if met.words in known]
    if not found:
        return None
    met = max(found, key=lambda m: m.words.count(" "))
    return met, known[met.words]


def _phrases(pieces: Sequence[Token]) -> Iterator[Met]:
    """Yield every run of one to four words, and the parts of hyphenated ones."""
    for at, token in enumerate(pieces):
        for count in range(LONGEST_PHRASE, 0, -1):
            run = pieces[at : at + count]
            if len(run) == count and all(t.kind in ("word", "glued") for t in run):
                yield Met(" ".join(t.low for t in run), token.start, run[-1].end)
        if "-" in token.low:
            for part in token.low.split("-"):
                yield Met(part, token.start, token.end)


@cache
def _families() -> dict[str, Family]:
    return {word: family for family in knowledge.metric_families() for word in family.words}


@cache
def _wishes() -> dict[str, Wish]:
    return {word: wish for wish in knowledge.wishes() for word in wish.words}
