"""For each rule: goals it speaks up about, near neighbours it lets pass, and its own mend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec

from pmgoals.smart.sketch import MeasureSketch, MilestoneSketch, Setting, Sketch

TODAY = dt.date(2026, 11, 23)
DUE = dt.date(2027, 6, 30)
SETTING = Setting(today=TODAY, fiscal_year_end=dt.date(2026, 12, 31), hours_available=8)


def metric(**fields: Any) -> MeasureSketch:
    usual = {
        "name": "first-week setup rate",
        "definition": "import done within 7 days",
        "baseline": 48.0,
        "target": 65.0,
        "unit": "%",
    }
    return MeasureSketch(**{**usual, **fields})


def guardrail(**fields: Any) -> MeasureSketch:
    return metric(name="tickets", role="guardrail", baseline=None, target=4.0, **fields)


def step(day: dt.date, title: str = "Guide agreed") -> MilestoneSketch:
    return MilestoneSketch(title=title, due=day)


EARLY = metric(name="invites sent", role="leading", baseline=None, target=30.0)

STRONG = Sketch(
    title="Raise first-week setup",
    why="New teams give up before they see any value",
    start=TODAY,
    due=DUE,
    next_action="Tuesday 9:00: invite five new admins to a call",
    measures=[metric(), EARLY, guardrail()],
    milestones=[step(dt.date(2026, 12, 31)), step(dt.date(2027, 3, 31)), step(DUE)],
    theme="t0000000000001",
    dependencies={"resources": "nobody but me"},
    hours_week=3,
)
"""A goal that no rule has anything to say about."""


def but(**fields: Any) -> Sketch:
    """Return the strong goal with other fields."""
    return msgspec.structs.replace(STRONG, **fields)


def without(*names: str) -> Sketch:
    """Return the strong goal with fields left empty."""
    nothing: dict[str, Any] = {"measures": [], "milestones": [], "dependencies": {}}
    return but(**{name: nothing.get(name, "") for name in names})


def around(**fields: Any) -> Setting:
    return msgspec.structs.replace(SETTING, **fields)


class Case(msgspec.Struct, kw_only=True):
    """What one rule is tried on; a pair brings a setting of its own."""

    fires: list[Any]
    """Goals it speaks up about."""
    near: list[Any]
    """Goals close to those that it lets pass."""
    moot: list[Any] = []
    """Goals with nothing to judge yet; empty for a rule that always judges."""
    mend: Callable[[Sketch], Any]
    """Does what the finding says."""


EIGHTY = "Raise first-week setup from 48 to 65 % for the new teams of the mid-size market"
BUSY = around(other_goals=5)
FULL = around(hours_promised=6.0)

CASES: dict[str, Case] = {
    "S3": Case(
        fires=[but(title="x" * 81), but(title=" ".join("a" * 31))],
        near=[but(title="x" * 80), but(title=" ".join("a" * 30)), but(title=EIGHTY)],
        moot=[but(title="")],
        mend=lambda s: msgspec.structs.replace(s, title="Raise first-week setup"),
    ),
    "M1": Case(
        fires=[
            without("measures"),
            but(measures=[guardrail()]),
            but(measures=[metric(name="", target=None)]),
            but(measures=[], method="okr"),
            but(measures=[], milestones=[], method="learning"),
        ],
        near=[
            but(measures=[metric(name="")]),
            but(measures=[metric(target=None, baseline=None)]),
            but(measures=[], method="learning"),
        ],
        mend=lambda s: msgspec.structs.replace(s, measures=[metric()]),
    ),
    "M2": Case(
        fires=[but(measures=[metric(baseline=None)])],
        near=[but(measures=[metric(baseline=0.0)]), but(measures=[metric(), EARLY])],
        moot=[without("measures"), but(measures=[metric(baseline=None, target=None)])],
        mend=lambda s: but(measures=[metric(baseline=50.0)]),
    ),
    "M3": Case(
        fires=[but(measures=[metric(definition="")])],
        near=[but(measures=[metric(definition="", source="activation report")])],
        moot=[without("measures"), but(measures=[metric(name="", definition="")])],
        mend=lambda s: but(measures=[metric(definition="import done", source="the report")]),
    ),
    "M7": Case(
        fires=[
            but(measures=[metric()]),
            but(measures=[EARLY]),
            but(measures=[metric(role="proxy"), guardrail()]),
        ],
        near=[but(measures=[metric(), EARLY]), but(measures=[metric(role="proxy"), metric()])],
        moot=[without("measures"), but(measures=[guardrail()])],
        mend=lambda s: msgspec.structs.replace(s, measures=[metric(), EARLY]),
    ),
    "M9": Case(
        fires=[but(measures=[metric(target=None), guardrail()])],
        near=[but(measures=[metric(target=None), EARLY]), but(measures=[metric(target=0.0)])],
        moot=[without("measures"), but(measures=[metric(name="", target=None), guardrail()])],
        mend=lambda s: but(measures=[metric(target=None), EARLY]),
    ),
    "M10": Case(
        fires=[but(measures=[metric(target=48.0)]), but(measures=[metric(), metric(target=48.0)])],
        near=[
            but(measures=[metric(target=48.1)]),
            but(measures=[metric(target=31.0)]),
            but(measures=[metric(baseline=None)]),
            but(measures=[metric(), guardrail(low=4.0)]),
        ],
        moot=[without("measures"), but(measures=[metric(target=None)])],
        mend=lambda s: but(measures=[metric(target=50.0)]),
    ),
    "A4": Case(
        fires=[without("dependencies"), but(dependencies={"resources": "", "shared_system": ""})],
        near=[but(dependencies={"resources": "", "shared_system": "the account API"})],
        mend=lambda s: msgspec.structs.replace(s, dependencies={"resources": "nobody but me"}),
    ),
    "A5": Case(
        fires=[
            (but(hours_week=2.5), FULL),
            (but(hours_week=None), BUSY),
            (STRONG, around(other_goals=9, hours_available=0)),
        ],
        near=[
            (but(hours_week=2.0), FULL),
            (but(hours_week=None), around(hours_promised=60.0)),
            (but(hours_week=60.0), around(hours_available=0)),
            (STRONG, around(other_goals=4)),
        ],
        mend=lambda s: (but(hours_week=2.0), around(hours_promised=6.0, other_goals=4)),
    ),
    "R1": Case(
        fires=[but(theme=None)],
        near=[
            but(theme=None, priority="p0000000000001"),
            but(theme=None, parent="g0000000000001"),
            but(theme=None, no_theme_reason="groundwork, agreed with my manager"),
        ],
        mend=lambda s: msgspec.structs.replace(s, no_theme_reason="groundwork"),
    ),
    "R3": Case(
        fires=[but(measures=[metric(), EARLY])],
        near=[but(measures=[guardrail(), metric()])],
        moot=[
            without("measures"),
            but(measures=[metric(baseline=None)]),
            but(measures=[metric(target=None)]),
            but(measures=[guardrail()]),
        ],
        mend=lambda s: msgspec.structs.replace(s, measures=[*s.measures, guardrail()]),
    ),
    "R5": Case(
        fires=[without("why")],
        near=[but(why="Because.")],
        mend=lambda s: msgspec.structs.replace(s, why="New teams give up"),
    ),
    "T1": Case(
        fires=[but(due=None)],
        near=[but(due=TODAY), but(due=dt.date(2001, 1, 1))],
        mend=lambda s: msgspec.structs.replace(s, due=DUE),
    ),
    "T3": Case(
        fires=[
            without("milestones"),
            but(milestones=[step(dt.date(2027, 2, 1))]),
            but(due=TODAY + dt.timedelta(days=93), milestones=[]),
            but(milestones=[step(dt.date(2026, 12, 31)), step(DUE)]),  # 25 weeks without one
        ],
        near=[
            but(due=TODAY + dt.timedelta(days=92), milestones=[]),
            but(milestones=[step(dt.date(2027, 3, 10)), step(dt.date(2027, 3, 31))]),
            but(milestones=[step(dt.date(2027, 3, 31)), step(dt.date(2027, 2, 1))]),
        ],
        moot=[but(due=None), but(due=TODAY), but(due=TODAY - dt.timedelta(days=200))],
        mend=lambda s: msgspec.structs.replace(s, milestones=STRONG.milestones),
    ),
    "T4": Case(
        fires=[
            but(due=TODAY - dt.timedelta(days=1), start=dt.date(2026, 1, 1)),
            but(start=dt.date(2027, 7, 1)),
        ],
        near=[but(due=TODAY), but(start=DUE), but(start=dt.date(2020, 1, 1))],
        moot=[but(due=None)],
        mend=lambda s: msgspec.structs.replace(s, due=dt.date(2027, 7, 2)),
    ),
    "T5": Case(
        fires=[without("next_action")],
        near=[but(next_action="", review_on=TODAY), but(review_on=None)],
        mend=lambda s: msgspec.structs.replace(s, next_action="Invite five admins"),
    ),
    "T6": Case(
        fires=[
            without("milestones"),
            but(milestones=[step(dt.date(2027, 1, 1))]),
            but(start=dt.date(2026, 12, 31), milestones=[]),
        ],
        near=[
            but(due=dt.date(2026, 12, 31), milestones=[]),
            but(milestones=[step(dt.date(2026, 12, 31))]),
        ],
        moot=[but(due=None), but(start=dt.date(2027, 1, 1), milestones=[])],
        mend=lambda s: msgspec.structs.replace(s, milestones=[step(dt.date(2026, 12, 18))]),
    ),
    "T7": Case(
        fires=[but(milestones=[step(TODAY), step(DUE + dt.timedelta(days=1), "Slides {x} [/y]")])],
        near=[but(milestones=[step(DUE)]), without("milestones")],
        moot=[but(due=None)],
        mend=lambda s: msgspec.structs.replace(s, milestones=[step(DUE)]),
    ),
}
