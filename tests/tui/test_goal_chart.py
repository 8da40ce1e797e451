"""The chart on a goal's page, and what stands there until there is one."""

from __future__ import annotations

import datetime as dt

import pytest

from pmgoals.model.goal import Goal
from pmgoals.services.planner import Planner
from pmgoals.tui.screens.goal_chart import NARROWEST, TONES, GoalChart
from pmgoals.tui.screens.goal_detail import detail
from pmgoals.tui.spans import TONES as KNOWN
from pmgoals.tui.spans import Line, width_of
from pmgoals.tui.tones import Tones


@pytest.fixture
def goal(planner: Planner) -> Goal:
    """A goal with a reading of its first day."""
    line = "Raise onboarding completion from 62% to 78% by 30 Sep 2027"
    return planner.drafts.commit(planner.drafts.begin(line))


def chart(planner: Planner, goal: Goal, *, ascii_only: bool = False) -> GoalChart:
    goal = planner.goals.get(goal.id)
    return GoalChart(goal, planner.plan, planner.today, ascii_only=ascii_only)


def text(lines: list[Line]) -> str:
    return "\n".join("".join(span.text for span in line) for line in lines)


def read(planner: Planner, goal: Goal, *values: float) -> None:
    """Keep weekly readings of the goal's main measure, the last of them today's."""
    main = planner.measures.main(goal.id)
    for weeks, value in enumerate(reversed(values)):
        day = planner.today - dt.timedelta(weeks=weeks)
        planner.measures.read(main.id, value, on=day)


def test_until_there_are_two_readings_a_line_says_which_key_takes_them(
    planner: Planner, goal: Goal
) -> None:
    seen = chart(planner, goal)
    assert not seen.is_drawn(80)
    assert "One reading so far, 62 % on 23 Nov 2026; c takes the next" in text(seen.lines(80))
    planner.goals.close(goal.id)
    assert chart(planner, goal).lines(80) == []


def test_a_pane_that_is_too_narrow_has_no_chart(planner: Planner, goal: Goal) -> None:
    read(planner, goal, 60, 61, 62, 63)
    seen = chart(planner, goal)
    assert seen.is_drawn(NARROWEST) and not seen.is_drawn(NARROWEST - 1)
    assert seen.lines(NARROWEST - 1) == []


@pytest.mark.parametrize("width", [NARROWEST, 63, 64, 73, 100, 160])
def test_the_chart_fills_its_width_with_known_tones(
    planner: Planner, goal: Goal, width: int
) -> None:
    read(planner, goal, 60, 61, 62, 63)
    blank, *rows = chart(planner, goal).lines(width)
    assert blank == []
    assert {width_of(row) for row in rows} == {width}
    assert {span.tone for row in rows for span in row} <= {"", *KNOWN}
    assert "now 63 %" in text(rows)
    assert text(chart(planner, goal, ascii_only=True).lines(width)).isascii()


def test_the_range_stands_in_the_legend_and_not_twice(planner: Planner, goal: Goal) -> None:
    read(planner, goal, 60, 61, 62, 63)
    page = detail(planner, planner.goals.get(goal.id))
    wide, narrow = text(page(90)), text(page(NARROWEST - 4))
    assert "· likely" not in wide and wide.count("likely") == 1
    assert narrow.count("likely") == 1
    assert wide.count("to reach it") == 1


def test_the_shade_is_the_accent_over_the_background() -> None:
    assert TONES["range"] == "shade"
    variables = {"accent": "#ffffff", "background": "#000000", "foreground": "#ffffff"}
    tones = Tones(variables)
    color = tones.style("shade").color
    assert color is not None and color.triplet is not None
    assert 0.6 < color.triplet.red / 255 < 0.7
    of_terminal = Tones(variables | {"accent": "ansi_blue", "background": "ansi_default"})
    assert of_terminal.style("shade").dim
    assert not of_terminal.style("accent").dim
