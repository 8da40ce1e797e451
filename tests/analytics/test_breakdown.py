from __future__ import annotations

import datetime as dt
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals import knowledge
from pmgoals.analytics.breakdown import CURVES, SHORTEST, Curve, Proposal, Way, propose
from pmgoals.model.calendar import FiscalCalendar
from pmgoals.model.workdays import DayOff, Workdays

YEAR = FiscalCalendar()
CALENDARS = st.builds(FiscalCalendar, st.integers(1, 12), st.sampled_from(["end", "start"]))
STARTS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
SPANS = st.one_of(st.integers(1, 150), st.integers(1, 1500)).map(lambda n: dt.timedelta(days=n))
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12).map(float),
    st.floats(-1e6, 1e6).map(lambda x: round(x, 4)),
)
A_QUARTER_AND_TWO_SHORT_STRETCHES = dt.timedelta(days=132)


def split(start: dt.date, due: dt.date, **numbers: float) -> list[Proposal]:
    return propose(Way(start=start, due=due, **numbers), YEAR)


@given(STARTS, SPANS, CALENDARS)
def test_the_days_rise_to_the_deadline_inside_the_span(
    start: dt.date, span: dt.timedelta, calendar: FiscalCalendar
) -> None:
    days = [start, *(p.due for p in propose(Way(start=start, due=start + span), calendar))]
    assert days[-1] == start + span
    assert all(before < after for before, after in pairwise(days))
    if len(days) > 2:
        stretches = [after - before for before, after in pairwise(days)]
        assert min(stretches) >= dt.timedelta(days=14)
        assert max(stretches) < dt.timedelta(days=92) + SHORTEST


@given(STARTS, SPANS, CALENDARS)
def test_a_goal_over_a_quarter_gets_one_milestone_a_quarter(
    start: dt.date, span: dt.timedelta, calendar: FiscalCalendar
) -> None:
    due = start + span
    days = [p.due for p in propose(Way(start=start, due=due), calendar)]
    if span > dt.timedelta(days=92):
        assert len(days) >= 2
    if span <= A_QUARTER_AND_TWO_SHORT_STRETCHES:
        return
    for quarter in calendar.quarters_between(start, due):
        inside = [day for day in days if quarter.start <= day <= quarter.end]
        assert len(inside) <= 1
        if quarter.end - start >= SHORTEST and due - quarter.end >= SHORTEST:
            assert inside == [quarter.end]


@given(STARTS, SPANS, CALENDARS, NUMBERS, NUMBERS, st.sampled_from(sorted(CURVES)))
def test_the_targets_go_from_baseline_to_target(
    start: dt.date,
    span: dt.timedelta,
    calendar: FiscalCalendar,
    baseline: float,
    target: float,
    curve: Curve,
) -> None:
    way = Way(start=start, due=start + span, baseline=baseline, target=target, curve=curve)
    found = propose(way, calendar)
    values = [baseline, *(p.target for p in found if p.target is not None)]
    assert found[-1].target == (target if target != baseline else baseline)
    assert values == sorted(values, reverse=target < baseline)
    if target != baseline:
        assert len(set(values)) == len(values)  # every number is a step of its own


@given(STARTS, SPANS, CALENDARS)
def test_every_title_says_something_of_its_own(
    start: dt.date, span: dt.timedelta, calendar: FiscalCalendar
) -> None:
    titles = [p.title for p in propose(Way(start=start, due=start + span), calendar)]
    assert all(titles) and len(set(titles)) == len(titles)


def test_a_year_has_its_four_quarters() -> None:
    found = split(dt.date(2027, 1, 1), dt.date(2027, 12, 31), baseline=48, target=65)
    assert [(p.title, p.deliverable) for p in found] == [
        (phase.title, phase.deliverable) for phase in knowledge.shapes()[4]
    ]
    assert [p.due for p in found] == [
        dt.date(2027, 3, 31), dt.date(2027, 6, 30), dt.date(2027, 9, 30), dt.date(2027, 12, 31),
    ]  # fmt: skip
    assert [p.target for p in found] == [52, 56, 61, 65]


def test_two_years_spread_the_years_shape_over_eight_quarters() -> None:
    found = split(dt.date(2027, 1, 1), dt.date(2028, 12, 31))
    assert found[0].title == "Foundation and research, FY27 Q1"
    assert found[-1].title == "Analyse and plan, FY28 Q4"
    assert len(found) == 8 and found[3].target is None


def test_a_short_goal_is_cut_into_thirds_and_a_very_short_one_not_at_all() -> None:
    assert [p.due for p in split(dt.date(2027, 1, 4), dt.date(2027, 3, 5))] == [
        dt.date(2027, 1, 24), dt.date(2027, 2, 13), dt.date(2027, 3, 5),
    ]  # fmt: skip
    assert len(split(dt.date(2027, 1, 4), dt.date(2027, 2, 15))) == 3  # six weeks
    assert [p.title for p in split(dt.date(2027, 1, 4), dt.date(2027, 2, 14))] == ["Reached"]


@pytest.mark.parametrize("days", [0, -1, -400])
def test_nothing_is_proposed_for_a_goal_that_ends_before_it_starts(days: int) -> None:
    start = dt.date(2027, 1, 4)
    assert split(start, start + dt.timedelta(days=days), baseline=1, target=2) == []


def test_a_small_step_of_a_large_number_stays_on_the_way() -> None:
    """Three digits of 12,347 once made it 12,300: below where the metric stood at the start."""
    found = split(dt.date(2027, 1, 1), dt.date(2027, 12, 31), baseline=12345, target=12350)
    assert [p.target for p in found] == [12346, 12347, 12349, 12350]
    found = propose(way(12345, 12350, "USD"), YEAR)
    assert [p.target for p in found] == [12346.22, 12347.47, 12348.74, 12350]


def way(baseline: float, target: float, unit: str = "", due: dt.date | None = None) -> Way:
    due = due or dt.date(2027, 12, 31)
    return Way(start=dt.date(2027, 1, 1), due=due, baseline=baseline, target=target, unit=unit)


@pytest.mark.parametrize(
    ("baseline", "target", "unit", "targets"),
    [
        (2, 10, "", [4, 6, 8, 10]),
        (2, 10, "questions", [4, 6, 8, 10]),
        (0, 2, "ways", [None, 1, None, 2]),
        (2, 0, "", [None, 1, None, 0]),
        (0, 1, "", [None, None, None, 1]),
        (4, 2, "%", [3.51, 3.01, 2.51, 2]),
        (0.5, 2, "", [0.87, 1.24, 1.62, 2]),
    ],
)
def test_things_are_counted_in_whole_steps_of_their_own(
    baseline: float, target: float, unit: str, targets: list[float | None]
) -> None:
    """A goal from 2 to 10 questions once had a first result of 3.23 questions."""
    assert [p.target for p in propose(way(baseline, target, unit), YEAR)] == targets


def test_a_target_that_is_the_baseline_gives_the_baseline() -> None:
    found = split(dt.date(2027, 1, 1), dt.date(2027, 12, 31), baseline=7, target=7)
    assert [p.target for p in found] == [7] * 4


def test_without_a_baseline_there_are_no_targets_on_the_way() -> None:
    assert [p.target for p in split(dt.date(2027, 1, 1), dt.date(2027, 12, 31), target=7)] == (
        [None] * 4
    )


@pytest.mark.parametrize(
    ("curve", "targets", "weights"),
    [
        ("even", [25, 50, 75, 100], [1.0, 1.0, 1.0, 1.0]),
        ("early", [43, 75, 94, 100], [1.7, 1.3, 0.8, 0.2]),
        ("late", [6, 25, 56, 100], [0.2, 0.8, 1.3, 1.8]),
        ("s", [15, 50, 84, 100], [0.6, 1.4, 1.4, 0.6]),
    ],
)
def test_the_way_is_spread_by_its_curve(
    curve: Curve, targets: list[float], weights: list[float]
) -> None:
    start, due = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
    found = propose(Way(start=start, due=due, baseline=0, target=100, curve=curve), YEAR)
    assert [round(p.target or 0.0) for p in found] == pytest.approx(targets, abs=1)
    assert [p.weight for p in found] == pytest.approx(weights, abs=0.11)


@given(st.sampled_from(sorted(CURVES)), st.floats(0, 1), st.floats(0, 1))
def test_every_curve_rises_from_start_to_end(curve: Curve, one: float, other: float) -> None:
    share = CURVES[curve]
    assert (share(0.0), share(1.0)) == (0.0, 1.0)
    assert (share(one) <= share(other)) or one > other


def test_effort_is_the_hours_a_week_over_the_working_days() -> None:
    winter = DayOff(dt.date(2027, 1, 4), dt.date(2027, 1, 15))
    way = Way(start=dt.date(2026, 12, 28), due=dt.date(2027, 3, 7), hours_week=4.0)
    efforts = [p.effort for p in propose(way, YEAR, workdays=Workdays((winter,)))]
    assert efforts == [5.5, 13.5, 12.0]
    assert [p.effort for p in propose(msgspec.structs.replace(way, hours_week=None), YEAR)] == (
        [None] * 3
    )


@given(STARTS, SPANS)
def test_words_with_stakeholders_have_room_and_change_nothing_else(
    start: dt.date, span: dt.timedelta
) -> None:
    way = Way(start=start, due=start + span, baseline=0, target=1)
    alone, beside = propose(way, YEAR), propose(way, YEAR, stakeholders=True)
    talks = [p for p in beside if p not in alone]
    assert [p for p in beside if p in alone] == alone
    assert all(p.target is None and p.deliverable for p in talks)
    assert all(dt.timedelta(7) <= p.due - start <= span - dt.timedelta(7) for p in talks)
    if span >= dt.timedelta(days=180):
        assert len(talks) == len(knowledge.stakeholder_phases())
