from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from goal_maker import commit

from pmgoals.analytics.slip import Slip
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services import slips
from pmgoals.services.consequences import say_new_day
from pmgoals.services.planner import Planner

DAY = dt.date(2026, 10, 14)


def done(planner: Planner, goal: Goal, *slips: int, due: dt.date = dt.date(2026, 11, 2)) -> None:
    """Add milestones that were done so many days after their day."""
    with planner.change("steps") as tx:
        for days in slips:
            there = due + dt.timedelta(days=days)
            tx.add(Milestone, goal=goal.id, title="Step", due=due, done_on=there)


def slip(**fields: Any) -> Slip:
    usual: dict[str, Any] = {"of": "milestone", "count": 14, "late": 0.64, "of_length": None}
    return Slip(**usual | fields)


@pytest.mark.parametrize(
    ("median", "most", "words"),
    [
        (9, 20, "14 Oct 2026 comes to 23 Oct for half, 3 Nov for 4 in 5."),
        (-2, 3, "14 Oct 2026 comes to 12 Oct for half, 17 Oct for 4 in 5."),
        (9, 9, "14 Oct 2026 comes to 23 Oct for 4 in 5."),
        (0, 0, "14 Oct 2026 holds for 4 in 5."),
        (-9, -1, "14 Oct 2026 holds for 4 in 5."),
        (9, 100, "14 Oct 2026 comes to 23 Oct for half, 22 Jan 2027 for 4 in 5."),
    ],
)
def test_a_chosen_day_is_held_against_what_was_done(median: int, most: int, words: str) -> None:
    said = slips.say_day(slip(median=median, most=most), DAY)
    assert said == f"As 14 milestones went, {words}"
    assert len(said) <= 92


def test_nothing_is_said_of_days_that_no_plan_reaches() -> None:
    assert slips.say_day(slip(median=9, most=10**7), DAY) == ""
    assert slips.say_day(slip(median=-(10**7), most=3), DAY) == ""


def test_a_slip_is_said_in_one_sentence() -> None:
    assert slips.say_slip(slip(median=9, most=21, of_length=0.0634)) == (
        "14 milestones: half there 9 days later or sooner, 4 in 5 there 3 weeks later or sooner; "
        "64 % late, +6 % of the time planned."
    )
    assert slips.say_slip(slip(median=0, most=0, late=0.0, of="goal")) == (
        "14 goals: 4 in 5 there on the day or sooner; 0 % late."
    )


def test_no_hint_is_given_with_fewer_than_five(planner: Planner) -> None:
    goal = commit(planner)
    done(planner, goal, 3, 3, 3, 3)
    assert slips.say_usual(planner, "milestone") == ""
    assert slips.say_reference(planner, "milestone", DAY) == ""
    done(planner, goal, 3)
    assert slips.say_usual(planner, "milestone") == (
        "As 5 milestones went: 4 in 5 there 3 days later."
    )
    assert slips.say_reference(planner, "goal", DAY) == (
        "As 5 milestones and goals went, 14 Oct 2026 comes to 17 Oct for 4 in 5."
    )


def test_a_move_says_what_the_new_day_comes_to(planner: Planner) -> None:
    goal = commit(planner)
    step = planner.milestones.add(goal.id, "Pilot", dt.date(2027, 2, 10))
    done(planner, goal, 0, 0, 9, 9, 20)
    new_day = dt.date(2027, 2, 20)
    said = say_new_day(planner.milestones.consequences(step, new_day))
    assert said == "As 5 milestones went, 20 Feb 2027 comes to 1 Mar for 4 in 5."
    over = planner.milestones.consequences(step, planner.today - dt.timedelta(days=3))
    assert over.usual is None and say_new_day(over) == ""


def test_days_that_hold_are_no_news_of_a_move(planner: Planner) -> None:
    goal = commit(planner)
    step = planner.milestones.add(goal.id, "Pilot", dt.date(2027, 2, 10))
    done(planner, goal, 0, 0, 0, 0, 0)
    assert say_new_day(planner.milestones.consequences(step, dt.date(2027, 2, 20))) == ""
