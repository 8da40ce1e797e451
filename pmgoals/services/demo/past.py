"""Pads the demo plan with earlier years: whole quarters of goals, weeks and what was learned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from pmgoals.model.calendar import Quarter, Week
from pmgoals.model.checkin import Checkin
from pmgoals.model.competency import Assessment
from pmgoals.model.goal import Goal, IfThen, LedgerEntry
from pmgoals.model.journal import Evidence, JournalEntry
from pmgoals.model.learning import LearningActivity
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.milestone import Milestone
from pmgoals.model.review import Review, Verdict
from pmgoals.services.demo.scribe import CLOSES_BEFORE, DAY, FRIDAY, Scribe, weekday, workday
from pmgoals.services.demo.story import Past, PastGoalText, past, story

LATEST = -3
"""The first quarter before those that the story tells of."""

MOST_QUARTERS = 80
"""Quarters that are padded before more is put into each: twenty years."""

A_QUARTER = 260
"""Records that one padded quarter holds, about."""

CHECKED = 0.8
"""Chance of a check-in in a week."""


def write_past(scribe: Scribe, size: int, known: Mapping[str, str]) -> None:
    """Add earlier quarters, the latest first, until about `size` records were added in all.

    `known` holds the ids of themes by their keys.
    """
    goals = max(4, round(4 * (size - scribe.count) / (MOST_QUARTERS * A_QUARTER)))
    quarter = scribe.quarter(LATEST)
    while scribe.count < size:
        _Quarter(scribe, quarter, known, size).write(goals)
        quarter = scribe.calendar.previous(quarter)


class _Quarter:
    """Writes one earlier quarter."""

    def __init__(
        self, scribe: Scribe, quarter: Quarter, known: Mapping[str, str], size: int
    ) -> None:
        self._scribe, self._quarter, self._known, self._size = scribe, quarter, known, size
        self._rng = scribe.rng
        self._pieces = past().pieces
        self._weeks = quarter.weeks()
        self._closed = workday(quarter.end - CLOSES_BEFORE * DAY)

    def write(self, goals: int) -> None:
        """Add goals with their review and as much around them, or less when the size is reached."""
        rest: list[Callable[[], None]] = [self._week, self._learning, self._evidence]
        verdicts: list[Verdict] = []
        texts = _chosen(past(), self._rng.randrange(1 << 16), goals)
        for text in texts:
            if self._full:
                break
            verdicts.append(self._goal(text))
        if verdicts:
            self._review(verdicts)
        for part in (*rest, self._ratings):
            if not self._full:
                part()

    @property
    def _full(self) -> bool:
        return self._scribe.count >= self._size

    def _one(self, name: str) -> str:
        return self._rng.choice(self._pieces[name])

    def _any_day(self) -> dt.date:
        return workday(self._quarter.start + self._rng.randrange(2, self._quarter.days) * DAY)

    # ---- goals ----

    def _goal(self, text: PastGoalText) -> Verdict:
        start = self._quarter.start
        before, after = self._rng.randint(*text.befores), self._rng.randint(*text.afters)
        grade = self._rng.choice((0.3, 0.4, 0.6, 0.7, 0.7, 0.8, 0.9, 1.0))
        title = text.title.format(before=before, after=after)
        note = self._one("closing")
        goal = self._scribe.add(
            Goal,
            start,
            self._closed,
            title=title,
            method=self._rng.choice(("smart", "smart", "okr")),
            kind=self._rng.choice(("tactical", "tactical", "strategic")),
            commitment=self._rng.choice(("committed", "aspirational")),
            state="closed",
            start=start,
            due=self._quarter.end,
            theme=self._known[text.theme],
            hours_week=float(self._rng.randint(1, 3)),
            grade=grade,
            closed_on=self._closed,
            decision="close",
            closing_note=note,
        )
        self._ledger(goal, start, "commitment", "", title)
        self._ledger(goal, self._closed, "state", "active", f"close, graded {grade:.1f}", note)
        self._measures(goal, text, before, after, grade)
        self._steps(goal)
        return Verdict(goal=goal.id, decision="close", grade=grade, proposed=grade, note=note)

    def _ledger(
        self, goal: Goal, on: dt.date, field: str, before: str, after: str, reason: str = ""
    ) -> None:
        said = {"field": field, "before": before, "after": after, "reason": reason}
        self._scribe.add(LedgerEntry, on, goal=goal.id, on=on, **said)

    def _measures(
        self, goal: Goal, text: PastGoalText, before: int, after: int, grade: float
    ) -> None:
        add, start = self._scribe.add, self._quarter.start
        direction = "increase" if after > before else "decrease"
        result = add(
            Measure, start, goal=goal.id, name=text.measure, unit=text.unit, source="Weekly report",
            baseline=float(before), target=float(after), direction=direction,
        )  # fmt: skip
        early = add(
            Measure, start, goal=goal.id, name=text.leading, unit="%", source="Counted by hand",
            baseline=10.0, target=60.0, direction="increase", role="leading",
        )  # fmt: skip
        for measure in (result, early):
            self._readings(measure, grade)
        self._checkins(goal, grade)

    def _readings(self, measure: Measure, landing: float) -> None:
        baseline, way = measure.baseline or 0.0, (measure.target or 0.0) - (measure.baseline or 0.0)
        for number, week in enumerate(self._weeks):
            last = number == len(self._weeks) - 1
            share = landing * number / (len(self._weeks) - 1)
            share += 0.0 if last else self._rng.gauss(0.0, 0.04)
            day = self._inside(weekday(week, FRIDAY))
            value = round(baseline + way * share, 1)
            self._scribe.add(Reading, day, measure=measure.id, on=day, value=value)

    def _checkins(self, goal: Goal, landing: float) -> None:
        confidence = self._rng.randint(5, 7)
        for week in self._weeks:
            drift = self._rng.choice((-1, 0, 0, 1) if landing < 0.6 else (-1, 0, 1, 1))
            confidence = min(max(confidence + drift, 2), 9)
            if self._rng.random() > CHECKED:
                continue
            day = self._inside(weekday(week, FRIDAY))
            stuck = self._rng.choice(("", "", "", "dependency", "priority_conflict", "resource"))
            self._scribe.add(
                Checkin,
                day,
                goal=goal.id,
                week=str(week),
                on=day,
                confidence=confidence,
                note=self._one("notes"),
                blocker=stuck,
                next_action=self._one("next") if self._rng.random() < 0.5 else "",
            )

    def _steps(self, goal: Goal) -> None:
        titles = self._pieces["milestones"]
        for number, title in enumerate(titles, 1):
            due = self._inside(weekday(self._weeks[number * 2], FRIDAY))
            missed = number == len(titles) and (goal.grade or 0.0) < 0.7
            done = None if missed else self._inside(due + self._rng.randint(-3, 6) * DAY)
            fields = {"title": title, "due": due, "done_on": done, "effort": 8.0}
            self._scribe.add(Milestone, self._quarter.start, done, goal=goal.id, **fields)
        fields = {"cue": self._one("cues"), "response": self._one("responses")}
        self._scribe.add(IfThen, self._quarter.start, goal=goal.id, **fields)

    def _inside(self, day: dt.date) -> dt.date:
        return min(max(day, self._quarter.start), self._closed)

    # ---- around the goals ----

    def _week(self) -> None:
        for week in self._weeks:
            if self._rng.random() < CHECKED:
                self._journal(week)

    def _journal(self, week: Week) -> None:
        answers = {"wins": self._one("wins"), "learned": self._one("learned")}
        if self._rng.random() < 0.5:
            answers["setbacks"] = self._one("setbacks")
        answers["change"] = self._one("changes")
        day = weekday(week, FRIDAY)
        fields: dict[str, Any] = {"week": str(week), "on": day, "answers": answers}
        self._scribe.add(JournalEntry, day, text=self._one("texts"), **fields)

    def _learning(self) -> None:
        for _ in self._weeks:
            text = self._rng.choice(past().learning)
            day = self._any_day()
            self._scribe.add(
                LearningActivity,
                day,
                on=day,
                title=text.title,
                kind=text.kind,
                minutes=self._rng.randrange(20, 125, 5),
                competency=text.competency,
                takeaway=text.takeaway,
                rating=self._rng.randint(2, 5),
            )

    def _evidence(self) -> None:
        for title in self._rng.sample(self._pieces["evidence"], 3):
            day = self._any_day()
            kind = self._rng.choice(("win", "decision", "influence", "ship"))
            self._scribe.add(Evidence, day, on=day, title=title, kind=kind)

    def _ratings(self) -> None:
        day = self._quarter.start + 2 * DAY
        for text in story().competency:
            capability = max(1, text.capability[0] - self._rng.randint(0, 2))
            fields = {"importance": text.importance[0], "capability": capability}
            self._scribe.add(Assessment, day, on=day, competency=text.key, **fields)

    def _review(self, verdicts: list[Verdict]) -> None:
        answers = {"learned": self._one("learned"), "wins": self._one("wins")}
        self._scribe.add(
            Review,
            self._closed,
            period=str(self._quarter),
            on=self._closed,
            verdicts=verdicts,
            answers=answers,
            closed=True,
        )


def _chosen(texts: Past, first: int, count: int) -> list[PastGoalText]:
    """Return `count` goals in turn, so that one quarter repeats none before all had theirs."""
    return [texts.goal[(first + number) % len(texts.goal)] for number in range(count)]
