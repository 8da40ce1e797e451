"""Check-ins: one week's word on one goal."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pmgoals.model.record import Record, need_day, need_week

Rehearsed = Literal["did", "missed", "no cue"]
"""Of an if-then plan: the cue came and it was done, it came and it was not, or it did not come."""


class Checkin(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One week's word on one goal; its readings are kept as readings."""

    goal: str
    """Id of the goal."""
    week: str
    """ISO week, such as `2026-W47`."""
    on: dt.date
    """The day it was written."""
    confidence: int | None = None
    """Belief that the goal will be met, 1-10."""
    note: str = ""
    """One line why."""
    blocker: str = ""
    """Kind of what is stuck, such as `dependency`; empty when nothing is."""
    next_action: str = ""
    """The next step."""
    late: bool = False
    """True when written after its week was over."""
    rehearsed: dict[str, Rehearsed] = {}
    """What became of the goal's if-then plans in the week, by their ids."""
    obstacle: str = ""
    """The obstacle foreseen that happened in the week, in its words; empty when it did not."""

    def __post_init__(self) -> None:
        need_week(self.week)
        need_day("on", self.on)
