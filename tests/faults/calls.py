"""Calls that change a file, disturbed one after the other (needs strace)."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from homes import Home, Skip

CHANGING = (
    *("openat", "creat", "mkdir", "mkdirat", "link", "linkat", "symlink", "symlinkat"),
    *("write", "writev", "pwrite64", "ftruncate", "truncate", "fsync", "fdatasync"),
    *("rename", "renameat", "renameat2", "unlink", "unlinkat", "fchmod", "chmod"),
)
"""System calls that may change a file; `openat` counts only where it creates or empties one."""

SEEDS = ("seed one", "seed two", "seed three")
"""Titles that are there before each trial; all but the deleted one must outlast it."""

OLD_DAY = "20200101T000000Z"
"""Stamp that makes a backup due, so that its calls are tried too."""


class Case(NamedTuple):
    """A command to be disturbed."""

    name: str
    """What it is called in the report."""
    verb: list[str]
    """Words for the program."""
    before: set[str]
    """Titles before it."""
    after: set[str]
    """Titles after it."""


def cases(room: Path) -> Iterator[tuple[Case, Home]]:
    """Yield each command with the home it starts from."""
    seeds = set(SEEDS)
    yield Case("first learn", ["learn", "--", "new"], set(), {"new"}), Home(room / "empty")
    seeded = Home(room / "seeded")
    for title in SEEDS:
        seeded.learn(title)
    yield Case("learn", ["learn", "--", "new"], seeds, seeds | {"new"}), seeded
    yield Case("delete", ["delete", "--", "seed two"], seeds, seeds - {"seed two"}), seeded
    due = Home(room / "due")
    due.become(seeded)
    for backup in due.folder.rglob("plan-*Z-g*.json"):
        backup.rename(backup.with_name(re.sub(r"\d{8}T\d{6}Z", OLD_DAY, backup.name)))
    yield Case("learn with a backup", ["learn", "--", "new"], seeds, seeds | {"new"}), due


# ---- calls, one after the other ----


def calls_of(home: Home, verb: list[str], log: Path) -> list[tuple[str, int]]:
    """Run a command under strace; return (name, ordinal) of each call that changes a file."""
    trace = ("strace", "-y", "-s", "0", "-o", str(log), "-e", "trace=" + ",".join(CHANGING))
    done = home.run(*verb, under=trace)
    assert done.returncode == 0, done.stderr
    counted: Counter[str] = Counter()
    found = []
    place = re.escape(str(home.folder))
    for line in log.read_text(errors="replace").splitlines():
        name = line.partition("(")[0]
        counted[name] += 1
        creates = name != "openat" or re.search("O_CREAT|O_TRUNC", line)
        if creates and re.search(place, line):
            found.append((name, counted[name]))
    return found


def disturbed(room: Path, faults: list[str]) -> Iterator[tuple[Case, Home, str, str, int]]:
    """Yield each trial: its case, the home after it, what was done, its stderr and exit code."""
    if shutil.which("strace") is None:
        raise Skip("strace is not installed")
    trial = Home(room / "trial")
    probe = subprocess.run(["strace", "-o", "/dev/null", "true"], check=False, capture_output=True)
    if probe.returncode:
        raise Skip(f"strace does not work here: {probe.stderr.decode().strip()}")
    for case, start in cases(room):
        trial.become(start)
        for name, ordinal in calls_of(trial, case.verb, room / "log"):
            for fault in faults:
                trial.become(start)
                # a rule for each name alone: strace counts the calls of each name
                inject = f"inject={name}:{fault}:when={ordinal}"
                under = ("strace", "-o", "/dev/null", "-e", f"trace={name}", "-e", inject)
                done = trial.run(*case.verb, under=under)
                what = f"{case.name}: {fault} at {name} {ordinal}"
                yield case, trial, what, done.stderr, done.returncode


def check_state(case: Case, home: Home, what: str, code: int) -> None:
    """Raise AssertionError unless the home holds the old or the new state, and goes on."""
    titles = home.titles()
    assert titles in (Counter(case.before), Counter(case.after)), f"{what}: {dict(titles)}"
    assert code or titles == Counter(case.after), f"{what}: exit 0, but not done"
    home.learn("afterwards")
    assert home.titles() == titles + Counter(["afterwards"]), f"{what}: the next entry is lost"


def check_kill(room: Path, _: argparse.Namespace) -> str:
    """Kill before every call that changes a file."""
    count = 0
    for case, home, what, _stderr, code in disturbed(room, ["signal=SIGKILL"]):
        assert code, f"{what}: was not killed"
        check_state(case, home, what, code)
        assert len(home.litter()) <= 1, f"{what}: litter stays: {home.litter()}"
        count += 1
    return f"{count} kills, old or new state after each"


def check_errors(room: Path, _: argparse.Namespace) -> str:
    """Answer every call that changes a file with an error."""
    count = refused = 0
    for case, home, what, stderr, code in disturbed(
        room, ["error=EIO", "error=ENOSPC", "error=EACCES"]
    ):
        assert "Traceback" not in stderr, f"{what}: {stderr.strip()[-300:]}"
        assert code >= 0, f"{what}: died of signal {-code}"
        assert not code or stderr.strip(), f"{what}: refused without a word"
        check_state(case, home, what, code)
        count, refused = count + 1, refused + (code != 0)
    return f"{count} errors, {refused} refused with a message, old or new state after each"
