"""Which days and values of a course are in the picture, and on which dots they lie."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

import msgspec

from pmgoals.analytics.course import Course

BEFORE, AFTER = 0.25, 0.5
"""Shares of the goal's span by which early readings and a later today widen the picture."""

BEYOND = 0.5
"""Share of the values' span by which a reading may widen it; farther ones stand at the edge."""

FEWEST_TRIMMED = 5
"""Readings from which the outermost ones alone do not decide what is shown."""

FLAT = 0.05
"""Share of a value that is shown around it when all values are the same."""

FINEST = 1e-6
"""Smallest span, as a share of the values, that is told apart."""


class Days(msgspec.Struct, frozen=True):
    """A span of days laid across columns of dots."""

    left: dt.date
    """First day."""
    right: dt.date
    """Last day, after the first."""
    dots: int
    """Columns of dots, 2 or more."""

    def x(self, day: dt.date) -> int:
        """Return the column of a day; a day outside the span has one outside the picture."""
        return round((day - self.left).days / (self.right - self.left).days * (self.dots - 1))

    def hold(self, day: dt.date) -> bool:
        """Tell whether a day is in the span."""
        return self.left <= day <= self.right


class Values(msgspec.Struct, frozen=True):
    """A span of values laid down rows of dots."""

    low: float
    """Value at the lower edge."""
    high: float
    """Value at the upper edge, above `low`."""
    dots: int
    """Rows of dots, 2 or more."""

    def y(self, value: float) -> int:
        """Return the row of a value, from the top; that of the edge for one outside."""
        share = (self.high - value) / (self.high - self.low)
        return round(min(max(share, 0.0), 1.0) * (self.dots - 1))

    def side(self, value: float) -> int:
        """Return 1 for a value above the span, -1 below it, 0 inside."""
        return (value > self.high) - (value < self.low)


class Frame(msgspec.Struct, frozen=True):
    """The window in which a course is drawn."""

    days: Days
    """What lies across."""
    values: Values
    """What lies upwards."""


class Column(NamedTuple):
    """The readings that share a column of dots, as rows of dots."""

    x: int
    """The column."""
    first: int
    """The row of the first of them."""
    top: int
    """The highest row."""
    bottom: int
    """The lowest row."""
    last: int
    """The row of the last of them."""


def columns_of(course: Course, frame: Frame) -> Iterator[Column]:
    """Yield the readings of the window by column: years of them are drawn as fast as weeks."""
    seen = ((frame.days.x(point.on), point) for point in course.actual if frame.days.hold(point.on))
    for x, group in groupby(seen, key=lambda at: at[0]):
        rows = [frame.values.y(point.value) for _, point in group]
        yield Column(x, rows[0], min(rows), max(rows), rows[-1])


def days_of(course: Course) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the picture.

    From start to due; the last reading is always in it, earlier ones and today when they are near.
    """
    left, right = sorted((course.start, course.due or course.today))
    span = max((right - left).days, 7)
    before, after = dt.timedelta(days=span * BEFORE), dt.timedelta(days=span * AFTER)
    near = [point.on for point in course.actual if point.on >= left - before][:1]
    near += [point.on for point in course.actual[-1:]]
    if left - after <= course.today <= right + after:
        near.append(course.today)
    left, right = min([left, *near]), max([right, *near])
    if left == right:
        left, right = left - dt.timedelta(days=1), right + dt.timedelta(days=1)
    return left, right


def values_of(course: Course) -> tuple[float, float]:
    """Return the lowest and the highest value of the picture.

    Baseline, limits, the expected way and the last reading are always in it. Single readings far
    from all that, and a forecast that knows little, do not flatten the rest.
    """
    left, right = days_of(course)
    values = sorted(point.value for point in course.actual if left <= point.on <= right)
    trim = max(1, len(values) // 10) if len(values) >= FEWEST_TRIMMED else 0
    core = [*_fixed(course), *values[trim : len(values) - trim]] or [0.0]
    low, high = min(core), max(core)
    span = high - low or _flat(high)
    reach = (low - BEYOND * span, high + BEYOND * span)
    inside = [value for value in values if reach[0] <= value <= reach[1]]
    ahead = [_clipped(value, *reach) for at in course.fan[-1:] for value in (at.low, at.high)]
    low, high = min([low, *inside, *ahead]), max([high, *inside, *ahead])
    least = max(FINEST * max(abs(low), abs(high)), 1e-9)
    if high - low < least:
        return low - max(_flat(low), least), high + max(_flat(high), least)
    return low, high


def _fixed(course: Course) -> Iterable[float]:
    """Return the values that are always shown."""
    yield from course.limits
    yield from (point.value for point in course.expected)
    yield from (value for value in (course.baseline, course.now) if value is not None)


def _flat(value: float) -> float:
    return abs(value) * FLAT or 1.0


def _clipped(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
