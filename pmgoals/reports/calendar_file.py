"""The plan as an iCalendar file (RFC 5545), made so that importing it again updates.

The bytes follow from the plan and its undos, the settings file and the fiscal year: what did not
change reads the same on every day.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

import msgspec
from icalendar import Alarm, Calendar, Event, vText

from pmgoals.inert import inert_lines, one_line
from pmgoals.reports.entry import ALL_DAY, DOMAIN, Entry, Kind, Repeat
from pmgoals.reports.goal_days import goal_entries
from pmgoals.reports.rituals import ritual_entries
from pmgoals.reports.stamps import Stamps

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

PRODID = "-//pmgoals//planner//EN"
"""How the file says who wrote it."""

CATEGORY: dict[Kind, str] = {
    "milestone": "Milestone",
    "deadline": "Deadline",
    "turn": "Target",
    "look": "Review",
    "checkin": "Check-in",
    "alignment": "Alignment",
    "review": "Review",
}
"""The category of each kind of entry, beside `pmgoals`."""

EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""From here SEQUENCE counts seconds: a number that grows with every change, up to 2088."""

LARGEST_SEQUENCE = 2**31 - 1
"""What the integers of iCalendar hold."""


class CalendarFile(msgspec.Struct, frozen=True):
    """A calendar file and what is in it."""

    data: bytes
    """The file: UTF-8, lines of at most 75 octets that end in CRLF."""
    counts: dict[str, int]
    """How many entries there are by kind, and how many are `cancelled`."""


class _Text(vText):
    r"""Text that comes back as it was: the library takes a typed `\N` (C:\New) for a line end."""

    def to_ical(self) -> bytes:
        """Return the text with its escapes (RFC 5545, 3.3.11)."""
        text = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return text.replace("\n", "\\n").encode()


def entries(planner: Planner) -> list[Entry]:
    """Return everything of the plan that stands in a calendar, by day; none without goals."""
    stamps = Stamps(planner)
    found = goal_entries(planner, stamps) + ritual_entries(planner, stamps)
    return sorted(found, key=lambda entry: (entry.start.timetuple()[:5], entry.uid))


def calendar_file(planner: Planner, *, alarms: bool = True) -> CalendarFile:
    """Return the plan as an iCalendar file, with reminders or without.

    Without a goal that is open or ended lately there is nothing in it, and it is no valid file:
    RFC 5545 wants at least one entry.
    """
    found = entries(planner)
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", DOMAIN)
    for entry in found:
        calendar.add_component(_event(entry, alarms=alarms))
    counts = Counter("cancelled" if entry.cancelled else entry.kind for entry in found)
    return CalendarFile(calendar.to_ical(), dict(counts))


def is_ours(head: bytes) -> bool:
    """Tell whether the first bytes of a file are those of a calendar that was written here."""
    lines = head.decode("utf-8", "replace").splitlines()
    return lines[:1] == ["BEGIN:VCALENDAR"] and f"PRODID:{PRODID}" in lines


def _event(entry: Entry, *, alarms: bool) -> Event:
    """Return one entry as a VEVENT."""
    event = Event()
    title, stamp = _Text(one_line(entry.title)), entry.stamp.replace(microsecond=0)
    sequence = int((stamp - EPOCH).total_seconds())
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", min(max(sequence, 0), LARGEST_SEQUENCE))
    event.add("summary", title)
    if entry.more:
        event.add("description", _Text(inert_lines(entry.more)))
    event.add("categories", [DOMAIN, CATEGORY[entry.kind]])
    event.add("class", "PRIVATE" if entry.private else "PUBLIC")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("dtstart", entry.start)
    # An end, because some calendars take a day without one for an instant.
    whole_day = entry.minutes == ALL_DAY
    length = dt.timedelta(days=1) if whole_day else dt.timedelta(minutes=entry.minutes)
    event.add("dtend", entry.start + length)
    event.add("transp", "TRANSPARENT" if whole_day or entry.cancelled else "OPAQUE")
    if entry.repeat is not None:
        _repeat(event, entry.repeat)
    for before in entry.alarms if alarms and not entry.cancelled else []:
        event.add_component(_alarm(title, before))
    return event


def _repeat(event: Event, repeat: Repeat) -> None:
    """Make an event come again."""
    rule = {"FREQ": repeat.every, "BYDAY": repeat.on, "UNTIL": repeat.until}
    event.add("rrule", rule)
    if repeat.skipped:
        event.add("exdate", repeat.skipped)


def _alarm(title: _Text, before: dt.timedelta) -> Alarm:
    """Return a reminder that shows a title; `before` counts from the start."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", before)
    return alarm
