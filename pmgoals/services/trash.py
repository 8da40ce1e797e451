"""Trash: what was deleted, and the way back out."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from pmgoals.errors import BadInput
from pmgoals.model.competency import Profile
from pmgoals.model.goal import Goal
from pmgoals.model.links import links_of
from pmgoals.model.measure import Measure
from pmgoals.model.plan import Plan
from pmgoals.model.plan_mark import oldest, plan_mark
from pmgoals.model.record import Record
from pmgoals.model.tables import TABLES, place_of
from pmgoals.services.names import OTHER_WORDS, WORDS, find_among, find_any, title_of
from pmgoals.services.service import Service, quoted
from pmgoals.storage.transaction import Transaction


class Trash(Service):
    """Records that were deleted; nothing is removed for good unless that is asked for."""

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

    def doomed(self, name: str = "", before: dt.datetime | None = None) -> list[Record]:
        """Return what a purge of an entry would remove: it, and all that is nothing without it.

        Without a name all entries; with `before` only those that lie there since an earlier
        instant. NotFound or AmbiguousName as for other names.
        """
        items = [
            item
            for item in self.items()
            if before is None or (item.deleted is not None and item.deleted < before)
        ]
        chosen = [find_among(items, name, "entry in the trash")] if name else items
        return _with_parts(chosen, self._planner.plan)

    def purge(self, records: list[Record]) -> int:
        """Remove records of the trash for good, as one step; return how many.

        What names them elsewhere is cleared. Until the history has gone on, undo brings them back.
        A shared goal that loses a measure whose numbers were hidden is for oneself again: nothing
        would tell any more which numbers in its words are not for others.
        """
        gone = {record.id for record in records}
        with self._planner.change(f"purged {len(gone)} from the trash") as tx:
            for other in _every(tx.plan):
                if other.id not in gone:
                    _clear_links(tx, other, gone)
            _keep_mark(tx, gone)
            for record in records:
                tx.remove(record)
            for goal in _bare(records, tx.plan):
                tx.change(goal, privacy="me")
        return len(gone)


def _with_parts(records: list[Record], plan: Plan) -> list[Record]:
    """Return records with everything that is nothing without them, alive or not."""
    found = {record.id: record for record in records}
    grew = bool(found)
    while grew:
        parts = [
            record
            for record in _every(plan)
            if record.id not in found
            and any(link.needed and own in found for link, own in links_of(record))
        ]
        found |= {part.id: part for part in parts}
        grew = bool(parts)
    return list(found.values())


def _keep_mark(tx: Transaction, gone: set[str]) -> None:
    """Keep what the plan is known by, which comes from its oldest record, before that goes."""
    if oldest(tx.plan).id not in gone:
        return
    mark = plan_mark(tx.plan)
    profiles = list(tx.plan.alive(Profile).values())
    if not profiles:
        tx.add(Profile, mark=mark)
    elif not profiles[0].mark:
        tx.change(profiles[0], mark=mark)


def _bare(records: list[Record], plan: Plan) -> list[Goal]:
    """Return shared goals that lose a measure whose numbers others may not read."""
    gone = {record.id for record in records}
    of = {r.goal for r in records if isinstance(r, Measure) and r.privacy == "me"}
    goals = plan.every(Goal)
    return [g for own, g in goals.items() if own in of - gone and g.privacy != "me"]


def _clear_links(tx: Transaction, record: Record, gone: set[str]) -> None:
    fields = {
        link.field: link.without(record, gone) for link, own in links_of(record) if own in gone
    }
    if fields:
        tx.change(record, **fields)


def _every(plan: Plan) -> list[Record]:
    return [record for kind in TABLES.values() for record in plan.every(kind).values()]


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
    return [(record.deleted, record) for record in _every(plan) if record.deleted is not None]
