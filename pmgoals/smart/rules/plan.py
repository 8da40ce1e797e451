"""P: whether the plan as a whole holds together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import get_args

from pmgoals.model.goal import Goal, GoalKind
from pmgoals.model.measure import Measure
from pmgoals.model.plan import Plan
from pmgoals.smart.rules.achievable import GOALS_AT_ONCE
from pmgoals.smart.rules.notice import Notice
from pmgoals.smart.tokens import tokens

LOUDLY = 7
"""Active goals beyond which none of them gets what it needs."""
BALANCED_FROM = 3
"""Active goals from which a balance can be asked for."""

PlanCheck = Callable[[Plan, dt.date], Iterator[Notice]]
"""A rule over the plan on a day: what it saw, each with the record it is about."""


def too_many_goals(plan: Plan, _: dt.date) -> Iterator[Notice]:
    """P1: more than five goals at once; more than seven are told as loudly as a warning can."""
    count = len(plan.active_goals)
    if count > GOALS_AT_ONCE:
        yield Notice("goals", {"count": str(count)}, case="far" if count > LOUDLY else "")


def out_of_balance(plan: Plan, _: dt.date) -> Iterator[Notice]:
    """P2: nothing strategic, nothing tactical, or nothing for one's own growth."""
    goals = plan.active_goals
    if len(goals) < BALANCED_FROM:
        return
    kinds = {goal.kind for goal in goals}
    words = {"count": str(len(goals))}
    match [kind for kind in get_args(GoalKind) if kind not in kinds]:
        case ["development"]:
            yield Notice("kind", words, case="development")
        case [kind]:
            yield Notice("kind", words | {"kind": kind})
        case [kind, "development"]:
            yield Notice("kind", words | {"kind": kind}, case="and_development")
        case [kind, other]:
            yield Notice("kind", words | {"kind": kind, "other": other}, case="two")


def does_not_fit(plan: Plan, today: dt.date) -> Iterator[Notice]:
    """P3: a theme nobody serves, the same metric twice, or pulled both ways."""
    for theme in plan.themes.values():
        over = theme.until is not None and theme.until < today
        if not over and not any(goal.theme == theme.id for goal in plan.open_goals):
            yield Notice("theme", {"theme": theme.title}, where=theme.id)
    for pushed in _pushed(plan).values():
        for (goal, one), (other, two) in combinations(pushed, 2):
            if goal.id == other.id or goal.parent == other.id or other.parent == goal.id:
                continue
            words = {"goal": goal.title, "other": other.title, "metric": one.name}
            if one.direction == two.direction:
                yield Notice("metric", words, where=other.id, case="same")
            elif {one.direction, two.direction} == {"increase", "decrease"}:
                yield Notice("metric", words, where=other.id, case="against")


def _pushed(plan: Plan) -> dict[frozenset[str], list[tuple[Goal, Measure]]]:
    """Return the results that open goals push, by the words of their metric."""
    found: dict[frozenset[str], list[tuple[Goal, Measure]]] = {}
    for goal in plan.open_goals:
        for measure in plan.measures_of(goal.id):
            words = _metric(measure)
            if measure.role == "lagging" and words:
                found.setdefault(words, []).append((goal, measure))
    return found


def _metric(measure: Measure) -> frozenset[str]:
    """Return the words of a metric's name, in no order."""
    return frozenset(t.low for t in tokens(measure.name[:400]) if t.kind in ("word", "glued"))


def no_not_doing_list(plan: Plan, _: dt.date) -> Iterator[Notice]:
    """P4: priorities or goals, and nothing that is left alone for them."""
    if not plan.not_doing and (plan.priorities or plan.active_goals):
        yield Notice("not_doing")


PLAN_RULES: dict[str, PlanCheck] = {
    "P1": too_many_goals,
    "P2": out_of_balance,
    "P3": does_not_fit,
    "P4": no_not_doing_list,
}
"""Rules over the plan, by id."""
