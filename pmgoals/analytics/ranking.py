"""Ranking by comparing two at a time: binary insertion, with ties, as a value without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

Answer = Literal["left", "right", "same"]
"""Which of the two that were asked about comes first, or neither."""


class Ranking(msgspec.Struct, frozen=True):
    """How far a ranking has come. Each answer gives the next one; none is ever changed.

    Every item is placed among those before it by halving the range it can stand in, so n items take
    at most n * ceil(log2 n) answers.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    """What is placed, first first; items of one group tie."""
    waiting: tuple[str, ...] = ()
    """What is not placed yet, the first one being asked about."""
    low: int = 0
    """First group the asked one can still stand at."""
    high: int = 0
    """Group before which it stands at the latest."""

    @property
    def question(self) -> tuple[str, str] | None:
        """The two to compare, (left, right); None when everything is placed."""
        if not self.waiting:
            return None
        return self.waiting[0], self.groups[self._middle][0]

    @property
    def _middle(self) -> int:
        return (self.low + self.high) // 2

    @property
    def left(self) -> int:
        """Answers still needed, at most."""
        if not self.waiting:
            return 0
        now = (self.high - self.low).bit_length()
        later = range(len(self.groups) + 1, len(self.groups) + len(self.waiting))
        return now + sum(placed.bit_length() for placed in later)

    @property
    def order(self) -> list[str]:
        """The order so far: what is still asked about stands as late as it can, the rest after."""
        if not self.waiting:
            return [item for group in self.groups for item in group]
        asked, *rest = self.waiting
        groups = [*self.groups[: self.high], (asked,), *self.groups[self.high :]]
        return [item for group in groups for item in group] + rest

    def answered(self, answer: Answer) -> Ranking:
        """Return the ranking after one more answer; ValueError when nothing is asked."""
        if not self.waiting:
            raise ValueError("everything is placed")
        middle, groups = self._middle, self.groups
        if answer == "same":
            tied = (*groups[middle], self.waiting[0])
            return self._next((*groups[:middle], tied, *groups[middle + 1 :]))
        low, high = (self.low, middle) if answer == "left" else (middle + 1, self.high)
        if low < high:
            return msgspec.structs.replace(self, low=low, high=high)
        return self._next((*groups[:low], (self.waiting[0],), *groups[low:]))

    def _next(self, groups: tuple[tuple[str, ...], ...]) -> Ranking:
        return Ranking(groups, self.waiting[1:], 0, len(groups))


def begin(items: Sequence[str]) -> Ranking:
    """Return a ranking of items, unique ids in their present order, with the first one placed."""
    if not items:
        return Ranking()
    return Ranking(((items[0],),), tuple(items[1:]), 0, 1)
