"""The import: previewed, refused as a whole for a line at fault, one step that undo takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from pmgoals.errors import BadInput, Fault, FaultyFile, NotFound
from pmgoals.model.goal import Goal
from pmgoals.services.foreign.intake import Intake, Taken
from pmgoals.services.foreign.records import Records
from pmgoals.services.foreign.weeks import Weeks
from pmgoals.services.names import find
from pmgoals.services.service import Service
from pmgoals.storage.store import Transaction

if TYPE_CHECKING:
    from pmgoals.foreign_files.things import ForeignFile, Kind


class ForeignImport(Service):
    """Takes in the files of other programs."""

    def look(self, found: ForeignFile, kind: Kind, goal: str = "") -> Intake:
        """Return what `take` would do, and change nothing; its errors are the same."""
        planner = self._planner
        documents: Any = planner.plan.documents
        tried = Transaction(planner.plan, documents, planner.clock, planner.bits)
        intake = self._taken(tried, found, kind, goal)
        entries = [
            msgspec.structs.replace(entry, id="") if entry.state == "new" else entry
            for entry in intake.entries
        ]
        return msgspec.structs.replace(intake, entries=entries)

    def take(self, found: ForeignFile, kind: Kind, goal: str = "") -> Intake:
        """Take in what the plan does not hold yet, and what changed since it was taken in.

        Tasks that are open become milestones, whatever the `kind` of those that are done; `goal`
        names the goal of all. FaultyFile, with nothing changed, names every line at fault; NotFound
        or AmbiguousName for the goal.
        """
        with self._planner.change(f"imported from {found.program}") as tx:
            return self._taken(tx, found, kind, goal)

    def _taken(self, tx: Transaction, found: ForeignFile, kind: Kind, goal: str) -> Intake:
        today = self._planner.today
        given = find(tx.plan, Goal, goal) if goal else None
        taker = (
            Weeks(tx, today)
            if kind == "journal"
            else Records(tx, today, kind, given, program=found.program)
        )
        entries, faults = [], []
        for thing in found.things:
            try:
                entries.append(taker.take(thing))
            except (BadInput, NotFound) as problem:
                faults.append(Fault(thing.line, problem.what.rstrip(".")))
        if faults:
            raise FaultyFile("The file", faults)
        left = [
            Taken(line=each.line, state="left", title=each.title, why=each.why)
            for each in found.left
        ]
        every = sorted([*taker.settled(entries), *left], key=lambda entry: entry.line)
        return Intake(found.program, every, found.unused)
