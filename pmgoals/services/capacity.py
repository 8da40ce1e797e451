"""Capacity: the person's hours laid against what their goals promise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmgoals.analytics.capacity import QuarterHours, WeekHours, hours, in_quarter
from pmgoals.model.calendar import Quarter, Week

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan
    from pmgoals.services.planner import Planner

FARTHEST = 104
"""Most weeks looked ahead."""


def by_week(planner: Planner, plan: Plan, weeks: Sequence[Week]) -> list[WeekHours]:
    """Return the hours of some weeks in a row."""
    settings = planner.settings
    return hours(plan, weeks, planner.today, settings.weekly_hours, settings.workdays)


def by_quarter(planner: Planner, plan: Plan, quarters: Sequence[Quarter]) -> list[QuarterHours]:
    """Return the hours of some quarters in a row."""
    if not quarters:
        return []
    first, last = quarters[0].weeks()[0], quarters[-1].weeks()[-1]
    weeks = by_week(planner, plan, [first.plus(n) for n in range(last - first + 1)])
    return [in_quarter(quarter, weeks, planner.today) for quarter in quarters]


def ahead(planner: Planner, plan: Plan) -> list[WeekHours]:
    """Return the hours of the weeks from this one to the end of all active goals."""
    ends = [goal.due for goal in plan.active_goals if goal.due]
    ends += [m.due for goal in plan.active_goals for m in plan.milestones_of(goal.id)]
    last = max([planner.week, *map(Week.of, ends)])
    count = min(FARTHEST, last - planner.week + 1)
    return by_week(planner, plan, [planner.week.plus(n) for n in range(count)])
