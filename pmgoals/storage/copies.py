"""Conflict copies: what synced folders and git leave when two machines wrote the same plan."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from pmgoals.storage import codec, plan_file, soundness
from pmgoals.storage.devices import names, own_mark
from pmgoals.storage.merge import Side
from pmgoals.storage.sealing import OPEN, Seal

MARKS = (
    r"\.sync-conflict-\d{8}-\d{6}-[A-Z0-9]{7}",  # Syncthing
    r" \([^()]*conflicted copy[^()]*\)",  # Dropbox, Nextcloud, ownCloud
    r" \([^()]*[Cc]onflict[^()]*\)",  # Box, pCloud
    r" \(\d{1,3}\)",  # Google Drive, a browser's second download
)
"""What stands between a plan's name and its ending in a copy, by the program that makes it."""

MACHINE = r"-(?P<machine>.{1,63})"
"""The same for OneDrive, which puts the name of the machine there that wrote the copy.

A person's second plan can be called like that too, so that the name must be that of the machine.
"""

OURS, BASE, PARTED, THEIRS = b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>"
"""How git marks the lines that two sides wrote."""


def named_like(plan: Path) -> list[Path]:
    """Return what beside a plan may be named like a conflict copy, by name; nothing is read."""
    pattern = _pattern(plan)
    names: list[str] = []
    with suppress(OSError), os.scandir(plan.parent) as entries:
        names += (entry.name for entry in entries if pattern.fullmatch(entry.name))
    return [plan.parent / name for name in sorted(names)]


def copies_of(plan: Path, seal: Seal = OPEN) -> list[Path]:
    """Return the conflict copies beside a plan, by name: those that share a record with it.

    Another plan may be named like one. PlanLocked when they cannot be opened.
    """
    found = {path: side for path in named_like(plan) if (side := read_copy(path, plan, seal))}
    try:
        own = records_in(read_side(plan, seal)) if found else set()
    except (OSError, codec.Damaged):
        return []
    return [path for path, side in found.items() if not own.isdisjoint(records_in(side))]


def records_in(side: Side) -> set[tuple[str, str]]:
    """Return the table and the key of each record of a copy."""
    return {(name, key) for name, documents in side.tables.items() for key in documents}


def read_copy(path: Path, plan: Path, seal: Seal = OPEN) -> Side | None:
    """Return what a file named like a copy of a plan holds; None when it is no copy of a plan."""
    named = _pattern(plan).fullmatch(path.name)
    try:
        side = read_side(path, seal)
    except (OSError, codec.Damaged):
        return None
    machine = named["machine"] if named else None
    marks = (side.head.device, own_mark())
    known = machine is None or any(names(machine, mark) for mark in marks)
    return side if named and known else None


def _pattern(plan: Path) -> re.Pattern[str]:
    stem, ending = re.escape(plan.stem), re.escape(plan.suffix)
    return re.compile(rf"{stem}(?:{'|'.join(MARKS)}|{MACHINE}){ending}")


def read_side(path: Path, seal: Seal = OPEN) -> Side:
    """Return a copy of a plan. OSError when it cannot be read, Damaged when it is none.

    PlanLocked when it is encrypted and cannot be unlocked.
    """
    data, _ = plan_file.read(path)
    return side_of(seal.open(data))


def side_of(data: bytes) -> Side:
    """Return a copy of a plan from its bytes. Damaged when they are none."""
    tables, head, intact = codec.decode(data)
    soundness.check_doubtful(tables, head, intact)
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
