"""The shapes of what is known about names of metrics that mean the same."""

from __future__ import annotations

import msgspec


class Concept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that metrics are about, with the words for it."""

    key: str
    """Stable name in snake_case."""
    words: tuple[str, ...]
    """Words and phrases for it, in lower case; regular forms are known by themselves."""
    who: bool = False
    """Whether it only says who or what is counted: left out on one side it parts no names."""
    default: str = ""
    """Who it is about when the name does not say so, a key."""
    implies: tuple[str, ...] = ()
    """Concepts that need not be said beside it."""
    against: tuple[str, ...] = ()
    """Concepts that fall as it rises."""
    stands_for: tuple[str, ...] = msgspec.field(default=(), name="is")
    """What it is made of, when it is only a word for other concepts together."""


class Join(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Concepts that together say something else."""

    of: tuple[str, ...]
    """Keys that have to be there."""
    becomes: tuple[str, ...] = msgspec.field(name="is")
    """Keys that stand there instead."""


class LikenessWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How names of metrics are read to tell whether they mean the same."""

    small: frozenset[str]
    """Words that say how something is counted, not what."""
    times: frozenset[str]
    """Units of time."""
    often: frozenset[str]
    """Words that say how often."""
    counted: frozenset[str]
    """Words before a unit of time that make it a rhythm."""
    concept: tuple[Concept, ...]
    """What metrics are about."""
    join: tuple[Join, ...]
    """What several say together, in the order they are looked for."""
