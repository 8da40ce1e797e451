from __future__ import annotations

import pytest
from goal_maker import commit
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.errors import BadInput, NotFound
from pmgoals.model.reflection import Priority
from pmgoals.services.planner import Planner
from pmgoals.services.priorities import LEADS_TO, lines_of


def add(planner: Planner, *titles: str, not_doing: bool = False) -> list[Priority]:
    return [planner.priorities.add(title, not_doing=not_doing) for title in titles]


def order(planner: Planner) -> list[str]:
    return [priority.title for priority in planner.plan.priorities]


def test_a_new_priority_comes_last_in_its_own_order(planner: Planner) -> None:
    add(planner, "a", "b")
    add(planner, "x", not_doing=True)
    assert order(planner) == ["a", "b"]
    assert [(p.title, p.rank) for p in planner.plan.not_doing] == [("x", 1)]


def test_a_new_priority_comes_last_after_others_were_deleted(planner: Planner) -> None:
    """Its rank was once the number of those left, which put it among them."""
    kept = add(planner, "a", "b", "c", "d")
    for priority in kept[:2]:
        planner.trash.put(priority.id)
    add(planner, "e")
    assert order(planner) == ["c", "d", "e"]


@pytest.mark.parametrize("title", ["", " \n"])
def test_a_priority_needs_a_title(planner: Planner, title: str) -> None:
    with pytest.raises(BadInput, match="Write it like"):
        planner.priorities.add(title)
    (kept,) = add(planner, "a")
    with pytest.raises(BadInput, match="empty"):
        planner.priorities.edit(kept.id, title=title)


def test_editing_changes_what_is_given(planner: Planner) -> None:
    kept = planner.priorities.add("a", why=" now ", success="done")
    changed = planner.priorities.edit(kept.id, title=" b ", why="later")
    assert (changed.title, changed.why, changed.success) == ("b", "later", "done")
    with pytest.raises(NotFound):
        planner.priorities.edit("nothing like it", title="c")


def test_ranking_puts_the_named_first_and_keeps_the_rest_in_order(planner: Planner) -> None:
    a, _, c, d = add(planner, "a", "b", "c", "d")
    planner.priorities.rank([d.id, a.id, d.id])
    assert order(planner) == ["d", "a", "b", "c"]
    planner.priorities.rank(["c"])
    assert order(planner) == ["c", "d", "a", "b"]
    assert [p.rank for p in planner.plan.priorities] == [1, 2, 3, 4]
    assert planner.priorities.rank([])[0].id == c.id
    planner.undo()
    planner.undo()
    assert order(planner) == ["a", "b", "c", "d"]


def test_the_not_doing_list_is_ranked_apart(planner: Planner) -> None:
    add(planner, "a", "b")
    _, y = add(planner, "x", "y", not_doing=True)
    planner.priorities.rank([y.id])
    assert [p.title for p in planner.plan.not_doing] == ["y", "x"]
    assert order(planner) == ["a", "b"]


@pytest.mark.parametrize(
    ("at", "step", "found"),
    [
        (0, 1, "bacd"),
        (0, 9, "bcda"),
        (3, -1, "abdc"),
        (2, -9, "cabd"),
        (1, 0, "abcd"),
        (0, -1, "abcd"),
    ],
)
def test_moving_by_places(planner: Planner, at: int, step: int, found: str) -> None:
    kept = add(planner, *"abcd")
    planner.priorities.move(kept[at].id, step)
    assert "".join(order(planner)) == found


def test_the_goals_of_a_priority_are_its_open_ones(planner: Planner) -> None:
    (kept,) = add(planner, "a")
    mine, closed = (commit(planner, title=t, priority=kept.id) for t in ("one", "two"))
    commit(planner, title="three")
    planner.goals.close(closed.id, grade=1.0)
    assert [goal.id for goal in planner.priorities.goals_of(kept.id)] == [mine.id]


# ---- lines of answers ----


@pytest.mark.parametrize(
    ("answer", "lines"),
    [
        ("", []),
        ("One thing.", ["One thing"]),
        ("- one\n* two\n3. three\n\n", ["one", "two", "three"]),
        ("Shadow finance; run ten interviews; a course.",
         ["Shadow finance", "run ten interviews", "a course"]),
        ("Price interviews. Tuesday at 9:00, 45 minutes.",
         ["Price interviews", "Tuesday at 9:00, 45 minutes"]),
        ("Version 2.0 of it. 45 % by then", ["Version 2.0 of it. 45 % by then"]),
        ("Same\nsame\nSame", ["Same", "same"]),
    ],
)  # fmt: skip
def test_an_answer_is_told_line_by_line(answer: str, lines: list[str]) -> None:
    assert lines_of(answer) == lines


@given(text=st.text(max_size=80))
def test_no_line_of_an_answer_is_empty_or_has_space_around_it(text: str) -> None:
    assert all(line and line == line.strip() for line in lines_of(text))


def test_lines_of_answers_are_offered_until_they_are_taken_in_one_step(planner: Planner) -> None:
    assert planner.priorities.offered() == []
    assert set(LEADS_TO) <= {prompt.id for prompt in planner.reflections.prompts()}
    planner.reflections.answer("not_doing", "No podcast\nNo committee")
    planner.reflections.answer("focus_areas", "Pricing\nOnboarding")
    planner.reflections.answer("grow_will", "Price interviews")
    add(planner, "pricing")
    offered = planner.priorities.offered
    assert [line.text for line in offered()] == ["Onboarding", "Price interviews"]
    assert [line.prompt for line in offered(prompt="grow_will")] == ["grow_will"]
    lines = [line.text for line in offered(not_doing=True)]
    taken = planner.priorities.take(lines, not_doing=True)
    assert [(p.title, p.rank) for p in taken] == [("No podcast", 1), ("No committee", 2)]
    assert offered(not_doing=True) == [] and order(planner) == ["pricing"]
    for wrong in ([], ["Good", " "]):
        with pytest.raises(BadInput):
            planner.priorities.take(wrong)
    planner.undo()
    assert planner.plan.not_doing == []
