"""The shape of a goal in the demo plan's texts."""

from __future__ import annotations

import msgspec

from pmgoals.model.goal import Commitment, Decision, GoalKind, GoalState, Method
from pmgoals.model.measure import Direction, Role, Told
from pmgoals.model.record import Privacy


class Text(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One piece of the story; a name it does not know is a mistake in the file."""


class MeasureText(Text, frozen=True, kw_only=True):
    """A measure, and how its readings run."""

    name: str
    """The metric."""
    definition: str
    """What counts."""
    source: str
    """Where it is read."""
    unit: str
    """Unit of every value."""
    baseline: float
    """Where it stood at the start."""
    target: float | None = None
    """Where it is to be; None for a guardrail."""
    original_target: float | None = None
    """The first target, when it has moved."""
    direction: Direction = "increase"
    """Which way is better."""
    role: Role = "lagging"
    """What it is for."""
    weight: float = 1.0
    """Its share in the goal's progress."""
    low: float | None = None
    """Lower edge of a guardrail's band."""
    high: float | None = None
    """Upper edge of a guardrail's band."""
    told: Told | None = None
    """How its numbers are told to those who read of its goal; None for as they are."""
    noise: float = 0.0
    """Standard deviation of a reading, in the unit."""
    decimals: int = 0
    """Decimals of a reading."""
    lead: float = 0.0
    """How far it is ahead of the goal's progress, as a share."""
    landing: float | None = None
    """Progress today, when it is not its goal's."""
    path: tuple[tuple[int, float], ...] = ()
    """Weeks ago and shares of today's progress, when they are not its goal's."""
    around: float = 0.0
    """Where a guardrail hovers."""
    spike: int = 0
    """Weeks ago at which a guardrail left its band; 0 for never."""
    corrected: int = 0
    """Weeks ago at which a reading was corrected; 0 for never."""
    corrected_note: str = ""
    """Why it was corrected."""


class IfThenText(Text, frozen=True, kw_only=True):
    """An if-then plan."""

    cue: str
    """The moment."""
    response: str
    """What is done then."""


class MilestoneText(Text, frozen=True, kw_only=True):
    """A milestone: `ago` for one that is due by now, `at` for one still to come."""

    title: str
    """What will be there."""
    key: str = ""
    """Name by which others refer to it, `goal:key` from another goal."""
    ago: int | None = None
    """Weeks before this one, or before the goal's close."""
    at: float = 1.0
    """Place from this week (0) to the deadline (1)."""
    done: bool = False
    """Whether it is done."""
    slip: int = 0
    """Days after its date on which it was done."""
    weight: float = 1.0
    """Its share."""
    effort: float
    """Hours expected."""
    deliverable: str = ""
    """What can be shown."""
    after: tuple[str, ...] = ()
    """What comes first."""


class ChangeText(Text, frozen=True, kw_only=True):
    """A change of a goal that stands in the ledger."""

    field: str
    """due, target or state."""
    ago: int
    """Weeks before this one."""
    reason: str
    """Why."""
    weeks: int = 0
    """How far a date moved out."""
    measure: int = 0
    """Which measure's target moved, from 0."""


class CheckinText(Text, frozen=True, kw_only=True):
    """A check-in."""

    ago: int
    """Weeks before this one, or before the goal's close."""
    confidence: int
    """1-10."""
    note: str
    """One line; `{value}` stands for the first measure's value that week."""
    blocker: str = ""
    """Kind of what is stuck."""
    next: str = ""
    """The next step."""
    late: bool = False
    """Written on the Monday after."""


class GoalText(Text, frozen=True, kw_only=True):
    """A goal with all that hangs on it; the head of `goals.toml` explains its days."""

    key: str
    title: str
    statement: str
    method: Method
    kind: GoalKind
    commitment: Commitment = "committed"
    state: GoalState = "active"
    theme: str
    priority: str = ""
    privacy: Privacy
    quarter: int = 0
    since: int = 0
    until: int = 0
    aligned: bool = False
    stepped: bool = False
    gap: float = 0.0
    landing: float = 0.0
    path: tuple[tuple[int, float], ...] = ()
    why: str
    problem: str
    people: str
    competency: str
    resources: str = ""
    promised_elsewhere: str = ""
    must_ship_first: str = ""
    shared_system: str = ""
    hours_week: float
    obstacle: str = ""
    ethics: str = ""
    next_action: str = ""
    tags: tuple[str, ...] = ()
    grade: float | None = None
    decision: Decision | None = None
    cause: str = ""
    closing_note: str = ""
    measure: tuple[MeasureText, ...] = ()
    if_then: tuple[IfThenText, ...] = ()
    milestone: tuple[MilestoneText, ...] = ()
    change: tuple[ChangeText, ...] = ()
    checkin: tuple[CheckinText, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether it belonged to an earlier quarter."""
        return self.quarter < 0
