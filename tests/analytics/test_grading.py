from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_maker import DUE, START, checkin, goal, measure, milestone, plan_of, reading

from pmgoals.analytics.grading import Grading, broken_guardrails, proposal, proposed_grade
from pmgoals.model.calendar import Week


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


def test_a_goal_that_just_began_has_no_grade_until_something_is_said_of_it() -> None:
    one = measure()
    first, day = reading(one, 0.0), START + dt.timedelta(days=1)
    assert proposed_grade(goal(), plan_of(goal(), one, first), day) is None
    said = checkin(Week.of(START))
    assert proposed_grade(goal(), plan_of(goal(), one, first, said), day) == 0.0
    again = reading(one, 0.0, day)
    assert proposed_grade(goal(), plan_of(goal(), one, first, again), day) == 0.0
    moved = reading(one, 20.0, START)
    assert proposed_grade(goal(), plan_of(goal(), one, moved), day) == 0.2
    later = START + dt.timedelta(days=30)
    assert proposed_grade(goal(), plan_of(goal(), one, first), later) == 0.0


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


# ---- what a guardrail and a first promise do to it ----


def test_a_broken_guardrail_keeps_a_hit_just_below_its_line() -> None:
    one = goal(start=START, due=DUE)
    main, guard = measure(), measure(role="guardrail", low=None, high=5.0, target=5.0)
    plan = plan_of(one, main, guard, reading(main, 100.0, DUE), reading(guard, 6.0, DUE))
    found = proposal(one, plan, DUE)
    assert (found.grade, found.uncapped, found.broken) == (0.9, 1.0, [guard])
    assert found.at_a_price
    told = proposal(one, plan, DUE, veto=False)
    assert (told.grade, told.broken, told.at_a_price) == (1.0, [guard], False)
    own = proposal(one, plan, DUE, grading=Grading(0.8, 0.8, None))
    assert own.grade == 0.7
    near = plan_of(one, main, guard, reading(main, 50.0, DUE), reading(guard, 6.0, DUE))
    assert not proposal(one, near, DUE).at_a_price  # no hit, no price


def test_a_guardrail_is_judged_by_its_last_reading_up_to_the_day() -> None:
    one = goal(start=START, due=DUE)
    guard = measure(role="guardrail", low=None, high=5.0, target=5.0)
    late = DUE + dt.timedelta(days=3)
    plan = plan_of(one, guard, reading(guard, 4.0, DUE), reading(guard, 9.0, late))
    assert broken_guardrails(one, plan, DUE) == []
    assert broken_guardrails(one, plan, late) == [guard]


def test_an_eased_goal_is_graded_against_its_first_promise_too() -> None:
    eased = goal(start=START, due=DUE, original_due=DUE - dt.timedelta(days=30))
    main = measure(baseline=0.0, target=50.0, original_target=100.0)
    early = reading(main, 20.0, DUE - dt.timedelta(days=40))
    plan = plan_of(eased, main, early, reading(main, 50.0, DUE))
    found = proposal(eased, plan, DUE)
    assert (found.grade, found.original) == (1.0, 0.2)  # 20 of 100 by the first day


def test_a_goal_as_it_was_promised_has_one_grade() -> None:
    one, main = goal(start=START, due=DUE), measure()
    found = proposal(one, plan_of(one, main, reading(main, 30.0, DUE)), DUE)
    assert found.grade == found.original == found.uncapped
