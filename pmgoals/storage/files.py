"""Writing a file whole or not at all, and telling why it could not be done."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from pmgoals.errors import PlanUnwritable

TEMPORARY = ".tmp"
"""Ending of files being written; whatever bears it after a crash may be swept."""


def make_private(folder: Path) -> None:
    """Create a folder and its parents, 0700; a folder that exists keeps its mode."""
    if not folder.is_dir():
        make_private(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)


def write_temporary(target: Path, data: bytes) -> Path:
    """Write and fsync `data` to a new 0600 file beside `target`; nothing is left on failure."""
    path = target.with_name(f".{target.name}.{secrets.token_hex(4)}{TEMPORARY}")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
    return path


def replace(temporary: Path, target: Path) -> None:
    """Put a written file in its place and make the folder remember it."""
    try:
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def write_whole(target: Path, data: bytes) -> None:
    """Replace `target` with `data`, durably; on failure it holds what it held before."""
    replace(write_temporary(target, data), target)


def sync_folder(folder: Path) -> None:
    """Make a folder's names durable (POSIX; elsewhere a rename is durable by itself)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(target: Path) -> None:
    """Remove what writes of `target` that were cut short left behind; call it under the lock."""
    for leftover in target.parent.glob(f".{target.name}.*{TEMPORARY}"):
        with suppress(OSError):
            leftover.unlink()


def refusal(error: OSError, path: Path) -> PlanUnwritable:
    """Return the error for a failed write: what happened, what is safe, what to do."""
    number = error.errno
    if number in (errno.ENOSPC, errno.EDQUOT):
        return PlanUnwritable(
            f"The disk is full: {path} was not saved; what it held before is safe.",
            "Free some space, then do it again.",
        )
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return PlanUnwritable(
            f"{path} is read-only or not yours to write; nothing was saved.",
            "Make the file and its folder writable, or name another with --plan.",
        )
    reason = os.strerror(number) if number else str(error)
    return PlanUnwritable(
        f"{path} could not be saved: {reason}. What it held before is safe.",
        "Check the disk; `pmgoals where` shows every folder in use.",
    )
