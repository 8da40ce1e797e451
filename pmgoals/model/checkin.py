"""Check-ins: one week's word on one goal."""

from __future__ import annotations

import datetime as dt

from pmgoals.model.record import Record


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
