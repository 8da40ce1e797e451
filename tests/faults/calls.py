"""Calls that change a file, disturbed one after the other (needs strace)."""

from __future__ import annotations

import argparse
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from traced import Home, Skip, calls_of, strace_works

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


def disturbed(room: Path, faults: list[str]) -> Iterator[tuple[Case, Home, str, str, int]]:
    """Yield each trial: its case, the home after it, what was done, its stderr and exit code."""
    strace_works()
    trial = Home(room / "trial")
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


def check_seal(room: Path, _: argparse.Namespace) -> str:
    """Kill `encrypt` and `decrypt` anywhere: what is there opens, and the rest follows."""
    if importlib.util.find_spec("pyrage") is None:
        raise Skip("pyrage is not installed")
    strace_works()
    plain, trial = Home(room / "plain"), Home(room / "trial")
    for title in SEEDS:
        plain.learn(title)
    (plain.folder / "session").mkdir(mode=0o700)
    (plain.folder / "config.toml").write_text('passphrase_command = "echo a long passphrase"\n')
    encrypted = Home(room / "encrypted")
    encrypted.become(plain)
    assert not encrypted.run("encrypt").returncode and not encrypted.run("unlock").returncode
    count = 0
    for verb, start in (("encrypt", plain), ("decrypt", encrypted)):
        trial.become(start)
        for name, ordinal in calls_of(trial, [verb], room / "log"):
            trial.become(start)
            what = f"{verb}: SIGKILL at {name} {ordinal}"
            inject = f"inject={name}:signal=SIGKILL:when={ordinal}"
            under = ("strace", "-o", "/dev/null", "-e", f"trace={name}", "-e", inject)
            assert trial.run(verb, under=under).returncode, f"{what}: was not killed"
            trial.run("unlock")  # else each of what follows takes the second a passphrase takes
            assert trial.titles() == Counter(SEEDS), f"{what}: {dict(trial.titles())}"
            trial.learn("afterwards")
            done = trial.run(verb)  # which may have been all but done
            assert done.returncode in (0, 1), f"{what}: {done.stderr}"
            assert trial.titles() == Counter([*SEEDS, "afterwards"]), f"{what}: not as before"
            found = [
                p for p in trial.folder.rglob("*") if p.is_file() and b"seed" in p.read_bytes()
            ]
            keys = list(trial.folder.rglob("plan.key"))
            assert (found, len(keys)) == ([], 2) if verb == "encrypt" else found and not keys, what
            assert not trial.litter(), f"{what}: litter stays: {trial.litter()}"
            count += 1
    return f"{count} kills, everything opens after each"
