"""Writing a file whole or not at all, and telling why it could not be done."""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pmgoals.errors import PlanUnwritable

TEMPORARY = ".tmp"
"""Ending of files being written; whatever bears it after a crash may be swept."""

LEFT_OVER = 60.0
"""Seconds after which a file being written was surely left behind by a crash."""

_TEMPORARY = re.compile(rf"\.(.+)\.[0-9a-f]{{8}}{re.escape(TEMPORARY)}", re.DOTALL)

_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF}
"""What file systems answer that cannot sync a folder; there is nothing more to be done there."""


class Unconfirmed(OSError):
    """A file is in its place, but the disk did not confirm that its name will outlast a crash."""


def make_private(folder: Path) -> None:
    """Create a folder and its parents, 0700, durably; a folder that exists keeps its mode."""
    if not folder.is_dir():
        make_private(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        sync_folder(folder.parent)


def write_temporary(target: Path, data: bytes) -> Path:
    """Write and fsync `data` to a new 0600 file beside `target`; nothing is left on failure."""
    path = target.with_name(f".{target.name}.{os.urandom(4).hex()}{TEMPORARY}")
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
    """Put a written file in its place and make the folder remember it.

    Unconfirmed when only the last part failed: the file is new already.
    """
    try:
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    try:
        sync_folder(target.parent)
    except OSError as error:
        raise Unconfirmed(error.errno, error.strerror, str(target)) from error


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
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


def left_over(folder: Path, name: str = "", age: float = LEFT_OVER) -> list[Path]:
    """Return what writes of the file `name` (of any file) that were cut short left in a folder.

    Only what is older than `age` seconds: younger ones may be written just now.
    """
    latest, found = time.time() - age, list[Path]()
    with suppress(OSError):
        for entry in sorted(os.listdir(folder)):  # noqa: PTH208 - the folder may be crowded
            match = _TEMPORARY.fullmatch(entry)
            with suppress(OSError):
                path = folder / entry
                if match and name in ("", match[1]) and path.stat().st_mtime < latest:
                    found.append(path)
    return found


def sweep(folder: Path, name: str = "", age: float = 0.0) -> None:
    """Remove what writes of the file `name` (of any file) that were cut short left behind.

    Only what is older than `age` seconds; 0 is for whoever holds the lock of these writes.
    """
    latest = time.time() - age
    with suppress(OSError):
        for entry in os.listdir(folder):  # noqa: PTH208 - no objects: the folder may be crowded
            match = _TEMPORARY.fullmatch(entry)
            if match and name in ("", match[1]):
                with suppress(OSError):
                    path = folder / entry
                    if not age or path.stat().st_mtime < latest:
                        path.unlink()


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn an OSError of the code inside into the refusal that a person is told."""
    try:
        yield
    except OSError as error:
        raise refusal(error, path) from None


def refusal(error: OSError, path: Path) -> PlanUnwritable:
    """Return the error for a failed write of `path`: what happened, what is safe, what to do."""
    number = error.errno
    if isinstance(error, Unconfirmed) and error.filename == os.path.realpath(path):
        return PlanUnwritable(
            f"{path} was replaced, but the disk did not confirm it: {error.strerror}.",
            "Look whether your change is there before you do it again, and check the disk.",
        )
    if number in (errno.ENOSPC, errno.EDQUOT):
        return PlanUnwritable(
            f"The disk is full: {path} was not saved; what it held before is safe.",
            "Free some space, then do it again.",
        )
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return PlanUnwritable(
            f"{_concerned(error, path)} is read-only or not yours to write; nothing was saved.",
            "Make the file and its folder writable, or name another with --plan.",
        )
    reason = error.strerror or str(error)
    return PlanUnwritable(
        f"{path} could not be saved: {reason}. What it held before is safe.",
        "Check the disk; `pmgoals where` shows every folder in use.",
    )


def _concerned(error: OSError, path: Path) -> Path:
    """Return what a failed call named; for a temporary file that is its folder."""
    named = Path(os.fsdecode(error.filename)) if error.filename else path
    return named.parent if named.suffix == TEMPORARY else named
