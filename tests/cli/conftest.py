"""Running the command line in this process, in a folder of its own."""

import io
import json
import os
import subprocess
import sys
from typing import Any, NamedTuple

import pytest
from goal_words import GOAL

from pmgoals.cli.main import main

DAY = "2026-11-21"


class Ran(NamedTuple):
    """What one command gave."""

    code: int
    out: str
    err: str

    @property
    def id(self) -> str:
        assert self.code == 0, self.err
        return self.out.strip()

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in [n for n in os.environ if n.startswith("PMGOALS_")]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PMGOALS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PMGOALS_TODAY", DAY)
    return tmp_path / "home"


@pytest.fixture
def pm(home, capsys, monkeypatch):
    """Run `pmgoals WORDS` here; `stdin` are the bytes on standard input."""

    def run(*words: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = main(list(words))
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture
def real(home):
    """Run `pmgoals WORDS` in a process of its own."""

    def run(*words: str | bytes, stdin: bytes = b"", **env: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "pmgoals", *words],
            input=stdin,
            capture_output=True,
            env=os.environ | env,
            timeout=60,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def goal(pm):
    """The id of a committed goal."""
    return pm(*GOAL).id


@pytest.fixture
def rich(pm):
    """A plan with at least one of everything that is printed."""
    theme = pm("theme", "add", "Grow in mid-market", "--until", "EOY").id
    pm("theme", "add", "Nobody serves this")
    pm("priority", "add", "Own onboarding", "--why", "New teams give up")
    pm("notdoing", "Internal tools")
    goal = pm(
        *GOAL, "--theme", theme, "--keep", "M3=agreed with data", "--guardrail", "tickets=0.2..0.4",
        "--if", "it is Friday", "--then", "I check in", "--start", "1 Sep 2026",
    ).id  # fmt: skip
    pm("goal", "add", "Speak at a meetup", "--metric", "talks", "--from", "0", "--to", "1",
       "--by", "Q2 2027", "--no-theme", "for joy")  # fmt: skip
    pm("goal", "add", "Alone", "--metric", "n", "--from", "0", "--to", "1", "--by", "Q4")
    pm("milestone", "add", goal, "Guide agreed", "--by", "27 Nov 2026", "--effort", "40")
    pm("milestone", "depends", "Guide agreed", "Build and test")
    for value, week in (("62.5", "2026-W40"), ("63", "2026-W42"), ("63.4", "2026-W44")):
        pm("checkin", goal, value, "--week", week)
    pm("checkin", goal, "64", "--confidence", "6", "--note", "slow", "--week", "2026-W46")
    pm("checkin", goal, "65", "--confidence", "7", "--next", "call five admins")
    pm("journal", "add", "A week.", "--wins", "Five interviews", "--tag", "calm")
    pm("learn", "Read Inspired 45m", "--kind", "book")
    pm("learn", "A talk 1h", "--on", "12 Nov 2026", "--takeaway", "Ask why", "--competency", "data")
    pm("reading", "add", "Book on framing 3h", "--goal", goal)
    pm("signal", "add", "person", "Head of data", "--again", "20 Nov 2026")
    pm("ladder", "set", "--level", "pm")
    pm("win", "Talked sales out of the custom plan", "--competency", "stakeholder")
    pm("reflect", "strengths", "Turning vague asks into first steps")
    pm("competency", "assess", "fluency_with_data", "8", "4")
    pm("review", "quarter", "Q3 2026", "--close", "--learned", "Start earlier")
    pm("goal", "add", "Only a draft")
    pm("delete", pm("win", "Gone").id)
    pm("share", goal, "manager")
    pm("align", "mend", "balance", "keep", "--text", "The next one is for growth")
    pm("backup")
    return goal
