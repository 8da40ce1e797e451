"""What stands beside the plan: modes, leftovers, backups, copies, the history, drafts."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pmgoals import files
from pmgoals.errors import PlanLocked
from pmgoals.services.doctor.trouble import Trouble
from pmgoals.services.editor import left_behind
from pmgoals.storage import backups, copies, drafts, history

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

UNREADABLE = ".unreadable"
"""Ending that a backup gets which cannot be read, so that it is offered no more."""


def troubles_of(planner: Planner) -> Iterator[Trouble]:
    """Yield what is not as it should be beside the plan, area by area."""
    places = planner.places
    yield from _modes(places.real, places.corner)
    yield from _leftovers(planner)
    yield from _backups(planner)
    yield from _copies(planner)
    yield from _history(places.history)
    yield from _drafts(planner)


def _modes(real: Path, corner: Path) -> Iterator[Trouble]:
    """Yield files and folders that others on this machine may read."""
    if os.name != "posix":
        return
    open_ones = [path for path in (real, corner, *_below(corner)) if _is_open(path)]
    if open_ones:
        named = ", ".join(path.name for path in open_ones[:3])
        more = f" and {len(open_ones) - 3} more" if len(open_ones) > 3 else ""
        yield Trouble(
            area="files",
            said=f"Others on this machine may read {named}{more}.",
            mend="Only you may read and write them: 0600, folders 0700.",
            on_disk=partial(_close, open_ones),
        )


def _below(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*")) if folder.is_dir() else []


def _is_open(path: Path) -> bool:
    try:
        told = path.stat(follow_symlinks=False)
    except OSError:
        return False
    return not stat.S_ISLNK(told.st_mode) and bool(stat.S_IMODE(told.st_mode) & 0o077)


def _close(paths: list[Path]) -> None:
    for path in paths:
        path.chmod(0o700 if path.is_dir() else 0o600)


def _leftovers(planner: Planner) -> Iterator[Trouble]:
    """Yield what interrupted writes and editors left behind."""
    places = planner.places
    folders = [places.real.parent, places.corner, places.backups, places.drafts]
    found = [
        path
        for folder in dict.fromkeys(folders)
        for path in files.left_over(
            folder, "" if folder != places.real.parent else places.real.name
        )
    ]
    if found:
        yield Trouble(
            area="files",
            said=f"{_counted(len(found), 'file')} of writes that were cut short: {found[0].name}.",
            mend="They are removed: what they were to become was never in their place.",
            on_disk=partial(_remove, found),
        )
    for path in left_behind(planner):
        yield Trouble(
            area="files",
            said=f"A text from an editor was not saved: {path}.",
            mend="Take from it what you need, then delete it.",
        )


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _backups(planner: Planner) -> Iterator[Trouble]:
    """Yield backups that cannot be read."""
    for backup in backups.names(planner.places.backups):
        try:
            reason = backups.damage(backup, planner.seal)
        except PlanLocked as locked:  # so are all others
            yield Trouble(area="backups", said="They were not unlocked.", mend=locked.mend)
            return
        if reason:
            yield Trouble(
                area="backups",
                said=f"{backup.path.name} cannot be read: {reason}.",
                mend=f"It gets the ending {UNREADABLE}, and is offered no more.",
                on_disk=partial(_put_aside, backup.path),
            )


def _put_aside(*paths: Path) -> None:
    for path in paths:
        path.rename(path.with_name(path.name + UNREADABLE))


def _copies(planner: Planner) -> Iterator[Trouble]:
    """Yield copies that another machine left beside the plan."""
    for path in copies.copies_of(planner.places.real, planner.seal):
        yield Trouble(
            area="copies",
            said=f"{path.name} is a copy of the plan that another machine left.",
            mend="Join it: pmgoals merge",
        )


def _history(path: Path) -> Iterator[Trouble]:
    """Yield a history of which lines cannot be read."""
    try:
        bad = history.unreadable_lines(path)
    except FileNotFoundError:
        return
    except OSError as error:
        yield Trouble(
            area="history",
            said=f"{path} cannot be read: {error.strerror}.",
            mend="Without it nothing can be undone; the plan is not concerned.",
        )
        return
    if bad:
        yield Trouble(
            area="history",
            said=f"{_counted(bad, 'line')} of the history cannot be read.",
            mend="Those steps cannot be undone; all others can. Nothing needs to be done.",
        )


def _drafts(planner: Planner) -> Iterator[Trouble]:
    """Yield drafts that cannot be read."""
    bad = drafts.DraftFiles(planner.places.drafts, planner.seal).unreadable()
    if bad:
        yield Trouble(
            area="files",
            said=f"{_counted(len(bad), 'draft')} cannot be read: {bad[0].name}.",
            mend=f"They get the ending {UNREADABLE}; look whether a word can be saved.",
            on_disk=partial(_put_aside, *bad),
        )


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"
