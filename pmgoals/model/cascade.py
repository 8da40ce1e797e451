"""What serves what: goals below goals, and the theme that a goal serves through those above it."""

from __future__ import annotations

from collections.abc import Iterator

from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan
from pmgoals.model.theme import Theme


def above(goal: Goal, plan: Plan) -> Iterator[Goal]:
    """Yield the goals above a goal, the nearest first; what lies in the trash ends the line."""
    seen = {goal.id}
    over = plan.goals.get(goal.parent or "")
    while over is not None and over.id not in seen:
        yield over
        seen.add(over.id)
        over = plan.goals.get(over.parent or "")


def is_above(one: Goal, other: Goal, plan: Plan) -> bool:
    """Tell whether a goal stands above another one, over any number of steps."""
    return any(goal.id == one.id for goal in above(other, plan))


def theme_of(goal: Goal, plan: Plan) -> Theme | None:
    """Return the theme that a goal serves: its own, else that of the nearest goal above."""
    for each in (goal, *above(goal, plan)):
        if (theme := plan.themes.get(each.theme or "")) is not None:
            return theme
    return None


def open_above(goal: Goal, plan: Plan) -> Goal | None:
    """Return the nearest goal above that is open, None without one: closed ones are passed over."""
    return next((over for over in above(goal, plan) if over.state != "closed"), None)


def tops(goals: list[Goal], plan: Plan) -> list[Goal]:
    """Return the goals among some that stand below no other of them, in their order.

    Of goals that stand above each other, which a plan edited by hand may hold, one is on top.
    """
    own = {goal.id for goal in goals}

    def is_below(goal: Goal, over: Goal) -> bool:
        return over.id in own and (over.id < goal.id or not is_above(goal, over, plan))

    return [goal for goal in goals if not any(is_below(goal, over) for over in above(goal, plan))]
