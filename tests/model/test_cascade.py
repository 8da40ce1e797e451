from __future__ import annotations

from plan_cases import SERVED, goal_id, numbered, plan_with, theme

from pmgoals.model.cascade import above, is_above, open_above, theme_of, tops

LINE = plan_with(
    SERVED,
    numbered(1, theme=SERVED.id),
    numbered(2, parent=goal_id(1), state="closed"),
    numbered(3, parent=goal_id(2)),
    numbered(4, parent="g-gone"),
    numbered(5, parent=goal_id(6)),
    numbered(6, parent=goal_id(5)),
)


def test_goals_above_come_nearest_first() -> None:
    assert [g.id for g in above(LINE.goals[goal_id(3)], LINE)] == [goal_id(2), goal_id(1)]
    assert [*above(LINE.goals[goal_id(4)], LINE)] == []


def test_a_circle_of_goals_ends() -> None:
    assert [g.id for g in above(LINE.goals[goal_id(5)], LINE)] == [goal_id(6)]


def test_above_holds_over_any_number_of_steps() -> None:
    first, last = LINE.goals[goal_id(1)], LINE.goals[goal_id(3)]
    assert is_above(first, last, LINE)
    assert not is_above(last, first, LINE)
    assert not is_above(first, first, LINE)


def test_a_goal_serves_the_theme_of_the_nearest_goal_above() -> None:
    assert theme_of(LINE.goals[goal_id(3)], LINE) == SERVED
    assert theme_of(LINE.goals[goal_id(4)], LINE) is None
    own = theme("Its own")
    plan = plan_with(
        SERVED, own, numbered(1, theme=SERVED.id), numbered(2, parent=goal_id(1), theme=own.id)
    )
    assert theme_of(plan.goals[goal_id(2)], plan) == own


def test_closed_goals_above_are_passed_over() -> None:
    found = open_above(LINE.goals[goal_id(3)], LINE)
    assert found is not None and found.id == goal_id(1)
    assert open_above(LINE.goals[goal_id(1)], LINE) is None


def test_tops_are_what_stands_below_no_other_of_them() -> None:
    goals = [LINE.goals[goal_id(n)] for n in (3, 1, 4)]
    assert [g.id for g in tops(goals, LINE)] == [goal_id(1), goal_id(4)]
    assert [g.id for g in tops(goals[:1], LINE)] == [goal_id(3)]
