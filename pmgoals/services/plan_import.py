"""Taking in a plan that was exported: previewed, the same record once, undone in one step."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from pmgoals.counting import said_count
from pmgoals.errors import BadInput
from pmgoals.model.ids import number_of
from pmgoals.model.misfit import say_misfit
from pmgoals.model.tables import TABLES, place_of
from pmgoals.services.service import Service
from pmgoals.storage import soundness
from pmgoals.storage.codec import Damaged, trouble_in

NEWEST = 1
"""The newest version of an exported plan that can be read."""

Documents = dict[str, dict[str, dict[str, Any]]]
"""Documents by the number of their record, by table."""


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """What a file brings to the plan."""

    added: dict[str, int]
    """Records that are not in the plan yet, by table."""
    known: int
    """Records that the plan holds just so."""
    differing: list[tuple[str, str]]
    """Table and id of records that the plan holds otherwise."""
    elsewhere: list[tuple[str, str]]
    """Table and id of records whose place another one has in the plan: its week, what it was
    taken in from. They stay out, whatever is asked."""

    @property
    def count(self) -> int:
        """How many records are added."""
        return sum(self.added.values())


class _Exported(msgspec.Struct):
    pmgoals: int
    tables: dict[str, list[dict[str, Any]]]


class PlanImport(Service):
    """Exported plans, taken in."""

    def look(self, data: bytes) -> Incoming:
        """Return what a file would bring; BadInput for one that is no sound plan."""
        return _compare(_read(data), self._planner.plan.documents)

    def take(self, data: bytes, *, replace: bool = False) -> Incoming:
        """Take in what the plan does not hold yet, in one step.

        What it holds otherwise stays, or is replaced by the file's with `replace`. BadInput for a
        file that is no sound plan, or of which nothing is new: it tells what differs.
        """
        found = _read(data)
        with self._planner.change("took in an exported plan") as tx:
            incoming = _compare(found, tx.plan.documents)
            if not incoming.count and not (replace and incoming.differing):
                raise _nothing_new(incoming)
            differing = {own for _, own in incoming.differing}
            elsewhere = {own for _, own in incoming.elsewhere}
            for table, documents in found.items():
                there = tx.plan.documents.get(table, {})
                for key, document in documents.items():
                    own = document.get("id")
                    new = key not in there and own not in elsewhere
                    if new or (replace and key in there and own in differing):
                        tx.stage(table, int(key), document)
            return incoming


def _nothing_new(incoming: Incoming) -> BadInput:
    """Return what is told of a file that brings nothing; what differs is not held already."""
    if not (incoming.differing or incoming.elsewhere):
        return BadInput("The plan holds all of it already.", "Nothing was changed.")
    count, told = len(incoming.differing), []
    if count:
        told.append(f"{said_count(count, 'record')} the plan holds otherwise")
    if incoming.elsewhere:
        told.append(say_elsewhere(incoming))
    mend = f"To take the file's {'one' if count == 1 else 'ones'}, add --replace." if count else ""
    return BadInput(f"Nothing of it is new; {'; '.join(told)}. Nothing was changed.", mend)


def say_elsewhere(incoming: Incoming) -> str:
    """Return what is told of records whose place another one has, as a part of a sentence."""
    count = len(incoming.elsewhere)
    its = "its" if count == 1 else "their"
    return f"{said_count(count, 'record')} left out, since the plan has another in {its} place"


def is_exported(path: Path) -> bool:
    """Tell whether a file is what `export json` wrote."""
    try:
        msgspec.json.decode(path.read_bytes(), type=_Exported)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _read(data: bytes) -> Documents:
    """Return the documents of an exported plan, by table and number. BadInput for anything else."""
    try:
        exported = msgspec.json.decode(data, type=_Exported)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise BadInput(
            "This is no plan that `pmgoals export json` wrote.", "Export it again."
        ) from None
    if exported.pmgoals > NEWEST:
        raise BadInput("A newer pmgoals wrote this plan.", "Update pmgoals, then do it again.")
    found: Documents = {}
    for table, documents in exported.tables.items():
        rows = found.setdefault(table, {})
        for document in documents:
            try:
                key = str(number_of(document["id"]))
            except (KeyError, TypeError, ValueError, AttributeError):
                raise BadInput(
                    f"A record of {table[:40]} has no sound id.", "Export it again."
                ) from None
            if key in rows:
                raise BadInput(f"A record of {table[:40]} is there twice.", "Export it again.")
            rows[key] = document
    if trouble := trouble_in(exported.tables):
        raise BadInput(f"This is no sound plan: it {trouble}.", "Export it again.")
    try:
        soundness.check(found)
    except Damaged as error:
        what, misfit, why = str(error).partition(" does not fit: ")
        told = f"{what}: {say_misfit(why)}" if misfit else what
        raise BadInput(f"This is no sound plan: {told}.", "Export it again.") from None
    return found


def _compare(found: Documents, there: Mapping[str, Mapping[str, Any]]) -> Incoming:
    added: dict[str, int] = {}
    known = 0
    differing: list[tuple[str, str]] = []
    elsewhere: list[tuple[str, str]] = []
    for table in [*TABLES, *sorted(set(found) - set(TABLES))]:
        taken = {_place(table, document) for document in there.get(table, {}).values()} - {None}
        for key, document in found.get(table, {}).items():
            held = there.get(table, {}).get(key)
            if held is None and _place(table, document) in taken:
                elsewhere.append((table, str(document["id"])))
            elif held is None:
                added[table] = added.get(table, 0) + 1
            elif held == document:
                known += 1
            else:
                differing.append((table, str(document["id"])))
    return Incoming(added=added, known=known, differing=differing, elsewhere=elsewhere)


def _place(table: str, document: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """Return the place that a record has alone: its week, its period; None for one of many."""
    kind = TABLES.get(table)
    return place_of(kind, document.get) if kind and "deleted" not in document else None
