"""Levels that are held, things that are there or not, and goals made of others."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_maker import DUE, GOAL, START, checkin, goal, measure, milestone, plan_of, reading

from pmgoals.analytics.forecast import forecast
from pmgoals.analytics.pace import health
from pmgoals.analytics.progress import Rollup, expected, measure_progress, progress, speed
from pmgoals.model.calendar import Week
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan
from pmgoals.model.record import Record

BAND = measure(direction="maintain", low=4.0, high=6.0, target=6.0, baseline=5.0)
TALK = measure(name="talks given", baseline=0.0, target=1.0)
SHARES = st.floats(0, 1).map(lambda x: round(x, 3))


def day(n: int) -> dt.date:
    return START + dt.timedelta(days=n)


def below(number: int, **fields: object) -> Goal:
    own_id = "g" + str(number).rjust(len(GOAL) - 1, "0")
    return goal(id=own_id, title=f"Part {number}", parent=GOAL, **fields)


def part(number: int, share: float, **fields: object) -> list[Record]:
    child = below(number, **fields)
    own = measure(goal=child.id)
    return [child, own, reading(own, 100 * share)]


# ---- a level to be held ----


@pytest.mark.parametrize(
    ("readings", "until", "share"),
    [
        ([(0, 5)], None, 1.0),
        ([(0, 9)], None, 0.0),
        ([(0, 5), (10, 9)], 10, 1.0),  # what is read today counts from today
        ([(0, 5), (10, 9)], 20, 0.5),
        ([(0, 5), (30, 9), (40, 5)], 40, 0.75),  # a long good time outweighs a short bad one
        ([(0, 9), (7, 5), (14, 5), (21, 5)], 28, 0.75),
    ],
)
def test_a_held_level_counts_the_time_inside_its_band(
    readings: list[tuple[int, float]], until: int | None, share: float
) -> None:
    found = [reading(BAND, value, day(n)) for n, value in readings]
    assert measure_progress(BAND, found, None if until is None else day(until)) == share


def test_a_held_level_is_expected_inside_all_the_time() -> None:
    plan = plan_of(goal(), BAND, reading(BAND, 5.0))
    assert expected(plan.goals[GOAL], plan, day(10)) == 1.0
    assert progress(plan.goals[GOAL], plan, day(10)) == 1.0
    late = plan_of(goal(), BAND, reading(BAND, 9.0), checkin(Week.of(day(10))))
    assert health(late.goals[GOAL], late, day(10)).status == "at risk"


# ---- a thing that is there or not ----


def test_nothing_is_expected_of_a_single_thing_before_its_day() -> None:
    plan = plan_of(goal(), TALK, reading(TALK, 0.0))
    one = plan.goals[GOAL]
    assert [expected(one, plan, d) for d in (day(50), DUE)] == [0.0, 1.0]
    assert health(one, plan_of(goal(), TALK, reading(TALK, 0.0)), day(5)).gap == 0.0


def test_a_single_thing_is_seen_by_the_milestones_that_lead_to_it() -> None:
    steps = [milestone(day(20), done_on=day(19)), milestone(day(40)), milestone(DUE, weight=2.0)]
    plan = plan_of(goal(), TALK, reading(TALK, 0.0), *steps)
    one = plan.goals[GOAL]
    assert (progress(one, plan, day(50)), expected(one, plan, day(50))) == (0.25, 0.5)
    done = plan_of(goal(), TALK, reading(TALK, 1.0), *steps)
    assert progress(one, done, day(50)) == 1.0


def test_a_single_thing_has_no_forecast() -> None:
    readings = [reading(TALK, 0.0, day(7 * n)) for n in range(6)]
    assert forecast(TALK, readings, START, DUE, day(40)) is None


# ---- parts ----


@pytest.mark.parametrize(
    ("rollup", "way"), [("weighted", 0.65), ("average", 0.5), ("weakest", 0.2)]
)
def test_measures_are_put_together_by_the_rule(rollup: Rollup, way: float) -> None:
    one, two = measure(weight=3.0), measure(weight=1.0)
    plan = plan_of(goal(), one, two, reading(one, 80.0), reading(two, 20.0))
    assert progress(plan.goals[GOAL], plan, START, rollup) == pytest.approx(way)


@pytest.mark.parametrize(("rollup", "way"), [("weighted", 0.4), ("weakest", 0.2)])
def test_a_goal_without_data_of_its_own_is_what_its_parts_are(rollup: Rollup, way: float) -> None:
    plan = plan_of(goal(), *part(1, 0.2), *part(2, 0.6), *part(3, 0.9, decision="drop"))
    assert progress(plan.goals[GOAL], plan, START, rollup) == pytest.approx(way)


def test_a_closed_part_counts_with_its_grade() -> None:
    plan = plan_of(goal(), *part(1, 0.2), *part(2, 0.3, state="closed", grade=0.8))
    assert progress(plan.goals[GOAL], plan, START) == pytest.approx(0.5)


def test_the_worst_part_shows() -> None:
    fresh = [checkin(Week.of(day(50)), goal=below(n).id) for n in (1, 2)]
    plan = plan_of(goal(), *part(1, 0.9), *part(2, 0.1), *fresh)
    assert health(plan.goals[GOAL], plan, day(50)).status == "at risk"
    silent = plan_of(goal(), *part(1, 0.9), *part(2, 0.9), fresh[0])
    assert health(silent.goals[GOAL], silent, day(50)).status == "stale"


def test_goals_that_are_part_of_each_other_do_not_turn_for_ever() -> None:
    one = below(1)
    plan = plan_of(goal(parent=one.id), one)
    assert progress(plan.goals[GOAL], plan, START) is None
    assert health(plan.goals[GOAL], plan, START).status == "new"


@given(st.lists(SHARES, min_size=1, max_size=6))
def test_the_weakest_is_never_above_the_average_nor_that_above_the_best(
    shares: list[float],
) -> None:
    records = [r for n, share in enumerate(shares, 1) for r in part(n, share)]
    plan = plan_of(goal(), *records)
    one = plan.goals[GOAL]
    least, mean = (progress(one, plan, START, rule) for rule in ("weakest", "average"))
    assert least is not None and mean is not None
    assert least == pytest.approx(min(shares)) and min(shares) - 1e-9 <= mean <= max(shares) + 1e-9


def test_a_plan_without_its_parent_stands_alone() -> None:
    plan: Plan = plan_of(*part(1, 0.5))
    assert progress(plan.goals[below(1).id], plan, START) == 0.5


# ---- how fast ----


@pytest.mark.parametrize(
    ("value", "on", "today", "found"),
    [
        (28.0, 28, 30, (7.0, 7.2)),
        (-14.0, 28, 30, (-3.5, 11.4)),  # going the wrong way
        (100.0, 28, 30, None),  # reached
        (3.0, 3, 30, None),  # less than a week behind it
        (60.0, 90, 95, None),  # less than a week before it
    ],
)
def test_what_is_needed_a_week_from_here(
    value: float, on: int, today: int, found: tuple[float, float] | None
) -> None:
    one = measure()
    seen = speed(one, [reading(one, value, day(on))], START, DUE, day(today))
    if found is None:
        assert seen is None
    else:
        assert seen is not None and (seen.so_far, seen.needed) == pytest.approx(found)


def test_a_held_level_and_a_single_thing_have_no_speed() -> None:
    assert speed(BAND, [reading(BAND, 5.0, day(20))], START, DUE, day(30)) is None
    assert speed(TALK, [reading(TALK, 0.0, day(20))], START, DUE, day(30)) is None
