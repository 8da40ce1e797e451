"""Grades: what a goal's numbers propose at its close, and which counts as reached."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pmgoals.analytics.progress import Rollup, expected, progress
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan

Grading = Literal["standard", "0.8"]
"""What counts as reached: 1.0 for committed and 0.7 for aspirational goals, or 0.8 for both."""

STRETCH = 0.7
"""Grade from which an aspirational goal counts as reached (Doerr); committed ones need 1.0."""

ONE_LINE = 0.8
"""The grade that counts as reached for every goal where one line is drawn for both."""

TOO_EARLY = 0.05
"""Expected progress below which a part of a goal is too small to be graded."""


def line_of(goal: Goal, grading: Grading = "standard") -> float:
    """Return the grade from which a goal counts as reached."""
    if grading == "0.8":
        return ONE_LINE
    return STRETCH if goal.commitment == "aspirational" else 1.0


def was_reached(goal: Goal, grading: Grading = "standard") -> bool:
    """Tell whether a closed goal counts as reached."""
    return (
        goal.state == "closed" and goal.grade is not None and goal.grade >= line_of(goal, grading)
    )


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
