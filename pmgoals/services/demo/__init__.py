"""A plan to look around in: a product manager's last three quarters, made up for any day."""

from __future__ import annotations

import datetime as dt
import random
from itertools import cycle
from typing import TYPE_CHECKING

from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week
from pmgoals.model.competency import Assessment, Profile
from pmgoals.model.goal import Goal
from pmgoals.model.journal import JournalEntry, Kept
from pmgoals.model.month import Month
from pmgoals.model.reflection import Priority, Reflection
from pmgoals.model.review import Decided, Review, Verdict
from pmgoals.model.tables import TABLES
from pmgoals.model.theme import Theme
from pmgoals.services.demo.goals import GoalWriter
from pmgoals.services.demo.growth import write_growth
from pmgoals.services.demo.scribe import DAY, FRIDAY, Scribe, weekday
from pmgoals.services.demo.story import (
    AlignmentText,
    JournalText,
    ReviewText,
    Story,
    story,
)
from pmgoals.services.journal import items_of

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

QUARTERS = (-2, -1, 0)
"""The quarters that the story tells of."""

RECENT = 11
"""Weeks ago from which the journal is told by quarter and no longer by week."""

MARKS: tuple[Kept, ...] = ("yes", "yes", "partly")
"""What became of commitments, in their order, again and again."""


def make_demo(planner: Planner, *, seed: int = 7, size: int = 0) -> None:
    """Fill an empty plan with a believable history up to the planner's day, in one step.

    The same seed, day and source of ids give the same plan. `size` above 0 adds earlier years
    until the plan has about so many records. BadInput when the plan is not empty.
    """
    if any(planner.plan.every(kind) for kind in TABLES.values()):
        raise BadInput(
            "This plan is not empty; the demo was not written into it.",
            "Name another folder: pmgoals demo DIR",
        )
    with planner.change("made the demo plan") as tx:
        scribe = Scribe(tx, planner.today, planner.calendar, random.Random(seed))
        known = _Teller(scribe, story()).tell()
        if size > scribe.count:
            from pmgoals.services.demo.past import write_past

            write_past(scribe, size, known)


class _Teller:
    """Tells the story through a scribe."""

    def __init__(self, scribe: Scribe, story: Story) -> None:
        self._scribe = scribe
        self._story = story
        self._known: dict[str, str] = {}
        self._goals: dict[str, Goal] = {}

    def tell(self) -> dict[str, str]:
        """Write everything; return ids by the keys the texts use."""
        self._person()
        self._priorities()
        for text in self._story.goal:
            self._goals[text.key] = GoalWriter(self._scribe, text, self._known).write()
        for entry in self._story.journal:
            self._journal(entry)
        write_growth(self._scribe, self._story, self._begun)
        for review in self._story.review:
            self._review(review)
        for alignment in self._story.alignment:
            self._alignment(alignment)
        self._rest()
        return self._known

    # ---- the person ----

    def _person(self) -> None:
        add, tale = self._scribe.add, self._story
        first = self._scribe.sitting(QUARTERS[0])
        add(Profile, first, level=tale.level, aspired=tale.aspired)
        for text in tale.reflection:
            day = self._scribe.sitting(text.sitting)
            add(Reflection, day, on=day, prompt=text.prompt, text=text.text)
        for index, back in enumerate(QUARTERS):
            day = self._scribe.sitting(back)
            for rated in tale.competency:
                add(
                    Assessment,
                    day,
                    on=day,
                    competency=rated.key,
                    importance=rated.importance[index],
                    capability=rated.capability[index],
                    note=rated.notes[index],
                )

    def _priorities(self) -> None:
        add, first = self._scribe.add, self._scribe.sitting(QUARTERS[0])
        ranks = {False: 0, True: 0}
        for text in self._story.priority:
            ranks[text.not_doing] += 1
            fields = {"title": text.title, "why": text.why, "success": text.success}
            rank = ranks[text.not_doing]
            record = add(Priority, first, rank=rank, not_doing=text.not_doing, **fields)
            self._known[text.key] = record.id
        until = self._scribe.calendar.year_end(self._scribe.today)
        for theme in self._story.theme:
            horizon = None if theme.kind == "personal" else until
            fields = {"title": theme.title, "why": theme.why}
            kept = add(
                Theme,
                first,
                kind=theme.kind,
                privacy="manager",
                weight=theme.weight,
                until=horizon,
                **fields,
            )
            self._known[theme.key] = kept.id

    # ---- the weeks ----

    def _journal(self, text: JournalText) -> None:
        week = self._journal_week(text)
        if week is None:
            return
        day = week.plus(1).monday if text.late else weekday(week, FRIDAY)
        prompts = ("commitments", "wins", "setbacks", "learned", "change")
        answers = {key: getattr(text, key).strip("\n") for key in prompts}
        self._scribe.add(
            JournalEntry,
            day,
            week=str(week),
            on=day,
            answers={key: answer for key, answer in answers.items() if answer},
            text=text.text,
            tags=list(text.tags),
            late=text.late,
            kept=self._kept(week),
            intention_kept="partly" if self._had_intention(week) else None,
        )

    def _kept(self, week: Week) -> dict[str, Kept]:
        """Return what became of what the week before promised: most of it was kept."""
        for text in self._story.journal:
            if self._journal_week(text) == week.plus(-1):
                promised = items_of(text.commitments)
                return dict(zip(promised, cycle(MARKS), strict=False))
        return {}

    def _had_intention(self, week: Week) -> bool:
        """Tell whether the week before a week meant to change something."""
        before = week.plus(-1)
        return any(self._journal_week(t) == before and t.change for t in self._story.journal)

    def _rest(self) -> None:
        """Pass one of the silent weeks over on purpose, when anything was written before it."""
        week = min(self._scribe.holes)
        if any(goal.start <= week.monday for goal in self._goals.values()):
            day = weekday(week, FRIDAY)
            self._scribe.add(JournalEntry, day, week=str(week), on=day, rest=True)

    def _journal_week(self, text: JournalText) -> Week | None:
        """Return the week of an entry; None for one of a quarter that is told by week already."""
        if not text.quarter:
            return self._scribe.week.plus(-text.ago)
        week = self._scribe.quarter(text.quarter).weeks()[text.week]
        return week if self._scribe.week - week > RECENT else None

    def _begun(self, key: str, day: dt.date) -> str | None:
        """Return the id of a goal that had begun by a day."""
        goal = self._goals.get(key)
        return goal.id if goal and goal.start <= day else None

    # ---- reviews ----

    def _review(self, text: ReviewText) -> None:
        quarter, day = self._scribe.quarter(text.quarter), self._scribe.review_day(text.quarter)
        self._scribe.add(
            Review,
            day,
            period=str(quarter),
            on=day,
            verdicts=self._verdicts(text),
            answers=text.answers,
            closed=True,
        )

    def _alignment(self, text: AlignmentText) -> None:
        """Write a month's alignment, held on its last Friday, about the goals that ran then."""
        month = Month.of(self._scribe.today).plus(text.months)
        day = month.last - DAY * ((month.last.weekday() - FRIDAY) % 7)
        decided = [
            Decided(
                course=each.course,
                goal=self._goals[each.goal].id,
                what=each.what,
                by=None if each.days is None else day + DAY * each.days,
            )
            for each in text.decided
            if self._goals[each.goal].start <= day
        ]
        if decided:
            self._scribe.add(
                Review,
                day,
                kind="monthly",
                period=str(month),
                on=day,
                answers=text.answers,
                decided=decided,
                closed=True,
            )

    def _verdicts(self, text: ReviewText) -> list[Verdict]:
        """Return what a review said of each goal that was open in its quarter."""
        day = self._scribe.review_day(text.quarter)
        found = []
        for told in self._story.goal:
            goal = self._goals[told.key]
            if goal.start > day or (told.closed and told.quarter < text.quarter):
                continue
            ends = told.quarter == text.quarter
            found.append(
                Verdict(
                    goal=goal.id,
                    decision=(told.decision or "close") if ends else "keep",
                    grade=told.grade if ends else None,
                    proposed=round(told.landing, 1) if ends else None,
                    cause=told.cause if ends else "",
                    note=text.notes.get(told.key, ""),
                )
            )
        return found
