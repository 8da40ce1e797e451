"""What happens to kept entries when things go wrong, tried on the real program.

    python tests/faults/run.py                               all of it, some minutes
    python tests/faults/run.py --only many --processes 8 --each 50

kill    SIGKILL before every call of `learn` and `delete` that changes a file (needs strace)
errors  the same calls answered with an I/O error, a full disk, no permission (needs strace)
seal    SIGKILL before every such call of `encrypt` and `decrypt` (needs strace and pyrage)
full    a disk that fills up (needs root, to mount a small one)
many    processes that all log at once

Says SKIP where something it needs is missing, and exits with 1 after a FAIL.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
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


# ---- the disk, and many at once ----


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Mount a disk of one megabyte; Skip where that is not allowed."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise Skip("only root may mount a small disk")
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(folder)]
    done = subprocess.run(mount, check=False, capture_output=True, text=True)
    if done.returncode:
        raise Skip(f"cannot mount a small disk: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def check_full(room: Path, _: argparse.Namespace) -> str:
    """Fill the disk: a message, nothing lost, and it goes on when there is room again."""
    with small_disk(room / "disk"):
        home = Home(room / "disk" / "home")
        ballast = room / "disk" / "ballast"
        home.learn("first")
        ballast.write_bytes(bytes(700_000))
        kept = home.titles()
        for number in range(200):
            title = f"entry {number} " + "x" * 4000
            done = home.run("learn", "--", title)
            if done.returncode:
                break
            kept[title] += 1
        assert done.returncode == 5, f"exit {done.returncode}: {done.stderr}"
        assert "full" in done.stderr, done.stderr
        assert home.titles() == kept, "entries are lost while the disk is full"
        ballast.unlink()
        home.learn("afterwards")
        assert home.titles() == kept + Counter(["afterwards"])
        assert not home.litter()
    return f"{len(kept)} entries outlast a full disk"


def check_many(room: Path, options: argparse.Namespace) -> str:
    """Log from many processes at once; every one of them counts."""
    home = Home(room / "home")

    def log(number: int) -> None:
        for entry in range(options.each):
            home.learn(f"process {number} entry {entry}")

    began = time.monotonic()
    with ThreadPoolExecutor(options.processes) as pool:
        list(pool.map(log, range(options.processes)))
    took = time.monotonic() - began
    wanted = options.processes * options.each
    titles = home.titles()
    assert len(titles) == titles.total() == wanted, f"{len(titles)} of {wanted} entries are there"
    return f"{options.processes} processes x {options.each} learn: {wanted} entries, {took:.0f} s"


CHECKS: dict[str, Callable[[Path, argparse.Namespace], str]] = {
    "kill": check_kill,
    "errors": check_errors,
    "seal": check_seal,
    "full": check_full,
    "many": check_many,
}


def main() -> int:
    """Run the checks asked for; return 1 when one failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=CHECKS, default=list(CHECKS))
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--each", type=int, default=50)
    options = parser.parse_args()
    failed = False
    for name in options.only:
        with tempfile.TemporaryDirectory(prefix="pmgoals-faults-") as folder:
            try:
                verdict, said = "PASS", CHECKS[name](Path(folder).resolve(), options)
            except Skip as reason:
                verdict, said = "SKIP", str(reason)
            except AssertionError as reason:
                verdict, said, failed = "FAIL", str(reason), True
        print(f"{verdict}  {name:7} {said}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
