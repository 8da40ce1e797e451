"""What Align shows: the cascade, the matrix, and what goals have not answered."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from plan_cases import TODAY, goal_id, numbered, plan_with, priority, pushes, theme
from plan_maker import reading
from test_align import write

from pmgoals.model.goal import Override
from pmgoals.services.align.look import KINDS, Branch, Look
from pmgoals.services.align.words import say_alone, say_composite, say_unanswered
from pmgoals.services.planner import Planner

LARGE, SKILLS = theme("Larger customers", weight=3.0), theme("Skills", until=TODAY)
ANSWERS = dict.fromkeys(
    ("resources", "promised_elsewhere", "must_ship_first", "shared_system"), "Nothing"
)


def look_at(planner: Planner, *records: Any) -> Look:
    write(planner, plan_with(*records))
    return planner.align.look()


def tree(branches: list[Branch]) -> list[Any]:
    return [(branch.goal.id, tree(branch.below)) for branch in branches]


def test_goals_stand_below_what_they_are_part_of_and_serve_its_theme(planner: Planner) -> None:
    seen = look_at(
        planner,
        LARGE,
        SKILLS,
        numbered(1, theme=LARGE.id),
        numbered(2, parent=goal_id(1)),
        numbered(3, parent=goal_id(2)),
        numbered(4, parent=goal_id(1), theme=SKILLS.id),
        numbered(5, no_theme_reason="for joy"),
    )
    first, second = seen.themes
    assert tree(first.branches) == [(goal_id(1), [(goal_id(2), [(goal_id(3), [])])])]
    assert tree(second.branches) == [(goal_id(4), [])]
    assert tree(seen.alone) == [(goal_id(5), [])]
    assert (first.weight, second.weight) == (0.75, 0.25)
    assert sorted(goal.id for goal in seen.goals) == [goal_id(n) for n in range(1, 6)]


def test_closed_goals_between_are_passed_over(planner: Planner) -> None:
    seen = look_at(
        planner,
        LARGE,
        numbered(1, theme=LARGE.id),
        numbered(2, parent=goal_id(1), state="closed"),
        numbered(3, parent=goal_id(2)),
    )
    assert tree(seen.themes[0].branches) == [(goal_id(1), [(goal_id(3), [])])]


@pytest.mark.parametrize(("days", "over"), [(-1, True), (0, False), (1, False)])
def test_a_theme_is_over_the_day_after_its_horizon(planner: Planner, days: int, over: bool) -> None:
    ends = theme("Skills", until=TODAY + dt.timedelta(days=days))
    (seen,) = look_at(planner, ends).themes
    assert seen.is_over is over


def test_the_matrix_counts_open_goals_by_kind_and_quarter(planner: Planner) -> None:
    seen = look_at(
        planner,
        LARGE,
        numbered(1, theme=LARGE.id, kind="strategic"),
        numbered(2, parent=goal_id(1), kind="tactical", due=dt.date(2027, 6, 30)),
        numbered(3, kind="development", due=None),
        numbered(4, theme=LARGE.id, state="closed"),
    )
    assert [str(quarter) for quarter in seen.quarters] == [
        "FY26 Q4", "FY27 Q1", "FY27 Q2", "FY27 Q3",
    ]  # fmt: skip
    themed, alone = seen.matrix
    assert KINDS == ("strategic", "tactical", "development")
    assert (themed.kinds, themed.quarters, themed.total) == ([1, 1, 0], [2, 1, 1, 0], 2)
    assert (alone.theme, alone.kinds, alone.quarters) == (None, [0, 0, 1], [1, 1, 1, 1])


# ---- what is asked of every goal ----


def test_the_four_questions_are_open_until_each_is_answered(planner: Planner) -> None:
    (asked,) = look_at(planner, numbered(1)).unanswered
    assert asked.questions == [*ANSWERS] and not asked.ethics
    planner.goals.edit(goal_id(1), **{**ANSWERS, "shared_system": "  "})  # type: ignore[arg-type]
    (asked,) = planner.align.look().unanswered
    assert say_unanswered(asked) == "shared system"
    planner.goals.edit(goal_id(1), shared_system="Nothing")
    assert planner.align.look().unanswered == []


def test_the_ethics_check_is_asked_of_growth_and_kept_with_the_goal(planner: Planner) -> None:
    growth = pushes(1, "weekly active users", 400, 520)
    (asked,) = look_at(planner, numbered(1, **ANSWERS), growth).unanswered
    assert asked.ethics and say_unanswered(asked) == "ethics"
    planner.goals.edit(goal_id(1), ethics="No false urgency; every step can be skipped")
    assert planner.align.look().unanswered == []
    assert planner.plan.goals[goal_id(1)].ethics.startswith("No false urgency")


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "paused"},
        {"state": "closed"},
        {"overrides": [Override("A4", "all asked")], "ethics": "Fair"},
    ],
)
def test_what_rests_or_is_kept_is_not_asked(planner: Planner, fields: Any) -> None:
    assert look_at(planner, numbered(1, **fields)).unanswered == []


# ---- words ----


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"no_theme_reason": "for joy"}, "for joy"),
        ({"overrides": [Override("R1", "groundwork")]}, "groundwork"),
        ({}, ""),
    ],
)
def test_why_a_goal_stands_alone(fields: Any, said: str) -> None:
    plan = plan_with(numbered(1, **fields))
    assert say_alone(plan.goals[goal_id(1)], plan) == said


def test_a_goal_may_stand_for_a_priority_instead() -> None:
    first = priority("Lead onboarding")
    plan = plan_with(first, numbered(1, priority=first.id))
    assert say_alone(plan.goals[goal_id(1)], plan) == "for the priority “Lead onboarding”"


def test_a_theme_without_goals_has_no_numbers_to_say(planner: Planner) -> None:
    seen = look_at(planner, LARGE, SKILLS, numbered(1, theme=SKILLS.id))
    assert say_composite(seen.themes[0].numbers, seen.quarter) == []
    assert say_composite(seen.themes[1].numbers, seen.quarter) == ["no numbers yet"]


def test_of_a_new_theme_no_change_is_not_told(planner: Planner) -> None:
    goal, way = numbered(1, theme=SKILLS.id, start=TODAY), pushes(1, "queries", 0.0, 9.0)
    told = {}
    for days in (0, 30):
        made = dt.datetime.combine(TODAY - dt.timedelta(days=days), dt.time(9), dt.UTC)
        new = msgspec.structs.replace(SKILLS, created=made)
        seen = look_at(planner, new, goal, way, reading(way, 0.0))
        words = say_composite(seen.themes[0].numbers, seen.quarter, is_new=seen.themes[0].is_new)
        told[days] = " ".join(words)
        assert seen.is_new == (days == 0)
    assert "covered" in told[0] and "since" not in told[0]
    assert "+0 points since" in told[30]
