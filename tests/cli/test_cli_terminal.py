"""What only happens with a person at the keyboard: questions asked one by one."""

import os
import signal
import sys

import pexpect
import pytest


def heed_interrupts() -> None:
    """Undo what a shell tells programs in the background, which is to ignore `^c`."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def at_keyboard(home):
    """Start `pmgoals WORDS` on a terminal."""
    children = []

    def start(*words):
        child = pexpect.spawn(
            sys.executable, ["-m", "pmgoals", *words], env=dict(os.environ, TERM="xterm"),
            encoding="utf-8", timeout=20, dimensions=(30, 100), preexec_fn=heed_interrupts,
        )  # fmt: skip
        children.append(child)
        return child

    yield start
    for child in children:
        child.close(force=True)


def ended(child) -> int:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def test_the_ritual_asks_stage_by_stage(pm, goal, at_keyboard):
    pm("goal", "add", "Speak", "--metric", "talks", "--from", "0", "--to", "1", "--by", "Q4 2027")
    pm("journal", "add", "--commitments", "Ask five", "--change", "Mornings", "--week", "2026-W46")
    child = at_keyboard("checkin")
    child.expect(r"1 of 9 · Last week you meant")
    child.expect("Mornings")
    child.expect(r"\[not said\]: ")
    child.sendline("none of it")
    child.expect("is not one of them")
    child.sendline("part")
    child.expect(r"2 of 9 · Raise onboarding completion")
    child.expect(r"onboarding completion, % \[62\]: ")
    child.sendline("3 days")
    child.expect("kept in %")
    child.sendline("64")
    child.expect("Confidence: ")
    child.sendline("7")
    child.expect("One line why: ")
    child.sendline("two calls")
    child.expect("Next action: ")
    child.sendline("")
    child.expect(r"3 of 9 · Speak")
    child.expect(r"talks \[0\]: ")
    child.sendline("")
    child.expect("Confidence: ")
    child.sendcontrol("d")
    child.expect("2 of 9 answered")
    assert ended(child) == 0
    kept = pm("goal", "show", goal, "--json").json
    assert [(c["confidence"], c["note"]) for c in kept["checkins"]] == [(7, "two calls")]
    assert kept["measures"][0]["readings"][-1]["value"] == 64.0
    assert pm("journal", "show", "--json").json[0]["intention_kept"] == "partly"


def test_a_list_ends_with_an_empty_line_and_what_was_typed_comes_back(pm, goal, at_keyboard):
    pm("checkin", goal, "64", "--confidence", "6")
    child = at_keyboard("checkin")
    child.expect("1 of 5")
    child.expect("  1: ")
    child.sendline("Send the brief")
    child.expect("  2: ")
    child.sendcontrol("d")
    child.expect("0 of 5 answered")
    assert ended(child) == 0
    assert pm("journal", "show", "--json").json == []
    child = at_keyboard("checkin")
    child.expect(r"  1 \[Send the brief\]: ")
    child.sendline("")
    child.expect("  2: ")
    child.sendline("")
    child.expect("2 of 5")
    child.sendcontrol("d")
    assert ended(child) == 0
    said = pm("journal", "show", "--json").json[0]["answers"]
    assert said == {"commitments": "Send the brief"}


def test_enter_keeps_last_weeks_confidence(pm, goal, at_keyboard):
    pm("checkin", goal, "64", "--confidence", "6", "--week", "2026-W46")
    child = at_keyboard("checkin")
    child.expect(r", % \[62\]: ")
    child.sendline("")
    child.expect(r"Confidence \[6\]: ")
    child.sendline("")
    child.expect("One line why: ")
    child.sendline("")
    child.expect("Next action: ")
    child.sendline("Call five")
    for number in range(2, 7):  # commitments, wins, setbacks, learned, change
        child.expect(f"{number} of 6")
        child.expect(r"  (1:|>) ")
        child.sendline("x" if number < 5 else "A word")
        if number < 5:
            child.expect("  2: ")
            child.sendline("")
    child.expect("is done")
    assert ended(child) == 0
    assert [c["confidence"] for c in pm("goal", "show", goal, "--json").json["checkins"]] == [6, 6]
    child = at_keyboard("checkin")
    child.expect("Nothing is left to say")
    assert ended(child) == 0


def test_ctrl_c_leaves_with_what_was_kept(pm, goal, at_keyboard):
    child = at_keyboard("checkin")
    child.expect(r"\]: ")
    child.sendintr()
    assert ended(child) == 130
    assert pm("goal", "show", goal, "--json").json["checkins"] == []


def test_reflection_asks_one_by_one(pm, at_keyboard):
    child = at_keyboard("reflect")
    child.expect("1 of ")
    child.expect("> ")
    child.sendline("Turning vague asks into first steps")
    child.expect("2 of ")
    child.expect("> ")
    child.sendline("")
    child.expect("3 of ")
    child.sendcontrol("d")
    child.expect("1 answer kept")
    assert ended(child) == 0
    assert [e["prompt"] for e in pm("reflect", "--json").json if e["answer"]] == ["strengths"]


def test_colour_in_a_terminal_only_when_wanted(pm, goal, at_keyboard, monkeypatch):
    child = at_keyboard("goal", "list")
    child.expect(pexpect.EOF)
    assert "\x1b[36m◇ new" in child.before
    for words in (["goal", "list", "--no-color"],):
        child = at_keyboard(*words)
        child.expect(pexpect.EOF)
        assert "\x1b[3" not in child.before
    monkeypatch.setenv("NO_COLOR", "1")
    child = at_keyboard("goal", "list")
    child.expect(pexpect.EOF)
    assert "\x1b[3" not in child.before
