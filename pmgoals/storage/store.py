"""The store: the one way into the plan file, and the only place that knows TinyDB."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tinydb import TinyDB
from tinydb.table import Document, Table

from pmgoals.chance import random_bits
from pmgoals.errors import NotFound, PlanUnreadable
from pmgoals.model.plan import Plan
from pmgoals.storage import backups, codec, history
from pmgoals.storage.devices import own_mark
from pmgoals.storage.plan_storage import PlanStorage
from pmgoals.storage.transaction import Staged, Transaction, check_text

if TYPE_CHECKING:
    from pmgoals.clock import Clock
    from pmgoals.paths import Paths
    from pmgoals.storage.backups import Backup
    from pmgoals.storage.places import Places
    from pmgoals.storage.plan_file import Loaded
    from pmgoals.storage.sealing import PlanSeal, Unlock

__all__ = ["Store", "Transaction"]


class PlanTable(Table):
    """A table whose ids are our own and whose queries are never answered from a cache."""

    default_query_cache_capacity = 0


class PlanDB(TinyDB):
    """TinyDB with our tables."""

    table_class = PlanTable


class Store:
    """The plan of one person: read as a value, changed in transactions, undone step by step."""

    def __init__(
        self,
        paths: Paths,
        clock: Clock,
        bits: Callable[[int], int] = random_bits,
        unlock: Unlock | None = None,
    ) -> None:
        self._clock = clock
        self._bits = bits
        self._storage = PlanStorage(
            paths.plan,
            state=paths.state,
            now=clock.now,
            device=own_mark(),
            alone=False,
            named=paths.named,
            unlock=unlock,
        )
        self._db: TinyDB | None = None
        self._plan: Plan | None = None
        self._read_from: Loaded | None = None

    @property
    def places(self) -> Places:
        """Where the plan keeps what stands beside it."""
        return self._storage.places

    @property
    def seal(self) -> PlanSeal:
        """What opens and closes everything private."""
        return self._storage.seal

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

    @property
    def met_change(self) -> bool:
        """Whether this handle ever read such a plan; nothing is read to tell, and a save keeps it.

        What the other program wrote is kept as a backup by the first save.
        """
        return self._storage.met_change

    @property
    def changed_words(self) -> str:
        """What a person is told of such a plan, in one line."""
        return (
            f"{self.places.plan} was changed by another program; it is sound, but its checksum is "
            "not ours. The next save keeps that version as a backup."
        )

    @contextmanager
    def transaction(self, label: str) -> Iterator[Transaction]:
        """Change the plan: everything put inside is saved together, or nothing is.

        `label` is what the history says of it. PlanBusy, PlanUnreadable or PlanUnwritable when it
        cannot be done; the file then holds what it held before.
        """
        check_text(label)
        with self._step(history.Entry(self._clock.now(), label)) as transaction:
            yield transaction

    @contextmanager
    def _step(self, entry: history.Entry) -> Iterator[Transaction]:
        with self._storage.transaction(entry) as loaded:
            plan = Plan(loaded.tables, loaded.head.generation)
            transaction = Transaction(plan, loaded.tables, self._clock, self._bits)
            yield transaction
            self._apply(transaction.staged)

    def _apply(self, staged: Staged) -> None:
        """Hand the staged documents to TinyDB, table by table."""
        if self._db is None:
            self._db = PlanDB(storage=lambda: self._storage)
        for name, documents in staged.items():
            there = (self._storage.read() or {}).get(name, {})
            table = self._db.table(name)
            wanted = {key: document for key, document in documents.items() if document is not None}
            changed = [key for key in wanted if str(key) in there]
            gone = [key for key in documents if key not in wanted and str(key) in there]
            fresh = [Document(d, doc_id=k) for k, d in wanted.items() if str(k) not in there]
            for key in changed:  # TinyDB changes documents in place; the plan that was read stays
                there[str(key)] = {}
            if changed:
                table.update(_filling(wanted[key] for key in changed), doc_ids=changed)
            if gone:
                table.remove(doc_ids=gone)
            if fresh:
                table.insert_multiple(fresh)

    # ---- backups ----

    def last_read(self) -> bytes | None:
        """Return the plan as it was last read here, as a file's bytes; None when it never was.

        It is there still when the file was removed, or can no longer be read.
        """
        if self._read_from is None or not self._read_from.tables:
            return None
        return codec.encode(self._read_from.tables, self._read_from.head)

    def backups(self) -> list[Backup]:
        """Return the backups, newest first."""
        return backups.names(self.places.backups)

    def back_up(self) -> Backup | None:
        """Keep a backup now; None for a plan that was never saved."""
        return self._storage.back_up()

    def restore(self, backup: Backup) -> bool:
        """Bring a backup back; return whether that is a step which can be undone.

        It is when the present plan is sound; else that plan and its steps are set aside.
        """
        entry = history.Entry(self._clock.now(), f"restored {backup.path.name}")
        return self._storage.restore(backup, entry)

    # ---- taking back ----

    def steps(self) -> list[history.Step]:
        """Return the steps the history keeps, earliest first."""
        return self._steps(self.plan().generation)

    def _steps(self, generation: int) -> list[history.Step]:
        path = self.places.history
        try:
            return history.read(path, generation, self.seal)
        except OSError as error:
            raise PlanUnreadable(
                f"{path} cannot be read: {error.strerror}.",
                "The plan itself is not concerned; without this file nothing can be undone.",
            ) from None

    def undo(self) -> str:
        """Take back the latest step; return its label. NotFound when there is none.

        BadInput when one of its records was changed since by something else.
        """
        entry = history.Entry(self._clock.now(), kind="undo")
        with self._step(entry) as transaction:
            step = history.next_undo(self._steps(transaction.plan.generation))
            if step is None:
                raise NotFound("There is nothing to undo.", "Every change from now on can be.")
            moves = [(c, c.after, c.before) for c in reversed(step.changes)]
            transaction.move(moves, f"“{step.label}” cannot be undone")
            entry.label, entry.of = step.label, step.generation
        return step.label

    def redo(self) -> str:
        """Do again what was taken back last; return its label. NotFound when there is none.

        BadInput when one of its records was changed since by something else.
        """
        entry = history.Entry(self._clock.now(), kind="redo")
        with self._step(entry) as transaction:
            step = history.next_redo(self._steps(transaction.plan.generation))
            if step is None:
                raise NotFound("There is nothing to redo.", "Redo follows an undo.")
            moves = [(c, c.before, c.after) for c in step.changes]
            transaction.move(moves, f"“{step.label}” cannot be done again")
            entry.label, entry.of = step.label, step.generation
        return step.label


def _filling(contents: Iterable[dict[str, Any]]) -> Callable[[Any], None]:
    """Return a TinyDB operation that fills empty documents, one after the other."""
    following = iter(list(contents))

    def operation(document: dict[str, Any]) -> None:
        document.update(next(following))

    return operation
