"""SIGKILL at random moments: of every verb that writes, and of the app."""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from terminal import Terminal
from traced import Home

from pmgoals.clock import Clock
from pmgoals.paths import find_paths
from pmgoals.services.planner import Planner

IN_APP = 12
"""One of so many kills is of the app."""

LONGEST = 0.6
"""Seconds within which a command is killed; most have ended before."""

TOKENS: dict[str, list[str]] = {
    "learn": ["learn", "--", "{}"],
    "win": ["win", "--", "{}"],
    "evidence add": ["evidence", "add", "--kind", "decision", "--", "{}"],
    "journal add": ["journal", "add", "--", "{}"],
    "priority add": ["priority", "add", "--", "{}"],
    "notdoing": ["notdoing", "--", "{}"],
    "theme add": ["theme", "add", "--", "{}"],
    "reading add": ["reading", "add", "--", "{}"],
    "signal add": ["signal", "add", "market", "--", "{}"],
    "milestone add": ["milestone", "add", "GOAL", "{}", "--by", "30 Nov 2026"],
    "goal add": ["goal", "add", "{}", "--metric", "n", "--from", "0", "--to", "5",
                 "--by", "Q4 2027"],
    "measure add": ["measure", "add", "GOAL", "{}", "--from", "0", "--to", "5", "--unit", "calls"],
    "if-then": ["goal", "ifthen", "GOAL", "--if", "{}", "--then", "I do it"],
    "import csv": ["import", "csv", "FILE", "--as", "learning", "--column", "title=What",
                   "--column", "on=When"],
}  # fmt: skip
"""Verbs that keep a word of ours, which must be there once they have said so."""

OTHERS: list[list[str]] = [
    ["undo"], ["redo"], ["backup"], ["doctor", "--fix"], ["restore", "latest"], ["delete", "TOKEN"],
    ["checkin", "GOAL", "3", "--confidence", "5"], ["share", "GOAL", "manager"],
    ["ladder", "set", "--level", "pm"], ["reflect", "strengths", "A word"],
    ["competency", "assess", "managing_up", "8", "4"],
]  # fmt: skip
"""Verbs that keep no word of ours; some take one back."""


def check_moments(room: Path, options: argparse.Namespace) -> str:
    """Kill at random moments: nothing acknowledged is lost, no plan is unreadable, no litter."""
    chance = random.Random(options.seed)
    home = Home(room / "home")
    home.learn("first")
    goal = home.run("goal", "add", "A goal", "--metric", "n", "--from", "0", "--to", "5",
                    "--by", "Q4 2027", "--start", "1 Jan 2026").stdout.strip()  # fmt: skip
    told, unsure, cut = {"first"}, set[str](), 0
    verbs: dict[str, str] = {}
    for number in range(options.kills):
        token = f"token{number:05}x"
        if number % IN_APP == IN_APP - 1:
            done = _in_app(home, token, chance)
            known = {token}
        else:
            words, known = _words(room, goal, token, told, chance)
            verbs[token] = " ".join(words[:2])
            done = _killed(home, words, chance)
            if words[0] in ("undo", "redo", "restore", "delete"):  # what they take back may be gone
                unsure |= told if words[0] != "delete" else known
                known = set()
        cut += done is None
        if done:
            told |= known
            unsure -= known
        else:
            unsure |= known
        held = _held(home)
        lost = {f"{each} ({verbs.get(each, 'app')})" for each in told - unsure if each not in held}
        assert not lost, f"kill {number}: {sorted(lost)} were acknowledged and are gone"
        told = {each for each in told if each in held}
        unsure &= told
    home.learn("afterwards")
    assert "afterwards" in _held(home) and not home.litter(), f"litter: {home.litter()}"
    return f"{options.kills} kills, {cut} of them before the end: nothing lost, no litter"


def _words(
    room: Path, goal: str, token: str, told: set[str], chance: random.Random
) -> tuple[list[str], set[str]]:
    """Return the words of a command, and the tokens that it is about."""
    if chance.random() < 0.2:
        words = chance.choice(OTHERS)
        old = chance.choice(sorted(each for each in told if each.startswith("token")) or [token])
        words = [goal if word == "GOAL" else old if word == "TOKEN" else word for word in words]
        return words, {old}
    file = room / "rows.csv"
    file.write_text(f"What,When\n{token},2026-11-03\n")
    names = {"GOAL": goal, "FILE": str(file)}
    words = chance.choice(list(TOKENS.values()))
    return [names.get(word, word.replace("{}", token)) for word in words], {token}


def _killed(home: Home, words: list[str], chance: random.Random) -> bool | None:
    """Run a command and kill it at some moment; return whether it said it was done, None if cut."""
    env = os.environ | {"PMGOALS_HOME": str(home.folder)}
    command = [sys.executable, "-m", "pmgoals", *words]
    with subprocess.Popen(
        command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        time.sleep(chance.uniform(0.02, LONGEST))
        process.send_signal(signal.SIGKILL)
        _, stderr = process.communicate()
        assert b"Traceback" not in stderr, stderr.decode()
        return None if process.returncode == -signal.SIGKILL else process.returncode == 0


def _in_app(home: Home, token: str, chance: random.Random) -> bool | None:
    """Log by the app and kill it at some moment; return whether it said that it was kept."""
    with Terminal(home.folder, 100, 30) as app:
        app.wait("This week")
        app.press("l")
        app.wait("Log learning")
        app.type(token)
        app.press("^s")
        app.read(chance.uniform(0.0, 0.8))
        told = "minutes this week" in app.text
        app.kill(signal.SIGKILL)
    return True if told else None


def _held(home: Home) -> str:
    """Return every word that the plan holds alive. PlanUnreadable when it cannot be read."""
    paths = find_paths({"PMGOALS_HOME": str(home.folder)})
    tables = Planner(paths, Clock()).plan.documents
    return "\n".join(
        repr(document)
        for documents in tables.values()
        for document in documents.values()
        if "deleted" not in document
    )
