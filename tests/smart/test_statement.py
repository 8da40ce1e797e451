from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pmgoals.model.calendar import FiscalCalendar, say_date
from pmgoals.model.measure import band_of, direction_of
from pmgoals.smart.reading import parse, read
from pmgoals.smart.sketch import MeasureSketch, Sketch
from pmgoals.smart.statement import own_words, read_as, say

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
        ({"target": 65, "unit": "%"}, "Bring setup rate to 65 %"),
        ({"target": 65}, "Bring setup rate to 65"),
        ({"baseline": 5, "target": 0}, "Reduce setup rate from 5 to 0"),
        ({"baseline": 5, "target": 5}, "Move setup rate from 5 to 5"),
        ({"target": 3, "unit": "%", "hold": True, "high": 3.0}, "Keep setup rate under 3 %"),
        ({"target": 99.9, "unit": "%", "hold": True, "low": 99.9}, "Keep setup rate above 99.9 %"),
        ({"target": 0.0045, "baseline": 0.0125}, "Reduce setup rate from 0.0125 to 0.0045"),
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


def sketched(measure: dict[str, Any] | None = None, **fields: Any) -> Sketch:
    measures = [MeasureSketch(**{"name": "setup rate", **measure})] if measure is not None else []
    return Sketch(start=dt.date(2027, 1, 4), measures=measures, **{"due": DUE, **fields})


@pytest.mark.parametrize(
    ("title", "measure", "own", "read"),
    [
        ("Ship 4 memos", {"name": "memos", "target": 4}, "Ship 4 memos by 30 Sep 2027",
         "memos to 4 by 30 Sep 2027"),
        ("Lift setup rate from 48% to 65 %.", {"baseline": 48, "target": 65, "unit": "%"},
         "Lift setup rate from 48% to 65 % by 30 Sep 2027", ""),
        ("By 30 Sep 2027 keep setup rate under 3 %", {"target": 3, "unit": "%", "hold": True,
         "high": 3.0}, "By 30 Sep 2027 keep setup rate under 3 %", ""),
        ("Mend the start", None, "Mend the start by 30 Sep 2027", ""),
        ("Mend the start", {"role": "guardrail", "target": 3}, "Mend the start by 30 Sep 2027", ""),
    ],
)  # fmt: skip
def test_the_persons_words_are_told_and_how_they_are_read_where_that_is_something_else(
    title: str, measure: dict[str, Any] | None, own: str, read: str
) -> None:
    sketch = sketched(measure, title=title)
    assert (own_words(sketch), read_as(sketch)) == (own, read)


def test_a_deadline_in_the_words_of_the_title_is_not_said_twice() -> None:
    text = "By the end of September 2027 ship 4 memos"
    wording = parse(text, dt.date(2027, 1, 4), FiscalCalendar())
    assert own_words(sketched(title=text, wording=wording)) == text
    later = dt.date(2027, 12, 31)
    moved = own_words(sketched(title=text, wording=wording, due=later))
    assert moved == "By 31 Dec 2027 ship 4 memos"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Learn to price by June, up from 2", "Learn to price by 30 Jun 2027, up from 2"),
        ("By Q3 learn to price and to say no", "By 30 Sep 2027 learn to price and to say no"),
        ("Learn to price (by Q3), as I said", "Learn to price (by 30 Sep 2027), as I said"),
    ],
)
def test_a_deadline_inside_the_words_becomes_its_day_and_is_not_said_again(
    text: str, said: str
) -> None:
    """It once read “by June, up from 2 by 30 Jun 2027”."""
    wording = parse(text, dt.date(2027, 1, 4), FiscalCalendar())
    due = wording.reading.deadline
    for method in ("learning", "okr", "smart"):
        assert sentence(title=text, wording=wording, due=due, method=method) == said


@pytest.mark.parametrize(
    ("text", "target", "said"),
    [
        ("Publish 5 posts", 5, "Publish 5 posts by 30 Sep 2027"),
        ("Publish 5 posts", 6, "Bring posts to 6 by 30 Sep 2027"),
        ("Answer 10 of 12 roadmap questions, up from 2", 10,
         "Answer 10 of 12 roadmap questions, up from 2 by 30 Sep 2027"),
        ("Raise NPS to 50", 50, "Bring NPS to 50 by 30 Sep 2027"),
    ],
)  # fmt: skip
def test_counted_work_keeps_its_verb_while_its_numbers_stand(
    text: str, target: float, said: str
) -> None:
    """`Answer 10 of 12 questions` was once said as `Raise questions from 2 to 10`."""
    wording = parse(text, dt.date(2027, 1, 4), FiscalCalendar())
    seen = wording.reading
    measure = {"name": seen.metric, "baseline": seen.baseline, "target": float(target)}
    assert sentence(measure, title=text, wording=wording) == said


def test_an_objective_is_read_as_all_its_results_and_learning_as_none() -> None:
    results = [MeasureSketch(name=name, target=3.0) for name in ("a", "b")]
    sketch = Sketch(
        start=dt.date(2027, 1, 4), title="Grow", method="okr", measures=results, due=DUE
    )
    assert read_as(sketch) == "a to 3; b to 3 by 30 Sep 2027"
    assert read_as(sketched({"target": 3}, title="Learn to price", method="learning")) == ""


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


METRICS = st.sampled_from([
    "onboarding completion", "30-day retention", "time to value", "first-week setup rate",
    "support tickets per new account", "NPS", "page load time", "share of teams with a second user",
    "churn", "p95 latency", "trial-to-paid conversion", "defects after release", "lead time",
    "stakeholder survey score", "time from request to answer", "meetings with customers",
    "decisions made without escalation", "cost per sign-up", "Umsatz je Konto",
])  # fmt: skip
UNITS = st.sampled_from(
    ["", "%", "days", "hours", "minutes", "USD", "EUR", "points", "weeks", "ms"]
)
VALUES = st.one_of(
    st.integers(0, 10**7).map(float),
    st.floats(0, 1e6).map(lambda x: round(x, 2)),
    st.floats(0, 1).map(lambda x: round(x, 4)),
)
READ_ON = dt.date(2026, 1, 15)


@given(METRICS, UNITS, st.none() | VALUES, VALUES, st.booleans(), st.booleans(), st.dates(
    READ_ON, dt.date(2199, 12, 31)
))  # fmt: skip
def test_reading_the_sentence_again_gives_the_same_fields(
    name: str,
    unit: str,
    baseline: float | None,
    target: float,
    hold: bool,
    lower: bool,
    due: dt.date,
) -> None:
    assume(baseline != target)
    baseline = None if hold else baseline
    low, high = band_of("lagging", baseline, target, hold=hold, lower_is_better=lower)
    measure = MeasureSketch(
        name=name, baseline=baseline, target=target, unit=unit, hold=hold, low=low, high=high
    )
    seen = read(say(Sketch(start=READ_ON, due=due, measures=[measure])), READ_ON)
    assert (seen.metric, seen.baseline, seen.target) == (name, baseline, target)
    assert (seen.direction, seen.deadline) == (measure.direction, due)
    assert seen.unit == unit or (not unit and seen.unit in ("count", "points"))
    assert not hold or seen.bound == ("ceiling" if high is not None else "floor")


def test_an_objective_is_said_with_its_key_results() -> None:
    sketch = Sketch(
        title="Make the first week worth it",
        method="okr",
        start=READ_ON,
        due=DUE,
        measures=[
            MeasureSketch(name="activation", baseline=31, target=40, unit="%"),
            MeasureSketch(name="time to value", baseline=9, target=4, unit="days"),
            MeasureSketch(name="support tickets", target=5, role="guardrail"),
        ],
    )
    assert say(sketch) == (
        "Make the first week worth it: raise activation from 31 % to 40 %; "
        "reduce time to value from 9 to 4 days by 30 Sep 2027"
    )
