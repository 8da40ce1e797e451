"""Removing what lies in the trash for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pmgoals.errors import NotFound
from pmgoals.model.plan_mark import plan_mark
from pmgoals.model.tables import TABLES
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner


def ids(planner: Planner) -> set[str]:
    return {own for kind in TABLES.values() for own in planner.plan.every(kind)}


def test_a_goal_goes_with_all_that_is_nothing_without_it_and_leaves_no_loose_end(
    planner: Planner,
) -> None:
    make_demo(planner)
    for goal in list(planner.plan.goals.values()):
        before = ids(planner)
        planner.trash.put(goal.id)
        doomed = {record.id for record in planner.trash.doomed(goal.id)}
        assert planner.trash.purge(planner.trash.doomed(goal.id)) == len(doomed)
        assert ids(planner) == before - doomed and goal.id in doomed
        assert planner.doctor.look() == []
    planner.undo()
    assert goal.id in ids(planner) and planner.doctor.look() == []


def test_what_is_alive_is_never_purged(planner: Planner) -> None:
    make_demo(planner)
    alive = planner.plan.evidence[0]
    with pytest.raises(NotFound):
        planner.trash.doomed(alive.id)
    assert planner.trash.doomed() == []


def test_only_what_lies_there_longer_is_taken(
    planner: Planner, make_planner: Callable[..., Planner]
) -> None:
    old = planner.evidence.add("Old")
    planner.trash.put(old.id)
    later = make_planner(planner.today + dt.timedelta(days=100))
    new = later.evidence.add("New")
    later.trash.put(new.id)
    before = later.clock.now() - dt.timedelta(days=90)
    assert [record.id for record in later.trash.doomed("", before)] == [old.id]
    assert {record.id for record in later.trash.doomed()} == {old.id, new.id}


def test_a_shared_goal_is_ones_own_again_once_nothing_tells_its_hidden_numbers(
    planner: Planner,
) -> None:
    make_demo(planner)
    goal = next(g for g in planner.plan.goals.values() if len(planner.plan.measures_of(g.id)) > 1)
    planner.sharing.share(goal.id, "public", False)
    measure = planner.plan.measures_of(goal.id)[-1]
    planner.trash.put(measure.id)
    assert planner.plan.goals[goal.id].privacy == "public"
    planner.trash.purge(planner.trash.doomed(measure.id))
    assert planner.plan.goals[goal.id].privacy == "me"
    planner.undo()
    assert planner.plan.goals[goal.id].privacy == "public"


def test_the_plan_stays_the_same_to_calendars_when_its_oldest_record_goes(planner: Planner) -> None:
    """Each ritual had another name then, and stood twice in every calendar."""
    old = planner.evidence.add("The first record")
    planner.evidence.add("Another")
    mark = plan_mark(planner.plan)
    planner.trash.put(old.id)
    planner.trash.purge(planner.trash.doomed(old.id))
    assert plan_mark(planner.plan) == mark
    planner.competencies.set_levels("pm")
    assert plan_mark(planner.plan) == mark
