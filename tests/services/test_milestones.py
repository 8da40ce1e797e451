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
from pmgoals.model.dependencies import followers, late
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services.consequences import say
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
    assert planner.milestones.in_quarters(kept, step) == dt.date(*day)


def test_a_milestone_moves_by_the_persons_own_quarters(make_planner: Any) -> None:
    planner = make_planner(settings=Settings(fiscal_year_start=2))
    kept = add(planner, commit(planner), "Pilot", dt.date(2027, 1, 31))
    assert planner.milestones.in_quarters(kept, 1) == dt.date(2027, 4, 30)


LATER = dt.date(2026, 12, 7)


def test_a_later_day_needs_a_reason_once_the_milestone_is_a_day_old(make_planner: Any) -> None:
    planner = make_planner()
    goal = commit(planner)
    kept = add(planner, goal, "Pilot")
    assert not planner.milestones.wants_reason(kept, dt.date(2027, 2, 20))
    planner = make_planner(LATER)
    before = tables_of(planner)
    for change in (planner.milestones.move, planner.milestones.edit):
        with pytest.raises(BadInput, match="“Pilot” would come 10 days later; that needs a reason"):
            change(kept.id, due=dt.date(2027, 2, 20))
    assert tables_of(planner) == before
    assert planner.milestones.move(kept.id, dt.date(2027, 2, 3)).due == dt.date(2027, 2, 3)
    planner.milestones.move(kept.id, dt.date(2027, 2, 20), "room is booked")
    assert [(e.eased, e.reason) for e in planner.plan.ledger_of(goal.id)[-2:]] == [
        (False, ""),
        (True, "room is booked"),
    ]
    done = planner.milestones.done(kept.id)
    assert not planner.milestones.wants_reason(done, dt.date(2027, 3, 1))


def test_the_first_day_promised_is_kept_however_often_it_moves(make_planner: Any) -> None:
    planner = make_planner()
    goal = commit(planner)
    first, then = add(planner, goal, "A"), add(planner, goal, "B", DAY + dt.timedelta(days=2))
    planner.milestones.depends(then.id, first.id)
    put_right = planner.milestones.move(first.id, dt.date(2027, 2, 9))
    assert put_right.original_due is None  # on the day it was written nothing was promised yet
    planner = make_planner(LATER)
    planner.milestones.move(first.id, dt.date(2027, 2, 19), "x", along=True)
    planner.milestones.edit(first.id, "x", due=dt.date(2027, 3, 1), title="A, with five")
    planner.milestones.edit(first.id, weight=2.0)
    kept = planner.plan.alive(Milestone)
    assert [kept[m.id].original_due for m in (first, then)] == [dt.date(2027, 2, 9), then.due]
    assert kept[then.id].due > then.due


def test_an_easier_target_needs_a_reason_and_goes_to_the_ledger(make_planner: Any) -> None:
    planner = make_planner()
    goal = commit(planner)
    kept = planner.milestones.add(goal.id, "Pilot", DAY, target=55.0)
    planner = make_planner(LATER)
    for target in (54.0, None):
        with pytest.raises(BadInput, match="“Pilot” would ask less of setup rate"):
            planner.milestones.edit(kept.id, target=target)
    planner.milestones.edit(kept.id, target=57.0)
    planner.milestones.edit(kept.id, "half the team is gone", target=52.0)
    entries = [
        e for e in planner.plan.ledger_of(goal.id) if e.field.startswith("target of “Pilot”")
    ]
    assert [(e.before, e.after, e.eased) for e in entries] == [
        ("55 %", "57 %", False),
        ("57 %", "52 %", True),
    ]


def test_a_day_before_the_goal_starts_is_refused(planner: Planner, goal: Goal) -> None:
    kept = add(planner, goal, "Pilot")
    before, early = tables_of(planner), goal.start - dt.timedelta(days=1)
    for change in (
        lambda: planner.milestones.move(kept.id, early),
        lambda: planner.milestones.edit(kept.id, due=early),
        lambda: add(planner, goal, "Other", early),
    ):
        with pytest.raises(BadInput, match="is before “Raise first-week setup” starts"):
            change()
    assert tables_of(planner) == before


# ---- what a move does ----


def test_what_waits_for_a_milestone_is_told_and_moves_along(planner: Planner, goal: Goal) -> None:
    """Only what waited for it directly moved along, which left the next one due too early."""
    first, then, last, far = (
        add(planner, goal, t, DAY + dt.timedelta(weeks=n))
        for n, t in enumerate(("A", "B", "C", "D"))
    )
    for waits, needs in ((then, first), (last, then), (far, first)):
        planner.milestones.depends(waits.id, needs.id)
    ten = dt.timedelta(days=10)
    does = planner.milestones.consequences(first, DAY + ten)
    assert [m.title for m in does.overtaken] == ["B"]
    assert [(m.title, m.due) for m in does.along] == [("B", then.due + ten), ("C", last.due + ten)]
    assert "“B”, 17 Feb 2027, would be due before what it needs." in say(does)
    assert "“C” moves along, to 6 Mar 2027." in say(does, along=True)
    planner.milestones.move(first.id, DAY + ten, along=True)
    dues = [planner.plan.alive(Milestone)[m.id].due for m in (first, then, last, far)]
    assert dues == [DAY + ten, then.due + ten, last.due + ten, far.due]
    assert late(planner.plan, planner.today) == []
    planner.undo()
    assert planner.plan.alive(Milestone)[then.id].due == then.due


def test_a_move_along_without_a_reason_names_what_is_moved(make_planner: Any) -> None:
    """The refusal named only what would have moved along."""
    before = make_planner(dt.date(2026, 11, 1))
    with before.change("a goal") as tx:
        goal = tx.add(Goal, title="A", start=dt.date(2026, 10, 1), due=DAY)
    first, then = add(before, goal, "First"), add(before, goal, "Then")
    before.milestones.depends(then.id, first.id)
    planner = make_planner()
    later = DAY + dt.timedelta(days=3)
    for change in (planner.milestones.move, planner.milestones.edit):
        with pytest.raises(BadInput, match="“First” would come") as refused:
            change(first.id, due=later, along=True)
        assert refused.value.field == "reason"
        assert planner.milestones.consequences(first, later).past_ends == {then.id: DAY}
        change(first.id, due=later, reason="late data", along=True)
        assert [m.due for m in planner.plan.milestones_of(goal.id)] == [later, later]
        planner.undo()


def test_what_a_milestone_waits_for_is_told_when_it_overtakes_it(
    planner: Planner, goal: Goal
) -> None:
    first = add(planner, goal, "A")
    then = add(planner, goal, "B", DAY + dt.timedelta(weeks=1))
    then = planner.milestones.depends(then.id, first.id)
    does = planner.milestones.consequences(then, DAY - dt.timedelta(days=1))
    assert "It needs “A”, which comes later." in say(does)
    assert does.overtaken == []


def test_a_move_tells_the_pace_the_deadline_and_the_full_weeks(make_planner: Any) -> None:
    planner = make_planner(settings=Settings(weekly_hours=5.0))
    goal = commit(planner, hours_week="3")
    half = planner.milestones.add(goal.id, "Half", dt.date(2026, 12, 11), target=56.5, effort=12.0)
    planner = make_planner(dt.date(2026, 12, 7), Settings(weekly_hours=5.0))
    before = tables_of(planner)
    does = planner.milestones.consequences(half, dt.date(2027, 7, 30))
    assert does.beyond == goal.due and tables_of(planner) == before
    said = " ".join(say(does))
    assert "33 weeks later" in said and "The goal itself is due on 30 Jun 2027" in said
    assert "No longer overfull: W50 12 of 5 h" in said and "Today's mark goes from" in said
    assert (
        tables_of(planner) == tables_of(planner) and planner.plan.alive(Milestone)[half.id] == half
    )


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
    assert [m.id for m in followers(a, planner.plan)] == [b.id, c.id]
    assert planner.milestones.independent(c.id, a.id).depends_on == []
    assert [m.id for m in followers(a, planner.plan)] == [b.id]


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
