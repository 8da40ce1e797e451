"""Calibration: what confidence said of a goal week by week, against what became of it.

A confidence of 1 to 10 is read as a chance of a tenth to ten tenths: "5 of 10" is an even chance
that the goal will be met (Wodtke, Radical Focus). The score is Brier's (1950): the mean square of
what the chance was off, 0 when it was always right.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import Literal

import msgspec

from pmgoals.analytics.grading import STANDARD, Grading, was_reached
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan

FEWEST = 3
"""Closed goals without which nothing is scored, and of a band without which nothing is said."""

MEDIUM = 4
"""The least confidence that counts as medium; below it is low."""

HIGH = 8
"""The least confidence that counts as high."""

EVEN = 0.25
"""The score of saying 5 of 10 each time, whatever comes."""

NOTABLE = 0.15
"""Difference between what was said and what was reached, as a share, that is worth a word."""

WHOLE = 1.0
"""Goals by which a band is off at least before it is said: less is no more than a rounding."""

BandName = Literal["high", "medium", "low"]

BANDS: dict[BandName, tuple[int, int]] = {
    "high": (HIGH, 10),
    "medium": (MEDIUM, HIGH - 1),
    "low": (1, MEDIUM - 1),
}
"""The least and the most confidence of each band, the highest first."""


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """What was said with about the same confidence."""

    name: BandName
    """Which of the three."""
    checkins: int
    """Check-ins that said so."""
    goals: int
    """Closed goals of which it was said at least once."""
    reached: int
    """Those of them that were reached."""
    said: float | None
    """Chance said, 0.0 to 1.0: the mean over goals of each goal's mean; None without a goal."""

    @property
    def share(self) -> float | None:
        """Share of its goals that was reached, 0.0 to 1.0; None without a goal."""
        return self.reached / self.goals if self.goals else None

    @property
    def gap(self) -> float | None:
        """What was reached beyond what was said, -1.0 to 1.0; None where that is no news.

        News takes three goals, 15 points, and a difference of at least one goal.
        """
        if self.said is None or self.share is None or self.goals < FEWEST:
            return None
        gap = self.share - self.said
        is_news = abs(gap) >= NOTABLE and abs(gap) * self.goals >= WHOLE
        return gap if is_news else None


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """What confidence was worth, over all closed goals it was said of."""

    goals: int
    """Closed goals with an outcome and a confidence."""
    reached: int
    """Those of them that were reached."""
    checkins: int
    """Check-ins that count."""
    score: float | None
    """Brier score, 0.0 to 1.0, lower is better; None with fewer than three goals."""
    base: float | None
    """The score of saying each time how often goals are reached, 0.0 to 0.25; None likewise."""
    bands: list[Band]
    """High, medium and low confidence, always all three."""


def calibration(plan: Plan, grading: Grading = STANDARD) -> Calibration:
    """Return what confidence was worth, over the closed goals of a plan.

    Each goal counts once, by the mean of its weeks, so that a goal of fifty weeks weighs no more
    than one of five.
    """
    histories = [
        (reached, said)
        for goal in plan.goals.values()
        if (reached := outcome(goal, grading)) is not None and (said := confidences(goal, plan))
    ]
    outcomes = [reached for reached, _ in histories]
    enough = len(histories) >= FEWEST
    errors = [_error(said, reached) for reached, said in histories]
    base = fmean(outcomes) if outcomes else 0.0
    return Calibration(
        goals=len(histories),
        reached=sum(outcomes),
        checkins=sum(len(said) for _, said in histories),
        score=fmean(errors) if enough else None,
        base=base * (1.0 - base) if enough else None,
        bands=[_band(name, histories) for name in BANDS],
    )


def outcome(goal: Goal, grading: Grading = STANDARD) -> bool | None:
    """Tell whether a closed goal was reached; None for one without an outcome.

    A goal that was dropped without a grade was not reached: leaving it out would flatter what was
    said of it. Any other without a grade has no outcome.
    """
    if goal.state != "closed":
        return None
    if goal.grade is None:
        return False if goal.decision == "drop" else None
    return was_reached(goal, grading)


def confidences(goal: Goal, plan: Plan) -> list[int]:
    """Return what was said of a goal, 1 to 10, by week; nothing from the day of its close on.

    What was written once the outcome was known foresees nothing.
    """
    return [
        min(10, max(1, checkin.confidence))  # a plan written by hand may hold anything
        for checkin in plan.checkins_of(goal.id)
        if checkin.confidence is not None
        and (goal.closed_on is None or checkin.on < goal.closed_on)
    ]


def _error(said: Sequence[int], reached: bool) -> float:
    """Return the mean square of what the chances of one goal were off."""
    return fmean((value / 10 - reached) ** 2 for value in said)


def _band(name: BandName, histories: Sequence[tuple[bool, Sequence[int]]]) -> Band:
    low, high = BANDS[name]
    inside = [
        (reached, within)
        for reached, said in histories
        if (within := [value for value in said if low <= value <= high])
    ]
    return Band(
        name=name,
        checkins=sum(len(within) for _, within in inside),
        goals=len(inside),
        reached=sum(reached for reached, _ in inside),
        said=fmean(fmean(within) for _, within in inside) / 10 if inside else None,
    )


def most_off(found: Calibration) -> Band | None:
    """Return the band that is off by most goals, None when none is off enough to be said."""
    off = [band for band in found.bands if band.gap is not None]
    return max(off, key=lambda band: abs(band.gap or 0.0) * band.goals, default=None)
