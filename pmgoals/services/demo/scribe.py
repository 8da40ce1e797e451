"""Writes the records of the demo plan with the stamps of their days, and knows those days."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any, TypeVar

from pmgoals.model.calendar import FiscalCalendar, Quarter, Week
from pmgoals.model.record import Record

if TYPE_CHECKING:
    from pmgoals.storage.store import Transaction

R = TypeVar("R", bound=Record)

DAY = dt.timedelta(days=1)
FRIDAY = 4
THURSDAY = 3

HOLES = (5, 9)
"""Weeks ago in which nothing was written: an illness and a trip."""

SAT_AFTER = {-2: 2, -1: 45}
"""Days into an earlier quarter after which its reflections and ratings were written."""

SAT_AGO = 12
"""Days ago on which those of the present quarter were written, if it had begun."""

CLOSES_BEFORE = 3
"""Days before the end of a quarter on which its review was held."""


class Scribe:
    """Adds records to an open transaction as if each had been written on its day."""

    def __init__(
        self, tx: Transaction, today: dt.date, calendar: FiscalCalendar, rng: random.Random
    ) -> None:
        self._tx = tx
        self._count = 0
        self.today = today
        """The person's day."""
        self.calendar = calendar
        """The person's fiscal calendar."""
        self.rng = rng
        """The one source of chance."""
        self.week = Week.of(today)
        """The week that holds today."""
        self.holes = {self.week.plus(-back) for back in HOLES}
        """Weeks in which nothing was written."""

    @property
    def count(self) -> int:
        """Records added so far."""
        return self._count

    def add(
        self, kind: type[R], day: dt.date, changed: dt.date | None = None, /, **fields: Any
    ) -> R:
        """Add a record written on a day, and touched last on the day `changed`."""
        self._count += 1
        stamps = {"created": self._instant(day), "updated": self._instant(changed or day)}
        return self._tx.add(kind, zone="UTC", **stamps, **fields)

    def _instant(self, day: dt.date) -> dt.datetime:
        """Return an instant of a day; records of one day keep the order they were added in."""
        # Today's begin at midnight, so that none of them lies ahead of the clock.
        hour = dt.time(16 if day < self.today else 0, tzinfo=dt.UTC)
        return dt.datetime.combine(day, hour) + dt.timedelta(milliseconds=self._count)

    # ---- days ----

    def quarter(self, back: int) -> Quarter:
        """Return the present quarter (0), the last one (-1), the one before (-2) ..."""
        found = self.calendar.quarter_of(self.today)
        for _ in range(-back):
            found = self.calendar.previous(found)
        return found

    def sitting(self, back: int) -> dt.date:
        """Return the day in a quarter on which reflections and ratings were written.

        The first begins the story, the last looks back on most of it.
        """
        start = self.quarter(back).start
        if back:
            return start + SAT_AFTER[back] * DAY
        return max(start, self.today - SAT_AGO * DAY)

    def review_day(self, back: int) -> dt.date:
        """Return the working day of an earlier quarter's review."""
        return workday(self.quarter(back).end - CLOSES_BEFORE * DAY)

    def day(self, ago: int, quarter: int, share: float) -> dt.date:
        """Return the day so many days ago, or at a share (0 to 1) of an earlier quarter."""
        if not quarter:
            return self.today - ago * DAY
        there = self.quarter(quarter)
        return there.start + int(there.days * share) * DAY

    def since(self, weeks: int, *, aligned: bool) -> dt.date:
        """Return the Monday so many weeks ago, or the first day of a quarter before it."""
        monday = self.week.plus(-weeks).monday
        return self.calendar.quarter_of(monday).start if aligned else monday

    def until(self, weeks: int) -> dt.date:
        """Return the end of the first quarter that ends at least so many weeks from now."""
        quarter = self.quarter(0)
        while (quarter.end - self.today).days < 7 * weeks:
            quarter = self.calendar.next(quarter)
        return quarter.end


def workday(day: dt.date) -> dt.date:
    """Return the day, or the Friday before a weekend."""
    return day - max(0, day.weekday() - FRIDAY) * DAY


def weekday(week: Week, number: int) -> dt.date:
    """Return a day of a week, Monday 0."""
    return week.monday + number * DAY
