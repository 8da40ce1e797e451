from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_maker import START, checkin, new, plan_of

from pmgoals.analytics.calibration import (
    BANDS,
    EVEN,
    FEWEST,
    Calibration,
    calibration,
    most_off,
    outcome,
)
from pmgoals.analytics.grading import Grading
from pmgoals.model.calendar import Week
from pmgoals.model.checkin import Checkin
from pmgoals.model.goal import Goal
from pmgoals.model.record import Record

CLOSED = START + dt.timedelta(days=364)
"""The day on which the goals of these tests are closed; a week holds each check-in before it."""

HISTORY = tuple[bool, list[int]]
"""Whether a goal was reached, and the confidence of its weeks."""

HISTORIES = st.lists(
    st.tuples(st.booleans(), st.lists(st.integers(1, 10), min_size=1, max_size=12)), max_size=8
)


def closed(reached: bool = True, **fields: Any) -> Goal:
    fields = {"grade": 1.0 if reached else 0.2, "closed_on": CLOSED, "state": "closed"} | fields
    return new(Goal, title="Lift it", start=START, due=CLOSED, **fields)


def weeks(goal: Goal, said: list[int], first: Week | None = None) -> list[Checkin]:
    first = first or Week.of(START)
    return [checkin(first.plus(n), goal=goal.id, confidence=c) for n, c in enumerate(said)]


def records(histories: list[HISTORY]) -> list[Record]:
    found: list[Record] = []
    for reached, said in histories:
        goal = closed(reached)
        found += [goal, *weeks(goal, said)]
    return found


def look(histories: list[HISTORY]) -> Calibration:
    return calibration(plan_of(*records(histories)))


# ---- examples ----


def test_a_plan_without_closed_goals_says_nothing() -> None:
    found = calibration(plan_of(new(Goal, title="Open", start=START)))
    assert (found.goals, found.checkins, found.score, found.base) == (0, 0, None, None)
    assert [(b.name, b.goals, b.said, b.share, b.gap) for b in found.bands] == [
        (name, 0, None, None, None) for name in BANDS
    ]


@pytest.mark.parametrize("count", range(FEWEST + 1))
def test_fewer_than_three_closed_goals_are_counted_and_not_scored(count: int) -> None:
    found = look([(True, [8])] * count)
    assert found.goals == found.checkins == count
    assert (found.score is None) == (found.base is None) == (count < FEWEST)


def test_the_score_is_the_mean_of_what_each_goal_was_off_squared() -> None:
    found = look([(True, [10, 8]), (False, [5]), (True, [10])])
    assert found.score == pytest.approx((0.02 + 0.25 + 0.0) / 3)
    assert found.base == pytest.approx(2 / 9)
    assert look([(True, [5]), (False, [5]), (True, [5])]).score == EVEN


def test_a_goal_is_counted_in_each_band_it_was_in() -> None:
    found = look([(True, [3, 4, 7, 8]), (False, [9, 10]), (False, [1])])
    assert [(b.name, b.checkins, b.goals, b.reached) for b in found.bands] == [
        ("high", 3, 2, 1),
        ("medium", 2, 1, 1),
        ("low", 2, 2, 1),
    ]
    assert found.bands[0].said == pytest.approx((0.8 + 0.95) / 2)


@pytest.mark.parametrize(
    ("fields", "reached"),
    [
        ({"grade": 1.0}, True),
        ({"grade": 0.9}, False),
        ({"grade": 0.7, "commitment": "aspirational"}, True),
        ({"grade": None, "decision": "close"}, None),
        ({"grade": None, "decision": "drop"}, False),
        ({"grade": 1.0, "decision": "drop"}, True),
        ({"state": "paused"}, None),
        ({"state": "active", "grade": 1.0}, None),
    ],
)
def test_what_a_goal_came_to(fields: dict[str, Any], reached: bool | None) -> None:
    assert outcome(closed(**fields)) is reached


def test_the_line_that_counts_as_reached_is_the_persons_own() -> None:
    goals = [closed(grade=0.8) for _ in range(3)]
    plan = plan_of(*goals, *(c for goal in goals for c in weeks(goal, [8])))
    assert calibration(plan).reached == 0
    assert calibration(plan, Grading(committed=0.8)).reached == 3


def test_a_goal_closed_without_a_word_does_not_count() -> None:
    silent, unsaid = closed(), closed()
    note_only = checkin(Week.of(START), goal=unsaid.id, note="slow")
    assert calibration(plan_of(silent, unsaid, note_only)).goals == 0


def test_what_was_said_from_the_close_on_does_not_count() -> None:
    goal = closed(closed_on=START + dt.timedelta(days=7))
    assert calibration(plan_of(goal, *weeks(goal, [6, 10, 10]))).checkins == 1


def test_a_goal_without_a_day_of_closing_counts_with_all_its_weeks() -> None:
    goal = closed(closed_on=None)
    assert calibration(plan_of(goal, *weeks(goal, [6, 10]))).checkins == 2


def test_week_53_counts_like_any_other() -> None:
    goal = closed()
    said = weeks(goal, [6, 7], first=Week(2026, 53))
    assert [c.week for c in said] == ["2026-W53", "2027-W01"]
    assert calibration(plan_of(goal, *said)).checkins == 2


def test_confidence_that_no_scale_has_is_taken_as_its_end() -> None:
    assert look([(True, [0, 99])]).checkins == 2
    assert look([(False, [99])] * 3).score == 1.0


@pytest.mark.parametrize(
    ("histories", "name"),
    [
        ([(True, [9])] * 2 + [(False, [9])] * 3, "high"),
        ([(True, [2])] * 4, "low"),
        ([(False, [9])] * 2, None),  # too few
        ([(True, [9])] * 2 + [(False, [8])], None),  # less than a whole goal off
        ([(True, [9])] * 9 + [(False, [9])], None),  # as said
        ([(False, [9])] * 3 + [(True, [2])] * 6, "low"),  # by most goals
    ],
)
def test_the_band_that_is_off_by_most_goals_is_named(
    histories: list[HISTORY], name: str | None
) -> None:
    off = most_off(look(histories))
    assert (off.name if off else None) == name


# ---- laws ----


@given(HISTORIES)
def test_the_numbers_hold_together(histories: list[HISTORY]) -> None:
    found = look(histories)
    assert found.goals == len(histories)
    assert found.reached == sum(reached for reached, _ in histories)
    assert found.checkins == sum(band.checkins for band in found.bands)
    if found.score is not None and found.base is not None:
        assert 0.0 <= found.score <= 1.0
        assert 0.0 <= found.base <= EVEN
    for band in found.bands:
        low, high = BANDS[band.name]
        assert 0 <= band.reached <= band.goals <= found.goals
        assert band.said is None or (low / 10 <= band.said + 1e-9 and band.said <= high / 10 + 1e-9)


@given(HISTORIES, st.randoms())
def test_the_order_in_which_records_stand_does_not_matter(
    histories: list[HISTORY], chance: random.Random
) -> None:
    there = records(histories)
    before = calibration(plan_of(*there))
    chance.shuffle(there)
    after = calibration(plan_of(*there))
    assert after.score == pytest.approx(before.score)
    assert [(b.checkins, b.goals, b.reached) for b in after.bands] == [
        (b.checkins, b.goals, b.reached) for b in before.bands
    ]


@given(HISTORIES.filter(lambda each: len(each) >= FEWEST), st.integers(2, 4))
def test_a_goal_of_more_weeks_weighs_no_more(histories: list[HISTORY], times: int) -> None:
    (reached, said), *rest = histories
    before, after = look(histories), look([(reached, said * times), *rest])
    assert after.score == pytest.approx(before.score)
    assert after.base == before.base
    assert [(b.goals, b.reached) for b in after.bands] == [
        (b.goals, b.reached) for b in before.bands
    ]
    assert [b.said for b in after.bands] == [pytest.approx(b.said) for b in before.bands]


@given(HISTORIES.filter(lambda each: len(each) >= FEWEST))
def test_saying_the_outcome_is_best_and_its_opposite_worst(histories: list[HISTORY]) -> None:
    known = [(reached, [10 if reached else 1]) for reached, _ in histories]
    opposite = [(reached, [1 if reached else 10]) for reached, _ in histories]
    best, score, worst = (look(h).score for h in (known, histories, opposite))
    assert best is not None and score is not None and worst is not None
    assert best - 1e-9 <= score <= worst + 1e-9


@given(st.integers(0, 2**32))
def test_a_history_that_keeps_its_word_shows_it(seed: int) -> None:
    chance = random.Random(seed)
    histories: list[HISTORY] = []
    for _ in range(300):
        said = chance.randint(1, 10)
        histories.append((chance.random() < said / 10, [said] * chance.randint(1, 3)))
    found = look(histories)
    for band in found.bands:
        assert band.share == pytest.approx(band.said, abs=0.25)
    assert found.score is not None and found.base is not None and found.score < found.base
