"""ISO weeks and fiscal quarters, by example and by property."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.errors import BadInput
from pmgoals.model.calendar import (
    FiscalCalendar,
    Quarter,
    Week,
    say_date,
    say_weekday,
    weeks_in,
    year_from,
)

DAYS = st.dates(date(1971, 1, 1), date(2199, 12, 31))
CALENDARS = st.builds(
    FiscalCalendar, start_month=st.integers(1, 12), label=st.sampled_from(["end", "start"])
)
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2024, 12, 30), "2025-W01"),
        (date(2022, 12, 31), "2022-W52"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2026, 11, 21), "2026-W47"),
        (date(2028, 2, 29), "2028-W09"),
    ],
)
def test_a_week_belongs_to_the_year_of_its_thursday(day: date, week: str) -> None:
    assert str(Week.of(day)) == week
    assert Week.parse(week) == Week.of(day)


def test_some_years_have_53_weeks() -> None:
    assert [year for year in range(2024, 2038) if weeks_in(year) == 53] == [2026, 2032, 2037]
    assert Week(2026, 53).plus(1) == Week(2027, 1)
    assert Week(2027, 1) - Week(2026, 1) == 53


def test_a_week_knows_its_days() -> None:
    week = Week.parse(" 2026-w47 ")
    assert (week.monday, week.thursday, week.sunday) == (
        date(2026, 11, 16),
        date(2026, 11, 19),
        date(2026, 11, 22),
    )
    assert week.label == "W47"
    assert Week(2026, 5).label == "W05"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2027-W53", "2027 has 52 weeks, so there is no W53."),
        ("2026-W00", "2026 has 53 weeks, so there is no W00."),
        ("1969-W01", "The year 1969 is outside 1970 to 2200."),
        ("W47", "W47 is not a week."),
        ("", "An empty field is not a week."),
        ("2026-W٤٧", "2026-W٤٧ is not a week."),
    ],
)
def test_nonsense_is_not_a_week(text: str, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        Week.parse(text)
    assert caught.value.what == message


@given(DAYS, st.integers(-500, 500))
def test_week_arithmetic(day: date, n: int) -> None:
    week = Week.of(day)
    assert week.monday <= day <= week.sunday
    assert week.plus(n) - week == n
    assert week.plus(n).plus(-n) == week
    assert (week.plus(n) > week) == (n > 0)
    assert Week.parse(str(week)) == week


@pytest.mark.parametrize(
    ("start_month", "names"),
    [
        (1, ["FY26 Q1", "FY26 Q2", "FY26 Q3", "FY26 Q4"]),
        (2, ["FY26 Q4", "FY27 Q1", "FY27 Q2", "FY27 Q3"]),
        (4, ["FY26 Q4", "FY27 Q1", "FY27 Q2", "FY27 Q3"]),
        (7, ["FY26 Q3", "FY26 Q4", "FY27 Q1", "FY27 Q2"]),
        (10, ["FY26 Q2", "FY26 Q3", "FY26 Q4", "FY27 Q1"]),
    ],
)
def test_fiscal_years_are_named_by_their_end(start_month: int, names: list[str]) -> None:
    calendar = FiscalCalendar(start_month)
    days = [date(2026, month, 15) for month in (1, 4, 7, 10)]
    assert [str(calendar.quarter_of(day)) for day in days] == names


def test_fiscal_years_can_be_named_by_their_start() -> None:
    day = date(2026, 4, 15)
    assert str(FiscalCalendar(4, "start").quarter_of(day)) == "FY26 Q1"
    assert str(FiscalCalendar(4, "end").quarter_of(day)) == "FY27 Q1"
    ends, starts = FiscalCalendar(1, "end"), FiscalCalendar(1, "start")
    assert ends.quarter_of(day) == starts.quarter_of(day)


@given(CALENDARS, DAYS)
def test_quarters_tile_the_years(calendar: FiscalCalendar, day: date) -> None:
    quarter = calendar.quarter_of(day)
    following = calendar.next(quarter)
    assert quarter.start <= day <= quarter.end
    assert following.start == quarter.end + timedelta(days=1)
    assert calendar.previous(following) == quarter
    assert calendar.quarter(quarter.year, quarter.number) == quarter
    assert 89 <= quarter.days <= 92
    assert following > quarter


@given(CALENDARS, DAYS)
def test_every_week_lies_in_exactly_one_quarter(calendar: FiscalCalendar, day: date) -> None:
    week = Week.of(day)
    quarter = calendar.quarter_of_week(week)
    weeks = quarter.weeks()
    assert weeks[quarter.week_number(week.thursday) - 1] == week
    assert calendar.next(quarter).weeks()[0] - weeks[-1] == 1
    assert 12 <= len(weeks) <= 14


@given(CALENDARS, DAYS)
def test_the_week_of_a_quarter_is_clamped_at_its_edges(calendar: FiscalCalendar, day: date) -> None:
    quarter = calendar.quarter_of(day)
    assert quarter.week_number(quarter.start) == 1
    assert quarter.week_number(quarter.end) == len(quarter.weeks())
    assert 1 <= quarter.week_number(day) <= len(quarter.weeks())


@given(CALENDARS, DAYS)
def test_a_quarter_reads_back_what_it_says(calendar: FiscalCalendar, day: date) -> None:
    quarter = calendar.quarter_of(day)
    assert calendar.parse_quarter(str(quarter), TODAY) == quarter


@given(CALENDARS, DAYS)
def test_year_ends_and_halves_follow_the_quarters(calendar: FiscalCalendar, day: date) -> None:
    year = calendar.quarter_of(day).year
    first, second = calendar.half(year, 1), calendar.half(year, 2)
    assert first[0] == calendar.quarter(year, 1).start
    assert second[0] == first[1] + timedelta(days=1)
    assert second[1] == calendar.year_end(day)


def test_quarters_between_two_days() -> None:
    calendar = FiscalCalendar()
    quarters = calendar.quarters_between(date(2026, 3, 31), date(2026, 10, 1))
    assert [str(quarter) for quarter in quarters] == ["FY26 Q1", "FY26 Q2", "FY26 Q3", "FY26 Q4"]
    assert calendar.quarters_between(TODAY, TODAY) == [calendar.quarter_of(TODAY)]
    assert calendar.quarters_between(TODAY, date(2026, 11, 20)) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("FY26 Q4", "FY26 Q4"),
        ("FY26Q4", "FY26 Q4"),
        ("fy2026-q4", "FY26 Q4"),
        ("2026-Q4", "FY26 Q4"),
        ("2026 Q4", "FY26 Q4"),
        ("Q4 2026", "FY26 Q4"),
        ("Q4 FY26", "FY26 Q4"),
        ("Q4FY26", "FY26 Q4"),
        ("Q4", "FY26 Q4"),
        ("Q3", "FY27 Q3"),
        ("q1", "FY27 Q1"),
        ("this quarter", "FY26 Q4"),
        ("Last  quarter", "FY26 Q3"),
        ("next quarter", "FY27 Q1"),
        ("Q1 FY1999", "FY1999 Q1"),
    ],
)
def test_quarters_are_read(text: str, name: str) -> None:
    assert str(FiscalCalendar().parse_quarter(text, TODAY)) == name


def test_a_quarter_ends_on_its_last_day_not_before() -> None:
    calendar = FiscalCalendar()
    assert str(calendar.parse_quarter("Q2", date(2026, 6, 30))) == "FY26 Q2"
    assert str(calendar.parse_quarter("Q2", date(2026, 7, 1))) == "FY27 Q2"


@pytest.mark.parametrize(
    "text", ["", "Q5", "Q0 2026", "2026 Q4 2027", "FY26", "4", "soon", "Q4 9999", "x" * 999]
)
def test_other_words_are_not_a_quarter(text: str) -> None:
    with pytest.raises(BadInput):
        FiscalCalendar().parse_quarter(text, TODAY)


@given(st.text(max_size=120), CALENDARS, DAYS)
def test_reading_weeks_and_quarters_only_ever_refuses(
    text: str, calendar: FiscalCalendar, today: date
) -> None:
    for read in (Week.parse, lambda words: calendar.parse_quarter(words, today)):
        try:
            assert isinstance(read(text), Week | Quarter)
        except BadInput as problem:
            assert problem.mend


def test_a_start_month_is_a_month() -> None:
    with pytest.raises(ValueError, match="start_month"):
        FiscalCalendar(13)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"start_month": 0}, FiscalCalendar)


def test_quarters_and_halves_have_numbers() -> None:
    with pytest.raises(BadInput, match="There is no Q5"):
        FiscalCalendar().quarter(2026, 5)
    with pytest.raises(BadInput, match="There is no H3"):
        FiscalCalendar().half(2026, 3)


def test_years_are_read() -> None:
    assert [year_from(words) for words in ("fy26", "FY 2026", "'26", "2026")] == [2026] * 4


def test_dates_are_said_in_english() -> None:
    assert say_date(TODAY) == "21 Nov 2026"
    assert say_weekday(TODAY) == "Sat 21 Nov 2026"


@given(CALENDARS, DAYS)
def test_halves_are_two_quarters_and_parts_are_named_by_what_they_are(
    calendar: FiscalCalendar, day: date
) -> None:
    year, half = calendar.half_of(day)
    first, last = calendar.half(year, half)
    assert first <= day <= last
    assert [q.number for q in calendar.quarters_between(first, last)] == [2 * half - 1, 2 * half]
    quarter = calendar.quarter_of(day)
    name = str(quarter).split(" ")[0]
    assert calendar.name_of(quarter.start, quarter.end) == str(quarter)
    assert calendar.name_of(first, last) == f"{name} H{half}"
    year_days = calendar.quarter(year, 1).start, calendar.quarter(year, 4).end
    assert calendar.name_of(*year_days) == name
    assert calendar.name_of(day, day) == f"{say_date(day)} to {say_date(day)}"
