import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.model.calendar import FiscalCalendar
from pmgoals.smart.deadlines import cadence, deadlines, the_deadline

TODAY = date(2026, 1, 15)


def found(text, calendar=None):
    return the_deadline(deadlines(text, TODAY, calendar or FiscalCalendar()))


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Open the lab by Q3", "by Q3", date(2026, 9, 30)),
        ("Open the lab by the end of Q2 2027.", "by the end of Q2 2027", date(2027, 6, 30)),
        ("By August 9, 2026, open it", "By August 9, 2026", date(2026, 8, 9)),
        ("Open it on 31 March", "on 31 March", date(2026, 3, 31)),
        ("Open it by EOY 2027", "by EOY 2027", date(2027, 12, 31)),
        ("Open it this year", "this year", date(2026, 12, 31)),
        ("Open it within 90 days", "within 90 days", date(2026, 4, 15)),
        ("Open it over the next quarter", "over the next quarter", date(2026, 6, 30)),
        ("Open it in the next 6 months", "in the next 6 months", date(2026, 7, 15)),
        ("Open it in 2026", "in 2026", date(2026, 12, 31)),
        ("Open it by Friday", "by Friday", date(2026, 1, 16)),
        ("Open it by quarter end", "by quarter end", date(2026, 3, 31)),
        ("Open labs Q2 to Q4", "Q2 to Q4", date(2026, 12, 31)),
        ("Open it by the start of Q2", "by the start of Q2", date(2026, 4, 1)),
        ("Open it mid-2026", "mid-2026", date(2026, 6, 30)),
        ("Open it by 2026-05-04", "by 2026-05-04", date(2026, 5, 4)),
    ],
)
def test_the_words_and_the_last_day(text, words, day):
    deadline = found(text)
    assert deadline is not None
    assert (deadline.text, deadline.day) == (words, day)


@pytest.mark.parametrize(
    "text", ["Send quarterly notes", "Write the Q3 report", "Meet three days per week", "Grow soon"]
)
def test_no_deadline(text):
    assert found(text) is None


@pytest.mark.parametrize(
    "text", ["Win 9 pilots within 3 months of launch", "Move abroad before I turn 40"]
)
def test_a_span_tied_to_an_event_names_no_day(text):
    deadline = found(text)
    assert deadline is not None
    assert deadline.day is None


def test_the_fiscal_calendar_moves_the_quarter():
    assert found("Open it by Q1", FiscalCalendar(start_month=4)).day == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("Write weekly", "weekly"), ("Walk 3 days per week", "weekly"),
        ("Meet each month", "monthly"), ("Cut monthly hosting costs", None), ("Walk", None),
    ],
)  # fmt: skip
def test_how_often(text, every):
    seen = cadence(text)
    assert (seen.every if seen else None) == every


LETTERS = "in by of the end Q3 June 31 2026 within 99999 years next W77"
WORDS = st.sampled_from(LETTERS.split(" "))


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join)))
def test_spans_cover_their_words_whatever_is_typed(text):
    end = 0
    for one in deadlines(text, TODAY, FiscalCalendar()):
        assert one.start >= end
        assert text[one.start : one.end] == one.text
        end = one.end


def test_long_texts_are_read_quickly():
    for piece in ("by ", "by q3 ", "in the ", "1 ", "Q3 to "):
        start = time.perf_counter()
        found(piece * (100_000 // len(piece)))
        assert time.perf_counter() - start < 5, piece


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Ship the report by next Friday", "by next Friday", date(2026, 1, 16)),
        ("Ship the report by this Friday", "by this Friday", date(2026, 1, 16)),
        ("Raise NPS to 40 by 2027-06-30T12:00", "by 2027-06-30T12:00", date(2027, 6, 30)),
        ("Grow share from 31% in Q1 to 40% by Q3", "by Q3", date(2026, 9, 30)),
        ("Grow share from 31% (Q1) to 40% by Q3", "by Q3", date(2026, 9, 30)),
        ("Grow share to 40% in Q1", "in Q1", date(2026, 3, 31)),
    ],
)
def test_the_day_that_is_meant_is_found(text: str, words: str, day: date) -> None:
    found = the_deadline(deadlines(text, date(2026, 1, 15), FiscalCalendar()))
    assert found is not None and (found.text, found.day) == (words, day)
