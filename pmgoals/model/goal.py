"""Goals, their if-then plans and the ledger of their changes."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from pmgoals.model.record import Record, need_above_0, need_day

Method = Literal["smart", "okr", "learning"]
"""SMART for the short and specific, OKR for stretching, learning when the skill is new."""

GoalKind = Literal["strategic", "tactical", "development"]
"""A capability, an immediate result, or personal growth."""

GoalState = Literal["active", "paused", "closed"]
"""Where a goal stands in its life; its health is derived, never stored."""

Commitment = Literal["committed", "aspirational"]
"""Committed goals are expected at 1.0, aspirational ones at about 0.7 (Doerr)."""

Decision = Literal["close", "keep", "change", "defer", "drop"]
"""What a review decides about a goal: it is over, goes on, or ends unfinished."""


class Override(msgspec.Struct, frozen=True, omit_defaults=True):
    """A finding that the person has looked at and keeps, with the reason."""

    rule: str
    """Id of the rule, such as `T1`."""
    reason: str
    """Why it stands."""


class Goal(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A commitment with a method, a horizon and one or more measures."""

    title: str
    """The goal as one says it, short enough to remember."""
    statement: str = ""
    """The person's own sentence; when empty, one is said from the fields."""
    method: Method = "smart"
    """How it is framed."""
    kind: GoalKind = "tactical"
    """What it balances against other goals."""
    state: GoalState = "active"
    """Active, paused or closed."""
    commitment: Commitment = "committed"
    """Whether all of it is expected."""
    start: dt.date
    """First day of work."""
    due: dt.date | None = None
    """Last day; None only by the person's own override."""
    original_due: dt.date | None = None
    """The first deadline committed to, when it has moved since."""
    why: str = ""
    """Why it matters to the person."""
    problem: str = ""
    """The user problem it answers."""
    people: str = ""
    """Products and people involved."""
    priority: str | None = None
    """Id of the priority it follows from."""
    theme: str | None = None
    """Id of the theme it serves."""
    no_theme_reason: str = ""
    """Why it serves no theme."""
    parent: str | None = None
    """Id of the goal above it."""
    weight: float = 1.0
    """Its share among the goals of its theme, above 0."""
    continues: str | None = None
    """Id of the closed goal it carries on with, from the quarter before."""
    competency: str = ""
    """Key of the competency it develops."""
    resources: str = ""
    """Shared resources it needs."""
    promised_elsewhere: str = ""
    """What of them is already promised elsewhere this quarter."""
    must_ship_first: str = ""
    """What another product must ship first."""
    shared_system: str = ""
    """A shared interface or migration in the way."""
    hours_week: float | None = None
    """Hours a week it is given, above 0."""
    obstacle: str = ""
    """The obstacle foreseen."""
    ethics: str = ""
    """The answer to the ethics check."""
    next_action: str = ""
    """The next step anyone could see happen."""
    review_on: dt.date | None = None
    """When it is looked at again."""
    turns_on: dt.date | None = None
    """The day a learning goal turns into a performance goal; None for any other."""
    tags: list[str] = []
    """Own labels."""
    overrides: list[Override] = []
    """Findings kept with a reason."""
    grade: float | None = None
    """Grade at close, 0.0 to 1.0."""
    closed_on: dt.date | None = None
    """The day it was closed."""
    decision: Decision | None = None
    """What the closing review decided."""
    closing_note: str = ""
    """What was learned, in one line."""

    def __post_init__(self) -> None:
        for name in ("start", "due", "original_due", "review_on", "turns_on", "closed_on"):
            need_day(name, getattr(self, name))
        need_above_0("hours_week", self.hours_week)
        need_above_0("weight", self.weight)


class IfThen(Record, frozen=True, kw_only=True, omit_defaults=True):
    """If CUE, then I will RESPONSE: an intention tied to a moment (Gollwitzer & Sheeran 2006)."""

    goal: str
    """Id of the goal."""
    cue: str
    """The moment that calls for it."""
    response: str
    """What is done then."""


class Easing(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An easier promise that is slept over: announced, and made when asked for again."""

    goal: str
    """Id of the goal."""
    field: str
    """What would change, as in the ledger."""
    before: str
    """What it says."""
    after: str
    """What it would say."""
    reason: str = ""
    """Why."""
    on: dt.date
    """The day it was announced."""
    made: bool = False
    """True once the change was made."""

    def __post_init__(self) -> None:
        need_day("on", self.on)


CARRIED_OVER = "carried over"
"""The field of the ledger, and the reason, of what changes because a goal is carried over."""


class LedgerEntry(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One change of a goal's wording, target or date; the original is never lost."""

    goal: str
    """Id of the goal."""
    on: dt.date
    """The day of the change."""
    field: str
    """What changed, such as `due` or `target of onboarding completion`."""
    before: str
    """What it said."""
    after: str
    """What it says now."""
    reason: str = ""
    """Why; an eased target or date needs one."""
    eased: bool = False
    """True when the change makes the goal easier."""

    def __post_init__(self) -> None:
        need_day("on", self.on)
