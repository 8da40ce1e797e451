"""Plans made of records alone: no file, no clock."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any, TypeVar

import msgspec

from pmgoals.model import ids
from pmgoals.model.calendar import Week
from pmgoals.model.checkin import Checkin
from pmgoals.model.goal import Goal
from pmgoals.model.journal import JournalEntry
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.model.record import Record
from pmgoals.model.tables import LETTERS, TABLE_OF

R = TypeVar("R", bound=Record)

START = dt.date(2026, 9, 7)
"""A Monday, ISO week 37, on which the goals of these tests start."""
DUE = START + dt.timedelta(days=100)
"""Their deadline: a day is a hundredth of the way."""
GOAL = "g" + "0" * ids.LENGTH

_NUMBERS = count(1)


def new(kind: type[R], **fields: Any) -> R:
    stamp = dt.datetime.combine(START, dt.time(9), dt.UTC)
    record_id = ids.mint(LETTERS[kind], lambda _: next(_NUMBERS))
    return kind(**{"id": record_id, "created": stamp, "updated": stamp, **fields})


def goal(**fields: Any) -> Goal:
    return new(Goal, **{"id": GOAL, "title": "Lift it", "start": START, "due": DUE, **fields})


def measure(**fields: Any) -> Measure:
    numbers = {"baseline": 0.0, "target": 100.0}
    return new(Measure, **{"goal": GOAL, "name": "activation", **numbers, **fields})


def reading(of: Measure, value: float, on: dt.date = START) -> Reading:
    return new(Reading, measure=of.id, value=value, on=on)


def milestone(due: dt.date, **fields: Any) -> Milestone:
    return new(Milestone, **{"goal": GOAL, "title": "Guide agreed", "due": due, **fields})


def checkin(week: Week, **fields: Any) -> Checkin:
    return new(Checkin, **{"goal": GOAL, "week": str(week), "on": week.monday, **fields})


def entry(week: Week, text: str = "A good week.", **fields: Any) -> JournalEntry:
    return new(JournalEntry, week=str(week), on=week.monday, text=text, **fields)


def plan_of(*records: Record) -> Plan:
    tables: dict[str, dict[str, Any]] = {}
    for record in records:
        table = tables.setdefault(TABLE_OF[type(record)], {})
        table[str(ids.number_of(record.id))] = msgspec.to_builtins(record)
    return Plan(tables)
