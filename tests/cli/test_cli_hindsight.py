"""The ledger of all goals, and what confidence and dates were worth, by command line."""

from __future__ import annotations

import pytest

HOSTILE = "a \x1b[2J [/x] \u202eline\nand another"


@pytest.fixture
def started(pm):
    """A goal that started long ago, so that its steps could be due by now."""
    return pm(
        "goal", "add", "Raise", "onboarding", "completion", "--metric", "onboarding completion",
        "--from", "62 %", "--to", "78 %", "--by", "30 Sep 2027", "--start", "1 Sep 2026",
    ).id  # fmt: skip


def steps(pm, goal, days):
    """Add milestones for 1 October, each done on one of some days of October 2026."""
    for day in days:
        step = pm("milestone", "add", goal, f"Step {day}", "--by", "1 Oct 2026").id
        pm("milestone", "done", step, "--on", f"{day} Oct 2026")


# ---- goal ledger ----


def test_the_ledger_of_all_goals_names_each_latest_first(pm, goal):
    other = pm("goal", "add", "Alone", "--metric", "n", "--from", "0", "--to", "1", "--by", "Q4").id
    pm("goal", "edit", goal, "--by", "31 Oct 2027", "--reason", "the import slipped")
    pm("goal", "edit", goal, "--by", "30 Nov 2027", "--reason", "again")
    pm("goal", "edit", other, "--title", "Alone no more", "--today", "2026-12-01")
    lines = pm("goal", "ledger").out.splitlines()
    assert lines[:2] == [" 1 Dec 2026  title: Alone → Alone no more", f"{'':13}Alone no more"]
    assert lines[2] == "21 Nov 2026  due: 31 Oct 2027 → 30 Nov 2027 (first 30 Sep 2027)  eased"
    assert lines[3:5] == [f"{'':13}Raise onboarding completion", f"{'':13}why: again"]
    own = pm("goal", "ledger", "onboarding").out
    assert "Alone" not in own
    assert "Raise onboarding completion\n" not in own  # its title is known


def test_only_what_was_eased(pm, goal):
    assert pm("goal", "ledger", "--eased").err.strip() == "Nothing was eased."
    pm("goal", "edit", goal, "--by", "31 Oct 2027", "--reason", "slipped")
    pm("goal", "edit", goal, "--by", "1 Oct 2027")
    found = pm("goal", "ledger", "--eased", "--json").json
    assert [(e["after"], e["eased"], e["goal_title"], e["original"]) for e in found] == [
        ("31 Oct 2027", True, "Raise onboarding completion", None)
    ]
    all_of_it = pm("goal", "ledger", goal, "--json").json
    assert [e["original"] for e in all_of_it if e["field"] == "due"] == ["30 Sep 2027", None]


def test_an_empty_ledger_says_so(pm):
    ran = pm("goal", "ledger")
    assert (ran.code, ran.out, ran.err.strip()) == (0, "", "Nothing was changed yet.")
    assert pm("goal", "ledger", "--json").json == []
    assert pm("goal", "ledger", "nobody").code == 1


def test_a_reason_cannot_steer_the_terminal_or_break_the_line(pm, goal):
    pm("goal", "edit", goal, "--title", HOSTILE, "--reason", HOSTILE)
    out = pm("goal", "ledger").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert all(line.startswith(" " * 13) or "2026  " in line for line in out.splitlines())


# ---- hindsight ----


def test_a_new_plan_says_from_when_on_there_is_something(pm):
    out = pm("hindsight").out
    assert "Too few to tell: 3 more closed goals" in out
    assert "With 5 milestones done, or 5 goals reached" in out
    empty = pm("hindsight", "--json").json
    assert empty["confidence"]["score"] is None
    assert [band["name"] for band in empty["confidence"]["bands"]] == ["high", "medium", "low"]
    assert set(empty["slip"]["goals"].values()) == {None}


def test_confidence_is_scored_against_closed_goals(pm):
    for number, grade in enumerate(("1.0", "0.3", "0.2")):
        goal = pm("goal", "add", f"Goal {number}", "--metric", f"metric {number}", "--from", "0",
                  "--to", "1", "--by", "Q4", "--start", "1 Oct 2026").id  # fmt: skip
        for week in ("2026-W42", "2026-W43"):
            pm("checkin", goal, "0", "--confidence", "9", "--week", week, "--today", "2026-10-26")
        pm("goal", "close", goal, "--grade", grade)
    out = pm("hindsight").out
    rows = [line.split() for line in out.splitlines()[1:5]]
    assert rows[1] == ["8", "to", "10", "6", "3", "90", "%", "1", "33", "%"]
    assert rows[3] == ["1", "to", "3", "0", "0", "0"]
    assert "What was called 8 to 10 was reached in 1 of 3 goals: plan those with more room." in out
    found = pm("hindsight", "--json").json["confidence"]
    assert found["score"] == pytest.approx((0.01 + 2 * 0.81) / 3)
    assert found["base"] == pytest.approx(2 / 9)
    high = found["bands"][0]
    assert (high["from"], high["to"], high["checkins"], high["reached"]) == (8, 10, 6, 1)
    assert found["says"] in out


def test_a_new_day_is_held_against_what_was_done(pm, started):
    steps(pm, started, (1, 5, 10, 10, 20))
    told = pm("milestone", "add", started, "Pilot", "--by", "10 Feb 2027")
    assert "As 5 milestones went, 10 Feb 2027 comes to 19 Feb for 4 in 5." in told.err
    assert told.out.strip().startswith("m")  # the id alone
    moved = pm("milestone", "move", told.id, "10 Mar 2027", "--today", "2026-11-22",
               "--reason", "room")  # fmt: skip
    assert "10 Mar 2027 comes to 19 Mar for 4 in 5." in moved.err
    tried = pm("milestone", "move", told.id, "20 Mar 2027", "--dry-run")
    assert "20 Mar 2027 comes to 29 Mar" in tried.err
    edited = pm("goal", "edit", started, "--by", "1 Sep 2027")
    assert "As 5 milestones and goals went, 1 Sep 2027 comes to 10 Sep for 4 in 5." in edited.err
    assert "went" not in pm("goal", "edit", started, "--why", "x").err
    slip = pm("hindsight", "--json").json["slip"]["milestones"]
    assert (slip["count"], slip["median"], slip["most"], slip["late"]) == (5, 9, 9, 0.8)


def test_too_few_done_give_no_hint(pm, started):
    steps(pm, started, (5, 6, 7))
    assert "went" not in pm("milestone", "add", started, "Pilot", "--by", "10 Feb 2027").err
