from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from plan_maker import checkin, entry, plan_of

from pmgoals.analytics.rhythm import RESERVE, WINDOW, Rhythm, rhythm
from pmgoals.model.calendar import FiscalCalendar, Week
from pmgoals.model.record import Record
from pmgoals.model.workdays import DayOff, Workdays

TODAY = dt.date(2026, 11, 23)
NOW = Week.of(TODAY)
BACK = st.integers(0, 20)
RANGES = st.lists(
    st.tuples(st.integers(-20, 120), st.integers(0, 40)).map(
        lambda r: (TODAY - dt.timedelta(days=r[0]), TODAY - dt.timedelta(days=r[0] - r[1]))
    ),
    max_size=4,
)


def look(
    *records: Record,
    today: dt.date = TODAY,
    reserve: int = 2,
    leave: list[tuple[dt.date, dt.date]] | tuple[()] = (),
) -> Rhythm:
    workdays = Workdays(tuple(DayOff(*days) for days in leave))
    plan = plan_of(*records)
    return rhythm(plan, today, FiscalCalendar(), reserve=reserve, workdays=workdays)


def said(*back: int) -> list[Record]:
    return [checkin(NOW.plus(-n)) for n in back]


def week_off(back: int) -> tuple[dt.date, dt.date]:
    monday = NOW.plus(-back).monday
    return monday, monday + dt.timedelta(days=4)


def test_a_new_plan_has_one_week_and_its_whole_reserve() -> None:
    found = look()
    assert (found.weeks_done, found.weeks, found.reserve_left) == (0, 1, 2)
    assert found.strip == [0] * 12


def test_weeks_are_counted_since_the_first_entry_and_both_kinds_count() -> None:
    found = look(*said(3, 3, 1), entry(NOW.plus(-3)), entry(NOW))
    assert (found.weeks_done, found.weeks) == (3, 4)
    assert found.strip == [0] * 8 + [3, 0, 1, 1]


def test_only_the_last_twelve_weeks_count() -> None:
    found = look(*said(*range(30)))
    assert (found.weeks_done, found.weeks, len(found.strip)) == (12, 12, 12)


def test_an_emptied_entry_is_no_week_done() -> None:
    found = look(*said(2), entry(NOW.plus(-1), " \n"), entry(NOW, "", answers={"wins": "One"}))
    assert (found.weeks_done, found.weeks) == (2, 3)


def rest(back: int, text: str = "") -> Record:
    return entry(NOW.plus(-back), text, rest=True)


def test_a_reserve_week_is_used_on_purpose_only() -> None:
    assert look(*said(9)).reserve_left == 2  # missed weeks use none
    found = look(*said(3), rest(2), rest(1))
    assert (found.weeks_done, found.weeks, found.reserve_left) == (1, 2, 0)
    assert found.strip[-4:] == [1, RESERVE, RESERVE, 0]
    assert look(*said(3), rest(2), rest(1), rest(0)).reserve_left == 0  # never below nothing
    october = dt.date(2026, 10, 5)
    assert look(*said(9), rest(9), today=october).reserve_left == 2  # September's is another's


def test_a_reserve_week_that_got_its_word_gives_the_reserve_back() -> None:
    found = look(*said(3, 2), rest(2), rest(1, "After all."))
    assert (found.weeks_done, found.weeks, found.reserve_left) == (3, 4, 2)


def test_weeks_in_a_row_pass_over_leave_and_reserve_and_wait_for_the_present_one() -> None:
    assert look(*said(3, 2, 1)).in_a_row == 3
    assert look(*said(3, 2, 1, 0)).in_a_row == 4
    assert look(*said(3, 1)).in_a_row == 1
    assert look(*said(4, 3, 1), rest(2)).in_a_row == 3
    assert look(*said(4, 3, 1), leave=[week_off(2)]).in_a_row == 3
    assert look().in_a_row == look(*said(2)).in_a_row == 0


def test_a_row_runs_through_week_53() -> None:
    weeks = [Week(2026, 52), Week(2026, 53), Week(2027, 1), Week(2027, 2)]
    found = look(*(checkin(week) for week in weeks), today=Week(2027, 2).sunday)
    assert (found.in_a_row, found.weeks_done, found.weeks) == (4, 4, 4)


def test_a_week_of_leave_is_neither_missed_nor_done() -> None:
    found = look(*said(3), leave=[week_off(2), week_off(1)])
    assert (found.weeks_done, found.weeks, found.reserve_left) == (1, 2, 2)
    assert found.strip[-4:] == [1, -1, -1, 0]


def test_four_days_off_are_no_week_of_leave_and_two_ranges_can_make_one() -> None:
    first, last = week_off(1)
    middle = first + dt.timedelta(days=2)
    assert look(*said(2), leave=[(first, last - dt.timedelta(days=1))]).strip[-2] == 0
    assert look(*said(2), leave=[(first, middle), (middle, last)]).strip[-2] == -1


def test_a_plan_opened_on_an_earlier_day_has_no_weeks_yet() -> None:
    found = look(*said(0), today=TODAY - dt.timedelta(weeks=3))
    assert (found.weeks_done, found.weeks, found.reserve_left) == (0, 0, 2)


@given(st.lists(BACK, max_size=20), st.lists(BACK, max_size=20, unique=True), RANGES)
def test_the_numbers_hold_together(checkins: list[int], entries: list[int], leave: list) -> None:
    found = look(*said(*checkins), *(entry(NOW.plus(-n)) for n in entries), leave=leave)
    assert 0 <= found.weeks_done <= found.weeks <= WINDOW == len(found.strip)
    assert found.weeks_done == sum(count > 0 for count in found.strip)
    assert 0 <= found.reserve_left <= 2
    assert found.in_a_row <= len({*checkins, *entries})


@given(st.lists(BACK, max_size=20), RANGES, RANGES)
def test_leave_never_counts_against(checkins: list[int], leave: list, more: list) -> None:
    before, after = (look(*said(*checkins), leave=days) for days in (leave, [*leave, *more]))
    assert after.weeks - after.weeks_done <= before.weeks - before.weeks_done
    assert after.reserve_left >= before.reserve_left


@given(st.lists(BACK, max_size=20), BACK)
def test_one_more_week_never_costs_a_week_done(checkins: list[int], more: int) -> None:
    before, after = look(*said(*checkins)), look(*said(*checkins, more))
    assert after.weeks_done >= before.weeks_done
