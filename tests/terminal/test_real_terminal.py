"""The whole loop in a real terminal, and what survives its end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import Terminal
from tinydb import TinyDB

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")


def cli(home: Path, *argv: str) -> str:
    env = {**os.environ, "PMGOALS_HOME": str(home)}
    run = subprocess.run(
        [sys.executable, "-m", "pmgoals", *argv], capture_output=True, text=True, env=env
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def write_goal(t: Terminal) -> int:
    """Draft and commit a good sentence by the wizard alone; return the keys beyond the text."""
    keys = ["n", "enter", "^s"]
    t.press(keys[0])
    t.wait("Your goal")
    t.type("Raise onboarding completion from 62% to 78% by 30 Sep 2027")
    t.wait("62 % → 78 % · by 30 Sep 2027")
    t.press(keys[1])
    t.wait("One sentence on what gets better")
    t.type("New teams give up before they see the value")
    t.press(keys[2])
    t.wait("Committed")
    return len(keys)


@pytest.mark.parametrize(("columns", "lines"), [(120, 40), (80, 24)])
def test_the_loop_from_an_empty_home(tmp_path: Path, columns: int, lines: int) -> None:
    home = tmp_path / "home"
    with Terminal(home, columns, lines) as t:
        t.wait("Write the first goal")
        t.press("2")
        t.wait("Strengths")
        t.press("enter")
        t.type("Turning vague asks into a first step we can test")
        t.press("esc")
        assert write_goal(t) <= 8
        t.press("c")
        t.wait("Lagging, from 62")  # the field in focus says what it takes
        t.press("enter")
        t.wait("How sure you are")
        t.type("7")
        t.press("^s")
        t.wait("Checked in")
        t.press("l")
        t.wait("What it was, in a few words")
        t.type("Interviewed two churned accounts")
        t.press("enter")
        t.wait("How long it took")
        t.type("45m")
        t.press("^s")
        t.wait("Logged")
        t.press("q")
        assert t.ended() == 0
        assert b"\x1b[?1049l" in t.seen
    seen = json.loads(cli(home, "today", "--json"))
    assert seen["goals"][0]["confidence"] == 7
    assert seen["learning"]["minutes_this_week"] == 45
    assert "Turning vague asks" in cli(home, "reflect")
    shown = cli(home, "goal", "show", "onboarding")
    assert "30 Sep 2027" in shown
    with TinyDB(home / "plan.json") as db:
        assert len(db.table("milestones").all()) >= 2
    with Terminal(home, columns, lines) as t:
        t.wait("Raise onboarding")
        t.press("6")
        t.wait("Interviewed two churned")
        t.press("q")
        assert t.ended() == 0


@pytest.mark.parametrize(("columns", "lines"), [(120, 40), (80, 24)])
def test_a_vague_wish_is_led_to_a_measurable_goal(tmp_path: Path, columns: int, lines: int) -> None:
    home = tmp_path / "home"
    with Terminal(home, columns, lines) as t:
        t.wait("Write the first goal")
        t.press("n")
        t.wait("Your goal")
        t.type("get better with stakeholders")
        t.wait("stakeholder survey score")
        t.press("^f")
        t.wait("Where the number stands now")
        t.type("3.1")
        t.press("enter")
        t.wait("Where the number is to be")
        t.type("4")
        t.press("pgdn", "pgdn", "pgdn")
        t.wait("When does it start")
        t.press("enter")
        t.wait("whatever you type is shown")
        t.type("30 Jun 2027")
        t.press("^s")
        t.wait("Committed")
        t.press("q")
        assert t.ended() == 0
    shown = cli(home, "goal", "show", "stakeholders")
    assert "Read as: stakeholder survey score from 3.1 to 4 points by 30 Jun 2027" in shown
    with TinyDB(home / "plan.json") as db:
        assert len(db.table("milestones").all()) >= 2


def test_a_killed_wizard_leaves_its_draft(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Terminal(home) as t:
        t.wait("Write the first goal")
        t.press("n")
        t.wait("Your goal")
        t.type("Own pricing end to end")
        t.read(1.0)
        t.kill(signal.SIGKILL)
    with Terminal(home) as t:
        t.wait("draft: Own pricing")
        t.press("n")
        t.wait("Go on, or start")
        t.press("enter")
        t.wait("Your goal")
        t.wait("Own pricing end to end")
        t.press("esc", "q")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_ended_app_keeps_the_draft_and_leaves_the_terminal_clean(
    tmp_path: Path, number: signal.Signals
) -> None:
    home = tmp_path / "home"
    with Terminal(home) as t:
        t.wait("Write the first goal")
        t.press("n")
        t.wait("Your goal")
        t.type("Speak at a meetup")
        t.wait("Speak at a meetup")
        t.kill(number)
        assert t.code == 128 + number
        assert b"\x1b[?1049l" in t.seen
    drafts = list((home / "state").rglob("drafts/*.json"))
    assert "Speak at a meetup" in drafts[0].read_text()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_a_form_holds_what_was_typed_when_the_app_ended(tmp_path: Path, number: int) -> None:
    home = tmp_path / "home"
    with Terminal(home, 100, 30) as t:
        t.wait("Write the first goal")
        t.press("l")
        t.wait("Log learning")
        t.type("A talk on pricing pages")
        t.press("enter")
        t.wait("talk on pricing pages")
        if number == signal.SIGKILL:
            t.read(1.5)  # it is kept when the keys rested for a moment
        t.kill(number)
        t.ended()
    with Terminal(home, 100, 30) as t:
        t.wait("Typed and not saved: “Log learning”")
        t.press("l")
        t.wait("talk on pricing pages")
        t.press("^s")
        t.wait("Logged")
    with Terminal(home, 100, 30) as t:
        t.wait("Write the first goal")
        t.press("l")
        t.wait("Log learning")
        assert "talk on pricing pages" not in t.text
    assert "A talk on pricing pages" in cli(home, "learn", "list")
    assert not list(home.rglob("forms.json"))


def test_the_app_shows_what_the_command_line_adds(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Terminal(home) as t:
        t.wait("Write the first goal")
        t.press("6")
        t.wait("Learn")
        cli(home, "learn", "A talk on pricing", "30m")
        t.wait("A talk on pricing")
        t.press("u")
        t.wait("Undone")
        assert json.loads(cli(home, "learn", "list", "--json")) == []
        t.press("q")


def test_hostile_text_never_reaches_the_terminal_raw(tmp_path: Path) -> None:
    home = tmp_path / "home"
    text = "[/x] [@click=app.quit]go[/] \x1b]0;TITLE\x07 \x1b[31mred \u202eabc \x9b31m"
    cli(home, "learn", "--", text)
    with Terminal(home) as t:
        t.wait("Today")
        t.press("6")
        t.wait("[/x] [@click=app.quit]go[/]")
        t.press("enter")
        t.wait("Edit learning")
        t.press("esc", "q")
        t.ended()
        for raw in (b"\x1b]0;TITLE", b"\x1b[31mred", "\u202e".encode(), "\x9b31m".encode()):
            assert raw not in t.seen


def test_a_damaged_plan_is_told_and_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    cli(home, "learn", "one")
    cli(home, "learn", "two")
    plan = home / "plan.json"
    plan.write_bytes(plan.read_bytes()[:-40])
    damaged = plan.read_bytes()
    with Terminal(home) as t:
        t.wait("not a sound plan")
        t.wait("pmgoals restore")
        t.press("q")
        t.ended()
    assert plan.read_bytes() == damaged
