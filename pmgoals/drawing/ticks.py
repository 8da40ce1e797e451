"""Round marks for the axes, and numbers said as finely as their range asks for."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence
from math import ceil, floor, log10

import msgspec

from pmgoals.model.amounts import say_amount, say_number, with_unit
from pmgoals.model.calendar import say_short_date

MOST_DECIMALS = 9
"""Decimals of the finest range that is told apart."""

AS_TYPED = 2
"""Decimals of a number that was typed and not worked out."""

SCALES = ((1e9, "B"), (1e6, "M"), (1e3, "k"))
"""Short forms of thousands."""

SHORT_FROM = 10_000
"""The smallest magnitude that is said in a short form on an axis."""

FEWEST_TICKS, MOST_TICKS = 3, 5
"""Marks of an axis of values; fewer only where rows are scarce."""

LABEL_ROOM = 9
"""Columns for each day that is named below."""


class Amounts(msgspec.Struct, frozen=True):
    """How the values of one picture are said."""

    unit: str
    """Their unit."""
    span: float
    """How far the largest lies from the smallest, above 0."""
    plain: bool = False
    """Whether only ASCII will do."""
    any_width: bool = False
    """Whether letters may be wider than a cell, as they may outside a terminal."""

    @property
    def decimals(self) -> int:
        """Decimals that tell about a hundredth of the span apart: 1 for a span of 4 to 40."""
        return min(max(1 - floor(log10(self.span / 4)), 0), MOST_DECIMALS)

    def say(self, value: float, *, typed: bool = False) -> str:
        """Return a value with its unit: what was typed in full, what was worked out in short."""
        if not typed:
            return self.tick(value)
        places = self._places(typed)
        return self._joined(say_number(value, places), say_amount(value, self.unit, places))

    def bare(self, value: float) -> str:
        """Return a worked-out value without its unit, where that stands behind it; else with it."""
        text, number = self.tick(value), self._short(value, self.decimals)
        return number if text.startswith(number) else text

    def tick(self, value: float, *, typed: bool = False, unit: bool = True) -> str:
        """Return a value as it stands beside an axis: `1.2M` where that is exact enough."""
        number = self._short(value, self._places(typed))
        return self._joined(number, with_unit(number, self.unit)) if unit else number

    def _places(self, typed: bool) -> int:
        return max(self.decimals, AS_TYPED) if typed else self.decimals

    def _short(self, value: float, decimals: int) -> str:
        for scale, letter in SCALES:
            if abs(value) >= max(scale, SHORT_FROM):
                places = max(1 - floor(log10(self.span / scale)), 0)
                if places <= 2:
                    return say_number(value / scale, places) + letter
                break
        return say_number(value, decimals)

    def _joined(self, number: str, text: str) -> str:
        """Return the text if its letters will do; else the number as it is."""
        if not self.plain and (text.isprintable() if self.any_width else _fills_cells(text)):
            return text
        if text.isascii() and text.isprintable():
            return text
        unit = self.unit
        return f"{number} {unit}" if unit.isascii() and unit.isprintable() else number


def _fills_cells(text: str) -> bool:
    return all(map(_fills_one_cell, text))


def _fills_one_cell(letter: str) -> bool:
    """Tell whether a letter can be printed in one cell, and does nothing else."""
    if letter.isascii():
        return letter.isprintable()
    wide = unicodedata.east_asian_width(letter) in "WF"
    return letter.isprintable() and not wide and unicodedata.category(letter)[0] != "M"


def round_values(low: float, high: float, about: int) -> list[float]:
    """Return some round values from low to high, multiples of 1, 2 or 5 times a power of ten.

    `low` lies below `high`; there are at most about twice `about`, and perhaps none.
    """
    rough = (high - low) / about
    power = 10.0 ** floor(log10(rough))
    step = next((n * power for n in (1, 2, 5) if n * power >= rough * 0.999), 10 * power)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [n * step for n in range(first, last + 1)]


def day_marks(first: dt.date, last: dt.date, columns: int) -> list[tuple[dt.date, str]]:
    """Return days to name from first to last, with their names, as many as have room.

    Mondays of a few weeks, the first of months, of quarters or of years: what fits.
    """
    most = max(1, columns // LABEL_ROOM)
    for marks in (
        [day for day in _days(first, last) if day.weekday() == 0] if _weeks(first, last) else [],
        _firsts(first, last, range(1, 13)),
        _firsts(first, last, (1, 4, 7, 10)),
    ):
        if 0 < len(marks) <= most:
            return [(day, say_short_date(day)) for day in marks]
    years = _firsts(first, last, (1,))
    return [(day, f"{day.year:04d}") for day in years[:: ceil(len(years) / most) or 1]]


def _weeks(first: dt.date, last: dt.date) -> bool:
    return (last - first).days <= 70


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + dt.timedelta(days=n) for n in range((last - first).days + 1))


def _firsts(first: dt.date, last: dt.date, months: Sequence[int]) -> list[dt.date]:
    """Return the first days of some months between two days."""
    years = range(first.year, last.year + 1)
    days = (dt.date(year, month, 1) for year in years for month in months)
    return [day for day in days if first <= day <= last]
