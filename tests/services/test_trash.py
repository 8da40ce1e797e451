from __future__ import annotations

import pytest
from goal_maker import commit, steps_of

from pmgoals.errors import AmbiguousName, NotFound
from pmgoals.model.goal import Goal
from pmgoals.services.planner import Planner
from pmgoals.services.trash import word_for


def test_any_kind_of_record_goes_to_the_trash_by_its_name(planner: Planner) -> None:
    planner.themes.add("Larger customers")
    planner.evidence.add("Talked sales out of it")
    for name, word in (("larger", "theme"), ("talked sales", "evidence")):
        assert word_for(planner.trash.put(name)) == word
    assert [word_for(record) for record in planner.trash.items()] == ["evidence", "theme"]
    assert not planner.plan.themes and not planner.plan.evidence


def test_a_goal_takes_its_parts_along_in_one_step(planner: Planner, goal: Goal) -> None:
    other = commit(planner, title="Another")
    planner.goals.add_if_then(goal.id, "a", "b")
    steps = steps_of(planner)
    gone = planner.trash.put(goal.id)
    plan = planner.plan
    assert gone.deleted is not None and list(plan.goals) == [other.id]
    assert not (plan.measures_of(goal.id) or plan.milestones_of(goal.id))
    assert not plan.if_then_of(goal.id)
    assert plan.measures_of(other.id) and plan.milestones_of(other.id)
    assert steps_of(planner) == steps + 1
    assert planner.undo() == "deleted “Raise first-week setup”"


def test_a_name_that_is_not_one_thing_deletes_nothing(planner: Planner) -> None:
    planner.themes.add("Grow here")
    planner.themes.add("Grow there")
    for name, error in (("grow", AmbiguousName), ("nothing", NotFound)):
        with pytest.raises(error):
            planner.trash.put(name)
    assert planner.trash.items() == []
