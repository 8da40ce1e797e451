"""ISO weeks and fiscal quarters: the two rulers every date in a plan is laid against."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Literal

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.amounts import shown

FIRST_YEAR = 1970
"""The earliest year a person may write."""
LAST_YEAR = 2200
"""The latest year a person may write."""
# Own names, because strftime speaks the language of the machine's locale.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""English month names, January first."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""English weekday names, Monday first as in `date.weekday`."""
STEPS = {"this": 0, "current": 0, "next": 1, "last": -1, "previous": -1}
"""How far a word such as `next` moves from the period that holds today."""
FISCAL_YEAR = r"(?:fy ?(?:[0-9]{4}|[0-9]{2})|[0-9]{4})"
"""Pattern of a fiscal year in lower case: `fy26`, `fy 2026`, `2026`."""
QUARTER = (
    rf"(?:(?P<before>{FISCAL_YEAR})[ -]?)?q(?P<number>[0-9])"
    rf"(?:(?:[ -]|(?=fy))(?P<after>{FISCAL_YEAR}))?"
)
"""Pattern of a written quarter in lower case: `q4`, `fy26 q4`, `q4 2026`."""

WeekStart = Literal["mon", "sun", "sat"]
"""Day with which a week begins where it is shown."""

_AFTER_MONDAY = {"mon": 0, "sun": 6, "sat": 5}
_WEEK_MEND = "Write a week like 2026-W47."
_QUARTER_MEND = "Write a quarter like FY26 Q4, 2026-Q4, Q4 or next quarter."
_LONGEST = 80


class Week(msgspec.Struct, frozen=True, order=True):
    """One ISO 8601 week, Monday to Sunday; it belongs to the year and quarter of its Thursday."""

    year: int
    """The ISO year, which can differ from the calendar year around New Year."""
    number: int
    """1 to 52, or 53 in long years."""

    @classmethod
    def of(cls, day: date) -> Week:
        """Return the week that holds this day."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read `2026-W47`; raises BadInput for anything else and for weeks a year lacks."""
        found = _pattern(r"([0-9]{4})-?w([0-9]{1,2})").fullmatch(text.strip()[:_LONGEST].lower())
        if not found:
            raise BadInput(f"{shown(text)} is not a week.", _WEEK_MEND)
        year, number = checked_year(int(found[1])), int(found[2])
        if not 1 <= number <= weeks_in(year):
            what = f"{year} has {weeks_in(year)} weeks, so there is no W{number:02d}."
            raise BadInput(what, _WEEK_MEND)
        return cls(year, number)

    @property
    def monday(self) -> date:
        """The first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def thursday(self) -> date:
        """The day that decides which year and quarter the week belongs to."""
        return date.fromisocalendar(self.year, self.number, 4)

    @property
    def sunday(self) -> date:
        """The last day."""
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def label(self) -> str:
        """The short name, `W47`."""
        return f"W{self.number:02d}"

    def plus(self, n: int) -> Week:
        """Return the week `n` weeks later; a negative `n` goes back."""
        return Week.of(self.thursday + timedelta(weeks=n))

    def __sub__(self, other: Week) -> int:
        return (self.monday - other.monday).days // 7

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.label}"


class Quarter(msgspec.Struct, frozen=True, order=True):
    """Three months of a fiscal year; made by `FiscalCalendar`, which knows where they fall."""

    year: int
    """The name of the fiscal year in full, 2026 for FY26."""
    number: int
    """1 to 4."""
    start: date
    """The first day."""
    end: date
    """The last day, inclusive."""

    @property
    def days(self) -> int:
        """How many days it has, 89 to 92."""
        return (self.end - self.start).days + 1

    def weeks(self) -> list[Week]:
        """Return the 12 to 14 weeks whose Thursday lies inside, in order."""
        first, last = Week.of(self.start), Week.of(self.end)
        span = (first.plus(n) for n in range(last - first + 1))
        return [week for week in span if self.start <= week.thursday <= self.end]

    def week_number(self, day: date) -> int:
        """Return which week of the quarter holds this day, 1-based.

        Days before the first week count as week 1 and days after the last as the last, so that
        the edge days whose week belongs to the neighbouring quarter still have a number.
        """
        weeks = self.weeks()
        return min(max(Week.of(day) - weeks[0] + 1, 1), len(weeks))

    def __str__(self) -> str:
        # Two digits are read back as 20xx; other centuries keep all four.
        year = f"{self.year % 100:02d}" if self.year // 100 == 20 else f"{self.year:04d}"
        return f"FY{year} Q{self.number}"


LONGEST_QUARTER = 92
"""Days of the longest quarter."""


class FiscalCalendar(msgspec.Struct, frozen=True):
    """Where the person's company cuts its year. Pure arithmetic, good for years 2 to 9998."""

    start_month: int = 1
    """The month in which the fiscal year starts, 1 to 12."""
    label: Literal["end", "start"] = "end"
    """Whether a fiscal year is named by the calendar year in which it ends or starts."""

    def __post_init__(self) -> None:
        if not 1 <= self.start_month <= 12:
            raise ValueError(f"start_month must be 1 to 12, not {self.start_month}")

    def quarter_of(self, day: date) -> Quarter:
        """Return the quarter that holds this day."""
        months = (day.month - self.start_month) % 12
        began = day.year - (day.month < self.start_month)
        return self.quarter(began + self._name_offset, months // 3 + 1)

    def quarter_of_week(self, week: Week) -> Quarter:
        """Return the quarter that holds the week's Thursday."""
        return self.quarter_of(week.thursday)

    def quarter(self, year: int, number: int) -> Quarter:
        """Return quarter 1 to 4 of the fiscal year of that name; BadInput for other numbers."""
        if not 1 <= number <= 4:
            raise BadInput(f"There is no Q{number}; a year has Q1 to Q4.", _QUARTER_MEND)
        first = self._month(year, 3 * number - 3)
        return Quarter(year, number, first, self._month(year, 3 * number) - timedelta(days=1))

    def next(self, quarter: Quarter) -> Quarter:
        """Return the quarter after this one."""
        return self.quarter_of(quarter.end + timedelta(days=1))

    def previous(self, quarter: Quarter) -> Quarter:
        """Return the quarter before this one."""
        return self.quarter_of(quarter.start - timedelta(days=1))

    def plus(self, quarter: Quarter, n: int) -> Quarter:
        """Return the quarter `n` quarters later; a negative `n` goes back."""
        years, number = divmod(quarter.number - 1 + n, 4)
        return self.quarter(quarter.year + years, number + 1)

    def distance(self, one: Quarter, other: Quarter) -> int:
        """Return how many quarters `other` is later than `one`; negative when it is earlier."""
        return 4 * (other.year - one.year) + other.number - one.number

    def quarters_between(self, start_day: date, end_day: date) -> list[Quarter]:
        """Return every quarter with a day in the range, both ends included; empty if reversed."""
        quarters: list[Quarter] = []
        day = start_day
        while day <= end_day:
            quarters.append(self.quarter_of(day))
            day = quarters[-1].end + timedelta(days=1)
        return quarters

    def year_end(self, day: date) -> date:
        """Return the last day of the fiscal year that holds this day."""
        return self.quarter(self.quarter_of(day).year, 4).end

    def half(self, year: int, number: int) -> tuple[date, date]:
        """Return the first and last day of half 1 or 2 of the fiscal year of that name."""
        if number not in (1, 2):
            raise BadInput(f"There is no H{number}; a year has H1 and H2.", "Write H1 or H2.")
        return self.quarter(year, 2 * number - 1).start, self.quarter(year, 2 * number).end

    def half_of(self, day: date) -> tuple[int, int]:
        """Return the name of the fiscal year that holds this day, and its half, 1 or 2."""
        quarter = self.quarter_of(day)
        return quarter.year, 1 + (quarter.number > 2)

    def name_of(self, first: date, last: date) -> str:
        """Return `FY26 Q4`, `FY26 H2` or `FY26` for such a stretch, else its first and last day."""
        quarter = self.quarter_of(first)
        if (quarter.start, quarter.end) == (first, last):
            return str(quarter)
        year, half = self.half_of(first)
        name = str(quarter).partition(" ")[0]
        if self.half(year, half) == (first, last):
            return f"{name} H{half}"
        if (self.quarter(year, 1).start, self.quarter(year, 4).end) == (first, last):
            return name
        return f"{say_date(first)} to {say_date(last)}"

    def parse_quarter(self, text: str, today: date) -> Quarter:
        """Read `FY26 Q4`, `2026-Q4`, `Q4 2026`, `Q4` or `next quarter`; BadInput otherwise.

        A year is the name of a fiscal year, with or without FY. `Q4` alone is the next one that
        is not yet over on `today`.
        """
        words = " ".join(text[: _LONGEST + 1].lower().split())
        if found := _pattern(QUARTER).fullmatch(words):
            year, number = found["before"] or found["after"], int(found["number"])
            if year and not (found["before"] and found["after"]):
                return self.quarter(year_from(year), number)
            if not year:
                return self._coming(number, today)
        step, _, unit = words.partition(" ")
        if unit == "quarter" and step in STEPS:
            here = self.quarter_of(today)
            return (self.previous(here), here, self.next(here))[STEPS[step] + 1]
        raise BadInput(f"{shown(text)} is not a quarter.", _QUARTER_MEND)

    def _coming(self, number: int, today: date) -> Quarter:
        """Return the next quarter of that number that ends today or later."""
        here = self.quarter_of(today)
        return self.quarter(here.year + (number < here.number), number)

    @property
    def _name_offset(self) -> int:
        """How many years the name of a fiscal year is ahead of the year in which it starts."""
        return int(self.label == "end" and self.start_month > 1)

    def _month(self, year: int, months: int) -> date:
        """Return the first day of the fiscal year's month, counted from 0; 12 is the next year."""
        years, month = divmod(self.start_month - 1 + months, 12)
        return date(year - self._name_offset + years, month + 1, 1)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile on first use: most runs read no dates."""
    return re.compile(pattern)


def week_start(day: date, start: WeekStart) -> date:
    """Return the day with which the shown week around a day begins: that day or one of six before.

    Only what is shown moves: a week's number, and what belongs to it, stay those of ISO 8601.
    """
    return day - timedelta(days=(day.weekday() - _AFTER_MONDAY[start]) % 7)


def weeks_in(year: int) -> int:
    """Return how many ISO weeks a year has, 52 or 53; 28 December always lies in the last."""
    return date(year, 12, 28).isocalendar().week


def checked_year(year: int) -> int:
    """Return the year if a person may write it; raises BadInput outside 1970 to 2200."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        what = f"The year {year} is outside {FIRST_YEAR} to {LAST_YEAR}."
        raise BadInput(what, "Write a year a career can reach, such as 2027.")
    return year


def year_from(words: str) -> int:
    """Return the year in `fy26`, `FY 2026`, `26` or `2026`; two digits mean 20xx."""
    digits = words.lower().removeprefix("fy").strip(" '")
    return checked_year(int(digits) + (2000 if len(digits) == 2 else 0))


def say_date(day: date) -> str:
    """Return `21 Nov 2026`, in English on every machine."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year:04d}"


def say_short_date(day: date) -> str:
    """Return `21 Nov`, where the year is plain."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def say_span(span: timedelta) -> str:
    """Return a length of time as `1 day`, `10 days` or `13 weeks`."""
    if span.days % 7 == 0 and span.days >= 14:
        return f"{span.days // 7} weeks"
    return "1 day" if span.days == 1 else f"{span.days} days"


def say_weekday(day: date) -> str:
    """Return `Sat 21 Nov 2026`, in English on every machine."""
    return f"{WEEKDAYS[day.weekday()][:3]} {say_date(day)}"
