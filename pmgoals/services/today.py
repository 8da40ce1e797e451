"""Today: what needs the person, and where they stand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from pmgoals.analytics.capacity import say_hours
from pmgoals.analytics.forecast import goal_forecast
from pmgoals.analytics.pace import Status
from pmgoals.analytics.rhythm import rhythm
from pmgoals.model.calendar import Quarter
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.services.capacity import by_week
from pmgoals.services.due import Due, due
from pmgoals.services.names import told_apart

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan
    from pmgoals.services.planner import Planner


class NextMilestone(msgspec.Struct, frozen=True):
    """The next open milestone of a goal."""

    id: str
    """Its id."""
    title: str
    """What will be there."""
    due: dt.date
    """When."""


class Outlook(msgspec.Struct, frozen=True):
    """Where a goal will land by its deadline."""

    chance: float
    """Chance to reach the target, 0.0 to 1.0; that of its least likely result."""
    measure: str
    """Name of the measure that chance and range are of: the goal's least likely result."""
    unit: str
    """Its unit."""
    low: float
    """Lower end of the range that holds eight landings in ten, in that unit."""
    high: float
    """Upper end of it."""


class GoalRow(msgspec.Struct, frozen=True, kw_only=True):
    """One goal, as Today shows it."""

    id: str
    """Id of the goal."""
    title: str
    """Its title."""
    status: Status
    """Derived status."""
    progress: float | None
    """Way covered, 0.0 to 1.0."""
    expected: float | None
    """Way that would be covered by now, 0.0 to 1.0."""
    gap: float | None
    """Progress minus expected progress, in points of a hundred."""
    confidence: int | None
    """Latest confidence, 1-10."""
    confidences: list[int]
    """The last eight, earliest first."""
    trend: int
    """Change of confidence since the check-in before."""
    due: dt.date | None
    """The goal's deadline."""
    next_milestone: NextMilestone | None
    """The next open milestone."""
    next_action: str
    """What was last said to be done next; empty when nothing was."""
    forecast: Outlook | None
    """Chance and landing range; None until a forecast is supported by the data."""


class LearningWeek(msgspec.Struct, frozen=True):
    """This week's learning."""

    minutes_this_week: int
    """Minutes logged."""
    target: int
    """Minutes wanted."""


class Momentum(msgspec.Struct, frozen=True):
    """How steady the last weeks were."""

    weeks_done: int
    """Weeks with an entry."""
    weeks: int
    """Weeks that count, at most 12."""
    in_a_row: int
    """Weeks done without a gap up to now."""
    reserve_left: int
    """Reserve weeks left in this quarter."""
    strip: list[int]
    """Entries by week, earliest first; -1 for leave, -2 for a reserve week."""


class MilestoneMark(msgspec.Struct, frozen=True):
    """A milestone on the quarter's line."""

    title: str
    """What will be there."""
    due: dt.date
    """When."""
    done: bool
    """Whether it is done."""


class QuarterLine(msgspec.Struct, frozen=True):
    """The quarter as a line with its milestones."""

    name: str
    """Such as `FY26 Q4`."""
    start: dt.date
    """First day."""
    end: dt.date
    """Last day."""
    week: int
    """Week of the quarter, from 1."""
    weeks: int
    """Weeks of the quarter."""
    review_opens: dt.date
    """The day its review opens."""
    milestones: list[MilestoneMark]
    """Milestones due in it, by date."""


class HoursNow(msgspec.Struct, frozen=True):
    """The hours of this week."""

    promised: float
    """Hours that goals take."""
    available: float
    """Hours there are."""
    said: str
    """Both in words, such as `11 of 8 h`."""
    over: bool
    """Whether more are promised than there are."""


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that Today shows."""

    date: dt.date
    """The day."""
    week: str
    """ISO week, such as `2026-W47`."""
    quarter: str
    """Such as `FY26 Q4`."""
    goals: list[GoalRow]
    """Open goals by deadline."""
    due: list[Due]
    """What needs the person, most urgent first."""
    learning: LearningWeek
    """This week's learning."""
    momentum: Momentum
    """How steady the last weeks were."""
    intention: str
    """What last week's entry said would change; empty when it said nothing."""
    quarter_line: QuarterLine
    """The quarter as a line."""
    hours: HoursNow
    """The hours of this week."""


def look(planner: Planner) -> Today:
    """Return what needs the person today and where their goals stand."""
    plan, today, settings = planner.plan, planner.today, planner.settings
    found = rhythm(
        plan,
        today,
        planner.calendar,
        reserve=settings.reserve_weeks,
        workdays=settings.workdays,
    )
    return Today(
        date=today,
        week=str(planner.week),
        quarter=str(planner.quarter),
        goals=[row(planner, goal) for goal in plan.open_goals],
        due=due(planner),
        learning=LearningWeek(planner.learning.minutes_in(planner.week), settings.learning_minutes),
        momentum=Momentum(
            found.weeks_done, found.weeks, found.in_a_row, found.reserve_left, found.strip
        ),
        intention=planner.journal.said_before(planner.week),
        quarter_line=_quarter_line(planner, planner.quarter),
        hours=_hours(planner, plan),
    )


def _hours(planner: Planner, plan: Plan) -> HoursNow:
    (week,) = by_week(planner, plan, [planner.week])
    rounded = round(week.promised, 1), round(week.available, 1)
    return HoursNow(*rounded, say_hours(week), bool(week.over))


def row(planner: Planner, goal: Goal, day: dt.date | None = None) -> GoalRow:
    """Return one goal as Today shows it, or as it stood on an earlier day, without a forecast."""
    now = day is None or day >= planner.today
    stand = planner.goals.health(goal, day)
    ahead = [m for m in planner.plan.milestones_of(goal.id) if m.done_on is None]
    said = [c for c in planner.plan.checkins_of(goal.id) if day is None or c.on <= day]
    actions = [c.next_action for c in said if c.next_action]
    return GoalRow(
        id=goal.id,
        title=goal.title,
        status=stand.status,
        progress=_rounded(stand.shown),
        expected=_rounded(stand.expected),
        gap=None if stand.gap is None else round(stand.gap * 100, 1),
        confidence=stand.confidence,
        confidences=stand.confidences,
        trend=stand.trend,
        due=goal.due,
        next_milestone=NextMilestone(ahead[0].id, ahead[0].title, ahead[0].due) if ahead else None,
        next_action=actions[-1] if actions else goal.next_action,
        forecast=_outlook(planner, goal) if now else None,
    )


def _outlook(planner: Planner, goal: Goal) -> Outlook | None:
    """Return where an active goal will land; None when its data do not support a word on it."""
    found = goal_forecast(goal, planner.plan, planner.today)
    if found is None:
        return None
    of = planner.plan.alive(Measure)[found.measure]
    ends = _shown(found.low), _shown(found.high)
    return Outlook(found.chance, of.name, of.unit, *ends)


def _shown(value: float) -> float:
    """Return a landing value to three digits: more would claim what nobody knows."""
    return float(f"{value:.3g}")


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _quarter_line(planner: Planner, quarter: Quarter) -> QuarterLine:
    plan = planner.plan
    steps = [
        MilestoneMark(told_apart(m, plan), m.due, m.done_on is not None)
        for goal in plan.open_goals
        for m in plan.milestones_of(goal.id)
        if quarter.start <= m.due <= quarter.end
    ]
    return QuarterLine(
        name=str(quarter),
        start=quarter.start,
        end=quarter.end,
        week=quarter.week_number(planner.today),
        weeks=len(quarter.weeks()),
        review_opens=planner.reviews.opens(quarter),
        milestones=sorted(steps, key=lambda m: m.due),
    )
