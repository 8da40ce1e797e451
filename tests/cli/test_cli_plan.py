"""What `pmgoals plan` prints of weeks that promise too much."""

import io

import pytest
from test_cli_output import Terminal

from pmgoals.cli.output import Output
from pmgoals.cli.plan import _takers
from pmgoals.lines import width
from pmgoals.services.board import GoalHours, OverfullWeek

TITLE = "Cut double-booked jobs from 4.2 to 1.5 per 1,000"


def printed(stream, room, count=5):
    goals = [GoalHours(f"g{n}", f"{n} {TITLE}", 9.5 - n) for n in range(count)]
    week = OverfullWeek("2026-W49", "11 of 8 h", 8.0, 11.0, goals)
    out = Output(stream, io.StringIO(), {}, colour=False, ascii_only=False)
    return _takers(out, week, room)


@pytest.mark.parametrize("room", [30, 45, 60, 90, 200])
def test_an_overfull_week_keeps_its_hours_and_counts_what_is_not_named(room):
    """At 80 columns the first title alone was left, and the fourth goal was never told."""
    said = printed(Terminal(), room)
    assert width(said) <= room
    assert " 9.5" in said
    named = said.count(", ") + 1
    assert said.endswith(f" and {5 - named} more")


def test_a_pipe_takes_whole_titles():
    assert printed(io.StringIO(), 20).count(TITLE) == 3
    assert "more" not in printed(io.StringIO(), 20, count=3)


def test_a_period_that_is_its_own_name_is_not_explained(pm):
    assert pm("plan", "FY27").err == ""
    assert "is FY27" in pm("plan", "fy 2027").err
