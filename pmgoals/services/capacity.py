"""Capacity: the person's hours laid against what their goals promise, by week and by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from pmgoals.analytics.capacity import WeekHours, hours, overfull
from pmgoals.model.calendar import Quarter, Week
from pmgoals.smart.rules.plan import Overfull

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan
    from pmgoals.services.planner import Planner

FARTHEST = 104
"""Most weeks looked ahead."""

MOST_GOALS = 3
"""Goals that are named in an overfull week."""


class GoalHours(msgspec.Struct, frozen=True):
    """The hours that one goal takes."""

    id: str
    """Id of the goal."""
    title: str
    """Its title."""
    hours: float
    """Hours, above 0."""


class Full(msgspec.Struct, frozen=True):
    """A week that promises more than there is."""

    week: str
    """Such as `2026-W49`."""
    available: float
    """Hours there are."""
    promised: float
    """Hours promised."""
    goals: list[GoalHours]
    """What takes them, most first."""


class Capacity(msgspec.Struct, frozen=True):
    """The hours of a quarter."""

    available: float
    """Hours there are in its weeks, less leave and holidays."""
    promised: float
    """Hours that goals take in them."""
    overfull: list[Full]
    """Its weeks that promise more than there is, in order."""


def by_week(planner: Planner, weeks: Sequence[Week]) -> list[WeekHours]:
    """Return the hours of some weeks in a row."""
    settings = planner.settings
    return hours(planner.plan, weeks, planner.today, settings.weekly_hours, settings.workdays)


def by_quarter(planner: Planner, quarters: Sequence[Quarter]) -> list[Capacity]:
    """Return the hours of some quarters in a row."""
    if not quarters:
        return []
    first, last = quarters[0].weeks()[0], quarters[-1].weeks()[-1]
    found = by_week(planner, [first.plus(n) for n in range(last - first + 1)])
    by_name = {each.week: each for each in found}
    return [_sum(planner.plan, [by_name[week] for week in q.weeks()]) for q in quarters]


def _sum(plan: Plan, weeks: Sequence[WeekHours]) -> Capacity:
    return Capacity(
        available=round(sum(each.available for each in weeks), 1),
        promised=round(sum(each.promised for each in weeks), 1),
        overfull=[_full(plan, each) for each in overfull(weeks)],
    )


def _full(plan: Plan, week: WeekHours) -> Full:
    goals = [
        GoalHours(id, plan.goals[id].title, round(taken, 1)) for id, taken in week.by_goal.items()
    ]
    return Full(str(week.week), round(week.available, 1), round(week.promised, 1), goals)


def full_weeks(planner: Planner) -> tuple[Overfull, ...]:
    """Return the runs of overfull weeks from this one on, as the critic of the plan takes them."""
    plan = planner.plan
    ends = [goal.due for goal in plan.active_goals if goal.due]
    ends += [m.due for goal in plan.active_goals for m in plan.milestones_of(goal.id)]
    last = max([planner.week, *map(Week.of, ends)])
    count = min(FARTHEST, last - planner.week + 1)
    found = overfull(by_week(planner, [planner.week.plus(n) for n in range(count)]))
    runs: list[list[WeekHours]] = []
    for each in found:
        if runs and each.week - runs[-1][-1].week == 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return tuple(_run(plan, run) for run in runs)


def _run(plan: Plan, run: Sequence[WeekHours]) -> Overfull:
    fullest = max(run, key=lambda each: each.over)
    named = [
        f"{plan.goals[id].title} {taken:.0f}"
        for id, taken in [*fullest.by_goal.items()][:MOST_GOALS]
    ]
    first, last = run[0].week, run[-1].week
    weeks = f"{first}" if first == last else f"{first} to {last}"
    return Overfull(
        weeks, fullest.promised, fullest.available, ", ".join(named), next(iter(fullest.by_goal))
    )
