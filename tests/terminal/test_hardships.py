"""Terminals that are tiny, huge, resized, unknown, suspended, or flooded."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from terminal import Terminal
from test_real_terminal import cli

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")

LEFT_CLEAN = (b"\x1b[?1049l", b"\x1b[?25h")
"""What a terminal is sent at the end: back to its own page, the cursor shown."""


def left_clean(t: Terminal) -> None:
    for sign in LEFT_CLEAN:
        assert t.seen.rindex(sign) > t.seen.rindex(b"\x1b[?1049h"), sign


@pytest.mark.parametrize(("columns", "lines"), [(20, 5), (300, 100)])
def test_any_size_is_drawn_and_worked_in(tmp_path: Path, columns: int, lines: int) -> None:
    with Terminal(tmp_path / "home", columns, lines) as t:
        t.read(1.2)
        for key in [
            "2",
            "3",
            "4",
            "v",
            "5",
            "6",
            "7",
            "8",
            "?",
            "esc",
            "l",
            "esc",
            "n",
            "esc",
            "1",
        ]:
            t.press(key)
            t.read(0.08)
        t.press("q")
        assert t.ended() == 0
        left_clean(t)


def test_a_storm_of_sizes_loses_no_key(tmp_path: Path) -> None:
    chance = random.Random(7)
    with Terminal(tmp_path / "home", 100, 30) as t:
        t.wait("Write the first goal")
        t.press("l")
        t.wait("Log learning")
        text = "Typed while the window was dragged about"
        for letter in text:
            t.resize(chance.randrange(20, 200), chance.randrange(5, 60))
            t.press(letter)
        t.resize(100, 30)
        t.press("^s")
        t.wait("minutes this week")
        t.press("q")
        assert t.ended() == 0
    (entry,) = json.loads(cli(tmp_path / "home", "learn", "list", "--json"))
    assert entry["title"] == text


@pytest.mark.parametrize("env", [{"TERM": "unknown-term"}, {"TERM": "dumb"}, {"NO_COLOR": "1"},
                                 {"TERM": "", "COLORTERM": ""}, {"LC_ALL": "C"}])  # fmt: skip
def test_any_terminal_shows_the_app_or_says_why_not(tmp_path: Path, env: dict[str, str]) -> None:
    with Terminal(tmp_path / "home", 100, 30, env) as t:
        t.wait("Write the first goal")
        t.press("q")
        assert t.ended() == 0
        assert env.get("NO_COLOR") is None or b"\x1b[38;2;" not in _coloured(t.seen)


def _coloured(seen: bytes) -> bytes:
    """Return what was sent, without greys: those are the picture of a screen without colours."""
    import re

    return re.sub(rb"\x1b\[38;2;(\d+);\1;\1", b"", re.sub(rb";48;2;\d+;\d+;\d+", b"", seen))


def test_it_is_suspended_and_goes_on(tmp_path: Path) -> None:
    with Terminal(tmp_path / "home", 100, 30) as t:
        t.wait("Write the first goal")
        t.press("l")
        t.wait("Log learning")
        t.type("Before ")
        os.kill(t.pid, signal.SIGTSTP)
        t.read(0.6)
        os.kill(t.pid, signal.SIGCONT)
        t.read(0.6)
        t.type("and after")
        t.press("^s")
        t.wait("minutes this week")
        t.press("q")
        assert t.ended() == 0
    (entry,) = json.loads(cli(tmp_path / "home", "learn", "list", "--json"))
    assert entry["title"] == "Before and after"


def test_a_flood_of_keys_and_a_large_paste_leave_it_usable(tmp_path: Path) -> None:
    with Terminal(tmp_path / "home", 100, 30) as t:
        t.wait("Write the first goal")
        t.press("l")
        t.wait("Log learning")
        began = time.monotonic()
        for _ in range(10):
            t.press("x" * 2_000)
        t.press("^s")
        t.wait("minutes this week")
        flooded = time.monotonic() - began
        t.press("n")
        t.wait("Your goal")
        t.press("\x1b[200~" + "Raise it " * 110_000 + "\x1b[201~")
        t.wait("Raise it")
        t.press("esc")
        t.wait("This week")
        t.press("q")
        assert t.ended() == 0
    print(f"20,000 keys and saving them: {flooded:.1f} s")
    (entry,) = json.loads(cli(tmp_path / "home", "learn", "list", "--json"))
    assert entry["title"] == "x" * 20_000


def test_without_a_terminal_it_says_what_to_do(tmp_path: Path) -> None:
    env = {**os.environ, "PMGOALS_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-m", "pmgoals"], capture_output=True, text=True, env=env, stdin=-3
    )
    assert done.returncode == 2 and "needs a terminal" in done.stderr and not done.stdout
