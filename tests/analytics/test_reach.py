from __future__ import annotations

import datetime as dt

import pytest
from plan_maker import START, goal, measure, plan_of

from pmgoals.analytics.reach import best_quarter, was_reached
from pmgoals.model import ids


@pytest.mark.parametrize(
    ("commitment", "grade", "reached"),
    [
        ("committed", 1.0, True),
        ("committed", 0.9, False),
        ("aspirational", 0.7, True),
        ("aspirational", 0.6, False),
        ("committed", None, False),
    ],
)
def test_committed_goals_are_reached_in_full_and_aspirational_ones_at_seven_tenths(
    commitment: str, grade: float | None, reached: bool
) -> None:
    assert was_reached(goal(state="closed", commitment=commitment, grade=grade)) is reached
    assert not was_reached(goal(state="active", commitment=commitment, grade=grade))


def _id(number: int) -> str:
    return ids.mint("g", lambda _: number)


def test_the_best_quarter_is_the_largest_relative_change_of_what_was_reached() -> None:
    quarter = dt.timedelta(days=92)
    small = goal(id=_id(1), state="closed", grade=1.0, closed_on=START + quarter)
    year = goal(id=_id(2), state="closed", grade=1.0, closed_on=START + 4 * quarter)
    missed = goal(id=_id(3), state="closed", grade=0.4, closed_on=START + quarter)
    plan = plan_of(
        small, year, missed,
        measure(goal=small.id, baseline=50.0, target=60.0),
        measure(goal=year.id, baseline=10.0, target=20.0),
        measure(goal=missed.id, baseline=10.0, target=90.0),
    )  # fmt: skip
    assert best_quarter(plan) == pytest.approx(0.25)


def test_nothing_reached_or_no_baseline_is_no_measure_of_what_can_be_asked() -> None:
    done = goal(state="closed", grade=1.0)
    assert best_quarter(plan_of()) is None
    assert best_quarter(plan_of(done, measure(baseline=0.0))) is None
    assert best_quarter(plan_of(done, measure(baseline=None))) is None
