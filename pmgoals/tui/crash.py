"""What is kept of a defect: places in the code, none of the person's text."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

from pmgoals import __version__
from pmgoals.errors import frames

KEPT = 5
"""Reports kept; older ones go."""


def write_report(state: Path, error: BaseException | None, now: dt.datetime) -> Path | None:
    """Write a report into the state folder, 0600; None when that is not possible."""
    lines = [f"pmgoals {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    lines += frames(error) if error is not None else []
    path = state / f"crash-{now:%Y%m%dT%H%M%SZ}.txt"
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write("\n".join(lines) + "\n")
        for old in sorted(state.glob("crash-*.txt"))[:-KEPT]:
            old.unlink()
    except OSError:
        return None
    return path
