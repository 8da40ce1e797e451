"""Slip: the days between the day that was promised first and the day it was done.

Plans are made from the inside and come out too short; what similar work took before is the better
guide: the reference class, against the planning fallacy (Kahneman & Tversky 1979). Here the class
is one's own milestones and goals.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from math import ceil
from typing import Literal, TypeVar

import msgspec

from pmgoals.analytics.grading import STANDARD, Grading, was_reached
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan

FEWEST = 5
"""Things done without which no slip is told."""

HALF = 0.5
"""Share of what was done that came within the median."""

MOST = 0.8
"""Share that came within the longer slip that is told."""

SHORTEST = 14
"""Days of planned length below which a slip is not told as a share of it."""

TINY = 1e-09
"""What a product of a share may be off by its last digit."""

Kind = Literal["milestone", "goal"]

N = TypeVar("N", int, float)


class Landing(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was done."""

    kind: Kind
    """What it was."""
    start: dt.date | None
    """The day its goal started, None when that is not known."""
    promised: dt.date
    """The day promised first."""
    done: dt.date
    """The day it was there."""

    @property
    def days(self) -> int:
        """Days after the promised one; negative before it."""
        return (self.done - self.promised).days

    @property
    def length(self) -> int | None:
        """Days from its goal's start to the day promised; None below two weeks, or not known."""
        days = (self.promised - self.start).days if self.start else 0
        return days if days >= SHORTEST else None


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """How far the days of what was done lay from those promised; days, negative for early."""

    of: Kind | Literal["both"]
    """What was measured."""
    count: int
    """How many were done, at least five."""
    median: int
    """Half of them were there so many days after their day, or sooner."""
    most: int
    """Four in five were there so many days after their day, or sooner."""
    late: float
    """Share that came after its day, 0.0 to 1.0."""
    of_length: float | None
    """Median of the slip as a share of the planned length; None where fewer than five have one."""


def landings(plan: Plan, kind: Kind | None = None, grading: Grading = STANDARD) -> list[Landing]:
    """Return what was done, of one kind or of both.

    Milestones that are done, and goals that were reached. What is open is left out, however late:
    its day is not known yet. A goal that was carried over lands once, from what was promised first.
    """
    found: list[Landing] = []
    if kind != "goal":
        found += _milestones(plan)
    if kind != "milestone":
        found += _goals(plan, grading)
    return found


def slip(plan: Plan, kind: Kind | None = None, grading: Grading = STANDARD) -> Slip | None:
    """Return the slip of what was done, of one kind or of both; None with fewer than five."""
    found = landings(plan, kind, grading)
    if len(found) < FEWEST:
        return None
    days = [landing.days for landing in found]
    shares = [landing.days / landing.length for landing in found if landing.length]
    return Slip(
        of=kind or "both",
        count=len(found),
        median=ranked(days, HALF),
        most=ranked(days, MOST),
        late=sum(each > 0 for each in days) / len(days),
        of_length=ranked(shares, HALF) if len(shares) >= FEWEST else None,
    )


def reference(plan: Plan, kind: Kind, grading: Grading = STANDARD) -> Slip | None:
    """Return the slip that a new day of a kind is measured by: of that kind, else of both.

    None with fewer than five of both.
    """
    return slip(plan, kind, grading) or slip(plan, None, grading)


def ranked(values: Sequence[N], share: float) -> N:
    """Return the least of some values that at least a share of them does not exceed.

    The nearest rank: always a value that happened, so that "half were there by then" is true.
    `share` above 0.0, at most 1.0.
    """
    return sorted(values)[max(1, ceil(share * len(values) - TINY)) - 1]


def _milestones(plan: Plan) -> list[Landing]:
    return [
        Landing(
            kind="milestone",
            start=plan.goals[each.goal].start if each.goal in plan.goals else None,
            promised=each.original_due or each.due,
            done=each.done_on,
        )
        for each in plan.alive(Milestone).values()
        if each.done_on is not None
    ]


def _goals(plan: Plan, grading: Grading) -> list[Landing]:
    found = []
    for goal in plan.goals.values():
        first = _first(goal, plan)
        promised = first.original_due or first.due
        if (
            was_reached(goal, grading)
            and goal.decision != "drop"
            and goal.closed_on is not None
            and promised is not None
        ):
            found.append(
                Landing(kind="goal", start=first.start, promised=promised, done=goal.closed_on)
            )
    return found


def _first(goal: Goal, plan: Plan) -> Goal:
    """Return the goal that a goal was carried over from, through all quarters."""
    seen = {goal.id}
    while (before := plan.goals.get(goal.continues or "")) and before.id not in seen:
        goal = before
        seen.add(goal.id)
    return goal
