"""A TinyDB storage whose every write is whole, locked and backed up."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from tinydb.storages import Storage

from pmgoals import files
from pmgoals.errors import BadInput, PlanBusy, PlanLocked, PlanUnreadable, PlanUnwritable
from pmgoals.storage import backups, codec, history, lock, plan_file, soundness
from pmgoals.storage.places import Places
from pmgoals.storage.sealing import PlanSeal, Unlock, is_sealed

Now = Callable[[], dt.datetime]


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class PlanStorage(Storage):
    """The plan file as TinyDB sees it: tables only, the head left out.

    Opened with `alone=True` each write is a transaction of its own, as TinyDB's own storages
    do it; else a write outside `transaction` is refused, so that no path goes round the lock.
    An instance serves one thread.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        state: Path | None = None,
        now: Now = _utc_now,
        device: str = "",
        alone: bool = True,
        named: bool = False,
        unlock: Unlock | None = None,
    ) -> None:
        plan = Path(path).absolute()
        self.places = Places(plan, state or plan.parent / f".{plan.stem}-state", named)
        self.seal = PlanSeal(self.places, unlock)
        """What opens and closes the plan and all that is kept beside it."""
        self.met_change = False
        """Whether a plan was read here that another program had changed; saving keeps it so."""
        self._now = now
        self._device = device
        self._alone = alone
        self._loaded: plan_file.Loaded | None = None
        self._staged: codec.Tables | None = None
        self._seen: plan_file.Loaded | None = None

    # ---- reading ----

    def load(self) -> plan_file.Loaded:
        """Return the plan as it stands on disk, read again only when the file changed."""
        signature = plan_file.signature_of(self.places.plan)
        if self._loaded is None or signature is None or self._loaded.signature != signature:
            self._loaded = plan_file.load(self.places, self.seal, strict=not self._alone)
            self.met_change |= not self._loaded.intact
        return self._loaded

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, or None for a plan that was never saved (TinyDB's contract).

        Outside a transaction they are the caller's own: TinyDB changes what it has read.
        """
        if self._staged is not None:
            return self._staged
        self._seen = self.load()
        if self._seen.data is None:
            return None
        return codec.decode(self.seal.open(self._seen.data))[0]

    # ---- writing ----

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Stage the tables inside a transaction; alone, save them at once.

        Alone, PlanBusy when the plan was changed since it was read here; TypeError or ValueError
        for what JSON cannot hold.
        """
        if self._staged is not None:
            self._staged = cast("codec.Tables", data)
            return
        if not self._alone:
            raise PlanUnwritable("A write outside a transaction was refused.", "This is a defect.")
        tables = json.loads(json.dumps(data, allow_nan=False))
        with self.transaction() as loaded:
            if self._seen is not None and self._seen.signature != loaded.signature:
                raise PlanBusy(
                    "The plan was changed meanwhile; nothing was saved.", "Read it anew."
                )
            self._staged = tables
        self._seen = self._loaded

    @contextmanager
    def transaction(self, entry: history.Entry | None = None) -> Iterator[plan_file.Loaded]:
        """Hold the lock, read anew, save at the end; any exception leaves the file as it was.

        Yields the plan as read under the lock. With an `entry` the change becomes a step of the
        history, and nothing is written when nothing changed.
        """
        with self._locked():
            loaded = self.load()
            self._staged = _copy(loaded.tables)
            yield loaded
            with files.refusals(self.places.plan):
                self._commit(loaded, self._staged, entry)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the plan's lock; whatever fails inside, memory is dropped and read anew."""
        if self._staged is not None:
            raise PlanUnwritable("A change within a change was refused.", "This is a defect.")
        with ExitStack() as stack:
            with files.refusals(self.places.plan):
                stack.enter_context(lock.hold(self.places.lock))
            try:
                files.sweep(self.places.real.parent, self.places.real.name)
                yield
            except BaseException:
                self._loaded = None
                raise
            finally:
                self._staged = None

    def _commit(
        self, loaded: plan_file.Loaded, tables: codec.Tables, entry: history.Entry | None
    ) -> None:
        """Save the tables as the next generation, unless a step would change nothing."""
        generation = loaded.head.generation + 1
        step = entry.step(loaded.tables, tables, generation) if entry else None
        if entry and step is None:
            return
        plan_file.check_writable(self.places)
        keeps = loaded.data is not None and self._backup_is_due(loaded)
        head = self._head(generation, self._ancestors(loaded, kept=keeps))
        try:
            plain = codec.encode(tables, head)
        except (TypeError, ValueError) as error:
            raise BadInput(f"The plan cannot hold this: {error}.", "Nothing was saved.") from None
        seals = loaded.sealed if loaded.data is not None else self.seal.wanted
        data = self.seal.close(plain) if seals else plain
        files.make_private(self.places.real.parent)
        if keeps:
            self._keep(loaded)
        if step is not None:
            history.append(self.places.history, step, self.seal)
        signature = plan_file.store(self.places, loaded.data, data)
        self._loaded = plan_file.Loaded(tables, codec.head_of(plain) or head, data, signature)
        if loaded.data is None:  # that there was a plan must be known should it vanish
            with suppress(OSError):
                self._keep(self._loaded)

    def _head(self, generation: int, ancestors: tuple[str, ...] = ()) -> codec.Head:
        saved = f"{self._now():%Y-%m-%dT%H:%M:%SZ}"
        return codec.Head(
            schema=codec.SCHEMA,
            generation=generation,
            device=self._device,
            saved=saved,
            ancestors=ancestors,
        )

    def _ancestors(self, loaded: plan_file.Loaded, *, kept: bool) -> tuple[str, ...]:
        """Return the backups that the next write comes from; `kept` when what was read is one."""
        head = loaded.head
        if loaded.data is None or not loaded.intact:
            return head.ancestors
        newest = next(iter(backups.names(self.places.backups)), None)
        known = kept or (newest is not None and newest.generation == head.generation)
        if not known or head.mark in head.ancestors:
            return head.ancestors
        return (*head.ancestors, head.mark)[-codec.MOST_ANCESTORS :]

    # ---- backups ----

    def _backup_is_due(self, loaded: plan_file.Loaded) -> bool:
        """Tell whether it is the day's first save, or the file is another's or an earlier one's."""
        foreign = not loaded.intact or loaded.head.schema < codec.SCHEMA
        return foreign or backups.due(self.places.backups, self._now())

    def _keep(self, loaded: plan_file.Loaded) -> backups.Backup:
        """Keep what was read as a backup. OSError when it cannot be kept."""
        folder, generation = self.places.backups, loaded.head.generation
        return backups.take(folder, loaded.data or b"", generation, self._now())

    def back_up(self) -> backups.Backup | None:
        """Keep a backup now, under the lock; None for a plan that was never saved."""
        with self._locked(), files.refusals(self.places.backups):
            loaded = self.load()
            return self._keep(loaded) if loaded.data is not None else None

    def restore(self, backup: backups.Backup, entry: history.Entry) -> bool:
        """Bring a backup back; return whether that is a step which can be undone.

        A plan that is not sound is set aside, never overwritten unkept, and its steps with it.
        """
        try:
            kept, _ = plan_file.read(backup.path)
            tables, head, intact = codec.decode(self.seal.open(kept))
            soundness.check_doubtful(tables, head, intact)
        except (OSError, codec.Damaged) as error:
            raise PlanUnreadable(
                f"{backup.path} cannot be restored: {error}.", "Nothing was changed; take another."
            ) from None
        with self._locked(), files.refusals(self.places.plan):
            try:
                loaded = self.load()
            except PlanLocked:
                raise
            except PlanUnreadable:
                self._replace_unsound(tables, head.generation, seals=is_sealed(kept))
                return False
            if loaded.data is not None:
                self._keep(loaded)
            self._commit(loaded, tables, entry)
            return True

    def _replace_unsound(self, tables: codec.Tables, generation: int, *, seals: bool) -> None:
        """Put sound tables where an unsound file is, keeping its bytes and steps beside them.

        They are encrypted when the backup was (`seals`), or what was there.
        """
        real, corner, steps = self.places.real, self.places.corner, self.places.history
        plan_file.check_writable(self.places)
        stamp = f"{self._now():%Y%m%dT%H%M%SZ}"
        data = plan_file.read(real)[0] if real.exists() else None
        seals = seals or self.seal.wanted
        files.make_private(corner)
        if data is not None:
            kept = self.seal.close(data) if seals and not is_sealed(data) else data
            files.write_whole(corner / f"unsound-{stamp}.json", kept)
        head = self._head(max(generation, history.latest(steps)) + 1)
        if not self.places.plan.is_symlink():  # the folder a link points to is not ours to make
            files.make_private(real.parent)
        plain = codec.encode(tables, head)
        plan_file.store(self.places, data, self.seal.close(plain) if seals else plain)
        self._loaded = None
        history.set_aside(steps, corner / f"history-{stamp}.jsonl")


def _copy(tables: codec.Tables) -> codec.Tables:
    """Return tables that may be changed without changing the ones that were read."""
    return {name: dict(documents) for name, documents in tables.items()}
