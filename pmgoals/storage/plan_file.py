"""Reading and replacing the plan file itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pmgoals.errors import PlanBusy, PlanUnreadable
from pmgoals.storage import backups, codec, files, soundness

if TYPE_CHECKING:
    from pmgoals.storage.places import Places

Signature = tuple[int, int, int, int]
"""Device, inode, size and time of change (ns) of a file; another one means another content."""


class Loaded(msgspec.Struct):
    """What was read from the file at one moment."""

    tables: codec.Tables
    """The plan's tables, the head left out."""
    head: codec.Head
    """The file's head; generation 0 for a plan not yet saved."""
    data: bytes | None
    """The file's bytes; None when there is no file yet."""
    signature: Signature | None
    """The file's signature; None when there is no file yet."""
    intact: bool = True
    """False when another program changed the file and left it sound."""


def signature_of(places: Places) -> Signature | None:
    """Return the signature of the plan file, None when there is none."""
    try:
        stat = places.plan.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns


def load(places: Places, *, strict: bool = True) -> Loaded:
    """Read the plan; PlanUnreadable names the file, the reason and the way back.

    `strict` also holds every record of a changed file against the model.
    """
    path = places.plan
    try:
        with path.open("rb") as stream:
            stat = os.fstat(stream.fileno())
            data = stream.read()
    except FileNotFoundError:
        return _new_plan(places)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise PlanUnreadable(
            f"{path} cannot be read: {reason}.",
            "Nothing was changed. Check the file's permissions, or name another with --plan.",
        ) from None
    signature = (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns)
    try:
        tables, head, intact = codec.decode(data)
        if strict and not intact:
            soundness.check(tables)
    except codec.NewerSchema as reason:
        raise PlanUnreadable(
            f"{path} cannot be opened: {reason}.", "Nothing was changed. Install a newer pmgoals."
        ) from None
    except codec.Damaged as reason:
        raise unsound(places, str(reason)) from None
    return Loaded(tables, head, data, signature, intact)


def _new_plan(places: Places) -> Loaded:
    """Return an empty plan, unless the file is missing that once was there."""
    path = places.plan
    if path.is_symlink():
        raise PlanUnreadable(
            f"{path} is a link to a file that is not there: {path.readlink()}.",
            "Nothing was changed. Mount or sync that folder, or remove the link.",
        )
    if backups.names(places.backups):
        raise unsound(places, "the file is missing, though backups of it exist")
    return Loaded({}, codec.Head(schema=codec.SCHEMA, generation=0), None, None)


def unsound(places: Places, reason: str) -> PlanUnreadable:
    """Return the refusal of an unsound plan, with the newest good backup and how to restore it."""
    newest = backups.newest_good(places.backups)
    what = f"{places.plan} is not a sound plan: {reason}."
    if newest is None:
        return PlanUnreadable(
            what,
            "It was left as it is, and there is no backup yet. Keep the file and ask for help.",
        )
    return PlanUnreadable(
        what,
        f"It was left as it is. Newest good backup: {newest.said}. "
        f"Restore it with: pmgoals restore {newest.path.name}",
    )


def store(places: Places, before: Loaded, data: bytes) -> None:
    """Replace the plan with `data`, unless it is no longer what was read in `before`.

    Raises PlanBusy when another program replaced the file meanwhile, OSError when it cannot be
    written. Call it under the lock.
    """
    real = places.real
    if before.data is not None and not os.access(real, os.W_OK):
        raise PermissionError(13, os.strerror(13), str(real))
    temporary = files.write_temporary(real, data)
    try:
        _still(real, before)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    files.replace(temporary, real)


def _still(real: Path, before: Loaded) -> None:
    """Raise PlanBusy unless the file holds what was read (a synced folder knows no lock)."""
    try:
        now = real.read_bytes()
    except FileNotFoundError:
        now = None
    if now != before.data:
        raise PlanBusy(
            f"{real} was changed by another program meanwhile; nothing was saved.",
            "Do it again: the plan is read anew.",
        )
