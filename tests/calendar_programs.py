"""What a calendar program makes of our calendar file: khal, from PyPI, in a folder of its own.

    python tests/calendar_programs.py
    python tests/calendar_programs.py --khal PATH     takes one that is here already

Exports the demo plan on a fixed day, imports it with khal and looks whether the year holds its
milestones and the check-in; moves and renames a milestone, deletes another, exports and imports
again, and looks whether there is still one entry of each, on its new day. Nothing of the person's
own is read or written. Exit code 1 when something is not as it should be.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from pmgoals.clock import Clock
from pmgoals.model.milestone import Milestone
from pmgoals.paths import find_paths
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner

DAY = dt.date(2026, 11, 23)
"""The day on which the plan is looked at."""

HOSTILE = "Pilot; moved, \\n [/x] 日本 \N{BOMB} \x1b[2J"
"""What the moved milestone is renamed to."""
HOSTILE_SHOWN = "Pilot; moved, \\n [/x] 日本 \N{BOMB} ␛[2J"
"""The same, made inert."""

CONFIG = """\
[calendars]
[[goals]]
path = {folder}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
[sqlite]
path = {folder}/khal.db
"""


class Khal:
    """khal with a configuration, a calendar and a home of its own."""

    def __init__(self, program: Path, folder: Path) -> None:
        self._program = program
        self._config = folder / "khal.conf"
        self._config.write_text(CONFIG.format(folder=folder), encoding="utf-8")
        (folder / "calendar").mkdir()
        home = {"HOME": "home", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data"}
        home |= {"XDG_CACHE_HOME": "cache", "XDG_STATE_HOME": "state", "TMPDIR": "tmp"}
        for name in home.values():
            (folder / name).mkdir()
        self._env = os.environ | {name: str(folder / to) for name, to in home.items()}
        self._env |= {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}

    def run(self, *words: str) -> str:
        """Return what khal prints; SystemExit with what it said when it fails."""
        done = subprocess.run(
            [self._program, "-c", self._config, *words],
            capture_output=True, text=True, env=self._env, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"khal {words[0]} failed:\n{done.stderr}")
        return done.stdout

    def take(self, file: Path) -> None:
        """Import a calendar file."""
        self.run("import", "--batch", "-a", "goals", str(file))

    def year(self) -> list[str]:
        """Return the entries of a year around the day, as `2026-11-27 15:00 Weekly check-in`."""
        start = (DAY - dt.timedelta(days=182)).isoformat()
        shown = "{start-date} {start-time} {cancelled}{title}"
        words = ("--day-format", "", "--format", shown, start, "365d")
        return [" ".join(line.split()) for line in self.run("list", *words).splitlines()]


def main() -> int:
    """Install, export, import, change, import again; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--khal", type=Path, help="a khal that is installed already")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pmgoals-calendar-") as name:
        folder = Path(name)
        khal = Khal(options.khal or installed(folder / "venv"), folder)
        print(khal.run("--version").strip())
        failures = tried(khal, folder)
    for failure in failures:
        print(f"FAILED: {failure}")
    print("not as it should be" if failures else "all as it should be")
    return 1 if failures else 0


def installed(folder: Path) -> Path:
    """Return a khal in an environment of its own."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([programs / "python", "-m", "pip", "install", "-q", "khal"], check=True)
    return programs / "khal"


def tried(khal: Khal, folder: Path) -> list[str]:
    """Return what is not as it should be."""
    planner = Planner(find_paths({"PMGOALS_HOME": str(folder / "plan")}), Clock(DAY))
    make_demo(planner)
    moved, deleted = waiting(planner)[:2]
    khal.take(exported(planner, folder))
    before = khal.year()
    print(f"{len(before)} entries in the year after the first import")
    failures = [f"{line} is missing" for line in expected(planner) if before.count(line) != 1]
    if len([line for line in before if line.endswith("15:00 Weekly check-in")]) < 20:
        failures.append("the check-in does not come every week")

    to = moved.due + dt.timedelta(days=9)
    planner.milestones.edit(moved.id, "the room is taken", title=HOSTILE, due=to)
    planner.trash.put(deleted.id)
    khal.take(exported(planner, folder))
    after = khal.year()
    print(f"{len(after)} entries in the year after the second import")
    failures += [f"{line} is missing" for line in expected(planner) if after.count(line) != 1]
    if not any(HOSTILE_SHOWN in line for line in after):
        failures.append("the milestone was not renamed as it should")
    if any(moved.title in line for line in after):
        failures.append("the milestone stands on its old day too")
    if f"{deleted.due} CANCELLED {deleted.title}" not in after:
        failures.append("the deleted milestone is not cancelled")
    if len(after) != len(before):
        failures.append("there are more or fewer entries than before")
    return failures


def exported(planner: Planner, folder: Path) -> Path:
    """Return the plan as a calendar file, written by the command line."""
    file = folder / "goals.ics"
    words = ["--plan", str(planner.paths.plan), "--today", DAY.isoformat()]
    command = [sys.executable, "-m", "pmgoals", *words, "export", "ics", "-o", str(file)]
    home = {"PMGOALS_HOME": str(folder / "plan")}
    subprocess.run(command, env=os.environ | home, check=True)
    return file


def waiting(planner: Planner) -> list[Milestone]:
    """Return the open milestones of active goals that lie ahead, by day."""
    goals = planner.plan.active_goals
    steps = [step for goal in goals for step in planner.plan.milestones_of(goal.id)]
    ahead = [step for step in steps if step.done_on is None and step.due > DAY]
    return sorted(ahead, key=lambda step: step.due)


def expected(planner: Planner) -> list[str]:
    """Return the lines of the milestones that lie ahead."""
    shown = {HOSTILE: HOSTILE_SHOWN}
    return [f"{step.due} {shown.get(step.title, step.title)}" for step in waiting(planner)]


if __name__ == "__main__":
    sys.exit(main())
