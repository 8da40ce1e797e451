"""A TinyDB storage whose every write is whole, locked and backed up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, cast

from tinydb.storages import Storage

from pmgoals.errors import PlanUnreadable, PlanUnwritable
from pmgoals.storage import backups, codec, files, history, lock, plan_file
from pmgoals.storage.places import Places

Now = Callable[[], dt.datetime]


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class PlanStorage(Storage):
    """The plan file as TinyDB sees it: tables only, the head left out.

    Opened with `alone=True` each write is a transaction of its own, as TinyDB's own storages
    do it; else a write outside `transaction` is refused, so that no path goes round the lock.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        state: Path | None = None,
        now: Now = _utc_now,
        device: str = "",
        alone: bool = True,
    ) -> None:
        plan = Path(path).absolute()
        self.places = Places(plan, state or plan.parent / f".{plan.stem}-state")
        self._now = now
        self._device = device
        self._alone = alone
        self._loaded: plan_file.Loaded | None = None
        self._staged: codec.Tables | None = None

    # ---- reading ----

    def load(self) -> plan_file.Loaded:
        """Return the plan as it stands on disk, read again only when the file changed."""
        signature = plan_file.signature_of(self.places)
        if self._loaded is None or signature is None or self._loaded.signature != signature:
            self._loaded = plan_file.load(self.places, strict=not self._alone)
        return self._loaded

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, or None for a plan that was never saved (TinyDB's contract)."""
        if self._staged is not None:
            return self._staged
        loaded = self.load()
        return _copy(loaded.tables) if loaded.data is not None else None

    # ---- writing ----

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Stage the tables inside a transaction; alone, save them at once."""
        if self._staged is None and not self._alone:
            raise PlanUnwritable("A write outside a transaction was refused.", "This is a defect.")
        with self.transaction() if self._staged is None else nullcontext():
            self._staged = cast("codec.Tables", data)

    @contextmanager
    def transaction(self, step: history.StepMaker | None = None) -> Iterator[plan_file.Loaded]:
        """Hold the lock, read anew, save at the end; any exception leaves the file as it was.

        Yields the plan as read under the lock. `step` makes the history's entry from the tables
        before and after; None from it means that nothing changed and nothing is written.
        """
        try:
            with lock.hold(self.places.lock):
                loaded = self.load()
                files.sweep(self.places.real)
                self._staged = _copy(loaded.tables)
                yield loaded
                self._commit(loaded, self._staged, step)
        except OSError as error:
            self._loaded = None
            raise files.refusal(error, self.places.plan) from None
        except BaseException:
            self._loaded = None
            raise
        finally:
            self._staged = None

    def _commit(
        self, loaded: plan_file.Loaded, tables: codec.Tables, make: history.StepMaker | None
    ) -> None:
        """Save the tables as the next generation, unless `make` says that nothing changed."""
        generation = loaded.head.generation + 1
        step = make(loaded.tables, tables, generation) if make else None
        if make and step is None:
            return
        head = codec.Head(
            schema=codec.SCHEMA,
            generation=generation,
            device=self._device,
            saved=f"{self._now():%Y-%m-%dT%H:%M:%SZ}",
        )
        data = codec.encode(tables, head)
        files.make_private(self.places.real.parent)
        self._back_up(loaded)
        if step is not None:
            history.append(self.places.history, step)
        plan_file.store(self.places, loaded, data)
        signature = plan_file.signature_of(self.places)
        self._loaded = plan_file.Loaded(tables, head, data, signature)

    def back_up(self) -> backups.Backup | None:
        """Keep a backup now, under the lock; None for a plan that was never saved."""
        with self.transaction(lambda *_: None) as loaded:
            if loaded.data is None:
                return None
            folder, generation = self.places.backups, loaded.head.generation
            return backups.take(folder, loaded.data, generation, self._now())

    def restore(self, backup: backups.Backup, step: history.StepMaker) -> None:
        """Bring a backup back; a plan that is not sound is set aside, never overwritten unkept."""
        tables, head, _ = codec.decode(backup.path.read_bytes())
        try:
            self.load()
        except PlanUnreadable:
            self._replace_unsound(tables, head)
            return
        with self.transaction(step) as loaded:
            if loaded.data is not None:
                now = self._now()
                backups.take(self.places.backups, loaded.data, loaded.head.generation, now)
            self._staged = tables

    def _replace_unsound(self, tables: codec.Tables, head: codec.Head) -> None:
        """Put sound tables where an unsound file is, keeping its bytes beside the backups."""
        real, now = self.places.real, self._now()
        try:
            with lock.hold(self.places.lock):
                data = real.read_bytes() if real.exists() else None
                if data is not None:
                    files.make_private(self.places.corner)
                    kept = self.places.corner / f"unsound-{now:%Y%m%dT%H%M%SZ}.json"
                    files.write_whole(kept, data)
                found = plan_file.Loaded({}, head, data, None)
                fresh = codec.Head(
                    schema=codec.SCHEMA,
                    generation=max(head.generation, history.latest(self.places.history)) + 1,
                    device=self._device,
                    saved=f"{now:%Y-%m-%dT%H:%M:%SZ}",
                )
                files.make_private(real.parent)
                plan_file.store(self.places, found, codec.encode(tables, fresh))
        except OSError as error:
            raise files.refusal(error, self.places.plan) from None
        finally:
            self._loaded = None

    def _back_up(self, loaded: plan_file.Loaded) -> None:
        """Keep what the file held, once a day and whenever another program changed it."""
        if loaded.data is None:
            return
        now = self._now()
        if not loaded.intact or backups.due(self.places.backups, now):
            backups.take(self.places.backups, loaded.data, loaded.head.generation, now)


def _copy(tables: codec.Tables) -> codec.Tables:
    """Return tables that may be changed without changing the ones that were read."""
    return {name: dict(documents) for name, documents in tables.items()}
