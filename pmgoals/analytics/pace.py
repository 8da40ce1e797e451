"""Progress, expected progress and status of a goal.

Progress looks backward, confidence forward, the grade is given at close; the three are never
mixed. Behind by 10 points is watch, by 25 at risk; two weeks of silence are stale.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import msgspec

from pmgoals.model.calendar import Week
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan

Status = Literal["on track", "watch", "at risk", "stale", "new", "paused", "done", "closed"]
"""Derived, never typed. `new` has had no word yet, `closed` ended without being reached."""

WATCH, AT_RISK = 0.10, 0.25
"""Shortfalls of progress against expected progress, as shares."""

SILENCE_WEEKS = 2
"""Whole weeks without a check-in after which a goal is stale."""

REACHED = 0.7
"""Grade from which an aspirational goal counts as reached (Doerr); committed ones need 1.0."""

_SEVERITY: list[Status] = ["at risk", "stale", "watch", "on track"]


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """Where a goal stands on a day."""

    status: Status
    """The word for it."""
    progress: float | None = None
    """Way covered, 0.0 at the start and 1.0 at the target, not clamped; None without data."""
    expected: float | None = None
    """Way that would be covered by now, 0.0 to 1.0; None without a deadline."""
    confidence: int | None = None
    """Latest confidence, 1-10."""
    confidences: list[int] = []
    """The last eight, earliest first."""

    @property
    def gap(self) -> float | None:
        """Progress minus expected progress as a share; None when either is not known."""
        if self.progress is None or self.expected is None:
            return None
        return self.progress - self.expected

    @property
    def shown(self) -> float | None:
        """Progress clamped to 0.0 .. 1.0 for display."""
        return None if self.progress is None else min(1.0, max(0.0, self.progress))

    @property
    def trend(self) -> int:
        """Change of confidence since the check-in before, 0 when there is none."""
        return self.confidences[-1] - self.confidences[-2] if len(self.confidences) > 1 else 0


def measure_progress(measure: Measure, readings: Sequence[Reading]) -> float | None:
    """Return the way a measure has covered, not clamped; None without a reading or a target.

    A measure without a baseline counts from zero; one to be kept counts the share of readings
    inside its band.
    """
    if not readings:
        return None
    if measure.direction == "maintain":
        return sum(inside(measure, r.value) for r in readings) / len(readings)
    if measure.target is None:
        return None
    baseline = measure.baseline if measure.baseline is not None else 0.0
    if measure.target == baseline:
        return 1.0 if readings[-1].value == measure.target else 0.0
    return (readings[-1].value - baseline) / (measure.target - baseline)


def inside(measure: Measure, value: float) -> bool:
    """Tell whether a value lies in the measure's band; open edges hold everything."""
    low = measure.low if measure.low is not None else value
    high = measure.high if measure.high is not None else value
    return low <= value <= high


def guardrail_broken(measure: Measure, readings: Sequence[Reading]) -> bool:
    """Tell whether a guardrail's latest reading lies outside its band."""
    return (
        measure.role == "guardrail" and bool(readings) and not inside(measure, readings[-1].value)
    )


def progress(goal: Goal, plan: Plan, day: dt.date) -> float | None:
    """Return a goal's progress on a day: its measures by weight, else its milestones by weight."""
    weighted = [
        (measure.weight, way)
        for measure in plan.measures_of(goal.id)
        if measure.role != "guardrail"
        and (way := measure_progress(measure, plan.readings_of(measure.id, day))) is not None
    ]
    if weighted:
        return sum(
            w * min(1.0, max(0.0, p)) if len(weighted) > 1 else w * p for w, p in weighted
        ) / (sum(w for w, _ in weighted))
    milestones = plan.milestones_of(goal.id)
    if not milestones:
        return None
    done = sum(m.weight for m in milestones if m.done_on and m.done_on <= day)
    return done / sum(m.weight for m in milestones)


def expected(goal: Goal, plan: Plan, today: dt.date) -> float | None:
    """Return the progress expected by a day, 0.0 to 1.0; None without a deadline.

    Along the milestones' target values where they are set, else even in time; a goal without a
    numeric measure is expected to have done the milestones that are due.
    """
    if goal.due is None:
        return None
    measure = plan.main_measure_of(goal.id)
    milestones = plan.milestones_of(goal.id)
    if measure is None or measure.target is None:
        if milestones:
            due = sum(m.weight for m in milestones if m.due <= today)
            return due / sum(m.weight for m in milestones)
        return share_of_time(goal.start, goal.due, today)
    return along(waypoints(goal, measure, milestones), today)


def share_of_time(start: dt.date, due: dt.date, today: dt.date) -> float:
    """Return the share of the span from start to due that is over, 0.0 to 1.0."""
    if due <= start:
        return 1.0 if today >= due else 0.0
    return min(1.0, max(0.0, (today - start) / (due - start)))


def waypoints(
    goal: Goal, measure: Measure, milestones: Sequence[Milestone]
) -> list[tuple[dt.date, float]]:
    """Return the days and shares (0.0 to 1.0) the way should pass, from (start, 0) to (due, 1).

    `milestones` are in order of their days, with targets in the measure's unit where they have
    some; a goal without a deadline is due on its start.
    """
    baseline = measure.baseline if measure.baseline is not None else 0.0
    way = (measure.target or 0.0) - baseline
    due = goal.due or goal.start
    between = [
        (milestone.due, max(0.0, min(1.0, (milestone.target - baseline) / way)))
        for milestone in milestones
        if milestone.target is not None and way and goal.start < milestone.due < due
    ]
    return [(goal.start, 0.0), *between, (due, 1.0)]


def along(points: Sequence[tuple[dt.date, float]], today: dt.date) -> float:
    """Return the share at a day, even between two waypoints."""
    before = points[0]
    for after in points:
        if today < after[0]:
            if today <= before[0]:
                return before[1]
            part = share_of_time(before[0], after[0], today)
            return before[1] + part * (after[1] - before[1])
        before = after
    return points[-1][1]


def health(goal: Goal, plan: Plan, today: dt.date) -> Health:
    """Return where a goal stands on a day."""
    checkins = [c for c in plan.checkins_of(goal.id) if Week.parse(c.week).monday <= today]
    confidences = [c.confidence for c in checkins if c.confidence is not None][-8:]
    way, due = progress(goal, plan, today), expected(goal, plan, today)
    return Health(
        status=_status(goal, plan, today, way, due, checkins[-1].week if checkins else ""),
        progress=way,
        expected=due,
        confidence=confidences[-1] if confidences else None,
        confidences=confidences,
    )


def _status(
    goal: Goal, plan: Plan, today: dt.date, way: float | None, due: float | None, last: str
) -> Status:
    if goal.state == "closed":
        needed = 1.0 if goal.commitment == "committed" else REACHED
        return "done" if (goal.grade or 0.0) >= needed else "closed"
    if goal.state == "paused":
        return "paused"
    week = Week.of(today)
    since = Week.parse(last) if last else Week.of(max(goal.start, goal.created.date()))
    if week - since > SILENCE_WEEKS:
        return "stale"
    found: list[Status] = ["on track" if last or way else "new"]
    behind = 0.0 if way is None or due is None else round(due - way, 9)  # 0.5 - 0.4 is below 0.1
    if behind >= WATCH:
        found.append("at risk" if behind >= AT_RISK else "watch")
    measures = plan.measures_of(goal.id)
    if any(guardrail_broken(m, plan.readings_of(m.id, today)) for m in measures):
        found.append("watch")
    return next((status for status in _SEVERITY if status in found), "new")
