"""Homes of the program that faults are tried on: what is listed there, what lies about."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path


class Skip(Exception):
    """A check cannot run here; the message says what is missing."""


class Home:
    """A home of the program, thrown away at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: str, under: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run the program, if need be under another one."""
        command = [*under, sys.executable, "-m", "pmgoals", *words]
        env = os.environ | {"PMGOALS_HOME": str(self.folder)}
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
