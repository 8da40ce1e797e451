"""Dates as a person writes them. Today is Saturday 21 November 2026 unless a test says more."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmgoals.errors import BadInput
from pmgoals.model.calendar import FiscalCalendar, Week, say_date, say_weekday
from pmgoals.model.dates import Understood, understand_day, understand_period

TODAY = date(2026, 11, 21)
MEND = "Write it like 30 Jun 2027, 2027-06-30, Q3 or in 6 weeks."
DAYS = st.dates(date(1971, 1, 1), date(2199, 12, 31))
LEANS = st.sampled_from(["future", "past"])
CALENDARS = st.builds(FiscalCalendar, start_month=st.integers(1, 12))
# Scraps of the grammar in any order find far more corners than random letters do.
SCRAPS = st.sampled_from([
    "by", "on", "in", "end", "of", "the", "start", "mid", "within", "next", "last", "this", "a",
    "0", "3", "29", "30", "31", "1st", "99999", "fri", "monday", "june", "feb", "2027", "9999",
    "0000", "2027-06-31", "30.9.2027", "3/4/2027", "q3", "q9", "h1", "fy27", "w53", "days", "week",
    "weeks", "month", "quarter", "half", "year", "ago", "from", "now", "today", "eoy", ",", "-",
])  # fmt: skip


def read(text: str, lean: str = "future", start_month: int = 1, today: date = TODAY) -> Understood:
    return understand_day(text, today, FiscalCalendar(start_month), lean)  # type: ignore[arg-type]


def refused(text: str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-21"),
        ("Tomorrow", "2026-11-22"),
        ("yesterday", "2026-11-20"),
        ("day before yesterday", "2026-11-19"),
        ("next friday", "2026-11-27"),
        ("last friday", "2026-11-20"),
        ("next saturday", "2026-11-28"),
        ("last saturday", "2026-11-14"),
        ("this saturday", "2026-11-21"),
        ("friday next week", "2026-11-27"),
        ("monday last week", "2026-11-09"),
        ("3 days ago", "2026-11-18"),
        ("2 weeks ago", "2026-11-07"),
        ("a month ago", "2026-10-21"),
        ("in 6 weeks", "2027-01-02"),
        ("within 90 days", "2027-02-19"),
        ("in the next 10 days", "2026-12-01"),
        ("in two quarters", "2027-05-21"),
        ("3d ago", "2026-11-18"),
        ("2027-09-30", "2027-09-30"),
        ("2027/09/30", "2027-09-30"),
        ("2027-9-3", "2027-09-03"),
        ("30 Sep 2027", "2027-09-30"),
        ("by 30 September 2027.", "2027-09-30"),
        ("30th of september 2027", "2027-09-30"),
        ("30-Sep-2027", "2027-09-30"),
        ("Sep 30, 2027", "2027-09-30"),
        ("Sept. 30 2027", "2027-09-30"),
        ("September 30th 2027", "2027-09-30"),
        ("30 Sep '27", "2027-09-30"),
        ("30.9.2027", "2027-09-30"),
        ("30/09/2027", "2027-09-30"),
        ("09/30/2027", "2027-09-30"),
        ("4/4/2027", "2027-04-04"),
        ("Sat 21 Nov 2026", "2026-11-21"),
        ("29 Feb 2028", "2028-02-29"),
    ],
)
@pytest.mark.parametrize("lean", ["future", "past"])
def test_a_day_is_read_the_same_from_either_side(text: str, day: str, lean: str) -> None:
    assert read(text, lean) == Understood(date.fromisoformat(day), " ".join(text.split()), True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("last week", "2026-11-14"),
        ("next week", "2026-11-28"),
        ("end of next week", "2026-11-29"),
        ("September 2027", "2027-09-30"),
        ("February 2028", "2028-02-29"),
        ("2027-09", "2027-09-30"),
        ("mid-2026", "2026-06-30"),
        ("mid 2027", "2027-06-30"),
        ("mid-September 2027", "2027-09-15"),
        ("middle of H1 2027", "2027-03-31"),
        ("mid Q1 2027", "2027-02-15"),
        ("start of Q2 2027", "2027-04-01"),
        ("Q3 2026", "2026-09-30"),
        ("2026-Q3", "2026-09-30"),
        ("FY27Q1", "2027-03-31"),
        ("FY27", "2027-12-31"),
        ("H1 2027", "2027-06-30"),
        ("H2 FY27", "2027-12-31"),
        ("next quarter", "2027-03-31"),
        ("last quarter", "2026-09-30"),
        ("this quarter", "2026-12-31"),
        ("by the end of the quarter", "2026-12-31"),
        ("next half", "2027-06-30"),
        ("this month", "2026-11-30"),
        ("end of month", "2026-11-30"),
        ("start of next month", "2026-12-01"),
        ("this year", "2026-12-31"),
        ("next year", "2027-12-31"),
        ("EOY", "2026-12-31"),
        ("EOQ", "2026-12-31"),
        ("EOM", "2026-11-30"),
        ("EOW", "2026-11-22"),
        ("year-end", "2026-12-31"),
        ("2027", "2027-12-31"),
        ("in 2027", "2027-12-31"),
        ("start of 2027", "2027-01-01"),
    ],
)
@pytest.mark.parametrize("lean", ["future", "past"])
def test_a_period_stands_for_a_day(text: str, day: str, lean: str) -> None:
    assert read(text, lean) == Understood(date.fromisoformat(day), text, False)


@pytest.mark.parametrize(
    ("text", "next_one", "latest"),
    [
        ("fri", "2026-11-27", "2026-11-20"),
        ("by Friday", "2026-11-27", "2026-11-20"),
        ("end of friday", "2026-11-27", "2026-11-20"),
        ("Saturday", "2026-11-28", "2026-11-21"),
        ("tues", "2026-11-24", "2026-11-17"),
        ("6 weeks", "2027-01-02", "2026-10-10"),
        ("31 December", "2026-12-31", "2025-12-31"),
        ("Dec 31", "2026-12-31", "2025-12-31"),
        ("21 Nov", "2026-11-21", "2026-11-21"),
        ("29 Feb", "2028-02-29", "2024-02-29"),
        ("June", "2027-06-30", "2026-06-30"),
        ("end of June", "2027-06-30", "2026-06-30"),
        ("November", "2026-11-30", "2025-11-30"),
        ("Q3", "2027-09-30", "2026-09-30"),
        ("Q4", "2026-12-31", "2025-12-31"),
        ("start of Q2", "2027-04-01", "2026-04-01"),
        ("start of Q4", "2027-10-01", "2026-10-01"),
        ("H1", "2027-06-30", "2026-06-30"),
        ("W45", "2027-11-14", "2026-11-02"),
        ("week 47", "2026-11-22", "2026-11-16"),
        ("W53", "2027-01-03", "2020-12-28"),
        ("2026-W45", "2026-11-08", "2026-11-02"),
        ("this week", "2026-11-22", "2026-11-16"),
        ("end of week", "2026-11-22", "2026-11-22"),
    ],
)
def test_what_comes_round_again_follows_the_lean(text: str, next_one: str, latest: str) -> None:
    assert str(read(text, "future").day) == next_one
    assert str(read(text, "past").day) == latest


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Q3", "2026-12-31"),
        ("FY27 Q1", "2026-06-30"),
        ("2027-Q1", "2026-06-30"),
        ("start of FY27", "2026-04-01"),
        ("FY27", "2027-03-31"),
        ("H1 2027", "2026-09-30"),
        ("this quarter", "2026-12-31"),
        ("end of the fiscal year", "2027-03-31"),
        ("EOFY", "2027-03-31"),
        ("this half", "2027-03-31"),
        ("next half", "2027-09-30"),
        ("EOY", "2026-12-31"),
        ("2027", "2027-12-31"),
    ],
)
def test_quarters_and_halves_follow_the_fiscal_calendar(text: str, day: str) -> None:
    assert str(read(text, start_month=4).day) == day


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("31 Jun 2027", "31 Jun 2027 is not a date; June has 30 days."),
        ("2027-06-31", "31 Jun 2027 is not a date; June has 30 days."),
        ("by June 31, 2027", "31 Jun 2027 is not a date; June has 30 days."),
        ("31 Jun", "31 Jun is not a date; June has 30 days."),
        ("29 Feb 2027", "29 Feb 2027 is not a date; February 2027 has 28 days."),
        ("30 Feb", "30 Feb is not a date; February has at most 29 days."),
        ("2027-13-01", "2027-13 is not a month; a year has 12."),
        ("03/04/2027", "03/04/2027 could be 3 April or 4 March."),
        ("Fri 21 Nov 2026", "21 Nov 2026 is a Saturday, not a Friday."),
        ("1969-12-31", "The year 1969 is outside 1970 to 2200."),
        ("2201", "The year 2201 is outside 1970 to 2200."),
        ("in 9999 years", "in 9999 years is outside the years 1970 to 2200."),
        ("in 200 years", "in 200 years is outside the years 1970 to 2200."),
        ("Q5", "There is no Q5; a year has Q1 to Q4."),
        ("H3 2027", "There is no H3; a year has H1 and H2."),
        ("W60", "There is no W60; a year has 52 or 53 weeks."),
        ("2027-W53", "2027 has 52 weeks, so there is no W53."),
        ("soon", "soon is not a date; it names no day."),
        ("by Someday", "by Someday is not a date; it names no day."),
        ("", "There is no date here."),
        (" \t\n", "There is no date here."),
        ("before I turn 40", "before I turn 40 is not a date I can read."),
        ("12", "12 is not a date I can read."),
        ("tend", "tend is not a date I can read."),
        ("2026 Q3 2027", "2026 Q3 2027 names two years."),
        ("2026 H1 2027", "2026 H1 2027 names two years."),
    ],
)
def test_what_is_no_date_is_refused_in_words(text: str, what: str) -> None:
    problem = refused(text)
    assert problem.what == what
    assert problem.mend


def test_the_mend_shows_how() -> None:
    assert refused("31 Jun 2027").mend == MEND
    assert refused("03/04/2027").mend == "Write it with the month's name, like 3 April 2027."
    assert refused("3/4").mend == "Write it with the month's name, like 30 Jun 2027."


def test_long_text_is_refused_and_cut() -> None:
    problem = refused("today " * 10_000)
    assert problem.what == "today today today today today today tod… is too long for a date."


def test_escape_sequences_do_not_reach_the_message() -> None:
    assert "\x1b" not in str(refused("\x1b[31mred\x07"))


@given(DAYS, DAYS, LEANS)
def test_a_date_reads_back_what_was_said(day: date, today: date, lean: str) -> None:
    for text in (say_date(day), say_weekday(day), day.isoformat(), f"{day:%d.%m.%Y}"):
        assert read(text, lean, today=today).day == day


@given(DAYS, st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_weekday_is_within_a_week(today: date, name: str) -> None:
    ahead, behind = read(name, "future", today=today).day, read(name, "past", today=today).day
    assert 1 <= (ahead - today).days <= 7
    assert 0 <= (today - behind).days <= 6
    assert (ahead - behind).days == 7


@given(
    st.dates(date(1985, 1, 1), date(2185, 12, 31)),
    st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2", "W01", "W53", "May", "mid-May", "29 Feb"]),
    st.integers(1, 12),
)
def test_lean_never_lands_on_the_wrong_side(today: date, text: str, start_month: int) -> None:
    assert read(text, "future", start_month, today).day >= today
    assert read(text, "past", start_month, today).day <= today


@given(DAYS, st.integers(0, 400))
def test_going_ahead_and_back_in_days(today: date, n: int) -> None:
    later = today + timedelta(days=n)
    if later.year < 2200:
        assert read(f"in {n} days", today=today).day == later
        assert read(f"{n} days ago", today=later).day == today


@given(DAYS)
def test_a_week_reads_back_its_edges(day: date) -> None:
    week = Week.of(day)
    if 1971 <= week.year <= 2199:
        assert read(str(week), "future").day == week.sunday
        assert read(str(week), "past").day == week.monday


@settings(max_examples=2000, deadline=None)
@given(st.text(max_size=90), st.dates(), LEANS, CALENDARS)
@example("in 99999 years", date.max, "future", FiscalCalendar())
@example("\ud800", TODAY, "past", FiscalCalendar())
def test_any_text_is_read_or_refused(
    text: str, today: date, lean: str, calendar: FiscalCalendar
) -> None:
    reads_or_refuses(text, today, lean, calendar)


@settings(max_examples=2000, deadline=None)
@given(st.lists(SCRAPS, max_size=5).map(" ".join), st.dates(), LEANS, CALENDARS)
@example("29 feb", date.max, "future", FiscalCalendar())
@example("h1", date.min, "past", FiscalCalendar(12))
@example("this week", date.max, "future", FiscalCalendar())
def test_any_scraps_of_the_grammar_are_read_or_refused(
    text: str, today: date, lean: str, calendar: FiscalCalendar
) -> None:
    reads_or_refuses(text, today, lean, calendar)


def reads_or_refuses(text: str, today: date, lean: str, calendar: FiscalCalendar) -> None:
    try:
        understood = understand_day(text, today, calendar, lean)  # type: ignore[arg-type]
    except BadInput as problem:
        assert problem.what
        assert problem.mend
        assert str(problem).isprintable()
    else:
        assert 1970 <= understood.day.year <= 2200


def test_dateutil_is_imported_only_when_a_date_needs_it() -> None:
    code = (
        "import sys, datetime; from pmgoals.model.dates import understand_day as u;"
        "u('30 Sep 2027', datetime.date(2026, 11, 21)); assert 'dateutil' not in sys.modules;"
        "u('in 2 months', datetime.date(2026, 11, 21)); assert 'dateutil.parser' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Q4", "FY27 Q4"),
        ("this quarter", "FY27 Q1"),
        ("h1 fy27", "FY27 H1"),
        ("next half", "FY27 H2"),
        ("FY28", "FY28"),
        ("next fiscal year", "FY28"),
        ("2027", "1 Jan 2027 to 31 Dec 2027"),
        ("June 2027", "1 Jun 2027 to 30 Jun 2027"),
        ("2026-W53", "28 Dec 2026 to 3 Jan 2027"),
    ],
)
def test_a_period_is_read_whole(text: str, name: str) -> None:
    calendar = FiscalCalendar(10)
    found = understand_period(text, date(2026, 11, 21), calendar)
    assert calendar.name_of(*found) == name


@pytest.mark.parametrize("text", ["", "30 Sep 2027", "soon", "Q5", "H3", "FY1800", "x" * 200])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        understand_period(text, date(2026, 11, 21))
