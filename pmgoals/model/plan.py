"""A plan as a value: typed, alive records by kind, with the looks that everyone needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from pmgoals.model.checkin import Checkin
from pmgoals.model.competency import Assessment, Profile
from pmgoals.model.goal import Goal, IfThen, LedgerEntry
from pmgoals.model.journal import Evidence, JournalEntry
from pmgoals.model.ladder import OwnLadder
from pmgoals.model.learning import LearningActivity, ReadingItem
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.milestone import Milestone
from pmgoals.model.record import Record
from pmgoals.model.reflection import Priority, Reflection, Signal
from pmgoals.model.review import Review, Verdict
from pmgoals.model.tables import TABLE_OF
from pmgoals.model.theme import Theme

R = TypeVar("R", bound=Record)

Tables = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Documents by document id, by table name, as the plan file keeps them."""


class Plan:
    """One state of the plan. It never changes; each table is read when first asked for."""

    def __init__(self, tables: Tables, generation: int = 0) -> None:
        self._tables = tables
        self._kept: dict[type[Record], dict[str, Any]] = {}
        self._groups: dict[tuple[type[Record], str], dict[str, list[Any]]] = {}
        self.generation = generation
        """Number of the write that made this state, 0 for a new plan."""

    @property
    def documents(self) -> Tables:
        """The documents as the plan file keeps them, by number, by table; not to be changed."""
        return self._tables

    @property
    def whole(self) -> Plan:
        """The plan with everything in it; that of a plan that holds back what may not be read."""
        return self

    @property
    def holds_back(self) -> bool:
        """Whether somebody else reads it, who may not read everything."""
        return False

    def tells_way(self, goal: str) -> bool:
        """Tell whether a goal's way, grade and forecast may be told."""
        return True

    def told_verdict(self, verdict: Verdict) -> Verdict:
        """Return a verdict as it may be read."""
        return verdict

    def imagined(self, *records: R) -> Plan:
        """Return the plan as it would be with records of one kind changed; nothing is written."""
        kind = type(records[0])
        imagined = self._anew()
        imagined._kept = self._kept | {kind: self.every(kind) | {r.id: r for r in records}}
        imagined._groups = {slot: g for slot, g in self._groups.items() if slot[0] is not kind}
        return imagined

    def _anew(self) -> Plan:
        """Return the same plan with nothing read yet."""
        return Plan(self._tables, self.generation)

    def every(self, kind: type[R]) -> dict[str, R]:
        """Return all records of a kind by id, those in the trash included."""
        if kind not in self._kept:
            documents = list(self._tables.get(TABLE_OF[kind], {}).values())
            records: list[R] = msgspec.convert(documents, list[kind])  # type: ignore[valid-type]
            self._kept[kind] = {record.id: record for record in records}
        return self._kept[kind]

    def alive(self, kind: type[R]) -> dict[str, R]:
        """Return the records of a kind by id that are not in the trash, in stored order."""
        return {key: record for key, record in self.every(kind).items() if record.deleted is None}

    def _grouped(self, kind: type[R], field: str, order: Callable[[R], Any]) -> dict[str, list[R]]:
        """Return the alive records of a kind by one of their fields, each group in order."""
        slot = (kind, field)
        if slot not in self._groups:
            groups: dict[str, list[R]] = {}
            for record in sorted(self.alive(kind).values(), key=order):
                groups.setdefault(getattr(record, field), []).append(record)
            self._groups[slot] = groups
        return self._groups[slot]

    @cached_property
    def goals(self) -> dict[str, Goal]:
        """Goals by id: open ones by deadline first, then closed ones, latest first."""
        return {goal.id: goal for goal in sorted(self.alive(Goal).values(), key=_goal_order)}

    @property
    def active_goals(self) -> list[Goal]:
        """Goals being worked on, by deadline."""
        return [goal for goal in self.goals.values() if goal.state == "active"]

    @property
    def open_goals(self) -> list[Goal]:
        """Goals that are active or paused, by deadline."""
        return [goal for goal in self.goals.values() if goal.state != "closed"]

    @cached_property
    def themes(self) -> dict[str, Theme]:
        """Themes by id, in stored order."""
        return self.alive(Theme)

    @cached_property
    def priorities(self) -> list[Priority]:
        """Priorities by rank."""
        return self._ranked(not_doing=False)

    @cached_property
    def not_doing(self) -> list[Priority]:
        """The not-doing list by rank."""
        return self._ranked(not_doing=True)

    def _ranked(self, *, not_doing: bool) -> list[Priority]:
        kept = [p for p in self.alive(Priority).values() if p.not_doing == not_doing]
        return sorted(kept, key=lambda p: (p.rank, p.created))

    @cached_property
    def profile(self) -> Profile | None:
        """The person's place on the ladder; None until it was told."""
        return next(iter(self.alive(Profile).values()), None)

    @cached_property
    def ladder(self) -> OwnLadder | None:
        """The ladder of the person's company; None while the common one is used."""
        return next(iter(self.alive(OwnLadder).values()), None)

    @cached_property
    def learning(self) -> list[LearningActivity]:
        """Learning activities, latest first."""
        return _latest(self.alive(LearningActivity).values())

    @cached_property
    def reading_list(self) -> list[ReadingItem]:
        """What is on the reading list, as it was put there, the latest first."""
        return _latest(self.alive(ReadingItem).values())

    @cached_property
    def signals(self) -> list[Signal]:
        """What was noticed of the market, of people and of feedback, latest first."""
        return _latest(self.alive(Signal).values())

    @cached_property
    def evidence(self) -> list[Evidence]:
        """Evidence, latest first."""
        return _latest(self.alive(Evidence).values())

    @cached_property
    def reviews(self) -> list[Review]:
        """Reviews, latest first."""
        return _latest(self.alive(Review).values())

    @cached_property
    def journal(self) -> dict[str, JournalEntry]:
        """Journal entries by ISO week, latest week first."""
        entries = sorted(self.alive(JournalEntry).values(), key=lambda e: e.week, reverse=True)
        return {entry.week: entry for entry in entries}

    def reflections_of(self, prompt: str) -> list[Reflection]:
        """Return the answers to a prompt, earliest first."""
        return self._grouped(Reflection, "prompt", lambda r: (r.on, r.created)).get(prompt, [])

    def assessments_of(self, competency: str) -> list[Assessment]:
        """Return the ratings of a competency, earliest first."""
        groups = self._grouped(Assessment, "competency", lambda a: (a.on, a.created))
        return groups.get(competency, [])

    def measures_of(self, goal: str) -> list[Measure]:
        """Return a goal's measures in the order they were added."""
        return self._grouped(Measure, "goal", lambda m: m.created).get(goal, [])

    def main_measure_of(self, goal: str) -> Measure | None:
        """Return a goal's first measure that is no guardrail, None when it has none."""
        return next((m for m in self.measures_of(goal) if m.role != "guardrail"), None)

    def unit_of(self, goal: str) -> str:
        """Return the unit of a goal's main measure; empty when it has none."""
        main = self.main_measure_of(goal)
        return main.unit if main else ""

    @cached_property
    def waiting_for(self) -> dict[str, list[Milestone]]:
        """The milestones that wait for a milestone or goal, by its id, each by date."""
        found: dict[str, list[Milestone]] = {}
        for milestone in sorted(self.alive(Milestone).values(), key=lambda m: m.due):
            for first in milestone.depends_on:
                found.setdefault(first, []).append(milestone)
        return found

    def readings_of(self, measure: str, until: dt.date | None = None) -> list[Reading]:
        """Return the readings of a measure that count, earliest first, up to a day."""
        readings = self._grouped(Reading, "measure", lambda r: (r.on, r.created)).get(measure, [])
        corrected = {reading.replaces for reading in readings if reading.replaces}
        kept = [r for r in readings if r.id not in corrected] if corrected else readings
        return kept if until is None else [r for r in kept if r.on <= until]

    def milestones_of(self, goal: str) -> list[Milestone]:
        """Return a goal's milestones by due date."""
        return self._grouped(Milestone, "goal", lambda m: (m.due, m.created)).get(goal, [])

    def if_then_of(self, goal: str) -> list[IfThen]:
        """Return a goal's if-then plans in the order they were added."""
        return self._grouped(IfThen, "goal", lambda p: p.created).get(goal, [])

    def checkins_of(self, goal: str) -> list[Checkin]:
        """Return a goal's check-ins by week."""
        return self._grouped(Checkin, "goal", lambda c: (c.week, c.created)).get(goal, [])

    def ledger_of(self, goal: str) -> list[LedgerEntry]:
        """Return a goal's changes, earliest first."""
        return self._grouped(LedgerEntry, "goal", lambda e: (e.on, e.created)).get(goal, [])

    def goals_below(self, goal: str) -> list[Goal]:
        """Return the goals that are part of another, by deadline."""
        return self._below.get(goal, [])

    @cached_property
    def _below(self) -> dict[str, list[Goal]]:
        found: dict[str, list[Goal]] = {}
        for goal in self.goals.values():
            if goal.parent is not None:
                found.setdefault(goal.parent, []).append(goal)
        return found

    def goals_of(self, theme: str) -> list[Goal]:
        """Return the goals that serve a theme, by deadline."""
        return [goal for goal in self.goals.values() if goal.theme == theme]


def _goal_order(goal: Goal) -> tuple[bool, int, dt.datetime]:
    closed = goal.state == "closed"
    day = goal.closed_on if closed else goal.due
    ordinal = (day or dt.date.max).toordinal()
    return closed, -ordinal if closed else ordinal, goal.created


D = TypeVar("D", LearningActivity, ReadingItem, Signal, Evidence, Review)


def _latest(records: Iterable[D]) -> list[D]:
    return sorted(records, key=lambda r: (r.on, r.created), reverse=True)
