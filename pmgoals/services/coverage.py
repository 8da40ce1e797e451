"""What a level expects and when it was shown, quarter by quarter, with the words for it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from pmgoals.analytics.coverage import Cover, State
from pmgoals.model.calendar import Quarter
from pmgoals.model.ladder import Level

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

STATES: dict[State, str] = {
    "shown": "shown",
    "thin": "thin",
    "stale": "stale",
    "none": "nothing",
}
"""How far an expectation is shown, in a word."""

MISSING: dict[State, str] = {
    "thin": "One piece only: a second one would show that it was no luck.",
    "stale": "The latest is older than half a year: something newer is needed.",
    "none": "Nothing shows it yet.",
}
"""What is missing in each state, in a sentence; nothing of what is shown."""

QUARTERS = 4
"""Quarters that are looked back on, the present one last."""


class Matrix(msgspec.Struct, frozen=True):
    """The expectations of a level against the quarters."""

    level: Level | None
    """The level; None while none is told."""
    covers: list[Cover]
    """Its expectations, each with what shows it."""
    quarters: list[Quarter]
    """The quarters looked back on, the present one last."""
    counts: dict[str, Counter[Quarter]]
    """Pieces by quarter, by competency."""


def look(planner: Planner, level: str = "") -> Matrix:
    """Return what a level expects and when it was shown; by default the one worked towards.

    BadInput for a level that is not on the ladder.
    """
    calendar, covers = planner.calendar, planner.evidence.coverage(level)
    quarters = [calendar.plus(planner.quarter, back) for back in range(1 - QUARTERS, 1)]
    first = quarters[0].start
    counts = {
        cover.competency.key: Counter(
            calendar.quarter_of(piece.on) for piece in cover.pieces if piece.on >= first
        )
        for cover in covers
    }
    rung = planner.ladders.now.level(level or planner.ladders.aspired())
    return Matrix(rung, covers, quarters, counts)
