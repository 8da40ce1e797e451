"""What was reached so far: the measure of what can be asked for next."""

from __future__ import annotations

from pmgoals.analytics.grading import STANDARD, Grading, was_reached
from pmgoals.model.calendar import LONGEST_QUARTER
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.model.plan import Plan


def best_quarter(plan: Plan, grading: Grading = STANDARD) -> float | None:
    """Return the largest relative change a quarter among goals that were reached; None without one.

    0.2 is a change of 20 % of the baseline. A change over several quarters counts by its share of
    one.
    """
    changes = [
        change
        for goal in plan.goals.values()
        if was_reached(goal, grading)
        for measure in plan.measures_of(goal.id)[:1]
        if (change := _quarterly(goal, measure)) is not None
    ]
    return max(changes, default=None)


def _quarterly(goal: Goal, measure: Measure) -> float | None:
    end = goal.closed_on or goal.due
    if not measure.baseline or measure.target is None or end is None:
        return None
    change = abs(measure.target - measure.baseline) / abs(measure.baseline)
    return change * LONGEST_QUARTER / max((end - goal.start).days, LONGEST_QUARTER)
