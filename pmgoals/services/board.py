"""The year by quarter: what is due when, and the hours it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from pmgoals.analytics.capacity import QuarterHours, WeekHours, say_hours
from pmgoals.model.calendar import FiscalCalendar, Quarter
from pmgoals.model.dependencies import links_of
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.services.capacity import by_quarter

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner


class First(msgspec.Struct, frozen=True):
    """What a milestone waits for."""

    id: str
    """Id of the milestone or goal that comes first."""
    title: str
    """Its title."""
    days_short: int
    """Days by which it is too late, 0 when it is in time."""


class Step(msgspec.Struct, frozen=True):
    """A milestone on the board."""

    id: str
    """Its id."""
    title: str
    """What will be there."""
    due: dt.date
    """When."""
    done_on: dt.date | None
    """The day it was done."""
    late: bool
    """True when it is open and its day is over."""
    goal: str
    """Id of its goal."""
    goal_title: str
    """The goal's title."""
    waits_for: list[First]
    """What it waits for; nothing once it is done."""


class Ending(msgspec.Struct, frozen=True):
    """A goal whose deadline lies in a quarter."""

    id: str
    """Its id."""
    title: str
    """Its title."""
    due: dt.date
    """Its deadline."""


class GoalHours(msgspec.Struct, frozen=True):
    """The hours that one goal takes."""

    id: str
    """Id of the goal."""
    title: str
    """Its title."""
    hours: float
    """Hours, above 0."""


class OverfullWeek(msgspec.Struct, frozen=True):
    """A week that promises more than there is."""

    week: str
    """Such as `2026-W49`."""
    said: str
    """Its hours in words, such as `11 of 8 h`."""
    available: float
    """Hours there are."""
    promised: float
    """Hours promised."""
    goals: list[GoalHours]
    """What takes them, most first."""


class Hours(msgspec.Struct, frozen=True):
    """The hours of a quarter; of the present one those that are left."""

    available: float
    """Hours there are in its weeks, less leave and holidays."""
    promised: float
    """Hours that goals take in them."""
    overfull: list[OverfullWeek]
    """Its weeks that promise more than there is, in order."""


class Column(msgspec.Struct, frozen=True):
    """One quarter."""

    name: str
    """Such as `FY26 Q4`."""
    start: dt.date
    """First day."""
    end: dt.date
    """Last day."""
    present: bool
    """Whether today lies in it."""
    milestones: list[Step]
    """Milestones due in it, by date."""
    goals_due: list[Ending]
    """Open goals due in it, by date."""
    hours_week: float
    """Hours a week of the active goals that run through it, whatever their milestones ask."""
    hours: Hours
    """Its hours, those of milestones among them."""


class Board(msgspec.Struct, frozen=True):
    """The plan, quarter by quarter."""

    date: dt.date
    """Today."""
    hours_available: float
    """Hours a week there are for goals."""
    quarters: list[Column]
    """The present fiscal year, and every other quarter in which something of an open goal is."""


def look(planner: Planner, within: tuple[dt.date, dt.date] | None = None) -> Board:
    """Return the open goals by quarter, and what was done for closed ones.

    With `within`, the quarters that have a day between two days, all of them.
    """
    plan, calendar = planner.plan, planner.calendar
    if within is not None:
        quarters = calendar.quarters_between(*within)
    else:
        quarters = _with_something(planner, plan)
    # Hours follow from week to week: each run of quarters is counted once.
    hours: dict[Quarter, QuarterHours] = {}
    for run in _runs(quarters, calendar):
        hours |= dict(zip(run, by_quarter(planner, plan, run), strict=True))
    steps = _steps_by_quarter(planner, plan)
    columns = [_column(planner.today, plan, q, steps.get(q, []), hours[q]) for q in quarters]
    return Board(planner.today, planner.settings.weekly_hours, columns)


def _with_something(planner: Planner, plan: Plan) -> list[Quarter]:
    """Return the quarters of this fiscal year and those in which something of an open goal is."""
    calendar = planner.calendar
    days = {goal.due for goal in plan.open_goals if goal.due}
    days |= {m.due for goal in plan.open_goals for m in plan.milestones_of(goal.id)}
    year = [calendar.quarter(planner.quarter.year, number) for number in (1, 2, 3, 4)]
    return sorted({*year, *map(calendar.quarter_of, days)})


def _runs(quarters: Sequence[Quarter], calendar: FiscalCalendar) -> list[list[Quarter]]:
    """Return quarters as runs without a gap."""
    runs: list[list[Quarter]] = []
    for quarter in quarters:
        if runs and calendar.distance(runs[-1][-1], quarter) == 1:
            runs[-1].append(quarter)
        else:
            runs.append([quarter])
    return runs


def _steps_by_quarter(planner: Planner, plan: Plan) -> dict[Quarter, list[Step]]:
    """Return the milestones of open goals and what was done for closed ones, by quarter."""
    found: dict[Quarter, list[Step]] = {}
    for goal in plan.goals.values():
        for milestone in plan.milestones_of(goal.id):
            if goal.state != "closed" or milestone.done_on:
                quarter = planner.calendar.quarter_of(milestone.due)
                step = step_of(plan, goal, milestone, planner.today)
                found.setdefault(quarter, []).append(step)
    return found


def step_of(plan: Plan, goal: Goal, milestone: Milestone, today: dt.date) -> Step:
    """Return a milestone as the board shows it."""
    waits = links_of(milestone, plan) if milestone.is_open else []
    return Step(
        id=milestone.id,
        title=milestone.title,
        due=milestone.due,
        done_on=milestone.done_on,
        late=milestone.is_late(today),
        goal=goal.id,
        goal_title=goal.title,
        waits_for=[First(w.first.id, w.first.title, w.days_short(today)) for w in waits],
    )


def _column(
    today: dt.date, plan: Plan, quarter: Quarter, steps: Sequence[Step], hours: QuarterHours
) -> Column:
    """Return one quarter with what is due in it."""
    running = [
        goal
        for goal in plan.active_goals
        if goal.start <= quarter.end and (goal.due or quarter.end) >= quarter.start
    ]
    return Column(
        name=str(quarter),
        start=quarter.start,
        end=quarter.end,
        present=quarter.start <= today <= quarter.end,
        milestones=sorted(steps, key=lambda step: step.due),
        goals_due=[
            Ending(g.id, g.title, g.due)
            for g in plan.open_goals
            if g.due and quarter.start <= g.due <= quarter.end
        ],
        hours_week=sum(goal.hours_week or 0.0 for goal in running),
        hours=_hours(plan, hours),
    )


def _hours(plan: Plan, hours: QuarterHours) -> Hours:
    return Hours(
        available=round(hours.available, 1),
        promised=round(hours.promised, 1),
        overfull=[_overfull(plan, week) for week in hours.overfull],
    )


def _overfull(plan: Plan, week: WeekHours) -> OverfullWeek:
    goals = [
        GoalHours(id, plan.goals[id].title, round(taken, 1)) for id, taken in week.by_goal.items()
    ]
    rounded = round(week.available, 1), round(week.promised, 1)
    return OverfullWeek(str(week.week), say_hours(week), *rounded, goals)
