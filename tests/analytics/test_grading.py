from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_maker import DUE, START, goal, measure, milestone, plan_of, reading

from pmgoals.analytics.grading import proposed_grade


def graded(value: float) -> float | None:
    one = measure()
    return proposed_grade(goal(), plan_of(goal(), one, reading(one, value)), DUE)


@pytest.mark.parametrize(
    ("value", "grade"), [(-30, 0.0), (0, 0.0), (44, 0.4), (46, 0.5), (99, 1.0), (250, 1.0)]
)
def test_a_grade_is_proposed_in_tenths(value: float, grade: float) -> None:
    assert graded(value) == grade


def test_no_grade_is_proposed_without_data() -> None:
    assert proposed_grade(goal(), plan_of(goal(), measure()), DUE) is None


def test_a_goal_of_milestones_is_graded_by_their_weight() -> None:
    steps = [milestone(START, weight=3.0, done_on=START), milestone(START)]
    assert proposed_grade(goal(), plan_of(goal(), *steps), DUE) == 0.8


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_better_number_never_proposes_a_worse_grade(one: float, other: float) -> None:
    worse, better = (graded(value) for value in sorted([one, other]))
    assert worse is not None and better is not None
    assert 0.0 <= worse <= better <= 1.0
    assert round(worse, 1) == worse


def test_a_goal_that_goes_on_is_graded_on_the_part_expected_by_then() -> None:
    one = measure()
    plan = plan_of(goal(), one, reading(one, 20))
    quarter_of_the_way = START + dt.timedelta(days=25)
    assert proposed_grade(goal(), plan, quarter_of_the_way) == 0.2
    assert proposed_grade(goal(), plan, quarter_of_the_way, by=quarter_of_the_way) == 0.8
    assert proposed_grade(goal(), plan, quarter_of_the_way, by=START) is None
    assert proposed_grade(goal(), plan, quarter_of_the_way, by=DUE) == 0.2
