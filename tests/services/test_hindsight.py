from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from pmgoals.analytics.calibration import Calibration, calibration
from pmgoals.model.checkin import Checkin
from pmgoals.model.goal import Goal
from pmgoals.services import hindsight, slips
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


def scored(planner: Planner) -> Calibration:
    return calibration(planner.plan)


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
    closed(planner, (1.0, [9]), (0.3, [9]), (0.3, [9]), (None, [9]), (None, [9]))
    texts = [
        hindsight.say_calibration(scored(planner)),
        hindsight.say_score(scored(planner)),
        hindsight.say_open_late(msgspec.structs.replace(hindsight.look(planner), open_late=2)),
        slips.say_usual(planner, "goal"),
        slips.TOO_FEW,
    ]
    assert len(texts) >= 4
    words = {word.strip(".,:;").lower() for text in texts for word in text.split()}
    assert not words & {"you", "your", "yours", "optimistic", "overconfident", "bad", "failed"}


def test_the_grading_of_the_settings_counts(make_planner: Callable[..., Planner]) -> None:
    from pmgoals.settings import Settings

    closed(make_planner(), *[(0.8, [8])] * 3)
    for grading, reached in (("standard", 0), ("0.8", 3)):
        planner = make_planner(settings=Settings(grading=grading))
        assert hindsight.look(planner).calibration.reached == reached
