"""Mends of metrics that meet in several goals, and of vain ones."""

from __future__ import annotations

from collections.abc import Iterator

from pmgoals.model.cascade import is_above
from pmgoals.model.measure import Measure
from pmgoals.services.align.mend import Case, Mend, add, at_once, change, for_reason, quoted
from pmgoals.smart.metrics import vanity_in
from pmgoals.smart.tokens import tokens

HELD = "The other one matters more this year"
"""A reason to hold a number that was to be moved."""


def redundancy(case: Case) -> Iterator[Mend]:
    """P6: one goal carries the metric; the others rest, end, or become a part of it."""
    goals = [case.plan.goals[own] for own in case.finding.goals]
    for goal in goals:
        others = [other for other in goals if other.id != goal.id]
        rest = " and ".join(quoted(other.title) for other in others)
        rests = "rests" if len(others) == 1 else "rest"
        steps = [change(other, state="paused") for other in others]
        label = f"Let {quoted(goal.title)} carry it"
        yield at_once(f"rest-{goal.id}", label, f"{rest} {rests}", *steps)
    for goal in goals:
        below = [other for other in goals if other.id != goal.id]
        if all(o.parent is None and not is_above(o, goal, case.plan) for o in below):
            rest = " and ".join(quoted(other.title) for other in below)
            parts = "becomes a part of it" if len(below) == 1 else "become parts of it"
            steps = [change(other, parent=goal.id) for other in below]
            label = f"Put {quoted(goal.title)} above"
            yield at_once(f"under-{goal.id}", label, f"{rest} {parts}", *steps)
    for goal in goals:
        others = [other for other in goals if other.id != goal.id]
        rest = " and ".join(quoted(other.title) for other in others)
        ends = "ends" if len(others) == 1 else "end"
        steps = [change(other, state="closed") for other in others]
        label = f"Keep only {quoted(goal.title)}"
        yield at_once(f"drop-{goal.id}", label, f"{rest} {ends} unfinished", *steps)


def conflict(case: Case) -> Iterator[Mend]:
    """P7: one way goes first; the goals that go the other way rest, or hold the number."""
    plan, found = case.plan, case.finding
    measures = [plan.alive(Measure)[own] for own in found.about]
    goals = {own: plan.goals[own] for own in found.goals}
    for measure in measures:
        goal = goals[measure.goal]
        yield at_once(
            f"rest-{goal.id}",
            f"Let {quoted(goal.title)} rest",
            "until the other is done",
            change(goal, state="paused"),
        )
    for measure in measures:
        if measure.baseline is None or not _has_another(measure, case):
            continue
        limit = measure.baseline
        edges = (limit, None) if measure.direction == "increase" else (None, limit)
        label = f"Let {quoted(goals[measure.goal].title)} only hold {measure.name}"
        told = "as a guardrail, at where it started"
        band = {"low": edges[0], "high": edges[1]}
        step = change(measure, role="guardrail", target=limit, **band)
        yield for_reason(f"hold-{measure.id}", label, told, step, example=HELD)


def _has_another(measure: Measure, case: Case) -> bool:
    """Tell whether a goal has a result beside this measure."""
    return any(
        other.id != measure.id and other.role == "lagging" and other.target is not None
        for other in case.plan.measures_of(measure.goal)
    )


def vanity(case: Case) -> Iterator[Mend]:
    """P15: count what comes of it, and keep the number as a leading one."""
    plan = case.plan
    goal, measure = plan.goals[case.finding.where], plan.alive(Measure)[case.finding.about[-1]]
    met = vanity_in(tokens(measure.name[:400]))
    if met is None:
        return
    known = {other.name.strip().lower() for other in plan.measures_of(goal.id)}
    steps = [change(measure, role="leading")]
    if met[1].lower() not in known:
        steps.append(add(Measure, goal=goal.id, name=met[1], direction="reach", weight=1.0))
    told = f"{measure.name} leads; today's value and target of the other are asked next"
    yield at_once("instead", f"Aim at {met[1]}", told, *steps)
