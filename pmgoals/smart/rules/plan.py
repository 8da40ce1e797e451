"""P: whether the plan as a whole holds together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import get_args

import msgspec

from pmgoals.model.calendar import Week, say_span
from pmgoals.model.dependencies import circles, late
from pmgoals.model.goal import Goal, GoalKind
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.smart.rules.achievable import GOALS_AT_ONCE
from pmgoals.smart.rules.notice import Notice
from pmgoals.smart.tokens import tokens

LOUDLY = 7
"""Active goals beyond which none of them gets what it needs."""
BALANCED_FROM = 3
"""Active goals from which a balance can be asked for."""

MOST_GOALS = 3
"""Goals that are named in an overfull week."""
SCORECARD = 2
"""Goals below from which a sum of them is a scorecard."""
ROUNDED = 0.01
"""Share by which a sum may differ from the whole and still be it."""
MOST_LATE = 4
"""Late dependencies that are named; more would only repeat that the plan is behind."""


class Overfull(msgspec.Struct, frozen=True):
    """Weeks in a row that promise more hours than there are."""

    first: Week
    """The first of them."""
    last: Week
    """The last of them."""
    hours: str
    """The hours of the fullest, such as `11 of 8 h`."""
    by_goal: dict[str, float]
    """Hours each goal takes in that one, by its id, most first."""


class PlanSetting(msgspec.Struct, frozen=True, kw_only=True):
    """What is known around a plan."""

    today: dt.date
    """The day."""
    overfull: tuple[Overfull, ...] = ()
    """Weeks from today on that promise too much, in order."""


PlanCheck = Callable[[Plan, PlanSetting], Iterator[Notice]]
"""A rule over the plan: what it saw, each with the record it is about."""


def too_many_goals(plan: Plan, _: PlanSetting) -> Iterator[Notice]:
    """P1: more than five goals at once; more than seven are told as loudly as a warning can."""
    count = len(plan.active_goals)
    if count > GOALS_AT_ONCE:
        yield Notice("goals", {"count": str(count)}, case="far" if count > LOUDLY else "")


def out_of_balance(plan: Plan, _: PlanSetting) -> Iterator[Notice]:
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


def does_not_fit(plan: Plan, setting: PlanSetting) -> Iterator[Notice]:
    """P3: a gap, the same metric twice or pulled both ways, late or circular links, full weeks."""
    yield from _unserved(plan, setting.today)
    yield from _pulled(plan)
    yield from _stacked(plan)
    yield from _out_of_order(plan, setting.today)
    for full in setting.overfull:
        named = [*full.by_goal.items()][:MOST_GOALS]
        rest = len(full.by_goal) - len(named)
        words = {
            "weeks": f"{full.first}" if full.first == full.last else f"{full.first} to {full.last}",
            "hours": full.hours,
            "goals": ", ".join(f"{plan.goals[id].title} ({taken:.0f} h)" for id, taken in named)
            + (f" and {rest} more" if rest else ""),
        }
        yield Notice("hours_week", words, where=next(iter(full.by_goal)), case="hours")


def _unserved(plan: Plan, today: dt.date) -> Iterator[Notice]:
    for theme in plan.themes.values():
        over = theme.until is not None and theme.until < today
        if not over and not any(goal.theme == theme.id for goal in plan.open_goals):
            yield Notice("theme", {"theme": theme.title}, where=theme.id)


def _pulled(plan: Plan) -> Iterator[Notice]:
    for pushed in _pushed(plan).values():
        for (goal, one), (other, two) in combinations(pushed, 2):
            if goal.id == other.id or goal.parent == other.id or other.parent == goal.id:
                continue
            words = {"goal": goal.title, "other": other.title, "metric": one.name}
            if one.direction == two.direction:
                yield Notice("metric", words, where=other.id, case="same")
            elif {one.direction, two.direction} == {"increase", "decrease"}:
                yield Notice("metric", words, where=other.id, case="against")


def _stacked(plan: Plan) -> Iterator[Notice]:
    """Return goals that repeat the one above them, and goals that only add up those below."""
    for goal in plan.open_goals:
        main = _main(plan, goal)
        parts = [part for part in plan.goals_below(goal.id) if part.state != "closed"]
        same = [(part, mine) for part in parts if (mine := _same(plan, part, main)) is not None]
        if main is None or not same:
            continue
        for part, mine in same:
            if (mine.baseline, mine.target) == (main.baseline, main.target):
                yield Notice("parent", {"goal": part.title, "other": goal.title}, where=part.id,
                             case="copy")  # fmt: skip
        whole = sum(mine.target or 0.0 for _, mine in same)
        if len(same) >= SCORECARD and len(same) == len(parts) and _is_about(whole, main.target):
            yield Notice("parent", {"goal": goal.title}, where=goal.id, case="scorecard")


def _same(plan: Plan, goal: Goal, above: Measure | None) -> Measure | None:
    """Return a goal's result when it is the metric of the one above; None for another."""
    mine = _main(plan, goal)
    if mine is None or above is None:
        return None
    return mine if (_metric(mine), mine.unit) == (_metric(above), above.unit) else None


def _main(plan: Plan, goal: Goal) -> Measure | None:
    """Return a goal's first result with a target; None without one."""
    measures = plan.measures_of(goal.id)
    return next((m for m in measures if m.role == "lagging" and m.target is not None), None)


def _is_about(one: float, other: float | None) -> bool:
    return other is not None and abs(one - other) <= ROUNDED * max(abs(one), abs(other))


def _out_of_order(plan: Plan, today: dt.date) -> Iterator[Notice]:
    steps = plan.alive(Milestone)
    for circle in circles(plan):
        titles = [(steps.get(i) or plan.goals[i]).title for i in circle]
        words = {"circle": " → ".join(f"“{title}”" for title in [*titles, titles[0]])}
        yield Notice("depends_on", words, where=circle[0], case="circle")
    for link in late(plan, today)[:MOST_LATE]:
        short = link.days_short(today)
        words = {
            "milestone": link.milestone.title,
            "first": link.first.title,
            "days": say_span(dt.timedelta(days=short)),
        }
        yield Notice("depends_on", words, where=link.milestone.id, case="late")


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


def no_not_doing_list(plan: Plan, _: PlanSetting) -> Iterator[Notice]:
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
