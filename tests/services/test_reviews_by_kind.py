"""A review is known by its kind and its period; closing takes what was kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from goal_maker import commit, tables_of

from pmgoals.errors import BadInput
from pmgoals.model.goal import Goal
from pmgoals.model.review import Review
from pmgoals.services.planner import Planner


def add_review(planner: Planner, **fields: Any) -> Review:
    """Keep a review as another program may have written it."""
    with planner.change("wrote a review") as tx:
        return tx.add(Review, **({"on": planner.today, "closed": True} | fields))


def test_a_review_of_another_kind_is_never_taken_for_the_quarters(
    planner: Planner, goal: Goal
) -> None:
    """The period alone once said which review was meant."""
    name = str(planner.quarter)
    add_review(planner, kind="annual", period=name)
    month = add_review(planner, kind="annual", period=name, closed=False)
    assert planner.reviews.of(planner.quarter) is None
    assert planner.reviews.under_way(planner.quarter) is None
    kept = planner.reviews.keep(planner.quarter, answers={"learned": "x"})
    closed = planner.reviews.close(planner.quarter)
    assert kept.id == closed.id == getattr(planner.reviews.of(planner.quarter), "id", "")
    assert month in planner.plan.reviews


def test_quarters_are_those_of_quarterly_reviews(planner: Planner, goal: Goal) -> None:
    add_review(planner, kind="annual", period="FY25 Q1")
    add_review(planner, kind="monthly", period="2026-10")
    before = planner.calendar.parse_quarter("FY26 Q2", planner.today)
    add_review(planner, period=str(before))
    assert planner.reviews.quarters() == [before, planner.quarter]


def test_closed_reviews_come_latest_first_without_those_under_way(planner: Planner) -> None:
    old = add_review(planner, period="FY26 Q1", on=dt.date(2026, 3, 30))
    late = add_review(planner, period="FY26 Q3", on=dt.date(2026, 9, 28))
    add_review(planner, period="FY26 Q4", closed=False)
    assert planner.reviews.closed() == [late, old]


def test_closing_takes_the_verdicts_that_were_kept(planner: Planner, goal: Goal) -> None:
    other = commit(planner, title="Other")
    planner.reviews.judge(planner.quarter, goal.id, decision="drop", note="nobody asked")
    closed = planner.reviews.close(planner.quarter)
    by_goal = {verdict.goal: verdict for verdict in closed.verdicts}
    assert by_goal.keys() == {goal.id, other.id}
    assert (by_goal[goal.id].decision, by_goal[other.id].decision) == ("drop", "keep")
    assert planner.goals.get(goal.id).decision == "drop"


def test_closing_adds_its_answers_to_those_that_were_kept(planner: Planner, goal: Goal) -> None:
    """Answers given at the close once took the place of all that were kept."""
    planner.reviews.keep(planner.quarter, answers={"learned": "Ask sooner", "wins": "One"})
    closed = planner.reviews.close(planner.quarter, answers={"wins": "Two", "next": " "})
    assert closed.answers == {"learned": "Ask sooner", "wins": "Two"}


@pytest.mark.parametrize("grade", [-0.1, 1.1, float("nan")])
def test_a_grade_is_refused_in_the_same_words_everywhere(
    planner: Planner, goal: Goal, grade: float
) -> None:
    before, words = tables_of(planner), set()
    for act in (
        lambda: planner.goals.close(goal.id, grade=grade),
        lambda: planner.reviews.judge(planner.quarter, goal.id, grade=grade),
        lambda: planner.reviews.judged(planner.quarter, goal.id, grade=grade),
    ):
        with pytest.raises(BadInput) as found:
            act()
        words.add(str(found.value))
    assert len(words) == 1 and tables_of(planner) == before
