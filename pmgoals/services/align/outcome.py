"""What a mend makes of the goals whose promise it eases: said before it is taken.

A later day makes the same work look better: that is told as what it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pmgoals.analytics.pace import health
from pmgoals.model.calendar import say_date
from pmgoals.model.cascade import open_above, theme_of
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services.align.applying import imagined
from pmgoals.services.align.mend import Step, quoted

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan
    from pmgoals.services.planner import Planner


def outcome(planner: Planner, steps: Sequence[Step]) -> list[str]:
    """Return what steps make of goals that get more time, a line each; nothing of others."""
    plan = planner.plan
    eased = _given_time(steps, plan)
    if not eased:
        return []
    then = imagined(plan, steps, planner.clock.now())
    return [
        line
        for own in eased
        for line in (
            *_status(planner, plan.goals[own], then),
            *_passed(plan.goals[own], then.goals[own], then),
        )
    ]


def _given_time(steps: Sequence[Step], plan: Plan) -> list[str]:
    """Return the ids of active goals that are due later, or have a step that is."""
    found: dict[str, None] = {}
    for step in steps:
        due, record = step.fields.get("due"), step.record
        if isinstance(record, Goal | Milestone) and due and record.due and due > record.due:
            found[record.id if isinstance(record, Goal) else record.goal] = None
    return [own for own in found if own in plan.goals and plan.goals[own].state == "active"]


def _status(planner: Planner, goal: Goal, then: Plan) -> Iterator[str]:
    """Yield how a goal's status changes by its days alone."""
    before = planner.goals.health(goal).status
    after = health(then.goals[goal.id], then, planner.today, planner.rules).status
    if before != after:
        yield f"{quoted(goal.title)} goes from {before} to {after} by its later days alone"


def _passed(before: Goal, after: Goal, then: Plan) -> Iterator[str]:
    """Yield what ends before a goal does then, and did not before."""
    if after.due is None or after.due == before.due:
        return
    for title, day in horizons(after, then):
        if day < after.due and not (before.due and day < before.due):
            yield f"{quoted(after.title)} then ends after {quoted(title)}, {say_date(day)}"


def horizons(goal: Goal, plan: Plan) -> Iterator[tuple[str, dt.date]]:
    """Yield the title and last day of what a goal serves: its theme, the goal above it."""
    theme, over = theme_of(goal, plan), open_above(goal, plan)
    if theme is not None and theme.until is not None:
        yield theme.title, theme.until
    if over is not None and over.due is not None:
        yield over.title, over.due
