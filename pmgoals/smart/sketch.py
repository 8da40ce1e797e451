"""A goal with its fields read: what the critic judges, drafted or committed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import msgspec

from pmgoals.model.calendar import FiscalCalendar
from pmgoals.model.goal import Commitment, Goal, Method
from pmgoals.model.measure import Direction, Role, direction_of
from pmgoals.model.plan import Plan

if TYPE_CHECKING:
    from pmgoals.smart.reading import Wording
else:  # few callers need the goal reader and its word lists
    Wording = Any

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
    hold: bool = False
    """Whether the target is a level to be kept, not one to be reached."""
    id: str = ""
    """Id of the measure; empty before it is kept."""
    row: int | None = None
    """Row of the draft it is typed in; None for its place among the measures, -1 for no row."""

    @property
    def direction(self) -> Direction:
        """The way its numbers point; `reach` when only a target is known."""
        return "maintain" if self.hold else direction_of(self.baseline, self.target)


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
    effort: float | None = None
    """Hours of work expected."""
    deliverable: str = ""
    """What can be shown then."""
    id: str = ""
    """Id of the milestone; empty before it is kept."""


class Sketch(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a goal says, read; what was not said is empty or None."""

    title: str = ""
    """The goal as one says it."""
    named: bool = False
    """Whether the title is a short name beside a sentence of its own."""
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
    wording: Wording | None = None
    """What its first line says, read; None when nobody read it."""
    alone: bool = False
    """Whether it is a sentence and nothing else: what only fields can hold is not missed."""
    commitment: Commitment = "committed"
    """Whether all of it is expected."""
    confidence: int | None = None
    """Latest confidence, 1-10; None before the first check-in."""
    ethics: str = ""
    """The answer to the ethics check."""
    competency: str = ""
    """Key of the competency it develops."""
    kind: str = ""
    """What it balances against other goals, see `GoalKind`; empty when not told."""
    done_before: bool | None = None
    """Whether the person has done such a thing before; None when not told."""
    turns_on: dt.date | None = None
    """The day a learning goal turns into a performance goal."""
    curve: str = "even"
    """How the way is spread over the time, a key of `knowledge.curves`."""

    @property
    def main(self) -> MeasureSketch | None:
        """The first measure that is no guardrail; None when there is none."""
        return next((m for m in self.measures if m.role != "guardrail"), None)

    def row_of(self, measure: MeasureSketch) -> int:
        """Return the row of the draft in which a measure is typed, -1 when in none."""
        if measure.row is not None:
            return measure.row
        return next(at for at, other in enumerate(self.measures) if other is measure)

    @property
    def main_row(self) -> int:
        """The row of the first measure that is no guardrail, or the one it would be typed in."""
        return self.next_row if self.main is None else max(0, self.row_of(self.main))

    @property
    def next_row(self) -> int:
        """The row in which another measure would be typed."""
        return max((self.row_of(measure) for measure in self.measures), default=-1) + 1

    @property
    def measured(self) -> bool:
        """Whether some measure that is no guardrail has a target."""
        return any(m.target is not None for m in self.measures if m.role != "guardrail")


def sentence_sketch(wording: Wording, today: dt.date) -> Sketch:
    """Return a sentence alone as what the critic judges, by the title that it makes."""
    from pmgoals.smart.reading_words import headline  # the goal reader, which few callers need

    seen = wording.reading
    measures = []
    if seen.metric or seen.target is not None:
        hold = seen.direction == "maintain"
        measures.append(
            MeasureSketch(
                name=seen.metric or "",
                baseline=seen.baseline,
                target=seen.target,
                unit=seen.unit or "",
                hold=hold,
            )
        )
    return Sketch(
        title=headline(wording),
        start=today,
        due=seen.deadline,
        measures=measures,
        wording=wording,
        alone=True,
    )


def sketch_of(goal: Goal, plan: Plan, calendar: FiscalCalendar | None = None) -> Sketch:
    """Return a committed goal as what the critic judges and the sentence is said from.

    With a calendar its title is read too.
    """
    wording = None
    if calendar is not None:
        from pmgoals.smart.reading import parse  # the word lists, which few callers need

        wording = parse(goal.title, goal.start, calendar)
    checkins = plan.checkins_of(goal.id)
    return Sketch(
        title=goal.title,
        named=goal.statement not in ("", goal.title),
        method=goal.method,
        why=goal.why,
        start=goal.start,
        due=goal.due,
        review_on=goal.review_on,
        next_action=goal.next_action,
        measures=_measures(goal, plan),
        milestones=[
            MilestoneSketch(**{key: getattr(m, key) for key in MilestoneSketch.__struct_fields__})
            for m in plan.milestones_of(goal.id)
        ],
        theme=goal.theme,
        priority=goal.priority,
        parent=goal.parent,
        no_theme_reason=goal.no_theme_reason,
        dependencies={key: getattr(goal, key) for key in QUESTIONS},
        hours_week=goal.hours_week,
        wording=wording,
        commitment=goal.commitment,
        confidence=checkins[-1].confidence if checkins else None,
        ethics=goal.ethics,
        competency=goal.competency,
        kind=goal.kind,
        turns_on=goal.turns_on,
    )


def _measures(goal: Goal, plan: Plan) -> list[MeasureSketch]:
    names = set(MeasureSketch.__struct_fields__) - {"hold", "row"}
    return [
        MeasureSketch(
            hold=measure.direction == "maintain",
            **{name: getattr(measure, name) for name in names},
        )
        for measure in plan.measures_of(goal.id)
    ]


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
    quarter_end: dt.date | None = None
    """Last day of the fiscal quarter that holds today."""
    next_quarter_end: dt.date | None = None
    """Last day of the quarter after it."""
    parent_title: str = ""
    """Title of the goal above; empty when there is none."""
    parent_due: dt.date | None = None
    """Deadline of the goal above."""
    theme_title: str = ""
    """Title of the theme it serves."""
    theme_choices: tuple[tuple[str, str], ...] = ()
    """Ids and titles of the themes there are."""
    skill: str = ""
    """Name of the competency the goal serves; empty for none."""
    capability: int | None = None
    """Latest own rating of its competency, 1-10; None when not rated."""
    best_quarter: float | None = None
    """Largest relative change within a quarter among the goals reached so far."""
