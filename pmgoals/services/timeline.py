"""The plan on one line of time: goals with their milestones, what waits for what, the hours."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from pmgoals.analytics.capacity import QuarterHours, WeekHours, in_quarter
from pmgoals.analytics.pace import Status
from pmgoals.model.calendar import Quarter
from pmgoals.services.board import Step, step_of
from pmgoals.services.capacity import by_week

if TYPE_CHECKING:
    from pmgoals.model.goal import Goal
    from pmgoals.model.plan import Plan
    from pmgoals.services.planner import Planner


class Lane(msgspec.Struct, frozen=True):
    """One goal on the timeline."""

    id: str
    """Id of the goal."""
    title: str
    """Its title."""
    status: Status
    """Derived status."""
    start: dt.date
    """First day of work."""
    due: dt.date | None
    """Deadline."""
    steps: list[Step]
    """Its milestones by date, those outside the time that is shown among them."""


class Wait(msgspec.Struct, frozen=True):
    """One milestone that waits for another milestone or goal."""

    milestone: str
    """Id of what waits."""
    first: str
    """Id of what comes first."""
    days_short: int
    """Days by which what comes first is too late, 0 when it is in time."""


class Timeline(msgspec.Struct, frozen=True):
    """Some quarters of the plan."""

    date: dt.date
    """Today."""
    quarters: list[Quarter]
    """The quarters shown, in order."""
    lanes: list[Lane]
    """Open goals of which something lies in them, by deadline."""
    waits: list[Wait]
    """Dependencies between milestones and goals of the lanes."""
    weeks: list[WeekHours]
    """The hours of each week, in order."""
    hours: list[QuarterHours]
    """The hours of each quarter."""

    @property
    def first(self) -> dt.date:
        """The first day shown."""
        return self.quarters[0].start

    @property
    def last(self) -> dt.date:
        """The last day shown."""
        return self.quarters[-1].end


def look(planner: Planner, quarters: list[Quarter]) -> Timeline:
    """Return the plan along some quarters in a row, at least one."""
    plan = planner.plan
    first, last = quarters[0].start, quarters[-1].end
    lanes = [
        _lane(planner, plan, goal)
        for goal in plan.open_goals
        if goal.start <= last and (goal.due or last) >= first
    ]
    here = {lane.id for lane in lanes} | {step.id for lane in lanes for step in lane.steps}
    weeks = by_week(planner, plan, [week for quarter in quarters for week in quarter.weeks()])
    return Timeline(
        date=planner.today,
        quarters=quarters,
        lanes=lanes,
        waits=[
            Wait(step.id, first.id, first.days_short)
            for lane in lanes
            for step in lane.steps
            for first in step.waits_for
            if first.id in here
        ],
        weeks=weeks,
        hours=[in_quarter(quarter, weeks, planner.today) for quarter in quarters],
    )


def _lane(planner: Planner, plan: Plan, goal: Goal) -> Lane:
    return Lane(
        id=goal.id,
        title=goal.title,
        status=planner.goals.health(goal).status,
        start=goal.start,
        due=goal.due,
        steps=[step_of(plan, goal, m, planner.today) for m in plan.milestones_of(goal.id)],
    )
