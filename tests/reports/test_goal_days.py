"""Milestones, deadlines and the other days of goals in the calendar file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from calendar_reader import DUE, add_goal, add_step, events, exported, reminders

from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.services.planner import Planner

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def sequence(planner: Planner, uid: str) -> int:
    return int(events(planner)[uid]["sequence"])


def test_a_milestone_is_a_day_with_what_there_is_to_know(planner: Planner, goal: Goal) -> None:
    with planner.change("added a measure") as tx:
        tx.add(Measure, goal=goal.id, name="setup rate", unit="%", baseline=48.0, target=65.0)
    first = add_step(planner, goal, "Guide agreed", due=dt.date(2026, 12, 4))
    step = add_step(
        planner, goal, deliverable="a note\nfor all", target=55.0, depends_on=[first.id]
    )
    event = events(planner)[f"{step.id}-milestone@pmgoals"]
    assert event["summary"] == "Pilot"
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert (event["dtstart"].dt, event["dtend"].dt) == (step.due, step.due + DAY)
    assert event["transp"] == "TRANSPARENT"
    assert event["description"] == (
        "Goal: Raise setup\nShows it is done: a note for all\nTarget: setup rate 55 %\n"
        "Comes after: Guide agreed"
    )
    assert event["categories"].cats == ["pmgoals", "Milestone"]
    assert reminders(event) == [-15 * HOUR]
    assert event["status"] == "CONFIRMED"


def test_what_is_done_is_ticked_and_reminds_nobody(planner: Planner, goal: Goal) -> None:
    step = add_step(planner, goal)
    planner.milestones.done(step.id)
    event = events(planner)[f"{step.id}-milestone@pmgoals"]
    assert event["summary"] == "✓ Pilot"
    assert "Done on: 23 Nov 2026" in event["description"]
    assert reminders(event) == []


def test_the_days_of_a_learning_goal(planner: Planner) -> None:
    turns, looks = dt.date(2027, 1, 29), dt.date(2027, 3, 1)
    goal = add_goal(planner, method="learning", turns_on=turns, review_on=looks, why="x, y")
    found = events(planner)
    days = {
        kind: (found[f"{goal.id}-{kind}@pmgoals"]["summary"], reminders(event))
        for kind in ("deadline", "turn", "look")
        if (event := found[f"{goal.id}-{kind}@pmgoals"])
    }
    assert days == {
        "deadline": ("Goal due: Raise setup", [-159 * HOUR, -15 * HOUR]),
        "turn": ("Set a target: Raise setup", [9 * HOUR]),
        "look": ("Look again: Raise setup", [9 * HOUR]),
    }
    assert found[f"{goal.id}-turn@pmgoals"]["dtstart"].dt == turns
    assert found[f"{goal.id}-look@pmgoals"]["description"] == "Why: x, y"


def test_a_goal_without_those_days_has_none(planner: Planner) -> None:
    goal = add_goal(planner, due=None, turns_on=dt.date(2027, 1, 29))  # turns only when learning
    assert not [uid for uid in events(planner) if uid.startswith(goal.id)]


def test_a_paused_goal_reminds_nobody(planner: Planner, goal: Goal) -> None:
    step = add_step(planner, goal)
    planner.goals.pause(goal.id, "leave")
    found = events(planner)
    for uid in (f"{step.id}-milestone@pmgoals", f"{goal.id}-deadline@pmgoals"):
        assert reminders(found[uid]) == []
        assert "paused" in found[uid]["description"]
        assert found[uid]["status"] == "CONFIRMED"


def test_no_alarms_leaves_them_out(planner: Planner, goal: Goal) -> None:
    add_step(planner, goal)
    assert b"VALARM" in exported(planner)
    assert b"VALARM" not in exported(planner, alarms=False)


def test_uids_outlast_moves_edits_and_years(
    make_planner: Callable[..., Planner], planner: Planner, goal: Goal
) -> None:
    step = add_step(planner, goal)
    before = set(events(planner))
    planner.milestones.edit(step.id, title="Other", due=dt.date(2027, 2, 1))
    planner.milestones.done(step.id)
    planner.goals.edit(goal.id, title="Another")
    planner.learning.log("Read", minutes=10)
    assert set(events(planner)) == before
    later = make_planner(dt.date(2028, 2, 1))
    assert before < set(events(later))  # two more years of reviews


def test_two_exports_of_one_plan_are_the_same_on_any_day(
    make_planner: Callable[..., Planner], planner: Planner, goal: Goal
) -> None:
    add_step(planner, goal)
    first = exported(planner)
    assert exported(make_planner(dt.date(2026, 12, 31))) == first
    before = events(planner)
    planner.learning.log("Read", minutes=10)
    assert exported(planner) == first
    add_step(planner, goal, "Second")
    after = events(planner)
    assert all(after[uid].to_ical() == event.to_ical() for uid, event in before.items())


def test_every_change_makes_the_entry_newer(planner: Planner, goal: Goal) -> None:
    step = add_step(planner, goal)
    uid = f"{step.id}-milestone@pmgoals"
    stamps = [sequence(planner, uid)]
    for day in (1, 2):
        planner.clock._fixed = planner.today + DAY  # the plan's clock goes on
        planner.milestones.move(step.id, step.due + day * DAY, "x")
        stamps.append(sequence(planner, uid))
    planner.clock._fixed = planner.today + DAY
    planner.goals.edit(goal.id, title="Said otherwise")
    stamps.append(sequence(planner, uid))
    assert stamps == sorted(set(stamps))


def test_an_undo_makes_the_entry_newer(planner: Planner, goal: Goal) -> None:
    step = add_step(planner, goal)
    uid = f"{step.id}-milestone@pmgoals"
    planner.clock._fixed = planner.today + DAY
    planner.milestones.move(step.id, step.due + DAY, "x")
    moved = sequence(planner, uid)
    planner.clock._fixed = planner.today + DAY
    planner.undo()
    assert events(planner)[uid]["dtstart"].dt == step.due
    assert sequence(planner, uid) > moved


def test_what_lies_in_the_trash_is_cancelled(planner: Planner, goal: Goal) -> None:
    step = add_step(planner, goal)
    planner.trash.put(step.id)
    found = events(planner)
    event = found[f"{step.id}-milestone@pmgoals"]
    assert (event["status"], event["summary"]) == ("CANCELLED", "Pilot")
    assert reminders(event) == []
    assert found[f"{goal.id}-deadline@pmgoals"]["status"] == "CONFIRMED"
    planner.trash.restore(step.id)
    assert events(planner)[f"{step.id}-milestone@pmgoals"]["status"] == "CONFIRMED"


def test_a_goal_in_the_trash_takes_all_along(planner: Planner, goal: Goal) -> None:
    add_step(planner, goal)
    before = events(planner)
    planner.trash.put(goal.id)
    after = events(planner)
    assert set(after) == set(before)
    assert {str(event["status"]) for event in after.values()} == {"CANCELLED"}


@pytest.mark.parametrize(
    ("decision", "deadline"), [("close", "✓ Goal due: Raise setup"), ("drop", "CANCELLED")]
)
def test_a_closed_goal_leaves_what_was_done(
    planner: Planner, goal: Goal, decision: str, deadline: str
) -> None:
    done, open_step = add_step(planner, goal), add_step(planner, goal, "Never")
    late = add_step(planner, goal, "Over by then", due=dt.date(2026, 11, 2))
    planner.milestones.done(done.id)
    with planner.change("closed") as tx:
        tx.change(goal, state="closed", closed_on=planner.today, decision=decision)
    found = events(planner)
    assert found[f"{done.id}-milestone@pmgoals"]["status"] == "CONFIRMED"
    assert found[f"{open_step.id}-milestone@pmgoals"]["status"] == "CANCELLED"
    assert found[f"{late.id}-milestone@pmgoals"]["status"] == "CONFIRMED"
    event = found[f"{goal.id}-deadline@pmgoals"]
    assert deadline in (event["summary"], event["status"])
    assert event["dtstart"].dt == DUE
    assert not any(reminders(event) for uid, event in found.items() if uid[0] in "gm")


def test_entries_are_private_unless_the_goal_is_public(planner: Planner, goal: Goal) -> None:
    known = add_goal(planner, "Speak", privacy="public")
    step = add_step(planner, known)
    found = events(planner)
    assert found[f"{goal.id}-deadline@pmgoals"]["class"] == "PRIVATE"
    assert found[f"{known.id}-deadline@pmgoals"]["class"] == "PUBLIC"
    assert found[f"{step.id}-milestone@pmgoals"]["class"] == "PUBLIC", "it follows its goal"
    other = add_step(planner, goal)
    assert events(planner)[f"{other.id}-milestone@pmgoals"]["class"] == "PRIVATE"


@pytest.mark.parametrize(("today", "told"), [("2027-12-31", True), ("2028-01-01", False)])
def test_what_ended_long_ago_is_not_told_again(
    make_planner: Callable[..., Planner], planner: Planner, goal: Goal, today: str, told: bool
) -> None:
    add_step(planner, goal)
    gone = add_step(planner, add_goal(planner, "Goes on", due=dt.date(2030, 1, 1)), "Deleted")
    planner.trash.put(gone.id)
    with planner.change("closed") as tx:
        tx.change(goal, state="closed", closed_on=planner.today, decision="close")
    found = events(make_planner(dt.date.fromisoformat(today)))
    old = [uid for uid in found if uid.startswith((goal.id, gone.id))]
    assert bool(old) is told
    assert [str(e["summary"]) for e in found.values() if e["dtstart"].dt == dt.date(2030, 1, 1)]
