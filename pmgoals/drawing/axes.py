"""The axes of a chart: values named at the left, days below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pmgoals.analytics.course import Course
from pmgoals.drawing.frame import Days, Values
from pmgoals.drawing.raster import Piece, Raster, Role, Row
from pmgoals.drawing.ticks import MOST_TICKS, Amounts, day_marks, round_values, short_day

APART = 2
"""Rows from one round value to the next name, so that the axis stays calm."""


GAP = 2
"""Columns between the names of two days."""


def value_axis(
    course: Course, values: Values, rows: int, amounts: Amounts, *, most: int
) -> list[Row]:
    """Return the left edge of a plot of some rows: names set right, and the axis.

    Limits and the baseline are always named, round values where they have room. The unit is left
    out of the names where they would be wider than `most`; every row is equally wide.
    """
    named = _named(course, values, rows)
    labels = {row: (amounts.tick(value), role) for row, (value, role) in named.items()}
    if max(len(text) for text, _ in labels.values()) > most:
        labels = {
            row: (amounts.tick(value, unit=False), role) for row, (value, role) in named.items()
        }
    width = max(len(text) for text, _ in labels.values())
    rule, tick = ("|", "+") if amounts.plain else ("│", "┤")
    edge: list[Row] = []
    for row in range(rows):
        text, role = labels.get(row, ("", "label"))
        sign = tick if text else rule
        edge.append([Piece(text.rjust(width) + " ", role), Piece(sign, "axis")])
    return edge


def _named(course: Course, values: Values, rows: int) -> dict[int, tuple[float, Role]]:
    """Return the value named in each row, with what it is."""
    named: dict[int, tuple[float, Role]] = {}
    fixed: list[tuple[float, Role]] = [(value, "target") for value in course.limits]
    if course.baseline is not None:
        fixed.append((course.baseline, "label"))
    for value, role in fixed:
        named.setdefault(values.y(value) * rows // values.dots, (value, role))
    for value in round_values(values.low, values.high):
        row = values.y(value) * rows // values.dots
        if len(named) < MOST_TICKS and all(abs(row - other) >= APART for other in named):
            named[row] = (value, "label")
    return named or {rows - 1: (values.low, "label")}


def day_axis(course: Course, days: Days, edge: int, raster: Raster) -> list[Row]:
    """Return the lower edge of a plot and the days named below it; `edge` cells stand before.

    The due day comes first, then today, the start and as many round days as have room.
    """
    rule, corner, tick, cross = "-+++" if raster.plain else "─└┬┼"
    line = [rule] * raster.columns
    names: list[tuple[int, str, Role]] = []
    for day, text, role in _days_named(course, days, raster.columns):
        column = days.x(day) // raster.across
        begin = min(max(column - len(text) // 2, 0), raster.columns - len(text))
        end = begin + len(text)
        if all(end + GAP <= at or at + len(other) + GAP <= begin for at, other, _ in names):
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


def _days_named(course: Course, days: Days, columns: int) -> Iterator[tuple[dt.date, str, Role]]:
    """Yield the days of the window that are worth a name, the most telling first."""
    wanted: list[tuple[dt.date, str, Role]] = [(course.today, "today", "today")]
    if course.due is not None and course.due != course.today:
        wanted.insert(0, (course.due, short_day(course.due), "label"))
    wanted.append((course.start, short_day(course.start), "label"))
    for day, text in day_marks(days.left, days.right, columns):
        wanted.append((day, text, "label"))
    yield from (each for each in wanted if days.hold(each[0]))
