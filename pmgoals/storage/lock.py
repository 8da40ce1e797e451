"""One writer at a time, across processes."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmgoals import files
from pmgoals.errors import PlanBusy

PATIENCE = 8.0
"""Seconds to wait for another writer before giving up."""


@contextmanager
def hold(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock file's lock; PlanBusy when another holds it for `patience` seconds.

    Raises OSError when the lock file cannot be created or the disk knows no locks. The file is
    never deleted: a lock on a deleted file guards nothing.
    """
    from filelock import FileLock, Timeout  # 20 ms that readers need not pay

    files.make_private(path.parent)
    lock = FileLock(path, timeout=patience, mode=0o600, poll_interval=0.01)
    try:
        lock.acquire()
    except Timeout:
        raise _busy(path) from None
    except NotImplementedError as error:  # how filelock says that the file system has none
        raise OSError(errno.ENOLCK, str(error), str(path)) from None
    try:
        yield
    finally:
        lock.release()


def _busy(path: Path) -> PlanBusy:
    """Return the refusal, naming who holds the lock where that can be told."""
    from pmgoals.storage.lock_holder import holder_of

    holder = holder_of(path)
    who = (
        f" (process {holder.pid}{', which is stopped' if holder.stopped else ''})" if holder else ""
    )
    mend = "Wait for it to finish, then do it again."
    if holder is not None and holder.stopped:
        mend = f"Let it go on with `kill -CONT {holder.pid}`, or end it; then do it again."
    return PlanBusy(f"Another pmgoals{who} is writing this plan; nothing was saved.", mend)
