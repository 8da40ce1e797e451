from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

import pytest
from goal_maker import HOSTILE, commit, tables_of

from pmgoals.errors import BadInput, NotFound
from pmgoals.model.goal import Goal, IfThen, LedgerEntry
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.services.planner import Planner
from pmgoals.smart.statement import said_beside

DUE = dt.date(2027, 6, 30)


def ledger(planner: Planner, goal: Goal) -> list[LedgerEntry]:
    """Return the ledger after the commitment itself."""
    return planner.plan.ledger_of(goal.id)[1:]


# ---- edit ----


def test_wording_goes_to_the_ledger_and_the_rest_does_not(planner: Planner, goal: Goal) -> None:
    planner.goals.edit(goal.id, "clearer", title=" Raise setup ", why="They leave", hours_week=2.0)
    kept = planner.goals.get(goal.id)
    assert (kept.title, kept.why, kept.hours_week) == ("Raise setup", "They leave", 2.0)
    (entry,) = ledger(planner, goal)
    assert (entry.field, entry.before, entry.after) == ("title", goal.title, "Raise setup")
    assert (entry.reason, entry.eased, entry.on) == ("clearer", False, planner.today)


def test_an_edit_that_changes_nothing_leaves_no_trace(planner: Planner, goal: Goal) -> None:
    before = tables_of(planner)
    assert planner.goals.edit(goal.id, title=goal.title, due=goal.due) == goal
    assert tables_of(planner) == before


@pytest.mark.parametrize("later", [dt.date(2027, 12, 31), dt.date(2027, 7, 1), None])
def test_a_later_deadline_needs_a_reason(
    planner: Planner, goal: Goal, later: dt.date | None
) -> None:
    before = tables_of(planner)
    for reason in ("", "  "):
        with pytest.raises(BadInput, match="needs a reason"):
            planner.goals.edit(goal.id, reason, due=later)
    assert tables_of(planner) == before
    moved = planner.goals.edit(goal.id, "the migration slipped", due=later)
    assert (moved.due, moved.original_due) == (later, DUE)
    assert [(e.field, e.eased) for e in ledger(planner, goal)] == [("due", True)]


def test_easing_is_told_by_the_day_and_not_by_its_words(planner: Planner) -> None:
    """1 Feb 2027 was once no easing of 31 Dec 2026, since 1 sorts before 3."""
    goal = commit(planner, due="31 Dec 2026")
    planner.goals.edit(goal.id, "late", due=dt.date(2027, 2, 1))
    planner.goals.edit(goal.id, due=dt.date(2027, 1, 9))
    assert [e.eased for e in ledger(planner, goal)] == [True, False]


def test_an_earlier_deadline_needs_none_and_the_first_one_is_kept(
    planner: Planner, goal: Goal
) -> None:
    planner.goals.edit(goal.id, due=dt.date(2027, 3, 31))
    again = planner.goals.edit(goal.id, due=dt.date(2027, 2, 28))
    assert again.original_due == DUE
    entries = ledger(planner, goal)
    assert [(e.before, e.after) for e in entries] == [
        ("30 Jun 2027", "31 Mar 2027"),
        ("31 Mar 2027", "28 Feb 2027"),
    ]
    assert not any(e.eased for e in entries)


@pytest.mark.parametrize(
    "fields",
    [{"due": dt.date(2026, 11, 22)}, {"start": dt.date(2027, 7, 1)}],
)
def test_a_deadline_stays_after_the_start(
    planner: Planner, goal: Goal, fields: dict[str, Any]
) -> None:
    with pytest.raises(BadInput, match="before the start"):
        planner.goals.edit(goal.id, "because", **fields)
    assert planner.goals.edit(goal.id, due=goal.start).due == goal.start  # a goal of one day
    both = {"start": dt.date(2027, 7, 1), "due": dt.date(2027, 9, 30)}
    assert planner.goals.edit(goal.id, "next half", **both).start == both["start"]


@pytest.mark.parametrize(
    "fields",
    [{"title": " "}, {"method": "scrum"}, {"hours_week": math.nan}, {"why": "\ud800"}],
)
def test_a_value_that_a_goal_cannot_hold_is_refused(
    planner: Planner, goal: Goal, fields: dict[str, Any]
) -> None:
    before = tables_of(planner)
    with pytest.raises(BadInput) as found:
        planner.goals.edit(goal.id, "because", **fields)
    assert found.value.mend and tables_of(planner) == before


def test_the_sentence_follows_the_fields_until_the_person_words_it(
    planner: Planner, goal: Goal
) -> None:
    planner.measures.edit(planner.measures.main(goal.id).id, target=70.0)
    moved = planner.goals.edit(goal.id, due=dt.date(2027, 3, 31))
    said = "Read as: setup rate from 48 % to 70 % by 31 Mar 2027"
    assert said_beside(moved, planner.plan) == said
    own = planner.goals.edit(goal.id, statement="Nobody leaves in week one")
    assert said_beside(own, planner.plan) == "Nobody leaves in week one"
    assert [e.field for e in ledger(planner, goal)][-1] == "statement"


# ---- close, pause, reopen ----


def test_closing_keeps_grade_day_decision_and_lesson(planner: Planner, goal: Goal) -> None:
    closed = planner.goals.close(goal.id, grade=0.8, note=" ask sooner ")
    assert (closed.state, closed.grade, closed.decision) == ("closed", 0.8, "close")
    assert (closed.closed_on, closed.closing_note) == (planner.today, "ask sooner")
    (entry,) = ledger(planner, goal)
    assert (entry.before, entry.after, entry.reason) == (
        "active",
        "close, graded 0.8",
        "ask sooner",
    )


def test_a_goal_can_be_dropped_without_a_grade(planner: Planner, goal: Goal) -> None:
    on = dt.date(2026, 11, 20)
    dropped = planner.goals.close(goal.id, decision="drop", on=on)
    assert (dropped.grade, dropped.closed_on, dropped.decision) == (None, on, "drop")
    assert planner.goals.health(dropped).status == "closed"
    entries = planner.plan.ledger_of(goal.id)
    assert [e.after for e in entries if e.field == "state"] == ["drop"]


@pytest.mark.parametrize("grade", [-0.1, 1.01, 70, math.nan, math.inf])
def test_a_grade_is_between_0_and_1(planner: Planner, goal: Goal, grade: float) -> None:
    with pytest.raises(BadInput, match=r"0\.0 to 1\.0"):
        planner.goals.close(goal.id, grade=grade)
    assert planner.goals.get(goal.id).state == "active"


@pytest.mark.parametrize("grade", [0.0, 1.0])
def test_the_ends_of_the_scale_are_grades(planner: Planner, goal: Goal, grade: float) -> None:
    assert planner.goals.close(goal.id, grade=grade, on=planner.today).grade == grade


def test_a_goal_is_closed_today_or_earlier_and_only_once(planner: Planner, goal: Goal) -> None:
    with pytest.raises(BadInput, match="still to come"):
        planner.goals.close(goal.id, on=planner.today + dt.timedelta(days=1))
    planner.goals.close(goal.id, grade=0.9)
    with pytest.raises(BadInput, match="closed already") as found:
        planner.goals.close(goal.id, grade=0.1)
    assert "Reopen" in found.value.mend
    assert planner.goals.get(goal.id).grade == 0.9


def test_a_closed_goal_keeps_its_grade_when_someone_would_pause_it(
    planner: Planner, goal: Goal
) -> None:
    planner.goals.close(goal.id, grade=0.9)
    with pytest.raises(BadInput, match="is closed"):
        planner.goals.pause(goal.id)
    assert planner.goals.get(goal.id).grade == 0.9


@pytest.mark.parametrize("act", ["pause", "close"])
def test_reopening_leads_back_to_the_goal_as_it_was(planner: Planner, goal: Goal, act: str) -> None:
    more = {"grade": 0.4, "note": "too soon"} if act == "close" else {}
    getattr(planner.goals, act)(goal.id, **more)
    assert planner.goals.health(planner.goals.get(goal.id)).status != "new"
    again = planner.goals.reopen(goal.id, " it is time ")
    unchanged = [n for n in Goal.__struct_fields__ if n != "updated"]
    assert [getattr(again, n) for n in unchanged] == [getattr(goal, n) for n in unchanged]
    assert [e.reason for e in ledger(planner, goal)][-1] == "it is time"
    assert len(ledger(planner, goal)) == 2


def test_what_is_so_already_is_not_done_again(planner: Planner, goal: Goal) -> None:
    with pytest.raises(BadInput, match="active already"):
        planner.goals.reopen(goal.id)
    planner.goals.pause(goal.id)
    with pytest.raises(BadInput, match="paused already"):
        planner.goals.pause(goal.id)
    planner.goals.reopen(goal.id)
    assert [planner.undo(), planner.redo()] == ["reopened “Raise first-week setup”"] * 2
    planner.goals.pause(goal.id)
    assert planner.store.steps()[-1].label == "paused “Raise first-week setup”"
    assert planner.goals.close(goal.id).state == "closed"  # a paused goal can end


# ---- if-then, trash ----


def test_an_if_then_plan_needs_both_halves(planner: Planner, goal: Goal) -> None:
    kept = planner.goals.add_if_then(goal.id, " it is Friday ", "I check in")
    assert kept.cue == "it is Friday"
    for cue, response in (("", "x"), ("x", " ")):
        with pytest.raises(BadInput, match="empty"):
            planner.goals.add_if_then(goal.id, cue, response)


def test_the_trash_takes_a_goal_with_its_parts_and_gives_them_back(
    planner: Planner, goal: Goal
) -> None:
    other = commit(planner, title="Another")
    planner.goals.add_if_then(goal.id, "a", "b")
    lost = planner.milestones.add(goal.id, "Deleted before", DUE)
    planner.trash.put(lost.id)
    kept = planner.milestones.add(other.id, "Stays", DUE)
    before = planner.plan
    planner.trash.put(goal.id)
    assert list(planner.plan.goals) == [other.id]
    for kind in (Measure, Milestone, IfThen):
        assert {part.goal for part in planner.plan.alive(kind).values()} <= {other.id}
    assert kept.id in planner.plan.alive(Milestone)
    assert [r.id for r in planner.trash.items()] == [goal.id, lost.id]
    planner.trash.restore("raise first")
    for kind in (Goal, Measure, Milestone, IfThen):
        assert planner.plan.alive(kind).keys() == before.alive(kind).keys()
    assert [r.id for r in planner.trash.items()] == [lost.id]
    with pytest.raises(NotFound):
        planner.trash.restore(goal.id)


@pytest.mark.parametrize(
    "act",
    [
        lambda p: p.goals.edit(HOSTILE, why="x"),
        lambda p: p.goals.close("nothing"),
        lambda p: p.goals.pause(""),
        lambda p: p.trash.put("nothing"),
        lambda p: p.goals.add_if_then("nothing", "a", "b"),
        lambda p: p.measures.add("nothing", "a"),
        lambda p: p.milestones.add("nothing", "a", DUE),
        lambda p: p.checkins.save("nothing", confidence=3),
        lambda p: p.trash.restore("nothing"),
    ],
)
def test_a_name_that_means_nothing_is_told(
    planner: Planner, goal: Goal, act: Callable[[Planner], object]
) -> None:
    before = tables_of(planner)
    with pytest.raises(NotFound) as found:
        act(planner)
    assert found.value.mend and "\x1b" not in str(found.value)
    assert tables_of(planner) == before
