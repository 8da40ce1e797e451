"""Working days: Monday to Friday, less leave and holidays."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from itertools import accumulate

import msgspec

from pmgoals.model.calendar import FIRST_YEAR, LAST_YEAR, Week

WORKING = 5
"""Working days of a week without leave and holidays."""

YEARLY = re.compile(r"([0-9]{2})-([0-9]{2})")
"""Pattern of a day of every year: `12-25`."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LEAP_YEAR = 2000


class DayOff(msgspec.Struct, frozen=True, order=True):
    """A stretch of days off: one leave, or one holiday."""

    first: date
    """The first day; of a holiday of every year, that day in the year 2000."""
    last: date
    """The last day, inclusive."""
    yearly: bool = False
    """Whether it comes round every year; 29 February then only in leap years."""

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        if self.yearly:
            return (day.month, day.day) == (self.first.month, self.first.day)
        return self.first <= day <= self.last


class Workdays(msgspec.Struct, frozen=True):
    """Which days are worked."""

    off: tuple[DayOff, ...] = ()
    """Leave and holidays, in any order; they may overlap."""

    def is_off(self, day: date) -> bool:
        """Tell whether a day is leave or a holiday; the days of a weekend are not asked."""
        return any(off.holds(day) for off in self.off)

    def days_off(self, first: date, last: date) -> set[date]:
        """Return the Mondays to Fridays off in a stretch, both ends included."""
        return {day for off in self.off for day in _days(off, first, last)}

    def between(self, first: date, last: date) -> int:
        """Return the working days of a stretch, both ends included; 0 when it is reversed."""
        if last < first:
            return 0
        return weekdays(first, last) - len(self.days_off(first, last))

    def days_in(self, week: Week) -> int:
        """Return the working days of a week, 0 to 5."""
        return self.between(week.monday, week.sunday)

    def is_leave(self, week: Week) -> bool:
        """Tell whether a week has no working day."""
        return not self.days_in(week)

    def counted(self, first: date, last: date) -> Counted:
        """Return what counts the working days of stretches that begin and end in a stretch."""
        return Counted(first, last, self.days_off(first, last))


class Counted:
    """The working days of a stretch, counted once so that parts of it cost nothing."""

    def __init__(self, first: date, last: date, off: Collection[date]) -> None:
        self._first = first
        days = (last - first).days + 1
        worked = (
            first + timedelta(n) not in off and (first + timedelta(n)).weekday() < WORKING
            for n in range(days)
        )
        self._before = [0, *accumulate(worked)]

    def between(self, first: date, last: date) -> int:
        """Return the working days of a stretch inside, both ends included; 0 when reversed."""
        begin = max(0, (first - self._first).days)
        end = min(len(self._before) - 1, (last - self._first).days + 1)
        return max(0, self._before[end] - self._before[begin]) if end > begin else 0


def weekdays(first: date, last: date) -> int:
    """Return the Mondays to Fridays of a stretch, both ends included."""
    return _weekdays_before(last + timedelta(days=1)) - _weekdays_before(first)


def _weekdays_before(day: date) -> int:
    """Return how many Mondays to Fridays lie before a day, counted from the first of year 1."""
    weeks, rest = divmod(day.toordinal() - 1, 7)  # that day was a Monday
    return weeks * WORKING + min(rest, WORKING)


def _days(off: DayOff, first: date, last: date) -> list[date]:
    """Return the days off that fall on Monday to Friday in a stretch."""
    if off.yearly:
        years = range(first.year, last.year + 1)
        days = [day for year in years if (day := _in_year(off.first, year)) is not None]
        return [day for day in days if first <= day <= last and day.weekday() < WORKING]
    start, end = max(first, off.first), min(last, off.last)
    span = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return [day for day in span if day.weekday() < WORKING]


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return None


def parse_off(text: str, *, yearly: bool = False) -> DayOff:
    """Read `2026-12-24..2027-01-02` or `2026-12-24`; with `yearly` also `12-25` for every year.

    ValueError for anything else, for days there are not, and for years outside 1970 to 2200.
    """
    first, dots, last = (part.strip() for part in text.partition(".."))
    if yearly and not dots and (found := YEARLY.fullmatch(first)):
        day = date(_LEAP_YEAR, int(found[1]), int(found[2]))
        return DayOff(day, day, yearly=True)
    start, end = (_day(part) for part in (first, last if dots else first))
    if not FIRST_YEAR <= start.year <= end.year <= LAST_YEAR or end < start:
        raise ValueError(text)
    return DayOff(start, end)


def _day(text: str) -> date:
    # The pattern keeps out the other spellings that `fromisoformat` takes, such as 20261224.
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)
