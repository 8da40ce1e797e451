"""Breaking a committed goal down, and targets along its way."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from goal_maker import commit, tables_of

from pmgoals.errors import BadInput
from pmgoals.model.goal import Goal
from pmgoals.services.planner import Planner

LATER = dt.date(2026, 12, 7)


def bare(planner: Planner) -> Goal:
    """Return a goal from 48 % to 65 % by 30 Jun 2027 without milestones."""
    goal = commit(planner, hours_week="4")
    for milestone in planner.plan.milestones_of(goal.id):
        planner.trash.put(milestone.id)
    return goal


def test_a_bare_goal_is_broken_down_in_one_step(planner: Planner) -> None:
    goal = bare(planner)
    found = planner.break_down.propose(goal.id, "late")
    planner.break_down.take(goal.id, found)
    kept = planner.plan.milestones_of(goal.id)
    assert [(m.title, m.due, m.target, m.weight, m.deliverable) for m in kept] == [
        (p.title, p.due, p.target, p.weight, p.deliverable) for p in found
    ]
    assert kept[0].target is not None and kept[0].target < 52  # late: little by the first quarter
    assert all(m.effort and m.deliverable for m in kept)
    planner.undo()
    assert planner.plan.milestones_of(goal.id) == []


def test_what_a_goal_has_is_not_proposed_again(planner: Planner, goal: Goal) -> None:
    assert planner.break_down.propose(goal.id) == []
    with pytest.raises(BadInput, match="nothing to add"):
        planner.break_down.take(goal.id, [])
    talks = planner.break_down.propose(goal.id, stakeholders=True)
    assert talks and all("takeholders" in p.title for p in talks)


def test_what_is_over_is_not_proposed(make_planner: Any) -> None:
    goal = bare(make_planner())
    planner = make_planner(dt.date(2027, 4, 12))
    assert [p.due for p in planner.break_down.propose(goal.id)] == [dt.date(2027, 6, 30)]


def test_targets_follow_a_curve_and_easier_ones_need_a_reason(make_planner: Any) -> None:
    goal = commit(make_planner())
    planner = make_planner(LATER)
    before = tables_of(planner)
    assert planner.break_down.wants_reason(goal.id, "late")
    with pytest.raises(BadInput, match="would ask less of setup rate"):
        planner.break_down.shape(goal.id, "late")
    assert tables_of(planner) == before
    assert not planner.break_down.wants_reason(goal.id, "early")
    planner.break_down.shape(goal.id, "early")
    first, *_, last = planner.plan.milestones_of(goal.id)
    assert first.target is not None and first.target > 52 and last.target == 65
    with pytest.raises(BadInput, match="no targets to lay"):
        planner.break_down.shape(goal.id, "early")
    planner.break_down.shape(goal.id, "even", "half the team is gone")
    assert {e.eased for e in planner.plan.ledger_of(goal.id)[-2:]} == {True}


def test_what_cannot_be_broken_down_is_told(planner: Planner, goal: Goal) -> None:
    with pytest.raises(BadInput, match="is no curve"):
        planner.break_down.propose(goal.id, "steep")
    with planner.change("no date") as tx:
        tx.change(tx.plan.goals[goal.id], due=None)
    with pytest.raises(BadInput, match="has no deadline"):
        planner.break_down.propose(goal.id)
