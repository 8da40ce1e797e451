"""The grade that a goal's numbers propose at its close."""

from __future__ import annotations

import datetime as dt

from pmgoals.analytics.progress import Rollup, expected, progress
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan

TOO_EARLY = 0.05
"""Expected progress below which a part of a goal is too small to be graded."""


def proposed_grade(
    goal: Goal,
    plan: Plan,
    day: dt.date,
    *,
    by: dt.date | None = None,
    rollup: Rollup = "weighted",
) -> float | None:
    """Return progress on a day as a grade, 0.0 to 1.0 in tenths; None without data (OKR practice).

    With `by`, a goal that goes on after that day is graded on the part expected by then.
    """
    way = progress(goal, plan, day, rollup)
    if way is None:
        return None
    part = expected(goal, plan, by, rollup) if by and goal.due and goal.due > by else 1.0
    if part is None or part < TOO_EARLY:
        return None
    return round(min(1.0, max(0.0, way / part)), 1)
