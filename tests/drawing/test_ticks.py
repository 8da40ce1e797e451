"""Round marks, and numbers as fine as their range."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.drawing.ticks import LABEL_ROOM, Amounts, day_marks, round_values


@pytest.mark.parametrize(
    ("value", "unit", "span", "plain", "text"),
    [
        (42.83, "%", 14, False, "42.8 %"),
        (0.0394, "", 0.014, False, "0.0394"),
        (1_234_567, "USD", 1.3e6, False, "$1.2M"),
        (-1_234_567, "USD", 1.3e6, False, "-$1.2M"),
        (1_200_300, "users", 1000, False, "1,200,300 users"),
        (700_000, "EUR", 1e6, True, "700k EUR"),
        (700_000, "EUR", 1e6, False, "€700k"),
        (9_500, "", 5_000, False, "9,500"),
        (40, "件数", 60, False, "40"),
        (40, "Stück", 60, False, "40 Stück"),
        (40, "Stück", 60, True, "40"),
        (40, "a\x1bb", 60, False, "40"),
        (-0.001, "%", 60, False, "0 %"),
    ],
)
def test_values_are_said_as_finely_as_their_span_asks(
    value: float, unit: str, span: float, plain: bool, text: str
) -> None:
    assert Amounts(unit, span, plain).say(value) == text


def test_what_was_typed_is_said_in_full() -> None:
    assert Amounts("%", 100).say(42.75, typed=True) == "42.75 %"
    assert Amounts("USD", 1e6).say(1_234_567, typed=True) == "$1,234,567"


@given(st.floats(-1e6, 1e6), st.floats(1, 1e6), st.integers(2, 5))
def test_round_values_lie_between_their_ends(low: float, span: float, about: int) -> None:
    values = round_values(low, low + span, about)
    assert values == sorted(set(values))
    assert len(values) <= 2 * about + 1
    assert all(low - span * 1e-6 <= value <= low + span * (1 + 1e-6) for value in values)


DAYS = st.dates(dt.date(1970, 1, 1), dt.date(2200, 12, 31))


@given(DAYS, st.integers(1, 80_000), st.integers(10, 200))
def test_days_are_named_as_many_as_have_room(first: dt.date, days: int, columns: int) -> None:
    last = first + dt.timedelta(days=days)
    marks = day_marks(first, last, columns)
    assert len(marks) <= max(1, columns // LABEL_ROOM)
    assert all(first <= day <= last for day, _ in marks)


def test_days_are_weeks_months_quarters_or_years() -> None:
    start = dt.date(2026, 9, 7)

    def names(days: int) -> list[str]:
        return [text for _, text in day_marks(start, start + dt.timedelta(days=days), 60)]

    assert names(20) == ["7 Sep", "14 Sep", "21 Sep"]
    assert names(100) == ["1 Oct", "1 Nov", "1 Dec"]
    assert names(420) == ["1 Oct", "1 Jan", "1 Apr", "1 Jul", "1 Oct"]
    assert names(1500) == ["2027", "2028", "2029", "2030"]
