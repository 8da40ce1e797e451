"""Plans that hold together, and plans that do not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from plan_maker import DUE, goal, measure, milestone, new, plan_of

from pmgoals.model import ids
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.model.plan import Plan
from pmgoals.model.record import Record
from pmgoals.model.reflection import Priority
from pmgoals.model.theme import Theme

KINDS = ("strategic", "tactical", "development")


def goal_id(number: int) -> str:
    return "g" + str(number).rjust(ids.LENGTH, "0")


def numbered(number: int, **fields: Any) -> Goal:
    fields = {"kind": KINDS[number % 3], **fields}
    return msgspec.structs.replace(goal(id=goal_id(number), title=f"Goal {number}"), **fields)


def pushes(number: int, name: str, baseline: float, target: float, **fields: Any) -> Measure:
    way = "increase" if target > baseline else "decrease"
    numbers = {"baseline": baseline, "target": target}
    usual = {"goal": goal_id(number), "name": name, "direction": way}
    return measure(**{**usual, **numbers, **fields})


def theme(title: str = "Larger customers", **fields: Any) -> Theme:
    return new(Theme, title=title, **fields)


def priority(title: str = "Lead onboarding", **fields: Any) -> Priority:
    return new(Priority, title=title, **fields)


LEFT_ALONE = priority("The conference season", not_doing=True)
SERVED = theme()


def plan_with(*records: Record) -> Plan:
    """Return a plan of the records that leaves something alone on purpose."""
    return plan_of(LEFT_ALONE, *records)


def goals(count: int, **fields: Any) -> list[Goal]:
    return [numbered(number, **fields) for number in range(1, count + 1)]


FITTING = plan_with(
    SERVED,
    priority(),
    *(numbered(n, theme=SERVED.id) for n in range(1, 5)),
    pushes(1, "activation", 31, 40),
    pushes(2, "churn", 6, 4),
    pushes(3, "activation", 31, 30, role="guardrail"),
)
"""A plan that no rule has anything to say about."""

TWICE = (pushes(1, "sign-ups a week", 400, 520), pushes(2, "Sign-ups a week", 400, 600))
BOTH_WAYS = (pushes(1, "sign-ups", 400, 520), pushes(2, "sign-ups", 400, 200))

COPIED = (pushes(1, "sign-ups", 400, 520), pushes(2, "Sign-ups", 400, 520))
SUMMED = (
    pushes(1, "sign-ups", 400, 520),
    pushes(2, "sign-ups", 100, 300),
    pushes(3, "sign-ups", 90, 220),
)

OPEN = milestone(DUE + dt.timedelta(days=9), goal=goal_id(1), title="Party {x} [/y]")
LATE = milestone(DUE, goal=goal_id(1), depends_on=[OPEN.id])

PLAN_CASES: dict[str, list[Plan]] = {
    "P1": [plan_with(*goals(6)), plan_with(*goals(8))],
    "P2": [
        plan_with(*goals(3, kind="tactical")),
        plan_with(*goals(5, kind="strategic")),
        plan_with(*goals(3, kind="development")),
        plan_with(*goals(3, kind="tactical"), numbered(4, kind="strategic")),
        plan_with(*goals(3, kind="tactical"), numbered(4, kind="development")),
    ],
    "P3": [
        plan_with(*goals(1), OPEN, LATE),
        plan_with(*goals(1), msgspec.structs.replace(OPEN, depends_on=[OPEN.id])),
        plan_with(theme("Party {x} [/y]"), *goals(1)),
        plan_with(*goals(2), *TWICE),
        plan_with(*goals(2), *BOTH_WAYS),
        plan_with(numbered(1), numbered(2, parent=goal_id(1)), *COPIED),
        plan_with(numbered(1), *(numbered(n, parent=goal_id(1)) for n in (2, 3)), *SUMMED),
    ],
    "P4": [plan_of(priority()), plan_of(*goals(1))],
}
"""For each rule over the plan: plans it speaks up about."""
