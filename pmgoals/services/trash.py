"""Trash: what was deleted, and the way back out."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from pmgoals.errors import BadInput
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan
from pmgoals.model.record import Record
from pmgoals.model.tables import TABLES, place_of
from pmgoals.services.names import OTHER_WORDS, WORDS, find_among, find_any, title_of
from pmgoals.services.service import Service, quoted


class Trash(Service):
    """Records that were deleted; nothing is removed for good."""

    def put(self, name: str) -> Record:
        """Move the record that a name or an id means to the trash, and return it as it lies there.

        A goal takes its measures, milestones and if-then plans along. NotFound or AmbiguousName
        as for other names.
        """
        record = find_any(self._planner.plan, name)
        with self._planner.change(f"deleted {quoted(title_of(record))}") as tx:
            plan, parts = tx.plan, list[Record]()
            if isinstance(record, Goal):
                parts += plan.measures_of(record.id)
                parts += plan.milestones_of(record.id)
                parts += plan.if_then_of(record.id)
            for part in parts:
                tx.trash(part)
            return tx.trash(record)

    def items(self) -> list[Record]:
        """Return what lies in the trash, the latest first; parts of a deleted goal are left out."""
        found = _deleted(self._planner.plan)
        stamps = {record.id: stamp for stamp, record in found}
        whole = [
            (stamp, record)
            for stamp, record in found
            if stamps.get(getattr(record, "goal", None) or "") != stamp
        ]
        return [record for _, record in sorted(whole, key=lambda r: (r[0], r[1].id), reverse=True)]

    def restore(self, name: str) -> Record:
        """Take a record out of the trash, a goal with all that went with it.

        NotFound or AmbiguousName as for other names; BadInput where another of its kind has taken
        its place meanwhile: a week has one entry and one check-in a goal, a period one review.
        """
        record = find_among(self.items(), name, "entry in the trash")
        with self._planner.change(f"took {quoted(title_of(record))} out of the trash") as tx:
            _refuse_double(record, tx.plan)
            for stamp, part in _deleted(tx.plan):
                if getattr(part, "goal", None) == record.id and stamp == record.deleted:
                    tx.change(part, deleted=None)
            return tx.change(record, deleted=None)


def _refuse_double(record: Record, plan: Plan) -> None:
    place = _place(record)
    if place is None:
        return
    for other in plan.alive(type(record)).values():
        if _place(other) == place:
            raise BadInput(
                f"Another {word_for(record)} has taken its place: {quoted(title_of(other))}.",
                "Delete that one first; nothing was changed.",
            )


def _place(record: Record) -> tuple[Any, ...] | None:
    return place_of(type(record), partial(getattr, record))


def word_for(record: Record) -> str:
    """Return what a person calls a record's kind."""
    return WORDS.get(type(record)) or OTHER_WORDS[type(record)]


def _deleted(plan: Plan) -> list[tuple[dt.datetime, Record]]:
    """Return everything in the trash with the instant it went there."""
    every = (record for kind in TABLES.values() for record in plan.every(kind).values())
    return [(record.deleted, record) for record in every if record.deleted is not None]
