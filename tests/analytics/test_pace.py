from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from plan_maker import DUE, START, checkin, goal, measure, milestone, new, plan_of, reading

from pmgoals.analytics.pace import Health, health
from pmgoals.analytics.progress import (
    expected,
    guardrail_broken,
    measure_progress,
    progress,
    share_of_time,
)
from pmgoals.model.calendar import Week
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.plan import Plan

NUMBERS = st.floats(-1e9, 1e9).map(lambda x: round(x, 3))
DAYS = st.integers(-60, 200).map(lambda n: START + dt.timedelta(days=n))
WORSE = {"on track": 0, "new": 0, "watch": 1, "at risk": 2, "stale": 3}


def day(n: int) -> dt.date:
    return START + dt.timedelta(days=n)


def at(value: float, **fields: object) -> tuple[Measure, list[Reading]]:
    one = measure(**fields)
    return one, [reading(one, value)]


# ---- progress ----


@pytest.mark.parametrize(
    ("baseline", "target", "value", "way"),
    [
        (40, 60, 50, 0.5),
        (60, 40, 50, 0.5),  # a falling metric
        (60, 40, 65, -0.25),  # worse than at the start
        (40, 60, 70, 1.5),  # beyond
        (None, 8, 2, 0.0),  # counted from the first reading
        (-10, 10, 0, 0.5),
        (5, 5, 5, 1.0),
        (5, 5, 4, 0.0),
        (0, None, 3, None),
    ],
)
def test_progress_of_a_measure(
    baseline: float | None, target: float | None, value: float, way: float | None
) -> None:
    assert measure_progress(*at(value, baseline=baseline, target=target)) == way


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_falling_metric_is_the_mirror_of_a_rising_one(
    baseline: float, target: float, value: float
) -> None:
    rising = measure_progress(*at(value, baseline=baseline, target=target))
    falling = measure_progress(*at(-value, baseline=-baseline, target=-target))
    assert rising == falling


@given(NUMBERS, NUMBERS)
def test_progress_is_0_at_the_baseline_and_1_at_the_target(baseline: float, target: float) -> None:
    if baseline != target:
        assert measure_progress(*at(baseline, baseline=baseline, target=target)) == 0
    assert measure_progress(*at(target, baseline=baseline, target=target)) == 1


def test_a_measure_without_a_reading_has_no_progress() -> None:
    assert measure_progress(measure(), []) is None


def test_only_the_latest_reading_counts_and_a_corrected_one_does_not() -> None:
    one = measure()
    wrong = reading(one, 90, day(7))
    right = new(Reading, measure=one.id, value=9, on=day(7), replaces=wrong.id)
    late = reading(one, 3, day(2))
    assert progress(goal(), plan_of(goal(), one, wrong, right, late), DUE) == pytest.approx(0.09)


def test_several_measures_count_by_weight_and_none_makes_up_for_another() -> None:
    heavy, light, guard = measure(weight=3.0), measure(), measure(role="guardrail", high=1)
    plan = plan_of(goal(), heavy, light, guard, reading(heavy, 50), reading(light, 900))
    assert progress(goal(), plan, DUE) == pytest.approx((3 * 0.5 + 1) / 4)
    guarded = plan_of(goal(), heavy, guard, reading(heavy, 50), reading(guard, 0))
    assert progress(goal(), guarded, DUE) == pytest.approx(0.5)


def test_without_readings_the_milestones_count_by_weight() -> None:
    steps = [milestone(day(10), weight=3.0, done_on=day(9)), milestone(day(50))]
    assert progress(goal(), plan_of(goal(), measure(), *steps), DUE) == 0.75
    assert [progress(goal(), plan_of(goal(), *steps), day(n)) for n in (8, 9)] == [0, 0.75]
    assert [expected(goal(), plan_of(goal(), measure(), *steps), day(n)) for n in (9, 10)] == (
        [0, 0.75]  # compared with what is counted
    )
    assert progress(goal(), plan_of(goal()), DUE) is None


# ---- expected ----


def test_expected_goes_evenly_with_time() -> None:
    plan = plan_of(goal(), measure())
    assert [expected(goal(), plan, day(n)) for n in (-9, 0, 25, 100, 300)] == [0, 0, 0.25, 1, 1]


def test_expected_passes_through_the_milestones_targets() -> None:
    one, start = at(40, baseline=40, target=60)
    plan = plan_of(goal(), one, *start, milestone(day(50), target=44))
    assert [expected(goal(), plan, day(n)) for n in (25, 50, 75)] == pytest.approx([0.1, 0.2, 0.6])


def test_expected_without_a_number_is_what_was_due() -> None:
    steps = [milestone(day(10), weight=3.0, done_on=day(9)), milestone(day(50))]
    for parts in (steps, [*steps, measure(target=None, baseline=None)]):
        plan = plan_of(goal(), *parts)
        assert [expected(goal(), plan, day(n)) for n in (9, 10, 49, 50)] == [0, 0.75, 0.75, 1]
    assert expected(goal(), plan_of(goal()), day(30)) == pytest.approx(0.3)


def test_nothing_is_expected_of_a_goal_without_a_deadline() -> None:
    assert expected(goal(due=None), plan_of(goal(due=None), measure()), day(50)) is None


@st.composite
def plans_with_waypoints(draw: st.DrawFn, *, rising: bool) -> Plan:
    """A goal whose milestones have targets: on the way in order, or anywhere at all."""
    baseline, target = draw(NUMBERS), draw(NUMBERS)
    days = sorted(draw(st.lists(st.integers(-20, 130), max_size=5)))
    shares = [draw(st.floats(0, 1) if rising else st.floats(-3, 3)) for _ in days]
    if rising:
        shares.sort()
    steps = [
        milestone(day(n), target=baseline + share * (target - baseline))
        for n, share in zip(days, shares, strict=True)
    ]
    one = measure(baseline=baseline, target=target)
    return plan_of(goal(), one, reading(one, baseline, day(-99)), *steps)


@given(plans_with_waypoints(rising=True), DAYS, DAYS)
def test_expected_never_falls_when_the_waypoints_rise(
    plan: Plan, one: dt.date, other: dt.date
) -> None:
    before, after = sorted([one, other])
    assert expected(goal(), plan, before) <= expected(goal(), plan, after) + 1e-9  # type: ignore[operator]


@given(plans_with_waypoints(rising=False), DAYS)
def test_expected_is_a_share_whatever_the_waypoints_say(plan: Plan, today: dt.date) -> None:
    due = expected(goal(), plan, today)
    assert due is not None and 0 <= due <= 1
    assert expected(goal(), plan, START) == 0 and expected(goal(), plan, DUE) == 1


@given(DAYS, DAYS, DAYS)
def test_a_share_of_time_is_a_share_for_any_span(
    start: dt.date, due: dt.date, today: dt.date
) -> None:
    assert 0 <= share_of_time(start, due, today) <= 1
    assert share_of_time(start, due, max(start, due)) == 1
    assert share_of_time(start, due, min(start, due) - dt.timedelta(days=1)) == 0


# ---- health ----


def stand(today: dt.date, *records: object, **fields: object) -> Health:
    one = goal(**fields)
    return health(one, plan_of(one, *records), today)  # type: ignore[arg-type]


def test_health_holds_the_numbers_side_by_side() -> None:
    one = measure()
    weeks = [checkin(Week.of(START).plus(n), confidence=n + 1) for n in range(9)]
    silent = checkin(Week.of(START).plus(9))
    found = stand(day(70), one, reading(one, 140), *weeks, silent)
    assert found.progress == 1.4 and found.shown == 1.0
    assert found.gap == pytest.approx(0.7) and found.expected == pytest.approx(0.7)
    assert found.confidences == [2, 3, 4, 5, 6, 7, 8, 9]
    assert (found.confidence, found.trend) == (9, 1)


def test_numbers_that_are_not_known_stay_unknown() -> None:
    found = stand(day(3), due=None)
    assert (found.progress, found.expected, found.gap, found.shown) == (None, None, None, None)
    assert (found.confidence, found.confidences, found.trend) == (None, [], 0)
    one = measure()
    endless = stand(day(3), one, reading(one, 40), checkin(Week.of(START), confidence=4), due=None)
    assert (endless.progress, endless.gap, endless.trend) == (0.4, None, 0)


def test_a_checkin_of_a_later_day_is_not_known_yet() -> None:
    week = Week.of(START)
    found = stand(day(3), checkin(week, confidence=4), checkin(week.plus(1), confidence=9))
    assert found.confidence == 4


@given(st.lists(st.tuples(st.integers(0, 99), st.floats(0, 200)), max_size=6), st.integers(0, 99))
def test_health_on_a_day_knows_nothing_of_later_days(
    values: list[tuple[int, float]], n: int
) -> None:
    one, guard = measure(), measure(role="guardrail", high=90)
    for parts in ([one, guard], []):
        readings = [reading(m, value, day(on)) for on, value in values for m in parts]
        steps = [milestone(day(90), done_on=day(on)) for on, _ in values]
        words = [checkin(Week.of(day(on)), confidence=1 + on % 9) for on, _ in values]
        known = [r for r in readings if r.on <= day(n)]
        known += [w for w in words if Week.parse(w.week).monday <= day(n)]  # type: ignore[misc]
        undone = [s if s.done_on <= day(n) else structs.replace(s, done_on=None) for s in steps]  # type: ignore[operator]
        whole = stand(day(n), *parts, *readings, *words, *steps)
        assert whole == stand(day(n), *parts, *known, *undone)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"state": "paused"}, "paused"),
        ({"state": "closed"}, "closed"),
        ({"state": "closed", "grade": 1.0}, "done"),
        ({"state": "closed", "grade": 0.9}, "closed"),
        ({"state": "closed", "grade": 0.7, "commitment": "aspirational"}, "done"),
        ({"state": "closed", "grade": 0.6, "commitment": "aspirational"}, "closed"),
    ],
)
def test_a_goal_at_rest_is_neither_late_nor_stale(fields: dict[str, object], status: str) -> None:
    assert stand(day(99), **fields).status == status


def test_a_goal_is_new_until_its_first_word_and_stale_two_weeks_later() -> None:
    one = measure()
    untouched = [stand(day(n), one, reading(one, 0)).status for n in (0, 9, 10, 20)]
    assert untouched == ["new", "new", "watch", "watch"]
    assert [stand(day(n), due=None).status for n in (0, 20, 21)] == ["new", "new", "stale"]
    assert stand(START - dt.timedelta(weeks=5)).status == "new"


def test_two_whole_weeks_of_silence_are_stale() -> None:
    said = checkin(Week.of(START))
    assert [stand(day(n), said, due=None).status for n in (20, 21)] == ["on track", "stale"]


@given(NUMBERS, st.integers(3, 30), st.integers(0, 6), st.booleans())
def test_silence_is_never_green(value: float, weeks: int, weekday: int, said: bool) -> None:
    one = measure()
    words = [checkin(Week.of(START), confidence=10)] if said else []
    assert stand(day(7 * weeks + weekday), one, reading(one, value), *words).status == "stale"


@given(st.integers(0, 100), st.integers(0, 100))
def test_ten_points_behind_is_watch_and_twenty_five_at_risk(due: int, value: int) -> None:
    one = measure()
    found = stand(day(due), one, reading(one, value), checkin(Week.of(day(due))))
    behind = due - value
    assert found.status == ("at risk" if behind >= 25 else "watch" if behind >= 10 else "on track")


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.integers(0, 100), st.booleans(), st.booleans())
def test_worse_numbers_never_give_a_better_status(
    baseline: float, target: float, one: float, other: float, n: int, said: bool, guarded: bool
) -> None:
    if baseline == target:
        return
    worse, better = sorted([one, other], reverse=target < baseline)
    metric = measure(baseline=baseline, target=target)
    guard = measure(role="guardrail", target=3, high=3)
    around = [guard, reading(guard, 9)] if guarded else []
    around += [checkin(Week.of(day(n)))] if said else []
    ranks = [
        WORSE[stand(day(n), metric, reading(metric, value), *around).status]
        for value in (worse, better)
    ]
    assert ranks[0] >= ranks[1]


@pytest.mark.parametrize(
    ("band", "value", "broken"),
    [
        ({"high": 4.0}, 4.0, False),
        ({"high": 4.0}, 4.1, True),
        ({"low": 30.0}, 29.0, True),
        ({"low": 30.0, "high": 40.0}, 35.0, False),
        ({}, 1e9, False),
    ],
)
def test_a_broken_guardrail_is_watch_even_ahead_of_time(
    band: dict[str, float], value: float, broken: bool
) -> None:
    metric, guard = measure(), measure(role="guardrail", **band)
    assert guardrail_broken(guard, [reading(guard, value)]) is broken
    assert not guardrail_broken(guard, []) and not guardrail_broken(metric, [reading(metric, 5)])
    found = stand(day(10), metric, guard, reading(metric, 90), reading(guard, value))
    assert found.status == ("watch" if broken else "on track")
