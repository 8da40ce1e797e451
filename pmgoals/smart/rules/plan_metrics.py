"""P: metrics that meet in several goals: pushed twice, pulled apart, repeated, added up, vain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from pmgoals.model.cascade import is_above, open_above
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.model.plan import Plan
from pmgoals.smart.likeness import is_part, likeness
from pmgoals.smart.metrics import vanity_in
from pmgoals.smart.rules.notice import Notice
from pmgoals.smart.rules.plan_setting import PlanSetting, named
from pmgoals.smart.rules.relevant import says_the_same
from pmgoals.smart.tokens import tokens

SCORECARD = 2
"""Goals below from which a sum of them is a scorecard."""
ROUNDED = 0.01
"""Share by which a sum may differ from the whole and still be it."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

Way = Literal["up", "down"]


class Push(msgspec.Struct, frozen=True):
    """A result that an active goal pushes."""

    goal: Goal
    """The goal."""
    measure: Measure
    """Its measure."""
    way: Way
    """Whether the first metric of its kind rises or falls by it."""


def redundancy(plan: Plan, _: PlanSetting) -> Iterator[Notice]:
    """P6: one metric pushed the same way by several goals that are no part of each other."""
    for pushes in _alike(plan):
        for way in ("up", "down"):
            mine = [push for push in pushes if push.way == way]
            found = [
                push
                for push in mine
                if any(not _belong(push.goal, other.goal, mine, plan) for other in mine)
            ]
            if len({push.goal.id for push in found}) > 1:
                yield _said(found)


def pulled_apart(plan: Plan, _: PlanSetting) -> Iterator[Notice]:
    """P7: one metric that one goal raises and another lowers."""
    for pushes in _alike(plan):
        ways = {push.way: push for push in reversed(pushes)}
        if len(ways) == 2 and len({push.goal.id for push in pushes}) > 1:
            first, second = sorted(ways.values(), key=pushes.index)
            clashing = [
                push
                for push in pushes
                if any(
                    push.way != other.way and not _belong(push.goal, other.goal, [], plan)
                    for other in pushes
                )
            ]
            if clashing:
                words = {"one": _one_of(first), "other": _one_of(second)}
                yield msgspec.structs.replace(_said(clashing), words=words)


def _one_of(push: Push) -> str:
    way = {"increase": "raises", "decrease": "lowers"}.get(push.measure.direction, "moves")
    return f"“{push.goal.title}” {way} {push.measure.name}"


def _said(pushes: list[Push]) -> Notice:
    """Return a notice of what several goals push, each goal and each name of the metric once."""
    goals = {push.goal.id: push.goal for push in pushes}
    names = list(dict.fromkeys(push.measure.name.strip() for push in pushes))
    lower = {name.lower() for name in names}
    metric = names[0] if len(lower) == 1 else f"{names[0]} (also said as {', '.join(names[1:])})"
    return Notice(
        "metric",
        {"goals": named([goal.title for goal in goals.values()]), "metric": metric},
        where=next(reversed(goals)),
        goals=tuple(goals),
        about=tuple(push.measure.id for push in pushes),
        mark=tuple(sorted(goals)),
    )


def _belong(one: Goal, other: Goal, pushing: list[Push], plan: Plan) -> bool:
    """Tell whether two goals are one, one above the other, or parts of one that pushes it too."""
    if one.id == other.id or is_above(one, other, plan) or is_above(other, one, plan):
        return True
    parents = open_above(one, plan), open_above(other, plan)
    return (
        parents[0] is not None
        and parents[0] == parents[1]
        and any(push.goal == parents[0] for push in pushing)
    )


def _alike(plan: Plan) -> list[list[Push]]:
    """Return the results that active goals push, by what they mean; only what several push."""
    kinds: list[list[Push]] = []
    for goal in plan.active_goals:
        for measure in plan.measures_of(goal.id):
            sign = {"increase": 1, "decrease": -1}.get(measure.direction, 0)
            if measure.role != "lagging" or measure.target is None or not sign:
                continue
            for pushes in kinds:
                turned = _turned(pushes[0].measure, measure)
                if turned:
                    pushes.append(Push(goal, measure, "up" if sign * turned > 0 else "down"))
                    break
            else:
                kinds.append([Push(goal, measure, "up" if sign > 0 else "down")])
    return [pushes for pushes in kinds if len({push.goal.id for push in pushes}) > 1]


def _turned(one: Measure, other: Measure) -> int:
    """Return 1 for the same metric, -1 for its opposite, 0 for another."""
    if not _of_one_kind(one, other):
        return 0
    return {"same": 1, "opposite": -1}.get(likeness(one.name, other.name), 0)


TIMES = ("second", "minute", "hour", "day", "week", "month", "year", "s", "min", "h", "ms")
"""Units of time, in the singular."""


def _of_one_kind(one: Measure, other: Measure) -> bool:
    """Tell whether two measures can be one by their units: a time is no share and no count."""
    units = [measure.unit.strip().lower() for measure in (one, other)]
    if not all(units):
        return True
    first, second = (unit in TIMES or unit.removesuffix("s") in TIMES for unit in units)
    return first == second


# ---- goals above each other ----


def copy_of_parent(plan: Plan, _: PlanSetting) -> Iterator[Notice]:
    """P10: a goal that repeats the one above it, number for number or word for word."""
    for goal in plan.open_goals:
        parent = plan.goals.get(goal.parent or "")
        if parent is None or parent.state == "closed" or _is_kept(goal, "R2"):
            continue
        mine, theirs = _main(plan, goal), _main(plan, parent)
        words, ids = {"goal": goal.title, "other": parent.title}, (goal.id, parent.id)
        if mine and theirs and _is_copy(mine, theirs):
            yield Notice("parent", words, where=goal.id, goals=ids, about=(*ids, mine.id))
        elif _says_again(goal.title, parent.title):
            yield Notice("parent", words, where=goal.id, case="words", goals=ids, about=ids)


def _says_again(title: str, other: str) -> bool:
    """Tell whether two titles say one thing: `Trials to 160` below `Trials to 520` is a part."""
    numbers = [_NUMBER.findall(each) for each in (title, other)]
    return numbers[0] == numbers[1] and says_the_same(title, other)


def _is_copy(mine: Measure, theirs: Measure) -> bool:
    numbers = (mine.baseline, mine.target) == (theirs.baseline, theirs.target)
    return numbers and _turned(theirs, mine) == 1


def scorecard(plan: Plan, _: PlanSetting) -> Iterator[Notice]:
    """P11: a goal whose target is only the sum of those below it, or of their parts of it."""
    for goal in plan.open_goals:
        main = _main(plan, goal)
        parts = [part for part in plan.goals_below(goal.id) if part.state != "closed"]
        results = [_main(plan, part) for part in parts]
        summed = [m for m in results if m and main and _is_summand(m, main)]
        if main is None or len(parts) < SCORECARD or len(summed) != len(parts):
            continue
        if _is_about(sum(m.target or 0.0 for m in summed), main.target):
            words = {"goal": goal.title, "parts": named([part.title for part in parts])}
            ids = (goal.id, *(part.id for part in parts))
            yield Notice("parent", words, where=goal.id, goals=ids, about=(*ids, main.id))


def _is_summand(part: Measure, whole: Measure) -> bool:
    same_unit = part.unit == whole.unit and part.unit != "%"
    return same_unit and part.direction == whole.direction and is_part(part.name, whole.name)


def _main(plan: Plan, goal: Goal) -> Measure | None:
    """Return a goal's first result with a target; None without one."""
    measures = plan.measures_of(goal.id)
    return next((m for m in measures if m.role == "lagging" and m.target is not None), None)


def _is_about(one: float, other: float | None) -> bool:
    return other is not None and abs(one - other) <= ROUNDED * max(abs(one), abs(other))


# ---- vanity ----


def vanity(plan: Plan, _: PlanSetting) -> Iterator[Notice]:
    """P15: a goal whose result is a number that can grow while nobody is better off."""
    for goal in plan.active_goals:
        if _is_kept(goal, "M6"):
            continue
        for measure in plan.measures_of(goal.id):
            met = vanity_in(tokens(measure.name[:400]))
            if met is None or measure.target is None or measure.direction == "decrease":
                continue
            if measure.role in ("lagging", "proxy"):
                words = {"goal": goal.title, "metric": measure.name, "instead": met[1]}
                about = (goal.id, measure.id)
                yield Notice("metric", words, where=goal.id, goals=(goal.id,), about=about)
                break


def _is_kept(goal: Goal, rule: str) -> bool:
    """Tell whether the person has looked at what a rule says of a goal alone, and keeps it."""
    return any(kept.rule == rule for kept in goal.overrides)
