"""Back up and restore: whole copies of the plan."""

from __future__ import annotations

from pmgoals.errors import AmbiguousName, NotFound
from pmgoals.model.amounts import shown
from pmgoals.services.service import Service
from pmgoals.storage.backups import Backup, newest_good


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

    def restore(self, name: str) -> Backup:
        """Bring back the backup that a name, or a part of it, means; `latest` is the newest.

        NotFound when no backup has that name, AmbiguousName when several hold it, PlanUnreadable
        for one that cannot be read; the plan then stays as it is.
        """
        backup = self._find(name)
        self._planner.store.restore(backup)
        return backup

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
