from __future__ import annotations

import datetime as dt
from typing import Any

from goal_maker import HOSTILE, commit

from pmgoals.services.changes import changes

LATER = dt.date(2026, 12, 7)


def told(planner: Any, *words: Any, **options: Any) -> list[tuple[str, str, str, str]]:
    return [
        (c.entry.field, c.entry.before, c.entry.after, c.original)
        for c in changes(planner.plan, *words, **options)
    ]


def test_changes_of_all_goals_come_latest_first(make_planner: Any) -> None:
    planner = make_planner()
    one, other = commit(planner), commit(planner, title="Another goal", measures__0__name="NPS")
    planner.goals.edit(one.id, title="Raise it")
    make_planner(LATER).goals.edit(other.id, title="Another one")
    found = changes(make_planner(LATER).plan)
    assert [c.entry.on for c in found] == sorted((c.entry.on for c in found), reverse=True)
    assert (found[0].goal.title, found[0].entry.after) == ("Another one", "Another one")
    assert {c.goal.id for c in found} == {one.id, other.id}
    assert {c.goal.id for c in changes(planner.plan, one.id)} == {one.id}


def test_what_stood_there_first_is_told_from_the_second_change_on(make_planner: Any) -> None:
    planner = make_planner()
    goal = commit(planner)
    planner.goals.edit(goal.id, "slipped", due=dt.date(2027, 7, 31))
    planner.goals.edit(goal.id, "slipped again", due=dt.date(2027, 8, 31))
    due = [each for each in told(planner, goal.id) if each[0] == "due"]
    assert due == [
        ("due", "31 Jul 2027", "31 Aug 2027", "30 Jun 2027"),
        ("due", "30 Jun 2027", "31 Jul 2027", ""),
    ]


def test_a_state_has_no_original(make_planner: Any) -> None:
    planner = make_planner()
    goal = commit(planner)
    for act in (planner.goals.pause, planner.goals.reopen, planner.goals.pause):
        act(goal.id)
    assert {each[3] for each in told(planner, goal.id)} == {""}


def test_only_what_was_eased(make_planner: Any) -> None:
    planner = make_planner()
    goal = commit(planner)
    planner.goals.edit(goal.id, title="Raise it")
    planner.goals.edit(goal.id, "slipped", due=dt.date(2027, 7, 31))
    planner.goals.edit(goal.id, "once more", due=dt.date(2027, 8, 31))
    planner.goals.edit(goal.id, due=dt.date(2027, 6, 1))
    eased = told(planner, eased=True)
    assert [(field, after) for field, _, after, _ in eased] == [
        ("due", "31 Aug 2027"),
        ("due", "31 Jul 2027"),
    ]
    assert eased[0][3] == "30 Jun 2027"  # what came first counts also where it is not shown


def test_a_goal_in_the_trash_takes_its_changes_along(make_planner: Any) -> None:
    planner = make_planner()
    goal = commit(planner)
    planner.goals.edit(goal.id, title=HOSTILE)
    assert changes(planner.plan)
    planner.trash.put(goal.id)
    assert changes(planner.plan) == []
    planner.undo()
    assert changes(planner.plan)
