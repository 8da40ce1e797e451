"""Days as other programs write them: as they stand, or as an instant seen from here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from pmgoals.cells.date_forms import Moment, named
from pmgoals.errors import BadInput
from pmgoals.model.calendar import FIRST_YEAR, LAST_YEAR

Here = Callable[[dt.datetime], dt.date]
"""Returns the day that an instant falls on where the person is."""

_INSTANT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})Z", re.ASCII)


def plain_day(text: str) -> dt.date:
    """Return the day of `2026-11-27`; BadInput for anything else."""
    try:
        if len(text) != 10:
            raise ValueError
        return within(dt.date.fromisoformat(text))
    except ValueError:
        raise BadInput(f"{named(text)} is not a day") from None


def compact_instant(text: str, here: Here) -> dt.date:
    """Return the day of `20261126T230000Z`, seen from here; BadInput for anything else.

    Taskwarrior writes a day as the instant it begins: in Berlin that is the evening before, UTC.
    """
    found = _INSTANT.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        instant = dt.datetime(*map(int, found.groups()), tzinfo=dt.UTC)  # type: ignore[misc,arg-type]
        return within(_seen(instant, here))
    except ValueError:
        raise BadInput(f"{named(text)} is not an instant such as 20261127T101500Z") from None


def day_of(moment: Moment, here: Here) -> dt.date:
    """Return the day that a moment means: as written, or as seen from here where its zone is told.

    Midnight is a day and no instant, in whatever zone it is written.
    """
    if moment.east is None or not moment.seconds:
        return within(moment.day)
    zone = dt.timezone(dt.timedelta(minutes=moment.east)) if abs(moment.east) < 24 * 60 else dt.UTC
    start = dt.datetime.combine(moment.day, dt.time(), zone)
    return within(_seen(start + dt.timedelta(seconds=moment.seconds), here))


def within(day: dt.date) -> dt.date:
    """Return a day within the years of a plan; BadInput for another."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadInput(f"{day} is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _seen(instant: dt.datetime, here: Here) -> dt.date:
    """Return the day of an instant; its own where the platform knows no local time for it."""
    try:
        return here(instant)
    except (OverflowError, OSError, ValueError):
        return instant.date()
