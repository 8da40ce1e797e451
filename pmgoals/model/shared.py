"""The plan as an audience may read it: what is above its level is not there at all."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeVar, cast

from msgspec.structs import asdict, replace

from pmgoals.model.audience import Hidden, hushed, may_read, numbers_in, told_value
from pmgoals.model.checkin import Checkin
from pmgoals.model.competency import Profile
from pmgoals.model.goal import Easing, Goal, IfThen, LedgerEntry
from pmgoals.model.ladder import OwnLadder
from pmgoals.model.learning import LearningActivity
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan, Tables
from pmgoals.model.record import Privacy, Record
from pmgoals.model.review import Review, Verdict

R = TypeVar("R", bound=Record)

NEVER: tuple[type[Record], ...] = (IfThen, Easing, LedgerEntry)
"""Records that are of nobody's business but one's own, whatever is shared."""

ALWAYS: tuple[type[Record], ...] = (Profile, OwnLadder)
"""Records without which nothing could be said of a level: they hold no words of their own."""

WAY = "% of the way"
"""Unit of a measure that is told as the way covered."""

INDEX = "(index)"
"""Unit of a measure that is told as an index, 100 at its start."""

EXACT = ("percent", "index")
"""Ways to tell numbers from which the way can be told, too."""

PROMISED = ("target", "baseline", "limits")
"""Beginnings of the fields in the ledger that say a number of a measure."""

NAMES = ("id", "week", "unit", "competency", "level", "kind", "zone", "measure", "goal")
"""Fields that hold no words of a person."""


class SharedPlan(Plan):
    """A plan without what an audience may not read.

    Goals that are hidden take along their measures, readings, milestones and check-ins. Of a
    check-in that is hidden while its goal is not, the confidence stays, since the goal's status
    follows from it, and no word. A hidden measure is left out, or its numbers are told another way
    (`Measure.told`); what it started from, is to reach and has been read as is hushed in the words
    of its goal, milestones, check-ins and verdicts (`Hidden` says which numbers those are).
    Evidence and what else was given a level of its own stands as it was written.

    What is counted is never counted over a part as if it were the whole:

    - A goal's status is that of the whole plan. Its way, grade and forecast are, too, or are not
      told at all: `tells_way`.
    - Weeks done, and reserve weeks, are about the person and tell no word: those of the whole plan.
    - Changes of promises, and what confidence and dates were worth, are not told to others.
    - Goals, evidence and milestones are counted as those told of here, where some are left out.
    - Commitments kept and minutes of learning are told where all of them may be read, else not.
    """

    def __init__(self, plan: Plan, audience: Privacy) -> None:
        super().__init__({}, plan.generation)
        self._whole = plan
        self.audience = audience
        """Who reads."""

    @property
    def whole(self) -> Plan:
        """The plan with everything in it."""
        return self._whole

    @property
    def holds_back(self) -> bool:
        """Whether somebody else reads it, who may not read everything."""
        return self.audience != "me"

    def tells_way(self, goal: str) -> bool:
        """Tell whether a goal's way, grade and forecast may be told.

        They follow from its results: none of them may be hidden or told to one digit, nor those of
        the goals below it where it has no parts of its own.
        """
        return self.audience == "me" or self._tells_way(goal, frozenset())

    def _tells_way(self, goal: str, above: frozenset[str]) -> bool:
        whole = self._whole
        results = [m for m in whole.measures_of(goal) if m.role != "guardrail"]
        if results or whole.milestones_of(goal):
            return all(may_read(m.privacy, self.audience) or m.told in EXACT for m in results)
        below = {g.id for g in whole.goals_below(goal)} - above
        return all(self._is_shown(g) and self._tells_way(g, above | {goal}) for g in below)

    def told_verdict(self, verdict: Verdict) -> Verdict:
        """Return a verdict as it may be read: without grades that may not be told."""
        broken = [name for name in verdict.broken if name in self._names_of(verdict.goal)]
        fields: dict[str, Any] = {"broken": broken}
        if hidden := self._hidden_numbers.get(verdict.goal):
            fields |= {"reason": hushed(verdict.reason, hidden)}
            fields |= {"note": hushed(verdict.note, hidden)}
        if not self.tells_way(verdict.goal):
            fields |= dict.fromkeys(("grade", "proposed", "uncapped", "original"))
        return replace(verdict, **fields)

    @property
    def documents(self) -> Tables:
        """Nothing: documents hold what may not be read."""
        return {}

    def _anew(self) -> SharedPlan:
        return SharedPlan(self._whole, self.audience)

    def every(self, kind: type[R]) -> dict[str, R]:
        """Return the records of a kind that may be read, by id."""
        if kind not in self._kept:
            found = ((key, self._shown(r)) for key, r in self._whole.every(kind).items())
            self._kept[kind] = {key: record for key, record in found if record is not None}
        return self._kept[kind]

    # ---- one record ----

    def _shown(self, record: Record) -> Record | None:
        """Return a record as it may be read; None where it may not."""
        kind = type(record)
        if self.audience == "me" or kind in ALWAYS:
            return record
        if kind in NEVER:
            return None
        if isinstance(record, Checkin):
            return self._checkin(record)
        if isinstance(record, Measure):
            return self._measure(record)
        if isinstance(record, Reading):
            return self._reading(record)
        if isinstance(record, Milestone):
            return self._milestone(record)
        if isinstance(record, Review):
            return self._review(record)
        if not may_read(record.privacy, self.audience):
            return None
        return self._goal(record) if isinstance(record, Goal) else self._linked(record)

    def _is_shown(self, goal: str | None) -> bool:
        found = self._whole.every(Goal).get(goal or "")
        return found is not None and may_read(found.privacy, self.audience)

    @cached_property
    def _hidden_numbers(self) -> dict[str, Hidden]:
        """The numbers of measures that may not be read, by their goal."""
        found: dict[str, Hidden] = {}
        hidden: dict[str, Measure] = {}
        for measure in self._whole.every(Measure).values():
            if not may_read(measure.privacy, self.audience):
                hidden[measure.id] = measure
                own = (measure.baseline, measure.target, measure.original_target,
                       measure.low, measure.high)  # fmt: skip
                for value in own:
                    if value is not None:
                        found.setdefault(measure.goal, Hidden()).add(value, measure)
        for reading in self._whole.every(Reading).values():
            if of := hidden.get(reading.measure):
                found.setdefault(of.goal, Hidden()).add(reading.value, of)
        for milestone in self._whole.every(Milestone).values():
            main = self._whole.main_measure_of(milestone.goal)
            if main is not None and main.id in hidden and milestone.target is not None:
                found.setdefault(main.goal, Hidden()).add(milestone.target, main)
        for entry in self._whole.every(LedgerEntry).values():  # what was promised before
            said = [*numbers_in(entry.before)[:2], *numbers_in(entry.after)[:2]]
            for measure in hidden.values() if entry.field.startswith(PROMISED) else ():
                if measure.goal == entry.goal:
                    for value in said:
                        found.setdefault(entry.goal, Hidden()).add(value, measure)
        return found

    def _hushed(self, record: R, goal: str | None) -> R:
        """Return a record with the hidden numbers of its goal hushed in all of its texts."""
        hidden = self._hidden_numbers.get(goal or "")
        if not hidden:
            return record
        texts = {
            name: hushed(value, hidden)
            for name, value in asdict(record).items()
            if isinstance(value, str) and name not in NAMES
        }
        return replace(record, **texts)

    def _goal(self, goal: Goal) -> Goal:
        links: dict[str, Any] = {"priority": None, "overrides": []}
        if not self.tells_way(goal.id):
            links["grade"] = None
        for name in ("parent", "continues"):
            if not self._is_shown(getattr(goal, name)):
                links[name] = None
        theme = self._whole.themes.get(goal.theme or "")
        if theme is None or not may_read(theme.privacy, self.audience):
            links["theme"] = None
        return self._hushed(replace(goal, **links), goal.id)

    def _measure(self, measure: Measure) -> Measure | None:
        if not self._is_shown(measure.goal):
            return None
        if may_read(measure.privacy, self.audience):
            return measure
        start, end = told_value(measure, measure.baseline), told_value(measure, measure.target)
        if start is None and end is None:
            return None
        fields: dict[str, Any] = {
            name: told_value(measure, getattr(measure, name))
            for name in ("baseline", "target", "original_target", "low", "high")
        }
        fields |= {"definition": "", "source": ""}
        if measure.told == "percent":
            fields |= {"unit": WAY, "direction": "increase"}
        elif measure.told == "index":
            fields["unit"] = INDEX
        shown = replace(measure, **fields)
        return self._hushed(shown, measure.goal)

    def _reading(self, reading: Reading) -> Reading | None:
        measure = self._whole.every(Measure).get(reading.measure)
        if measure is None or measure.id not in self.every(Measure):
            return None
        if may_read(measure.privacy, self.audience):
            return replace(reading, note="")
        value = told_value(measure, reading.value)
        return None if value is None else replace(reading, value=value, note="")

    def _milestone(self, milestone: Milestone) -> Milestone | None:
        if not self._is_shown(milestone.goal):
            return None
        main = self._whole.main_measure_of(milestone.goal)
        target = milestone.target
        if main is None or not may_read(main.privacy, self.audience):
            target = told_value(main, target) if main else None
        known = self._whole.every(Milestone)
        first = [
            name
            for name in milestone.depends_on
            if self._is_shown(known[name].goal if name in known else name)
        ]
        return self._hushed(replace(milestone, target=target, depends_on=first), milestone.goal)

    def _checkin(self, checkin: Checkin) -> Checkin | None:
        if not self._is_shown(checkin.goal):
            return None
        if may_read(checkin.privacy, self.audience):
            return self._hushed(checkin, checkin.goal)
        quiet = {"note": "", "blocker": "", "next_action": "", "obstacle": "", "rehearsed": {}}
        return replace(checkin, **quiet)

    def _review(self, review: Review) -> Review:
        """Return a review with what concerns goals that are shown; of a hidden one no word.

        What was written for others is a word as well: it may tell of goals that they may not read.
        """
        mine = may_read(review.privacy, self.audience)
        answers = review.answers if mine else {}
        verdicts = [self.told_verdict(v) for v in review.verdicts if self._is_shown(v.goal)]
        if not mine:
            verdicts = [replace(v, reason="", cause="", note="") for v in verdicts]
        decided = [
            replace(d, what=self._told(d.what, d.goal) if mine else "")
            for d in review.decided
            if (mine and not d.goal) or self._is_shown(d.goal)
        ]
        return replace(review, answers=answers, verdicts=verdicts, decided=decided)

    def _told(self, text: str, goal: str) -> str:
        """Return a text with the hidden numbers of a goal hushed."""
        hidden = self._hidden_numbers.get(goal)
        return hushed(text, hidden) if hidden else text

    def _names_of(self, goal: str) -> set[str]:
        return {measure.name for measure in self.measures_of(goal)}

    def _linked(self, record: Record) -> Record:
        """Return a record without links to goals that are hidden; its own words are as shared."""
        goal = cast("str | None", getattr(record, "goal", None))
        if goal is None:
            return record
        if not self._is_shown(goal):
            record = replace(record, goal=None)
        return replace(record, recalls={}) if isinstance(record, LearningActivity) else record
