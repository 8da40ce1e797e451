"""The course of a measure: readings, expectation and the fan of the forecast."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_maker import DUE, GOAL, START, goal, measure, milestone, plan_of, reading

from pmgoals.analytics.course import Course, course
from pmgoals.analytics.forecast import FEWEST, fan, forecast
from pmgoals.analytics.progress import expected
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone

TODAY = START + dt.timedelta(days=70)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def seen(
    values: Sequence[float] = (),
    of: Measure | None = None,
    steps: Sequence[Milestone] = (),
    main: Measure | None = None,
    today: dt.date = TODAY,
    **fields: Any,
) -> Course:
    """Return the course of weekly readings of a measure, with the fields of its goal."""
    of, its_goal = of or measure(), goal(**fields)
    taken = [reading(of, value, day(7 * n)) for n, value in enumerate(values)]
    main_first = [main] if main else []
    plan = plan_of(its_goal, *main_first, of, *taken, *steps)
    return course(of, its_goal, plan, today)


def test_the_readings_up_to_today_are_the_actual_course() -> None:
    found = seen([10, 20, 30], today=day(7))
    assert [(point.on, point.value) for point in found.actual] == [(day(0), 10), (day(7), 20)]
    assert (found.now, found.is_drawn) == (20, True)
    assert (found.start, found.due, found.baseline, found.target) == (START, DUE, 0, 100)


def test_without_two_readings_there_is_no_line_to_draw() -> None:
    assert not seen([]).is_drawn and seen([]).now is None
    assert not seen([10]).is_drawn


def test_the_expected_way_leads_from_baseline_to_target() -> None:
    found = seen([], measure(baseline=40, target=20))
    assert [(point.on, point.value) for point in found.expected] == [(START, 40), (DUE, 20)]
    assert found.expected_today == pytest.approx(26)


def test_the_expected_way_of_the_main_measure_goes_through_its_milestones() -> None:
    steps = [milestone(day(50), target=10), milestone(day(60), title="no number")]
    main_made = measure().created
    through = seen([], steps=steps)
    assert [point.value for point in through.expected] == [0, 10, 100]
    later = main_made + dt.timedelta(days=1)
    other = seen([], measure(name="other", created=later), steps, main=measure(name="main"))
    assert [point.value for point in other.expected] == [0, 100]


def test_the_expected_value_today_is_the_one_of_pace() -> None:
    of = measure(baseline=40, target=60)
    steps = [milestone(day(50), target=44), milestone(day(80), target=70)]
    found = seen([], of, steps)
    start = reading(of, 40, START)
    share = expected(goal(), plan_of(goal(), of, start, *steps), TODAY)
    assert share is not None
    assert found.expected_today == pytest.approx(40 + 20 * share)


def test_nothing_is_expected_without_a_target_or_a_deadline() -> None:
    assert seen([], measure(target=None)).expected == []
    assert seen([], due=None).expected == []
    assert seen([], due=None).expected_today is None


def test_what_is_to_be_held_has_limits_and_no_way() -> None:
    held = seen([99, 98], measure(direction="maintain", low=95, high=None, baseline=99, target=95))
    assert (held.limits, held.target, held.expected) == ([95], None, [])
    guard = seen([9, 8], measure(role="guardrail", low=None, high=18, target=18, baseline=14))
    assert (guard.limits, guard.expected, guard.fan) == ([18], [], [])


def test_a_thing_that_is_there_or_not_goes_in_steps() -> None:
    assert seen([0, 0, 1], measure(target=1, baseline=None)).steps
    assert not seen([0, 0.4, 1], measure(target=1, baseline=0)).steps
    assert not seen([0, 1], measure(target=2, baseline=0)).steps


def test_only_an_active_goal_has_a_forecast() -> None:
    values = [10, 20, 30, 40, 50]
    assert seen(values).fan
    assert seen(values).chance is not None
    for fields in ({"state": "paused"}, {"due": None}, {"due": day(60)}):
        found = seen(values, **fields)
        assert (found.fan, found.chance) == ([], None)
    assert seen(values[: FEWEST - 1]).fan == []


VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=11)


@given(VALUES, st.sampled_from([0.0, 50.0, None]), st.sampled_from([100.0, -20.0, 50.0]))
def test_the_fan_ends_in_the_forecast_and_only_widens(
    values: list[float], baseline: float | None, target: float
) -> None:
    of = measure(baseline=baseline, target=target)
    taken = [reading(of, value, day(7 * n)) for n, value in enumerate(values)]
    spreads = fan(of, taken, START, DUE, TODAY)
    landing = forecast(of, taken, START, DUE, TODAY)
    if landing is None:
        assert spreads == []
        return
    last = spreads[-1]
    assert (last.on, last.low, last.middle, last.high) == (
        DUE, landing.low, landing.middle, landing.high,
    )  # fmt: skip
    assert spreads[0].on == taken[-1].on
    assert all(a.on < b.on for a, b in pairwise(spreads))
    assert all(s.low <= s.middle <= s.high for s in spreads)
    for a, b in pairwise(spreads):
        assert b.high - b.low >= (a.high - a.low) * (1 - 1e-4) - 1e-6


def test_the_goal_of_the_course_is_named() -> None:
    assert seen([1, 2]).goal == GOAL
