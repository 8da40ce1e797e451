"""Goals made by hand, and calendar files read back the way a calendar reads them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from icalendar import Calendar, Event

from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.reports.calendar_file import calendar_file
from pmgoals.services.planner import Planner

START = dt.date(2026, 10, 5)
"""A Monday, the start of a goal unless another is given."""

DUE = dt.date(2027, 6, 30)
"""The deadline of a goal unless another is given."""


def add_goal(planner: Planner, title: str = "Raise setup", **fields: Any) -> Goal:
    with planner.change("added a goal") as tx:
        return tx.add(Goal, **{"title": title, "start": START, "due": DUE} | fields)


def add_step(planner: Planner, goal: Goal, title: str = "Pilot", **fields: Any) -> Milestone:
    with planner.change("added a milestone") as tx:
        due = dt.date(2026, 12, 11)
        return tx.add(Milestone, **{"goal": goal.id, "title": title, "due": due} | fields)


def exported(planner: Planner, *, alarms: bool = True) -> bytes:
    return calendar_file(planner, alarms=alarms).data


def events(planner: Planner, *, alarms: bool = True) -> dict[str, Event]:
    """Return the file's events by UID."""
    calendar = Calendar.from_ical(exported(planner, alarms=alarms))
    found = list(calendar.walk("VEVENT"))
    by_uid = {str(event["uid"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def ritual(planner: Planner, kind: str) -> Event:
    """Return the one event of a ritual."""
    (event,) = (event for uid, event in events(planner).items() if f"-{kind}" in uid)
    return event


def rule(event: Event) -> str:
    return event["rrule"].to_ical().decode()


def skipped(event: Event) -> list[str]:
    """Return the days that a repeated event leaves out."""
    if "exdate" not in event:
        return []
    return [f"{day.dt:%Y-%m-%d %H:%M}" for day in event["exdate"].dts]


def reminders(event: Event) -> list[dt.datetime | dt.timedelta]:
    """Return how far from its start an event reminds."""
    return [alarm["trigger"].dt for alarm in event.walk("VALARM")]
