"""Writes the goals of the demo plan: readings that fit the health, check-ins that tell a story."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

from pmgoals.analytics.progress import share_of_time
from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import Week, say_date
from pmgoals.model.checkin import Checkin, Rehearsed
from pmgoals.model.goal import Goal, IfThen, LedgerEntry
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.services.demo.goal_text import (
    ChangeText,
    CheckinText,
    GoalText,
    MeasureText,
    MilestoneText,
)
from pmgoals.services.demo.readings import ReadingWriter, Trail, course_of
from pmgoals.services.demo.scribe import DAY, FRIDAY, THURSDAY, Scribe, weekday, workday

COPIED = (
    "title", "method", "kind", "commitment", "state", "privacy", "why", "problem", "people",
    "competency", "resources", "promised_elsewhere", "must_ship_first", "shared_system",
    "hours_week", "obstacle", "ethics", "next_action", "grade", "closing_note",
)  # fmt: skip
"""Fields that a goal takes from its text as they stand."""


class GoalWriter:
    """Writes one goal with all that hangs on it."""

    def __init__(self, scribe: Scribe, text: GoalText, known: dict[str, str]) -> None:
        self._scribe = scribe
        self._text = text
        self._known = known
        self._plans: list[str] = []
        self._course = course_of(scribe, text)
        self._checkins = [c for c in text.checkin if self._is_written(c)]

    def write(self) -> Goal:
        """Add the goal's records; its milestones are known by their keys from then on."""
        text, add = self._text, self._scribe.add
        committed = self._course.committed
        goal = add(Goal, committed, self._changed(), **self._fields())
        self._ledger(goal, committed, "commitment", "", goal.statement)
        measures = [self._measure(goal, measure) for measure in text.measure]
        for plan in text.if_then:
            kept = add(IfThen, committed, goal=goal.id, cue=plan.cue, response=plan.response)
            self._plans.append(kept.id)
        for milestone in text.milestone:
            self._milestone(goal, milestone)
        checked = [self._course.week.plus(-c.ago) for c in self._checkins]
        readings = ReadingWriter(self._scribe, self._course, checked)
        trails = [readings.write(*pair) for pair in zip(measures, text.measure, strict=True)]
        for checkin in self._checkins:
            self._checkin(goal, checkin, trails[0] if trails else None)
        for change in text.change:
            self._change(goal, change)
        if text.closed:
            said = f"{text.decision}, graded {text.grade:.1f}"
            self._ledger(goal, self._course.here, "state", "active", said, text.closing_note)
        return goal

    # ---- the goal ----

    def _fields(self) -> dict[str, Any]:
        text, course = self._text, self._course
        moved = next((c.weeks for c in text.change if c.field == "due"), 0)
        return {name: getattr(text, name) for name in COPIED} | {
            "statement": text.statement.replace("{due}", say_date(course.due)),
            "title": text.title.replace("{due}", say_date(course.due)),
            "start": course.start,
            "due": course.due,
            "original_due": course.due - 7 * moved * DAY if moved else None,
            "theme": self._known[text.theme],
            "priority": self._known[text.priority] if text.priority else None,
            "review_on": None if text.closed else course.due,
            "tags": list(text.tags),
            "state": "closed" if text.closed else text.state,
            "closed_on": course.here if text.closed else None,
            "decision": text.decision,
        }

    def _changed(self) -> dt.date:
        """Return the day on which the goal itself was changed last."""
        if self._text.closed:
            return self._course.here
        days = [self._friday(c.ago) for c in self._text.change if c.field != "target"]
        return max([self._course.committed, *days])

    def _change(self, goal: Goal, change: ChangeText) -> None:
        field, before, after = "state", "active", str(self._text.state)
        if change.field == "due" and goal.original_due and goal.due:
            field, before, after = "due", say_date(goal.original_due), say_date(goal.due)
        elif change.field == "target":
            measure = self._text.measure[change.measure]
            field = f"target of {measure.name}"
            before = say_amount(measure.original_target or 0.0, measure.unit)
            after = say_amount(measure.target or 0.0, measure.unit)
        eased = change.field == "due" or (change.field == "target" and self._eases(change))
        self._ledger(goal, self._friday(change.ago), field, before, after, change.reason, eased)

    def _eases(self, change: ChangeText) -> bool:
        measure = self._text.measure[change.measure]
        before, after = measure.original_target or 0.0, measure.target or 0.0
        return (after > before) == (after < measure.baseline)

    def _ledger(
        self, goal: Goal, on: dt.date, field: str, before: str, after: str, reason: str = "",
        eased: bool = False,
    ) -> None:  # fmt: skip
        said = {"field": field, "before": before, "after": after, "reason": reason}
        self._scribe.add(LedgerEntry, on, goal=goal.id, on=on, eased=eased, **said)

    # ---- milestones ----

    def _milestone(self, goal: Goal, text: MilestoneText) -> None:
        course = self._course
        due = self._milestone_day(text)
        done = None
        if text.done:
            done = min(max(workday(due + text.slip * DAY), course.committed), course.here)
        record = self._scribe.add(
            Milestone,
            course.committed,
            done,
            goal=goal.id,
            title=text.title,
            due=due,
            weight=text.weight,
            effort=text.effort,
            deliverable=text.deliverable,
            target=self._step(due),
            depends_on=[self._known[self._name(key)] for key in text.after],
            done_on=done,
        )
        if text.key:
            self._known[self._name(text.key)] = record.id

    def _name(self, key: str) -> str:
        return key if ":" in key else f"{self._text.key}:{key}"

    def _milestone_day(self, text: MilestoneText) -> dt.date:
        """Return a Friday inside the goal's span; this week's is never over, the last its due."""
        course = self._course
        if text.ago is not None:
            return max(self._friday(text.ago), course.start + 4 * DAY)
        if text.at == 1.0:
            return course.due
        ahead = course.here + (course.due - course.here) * text.at
        return min(max(weekday(Week.of(ahead), FRIDAY), course.here), course.due)

    def _step(self, due: dt.date) -> float | None:
        """Return where the first measure should stand on a day, for goals that say so."""
        first = self._text.measure[0] if self._text.measure else None
        if first is None or first.target is None or not self._text.stepped:
            return None
        share = share_of_time(self._course.start, self._course.due, due)
        return round(first.baseline + (first.target - first.baseline) * share, first.decimals)

    # ---- measures ----

    def _measure(self, goal: Goal, text: MeasureText) -> Measure:
        fields = {
            name: getattr(text, name)
            for name in Measure.__struct_fields__
            if name in MeasureText.__struct_fields__
        }
        if text.role == "guardrail":
            limit = text.high if text.high is not None else text.low
            fields |= {"direction": "maintain", "target": limit}
        elif text.target is not None and text.target < text.baseline:
            fields["direction"] = "decrease"
        if text.told is None:
            fields["privacy"] = goal.privacy
        moved = [c for c in self._text.change if self._text.measure[c.measure] is text]
        day = self._friday(moved[0].ago) if moved and text.original_target else None
        return self._scribe.add(Measure, self._course.committed, day, goal=goal.id, **fields)

    # ---- check-ins ----

    def _is_written(self, text: CheckinText) -> bool:
        """Tell whether a check-in had been written by now, in a week that was not a hole."""
        course = self._course
        week = course.week.plus(-text.ago)
        if not text.ago and not self._text.closed and course.here.weekday() < THURSDAY:
            return False
        return week > Week.of(course.committed) and week not in self._scribe.holes

    def _checkin(self, goal: Goal, text: CheckinText, trail: Trail | None) -> None:
        week = self._course.week.plus(-text.ago)
        on = week.plus(1).monday if text.late else self._course.on(week, FRIDAY)
        note = text.note.replace("{value}", trail.said(week)) if trail else text.note
        self._scribe.add(
            Checkin,
            on,
            goal=goal.id,
            week=str(week),
            on=on,
            confidence=text.confidence,
            note=note,
            blocker=text.blocker,
            next_action=text.next,
            late=text.late,
            rehearsed=self._rehearsed(week),
        )

    def _rehearsed(self, week: Week) -> dict[str, Rehearsed]:
        """Return what became of the goal's if-then plans in a week: the cue came in most."""
        marks = get_args(Rehearsed)
        turns = (0, 0, 2, 1, 0)
        return {own: marks[turns[(week.number + n) % 5]] for n, own in enumerate(self._plans)}

    def _friday(self, ago: int) -> dt.date:
        return self._course.on(self._course.week.plus(-ago), FRIDAY)
