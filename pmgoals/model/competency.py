"""Skills of the craft: where a person stands on the ladder and how each skill is rated."""

from __future__ import annotations

import datetime as dt

from pmgoals.model.record import Record, need_day


class Assessment(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A dated double rating of one competency, both 1 to 10."""

    competency: str
    """Key of the competency, such as `managing_up`."""
    importance: int
    """How much the role aspired to asks for it, 1-10."""
    capability: int
    """How far it carries today, 1-10."""
    on: dt.date
    """The day of the rating."""
    note: str = ""
    """What the rating rests on."""

    def __post_init__(self) -> None:
        need_day("on", self.on)

    @property
    def gap(self) -> int:
        """Importance minus capability, -9 to 9 (SVPG's coaching assessment)."""
        return self.importance - self.capability


class Profile(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The person's place on the ladder; a plan holds one."""

    level: str = ""
    """Key of today's level, such as `senior_pm`."""
    aspired: str = ""
    """Key of the level worked towards."""
    mark: str = ""
    """What the plan is known by to calendars, once its oldest record was removed for good."""
