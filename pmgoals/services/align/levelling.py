"""Making room in weeks that are too full, by mild moves found one after the other.

Steps are moved inside their goal's time first; where that is not enough a goal is given more time,
within the horizon of its theme before beyond it, or one rests. Each pick takes away the most of the
hours over; what turns out not to be needed is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from pmgoals.analytics.capacity import overfull
from pmgoals.model.calendar import say_date, say_span
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services.align.applying import imagined
from pmgoals.services.align.mend import Case, Step, change, quoted
from pmgoals.services.align.outcome import horizons
from pmgoals.services.capacity import ahead

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan
    from pmgoals.services.planner import Planner

SHIFTS = (1, 2, 3, 4, 6, 8, 10, 13)
"""Weeks by which something is tried later, the fewest first."""

MOST_MOVES = 5
"""Moves of one mend."""

WORTH = 0.5
"""Hours over that a move has to take away."""


class Move(msgspec.Struct, frozen=True):
    """One thing that makes room."""

    steps: tuple[Step, ...]
    """What it changes."""
    said: str
    """What that is, in words."""
    passes: bool = False
    """Whether a goal then ends after its theme, or after the goal above it."""


def make_room(case: Case, *, resting: bool) -> list[Move]:
    """Return the moves after which no week ahead is too full; none when that takes more.

    With `resting` goals may be paused, and deadlines stay.
    """
    goals = [case.plan.goals[own] for own in case.finding.goals]
    moves = list(_steps_later(goals, case))
    chosen = [] if resting else _level(moves, case)
    if not chosen:
        further = [_rests(goal) for goal in goals] if resting else [*_goals_later(goals, case)]
        within = [move for move in further if not move.passes]
        chosen = _level([*moves, *within], case) if within else []
        if not chosen and len(within) < len(further):
            chosen = _level([*moves, *further], case)
    return [m for m in chosen if _over(case, [o for o in chosen if o is not m]) > 0]


def _level(moves: Sequence[Move], case: Case) -> list[Move]:
    """Return moves that together leave no hour over, none when those there are do not do it."""
    chosen: list[Move] = []
    over = _over(case, chosen)
    while over > 0 and len(chosen) < MOST_MOVES:
        left = {id(move): _over(case, [*chosen, move]) for move in _free(moves, chosen)}
        best = min(_free(moves, chosen), key=lambda move: left[id(move)], default=None)
        if best is None or left[id(best)] > over - WORTH:
            return []
        chosen.append(best)
        over = left[id(best)]
    return chosen if over <= 0 else []


def _over(case: Case, moves: Sequence[Move]) -> float:
    """Return the hours that are still over when moves are made."""
    steps = [step for move in moves for step in move.steps]
    return hours_over(case.planner, imagined(case.plan, steps, case.planner.clock.now()))


def hours_over(planner: Planner, plan: Plan) -> float:
    """Return the hours promised beyond those there are, over all weeks ahead."""
    return sum(week.over for week in overfull(ahead(planner, plan)))


def _free(moves: Sequence[Move], chosen: Sequence[Move]) -> Iterator[Move]:
    """Yield the moves that touch nothing that one of the chosen ones does."""
    taken = {step.record.id for move in chosen for step in move.steps if step.record}
    for move in moves:
        if taken.isdisjoint(step.record.id for step in move.steps if step.record):
            yield move


def _open_steps(goal: Goal, case: Case) -> list[Milestone]:
    return [step for step in case.plan.milestones_of(goal.id) if step.is_open]


def _steps_later(goals: Sequence[Goal], case: Case) -> Iterator[Move]:
    """Yield each step with hours, some weeks later and still in its goal's time and order."""
    today = case.planner.today
    for weeks in SHIFTS:
        for goal in goals:
            for step in _open_steps(goal, case):
                due = max(step.due, today) + dt.timedelta(weeks=weeks)
                waiting = case.plan.waiting_for.get(step.id, [])
                if step.effort and due <= min([goal.due or due, *(w.due for w in waiting)]):
                    said = f"{quoted(step.title)} to {say_date(due)}"
                    yield Move((change(step, due=due),), said)


def _goals_later(goals: Sequence[Goal], case: Case) -> Iterator[Move]:
    """Yield each goal with its open steps, some weeks later."""
    today = case.planner.today
    for weeks in SHIFTS:
        by = dt.timedelta(weeks=weeks)
        for goal in goals:
            steps = [
                change(step, due=max(step.due, today) + by) for step in _open_steps(goal, case)
            ]
            if goal.due is not None and steps:
                due, said = goal.due + by, f"{quoted(goal.title)} and its open steps"
                passes = any(day < due for _, day in horizons(goal, case.plan))
                later = f"{said} {say_span(by)} later"
                yield Move((change(goal, due=due), *steps), later, passes)


def _rests(goal: Goal) -> Move:
    return Move((change(goal, state="paused"),), f"{quoted(goal.title)} rests")
