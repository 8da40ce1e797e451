"""The weekly ritual in a real terminal: the keys it takes, and that no end loses an answer."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import Terminal
from test_real_terminal import cli

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")

WEEK, DAY = "2026-W48", "2026-11-27"
MOST_KEYS = 40
"""Keys beyond text that the whole ritual takes at most, with four goals."""

LINES = {
    "commitments": ["Send the brief", "Ask five admins", "Book the readout"],
    "wins": ["Sales dropped the custom plan"],
    "setbacks": ["The export came late"],
}


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """A home with the demo plan, the Friday after the one it was made for."""
    home, where = tmp_path / "home", tmp_path / "demo"
    cli(home, "--today", "2026-11-20", "demo", str(where))
    plan = str(where / "plan.json")
    promised = "Call two admins\nSend the note\nBook the room"
    words = ("--commitments", promised, "--change", "Mornings first")
    cli(home, "journal", "add", "--plan", plan, "--today", "2026-11-20", *words)
    return {"PMGOALS_PLAN": plan, "PMGOALS_TODAY": DAY}


@pytest.fixture
def ask(tmp_path: Path, env: dict[str, str]) -> Callable[..., str]:
    """Ask the demo plan by command line."""
    words = ("--plan", env["PMGOALS_PLAN"], "--today", DAY)
    return lambda *argv: cli(tmp_path / "home", *argv[:1], *words, *argv[1:])


def place_of(t: Terminal) -> str:
    """Return which stage it is, such as `3 of 11`."""
    found = re.search(rf"{WEEK[5:]} · (\d+ of \d+)", t.text)
    return found[1] if found else ""


@pytest.mark.parametrize(("columns", "lines"), [(120, 40), (80, 24)])
def test_the_whole_ritual_takes_few_keys(
    tmp_path: Path, env: dict[str, str], ask: Callable[..., str], columns: int, lines: int
) -> None:
    keys = 0

    def press(t: Terminal, *names: str) -> None:
        nonlocal keys
        for name in names:
            keys += 1
            t.press_seen(name)

    with Terminal(tmp_path / "home", columns, lines, env) as t:
        t.wait("Momentum")
        press(t, "w")
        t.wait("Last week you meant")
        press(t, "1")  # kept, and on
        for _ in range(4):  # goal by goal: where it stands, how sure, why; then what guards it
            t.wait("of the way")
            place = place_of(t)
            t.wait("Confidence")
            t.type("7")  # a value of each goal is typed
            press(t, "enter", "enter")
            t.type("two calls")
            press(t, "enter")
            while place_of(t) == place and keys <= MOST_KEYS:
                press(t, "enter")
        t.wait("What became of last week's commitments?")
        while "What became of last week's" in t.text and keys <= MOST_KEYS:
            press(t, "2")
        for words in LINES.values():
            for line in words:
                t.type(line)
                press(t, "enter")
            place = place_of(t)
            press(t, "enter")
            assert place_of(t) != place
        t.wait("What do you know now")
        t.type("Less is asked than thought")
        press(t, "enter")
        t.wait("one thing to do differently")
        t.type("Mornings first")
        press(t, "enter")
        t.wait(f"{WEEK[5:]} is done")
        keys += 1
        t.press("q")
        assert t.ended() == 0
    assert keys <= MOST_KEYS, keys
    (entry,) = json.loads(ask("journal", "show", "--json"))
    assert {k: v.split("\n") for k, v in entry["answers"].items() if k in LINES} == LINES
    assert entry["answers"]["change"] == "Mornings first"
    assert entry["intention_kept"] == "yes" and set(entry["kept"].values()) == {"partly"}
    goals = [g for g in json.loads(ask("goal", "list", "--json")) if g["status"] != "paused"]
    assert len(goals) == 4
    for goal in goals:
        said = json.loads(ask("goal", "show", goal["id"], "--json"))["checkins"]
        assert said[-1]["week"] == WEEK and said[-1]["note"] == "two calls"


def killed(t: Terminal) -> None:
    t.kill(signal.SIGKILL)


def hung_up(t: Terminal) -> None:
    t.kill(signal.SIGHUP)


def left(t: Terminal) -> None:
    t.press("esc")
    t.gone("Weekly ritual")
    t.press("q")
    assert t.ended() == 0


@pytest.mark.parametrize(
    ("end", "stages"), [(killed, 0), (killed, 2), (hung_up, 6), (left, 9), (killed, 9)]
)
def test_no_way_of_leaving_loses_an_answer(
    tmp_path: Path,
    env: dict[str, str],
    ask: Callable[..., str],
    end: Callable[[Terminal], None],
    stages: int,
) -> None:
    home = tmp_path / "home"
    with Terminal(home, 120, 40, env) as t:
        t.wait("Momentum")
        t.press("w")
        t.wait("Last week you meant")
        t.press("right", "right")  # partly
        t.wait("partly")
        for number in range(stages):
            t.press("pgdn")
            t.wait(f" · {number + 2} of ")
        if stages in (2, 6, 9):
            t.press(*["down"] * (2 if stages == 2 else 0))
            t.type("half a thou")
            t.wait("half a thou")
        t.read(0.8)  # what is typed is on disk within a third of a second
        end(t)
    with Terminal(home, 120, 40, env) as t:
        t.wait("Momentum")
        t.press("w")
        t.wait("Weekly ritual")
        if stages:  # the first stage was left, and so it was kept
            (entry,) = json.loads(ask("journal", "show", "--json"))
            assert entry["intention_kept"] == "partly"
            t.wait("half a thou")
        else:
            t.wait("partly")
        t.press("esc", "q")


BROKEN_EDITORS = {
    "ends with an error": ("exit 3", "editor ended with 3"),
    "removes its file": ('rm -f "$1"', "left no file"),
    "leaves a folder": ('rm -f "$1"; mkdir "$1"', "left no file"),
    "writes no text": ('printf "\\377\\376" > "$1"', "not UTF-8"),
}


@pytest.mark.parametrize(("script", "told"), BROKEN_EDITORS.values(), ids=BROKEN_EDITORS)
def test_an_editor_that_fails_is_told_and_the_app_goes_on(
    tmp_path: Path, env: dict[str, str], script: str, told: str
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o755)
    with Terminal(tmp_path / "home", 120, 40, env | {"EDITOR": str(editor)}) as t:
        t.wait("Momentum")
        t.press("w")
        t.wait("Last week you meant")
        t.press("^o")
        t.wait(told)
        t.press("pgdn")
        t.wait("of the way")
        t.press("esc")
        t.gone("Weekly ritual")
        t.press("q")
        assert t.ended() == 0


@pytest.mark.parametrize("how", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_a_closed_terminal_loses_nothing_typed_at_the_command_line(
    tmp_path: Path, env: dict[str, str], how: signal.Signals
) -> None:
    pexpect = pytest.importorskip("pexpect")
    words = ["-m", "pmgoals", "checkin"]
    home = {"PMGOALS_HOME": str(tmp_path / "home")}
    child = pexpect.spawn(sys.executable, words, env=os.environ | env | home, encoding="utf-8")
    child.expect(r"\[not said\]: ")
    child.sendline("1")
    child.expect("2 of ")
    child.expect(": ")
    child.sendline("41")
    child.expect("Confidence")
    child.sendline("4")
    child.expect("One line why")
    child.kill(how)
    child.wait()
    again = pexpect.spawn(sys.executable, words, env=os.environ | env | home, encoding="utf-8")
    again.expect(r"\[41\]: ")
    again.sendline("")
    again.expect(r"Confidence \[4\]: ")
    again.close(force=True)
