"""Milestones: the dated steps of a goal."""

from __future__ import annotations

import datetime as dt

from pmgoals.model.record import Brought, need_above_0, need_amount, need_day


class Milestone(Brought, frozen=True, kw_only=True, omit_defaults=True):
    """A dated, weighted step of a goal inside one quarter."""

    goal: str
    """Id of the goal."""
    title: str
    """What will be there."""
    due: dt.date
    """The day it is due; its quarter follows from it."""
    original_due: dt.date | None = None
    """The first day promised, when it has moved since."""
    weight: float = 1.0
    """Its share in the goal's milestones, above 0."""
    effort: float | None = None
    """Hours of work expected, above 0."""
    deliverable: str = ""
    """What can be shown when it is done."""
    target: float | None = None
    """Where the goal's first measure should stand by then, in its unit."""
    depends_on: list[str] = []
    """Ids of milestones or goals that come first."""
    done_on: dt.date | None = None
    """The day it was done; None while open."""

    def __post_init__(self) -> None:
        need_day("due", self.due)
        need_day("original_due", self.original_due)
        need_day("done_on", self.done_on)
        need_above_0("weight", self.weight)
        need_above_0("effort", self.effort)
        need_amount("target", self.target)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None

    def is_late(self, today: dt.date) -> bool:
        """Tell whether it is open and its day is over."""
        return self.is_open and self.due < today
