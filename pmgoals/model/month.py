"""Calendar months: the period of a monthly alignment."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.amounts import shown
from pmgoals.model.calendar import MONTHS, STEPS, Week, checked_year, year_from

_MEND = "Write a month like November 2026, 2026-11 or last month."
_LONGEST = 40


class Month(msgspec.Struct, frozen=True, order=True):
    """One calendar month."""

    year: int
    """The calendar year."""
    number: int
    """1 to 12."""

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month that holds this day."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str, today: date) -> Month:
        """Read `2026-11`, `November 2026`, `Nov` or `last month`; BadInput otherwise.

        A name alone is the latest such month that has begun on `today`.
        """
        words = " ".join(text[: _LONGEST + 1].lower().split())
        step, _, unit = words.partition(" ")
        if unit == "month" and step in STEPS:
            return cls.of(today).plus(STEPS[step])
        if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})", words):
            return cls._checked(int(found[1]), int(found[2]), text)
        if found := re.fullmatch(r"([a-z]{3,9})\.?(?: ([0-9]{4}|[0-9]{2}))?", words):
            for number, name in enumerate(MONTHS, 1):
                if name.lower().startswith(found[1]):
                    now = cls.of(today)
                    latest = now.year - (number > now.number)
                    return cls(year_from(found[2]) if found[2] else latest, number)
        raise BadInput(f"{shown(text)} is not a month.", _MEND)

    @classmethod
    def _checked(cls, year: int, number: int, text: str) -> Month:
        if not 1 <= number <= 12:
            raise BadInput(f"{shown(text)} is not a month.", _MEND)
        return cls(checked_year(year), number)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def label(self) -> str:
        """The name in words, `November 2026`."""
        return f"{MONTHS[self.number - 1]} {self.year}"

    def plus(self, n: int) -> Month:
        """Return the month `n` months later; a negative `n` goes back."""
        years, month = divmod(self.number - 1 + n, 12)
        return Month(self.year + years, month + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def weeks_within(first: date, last: date) -> list[Week]:
    """Return the weeks whose Thursday lies in a stretch of days, both ends included, in order."""
    week, found = Week.of(first), []
    while week.thursday <= last:
        if week.thursday >= first:
            found.append(week)
        week = Week.of(week.thursday + timedelta(weeks=1))
    return found
