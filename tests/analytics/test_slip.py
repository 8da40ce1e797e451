from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_maker import GOAL, START, goal, milestone, new, plan_of

from pmgoals.analytics.slip import FEWEST, SHORTEST, landings, ranked, reference, slip
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone

DAY = dt.timedelta(days=1)
DUE = START + 40 * DAY


def done(days: int, due: dt.date = DUE, **fields: Any) -> Milestone:
    return milestone(due, done_on=due + days * DAY, **fields)


def closed(days: int, due: dt.date = DUE, **fields: Any) -> Goal:
    fields = {"grade": 1.0, "closed_on": due + days * DAY, "decision": "close", **fields}
    return new(Goal, title="Lift it", start=START, due=due, state="closed", **fields)


# ---- what counts ----


def test_an_empty_plan_has_no_slip() -> None:
    assert slip(plan_of()) is None
    assert reference(plan_of(), "milestone") is None


@pytest.mark.parametrize("count", [FEWEST - 1, FEWEST])
def test_fewer_than_five_say_nothing(count: int) -> None:
    assert (slip(plan_of(*(done(3) for _ in range(count)))) is None) == (count < FEWEST)


def test_the_first_day_promised_counts_for_milestones_and_goals() -> None:
    moved = done(0, original_due=DUE - 9 * DAY)
    late = closed(2, original_due=DUE - 5 * DAY)
    assert [each.days for each in landings(plan_of(moved, late))] == [9, 7]


@pytest.mark.parametrize(
    "record",
    [
        milestone(DUE),
        closed(0, decision="drop"),
        closed(0, grade=0.3),
        closed(0, decision="keep", grade=0.3),
        closed(0, due=DUE, closed_on=None),
        new(Goal, title="Open", start=START, due=DUE),
        new(Goal, title="Without a day", start=START, state="closed", closed_on=DUE),
    ],
)
def test_what_is_open_dropped_or_without_a_day_does_not_count(record: Milestone | Goal) -> None:
    assert landings(plan_of(record)) == []


def test_the_median_and_the_longer_slip_are_days_that_happened() -> None:
    found = slip(plan_of(*(done(days) for days in (-2, 0, 3, 9, 9, 10, 14, 21, 30, 60))))
    assert found is not None
    assert (found.of, found.count, found.median, found.most, found.late) == (
        "both", 10, 9, 21, 0.8,
    )  # fmt: skip


def test_slip_is_a_share_of_the_planned_length_where_that_is_long_enough() -> None:
    steps = [done(4) for _ in range(FEWEST)]
    found = slip(plan_of(goal(), *steps))
    assert found is not None and found.of_length == pytest.approx(0.1)
    short = [done(4, due=START + (SHORTEST - 1) * DAY) for _ in range(FEWEST)]
    for plan in (plan_of(goal(), *short), plan_of(*steps)):
        found = slip(plan)
        assert found is not None and found.of_length is None


def test_a_new_day_is_measured_by_its_own_kind_else_by_both() -> None:
    steps = [done(9) for _ in range(FEWEST)]
    for kind, of in (("milestone", "milestone"), ("goal", "both")):
        found = reference(plan_of(*steps, closed(1)), kind)  # type: ignore[arg-type]
        assert found is not None and found.of == of
    goals = reference(plan_of(*steps, *(closed(1) for _ in range(FEWEST))), "goal")
    assert goals is not None and (goals.of, goals.median) == ("goal", 1)


# ---- laws ----

DAYS = st.lists(st.integers(-400, 400), min_size=FEWEST, max_size=30)


@given(DAYS)
def test_half_came_by_the_median_and_four_in_five_by_the_longer_slip(days: list[int]) -> None:
    found = slip(plan_of(*(done(each) for each in days)))
    assert found is not None
    assert min(days) <= found.median <= found.most <= max(days)
    assert {found.median, found.most} <= set(days)
    for limit, share in ((found.median, 0.5), (found.most, 0.8)):
        assert sum(each <= limit for each in days) >= share * len(days) - 1e-9
        assert sum(each < limit for each in days) < share * len(days)
    assert 0.0 <= found.late <= 1.0


@given(DAYS, st.integers(-30, 30))
def test_all_later_by_some_days_is_a_slip_later_by_as_many(days: list[int], more: int) -> None:
    before, after = (slip(plan_of(*(done(each + plus) for each in days))) for plus in (0, more))
    assert before is not None and after is not None
    assert (after.median, after.most) == (before.median + more, before.most + more)


@given(st.lists(st.integers(), min_size=1), st.floats(0.01, 1.0))
def test_a_rank_is_one_of_the_values_in_any_order(values: list[int], share: float) -> None:
    assert ranked(values, share) == ranked(values[::-1], share)
    assert ranked(values, share) in values
    assert ranked(values, 1.0) == max(values)


def test_a_milestone_of_a_goal_that_is_gone_still_counts() -> None:
    assert [each.start for each in landings(plan_of(done(1)))] == [None]
    assert [each.start for each in landings(plan_of(goal(id=GOAL), done(1)))] == [START]
