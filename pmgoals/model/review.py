"""Reviews: what a period is looked back on with."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from pmgoals.model.goal import Decision
from pmgoals.model.month import Month
from pmgoals.model.record import Instant, Record, need_day, need_period

ReviewKind = Literal["monthly", "quarterly", "annual"]
"""The period a review covers."""


Course = Literal["continue", "update", "start", "stop"]
"""What a monthly alignment decides about a goal, or about something beside the goals."""


class Decided(msgspec.Struct, frozen=True, omit_defaults=True):
    """One decision of a monthly alignment."""

    course: Course
    """Continue, update, start or stop."""
    goal: str = ""
    """Id of the goal it is about; empty for something beside the goals."""
    what: str = ""
    """What exactly, in one line."""
    by: dt.date | None = None
    """The day by which it is done; None when it holds at once."""


class Verdict(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a review says of one goal."""

    goal: str
    """Id of the goal."""
    decision: Decision
    """Close, keep, change, defer or drop."""
    grade: float | None = None
    """Grade, 0.0 to 1.0; None when it was not graded."""
    proposed: float | None = None
    """The grade its numbers proposed, 0.0 to 1.0; None without numbers."""
    uncapped: float | None = None
    """What they proposed before a broken guardrail took its price; None where it took none."""
    original: float | None = None
    """The grade against the targets and the date first committed to; None without numbers."""
    broken: list[str] = []
    """Names of guardrails that stood outside their limits: a hit at a price."""
    reason: str = ""
    """Why the grade is another than the numbers propose."""
    cause: str = ""
    """Kind of root cause, when it fell short."""
    note: str = ""
    """What happened, in one line."""


class Review(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A period looked back on, under way or closed: a verdict for each goal, what was learned."""

    kind: ReviewKind = "quarterly"
    """The period's length."""
    period: str
    """The period's name: `FY26 Q4`, `2026-11` of a month, `FY26` of a year."""
    on: dt.date
    """The day of the review."""
    verdicts: list[Verdict] = []
    """One for each goal that was looked at."""
    answers: dict[str, str] = {}
    """Answers by question key, such as `learned`."""
    decided: list[Decided] = []
    """What a monthly alignment decided."""
    closed: bool = False
    """True when the review was finished."""
    closed_at: Instant | None = None
    """The instant it was finished, UTC; None where that was not kept, or it is under way."""

    def __post_init__(self) -> None:
        need_day("on", self.on)
        if self.kind == "monthly":
            need_period(self.period, lambda text: Month.parse(text, self.on))

    @property
    def label(self) -> str:
        """Its period in words: `November 2026` of a month."""
        return Month.parse(self.period, self.on).label if self.kind == "monthly" else self.period

    @property
    def instant(self) -> dt.datetime:
        """The instant up to which it knows the plan: that of its close, else its day's end."""
        ends = dt.datetime.combine(self.on, dt.time.max, tzinfo=dt.UTC)
        return self.closed_at or ends
