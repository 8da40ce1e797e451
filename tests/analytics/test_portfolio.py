"""Composite numbers of themes: share, change and speed, by the person's roll-up."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_cases import SERVED, goal_id, numbered, plan_with, pushes
from plan_maker import START, reading

from pmgoals.analytics.portfolio import Composite, composite, goals_in, of_themes
from pmgoals.analytics.progress import Rollup
from pmgoals.model.plan import Plan

QUARTER = dt.date(2026, 10, 1)
"""The day from which a change is counted; the goals started before it."""
TODAY = QUARTER + dt.timedelta(weeks=4)

NONE = Composite(share=None, expected=None, delta=None, rate=None, goals=0, unknown=[])


def plan_at(*values: tuple[float, float], **fields: Any) -> Plan:
    """Return a plan of goals from 0 to 100 that stood and stand at values; weights in order."""
    weights = fields.pop("weights", [1.0] * len(values))
    records: list[Any] = [SERVED]
    for number, (before, now) in enumerate(values, 1):
        own = pushes(number, f"metric {number}", 0.0, 100.0)
        goal = numbered(number, theme=SERVED.id, weight=weights[number - 1], **fields)
        days = (QUARTER - dt.timedelta(days=3), before), (TODAY - dt.timedelta(days=2), now)
        records += [goal, own, *(reading(own, value, day) for day, value in days)]
    return plan_with(*records)


def together(plan: Plan, rollup: Rollup = "weighted") -> Composite:
    return composite(goals_in(SERVED.id, plan, QUARTER), plan, QUARTER, TODAY, rollup)


@pytest.mark.parametrize(
    ("rollup", "share", "before"),
    [("weighted", 0.525, 0.25), ("average", 0.45, 0.2), ("weakest", 0.3, 0.1)],
)
def test_goals_are_put_together_by_the_roll_up(rollup: Rollup, share: float, before: float) -> None:
    found = together(plan_at((10, 30), (30, 60), weights=[1.0, 3.0]), rollup)
    assert found.share == pytest.approx(share)
    assert found.delta == pytest.approx(share - before)
    assert found.rate == pytest.approx((share - before) / 4)
    assert (found.goals, found.unknown) == (2, [])


def test_none_makes_up_for_another_by_more_than_its_whole() -> None:
    assert together(plan_at((0, 300), (0, 0))).share == pytest.approx(0.5)
    assert together(plan_at((0, -80), (0, 100))).share == pytest.approx(0.5)


def test_a_goal_without_numbers_is_told_and_not_counted_as_nothing() -> None:
    plan = plan_at((10, 40))
    more = plan.imagined(numbered(9, theme=SERVED.id))
    found = together(more)
    assert (found.share, found.goals, found.unknown) == (pytest.approx(0.4), 1, [goal_id(9)])
    assert together(plan_with(SERVED)) == NONE


def test_a_goal_that_began_since_counts_from_nothing() -> None:
    fresh = plan_at((0, 40), start=QUARTER)
    found = composite([*fresh.goals.values()], fresh, QUARTER, TODAY, "weighted")
    assert found.delta == pytest.approx(found.share)


def test_no_speed_is_told_in_the_first_week() -> None:
    plan, soon = plan_at((10, 40)), QUARTER + dt.timedelta(days=6)
    assert composite([*plan.goals.values()], plan, QUARTER, soon, "weighted").rate is None


def test_what_is_closed_counts_by_its_grade_and_what_was_dropped_does_not() -> None:
    closed = {"state": "closed", "closed_on": TODAY, "grade": 0.8, "theme": SERVED.id}
    plan = plan_with(SERVED, numbered(1, **closed, decision="keep"))
    assert together(plan).share == pytest.approx(0.8)
    for fields in (
        {"decision": "drop"},
        {"grade": None},
        {"closed_on": QUARTER - dt.timedelta(days=1)},
    ):
        gone = plan_with(SERVED, numbered(1, **{**closed, "decision": "keep", **fields}))
        assert together(gone) == NONE


def test_parts_are_in_the_goal_above_and_not_counted_twice() -> None:
    plan = plan_at((10, 30), (30, 60))
    below = plan.imagined(numbered(2, parent=goal_id(1)))
    assert [g.id for g in goals_in(SERVED.id, below, QUARTER)] == [goal_id(1)]


def test_themes_are_put_together_by_their_weight() -> None:
    one, other = together(plan_at((10, 30))), together(plan_at((20, 60)))
    whole = of_themes([(3.0, one), (1.0, other), (9.0, NONE)], QUARTER, TODAY, "weighted")
    assert whole.share == pytest.approx((3 * 0.3 + 0.6) / 4)
    assert whole.delta == pytest.approx((3 * 0.2 + 0.4) / 4)
    assert whole.goals == 2
    assert of_themes([(1.0, NONE)], QUARTER, TODAY, "weighted").share is None


VALUES = st.lists(
    st.tuples(st.floats(-50, 150), st.floats(-50, 150), st.floats(0.1, 10)), min_size=1, max_size=5
)


@given(VALUES, st.sampled_from(["weighted", "average", "weakest"]))
def test_a_share_lies_between_the_least_and_the_most(values: Any, rollup: Rollup) -> None:
    plan = plan_at(*((a, b) for a, b, _ in values), weights=[w for _, _, w in values])
    found = together(plan, rollup)
    each = [min(1.0, max(0.0, now / 100)) for _, now, _ in values]
    assert found.share is not None and found.delta is not None
    assert min(each) - 1e-9 <= found.share <= max(each) + 1e-9
    assert -1.0 <= found.delta <= 1.0
    assert START < QUARTER
