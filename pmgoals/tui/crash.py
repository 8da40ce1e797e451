"""What is kept of a defect: places in the code, none of the person's text."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from pmgoals import __version__, files
from pmgoals.errors import frames

KEPT = 5
"""Reports kept; older ones go."""


def write_report(state: Path, error: BaseException | None, now: dt.datetime) -> Path | None:
    """Write a report into the state folder, 0600; None when that is not possible."""
    lines = [f"pmgoals {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    lines += frames(error) if error is not None else []
    path = state / f"crash-{now:%Y%m%dT%H%M%SZ}.txt"
    try:
        files.make_private(state)
        files.write_whole(path, ("\n".join(lines) + "\n").encode())
        for old in sorted(state.glob("crash-*.txt"))[:-KEPT]:
            old.unlink()
    except OSError:
        return None
    return path
