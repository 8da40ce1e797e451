"""`pmgoals goal chart`: a measure over time, in plain text."""

import pytest


@pytest.fixture
def charted(pm, rich):
    """The goal of the rich plan, which has six readings."""
    return rich


def test_it_draws_in_ascii_and_says_the_numbers(pm, charted):
    ran = pm("goal", "chart", charted)
    lines = ran.out.splitlines()
    assert ran.code == 0 and ran.out.isascii()
    assert lines[0] == "Raise onboarding completion"
    assert lines[1] == "onboarding completion  lagging, due 30 Sep 2027"
    assert "* now 65 %" in lines[-1] or "* now 65 %" in lines[-2]
    assert "78 % +" in ran.out and "62 % +" in ran.out and "today" in ran.out
    assert all(len(line) <= 100 and line == line.rstrip() for line in lines)


def test_its_size_is_asked_for(pm, charted):
    lines = pm("goal", "chart", charted, "--width", "50", "--height", "9").out.splitlines()
    assert len(lines) == 2 + 9
    assert max(map(len, lines[2:])) == 50
    for option, value in (
        ("--width", "39"),
        ("--width", "x"),
        ("--height", "61"),
        ("--height", ""),
    ):
        ran = pm("goal", "chart", charted, option, value)
        assert (ran.code, ran.out) == (3, "")
        assert "whole number" in ran.err


def test_another_measure_is_named(pm, charted):
    pm("measure", "read", "tickets", "0.3", "--on", "1 Nov 2026")
    pm("measure", "read", "tickets", "0.35")
    ran = pm("goal", "chart", charted, "--measure", "tickets")
    assert "tickets  guardrail" in ran.out
    assert "limit 0.4" in ran.out
    assert pm("goal", "chart", charted, "--measure", "nothing").code == 1


def test_its_document_is_the_course(pm, charted):
    document = pm("goal", "chart", charted, "--json").json
    assert [point["value"] for point in document["actual"]] == [62, 62.5, 63, 63.4, 64, 65]
    assert document["fan"][-1]["on"] == document["due"] == "2027-09-30"
    landing = next(g for g in pm("today", "--json").json["goals"] if g["id"] == charted)["forecast"]
    assert document["fan"][-1]["low"] == pytest.approx(landing["low"], abs=0.05)
    assert document["chance"] == pytest.approx(landing["chance"], abs=0.001)


def test_without_two_readings_it_says_what_takes_them(pm, goal):
    ran = pm("goal", "chart", goal)
    assert "One reading so far, 62 % on 21 Nov 2026" in ran.out
    assert "pmgoals measure read" in ran.out
    pm("measure", "add", goal, "teams", "invited", "--to", "40")
    assert "No reading yet" in pm("goal", "chart", goal, "--measure", "teams").out
    command = ran.out.split("pmgoals ")[1].split()[:3]
    assert pm(*command, "63", "--on", "20 Nov 2026").code == 0
    assert "* now 62 %" in pm("goal", "chart", goal).out


def test_a_goal_without_a_measure_says_how_to_add_one(pm):
    goal = pm("goal", "add", "Find", "five", "ways", "by", "Q2", "2027", "--no-theme", "x").id
    measures = pm("goal", "show", goal, "--json").json["measures"]
    for measure in measures:
        pm("delete", measure["id"])
    ran = pm("goal", "chart", goal)
    assert (ran.code, ran.out) == (1, "")
    assert "pmgoals measure add" in ran.err
