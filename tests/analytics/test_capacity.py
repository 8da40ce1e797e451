"""Hours promised against hours there are, by week."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_maker import DUE, GOAL, START, goal, milestone, plan_of

from pmgoals.analytics.capacity import WeekHours, hours, overfull
from pmgoals.model.calendar import Week
from pmgoals.model.record import Record
from pmgoals.model.workdays import DayOff, Workdays

FIRST = Week.of(START)
WEEKS = [FIRST.plus(n) for n in range(20)]
OTHER = "g" + "1" * (len(GOAL) - 1)
DAY = dt.timedelta(days=1)


def look(
    *records: Record, today: dt.date = START, weekly: float = 8.0, off: tuple[DayOff, ...] = ()
) -> list[WeekHours]:
    return hours(plan_of(*records), WEEKS, today, weekly, Workdays(off))


def week_off(at: int, days: int = 5) -> DayOff:
    monday = WEEKS[at].monday
    return DayOff(monday, monday + (days - 1) * DAY)


def test_a_goal_takes_its_hours_a_week_while_it_runs() -> None:
    found = look(goal(hours_week=3.0, due=WEEKS[3].monday + DAY))
    assert [round(week.promised, 3) for week in found[:5]] == [3, 3, 3, 1.2, 0]


def test_leave_takes_hours_and_promises_alike() -> None:
    found = look(goal(hours_week=5.0), off=(week_off(1), week_off(2, days=2)))
    assert [(w.available, w.promised) for w in found[:3]] == [
        (8, 5),
        (0, 0),
        (pytest.approx(4.8), 3),
    ]


def test_effort_is_spread_since_the_milestone_before() -> None:
    first, second = WEEKS[1].sunday, WEEKS[5].sunday
    found = look(goal(), milestone(first, effort=4.0), milestone(second, effort=8.0))
    assert [week.promised for week in found[:7]] == pytest.approx([2, 2, 2, 2, 2, 2, 0])


def test_effort_and_hours_a_week_are_the_same_work() -> None:
    found = look(goal(hours_week=3.0), milestone(WEEKS[1].sunday, effort=10.0))
    assert [week.promised for week in found[:3]] == [5, 5, 3]


def test_open_work_is_laid_from_today_on() -> None:
    late = milestone(WEEKS[0].sunday, effort=4.0)
    ahead = milestone(WEEKS[3].sunday, effort=6.0)
    found = look(goal(), late, ahead, today=WEEKS[2].monday)
    assert [week.promised for week in found[:5]] == [0, 0, 7, 3, 0]


def test_what_is_done_stays_where_it_was() -> None:
    done = milestone(WEEKS[3].sunday, effort=6.0, done_on=WEEKS[1].sunday)
    found = look(goal(), done, today=WEEKS[8].monday)
    assert [week.promised for week in found[:4]] == [3, 3, 0, 0]


def test_what_was_done_ahead_of_its_time_is_not_promised_again() -> None:
    """All its hours fell on one day to come: the first after the milestone before."""
    one = milestone(WEEKS[9].sunday, effort=1.0)
    ahead = milestone(WEEKS[15].sunday, effort=40.0, done_on=WEEKS[3].sunday)
    found = look(goal(due=WEEKS[19].sunday), one, ahead, today=WEEKS[4].monday)
    assert found[3].promised == pytest.approx(40)
    assert sum(week.promised for week in found[4:]) == pytest.approx(1)


def test_a_milestone_in_a_week_of_leave_is_not_forgotten() -> None:
    before = milestone(WEEKS[1].sunday, effort=1.0)
    found = look(goal(), before, milestone(WEEKS[2].sunday, effort=5.0), off=(week_off(2),))
    assert found[2].promised == 5 and found[2].over == 5


def test_overfull_weeks_name_their_goals() -> None:
    found = look(goal(hours_week=5.0), goal(id=OTHER, hours_week=6.0, start=WEEKS[2].monday))
    over = overfull(found)
    assert over[0].week == WEEKS[2]
    assert over[0].by_goal == {OTHER: 6, GOAL: 5}
    assert over[0].over == 3
    assert not overfull(look(goal(hours_week=8.0)))


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_what_rests_takes_no_hours(state: str) -> None:
    found = look(goal(state=state, hours_week=5.0), milestone(DUE, effort=9.0))
    assert all(week.promised == 0 for week in found)


@given(
    st.lists(st.tuples(st.integers(0, 90), st.floats(0.5, 60)), max_size=8),
    st.lists(st.tuples(st.integers(0, 18), st.integers(1, 5)), max_size=4),
)
def test_no_hour_of_effort_is_lost_or_made(
    steps: list[tuple[int, float]], leave: list[tuple[int, int]]
) -> None:
    milestones = [milestone(START + n * DAY, effort=effort) for n, effort in steps]
    off = tuple(week_off(at, days) for at, days in leave)
    found = look(goal(), *milestones, off=off)
    assert sum(week.promised for week in found) == pytest.approx(sum(e for _, e in steps))
