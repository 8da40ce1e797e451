"""Who holds a lock: told to a person who waits for it, where the system says so (Linux)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

LOCKS = Path("/proc/locks")
"""Where Linux lists the locks of files (proc_locks(5))."""


class Holder(msgspec.Struct, frozen=True):
    """A process that holds a lock."""

    pid: int
    """Its id."""
    stopped: bool
    """Whether it stands still: suspended by a signal or at a terminal."""


def holder_of(path: Path) -> Holder | None:
    """Return the process that holds a file's lock; None when nobody does or nobody can tell."""
    with suppress(OSError, ValueError, IndexError):
        inode = path.stat().st_ino
        for line in LOCKS.read_text(encoding="ascii").splitlines():
            # 7: FLOCK ADVISORY WRITE 4242 08:01:1835022 0 EOF; one that waits has `->` before it
            _, kind, _, _, pid, place, *_ = line.split()
            if kind == "FLOCK" and int(place.rpartition(":")[2]) == inode and int(pid) > 0:
                return Holder(int(pid), _is_stopped(int(pid)))
    return None


def _is_stopped(pid: int) -> bool:
    with suppress(OSError, IndexError):
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return told.rpartition(")")[2].split()[0] in ("T", "t")
    return False
