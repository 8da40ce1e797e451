"""The learning log."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pmgoals.model.record import Brought, Record, need_day

Recalled = Literal["used", "not yet", "let go"]
"""What became of a takeaway when it was asked for."""

RECALL_WEEKS = (1, 4, 12)
"""Weeks after which a takeaway is recalled: spacing that grows (Cepeda and others 2008)."""

ReadingState = Literal["planned", "doing", "done"]
"""Where something on the reading list stands."""


class LearningActivity(Brought, frozen=True, kw_only=True, omit_defaults=True):
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
    evidence: str | None = None
    """Id of the evidence that its use became."""
    recalls: dict[str, Recalled] = {}
    """What was said of it later, by the weeks it was asked after: `1`, `4` or `12`."""

    def __post_init__(self) -> None:
        need_day("on", self.on)


class ReadingItem(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something on the reading list: to be learned from, being worked through, or done."""

    title: str
    """What it is."""
    kind: str = "book"
    """Kind of learning, such as `course`."""
    state: ReadingState = "planned"
    """Where it stands."""
    competency: str = ""
    """Key of the competency it serves."""
    goal: str | None = None
    """Id of the goal it serves."""
    link: str = ""
    """Where it can be found."""
    why: str = ""
    """What it is to be good for."""
    minutes: int = 0
    """Time it will take, in minutes, 0 when unknown."""
    on: dt.date
    """The day it was put on the list."""
    started_on: dt.date | None = None
    """The day it was begun; None before."""
    done_on: dt.date | None = None
    """The day it was done; None before."""
    activity: str | None = None
    """Id of the learning activity that it became."""

    def __post_init__(self) -> None:
        for name in ("on", "started_on", "done_on"):
            need_day(name, getattr(self, name))
