"""The learning log."""

from __future__ import annotations

import datetime as dt

from pmgoals.model.record import Record


class LearningActivity(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A course, book, talk, conversation or practice, with the time given to it."""

    title: str
    """What it was."""
    on: dt.date
    """The day."""
    kind: str = "practice"
    """Kind, such as `book` or `mentoring`."""
    minutes: int = 0
    """Time given, in minutes, 0 when unknown."""
    competency: str = ""
    """Key of the competency it serves."""
    goal: str | None = None
    """Id of the goal it serves."""
    takeaway: str = ""
    """What stays from it."""
    link: str = ""
    """Where it can be found."""
    rating: int | None = None
    """Worth the time, 1-5."""
    applied_in: str = ""
    """Where it was used."""
