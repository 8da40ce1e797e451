"""What stands in a calendar, before it is written in any format."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

DOMAIN = "pmgoals"
"""What follows the @ in every UID."""

ALL_DAY = 0
"""Minutes of an entry that fills a day and takes no time of it."""

Kind = Literal["milestone", "deadline", "turn", "look", "checkin", "alignment", "review"]
"""What an entry is about; `turn` and `look` are the two other days of a goal."""


class Repeat(msgspec.Struct, frozen=True, kw_only=True):
    """How an entry comes again."""

    every: Literal["WEEKLY", "MONTHLY"]
    """How often."""
    on: str
    """Which day, in iCalendar's words: `FR`, or `-1FR` for the last Friday."""
    until: dt.datetime
    """The last instant at which it may begin, local time."""
    skipped: list[dt.datetime] = []
    """Beginnings that are left out, local time."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a calendar."""

    kind: Kind
    """What it is about."""
    uid: str
    """Its name in every calendar, for ever the same."""
    title: str
    """One line, as the person wrote it."""
    more: str = ""
    """What else there is to know, in lines."""
    start: dt.date | dt.datetime
    """The day; for an entry with a length, the local time at which it begins."""
    minutes: int = ALL_DAY
    """How long it takes, or `ALL_DAY`."""
    repeat: Repeat | None = None
    """How it comes again; None for once."""
    alarms: list[dt.timedelta] = []
    """When it reminds, counted from its start (an all-day entry starts at midnight)."""
    stamp: dt.datetime
    """The instant of the last change of anything it says, UTC."""
    cancelled: bool = False
    """True when it is to disappear from calendars that have it."""
    private: bool = True
    """Whether others who share the calendar should see no more than that there is something."""


def uid(of: str, kind: str) -> str:
    """Return the UID of one thing's entry; `of` is a record's id or a plan's mark."""
    return f"{of}-{kind}@{DOMAIN}"
