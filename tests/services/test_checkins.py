from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from goal_maker import commit, steps_of, tables_of

from pmgoals.errors import BadInput, NotFound
from pmgoals.model.calendar import Week
from pmgoals.model.checkin import Checkin
from pmgoals.model.goal import Goal
from pmgoals.services.planner import Planner

THIS, LAST = Week(2026, 48), Week(2026, 47)


def test_a_week_has_one_checkin_and_what_is_not_given_stays(planner: Planner, goal: Goal) -> None:
    planner.checkins.save(goal.id, confidence=6, note=" slow start ")
    kept = planner.checkins.save("raise first", confidence=7, blocker="dependency")
    assert planner.plan.checkins_of(goal.id) == [kept]
    assert (kept.confidence, kept.note, kept.blocker) == (7, "slow start", "dependency")
    assert (kept.week, kept.on, kept.late) == (str(THIS), planner.today, False)
    assert planner.checkins.save(goal.id, note="").note == ""


def test_a_checkin_with_its_readings_is_one_step(planner: Planner, goal: Goal) -> None:
    rate = planner.measures.main(goal.id)
    more = planner.measures.add(goal.id, "invites")
    before, steps = tables_of(planner), steps_of(planner)
    planner.checkins.save(goal.id, readings={rate.id: 50, more.id: 3}, next_action="call five")
    assert steps_of(planner) == steps + 1
    assert [r.value for r in planner.plan.readings_of(rate.id)] == [50]  # corrects the baseline's
    assert planner.plan.readings_of(more.id)[0].on == planner.today
    planner.undo()
    assert tables_of(planner) == before


def test_an_earlier_week_is_late_and_its_readings_are_of_its_sunday(
    planner: Planner, goal: Goal
) -> None:
    rate = planner.measures.main(goal.id)
    kept = planner.checkins.save(goal.id, confidence=4, readings={rate.id: 47}, week=LAST)
    assert (kept.week, kept.late, kept.on) == ("2026-W47", True, planner.today)
    assert planner.plan.readings_of(rate.id)[0].on == dt.date(2026, 11, 22)
    assert not planner.checkins.save(goal.id, confidence=5).late
    assert [c.confidence for c in planner.plan.checkins_of(goal.id)] == [4, 5]


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({}, "says nothing"),
        ({"note": ""}, "says nothing"),
        ({"note": "  ", "blocker": "", "next_action": "\n"}, "says nothing"),
        ({"readings": {}}, "says nothing"),
        ({"confidence": 0}, "takes 1 to 10"),
        ({"confidence": 11}, "takes 1 to 10"),
        ({"confidence": 5, "week": Week(2026, 49)}, "still to come"),
    ],
)
def test_a_checkin_says_something_sound(
    planner: Planner, goal: Goal, fields: dict[str, Any], what: str
) -> None:
    before = tables_of(planner)
    with pytest.raises(BadInput, match=what) as found:
        planner.checkins.save(goal.id, **fields)
    assert found.value.mend and tables_of(planner) == before


@pytest.mark.parametrize("measure", ["k000000000000", "nothing"])
def test_a_reading_of_an_unknown_measure_is_refused_with_all_the_rest(
    planner: Planner, goal: Goal, measure: str
) -> None:
    """It once came out as a KeyError."""
    before = tables_of(planner)
    with pytest.raises(NotFound):
        planner.checkins.save(goal.id, confidence=5, readings={measure: 1.0})
    assert tables_of(planner) == before


@pytest.mark.parametrize("confidence", [1, 10])
def test_the_ends_of_the_scale_are_confidences(
    planner: Planner, goal: Goal, confidence: int
) -> None:
    assert planner.checkins.save(goal.id, confidence=confidence).confidence == confidence


def test_a_goal_that_begins_on_a_sunday_is_open_that_week_and_due_in_the_next(
    planner: Planner,
) -> None:
    sunday = commit(planner, start="29 November 2026")
    assert [g.id for g in planner.checkins.open()] == [sunday.id]
    assert planner.checkins.due() == [] and planner.checkins.due(Week(2026, 49)) == [sunday]
    assert planner.checkins.in_week(THIS) == [(sunday, None)]


@pytest.mark.parametrize(
    ("committed", "start", "first"),
    [
        ((2026, 12, 11), "", (2026, 12, 11)),
        ((2026, 12, 12), "", (2026, 12, 18)),
        ((2026, 12, 12), "1 Oct 2026", (2026, 12, 18)),
        ((2026, 12, 7), "12 Dec 2026", (2026, 12, 18)),
        ((2026, 12, 14), "", (2026, 12, 18)),
    ],
)
def test_the_first_checkin_is_due_on_the_first_day_for_it_on_or_after_the_commitment(
    make_planner: Callable[..., Planner],
    committed: tuple[int, int, int],
    start: str,
    first: tuple[int, int, int],
) -> None:
    commit(make_planner(dt.date(*committed)), **{"start": start} if start else {})
    planner = make_planner(dt.date(2026, 12, 31))
    weeks = [Week(2026, number) for number in (48, 49, 50, 51, 52)]
    due = [planner.checkins.day(week) for week in weeks if planner.checkins.due(week)]
    assert due[0] == dt.date(*first)


def test_due_are_the_active_goals_that_have_begun(
    planner: Planner, make_planner: Callable[..., Planner], goal: Goal
) -> None:
    paused, ahead = (
        commit(planner, title="Paused"),
        commit(planner, title="Ahead", start="1 Feb 2027"),
    )
    planner.goals.pause(paused.id)
    assert [g.id for g in planner.checkins.due()] == [goal.id]
    assert [g.id for g in planner.checkins.due(Week(2027, 5))] == [goal.id, ahead.id]
    assert planner.checkins.due(LAST) == []  # it had not begun
    planner.checkins.save(goal.id, confidence=5)
    assert planner.checkins.due() == []
    assert [g.id for g in make_planner(dt.date(2026, 11, 30)).checkins.due()] == [goal.id]


def test_a_week_shows_what_was_said_and_what_is_due(planner: Planner, goal: Goal) -> None:
    other = commit(planner, title="Another")
    said = planner.checkins.save(other.id, confidence=5)
    assert [(g.id, c) for g, c in planner.checkins.in_week(THIS)] == [
        (other.id, said),
        (goal.id, None),
    ]
    planner.goals.close(other.id)
    assert [c for _, c in planner.checkins.in_week(THIS)] == [said, None]


def test_two_goals_have_a_checkin_each(planner: Planner, goal: Goal) -> None:
    other = commit(planner, title="Another")
    for one in (goal, other):
        planner.checkins.save(one.id, confidence=5)
    assert len(planner.plan.alive(Checkin)) == 2
