"""The year by quarter: what is due when, and the hours it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from pmgoals.model.calendar import FiscalCalendar, Quarter
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services.capacity import Capacity, by_quarter

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner


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


class Ending(msgspec.Struct, frozen=True):
    """A goal whose deadline lies in a quarter."""

    id: str
    """Its id."""
    title: str
    """Its title."""
    due: dt.date
    """Its deadline."""


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
    """Hours a week promised to active goals that run through it."""
    capacity: Capacity
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
    calendar = planner.calendar
    if within is not None:
        quarters = calendar.quarters_between(*within)
    else:
        quarters = _with_something(planner)
    # Hours follow from week to week: each run of quarters is counted once.
    hours: dict[Quarter, Capacity] = {}
    for run in _runs(quarters, calendar):
        hours |= dict(zip(run, by_quarter(planner, run), strict=True))
    steps = _steps_by_quarter(planner)
    columns = [_column(planner, q, steps.get(q, []), hours[q]) for q in quarters]
    return Board(planner.today, planner.settings.weekly_hours, columns)


def _with_something(planner: Planner) -> list[Quarter]:
    """Return the quarters of this fiscal year and those in which something of an open goal is."""
    calendar, plan = planner.calendar, planner.plan
    days = {goal.due for goal in plan.open_goals if goal.due}
    days |= {m.due for goal in plan.open_goals for m in plan.milestones_of(goal.id)}
    year = [calendar.quarter(planner.quarter.year, number) for number in (1, 2, 3, 4)]
    return sorted({*year, *map(calendar.quarter_of, days)})


def _runs(quarters: Sequence[Quarter], calendar: FiscalCalendar) -> list[list[Quarter]]:
    """Return quarters as runs without a gap."""
    runs: list[list[Quarter]] = []
    for quarter in quarters:
        if runs and calendar.next(runs[-1][-1]) == quarter:
            runs[-1].append(quarter)
        else:
            runs.append([quarter])
    return runs


def _steps_by_quarter(planner: Planner) -> dict[Quarter, list[Step]]:
    """Return the milestones of open goals and what was done for closed ones, by quarter."""
    plan, today, calendar = planner.plan, planner.today, planner.calendar
    found: dict[Quarter, list[Step]] = {}
    for goal in plan.goals.values():
        for milestone in plan.milestones_of(goal.id):
            if goal.state != "closed" or milestone.done_on:
                quarter = calendar.quarter_of(milestone.due)
                found.setdefault(quarter, []).append(step_of(goal, milestone, today))
    return found


def step_of(goal: Goal, milestone: Milestone, today: dt.date) -> Step:
    """Return a milestone as the board shows it."""
    m = milestone
    late = m.done_on is None and m.due < today
    return Step(m.id, m.title, m.due, m.done_on, late, goal.id, goal.title)


def _column(planner: Planner, quarter: Quarter, steps: Sequence[Step], hours: Capacity) -> Column:
    """Return one quarter with what is due in it."""
    goals = planner.plan.open_goals
    running = [
        goal
        for goal in goals
        if goal.state == "active"
        and goal.start <= quarter.end
        and (goal.due or quarter.end) >= quarter.start
    ]
    return Column(
        name=str(quarter),
        start=quarter.start,
        end=quarter.end,
        present=quarter.start <= planner.today <= quarter.end,
        milestones=sorted(steps, key=lambda step: step.due),
        goals_due=[
            Ending(g.id, g.title, g.due)
            for g in goals
            if g.due and quarter.start <= g.due <= quarter.end
        ],
        hours_week=sum(goal.hours_week or 0.0 for goal in running),
        capacity=hours,
    )
