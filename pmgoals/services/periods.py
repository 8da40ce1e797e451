"""A period looked back on: what moved in a month, a quarter or a year, as the records say it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from pmgoals.analytics.forecast import goal_forecast
from pmgoals.analytics.pace import Status, health
from pmgoals.analytics.progress import guardrail_broken
from pmgoals.analytics.rhythm import rests
from pmgoals.model.calendar import Week
from pmgoals.model.goal import CARRIED_OVER, Goal, LedgerEntry
from pmgoals.model.journal import Evidence, JournalEntry
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.model.month import weeks_within
from pmgoals.services.journal import items_of

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan
    from pmgoals.services.planner import Planner

DAY = dt.timedelta(days=1)


class MeasureThen(msgspec.Struct, frozen=True, kw_only=True):
    """A measure over a period."""

    measure: Measure
    """The measure."""
    before: float | None
    """Its value when the period began, in its unit; None without one."""
    now: float | None
    """Its value at the period's end, or today; None without a reading."""
    broken: bool
    """Whether it is a guardrail outside its limits."""


class GoalThen(msgspec.Struct, frozen=True, kw_only=True):
    """A goal over a period."""

    goal: Goal
    """The goal."""
    status: Status
    """Its derived status at the period's end, or today."""
    way_before: float | None
    """Way covered when the period began, 0.0 to 1.0; None without data."""
    way: float | None
    """Way covered at its end, 0.0 to 1.0."""
    expected: float | None
    """Way that was expected by then, 0.0 to 1.0."""
    confidence_before: int | None
    """Confidence when the period began, 1-10."""
    confidence: int | None
    """Confidence at its end, 1-10."""
    chance: float | None
    """Chance to reach it by its date, 0.0 to 1.0, for a period that is not over; None unknown."""
    measures: list[MeasureThen]
    """Its measures."""
    weeks_done: int
    """Weeks of the period with a check-in."""
    weeks: int
    """Weeks of the period so far in which it was active."""
    done: list[Milestone]
    """Milestones that were done in the period."""
    late: list[Milestone]
    """Milestones that are open and were due by its end."""
    ahead: list[Milestone]
    """Milestones that are open and due after it."""
    stuck: list[str]
    """Kinds of what was stuck in the period, most frequent first."""
    next_action: str
    """The next action said last."""


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known of a period."""

    name: str
    """Its name in words."""
    first: dt.date
    """Its first day."""
    last: dt.date
    """Its last day."""
    goals: list[GoalThen]
    """Goals that were open at any time in it, by deadline."""
    weeks_done: int
    """Weeks with a check-in or a journal entry."""
    weeks: int
    """Weeks of the period so far, leave and reserve weeks left out."""
    promised: int
    """Weekly commitments that were marked."""
    kept: int
    """Those of them that were kept."""
    wins: list[str]
    """Wins of the journal, earliest first."""
    setbacks: list[str]
    """Setbacks of the journal, earliest first."""
    learned: list[str]
    """What the journal says was learned, earliest first."""
    evidence: list[Evidence]
    """Evidence kept, earliest first."""
    minutes: int
    """Minutes of learning."""
    minutes_by: dict[str, int]
    """Minutes of learning by competency, most first; under "" what serves none."""
    changes: list[LedgerEntry]
    """What changed of its goals, earliest first."""

    @property
    def promises(self) -> list[LedgerEntry]:
        """Changes of what was promised: wording, dates, targets.

        Not its making, its state, or what carrying a goal over moved along.
        """
        return [
            entry
            for entry in self.changes
            if entry.field not in ("state", "carried over")
            and entry.reason != CARRIED_OVER
            and (entry.field, entry.before) != ("commitment", "")
        ]


def look_back(
    planner: Planner,
    plan: Plan,
    name: str,
    first: dt.date,
    last: dt.date,
    on: dt.date | None = None,
    *,
    settled: bool = False,
) -> Period:
    """Return what a plan knows of the days from `first` to `last`, up to a day, by default today.

    Goals that were closed, and milestones that were done, after that day are told as open. With
    `settled`, goals closed between the period's end and that day, as the review of its last quarter
    does, are told closed.
    """
    known = on or planner.today
    until = min(last, known)
    within = weeks_within(first, last)
    weeks = [week for week in within if week.monday <= until]
    span = _Span(
        first=first,
        until=until,
        before=max([first, *(week.monday for week in within[:1])]) - DAY,
        read=min(max([last, *(week.sunday for week in within[-1:])]), known),
    )
    free, workdays = rests(plan), planner.settings.workdays
    counted = [week for week in weeks if week not in free and not workdays.is_leave(week)]
    entries = [plan.journal[str(week)] for week in weeks if str(week) in plan.journal]
    minutes = _minutes(plan, first, last)
    return Period(
        name=name,
        first=first,
        last=last,
        goals=[
            _goal_then(planner, plan, _as_of(goal, known if settled else until), span, counted)
            for goal in plan.goals.values()
            if goal.start <= last and (goal.closed_on is None or goal.closed_on >= first)
        ],
        weeks_done=len({str(week) for week in counted} & _weeks_said(plan, entries)),
        weeks=len(counted),
        **_words(entries),
        evidence=[each for each in reversed(plan.evidence) if first <= each.on <= last],
        minutes=sum(minutes.values()),
        minutes_by=dict(minutes.most_common()),
        changes=[
            entry
            for goal in plan.goals.values()
            for entry in plan.ledger_of(goal.id)
            if first <= entry.on <= last
        ],
    )


def _weeks_said(plan: Plan, entries: Sequence[JournalEntry]) -> set[str]:
    """Return the weeks with a check-in, and those of entries that say something."""
    said = {checkin.week for goal in plan.goals for checkin in plan.checkins_of(goal)}
    return said | {entry.week for entry in entries if entry.says_something}


def _words(entries: Sequence[JournalEntry]) -> dict[str, Any]:
    """Return what journal entries say: promises marked, wins, setbacks, what was learned."""
    marks = [mark for e in entries for mark in e.kept.values()]
    return {
        "promised": len(marks),
        "kept": sum(mark == "yes" for mark in marks),
        "wins": [line for e in entries for line in items_of(e.answers.get("wins", ""))],
        "setbacks": [line for e in entries for line in items_of(e.answers.get("setbacks", ""))],
        "learned": [e.answers["learned"].strip() for e in entries if e.answers.get("learned")],
    }


def _minutes(plan: Plan, first: dt.date, last: dt.date) -> Counter[str]:
    """Return the minutes of learning from one day to another, by competency."""
    minutes: Counter[str] = Counter()
    for each in plan.learning:
        if first <= each.on <= last:
            minutes[each.competency] += each.minutes
    return minutes


def _as_of(goal: Goal, day: dt.date) -> Goal:
    """Return a goal as it stood on a day: still open when it was closed later."""
    if goal.closed_on is None or goal.closed_on <= day:
        return goal
    return msgspec.structs.replace(goal, state="active", closed_on=None, grade=None, decision=None)


class _Span(msgspec.Struct, frozen=True, kw_only=True):
    """The days of a period as they are looked back on.

    A week belongs to the period of its Thursday, and what was read in it goes with it.
    """

    first: dt.date
    """The first day."""
    until: dt.date
    """The last day, or the day the look is cast from."""
    before: dt.date
    """The last day whose readings belong to the period before."""
    read: dt.date
    """The last day whose readings belong to it."""


def _goal_then(
    planner: Planner, plan: Plan, goal: Goal, span: _Span, weeks: list[Week]
) -> GoalThen:
    first, until = span.first, span.until
    before, now = (
        health(goal, plan, span.before, planner.rules),
        health(goal, plan, span.read, planner.rules),
    )
    status = now.status  # what it is follows from all that is known, who may read of it or not
    if plan.whole is not plan:
        status = health(goal, plan.whole, span.read, planner.rules).status
    checkins = {c.week: c for c in plan.checkins_of(goal.id)}
    active = [w for w in weeks if goal.start <= w.sunday and (goal.closed_on or until) >= w.monday]
    stuck = Counter(checkins[str(w)].blocker for w in active if str(w) in checkins)
    actions = [checkins[str(w)].next_action for w in active if str(w) in checkins]
    steps = plan.milestones_of(goal.id)
    still = [m for m in steps if m.done_on is None or m.done_on > until]
    forecast = goal_forecast(goal, plan, planner.today) if until == planner.today else None
    return GoalThen(
        goal=goal,
        status=status,
        way_before=before.shown,
        way=now.shown,
        expected=now.expected,
        confidence_before=before.confidence,
        confidence=now.confidence,
        chance=None if forecast is None else forecast.chance,
        measures=[_measure_then(plan, m, span) for m in plan.measures_of(goal.id)],
        weeks_done=sum(str(week) in checkins for week in active),
        weeks=len(active),
        done=[m for m in steps if m.done_on is not None and first <= m.done_on <= until],
        late=[m for m in still if m.due <= until and m.due < planner.today],
        ahead=[m for m in still if m.due > until or m.due >= planner.today],
        stuck=[kind for kind, _ in stuck.most_common() if kind],
        next_action=next((text for text in reversed(actions) if text), goal.next_action),
    )


def _measure_then(plan: Plan, measure: Measure, span: _Span) -> MeasureThen:
    before, now = (plan.readings_of(measure.id, day) for day in (span.before, span.read))
    return MeasureThen(
        measure=measure,
        before=before[-1].value if before else measure.baseline,
        now=now[-1].value if now else None,
        broken=guardrail_broken(measure, now),
    )
