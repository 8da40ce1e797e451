from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from plan_maker import DUE, START, goal, measure, plan_of, reading

from pmgoals.analytics.course import course
from pmgoals.analytics.forecast import FEWEST, Forecast, forecast, goal_forecast
from pmgoals.analytics.trend import trend
from pmgoals.model.measure import Measure

WEEKS = 10
TODAY = START + dt.timedelta(weeks=WEEKS)
STEADY = [10.0 * week for week in range(1, WEEKS + 1)]
VALUES = st.lists(st.floats(-50, 150).map(lambda x: round(x, 2)), min_size=FEWEST, max_size=WEEKS)


def called(
    values: Sequence[float], of: Measure | None = None, **fields: float | None
) -> Forecast | None:
    """Return the forecast from weekly values, seen a week's tenth into a hundred days."""
    of = of or measure(**fields)
    weeks = enumerate(values, 1)
    taken = [reading(of, value, START + dt.timedelta(weeks=week)) for week, value in weeks]
    return forecast(of, taken, START, DUE, TODAY)


def sure(values: Sequence[float], **fields: float | None) -> Forecast:
    found = called(values, **fields)
    assert found is not None
    return found


def test_fewer_than_four_readings_are_said_to_be_too_few() -> None:
    assert called(STEADY[: FEWEST - 1]) is None
    assert sure(STEADY[:FEWEST]).readings == FEWEST


def test_nothing_is_forecast_without_a_target_or_once_the_date_is_over() -> None:
    assert called(STEADY, target=None) is None
    of = measure()
    taken = [reading(of, value) for value in STEADY]
    assert forecast(of, taken, START, TODAY, TODAY) is None


def test_readings_still_to_come_are_not_known() -> None:
    of = measure()
    days = [START + dt.timedelta(weeks=week) for week in range(1, 9)]
    taken = [reading(of, 10.0, day) for day in days]
    assert forecast(of, taken, START, DUE, days[2]) is None


def test_ahead_behind_and_at_a_standstill() -> None:
    ahead, even, behind, still = (
        sure([share * value for value in STEADY]) for share in (1.2, 0.7, 0.45, 0.0)
    )
    assert ahead.chance > 0.95 > even.chance > behind.chance > still.chance
    assert still.chance < 0.15 and 0.3 < even.chance < 0.9
    assert behind.low < behind.middle < behind.high < 100


def test_a_late_start_counts_more_than_the_flat_weeks_before_it() -> None:
    late = [0.0] * 5 + [12.0, 25.0, 38.0, 50.0, 62.0]
    even = [6.2 * week for week in range(1, 11)]
    assert sure(late).chance > sure(even).chance


def test_one_wild_reading_changes_little() -> None:
    wild = [*STEADY[:4], 400.0, *STEADY[5:]]
    slow = [0.7 * value for value in STEADY]
    wild_slow = [*slow[:4], -300.0, *slow[5:]]
    assert sure(wild).chance == pytest.approx(sure(STEADY).chance, abs=0.12)
    assert sure(wild_slow).chance == pytest.approx(sure(slow).chance, abs=0.12)


def test_a_level_is_reached_while_it_stays_inside_its_band() -> None:
    held = {"direction": "maintain", "low": 95.0, "high": 105.0, "target": 100.0}
    quiet = called([100.0, 99.0, 101.0, 100.0, 100.0], measure(**held))
    drifting = called([100.0, 101.0, 102.5, 103.5, 105.0], measure(**held))
    assert quiet is not None and drifting is not None
    assert quiet.chance > 0.6 > drifting.chance


def test_a_way_that_starts_at_its_target_has_no_forecast() -> None:
    assert called([40.0, 50.0, 60.0, 70.0], baseline=None, target=40.0) is None


def test_without_a_baseline_it_starts_from_the_first_reading() -> None:
    found = sure([40.0, 50.0, 60.0, 70.0], baseline=None)
    assert found.middle > 70


@given(VALUES, st.floats(0.01, 1e6), st.floats(-1e6, 1e6))
def test_the_unit_does_not_matter(values: list[float], scale: float, shift: float) -> None:
    assume((shift, 100 * scale) != (0.0, 1.0))  # from 0 to 1 is a thing that is there or not
    plain = sure(values)
    moved = sure(
        [value * scale + shift for value in values], baseline=shift, target=100 * scale + shift
    )
    assert moved.chance == pytest.approx(plain.chance, abs=1e-4)
    wide = abs(shift) + scale
    assert moved.middle == pytest.approx(plain.middle * scale + shift, abs=1e-4 * wide)


@given(VALUES)
def test_a_falling_metric_is_the_mirror_of_a_rising_one(values: list[float]) -> None:
    rising = sure(values)
    falling = sure([-value for value in values], baseline=0.0, target=-100.0)
    assert falling.chance == pytest.approx(rising.chance)
    assert falling.middle == pytest.approx(-rising.middle)
    assert falling.low == pytest.approx(-rising.high)


@given(VALUES, st.floats(10, 200), st.floats(10, 200))
def test_a_nearer_target_is_never_less_likely(values: list[float], one: float, two: float) -> None:
    near, far = sorted((one, two))
    assume(far > near)
    points = [(7.0 * week, value / 100) for week, value in enumerate(values, 1)]
    prospects = trend(points, 100).on(100)
    below = [sum(p.share * p.below(goal / 100) for p in prospects) for goal in (near, far)]
    assert below[0] <= below[1] + 1e-12


@given(st.lists(st.tuples(st.integers(0, 400), st.floats(-1e9, 1e9)), min_size=1, max_size=60))
def test_any_readings_give_a_chance_and_a_range_in_order(taken: list[tuple[int, float]]) -> None:
    of = measure()
    readings = [reading(of, value, START + dt.timedelta(days=day)) for day, value in sorted(taken)]
    found = forecast(of, readings, START, START + dt.timedelta(days=500), TODAY + dt.timedelta(400))
    assert (found is None) is (len(taken) < FEWEST)
    if found is not None:
        assert 0.0 <= found.chance <= 1.0
        assert found.low <= found.middle <= found.high


def test_chance_and_range_of_a_goal_are_those_of_one_result_and_as_its_chart_says() -> None:
    own, quick, slow = goal(), measure(name="quick"), measure(name="slow")
    taken = [
        reading(of, share * value, START + dt.timedelta(weeks=week))
        for of, share in ((quick, 1.1), (slow, 0.8))
        for week, value in enumerate(STEADY, 1)
    ]
    plan = plan_of(own, quick, slow, *taken)
    found = goal_forecast(own, plan, TODAY)
    drawn = course(slow, own, plan, TODAY)
    assert found is not None
    assert found == forecast(slow, plan.readings_of(slow.id), START, DUE, TODAY)
    assert (found.measure, found.chance) == (slow.id, drawn.chance)
    assert (found.low, found.high) == (drawn.fan[-1].low, drawn.fan[-1].high)
    assert found.chance == round(found.chance, 3)  # rounded once: 22 % here is not 23 % there
