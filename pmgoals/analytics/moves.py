"""What moving a milestone does: to what waits for it, to the goal's pace, to full weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from pmgoals.analytics.capacity import WeekHours, hours, overfull
from pmgoals.analytics.progress import Rollup, expected
from pmgoals.analytics.slip import Slip, reference
from pmgoals.model.calendar import Week
from pmgoals.model.dependencies import links_of, moved_along, overtaken
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.model.workdays import Workdays

FARTHEST = 260
"""Most weeks ahead of which the hours are compared; five years."""


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What a move is judged by."""

    today: dt.date
    """The day it is made."""
    weekly_hours: float
    """Hours a week there are for goals."""
    workdays: Workdays
    """Which days are worked."""
    rollup: Rollup
    """How the parts of a goal are put together."""


class Consequences(msgspec.Struct, frozen=True, kw_only=True):
    """What a move does, compared with leaving the milestone where it is."""

    before: dt.date
    """The day it is due now."""
    after: dt.date
    """The day it would be due."""
    starts: dt.date | None
    """The day the goal starts, when it would be due before that: such a move is refused."""
    is_over: bool
    """Whether that day is over already: an open milestone would be late at once."""
    beyond: dt.date | None
    """The goal's deadline, when the milestone would be due after it."""
    overtaken: list[Milestone]
    """Open milestones that wait for it and would be due before it, by date."""
    along: list[Milestone]
    """What would move along, on its new day: those and what waits for them in turn, by date."""
    past_ends: dict[str, dt.date]
    """Deadlines of goals after which something would move along, by that milestone's id."""
    passed: list[Milestone]
    """Open milestones of the same goal that it would change places with, by date."""
    too_early: list[str]
    """Titles of what it waits for and would be due before."""
    expected_before: float | None
    """The way that the goal is expected to have covered by now, 0.0 to 1.0."""
    expected_after: float | None
    """The same after the move."""
    filled: list[WeekHours]
    """Weeks that promise more than there is, and did not before."""
    freed: list[WeekHours]
    """Weeks that no longer do."""
    usual: Slip | None
    """How far milestones came from their day so far, where that says something of the new one."""


def consequences(plan: Plan, milestone: Milestone, due: dt.date, setting: Setting) -> Consequences:
    """Return what moving a milestone to a day does, when what waits for it stays where it is."""
    goal, today = plan.goals.get(milestone.goal), setting.today
    then = plan.imagined(replace(milestone, due=due))
    filled, freed = _overfull_weeks(plan, then, max(milestone.due, due), setting)
    along = moved_along(milestone, due, plan)
    return Consequences(
        before=milestone.due,
        after=due,
        starts=goal.start if goal and due < goal.start else None,
        is_over=milestone.is_open and due < today,
        beyond=goal.due if goal and goal.due and goal.due < due else None,
        overtaken=overtaken(milestone, due, plan),
        along=along,
        past_ends=_past_ends(along, plan),
        passed=_passed(milestone, due, plan),
        too_early=[
            link.first.title
            for link in links_of(replace(milestone, due=due), plan)
            if link.days_short(today)
        ],
        expected_before=expected(goal, plan, today, setting.rollup) if goal else None,
        expected_after=expected(goal, then, today, setting.rollup) if goal else None,
        filled=filled,
        freed=freed,
        usual=reference(plan, "milestone") if milestone.is_open and due >= today else None,
    )


def _past_ends(moved: Sequence[Milestone], plan: Plan) -> dict[str, dt.date]:
    """Return the deadlines after which milestones are due, by the milestone's id."""
    goals = ((m, plan.goals.get(m.goal)) for m in moved)
    return {m.id: goal.due for m, goal in goals if goal and goal.due and goal.due < m.due}


def _passed(milestone: Milestone, due: dt.date, plan: Plan) -> list[Milestone]:
    """Return the open milestones of its goal between a milestone's day and another."""
    first, last = sorted((milestone.due, due))
    return [
        each
        for each in plan.milestones_of(milestone.goal)
        if each.is_open and each.id != milestone.id and first < each.due < last
    ]


def _overfull_weeks(
    plan: Plan, then: Plan, until: dt.date, setting: Setting
) -> tuple[list[WeekHours], list[WeekHours]]:
    """Return the weeks that a change fills beyond what there is, and those it frees."""
    first = Week.of(setting.today)
    count = min(FARTHEST, max(0, Week.of(until) - first) + 1)
    look = ([first.plus(n) for n in range(count)], setting.today)
    rules = (setting.weekly_hours, setting.workdays)
    before, after = overfull(hours(plan, *look, *rules)), overfull(hours(then, *look, *rules))
    full, fuller = {w.week for w in before}, {w.week for w in after}
    return [w for w in after if w.week not in full], [w for w in before if w.week not in fuller]
