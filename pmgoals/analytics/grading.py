"""The grade that a goal's numbers propose at its close."""

from __future__ import annotations

import datetime as dt

from pmgoals.analytics.pace import progress
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan


def proposed_grade(goal: Goal, plan: Plan, day: dt.date) -> float | None:
    """Return progress on a day as a grade, 0.0 to 1.0 in tenths; None without data (OKR)."""
    way = progress(goal, plan, day)
    return None if way is None else round(min(1.0, max(0.0, way)), 1)
