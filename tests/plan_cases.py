"""Plans that hold together, and plans that do not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from plan_maker import DUE, START, goal, measure, milestone, new, plan_of

from pmgoals.model import ids
from pmgoals.model.calendar import Week
from pmgoals.model.goal import Goal, Override
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.model.record import Record
from pmgoals.model.reflection import Priority
from pmgoals.model.theme import Theme
from pmgoals.smart.rules.plan import Overfull, PlanSetting

TODAY = dt.date(2026, 11, 23)
"""The day on which these plans are looked at."""

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


def step(number: int, due: dt.date, **fields: Any) -> Milestone:
    """Return a milestone of a numbered goal."""
    return milestone(due, goal=goal_id(number), **fields)


def keeps(rule: str) -> list[Override]:
    return [Override(rule, "It is meant so")]


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

DAYS = dt.timedelta(days=1)
OVER = theme("Party {x} [/y]", until=TODAY - DAYS)
"""A theme whose horizon is behind."""
ABOVE = goal_id(1)
"""The goal above others in these plans."""
CLOSED: dict[str, Any] = {"state": "closed"}

TWICE = (pushes(1, "sign-ups a week", 400, 520), pushes(2, "Sign-ups a week", 400, 600))
BOTH_WAYS = (pushes(1, "sign-ups", 400, 520), pushes(2, "sign-ups", 400, 200))

COPIED = (pushes(1, "sign-ups", 400, 520), pushes(2, "Sign-ups", 400, 520))
SUMMED = (
    pushes(1, "sign-ups", 400, 520),
    pushes(2, "sign-ups", 100, 300),
    pushes(3, "sign-ups", 90, 220),
)
ONE_BELOW = (numbered(1), numbered(2, parent=ABOVE))
TWO_BELOW = (*ONE_BELOW, numbered(3, parent=ABOVE))

OPEN = step(1, DUE + 9 * DAYS, title="Party {x} [/y]")
LATE = step(1, DUE, depends_on=[OPEN.id])
LATE_TOO = step(2, DUE + 3 * DAYS, depends_on=[OPEN.id], title="Pilot with two accounts")
BACK = msgspec.structs.replace(OPEN, depends_on=[LATE.id])

LONG = {"start": START, "due": dt.date(2027, 9, 30)}
"""A goal of a year, over which quarters there is a look each."""
WAITING = numbered(2, parent=ABOVE, **LONG)
"""Below a long goal, and due with it."""
LEADS = {"resources": "The data lead two days a week, half a designer"}
PAGES = pushes(1, "page views", 10_000, 50_000)

WEEK = Week(2026, 49)
HOURS = Overfull(WEEK, Week(2026, 51), "11 of 8 h", {goal_id(1): 7.0, goal_id(2): 4.0})
SETTINGS = {
    "P8": PlanSetting(today=TODAY, overfull=(HOURS,)),
    "P16": PlanSetting(today=TODAY, overbooked=HOURS),
}
"""What must be known beside the plan, where a rule needs more than the day."""


def setting_of(rule: str) -> PlanSetting:
    return SETTINGS.get(rule, PlanSetting(today=TODAY))


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
        plan_with(theme("Party {x} [/y]"), *goals(1)),
        plan_with(SERVED, numbered(1, theme=SERVED.id, **CLOSED)),
        plan_with(numbered(1, title="Party {x} [/y]"), numbered(2, parent=ABOVE, **CLOSED)),
    ],
    "P4": [plan_of(priority()), plan_of(*goals(1))],
    "P5": [
        plan_with(SERVED, numbered(1, theme=SERVED.id), numbered(2, title="Party {x} [/y]")),
        plan_with(*goals(1)),
        plan_with(*goals(2)),
        plan_with(OVER, *goals(2, theme=OVER.id)),
        plan_with(SERVED, numbered(1, parent=goal_id(2)), numbered(2, theme=SERVED.id, **CLOSED)),
    ],
    "P6": [
        plan_with(*goals(2), *TWICE),
        plan_with(
            *goals(2),
            pushes(1, "onboarding completion", 62, 78),
            pushes(2, "share of new teams that finish setup", 62, 75),
        ),
        plan_with(
            *goals(2),
            pushes(1, "churn", 6, 4),
            pushes(2, "retention", 94, 96),
        ),
    ],
    "P7": [
        plan_with(*goals(2), *BOTH_WAYS),
        plan_with(*goals(2), pushes(1, "churn", 6, 4), pushes(2, "retention", 94, 90)),
    ],
    "P8": [plan_with(*goals(2))],
    "P9": [
        plan_with(*goals(2, **LEADS)),
        plan_with(numbered(1, **LEADS), numbered(2, resources="a data lead")),
    ],
    "P10": [
        plan_with(*ONE_BELOW, *COPIED),
        plan_with(
            numbered(1, title="Raise trials in Spain"),
            numbered(2, title="Trials: raise in Spain", parent=ABOVE),
        ),
    ],
    "P11": [
        plan_with(*TWO_BELOW, *SUMMED),
        plan_with(*TWO_BELOW, SUMMED[0], pushes(2, "sign-ups in Austria", 100, 300), SUMMED[2]),
    ],
    "P12": [
        plan_with(*goals(1), OPEN, LATE),
        plan_with(*goals(2), OPEN, LATE, LATE_TOO),
        plan_with(numbered(1), numbered(2, due=DUE + DAYS), step(1, DUE, depends_on=[goal_id(2)])),
    ],
    "P13": [
        plan_with(*goals(1), BACK, LATE),
        plan_with(*goals(1), msgspec.structs.replace(OPEN, depends_on=[OPEN.id])),
    ],
    "P14": [
        plan_with(numbered(1), numbered(2, parent=ABOVE, due=DUE + 30 * DAYS)),
        plan_with(numbered(1, review_on=TODAY + 3 * DAYS), numbered(2, parent=ABOVE)),
        plan_with(numbered(1, **LONG), WAITING),
    ],
    "P15": [
        plan_with(*goals(1), PAGES),
        plan_with(*goals(1), msgspec.structs.replace(PAGES, role="proxy")),
    ],
    "P16": [plan_with(*goals(2))],
}
"""For each rule over the plan: plans it speaks up about."""

BY_THEN = [step(2, dt.date(*day)) for day in ((2026, 12, 10), (2027, 2, 9), (2027, 5, 9))]
EARLY = step(2, TODAY + 2 * DAYS)
IN_TIME = step(1, DUE - 9 * DAYS)
LEADING = priority()
UNLIKE = pushes(1, "setup", 9, 6, unit="days"), pushes(2, "setup", 60, 50, unit="%")
HELD = pushes(2, "activation", 40, 40, direction="maintain")

PLAN_QUIET: dict[str, list[Plan]] = {
    "P1": [plan_with(*goals(5)), plan_with(*goals(5), numbered(6, state="paused"))],
    "P2": [plan_with(*goals(3)), plan_with(*goals(2, kind="tactical"))],
    "P3": [
        plan_with(SERVED, numbered(1, theme=SERVED.id, state="paused")),
        plan_with(SERVED, numbered(1, theme=SERVED.id), numbered(2, parent=ABOVE)),
        plan_with(OVER, numbered(1)),
        plan_with(*ONE_BELOW),
        plan_with(numbered(1), numbered(2, parent=ABOVE, **CLOSED), pushes(1, "churn", 6, 4)),
        plan_with(numbered(1), numbered(2, parent=ABOVE, **CLOSED), step(1, DUE)),
    ],
    "P4": [plan_with(priority(), *goals(1)), plan_of(*goals(2, state="paused"))],
    "P5": [
        plan_with(numbered(1, no_theme_reason="for joy")),
        plan_with(SERVED, numbered(1, theme=SERVED.id), numbered(2, parent=ABOVE)),
        plan_with(SERVED, numbered(1, theme=SERVED.id), numbered(2, overrides=keeps("R1"))),
        plan_with(OVER, numbered(1, theme=OVER.id, **CLOSED)),
        plan_with(LEADING, numbered(1, priority=LEADING.id)),
    ],
    "P6": [
        plan_with(*goals(2), pushes(1, "activation", 31, 40), pushes(2, "retention", 31, 40)),
        plan_with(*goals(1), pushes(1, "activation", 31, 40), pushes(1, "activation", 31, 40)),
        plan_with(*goals(2), TWICE[0], pushes(2, "sign-ups a week", 400, 390, role="guardrail")),
        plan_with(*goals(2), pushes(1, "activation", 31, 40), HELD),
        plan_with(*goals(2), pushes(1, "…", 31, 40), pushes(2, "—", 31, 40)),
        plan_with(*goals(2), pushes(1, "", 31, 40), pushes(2, "", 31, 40)),
        plan_with(*goals(2), *BOTH_WAYS),
        plan_with(numbered(1), numbered(2, **CLOSED), *TWICE),
        plan_with(numbered(1), numbered(2, state="paused"), *TWICE),
        plan_with(*ONE_BELOW, *TWICE),
        plan_with(*TWO_BELOW, *SUMMED),
        plan_with(
            *goals(2), pushes(1, "setup", 9, 6, unit="days"), pushes(2, "setup", 60, 50, unit="%")
        ),
    ],
    "P7": [
        plan_with(*goals(2), *TWICE),
        plan_with(numbered(1), numbered(2, **CLOSED), *BOTH_WAYS),
        plan_with(*ONE_BELOW, *BOTH_WAYS),
        plan_with(*goals(2), pushes(1, "churn", 6, 4), pushes(2, "retention", 94, 96)),
        plan_with(*goals(2), pushes(1, "churn", 6, 4), pushes(2, "sign-ups", 90, 120)),
    ],
    "P9": [
        plan_with(numbered(1, **LEADS), numbered(2, resources="nobody")),
        plan_with(*goals(2, resources="the team, my own time")),
        plan_with(
            numbered(1, **LEADS),
            numbered(2, **LEADS, promised_elsewhere="The lead and the designer: pricing first"),
        ),
        plan_with(numbered(1, **LEADS), numbered(2, **LEADS, state="paused")),
        plan_with(numbered(1, **LEADS), numbered(2, **LEADS, start=DUE + DAYS, due=None)),
    ],
    "P10": [
        plan_with(*ONE_BELOW, COPIED[0], pushes(2, "sign-ups", 100, 160)),
        plan_with(*ONE_BELOW, COPIED[0], pushes(2, "trials", 400, 520)),
        plan_with(*goals(2), *COPIED),
        plan_with(numbered(1, **CLOSED), numbered(2, parent=ABOVE), *COPIED),
        plan_with(numbered(1), numbered(2, parent=ABOVE, overrides=keeps("R2")), *COPIED),
    ],
    "P11": [
        plan_with(*TWO_BELOW, *SUMMED[:2], pushes(3, "sign-ups", 90, 120)),
        plan_with(*TWO_BELOW, *SUMMED[:2], pushes(3, "churn", 6, 4)),
        plan_with(*TWO_BELOW, *(msgspec.structs.replace(m, unit="%") for m in SUMMED)),
        plan_with(*ONE_BELOW, *SUMMED[:2]),
        plan_with(*TWO_BELOW, numbered(4, parent=ABOVE), *SUMMED, pushes(4, "churn", 6, 4)),
    ],
    "P12": [
        plan_with(*goals(1), step(1, DUE, depends_on=[IN_TIME.id]), IN_TIME),
        plan_with(*goals(1), msgspec.structs.replace(OPEN, done_on=TODAY), LATE),
        plan_with(numbered(1, **CLOSED), OPEN, LATE),
    ],
    "P13": [
        plan_with(*goals(1), OPEN, LATE),
        plan_with(*goals(1), msgspec.structs.replace(BACK, done_on=TODAY), LATE),
        plan_with(numbered(1, **CLOSED), BACK, LATE),
    ],
    "P14": [
        plan_with(*ONE_BELOW),
        plan_with(numbered(1, review_on=DUE), numbered(2, parent=ABOVE)),
        plan_with(numbered(1, review_on=TODAY + 3 * DAYS), numbered(2, parent=ABOVE), EARLY),
        plan_with(numbered(1, **LONG), WAITING, *BY_THEN),
        plan_with(numbered(1, **LONG), WAITING, pushes(2, "activation", 31, 40)),
        plan_with(numbered(1, **LONG), numbered(2, **CLOSED, parent=ABOVE)),
    ],
    "P15": [
        plan_with(*goals(1), msgspec.structs.replace(PAGES, role="leading")),
        plan_with(*goals(1), pushes(1, "page views", 50_000, 10_000)),
        plan_with(numbered(1, overrides=keeps("M6")), PAGES),
        plan_with(numbered(1, **CLOSED), PAGES),
        plan_with(*goals(1), pushes(1, "page views who sign up", 10, 20)),
        plan_with(*goals(1), pushes(1, "activation", 31, 40)),
    ],
}
"""For each rule that reads the plan alone: plans that look alike, and are none of its business."""
