"""Merging a plan with a copy that went its own way on another machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Literal

import msgspec

from pmgoals.errors import BadInput
from pmgoals.files import make_private, write_whole
from pmgoals.model.plan import Plan
from pmgoals.model.tables import TABLES
from pmgoals.services.names import placed, title_of
from pmgoals.services.plan_import import is_exported
from pmgoals.services.service import Service
from pmgoals.services.trash import word_for
from pmgoals.storage import codec, copies, soundness
from pmgoals.storage.merge import Conflict as Conflict
from pmgoals.storage.merge import Place as Place
from pmgoals.storage.merge import Side, comes_from, merge
from pmgoals.storage.sealing import OPEN, Seal, is_sealed
from pmgoals.storage.transaction import Transaction

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

__all__ = ["Conflict", "Joined", "Merging", "Place", "Touched", "merge_files", "say_value"]

Did = Literal["added", "changed", "kept", "removed"]
"""What becomes of a record; `kept` is what one side deleted and the other worked on."""

STAMPS = ("updated", "zone")
"""Fields that say when a record was written, and nothing of what it says."""


class Touched(msgspec.Struct, frozen=True):
    """A record that merging does something to."""

    did: Did
    """What becomes of it."""
    kind: str
    """What it is."""
    title: str
    """What it is called, with the goal it is of."""


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """What merging with a copy does to the plan."""

    name: str
    """The name of the copy."""
    records: list[Touched]
    """Records that come in, change, or go: taken back there, and left alone here since."""
    conflicts: list[Conflict]
    """What both sides changed otherwise."""
    base: str
    """Where both came from: a backup, a file, one of the two; empty when that is not known."""
    put_away: Path | None = None
    """Where the copy lies now, once it was joined and put away."""

    @property
    def count(self) -> int:
        """How many records differ from the plan as it is."""
        return len(self.records)

    @property
    def open_conflicts(self) -> list[Conflict]:
        """Those that a person may settle the other way: both sides did change the field."""
        return [conflict for conflict in self.conflicts if conflict.both and conflict.free]

    @property
    def counts(self) -> dict[str, int]:
        """How many records come in, change and go."""
        return Counter(record.did for record in self.records)


class Merging(Service):
    """Copies of the plan, brought together."""

    def __init__(self, planner: Planner) -> None:
        super().__init__(planner)
        self._held: dict[tuple[Path, int, int], frozenset[tuple[str, str]]] = {}
        """Records of the copies seen, by path, size and time of change."""

    @property
    def _seal(self) -> Seal:
        return self._planner.store.seal

    def copies(self) -> list[Path]:
        """Return the conflict copies beside the plan: those that share a record with it.

        PlanLocked for one that is encrypted and cannot be unlocked.
        """
        known = self._planner.plan.documents
        return [
            path
            for path in copies.named_like(self._planner.store.places.real)
            if any(key in known.get(name, {}) for name, key in self._records_of(path))
        ]

    def _records_of(self, path: Path) -> frozenset[tuple[str, str]]:
        """Return the places of a copy's records; none for a file that is no copy of the plan."""
        try:
            about = path.stat()
        except OSError:
            return frozenset()
        mark = path, about.st_size, about.st_mtime_ns
        if mark not in self._held:
            side = copies.read_copy(path, self._planner.store.places.real, self._seal)
            self._held[mark] = frozenset(_flat(side.tables) if side else ())
        return self._held[mark]

    def look(
        self, copy: Path, base: Path | None = None, turned: Collection[Place] = frozenset()
    ) -> Joined:
        """Return what merging would do; BadInput for a file that is no plan.

        `turned` are the places of conflicts in which the earlier of the two values is to count.
        """
        return self._joined(self._planner.plan, copy, base, turned)[1]

    def take(
        self, copy: Path, base: Path | None = None, turned: Collection[Place] = frozenset()
    ) -> Joined:
        """Merge a copy into the plan, in one step; a conflict copy is then put away.

        `turned` are the places of conflicts in which the earlier of the two values is to count.
        Nothing is a step when the copy brings nothing new. BadInput for a file that is no plan.
        """
        with self._planner.change(f"merged {copy.name}") as tx:
            tables, joined = self._joined(tx.plan, copy, base, turned)
            if joined.count:
                _stage(tx, tables)
        return msgspec.structs.replace(joined, put_away=self._put_away(copy))

    def is_here(self, conflict: Conflict) -> bool:
        """Tell whether the value that counts is the one that stands in the plan here."""
        documents = self._planner.plan.documents.get(conflict.table, {})
        held: object = next((d for d in documents.values() if d.get("id") == conflict.id), {})
        for part in conflict.field.split("."):
            held = held.get(part) if isinstance(held, Mapping) else None
        kept = msgspec.json.decode(conflict.kept) if conflict.kept else None
        return held == kept

    def words(self, conflict: Conflict) -> str:
        """Return what a conflict is about: the record's title and the field."""
        kind = TABLES.get(conflict.table)
        record = self._planner.plan.every(kind).get(conflict.id) if kind else None
        name = title_of(record) if record else conflict.id
        return f"{name}: {conflict.field.replace('_', ' ')}"

    def _joined(
        self, plan: Plan, copy: Path, base: Path | None, turned: Collection[Place]
    ) -> tuple[codec.Tables, Joined]:
        theirs = _read(copy, self._seal)
        here = _here(self._planner.store.places.real, self._seal)
        tables = {name: dict(kept) for name, kept in plan.documents.items()}
        ours = Side(tables, here.head, here.intact)  # type: ignore[arg-type]
        known, name = self._base(ours, theirs, base)
        found = merge(known, ours, theirs, turned)
        records = _touched(plan, Plan(found.tables), found.revived)
        joined = Joined(name=copy.name, records=records, conflicts=found.conflicts, base=name)
        return found.tables, joined

    def _base(
        self, ours: Side, theirs: Side, named: Path | None
    ) -> tuple[codec.Tables | None, str]:
        """Return what both sides came from, and its name: the file named, else a backup."""
        if named is not None:
            state = _read(named, self._seal)
            if state.head.generation > min(ours.head.generation, theirs.head.generation):
                raise BadInput(
                    f"{named} is newer than one of the copies: they cannot both come from it.",
                    "Leave --base out; a backup that both came from is found where there is one.",
                )
            return state.tables, named.name
        if comes_from(theirs, ours):
            return ours.tables, "the plan as it is here"
        if comes_from(ours, theirs):
            return theirs.tables, "the plan as it is there"
        for backup in self._planner.store.backups():
            with suppress(OSError, codec.Damaged):
                state = copies.read_side(backup.path, self._seal)
                if comes_from(ours, state) and comes_from(theirs, state):
                    return state.tables, backup.path.name
        return None, ""

    def _put_away(self, copy: Path) -> Path | None:
        """Move a conflict copy to the state folder, and return where it is now.

        Any other file stays where it is: None then.

        BadInput when it cannot be moved: it would be found again.
        """
        here = copy.resolve()
        if here not in copies.copies_of(self._planner.store.places.real, self._seal):
            return None
        folder = self._planner.store.places.corner / "merged"
        try:
            make_private(folder)
            name, number = copy.name, 1
            while (folder / name).exists():
                number += 1
                name = f"{copy.stem}-{number}{copy.suffix}"
            # written anew: private, whatever the copy was, and from another disk too
            write_whole(folder / name, self._seal.kept(here.read_bytes()))
            here.unlink()
            return folder / name
        except OSError as error:
            raise BadInput(
                f"{copy} was joined and could not be put away: {error.strerror}.",
                "Move it elsewhere; joined again, it brings nothing new.",
            ) from None


def say_value(text: str) -> str:
    """Return a conflict's value, which is JSON, as a person reads it; text is not made inert."""
    value = msgspec.json.decode(text) if text else None
    if value in (None, "", [], {}):
        return "nothing"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return value if isinstance(value, str) else text


def _here(path: Path, seal: Seal) -> Side:
    """Return the plan file as it stands; an empty one for a plan that is not there yet."""
    with suppress(OSError, codec.Damaged):
        return copies.read_side(path, seal)
    return Side({}, codec.Head(schema=codec.SCHEMA, generation=0))


def _touched(here: Plan, there: Plan, revived: Collection[str]) -> list[Touched]:
    """Return the records in which two states of a plan differ, table by table.

    What differs in nothing but its stamps is left out, unless it was deleted on one side.
    """
    found = []
    for table in dict.fromkeys([*TABLES, *here.documents, *there.documents]):
        before, after = here.documents.get(table, {}), there.documents.get(table, {})
        for key in dict.fromkeys([*before, *after]):
            if before.get(key) != after.get(key):
                own = str((after.get(key) or before[key]).get("id", key))
                bare = [_bare(side.get(key)) for side in (before, after)]
                if own not in revived and bare[0] == bare[1]:
                    continue
                did: Did = "removed" if key not in after else "changed"
                did = "kept" if own in revived else did
                plan = here if key not in after else there
                record = plan.every(TABLES[table]).get(own) if table in TABLES else None
                kind, title = (word_for(record), placed(record, plan)) if record else (table, own)
                found.append(Touched(did if key in before else "added", kind, title))
    return found


def _bare(document: object) -> object:
    """Return a document without its stamps."""
    if not isinstance(document, Mapping):
        return document
    return {name: value for name, value in document.items() if name not in STAMPS}


def _flat(tables: codec.Tables) -> dict[tuple[str, str], codec.Document]:
    return {(name, key): doc for name, kept in tables.items() for key, doc in kept.items()}


def _stage(tx: Transaction, tables: codec.Tables) -> None:
    """Stage what differs from the plan as it is."""
    before, after = _flat(dict(tx.plan.documents)), _flat(tables)  # type: ignore[arg-type]
    for (name, key), document in after.items():
        if before.get((name, key)) != document:
            tx.stage(name, int(key), document)
    for name, key in before.keys() - after.keys():
        tx.stage(name, int(key), None)


def merge_files(base: Path, ours: Path, theirs: Path, seal: Seal = OPEN) -> list[Conflict]:
    """Merge plan files for git, which names the common one, ours and theirs; ours is written.

    It is encrypted when one of ours and theirs is.

    BadInput for a file that is no plan, and then nothing is written.
    """
    one, two = _read(ours, seal), _read(theirs, seal)
    before: codec.Tables | None = None
    with suppress(BadInput):
        before = _read(base, seal).tables
    found = merge(before, one, two)
    newest = max(one.head, two.head, key=lambda head: (head.generation, head.saved, head.device))
    kept = [mark for mark in one.head.ancestors if mark in two.head.ancestors]
    head = msgspec.structs.replace(newest, generation=newest.generation + 1, ancestors=tuple(kept))
    soundness.check(found.tables)
    data = codec.encode(found.tables, head)
    seals = any(is_sealed(path.read_bytes()) for path in (ours, theirs))
    write_whole(ours, seal.close(data) if seals else data)
    return found.conflicts


def _read(path: Path, seal: Seal) -> Side:
    try:
        return copies.read_side(path, seal)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", "Check its name.") from None
    except codec.Damaged as error:
        if is_exported(path):
            raise BadInput(
                f"{path} is what `pmgoals export json` wrote, and no copy of the plan's file.",
                f"Take it in: pmgoals import json {quote(str(path))}",
            ) from None
        raise BadInput(f"{path} is no plan: {error}.", "Nothing was changed.") from None
