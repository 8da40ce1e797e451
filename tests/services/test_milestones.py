from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest
from goal_maker import commit, tables_of
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.errors import BadInput, NotFound
from pmgoals.model.calendar import FiscalCalendar, Week
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services.milestones import _same_day
from pmgoals.services.planner import Planner
from pmgoals.settings import Settings

DAY = dt.date(2027, 2, 10)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))


def add(planner: Planner, goal: Goal, title: str, due: dt.date = DAY) -> Milestone:
    return planner.milestones.add(goal.id, title, due)


# ---- adding, editing, moving ----


@pytest.mark.parametrize(
    "fields",
    [
        {"title": " "},
        {"weight": 0.0},
        {"weight": -1.0},
        {"weight": math.nan},
        {"weight": math.inf},
        {"effort": 0.0},
        {"effort": math.inf},
        {"target": math.nan},
    ],
)
def test_a_milestone_has_a_title_and_numbers_above_0(
    planner: Planner, goal: Goal, fields: dict[str, Any]
) -> None:
    kept = add(planner, goal, "Pilot")
    before = tables_of(planner)
    with pytest.raises(BadInput):
        planner.milestones.add(goal.id, **{"title": "Pilot", "due": DAY, **fields})
    with pytest.raises(BadInput):
        planner.milestones.edit(kept.id, **fields)
    assert tables_of(planner) == before


def test_another_day_goes_to_the_ledger_and_nothing_else_does(planner: Planner, goal: Goal) -> None:
    kept = add(planner, goal, "Pilot")
    planner.milestones.edit(kept.id, title=" Pilot with five ", effort=3.0, due=DAY)
    planner.milestones.move(kept.id, dt.date(2027, 2, 12), " room booked ")
    planner.milestones.edit(kept.id, due=dt.date(2027, 2, 9))
    entries = planner.plan.ledger_of(goal.id)[1:]
    assert [(e.field, e.before, e.after) for e in entries] == [
        ("date of “Pilot with five”", "10 Feb 2027", "12 Feb 2027"),
        ("date of “Pilot with five”", "12 Feb 2027", "9 Feb 2027"),
    ]
    assert [(e.eased, e.reason) for e in entries] == [(True, "room booked"), (False, "")]


@pytest.mark.parametrize(
    ("due", "step", "day"),
    [
        ((2026, 12, 31), 1, (2027, 3, 31)),  # the last day stays the last day
        ((2027, 3, 31), -1, (2026, 12, 31)),
        ((2027, 6, 30), -2, (2026, 12, 31)),
        ((2026, 12, 4), 1, (2027, 3, 12)),  # the Friday of week 10
        ((2027, 3, 12), -1, (2026, 12, 4)),
        ((2027, 2, 10), 4, (2028, 2, 9)),
    ],
)
def test_a_milestone_moves_by_quarters(
    planner: Planner, goal: Goal, due: Any, step: int, day: Any
) -> None:
    kept = add(planner, goal, "Pilot", dt.date(*due))
    assert planner.milestones.move_quarter(kept.id, step).due == dt.date(*day)
    assert planner.plan.ledger_of(goal.id)[-1].eased is (step > 0)


def test_a_milestone_moves_by_the_persons_own_quarters(make_planner: Any) -> None:
    planner = make_planner(settings=Settings(fiscal_year_start=2))
    kept = add(planner, commit(planner), "Pilot", dt.date(2027, 1, 31))
    assert planner.milestones.move_quarter(kept.id, 1).due == dt.date(2027, 4, 30)


@given(DAYS, st.booleans(), st.builds(FiscalCalendar, st.integers(1, 12)))
def test_moving_a_quarter_keeps_the_week_or_the_quarters_end(
    day: dt.date, back: bool, calendar: FiscalCalendar
) -> None:
    here = calendar.quarter_of(day)
    there = calendar.previous(here) if back else calendar.next(here)
    moved = _same_day(here, there, day)
    assert there.start <= moved <= there.end
    if day == here.end:
        assert moved == there.end
        return
    weeks = here.weeks()
    if here.week_number(day) <= len(there.weeks()):
        assert there.week_number(moved) == here.week_number(day)
    if moved not in (there.start, there.end):
        assert moved.weekday() == day.weekday()
        again = _same_day(there, here, moved)
        if weeks[0] <= Week.of(day) <= weeks[-1] and here.week_number(day) <= len(there.weeks()):
            assert again == day


# ---- done ----


def test_done_and_open_again(planner: Planner, goal: Goal) -> None:
    kept = add(planner, goal, "Pilot")
    with pytest.raises(BadInput, match="still to come"):
        planner.milestones.done(kept.id, planner.today + dt.timedelta(days=1))
    assert planner.milestones.done(kept.id, dt.date(2026, 11, 20)).done_on == dt.date(2026, 11, 20)
    assert planner.milestones.toggle(kept.id).done_on is None
    assert planner.milestones.toggle(kept.id).done_on == planner.today
    assert planner.milestones.reopen(kept.id).done_on is None


# ---- dependencies ----


def test_a_milestone_waits_for_others_once(planner: Planner, goal: Goal) -> None:
    a, b, c = (
        add(planner, goal, t, DAY + dt.timedelta(days=n)) for n, t in enumerate(("A1", "B1", "C1"))
    )
    planner.milestones.depends(c.id, a.id)
    planner.milestones.depends(b.id, "A1")
    assert planner.milestones.depends(c.id, a.id).depends_on == [a.id]
    assert [m.id for m in planner.milestones.followers(a.id)] == [b.id, c.id]
    assert planner.milestones.independent(c.id, a.id).depends_on == []
    assert [m.id for m in planner.milestones.followers(a.id)] == [b.id]


@pytest.mark.parametrize("length", [1, 2, 3, 5])
def test_a_circle_of_any_length_is_refused(planner: Planner, goal: Goal, length: int) -> None:
    ring = [add(planner, goal, f"Step {n}") for n in range(length)]
    for after, first in zip(ring[1:], ring, strict=False):
        planner.milestones.depends(after.id, first.id)
    before = tables_of(planner)
    with pytest.raises(BadInput, match="wait for itself") as found:
        planner.milestones.depends(ring[0].id, ring[-1].id)
    assert found.value.mend and tables_of(planner) == before


def test_a_circle_through_goals_is_refused(planner: Planner, goal: Goal) -> None:
    """A goal waits for its milestones; what waits for the goal waits for them too."""
    other = commit(planner, title="Another")
    mine, theirs = add(planner, goal, "Mine"), add(planner, other, "Theirs")
    with pytest.raises(BadInput, match="wait for itself"):
        planner.milestones.depends(mine.id, goal.id)
    assert planner.milestones.depends(mine.id, other.id).depends_on == [other.id]
    for first in (mine, goal):
        with pytest.raises(BadInput, match="wait for itself"):
            planner.milestones.depends(theirs.id, first.id)


def test_a_milestone_cannot_wait_for_a_measure(planner: Planner, goal: Goal) -> None:
    kept = add(planner, goal, "Pilot")
    with pytest.raises(NotFound):
        planner.milestones.depends(kept.id, "setup rate")
