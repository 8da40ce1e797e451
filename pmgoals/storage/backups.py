"""Backups: whole copies of the plan, kept thin with age."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path

import msgspec

from pmgoals import files
from pmgoals.storage import codec, soundness
from pmgoals.storage.sealing import OPEN, Seal

KEPT_LAST, KEPT_DAILY, KEPT_WEEKLY, KEPT_MONTHLY = 10, 7, 4, 12
"""How many are kept: the last ones, and the newest of as many days, weeks and months."""

_NAME = re.compile(r"plan-(\d{8}T\d{6}Z)-g(\d+)\.json", re.ASCII)


class Backup(msgspec.Struct, frozen=True):
    """One backup file."""

    path: Path
    """The file."""
    taken: dt.datetime
    """When it was taken, UTC."""
    generation: int
    """The number of the write it holds."""

    @property
    def said(self) -> str:
        """What a person is told of it."""
        return f"{self.path.name} (write {self.generation}, {self.taken:%Y-%m-%d %H:%M} UTC)"


def names(folder: Path) -> list[Backup]:
    """Return the backups in a folder, newest first; nothing when there is no such folder."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            if match := _NAME.fullmatch(path.name):
                with suppress(ValueError):  # digits that are no instant
                    taken = dt.datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
                    found.append(Backup(path, taken, int(match[2])))
    return sorted(found, key=lambda b: (b.taken, b.generation), reverse=True)


def newest_good(folder: Path, seal: Seal = OPEN) -> Backup | None:
    """Return the newest backup that can be read, None when there is none.

    PlanLocked when they are encrypted and cannot be unlocked.
    """
    for backup in names(folder):
        with suppress(OSError, codec.Damaged):
            codec.decode(seal.open(backup.path.read_bytes()))
            return backup
    return None


def damage(backup: Backup, seal: Seal = OPEN) -> str:
    """Return why a backup cannot be read, "" for a sound one. PlanLocked without a key."""
    try:
        soundness.check_doubtful(*codec.decode(seal.open(backup.path.read_bytes())))
    except OSError as error:
        return error.strerror or str(error)
    except codec.Damaged as reason:
        return str(reason)
    return ""


def due(folder: Path, now: dt.datetime) -> bool:
    """Tell whether no backup was taken on this local day, by whatever clock."""
    day = now.astimezone().date()
    near = (b for b in names(folder) if abs(b.taken - now) < dt.timedelta(days=2))
    return all(backup.taken.astimezone().date() != day for backup in near)


def take(folder: Path, data: bytes, generation: int, now: dt.datetime) -> Backup:
    """Keep a plan file's bytes as a backup and thin out the old ones. OSError when that fails."""
    files.make_private(folder)
    files.sweep(folder)
    path = folder / f"plan-{now:%Y%m%dT%H%M%SZ}-g{generation}.json"
    files.write_whole(path, data)
    for old in superfluous(names(folder)):
        if old.path != path:
            with suppress(OSError):
                old.path.unlink()
    return Backup(path, now.replace(microsecond=0), generation)


def superfluous(backups: list[Backup]) -> list[Backup]:
    """Return those to let go: not among the last ones, nor the newest of its day, week, month.

    `backups` are newest first; days, weeks and months are those of UTC.
    """
    kept = set(range(min(KEPT_LAST, len(backups))))
    rules: list[tuple[int, Callable[[dt.date], Hashable]]] = [
        (KEPT_DAILY, lambda day: day),
        (KEPT_WEEKLY, lambda day: day.isocalendar()[:2]),
        (KEPT_MONTHLY, lambda day: (day.year, day.month)),
    ]
    for count, period in rules:
        newest: dict[Hashable, int] = {}
        for index, backup in enumerate(backups):
            newest.setdefault(period(backup.taken.date()), index)
        kept.update(list(newest.values())[:count])
    return [backup for index, backup in enumerate(backups) if index not in kept]
