"""A period looked back on: what moved in a month, a quarter or a year, as the records say it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from pmgoals.analytics.forecast import goal_forecast
from pmgoals.analytics.pace import Status, health
from pmgoals.analytics.progress import guardrail_broken
from pmgoals.analytics.rhythm import rests
from pmgoals.model.calendar import Week
from pmgoals.model.goal import CARRIED_OVER, Goal, LedgerEntry
from pmgoals.model.journal import Evidence
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.model.month import weeks_within
from pmgoals.services.period_counts import marks, minutes_of, weeks_said, words_of

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
    """What changed of its goals, earliest first; nothing for others."""
    part: bool
    """Whether it was open to goals that its readers may not read of."""

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
    whole = plan.whole  # what only counts weeks tells nothing: it is counted over all of them
    free, workdays = rests(whole), planner.settings.workdays
    counted = [week for week in weeks if week not in free and not workdays.is_leave(week)]
    entries = [plan.journal[str(week)] for week in weeks if str(week) in plan.journal]
    minutes = minutes_of(plan, first, last)
    all_minutes = minutes == minutes_of(whole, first, last)
    return Period(
        name=name,
        first=first,
        last=last,
        goals=[
            _goal_then(planner, plan, _as_of(goal, known if settled else until), span, counted)
            for goal in _told(plan)
            if _was_open(goal, first, last)
        ],
        weeks_done=len({str(week) for week in counted} & weeks_said(whole)),
        weeks=len(counted),
        **words_of(entries, marks(plan, weeks) == marks(whole, weeks)),
        evidence=[each for each in reversed(plan.evidence) if first <= each.on <= last],
        minutes=sum(minutes.values()) if all_minutes else 0,
        minutes_by={key: each * all_minutes for key, each in minutes.most_common()},
        changes=[
            entry
            for goal in plan.goals.values()
            for entry in plan.ledger_of(goal.id)
            if first <= entry.on <= last
        ],
        part=any(
            _was_open(goal, first, last) and goal.id not in plan.goals
            for goal in whole.goals.values()
        ),
    )


def _was_open(goal: Goal, first: dt.date, last: dt.date) -> bool:
    return goal.start <= last and (goal.closed_on is None or goal.closed_on >= first)


def _told(plan: Plan) -> list[Goal]:
    """Return the goals in their words for the readers, in their state of the whole plan."""
    if plan.whole is plan:
        return list(plan.goals.values())
    found = []
    for goal in plan.goals.values():
        true = plan.whole.goals[goal.id]
        fields: dict[str, Any] = {
            "state": true.state,
            "closed_on": true.closed_on,
            "decision": true.decision,
        }
        if true.state != "closed":
            fields |= {"grade": None, "closing_note": ""}
        found.append(msgspec.structs.replace(goal, **fields))
    return found


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
    first, until, whole = span.first, span.until, plan.whole
    # where it stands follows from all that is known, who may read of it or not
    true = msgspec.structs.replace(goal, grade=_grade(whole, goal))
    before, now = (health(true, whole, day, planner.rules) for day in (span.before, span.read))
    tells = plan.tells_way(goal.id)
    checkins = {c.week: c for c in plan.checkins_of(goal.id)}
    active = [w for w in weeks if goal.start <= w.sunday and (goal.closed_on or until) >= w.monday]
    stuck = Counter(checkins[str(w)].blocker for w in active if str(w) in checkins)
    actions = [checkins[str(w)].next_action for w in active if str(w) in checkins]
    steps = plan.milestones_of(goal.id)
    still = [m for m in steps if m.done_on is None or m.done_on > until]
    ahead = tells and until == planner.today
    forecast = goal_forecast(true, whole, planner.today) if ahead else None
    return GoalThen(
        goal=goal,
        status=now.status,
        way_before=before.shown if tells else None,
        way=now.shown if tells else None,
        expected=now.expected if tells else None,
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


def _grade(whole: Plan, goal: Goal) -> float | None:
    """Return the grade a goal was closed with; None for one that is told as open."""
    return whole.goals[goal.id].grade if goal.state == "closed" else None


def _measure_then(plan: Plan, measure: Measure, span: _Span) -> MeasureThen:
    before, now = (plan.readings_of(measure.id, day) for day in (span.before, span.read))
    return MeasureThen(
        measure=measure,
        before=before[-1].value if before else measure.baseline,
        now=now[-1].value if now else None,
        broken=guardrail_broken(measure, now),
    )
