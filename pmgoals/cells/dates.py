"""Dates as tools for metrics export them, read with one column in view.

What a column says as a whole decides what one cell cannot: whether 1/5/2026 has its day or its
month first, and which day an index such as Google Analytics' `Nth day` counts from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from pmgoals.cells.date_forms import (
    LONGEST,
    TWO_NUMBERS,
    Moment,
    Order,
    compact_day,
    found_form,
    moment_of,
    month_end,
    named,
    pattern,
)
from pmgoals.errors import BadInput
from pmgoals.model.amounts import shown
from pmgoals.model.calendar import Week

Cells = Iterable[tuple[int, str]]
"""Line numbers and the texts of one column."""

_INDEXED = re.compile(r"nth (day|week|month)|(day|week|month) index")
_NUMBERED = re.compile(r"(iso )?week( of the year| of year)?( number)?")
_ORDER_MEND = "Say which with --date-order dmy or --date-order mdy."


class Span(NamedTuple):
    """The days a file says it covers."""

    start: date | None = None
    """The first one."""
    end: date | None = None
    """The last one."""


UNKNOWN = Span()
"""Of a file that does not say which days it covers."""


def day_order(cells: Cells, column: str, given: Order | None = None) -> Order:
    """Return whether the day or the month stands first in a column of dates.

    Any day above 12 decides, and dots mean the day first. BadInput when nothing decides, or when
    the column is written both ways; `given` decides without a look.
    """
    if given:
        return given
    says: dict[Order, tuple[int, str]] = {}
    unclear: tuple[int, str] | None = None
    for line, text in cells:
        found = pattern(TWO_NUMBERS).fullmatch(text.lower()[: LONGEST + 1])
        if not found:
            continue
        first, second = int(found["first"]), int(found["second"])
        if first > 12 >= second:
            says.setdefault("dmy", (line, text))
        elif second > 12 >= first:
            says.setdefault("mdy", (line, text))
        elif first != second and found["mark"] != "." and unclear is None:
            unclear = line, text
    if len(says) == 2:
        (one, text), (two, other) = says["dmy"], says["mdy"]
        raise BadInput(
            f"The dates of {named(column)} are written in two ways: {shown(text)} (line {one}) has "
            f"the day first, {shown(other)} (line {two}) the month. Nothing was changed.",
            f"Write them one way in the file. {_ORDER_MEND}",
        )
    if unclear and not says:
        line, text = unclear
        raise BadInput(
            f"The dates of {named(column)} do not say whether the day or the month stands first, "
            f"as in {shown(text)} (line {line}). Nothing was changed.",
            _ORDER_MEND,
        )
    return next(iter(says), "dmy")


class DateReader:
    """Reads the cells of one column as days.

    A month stands for its last day and a week for its Sunday; with `Nth week` and other indices
    of Google Analytics the last day of each, but none after the end of the file's span.
    """

    def __init__(self, column: str, order: Order = "dmy", span: Span = UNKNOWN) -> None:
        self._column = column
        self._order = order
        self._span = span
        self._words = " ".join(re.split(r"[\s_]+", column.strip().casefold()))
        self._last = 0

    def read(self, text: str) -> Moment:
        """Return the day a cell names; BadInput, whose `what` says why, when it names none."""
        lowered = " ".join(text.lower().split()) if len(text) <= LONGEST else ""
        if lowered.isascii() and lowered.isdigit():
            return Moment(self._digits(lowered))
        if found := found_form(lowered, self._last):
            self._last, match = found
            return moment_of(self._last, match, self._order)
        if not text.strip():
            raise BadInput("there is no date")
        raise BadInput(f"{named(text)} is not a date")

    def check(self, cells: Cells) -> None:
        """BadInput when the column counts days or weeks and the file does not say from when."""
        if self._span.start or not (_INDEXED.fullmatch(self._words) or self._numbers_weeks):
            return
        if any(text.isdigit() and len(text) <= 4 for _, text in cells):
            raise BadInput(
                f"{named(self._column)} only counts, and the file does not say from which day. "
                "Nothing was changed.",
                "Keep its line “# Start date: 20260101”, or export it with dates.",
            )

    @property
    def _numbers_weeks(self) -> bool:
        return _NUMBERED.fullmatch(self._words) is not None

    def _digits(self, text: str) -> date:
        """Return the day that digits alone stand for in this column."""
        start = self._span.start
        if len(text) <= 4 and start and (found := _INDEXED.fullmatch(self._words)):
            return self._within(_counted(found[1] or found[2], int(text), start))
        if len(text) <= 2 and start and self._numbers_weeks:
            iso = "iso" in self._words
            return self._within(_week_of_year(int(text), start, iso=iso))
        if len(text) == 6 and "week" in self._words:
            return Week.parse(f"{text[:4]}-W{text[4:]}").sunday
        if len(text) == 6:
            return month_end(int(text[:4]), int(text[4:]))
        if len(text) in (8, 10) and (day := compact_day(text[:8])):
            return day
        raise BadInput(f"{named(text)} is not a date")

    def _within(self, day: date) -> date:
        return min(day, self._span.end) if self._span.end else day


def _counted(unit: str, count: int, start: date) -> date:
    """Return the last day of the day, week or month that lies `count` after the first one."""
    if unit == "month":
        months = start.month - 1 + count
        return month_end(start.year + months // 12, months % 12 + 1)
    return start + (timedelta(days=count) if unit == "day" else timedelta(days=7 * count + 6))


def _week_of_year(number: int, start: date, *, iso: bool) -> date:
    """Return the last day of a numbered week of the span's year, or of the next one.

    Without ISO the weeks are those of Google Analytics: from Sunday, 1 January lies in week 1.
    """
    if iso:
        first = Week.of(start)
        year = first.year + (number < first.number)
        return Week.parse(f"{year}-W{number:02d}").sunday
    year = start.year + (number < _sunday_week(start))
    saturday = date(year, 1, 1) + timedelta(days=(5 - date(year, 1, 1).weekday()) % 7)
    day = saturday + timedelta(weeks=number - 1)
    if not 1 <= number <= _sunday_week(date(year, 12, 31)):
        raise BadInput(f"{year} has no week {number}.")
    return min(day, date(year, 12, 31))


def _sunday_week(day: date) -> int:
    """Return the number of a day's week, counted as Google Analytics does."""
    before = (date(day.year, 1, 1).weekday() + 1) % 7
    return (day.timetuple().tm_yday - 1 + before) // 7 + 1
