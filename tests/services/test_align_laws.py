"""Laws of the mends over plans that nobody would write: each settles its own, and is undone."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from plan_cases import TODAY, goal_id, numbered, plan_with, priority, pushes, step, theme
from test_align import each_mend_settles, write

from pmgoals.model.plan import Plan
from pmgoals.services.planner import Planner

NAMES = ("churn", "retention", "sign-ups", "sign-ups in Austria", "page views", "activation")
HELP = ("", "The data lead", "Half a designer, the data lead", "Nobody", "legal: the contract")


def any_plan(seed: int) -> Plan:
    """Return a plan of random goals, themes, measures and milestones, linked at random."""
    draw = random.Random(seed)
    themes = [
        theme(f"Theme {n}", until=draw.choice([None, None, TODAY - dt.timedelta(days=9)]))
        for n in range(draw.randrange(4))
    ]
    count = draw.randrange(1, 9)
    goals = [_goal(n, count, themes, draw) for n in range(1, count + 1)]
    measures = [
        pushes(
            draw.randint(1, count),
            draw.choice(NAMES),
            draw.randrange(1, 9) * 10.0,
            draw.randrange(1, 9) * 10.0 + 5,
            unit=draw.choice(["", "%", "accounts"]),
            role=draw.choice(["lagging", "lagging", "leading", "guardrail"]),
        )
        for _ in range(draw.randrange(9))
    ]
    steps: list[Any] = []
    for number in range(draw.randrange(8)):
        known = [each.id for each in steps] + [goal_id(draw.randint(1, count)), "m-gone"]
        steps.append(
            step(
                draw.randint(1, count),
                TODAY + dt.timedelta(days=draw.randrange(-30, 200)),
                title=f"Step {number}",
                effort=draw.choice([None, 4.0, 20.0]),
                depends_on=draw.sample(known, draw.randrange(2)),
                done_on=draw.choice([None, None, TODAY]),
            )
        )
    left = [priority("One", not_doing=draw.random() < 0.5)]
    return plan_with(*themes, *goals, *measures, *steps, *left)


def _goal(number: int, count: int, themes: list[Any], draw: random.Random) -> Any:
    above = draw.randint(1, count + 3)
    return numbered(
        number,
        title=draw.choice([f"Goal {number}", "Raise sign-ups", "Learn SQL"]),
        theme=draw.choice([None, *(each.id for each in themes), "t-gone"]),
        parent=goal_id(above) if above < number else None,  # never in a circle
        state=draw.choice(["active", "active", "active", "paused", "closed"]),
        kind=draw.choice(["strategic", "tactical", "development"]),
        due=draw.choice([None, TODAY, TODAY + dt.timedelta(days=draw.randrange(-20, 400))]),
        review_on=draw.choice([None, TODAY + dt.timedelta(days=5)]),
        hours_week=draw.choice([None, 2.0, 6.0]),
        resources=draw.choice(HELP),
    )


@pytest.mark.parametrize("seed", range(8))
def test_each_mend_settles_its_finding_in_any_plan(planner: Planner, seed: int) -> None:
    write(planner, any_plan(seed))
    planner.align.look()
    for finding in planner.align.findings():
        assert planner.align.named(finding.key) == finding
        for _ in each_mend_settles(planner, finding):
            planner.align.look()
