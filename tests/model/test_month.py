from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week
from pmgoals.model.month import Month, weeks_within

TODAY = dt.date(2026, 11, 20)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-11", Month(2026, 11)), ("November 2026", Month(2026, 11)),
        ("nov 26", Month(2026, 11)),
        ("Nov", Month(2026, 11)), ("December", Month(2025, 12)), ("last month", Month(2026, 10)),
        ("this month", Month(2026, 11)), (" Sept. 2025 ", Month(2025, 9)),
    ],
)  # fmt: skip
def test_a_month_is_read(text: str, month: Month) -> None:
    assert Month.parse(text, TODAY) == month


@pytest.mark.parametrize("text", ["", "2026-13", "2026-0", "smarch", "no", "next year", "11/2026"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        Month.parse(text, TODAY)


@given(DAYS, st.integers(-500, 500))
def test_months_add_up(day: dt.date, n: int) -> None:
    month = Month.of(day)
    assert month.first <= day <= month.last
    assert month.plus(n).plus(-n) == month
    assert month.plus(1).first == month.last + dt.timedelta(days=1)
    assert Month.parse(str(month), TODAY) == month == Month.parse(month.label, TODAY)


@given(DAYS)
def test_every_week_belongs_to_one_month(day: dt.date) -> None:
    week, month = Week.of(day), Month.of(Week.of(day).thursday)
    for each in (month.plus(-1), month, month.plus(1)):
        assert (week in weeks_within(each.first, each.last)) is (each == month)
