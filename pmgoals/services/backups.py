"""Back up and restore: whole copies of the plan."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import msgspec

from pmgoals import files
from pmgoals.errors import AmbiguousName, NotFound, PlanUnreadable, PlanUnwritable
from pmgoals.model.amounts import shown
from pmgoals.services.service import Service
from pmgoals.storage.backups import Backup, newest_good
from pmgoals.storage.sealing import write_apart


class Restored(msgspec.Struct, frozen=True):
    """A backup that was brought back."""

    backup: Backup
    """The backup."""
    writes: int
    """Writes that the plan had gone on for since; 0 where that cannot be told."""
    can_be_undone: bool
    """Whether undo takes it back; else what was there before lies set aside."""


class Backups(Service):
    """Whole copies of the plan."""

    def all(self) -> list[Backup]:
        """Return the backups, newest first."""
        return self._planner.store.backups()

    def newest_good(self) -> Backup | None:
        """Return the newest backup that can be read, None when there is none."""
        store = self._planner.store
        return newest_good(store.places.backups, store.seal)

    def take(self) -> Backup:
        """Keep a backup now. NotFound for a plan that was never saved."""
        backup = self._planner.store.back_up()
        if backup is None:
            raise NotFound("There is no plan yet to back up.", "The first change makes one.")
        return backup

    def restore(self, name: str) -> Restored:
        """Bring back the backup that a name, or a part of it, means; `latest` is the newest.

        NotFound when no backup has that name, AmbiguousName when several hold it, PlanUnreadable
        for one that cannot be read; the plan then stays as it is.
        """
        backup = self._find(name)
        try:
            writes = self._planner.plan.generation - backup.generation
        except PlanUnreadable:
            writes = 0
        can_be_undone = self._planner.store.restore(backup)
        return Restored(backup, writes=max(0, writes), can_be_undone=can_be_undone)

    @property
    def can_rescue(self) -> bool:
        """Whether there is something that `rescue` could write."""
        return self._planner.store.last_read() is not None

    def rescue(self) -> Path:
        """Write the plan as it was last read to a new file, and return it.

        For a plan whose file was removed or can no longer be read: beside it where that is
        possible, else in the plan's corner of the state folder, else in the home folder. Nothing
        is overwritten. PlanUnwritable when none of them can be written, NotFound when nothing was
        read.
        """
        data = self._planner.store.last_read()
        if data is None:
            raise NotFound("Nothing was read of this plan.", "Bring back a backup.")
        places = self._planner.places
        name = f"{places.plan.stem}-rescued-{self._planner.clock.now():%Y%m%dT%H%M%SZ}"
        refused: PlanUnwritable | None = None
        for folder in (places.real.parent, places.corner, Path.home()):
            to = next(p for p in _numbered(folder / name) if not os.path.lexists(p))
            try:
                with files.refusals(to):
                    files.make_private(folder)
                    write_apart(to, data, self._planner.seal)
                return to
            except PlanUnwritable as error:
                refused = refused or error
        assert refused is not None
        raise refused

    def _find(self, name: str) -> Backup:
        every, words = self.all(), name.strip()
        exact = every[:1] if words == "latest" else [b for b in every if b.path.name == words]
        found = exact or [b for b in every if words and words in b.path.name]
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFound(f"There is no backup {shown(name)}.", "`pmgoals restore` lists them.")
        raise AmbiguousName(
            f"{shown(name)} is in the name of {len(found)} backups; nothing was changed.",
            "Use the whole name, or `latest`.",
            [(backup.path.name, backup.said) for backup in found],
        )


def _numbered(path: Path) -> Iterator[Path]:
    """Yield a JSON file's name, then the same with numbers behind it."""
    yield path.with_name(f"{path.name}.json")
    yield from (path.with_name(f"{path.name}-{number}.json") for number in count(2))
