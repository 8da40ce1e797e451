"""The axes of a chart: values named at the left, days below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from pmgoals.analytics.course import Course
from pmgoals.drawing.frame import Days, Values
from pmgoals.drawing.raster import Piece, Raster, Role, Row
from pmgoals.drawing.ticks import (
    FEWEST_TICKS,
    MOST_TICKS,
    Amounts,
    day_marks,
    round_values,
)
from pmgoals.model.calendar import say_date, say_short_date

APART = 2
"""Rows from one round value to the next name, so that the axis stays calm."""


LONG = 366
"""Days from which a day is named with its year."""

NEAR, GAP = 1, 2
"""Columns between the names of two days: where it must be, and for round days."""


def value_axis(
    course: Course, values: Values, rows: int, amounts: Amounts, *, most: int
) -> list[Row]:
    """Return the left edge of a plot of some rows: names set right, and the axis.

    Limits and the baseline are always named, round values where they have room. The unit is left
    out of the names where they would be wider than `most`; every row is equally wide.
    """
    named = _named(course, values, rows)
    labels = _labels(named, amounts, unit=True)
    if max(len(text) for text, _ in labels.values()) > most:
        labels = _labels(named, amounts, unit=False)
    width = max(len(text) for text, _ in labels.values())
    rule, tick = ("|", "+") if amounts.plain else ("│", "┤")
    edge: list[Row] = []
    for row in range(rows):
        text, role = labels.get(row, ("", "label"))
        sign = tick if text else rule
        edge.append([Piece(text.rjust(width) + " ", role), Piece(sign, "axis")])
    return edge


class _Name(NamedTuple):
    """A value that is named."""

    value: float
    role: Role = "label"
    typed: bool = True


def _labels(
    named: dict[int, _Name], amounts: Amounts, *, unit: bool
) -> dict[int, tuple[str, Role]]:
    """Return the text and the role of each row's name."""
    return {
        row: (amounts.tick(name.value, typed=name.typed, unit=unit), name.role)
        for row, name in named.items()
    }


def _named(course: Course, values: Values, rows: int) -> dict[int, _Name]:
    """Return the value named in each row, with what it is."""
    named: dict[int, _Name] = {}
    fixed = [_Name(value, "target") for value in course.limits]
    if course.baseline is not None:
        fixed.append(_Name(course.baseline))
    for name in fixed:
        named.setdefault(values.y(name.value) * rows // values.dots, name)
    calm = max(2, min(MOST_TICKS - 1, (rows - 1) // APART))
    found = [_with_round(named, values, rows, about) for about in range(calm, MOST_TICKS + 1)]
    named = next((each for each in found if len(each) >= FEWEST_TICKS), max(found, key=len))
    return named or {rows - 1: _Name(values.low, typed=False)}


def _with_round(named: dict[int, _Name], values: Values, rows: int, about: int) -> dict[int, _Name]:
    """Return the named values with about so many round ones added, where they have room."""
    named = dict(named)
    for value in round_values(values.low, values.high, about):
        row = values.y(value) * rows // values.dots
        if len(named) < MOST_TICKS and all(abs(row - other) >= APART for other in named):
            named[row] = _Name(value, typed=False)
    return named


def day_axis(course: Course, days: Days, edge: int, raster: Raster) -> list[Row]:
    """Return the lower edge of a plot and the days named below it; `edge` cells stand before.

    The due day comes first, then today, the start and as many round days as have room.
    """
    rule, corner, tick, cross = "-+++" if raster.plain else "─└┬┼"
    line = [rule] * raster.columns
    names: list[tuple[int, str, Role]] = []
    for day, text, role, gap in _days_named(course, days, raster.columns):
        column = days.x(day) // raster.across
        begin = _free(column, text, gap, names, raster.columns)
        if begin is not None:
            names.append((begin, text, role))
            line[column] = tick
    if days.hold(course.today):
        line[days.x(course.today) // raster.across] = cross
    below: Row = [Piece(" " * edge)]
    at = 0
    for begin, text, role in sorted(names):
        below += [Piece(" " * (begin - at)), Piece(text, role)]
        at = begin + len(text)
    below.append(Piece(" " * (raster.columns - at)))
    return [[Piece(" " * (edge - 1)), Piece(corner + "".join(line), "axis")], below]


def _free(
    column: int, text: str, gap: int, names: list[tuple[int, str, Role]], columns: int
) -> int | None:
    """Return where a name can begin: about its column, else ending or beginning there; or None."""
    for wanted in (column - len(text) // 2, column - len(text) + 1, column):
        begin = min(max(wanted, 0), columns - len(text))
        end = begin + len(text)
        if all(end + gap <= at or at + len(other) + gap <= begin for at, other, _ in names):
            return begin
    return None


def _days_named(
    course: Course, days: Days, columns: int
) -> Iterator[tuple[dt.date, str, Role, int]]:
    """Yield the days that are worth a name and the gap it needs, the most telling first."""
    named = say_date if (days.right - days.left).days > LONG else say_short_date
    if course.due is not None and course.due != course.today and days.hold(course.due):
        yield course.due, named(course.due), "label", NEAR
    if days.hold(course.today):
        yield course.today, "today", "today", NEAR
    if days.hold(course.start):
        yield course.start, named(course.start), "label", NEAR
    for day, text in day_marks(days.left, days.right, columns):
        yield day, text, "label", GAP
