"""Working days, by example and against counting every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.model.calendar import Week, week_start
from pmgoals.model.workdays import DayOff, Workdays, parse_off

DAYS = st.dates(date(1971, 1, 1), date(2199, 12, 31))
SPANS = st.tuples(DAYS, st.integers(0, 800))
IN_A_YEAR = st.dates(date(2000, 1, 1), date(2000, 12, 31))
OFF = st.one_of(
    st.builds(lambda day: DayOff(day, day, yearly=True), IN_A_YEAR),
    st.builds(lambda day, n: DayOff(day, day + timedelta(days=n)), DAYS, st.integers(0, 60)),
)


def off(*texts: str) -> Workdays:
    return Workdays(tuple(parse_off(text, yearly=True) for text in texts))


def test_a_week_less_leave_and_holidays() -> None:
    workdays = off("2026-12-24..2027-01-01", "12-25", "2026-12-21")
    weeks = [Week(2026, 51), Week(2026, 52), Week(2026, 53), Week(2027, 1)]
    assert [workdays.days_in(week) for week in weeks] == [5, 2, 0, 5]
    assert [workdays.is_leave(week) for week in weeks] == [False, False, True, False]


def test_a_holiday_on_a_sunday_takes_no_working_day() -> None:
    assert off("12-25").days_in(Week.of(date(2022, 12, 25))) == 5


def test_the_29th_of_february_comes_round_in_leap_years() -> None:
    workdays = off("02-29")
    assert workdays.is_off(date(2028, 2, 29))
    assert workdays.between(date(2027, 1, 1), date(2027, 12, 31)) == 261
    assert workdays.between(date(2028, 1, 1), date(2028, 12, 31)) == 259


@pytest.mark.parametrize(
    "text", ["", "12-25..12-26", "13-01", "02-30", "2026-02-29", "20261224", "1969-12-24", "xmas"]
)
def test_what_is_no_day_off_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_off(text, yearly=True)


def test_leave_is_of_one_year() -> None:
    with pytest.raises(ValueError):
        parse_off("12-25")


@given(SPANS, st.lists(OFF, max_size=5))
def test_working_days_are_those_that_counting_finds(
    span: tuple[date, int], days_off: list[DayOff]
) -> None:
    workdays = Workdays(tuple(days_off))
    first, length = span[0], span[1]
    days = [first + timedelta(days=n) for n in range(length + 1)]
    counted = sum(day.weekday() < 5 and not workdays.is_off(day) for day in days)
    assert workdays.between(first, days[-1]) == counted
    part = workdays.counted(first - timedelta(days=9), days[-1])
    assert part.between(first, days[-1]) == counted
    middle = days[len(days) // 2]
    assert part.between(first, middle) == workdays.between(first, middle)
    assert part.between(days[-1], first) == (workdays.between(first, first) if not length else 0)


@given(DAYS)
def test_a_shown_week_begins_on_its_first_day_and_holds_the_day(day: date) -> None:
    for start, weekday in (("mon", 0), ("sun", 6), ("sat", 5)):
        first = week_start(day, start)  # type: ignore[arg-type]
        assert first.weekday() == weekday
        assert timedelta(0) <= day - first < timedelta(days=7)
    assert week_start(day, "mon") == Week.of(day).monday
