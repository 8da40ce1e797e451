"""Sharing: who may read a record, and the plan as an audience may read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import cast, get_args

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.audience import LEVELS, may_read
from pmgoals.model.checkin import Checkin
from pmgoals.model.goal import Goal
from pmgoals.model.journal import Evidence, JournalEntry
from pmgoals.model.learning import LearningActivity
from pmgoals.model.measure import Measure, Told
from pmgoals.model.plan import Plan
from pmgoals.model.record import Privacy, Record
from pmgoals.model.review import Review
from pmgoals.model.shared import SharedPlan
from pmgoals.model.theme import Theme
from pmgoals.services.names import find_any, title_of
from pmgoals.services.planner import Planner
from pmgoals.services.service import Service, quoted
from pmgoals.services.trash import word_for
from pmgoals.storage.transaction import Transaction

SHARED: tuple[type[Record], ...] = (
    Goal, Measure, Theme, Evidence, LearningActivity, JournalEntry, Checkin, Review,
)  # fmt: skip
"""Records that can be shared one by one; the rest follows its goal, or is nobody else's."""

WORDS: dict[Privacy, str] = {
    "me": "you alone",
    "mentor": "your mentor",
    "manager": "your manager",
    "public": "everybody",
}
"""Who is written for at each level, in words."""

READERS: dict[Privacy, str] = {
    "me": "you alone",
    "mentor": "your mentor",
    "manager": "your manager and your mentor",
    "public": "everybody",
}
"""Who may read a record of each level, beside yourself."""

LONGEST_TITLE = 72
"""Characters of what is left out that are shown."""

NUMBERS: dict[str, Told | bool] = {
    "exact": True,
    "hidden": False,
    **{told: told for told in get_args(Told)},
}
"""How a goal's measures are told, by the word for it."""


TOLD: dict[Told | bool, str] = {
    "percent": "as the way covered",
    "index": "as an index (100 at the start)",
    "bucket": "to one digit",
}
"""How numbers are told that are not told as they are, in words."""


def read_choice(text: str) -> tuple[Privacy, Told | bool]:
    """Return the level, and how numbers are told, of `manager:percent` or `manager`.

    KeyError or StopIteration for anything else: these are words of menus.
    """
    level, _, numbers = text.partition(":")
    return next(known for known in LEVELS if known == level), NUMBERS[numbers or "exact"]


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """Something that an audience does not get to read."""

    kind: str
    """What it is, such as `goal`."""
    id: str
    """Its id."""
    title: str
    """What it is called."""
    level: Privacy
    """Who may read it."""
    told: Told | None = None
    """How its numbers are told instead; None when it is left out."""


class Sharing(Service):
    """The levels of records."""

    def share(self, name: str, level: Privacy, numbers: Told | bool = True) -> Record:
        """Let an audience read a record, and return it.

        Of a goal, `numbers` says how its measures are told: as they are (True), not at all
        (False), or another way. BadInput for what cannot be shared by itself.
        """
        record = find_any(self._planner.plan, name)
        if not isinstance(record, SHARED):
            raise BadInput(
                f"A {word_for(record)} is not shared by itself.",
                "It follows its goal; share that one.",
            )
        return self.share_all([record], level, numbers)[0]

    def said(self, record: Record, numbers: Told | bool = True) -> str:
        """Return who may read a record now, and how its numbers are told if that was chosen."""
        told = ""
        if isinstance(record, Goal | Measure) and record.privacy != "me" and numbers is not True:
            told = f", its numbers {TOLD[numbers]}" if numbers else ", without its numbers"
        return f"{quoted(called(record))} is for {READERS[record.privacy]}{told}"

    def share_all(
        self, records: list[Record], level: Privacy, numbers: Told | bool = True
    ) -> list[Record]:
        """Let an audience read several records, in one step."""
        who = WORDS[level]
        label = quoted(called(records[0])) if len(records) == 1 else f"{len(records)} records"
        with self._planner.change(f"shared {label} with {who}") as tx:
            return [_share(tx, record, level, numbers) for record in records]

    def plan_for(self, audience: Privacy) -> SharedPlan:
        """Return the plan as an audience may read it."""
        return SharedPlan(self._planner.plan, audience)

    def left_out(
        self, audience: Privacy, first: dt.date, last: dt.date, about: Goal | None = None
    ) -> list[LeftOut]:
        """Return what of the days from `first` to `last` an audience does not get to read.

        Goals with their measures first, then evidence, learning, and what was written; of what is
        about one goal, only what belongs to it: its measures, check-ins, evidence and learning.
        """
        whole = self._planner.plan
        goals = [about] if about else [g for g in whole.goals.values() if _runs(g, first, last)]
        hidden = [goal for goal in goals if not may_read(goal.privacy, audience)]
        found = [_left(goal) for goal in hidden]
        for goal in goals:
            if goal not in hidden:
                found += [
                    _left(measure, measure.told)
                    for measure in whole.measures_of(goal.id)
                    if not may_read(measure.privacy, audience)
                ]
        dated: list[Record]
        if about:
            dated = [
                *(c for c in reversed(whole.checkins_of(about.id)) if c.note or c.blocker),
                *(e for e in whole.evidence if e.goal == about.id),
                *(a for a in whole.learning if a.goal == about.id),
            ]
        else:
            dated = [
                *(e for e in whole.evidence if first <= e.on <= last),
                *(a for a in whole.learning if first <= a.on <= last),
                *(j for j in whole.journal.values() if first <= j.on <= last),
                *(r for r in whole.reviews if first <= r.on <= last and r.answers),
            ]
        return found + [_left(each) for each in dated if not may_read(each.privacy, audience)]


def _runs(goal: Goal, first: dt.date, last: dt.date) -> bool:
    return goal.start <= last and (goal.closed_on is None or goal.closed_on >= first)


def _left(record: Record, told: Told | None = None) -> LeftOut:
    return LeftOut(
        kind=word_for(record),
        id=record.id,
        title=_short(called(record)),
        level=record.privacy,
        told=told,
    )


def called(record: Record) -> str:
    """Return what a record is called; what was written in a week, by that week."""
    if isinstance(record, JournalEntry | Checkin):
        return f"week {record.week}"
    return title_of(record)


def _short(title: str) -> str:
    """Return a title on one line, not too long for a list."""
    flat = " ".join(title.split())
    return flat if len(flat) <= LONGEST_TITLE else f"{flat[: LONGEST_TITLE - 1]}…"


def _share(tx: Transaction, record: Record, level: Privacy, numbers: Told | bool) -> Record:
    if isinstance(record, Measure):
        return _share_measure(tx, record, level, numbers)
    if isinstance(record, Goal):
        for measure in tx.plan.measures_of(record.id):
            _share_measure(tx, measure, level, numbers)
    return tx.change(record, privacy=level)


def _share_measure(
    tx: Transaction, measure: Measure, level: Privacy, numbers: Told | bool
) -> Measure:
    """Give a measure its level: that of what is shared, or private with its numbers told so."""
    shown = numbers is True and level != "me"
    told = None if isinstance(numbers, bool) or level == "me" else numbers
    return tx.change(measure, privacy=level if shown else LEVELS[0], told=told)


class SharedPlanner(Planner):
    """A planner whose plan holds what an audience may read, and cannot be changed.

    Reports are made with it: what they do not find they cannot tell.
    """

    def __init__(self, planner: Planner, audience: Privacy) -> None:
        super().__init__(
            planner.paths, planner.clock, planner.settings, planner.troubles, planner.bits
        )
        self.store = planner.store
        self.whole = planner
        """The planner with everything in it."""
        self.audience = audience
        """Who reads."""

    @cached_property
    def _shared(self) -> SharedPlan:
        return self.whole.sharing.plan_for(self.audience)

    @property
    def plan(self) -> Plan:
        """The plan as the audience may read it."""
        if self._shared.whole is not self.whole.plan:
            del self._shared
        return self._shared

    @contextmanager
    def change(self, label: str) -> Iterator[Transaction]:
        """Refuse: what is not all there cannot be saved."""
        raise AssertionError("a shared plan is only read")
        yield cast("Transaction", None)
