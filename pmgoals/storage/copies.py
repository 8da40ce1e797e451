"""Conflict copies: what synced folders and git leave when two machines wrote the same plan."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from pmgoals.storage import codec, plan_file, soundness
from pmgoals.storage.merge import Side

MARKS = (
    r"\.sync-conflict-\d{8}-\d{6}-[A-Z0-9]{7}",  # Syncthing
    r" \([^()]*conflicted copy[^()]*\)",  # Dropbox, Nextcloud, ownCloud
    r" \([^()]*[Cc]onflict[^()]*\)",  # Box, pCloud
    r" \(\d{1,3}\)",  # Google Drive, a browser's second download
)
"""What stands between a plan's name and its ending in a copy, by the program that makes it.

OneDrive's `plan-LAPTOP.json` is not among them: a person's second plan is called like that, too.
"""

OURS, BASE, PARTED, THEIRS = b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>"
"""How git marks the lines that two sides wrote."""


def copies_of(plan: Path) -> list[Path]:
    """Return the conflict copies beside a plan that can be read, by name."""
    stem, ending = re.escape(plan.stem), re.escape(plan.suffix)
    pattern = re.compile(rf"{stem}(?:{'|'.join(MARKS)}){ending}")
    found = []
    with suppress(OSError):
        for path in plan.parent.iterdir():
            if path.name != plan.name and pattern.fullmatch(path.name):
                with suppress(OSError, codec.Damaged):
                    read_side(path)
                    found.append(path)
    return sorted(found)


def read_side(path: Path) -> Side:
    """Return a copy of a plan. OSError when it cannot be read, Damaged when it is none."""
    data, _ = plan_file.read(path)
    return side_of(data)


def side_of(data: bytes) -> Side:
    """Return a copy of a plan from its bytes. Damaged when they are none."""
    tables, head, intact = codec.decode(data)
    if not intact:
        soundness.check(tables)
    return Side(tables, head, intact)


def sides_in(data: bytes) -> tuple[bytes, bytes] | None:
    """Return the two sides of a file in which git left its markers; None without any.

    Where git tells what both came from (diff3), that is left out.
    """
    if OURS not in data or THEIRS not in data:
        return None
    ours, theirs = [], []
    place = "both"
    for line in data.splitlines(keepends=True):
        mark = line[:7]
        if mark == OURS:
            place = "ours"
        elif mark == BASE and place == "ours":
            place = "base"
        elif mark == PARTED and place in ("ours", "base"):
            place = "theirs"
        elif mark == THEIRS and place == "theirs":
            place = "both"
        else:
            if place in ("both", "ours"):
                ours.append(line)
            if place in ("both", "theirs"):
                theirs.append(line)
    return b"".join(ours), b"".join(theirs)
