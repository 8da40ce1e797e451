"""A home of the program, and what the program asks of the system under strace."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

CHANGING = (
    *("openat", "creat", "mkdir", "mkdirat", "link", "linkat", "symlink", "symlinkat"),
    *("write", "writev", "pwrite64", "ftruncate", "truncate", "fsync", "fdatasync"),
    *("rename", "renameat", "renameat2", "unlink", "unlinkat", "fchmod", "chmod"),
)
"""System calls that may change a file; `openat` counts only where it creates or empties one."""


class Skip(Exception):
    """A check cannot run here; the message says what is missing."""


class Home:
    """A home of the program, thrown away at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: str, under: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run the program, if need be under another one."""
        command = [*under, sys.executable, "-m", "pmgoals", *words]
        session = self.folder / "session"  # of the login, as far as this home is concerned
        env = os.environ | {"PMGOALS_HOME": str(self.folder), "XDG_RUNTIME_DIR": str(session)}
        return subprocess.run(
            command, env=env, check=False, capture_output=True, text=True, timeout=120
        )

    def titles(self) -> Counter[str]:
        """Return the titles that a new process lists. AssertionError when it cannot."""
        done = self.run("learn", "list", "--json")
        assert done.returncode == 0, f"list fails: {done.stderr.strip()}"
        return Counter(entry["title"] for entry in json.loads(done.stdout))

    def learn(self, title: str) -> None:
        """Log an activity. AssertionError when that fails."""
        done = self.run("learn", "--", title)
        assert done.returncode == 0, f"learn fails: {done.stderr.strip()}"

    def become(self, other: Home) -> None:
        """Be a copy of another home."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if other.folder.exists():
            shutil.copytree(other.folder, self.folder)

    def litter(self) -> list[Path]:
        """Return temporary files that lie about."""
        return list(self.folder.rglob("*.tmp"))


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


def strace_works() -> None:
    """Skip where strace is missing or may not trace."""
    if shutil.which("strace") is None:
        raise Skip("strace is not installed")
    probe = subprocess.run(["strace", "-o", "/dev/null", "true"], check=False, capture_output=True)
    if probe.returncode:
        raise Skip(f"strace does not work here: {probe.stderr.decode().strip()}")
