"""The store: the one way into the plan file, and the only place that knows TinyDB."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from tinydb import TinyDB
from tinydb.table import Document, Table

from pmgoals.errors import BadInput, NotFound
from pmgoals.model import ids
from pmgoals.model.plan import Plan
from pmgoals.model.record import Record
from pmgoals.model.tables import LETTERS, TABLE_OF
from pmgoals.storage import backups, history
from pmgoals.storage.plan_storage import PlanStorage

if TYPE_CHECKING:
    from pmgoals.clock import Clock
    from pmgoals.paths import Paths
    from pmgoals.storage.backups import Backup
    from pmgoals.storage.places import Places
    from pmgoals.storage.plan_file import Loaded

R = TypeVar("R", bound=Record)


def device_mark() -> str:
    """Return a mark that tells this machine from another without naming it."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return hashlib.blake2b(name.encode(), digest_size=4).hexdigest()


class PlanTable(Table):
    """A table whose ids are our own and whose queries are never answered from a cache."""

    default_query_cache_capacity = 0


class PlanDB(TinyDB):
    """TinyDB with our tables."""

    table_class = PlanTable


class Store:
    """The plan of one person: read as a value, changed in transactions, undone step by step."""

    def __init__(
        self, paths: Paths, clock: Clock, bits: Callable[[int], int] = secrets.randbits
    ) -> None:
        self._clock = clock
        self._bits = bits
        self._storage = PlanStorage(
            paths.plan, state=paths.state, now=clock.now, device=device_mark(), alone=False
        )
        self._db: TinyDB | None = None
        self._plan: Plan | None = None
        self._read_from: Loaded | None = None

    @property
    def places(self) -> Places:
        """Where the plan keeps what stands beside it."""
        return self._storage.places

    def plan(self) -> Plan:
        """Return the plan as it stands on disk now. PlanUnreadable when it is not sound."""
        loaded = self._storage.load()
        if self._plan is None or self._read_from is not loaded:
            self._plan, self._read_from = Plan(loaded.tables, loaded.head.generation), loaded
        return self._plan

    @property
    def changed_by_another(self) -> bool:
        """Whether the plan last read was sound but changed by another program."""
        return not self._storage.load().intact

    @contextmanager
    def transaction(self, label: str) -> Iterator[Transaction]:
        """Change the plan: everything put inside is saved together, or nothing is.

        `label` is what the history says of it. PlanBusy, PlanUnreadable or PlanUnwritable when it
        cannot be done; the file then holds what it held before.
        """
        with self._step(label) as transaction:
            yield transaction

    @contextmanager
    def _step(
        self, label: str, kind: history.StepKind = "do", of: int | None = None
    ) -> Iterator[Transaction]:
        with self._storage.transaction(history.maker(self._clock.now(), label, kind, of)) as loaded:
            plan = Plan(loaded.tables, loaded.head.generation)
            transaction = Transaction(plan, self._clock, self._bits, self._storage)
            yield transaction
            self._apply(transaction.staged)

    def _apply(self, staged: dict[str, dict[int, dict[str, Any] | None]]) -> None:
        """Hand the staged documents to TinyDB, table by table."""
        if self._db is None:
            self._db = PlanDB(storage=lambda: self._storage)
        tables = self._storage.read() or {}
        for name, documents in staged.items():
            there = tables.get(name, {})
            table = self._db.table(name)
            fresh = [k for k, d in documents.items() if d is not None and str(k) not in there]
            changed = [k for k, d in documents.items() if d is not None and str(k) in there]
            gone = [k for k, d in documents.items() if d is None and str(k) in there]
            if fresh:
                table.insert_multiple(Document(documents[k] or {}, doc_id=k) for k in fresh)
            for k in changed:  # TinyDB changes documents in place; the plan that was read stays
                there[str(k)] = dict(there[str(k)])
            if changed:
                table.update(_replacing(documents), doc_ids=changed)
            if gone:
                table.remove(doc_ids=gone)

    def backups(self) -> list[Backup]:
        """Return the backups, newest first."""
        return backups.names(self.places.backups)

    def back_up(self) -> Backup | None:
        """Keep a backup now; None for a plan that was never saved."""
        return self._storage.back_up()

    def restore(self, backup: Backup) -> None:
        """Bring a backup back, as a step that can be undone when the present plan is sound."""
        label = f"restored {backup.path.name}"
        self._storage.restore(backup, history.maker(self._clock.now(), label))

    # ---- taking back ----

    def steps(self) -> list[history.Step]:
        """Return the steps the history keeps, earliest first."""
        return history.read(self.places.history, self.plan().generation)

    def undo(self) -> str:
        """Take back the latest step; return its label. NotFound when there is none."""
        step = history.next_undo(self.steps())
        if step is None:
            raise NotFound("There is nothing to undo.", "Every change from now on can be undone.")
        self._move(step, "undo", [(c, c.after, c.before) for c in reversed(step.changes)])
        return step.label

    def redo(self) -> str:
        """Do again what was taken back last; return its label. NotFound when there is none."""
        step = history.next_redo(self.steps())
        if step is None:
            raise NotFound("There is nothing to redo.", "Redo follows an undo.")
        self._move(step, "redo", [(c, c.before, c.after) for c in step.changes])
        return step.label

    def _move(
        self,
        step: history.Step,
        kind: history.StepKind,
        moves: list[tuple[history.Change, Any, Any]],
    ) -> None:
        """Write records back, unless one of them was changed since by something else."""
        with self._step(step.label, kind, step.generation) as transaction:
            tables = self._storage.read() or {}
            for change, expected, wanted in moves:
                if tables.get(change.table, {}).get(change.key) != expected:
                    raise BadInput(
                        f"“{step.label}” cannot be {'undone' if kind == 'undo' else 'done again'}: "
                        "one of its records was changed since by another program.",
                        "Nothing was changed. Edit the record itself instead.",
                    )
                transaction.stage(change.table, int(change.key), wanted)


class Transaction:
    """The changes of one step, collected until the step is saved."""

    def __init__(
        self, plan: Plan, clock: Clock, bits: Callable[[int], int], storage: PlanStorage
    ) -> None:
        self.plan = plan
        """The plan as it stood when the lock was taken; what is put here is not in it."""
        self.staged: dict[str, dict[int, dict[str, Any] | None]] = {}
        """Documents to be saved, by document id, by table; None removes one."""
        self._bits = bits
        self._storage = storage
        self._now = clock.now()
        self._zone = clock.zone()

    def add(self, kind: type[R], /, **fields: Any) -> R:
        """Make a new record with its id and stamps, and return it."""
        stamps = {"created": self._now, "updated": self._now, "zone": self._zone, **fields}
        record = kind(id=ids.mint(LETTERS[kind], self._bits), **stamps)
        self._put(record)
        return record

    def change(self, record: R, /, **fields: Any) -> R:
        """Give an existing record new values, and return it as it is from now on.

        Nothing is staged when the values are those it has.
        """
        if all(getattr(record, name) == value for name, value in fields.items()):
            return record
        stamps = {"updated": self._now, "zone": self._zone}
        changed = msgspec.structs.replace(record, **stamps, **fields)
        self._put(changed)
        return changed

    def trash(self, record: R) -> R:
        """Move a record to the trash, and return it."""
        return self.change(record, deleted=self._now)

    def stage(self, table: str, key: int, document: dict[str, Any] | None) -> None:
        """Stage a document as it is; for undo."""
        self.staged.setdefault(table, {})[key] = document

    def _put(self, record: Record) -> None:
        table, key = TABLE_OF[type(record)], ids.number_of(record.id)
        stored = (self._storage.read() or {}).get(table, {}).get(str(key), {})
        known = type(record).__struct_fields__
        unknown = {name: value for name, value in stored.items() if name not in known}
        try:
            document = msgspec.to_builtins(record)
            msgspec.json.encode(document)
        except (TypeError, ValueError, UnicodeEncodeError):
            raise BadInput(
                "The text holds characters that are not valid Unicode.", "Write them another way."
            ) from None
        self.stage(table, key, document | unknown)


def _replacing(documents: dict[int, dict[str, Any] | None]) -> Callable[[Any], None]:
    """Return a TinyDB operation that gives each document its staged content."""

    def operation(document: dict[str, Any]) -> None:
        wanted = documents[ids.number_of(document["id"])] or {}
        document.clear()
        document.update(wanted)

    return operation
