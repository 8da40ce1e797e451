"""Reading and replacing the plan file itself."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from pmgoals import files
from pmgoals.errors import PlanBusy, PlanLocked, PlanUnreadable
from pmgoals.storage import backups, codec, soundness
from pmgoals.storage.sealing import OPEN, Seal, is_sealed

if TYPE_CHECKING:
    from pmgoals.storage.places import Places

Signature = tuple[int, int, int, int, bytes]
"""Device, inode, size, time of change (ns) and first bytes; another one means another content.

The first bytes hold generation and checksum: inodes are used again, and clocks tick slowly.
"""

HEAD_BYTES = 256
"""How many first bytes belong to a signature."""


class Loaded(msgspec.Struct):
    """What was read from the file at one moment."""

    tables: codec.Tables
    """The plan's tables, the head left out."""
    head: codec.Head
    """The file's head; generation 0 for a plan not yet saved."""
    data: bytes | None
    """The file's bytes as they are on disk; None when there is no file yet."""
    signature: Signature | None
    """The file's signature; None when there is no file yet."""
    intact: bool = True
    """False when another program changed the file and left it sound."""

    @property
    def sealed(self) -> bool:
        """Whether the file is encrypted."""
        return self.data is not None and is_sealed(self.data)


def signature_of(path: Path) -> Signature | None:
    """Return the signature of a plan file, None when there is none that can be read."""
    try:
        with _opened(path) as stream:
            return _sign(stream)
    except OSError:
        return None


def read(path: Path) -> tuple[bytes, Signature]:
    """Return a file's bytes and its signature. OSError when it is none, or too large a one."""
    with _opened(path) as stream:
        signature = _sign(stream)  # before the bytes: a change meanwhile is then seen next time
        data = stream.read(codec.LARGEST + 1) if signature[2] <= codec.LARGEST else None
    if data is None or len(data) > codec.LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data, signature


def _opened(path: Path) -> BinaryIO:
    """Open a regular file for reading; nothing else is, or waits."""
    stream = open(path, "rb", opener=_open_at_once)  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    return stream


def _open_at_once(name: str, flags: int) -> int:
    """Open without waiting for whoever writes a pipe."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _sign(stream: BinaryIO) -> Signature:
    told = os.fstat(stream.fileno())
    first = stream.read(HEAD_BYTES)
    stream.seek(0)
    return told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns, first


def load(places: Places, seal: Seal = OPEN, *, strict: bool = True) -> Loaded:
    """Read the plan; PlanUnreadable names the file, the reason and the way back.

    PlanLocked is one that is encrypted, and whose key cannot be had.

    `strict` also holds every record of a changed file against the model.
    """
    path = places.plan
    try:
        data, signature = read(path)
    except FileNotFoundError:
        new = _new_plan(places, seal)
        return new or load(places, seal, strict=strict)
    except OSError as error:
        raise PlanUnreadable(
            f"{path} cannot be read: {error.strerror or error}.",
            "Nothing was changed. Check the file's permissions, or name another with --plan.",
        ) from None
    try:
        tables, head, intact = codec.decode(seal.open(data))
        if strict:
            soundness.check_doubtful(tables, head, intact)
    except codec.NewerSchema as reason:
        raise PlanUnreadable(
            f"{path} cannot be opened: {reason}.",
            f"Nothing was changed. Install a newer pmgoals. {_way_back(places, seal)}".rstrip(),
        ) from None
    except codec.Damaged as reason:
        raise unsound(places, seal, str(reason)) from None
    return Loaded(tables, head, data, signature, intact)


def _new_plan(places: Places, seal: Seal) -> Loaded | None:
    """Return an empty plan, unless the file is missing that once was there; None when it came."""
    path = places.plan
    if path.is_symlink():
        raise PlanUnreadable(
            f"{path} is a link to a file that is not there: {path.readlink()}.",
            "Nothing was changed. Mount or sync that folder, or remove the link.",
        )
    if backups.names(places.backups):
        if path.exists():  # another process saved it for the first time since we looked
            return None
        raise unsound(places, seal, "the file is missing, though backups of it exist")
    return Loaded({}, codec.Head(schema=codec.SCHEMA, generation=0), None, None)


def unsound(places: Places, seal: Seal, reason: str) -> PlanUnreadable:
    """Return the refusal of an unsound plan, with the newest good backup and how to restore it."""
    what = f"{places.plan} is not a sound plan: {reason}."
    rescue = f"`pmgoals doctor --salvage NEW.json{_which(places)}` saves what can be read of it."
    try:
        way = _way_back(places, seal)
    except PlanLocked as locked:
        return PlanUnreadable(
            what,
            f"It was left as it is. Its backups are encrypted, and were not unlocked: {locked}",
        )
    if not way:
        return PlanUnreadable(what, f"It was left as it is, and there is no backup yet. {rescue}")
    return PlanUnreadable(what, f"It was left as it is. {way} {rescue}")


def _way_back(places: Places, seal: Seal) -> str:
    """Return the newest good backup and the command that restores it; empty when there is none.

    PlanLocked when backups are encrypted and cannot be unlocked.
    """
    newest = backups.newest_good(places.backups, seal)
    if newest is None:
        return ""
    restore = f"pmgoals restore {newest.path.name}{_which(places)}"
    return f"Newest good backup: {newest.said}. Restore it with: `{restore}`."


def _which(places: Places) -> str:
    """Return the option that names a plan which is not the person's usual one."""
    return f" --plan {_quoted(places.plan)}" if places.named else ""


def _quoted(path: Path) -> str:
    """Return a path as a shell takes it for one word."""
    from shlex import quote  # 4 ms that only a refusal needs

    return quote(str(path))


def check_writable(places: Places) -> None:
    """Raise PermissionError for a file marked read-only, which a rename would not respect."""
    real = places.real
    if real.exists() and not os.access(real, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(real))


def store(places: Places, before: bytes | None, data: bytes) -> Signature | None:
    """Replace the plan with `data`, unless it no longer holds `before`; return its signature.

    Raises PlanBusy when another program replaced the file meanwhile, OSError when it cannot be
    written. Call it under the lock.
    """
    real = places.real
    temporary = files.write_temporary(real, data)
    try:
        signature = signature_of(temporary)
        _still(real, before)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    files.replace(temporary, real)
    return signature


def _still(real: Path, before: bytes | None) -> None:
    """Raise PlanBusy unless the file holds what was read (a synced folder knows no lock)."""
    try:
        now, _ = read(real)
    except FileNotFoundError:
        now = None
    if now != before:
        raise PlanBusy(
            f"{real} was changed by another program meanwhile; nothing was saved.",
            "Do it again: the plan is read anew.",
        )
