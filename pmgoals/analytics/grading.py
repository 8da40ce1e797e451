"""The grade that a goal's numbers propose at its close."""

from __future__ import annotations

from pmgoals.analytics.pace import progress
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan


def proposed_grade(goal: Goal, plan: Plan) -> float | None:
    """Return progress as a grade, 0.0 to 1.0 in tenths; None without data (OKR practice)."""
    way = progress(goal, plan)
    return None if way is None else round(min(1.0, max(0.0, way)), 1)


def band(grade: float) -> str:
    """Return the word for a grade: 0-0.3, 0.4-0.6 and 0.7-1.0 (OKR grade bands)."""
    if grade >= 0.65:
        return "reached or close"
    return "partly" if grade >= 0.35 else "fell short"
