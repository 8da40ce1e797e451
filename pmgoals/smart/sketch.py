"""A goal with its fields read: what the critic judges, drafted or committed."""

from __future__ import annotations

import datetime as dt

import msgspec

from pmgoals.model.goal import Goal, Method
from pmgoals.model.measure import Direction, Role
from pmgoals.model.plan import Plan

QUESTIONS = ("resources", "promised_elsewhere", "must_ship_first", "shared_system")
"""The four dependency questions, by field key."""


class MeasureSketch(msgspec.Struct, frozen=True, kw_only=True):
    """A measure with its numbers read."""

    name: str
    """The metric; may be empty when only numbers were given."""
    definition: str = ""
    """What counts."""
    source: str = ""
    """Where it is read."""
    baseline: float | None = None
    """Where it stands, in `unit`."""
    target: float | None = None
    """Where it is to be, in `unit`."""
    unit: str = ""
    """Unit of both."""
    role: Role = "lagging"
    """What it is for."""
    low: float | None = None
    """Lower edge of a guardrail's band."""
    high: float | None = None
    """Upper edge of a guardrail's band."""

    @property
    def direction(self) -> Direction:
        """The way its numbers point; `reach` when only a target is known."""
        return direction_of(self.baseline, self.target)


class MilestoneSketch(msgspec.Struct, frozen=True, kw_only=True):
    """A milestone with its date read."""

    title: str
    """What will be there."""
    due: dt.date
    """When."""
    target: float | None = None
    """Where the first measure should stand by then."""
    weight: float = 1.0
    """Its share."""


class Sketch(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a goal says, read; what was not said is empty or None."""

    title: str = ""
    """The goal as one says it."""
    method: Method = "smart"
    """How it is framed."""
    why: str = ""
    """Why it matters."""
    start: dt.date
    """First day of work."""
    due: dt.date | None = None
    """Last day."""
    review_on: dt.date | None = None
    """When it is looked at again."""
    next_action: str = ""
    """The next step."""
    measures: list[MeasureSketch] = []
    """The main one first; guardrails among them."""
    milestones: list[MilestoneSketch] = []
    """By date."""
    theme: str | None = None
    """Id of the theme it serves."""
    priority: str | None = None
    """Id of the priority it follows from."""
    parent: str | None = None
    """Id of the goal above it."""
    no_theme_reason: str = ""
    """Why it serves no theme."""
    dependencies: dict[str, str] = {}
    """Answers to the four dependency questions, by field key."""
    hours_week: float | None = None
    """Hours a week it is given."""

    @property
    def main(self) -> MeasureSketch | None:
        """The first measure that is no guardrail; None when there is none."""
        return next((m for m in self.measures if m.role != "guardrail"), None)


def sketch_of(goal: Goal, plan: Plan) -> Sketch:
    """Return a committed goal as what the critic judges and the sentence is said from."""
    names = MeasureSketch.__struct_fields__
    return Sketch(
        title=goal.title,
        method=goal.method,
        why=goal.why,
        start=goal.start,
        due=goal.due,
        review_on=goal.review_on,
        next_action=goal.next_action,
        measures=[
            MeasureSketch(**{name: getattr(measure, name) for name in names})
            for measure in plan.measures_of(goal.id)
        ],
        milestones=[
            MilestoneSketch(title=m.title, due=m.due, target=m.target, weight=m.weight)
            for m in plan.milestones_of(goal.id)
        ],
        theme=goal.theme,
        priority=goal.priority,
        parent=goal.parent,
        no_theme_reason=goal.no_theme_reason,
        dependencies={key: getattr(goal, key) for key in QUESTIONS},
        hours_week=goal.hours_week,
    )


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What the critic must know of the plan around the goal."""

    today: dt.date
    """The person's day."""
    fiscal_year_end: dt.date
    """Last day of the fiscal year that holds today."""
    other_goals: int = 0
    """Active goals beside this one."""
    hours_promised: float = 0.0
    """Hours a week promised to them."""
    hours_available: float = 0.0
    """Hours a week there are for goals; 0 when not told."""
    themes: int = 0
    """Themes in the plan."""


def direction_of(baseline: float | None, target: float | None) -> Direction:
    """Return the way from baseline to target; `reach` when either is not known."""
    if baseline is None or target is None or baseline == target:
        return "reach"
    return "increase" if target > baseline else "decrease"


def band_of(
    role: Role, baseline: float | None, target: float | None
) -> tuple[float | None, float | None]:
    """Return the band of a guardrail, whose target is its limit; open on the good side."""
    if role != "guardrail" or target is None:
        return None, None
    if baseline is None or target >= baseline:
        return None, target
    return target, None
