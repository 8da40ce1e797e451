from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from goal_maker import commit

from pmgoals.analytics.calibration import Calibration, calibration
from pmgoals.analytics.slip import Slip
from pmgoals.model.checkin import Checkin
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services import hindsight
from pmgoals.services.consequences import say
from pmgoals.services.planner import Planner

DAY = dt.date(2026, 10, 14)


def closed(planner: Planner, *histories: tuple[float | None, list[int]], **fields: Any) -> None:
    """Add closed goals, each with its grade and the confidence of its weeks."""
    with planner.change("histories") as tx:
        for grade, said in histories:
            start, end = dt.date(2026, 1, 5), dt.date(2026, 6, 30)
            goal = tx.add(
                Goal, **{"title": "Lift", "start": start, "due": end, "state": "closed",
                "closed_on": end, "grade": grade, "decision": "close"} | fields
            )  # fmt: skip
            for number, confidence in enumerate(said):
                on = start + dt.timedelta(weeks=number)
                week = f"{on.isocalendar().year}-W{on.isocalendar().week:02d}"
                tx.add(Checkin, goal=goal.id, week=week, on=on, confidence=confidence)


def done(planner: Planner, goal: Goal, *slips: int, due: dt.date = dt.date(2026, 11, 2)) -> None:
    """Add milestones that were done so many days after their day."""
    with planner.change("steps") as tx:
        for days in slips:
            there = due + dt.timedelta(days=days)
            tx.add(Milestone, goal=goal.id, title="Step", due=due, done_on=there)


def scored(planner: Planner) -> Calibration:
    return calibration(planner.plan)


# ---- words on confidence ----


def test_too_few_goals_are_told_with_how_many_are_missing(planner: Planner) -> None:
    assert "3 more closed goals" in hindsight.say_calibration(scored(planner))
    closed(planner, (1.0, [6]), (1.0, [6]))
    assert "1 more closed goal with" in hindsight.say_calibration(scored(planner))
    assert hindsight.say_score(scored(planner)) == ""


@pytest.mark.parametrize(
    ("histories", "words"),
    [
        (
            [(1.0, [9])] * 2 + [(0.3, [9])] * 3,
            "What was called 8 to 10 was reached in 2 of 5 goals: plan those with more room.",
        ),
        (
            [(1.0, [3])] * 3,
            "What was called 1 to 3 was reached in 3 of 3 goals: those can ask for more.",
        ),
        (
            [(1.0, [10])] * 3,
            "What was said and what was reached agree, as far as 3 goals can tell.",
        ),
    ],
)
def test_one_sentence_says_what_confidence_was_worth(
    planner: Planner, histories: list[tuple[float, list[int]]], words: str
) -> None:
    closed(planner, *histories)
    assert hindsight.say_calibration(scored(planner)) == words


def test_the_score_stands_beside_what_it_is_measured_by(planner: Planner) -> None:
    closed(planner, (1.0, [5]), (0.2, [5]), (1.0, [5]))
    assert hindsight.say_score(scored(planner)) == (
        "Score 0.25, where 0 is best: always saying 5 gives 0.25, always saying how often goals "
        "are reached 0.22."
    )


def test_no_word_is_about_the_person(planner: Planner) -> None:
    closed(planner, (1.0, [9]), (0.3, [9]), (0.3, [9]))
    done(planner, commit(planner), *range(5))
    texts = [
        hindsight.say_calibration(scored(planner)),
        hindsight.say_score(scored(planner)),
        *(hindsight.say_slip(slip) for slip in hindsight.look(planner).slips),
        hindsight.say_usual(planner, "goal"),
        hindsight.TOO_FEW,
    ]
    words = {word.strip(".,:;").lower() for text in texts for word in text.split()}
    assert not words & {"you", "your", "yours", "optimistic", "overconfident", "bad", "failed"}


# ---- words on slip ----


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
    said = hindsight.say_day(slip(median=median, most=most), DAY)
    assert said == f"As 14 milestones went, {words}"
    assert len(said) <= 92


def test_nothing_is_said_of_days_that_no_plan_reaches() -> None:
    assert hindsight.say_day(slip(median=9, most=10**7), DAY) == ""
    assert hindsight.say_day(slip(median=-(10**7), most=3), DAY) == ""


def test_a_slip_is_said_in_one_sentence() -> None:
    assert hindsight.say_slip(slip(median=9, most=21, of_length=0.0634)) == (
        "14 milestones: half there 9 days later or sooner, 4 in 5 there 3 weeks later or sooner; "
        "64 % late, +6 % of the time planned."
    )
    assert hindsight.say_slip(slip(median=0, most=0, late=0.0, of="goal")) == (
        "14 goals: 4 in 5 there on the day or sooner; 0 % late."
    )


def test_no_hint_is_given_with_fewer_than_five(planner: Planner) -> None:
    goal = commit(planner)
    done(planner, goal, 3, 3, 3, 3)
    assert hindsight.say_usual(planner, "milestone") == ""
    assert hindsight.say_reference(planner, "milestone", DAY) == ""
    done(planner, goal, 3)
    assert hindsight.say_usual(planner, "milestone") == (
        "As 5 milestones went: 4 in 5 there 3 days later."
    )
    assert hindsight.say_reference(planner, "goal", DAY) == (
        "As 5 milestones and goals went, 14 Oct 2026 comes to 17 Oct for 4 in 5."
    )


def test_a_move_says_what_the_new_day_comes_to(planner: Planner) -> None:
    goal = commit(planner)
    step = planner.milestones.add(goal.id, "Pilot", dt.date(2027, 2, 10))
    done(planner, goal, 0, 0, 9, 9, 20)
    new_day = dt.date(2027, 2, 20)
    last = say(planner.milestones.consequences(step, new_day))[-1]
    assert last == "As 5 milestones went, 20 Feb 2027 comes to 1 Mar for 4 in 5."
    over = planner.milestones.consequences(step, planner.today - dt.timedelta(days=3))
    assert over.usual is None


def test_days_that_hold_are_no_news_of_a_move(planner: Planner) -> None:
    goal = commit(planner)
    step = planner.milestones.add(goal.id, "Pilot", dt.date(2027, 2, 10))
    done(planner, goal, 0, 0, 0, 0, 0)
    assert not any(
        line.startswith("As 5")
        for line in say(planner.milestones.consequences(step, dt.date(2027, 2, 20)))
    )


def test_the_grading_of_the_settings_counts(make_planner: Callable[..., Planner]) -> None:
    from pmgoals.settings import Settings

    closed(make_planner(), *[(0.8, [8])] * 3)
    for grading, reached in (("standard", 0), ("0.8", 3)):
        planner = make_planner(settings=Settings(grading=grading))
        assert hindsight.look(planner).calibration.reached == reached
