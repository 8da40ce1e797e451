"""The year by quarter: what is due when, and the hours it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from pmgoals.model.calendar import Quarter
from pmgoals.model.goal import Goal

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


class Board(msgspec.Struct, frozen=True):
    """The plan, quarter by quarter."""

    date: dt.date
    """Today."""
    hours_available: float
    """Hours a week there are for goals."""
    quarters: list[Column]
    """The present fiscal year, and every other quarter in which something of an open goal is."""


def look(planner: Planner) -> Board:
    """Return the open goals by quarter, and what was done for closed ones."""
    calendar, plan = planner.calendar, planner.plan
    goals = plan.open_goals
    days = [goal.due for goal in goals if goal.due]
    days += [m.due for goal in goals for m in plan.milestones_of(goal.id)]
    year = [calendar.quarter(planner.quarter.year, number) for number in (1, 2, 3, 4)]
    named = {*year, *map(calendar.quarter_of, days)}
    columns = [_column(planner, goals, quarter) for quarter in sorted(named)]
    return Board(planner.today, planner.settings.weekly_hours, columns)


def _column(planner: Planner, goals: Sequence[Goal], quarter: Quarter) -> Column:
    """Return one quarter with what is due in it."""
    today = planner.today
    steps = [
        Step(m.id, m.title, m.due, m.done_on, m.done_on is None and m.due < today, g.id, g.title)
        for g in planner.plan.goals.values()
        for m in planner.plan.milestones_of(g.id)
        if quarter.start <= m.due <= quarter.end and (g.state != "closed" or m.done_on)
    ]
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
        present=quarter.start <= today <= quarter.end,
        milestones=sorted(steps, key=lambda step: step.due),
        goals_due=[
            Ending(g.id, g.title, g.due)
            for g in goals
            if g.due and quarter.start <= g.due <= quarter.end
        ],
        hours_week=sum(goal.hours_week or 0.0 for goal in running),
    )
