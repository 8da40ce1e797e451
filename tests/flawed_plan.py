"""The demo plan with flaws put into it, one of each kind, that hold of nothing else in it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.model.theme import Theme
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner
from pmgoals.settings import Settings
from pmgoals.storage.store import Transaction

DAY = dt.date(2026, 11, 2)
"""A Monday, ISO week 45."""
ROOMY = Settings(weekly_hours=24)
"""Hours into which the demo plan fits, so that only what is put in stands out."""
FULL = dt.date(2026, 11, 19)
"""The day on which too much falls due."""

FLAWS = {
    "redundancy": "P6",
    "conflict": "P7",
    "gap": "P3",
    "circle": "P13",
    "weeks": "P8",
    "scorecard": "P11",
}
"""What is put in, and the rule that finds it."""


def sound(planner: Planner) -> None:
    """Make the demo plan."""
    make_demo(planner, seed=7)


def seed(planner: Planner) -> None:
    """Make the demo plan and put the flaws in; some no service would write, but a file may hold."""
    sound(planner)
    with planner.change("put flaws in") as tx:
        _same_metric(tx)
        _both_ways(tx)
        _circle(tx)
        _full_november(tx)
        _scorecard(tx, planner)
        tx.add(Theme, title="A partner channel that sells without us", kind="company")


def goal_like(tx: Transaction, words: str) -> Goal:
    """Return the goal whose title holds words."""
    return next(goal for goal in tx.plan.goals.values() if words in goal.title)


def _result(tx: Transaction, goal: Goal, name: str, **numbers: Any) -> None:
    way = "increase" if numbers["target"] > numbers["baseline"] else "decrease"
    tx.add(Measure, goal=goal.id, name=name, direction=way, **numbers)


def _same_metric(tx: Transaction) -> None:
    """One pushes `activation of new accounts` already; another does in other words."""
    goal = goal_like(tx, "Team plan")
    name = "share of new accounts that are activated"
    _result(tx, goal, name, baseline=31.0, target=40.0, unit="%")


def _both_ways(tx: Transaction) -> None:
    """What the one keeps, the other loses."""
    cut, learn = goal_like(tx, "double-booked"), goal_like(tx, "Find three ways")
    _result(tx, cut, "churn of small firms", baseline=4.0, target=2.5, unit="%")
    _result(tx, learn, "retention of small firms", baseline=96.0, target=94.0, unit="%")


def _circle(tx: Transaction) -> None:
    goal = goal_like(tx, "Team plan")
    due = goal.due or FULL
    first = tx.add(Milestone, goal=goal.id, title="Discount guide agreed with finance", due=due)
    then = tx.add(
        Milestone, goal=goal.id, title="Finance sees the deals", due=due, depends_on=[first.id]
    )
    tx.change(first, depends_on=[then.id])


def _full_november(tx: Transaction) -> None:
    for words in ("first week", "double-booked", "Find three ways"):
        goal = goal_like(tx, words)
        tx.add(Milestone, goal=goal.id, title=f"Big: {goal.title[:20]}", due=FULL, effort=18.0)


def _scorecard(tx: Transaction, planner: Planner) -> None:
    """A goal above that only adds up two that rest below it."""
    theme = next(iter(tx.plan.themes))
    usual = {"theme": theme, "start": planner.today, "due": dt.date(2027, 3, 31)}
    asked = dict.fromkeys(("promised_elsewhere", "must_ship_first", "shared_system"), "Nothing")
    above = tx.add(
        Goal,
        title="Win 30 regional accounts",
        kind="strategic",
        resources="Nobody",
        **usual,
        **asked,
    )
    _result(tx, above, "regional accounts won", baseline=0.0, target=30.0, unit="accounts")
    for place, target in (("the north", 18.0), ("the south", 12.0)):
        part = tx.add(
            Goal,
            title=f"Win accounts in {place}",
            kind="tactical",
            parent=above.id,
            state="paused",
            **usual,
        )
        name = f"regional accounts won in {place}"
        _result(tx, part, name, baseline=0.0, target=target, unit="accounts")
