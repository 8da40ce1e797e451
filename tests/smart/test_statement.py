from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.model.calendar import say_date
from pmgoals.model.measure import band_of, direction_of
from pmgoals.smart.sketch import MeasureSketch, Sketch
from pmgoals.smart.statement import say

DUE = dt.date(2027, 9, 30)
NUMBERS = st.none() | st.floats(-1e9, 1e9)


def sentence(measure: dict[str, Any] | None = None, **fields: Any) -> str:
    measures = [MeasureSketch(**{"name": "setup rate", **measure})] if measure is not None else []
    return say(Sketch(start=dt.date(2027, 1, 4), measures=measures, **{"due": DUE, **fields}))


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ({"baseline": 48, "target": 65, "unit": "%"}, "Raise setup rate from 48 % to 65 %"),
        ({"baseline": 12, "target": 10}, "Reduce setup rate from 12 to 10"),
        (
            {"baseline": 900, "target": 1200.5, "unit": "USD"},
            "Raise setup rate from $900 to $1,200.50",
        ),
        ({"target": 65, "unit": "%"}, "Reach 65 % setup rate"),
        ({"target": 65}, "Bring setup rate to 65"),
        ({"baseline": 5, "target": 0}, "Reduce setup rate from 5 to 0"),
        ({"baseline": 5, "target": 5}, "Reach setup rate from 5 to 5"),
    ],
)
def test_a_measure_says_the_goal(measure: dict[str, Any], said: str) -> None:
    assert sentence(measure, title="Mend the start") == f"{said} by 30 Sep 2027"


@pytest.mark.parametrize(
    "measure",
    [None, {}, {"baseline": 5}, {"name": "", "target": 5}, {"role": "guardrail", "target": 5}],
)
def test_without_a_named_target_the_title_says_it(measure: dict[str, Any] | None) -> None:
    assert sentence(measure, title="Learn to price.") == "Learn to price by 30 Sep 2027"


def test_what_is_missing_is_an_ellipsis() -> None:
    assert sentence(due=None) == "… by …"
    assert sentence(title="Learn to price", due=None) == "Learn to price"
    assert sentence({"name": "NPS", "target": 40}, due=None).endswith("by …")


def test_a_day_that_the_title_names_is_not_said_twice() -> None:
    day = dt.date(2027, 9, 30)
    assert sentence(title="Pass by 30 Sep 2027", due=day) == "Pass by 30 Sep 2027"


@given(st.text(), st.text(), NUMBERS, NUMBERS, st.none() | st.dates())
def test_any_goal_can_be_said(
    title: str, name: str, baseline: float | None, target: float | None, due: dt.date | None
) -> None:
    measure = {"name": name, "baseline": baseline, "target": target}
    said = sentence(measure, title=title, due=due)
    assert said
    assert due is None or said.count(say_date(due)) >= 1


@given(NUMBERS, NUMBERS)
def test_a_direction_is_turned_round_by_its_mirror(
    baseline: float | None, target: float | None
) -> None:
    turned = {"increase": "decrease", "decrease": "increase", "reach": "reach"}
    assert direction_of(target, baseline) == turned[direction_of(baseline, target)]


@given(NUMBERS, NUMBERS)
def test_a_guardrails_band_holds_today_and_ends_at_its_limit(
    baseline: float | None, target: float | None
) -> None:
    low, high = band_of("guardrail", baseline, target)
    if target is None:
        assert (low, high) == (None, None)
    else:
        assert {low, high} == {None, target}
        if baseline is not None:
            assert (low is None or low <= baseline) and (high is None or baseline <= high)
    assert band_of("lagging", baseline, target) == (None, None)
