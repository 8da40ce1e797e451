"""A measure's course as a chart: what it was, what it should be, and where it may land."""

from __future__ import annotations

from itertools import pairwise

from pmgoals.analytics.course import Course, Point
from pmgoals.drawing.axes import day_axis, value_axis
from pmgoals.drawing.frame import Column, Days, Frame, Values, columns_of, days_of, values_of
from pmgoals.drawing.legend import legend
from pmgoals.drawing.raster import Piece, Raster, Row, dots_of_cell
from pmgoals.drawing.ticks import Amounts

__all__ = ["Piece", "Row", "course_chart"]

NARROWEST, LOWEST = 24, 6
"""Columns and rows below which nothing can be read."""

DENSEST = 3
"""Columns for each reading from which the readings are marked one by one."""


def course_chart(
    course: Course, width: int, height: int, *, plain: bool = False, chance: bool = True
) -> list[Row]:
    """Return a course as `height` rows of pieces, each row exactly `width` cells wide.

    Below the plot stand the axis of days, its names, and a legend of one or two rows with the
    numbers; `chance` tells whether it says how likely the target is. `plain` draws in ASCII
    alone. Less than 24 columns or 6 rows are taken for that many. Never raises: a course with
    fewer than two readings gives what there is of it.
    """
    width, height = max(width, NARROWEST), max(height, LOWEST)
    low, high = values_of(course)
    left, right = days_of(course)
    amounts = Amounts(course.unit, high - low, plain)
    below = legend(course, width, amounts, chance=chance, rows=2 if height > LOWEST else 1)
    rows = height - 2 - len(below)
    values = Values(low, high, rows * dots_of_cell(plain=plain)[1])
    gutter = value_axis(course, values, rows, amounts, most=width // 5)
    edge = sum(len(piece.text) for piece in gutter[0])
    raster = Raster(width - edge, rows, plain=plain)
    frame = Frame(Days(left, right, raster.width), values)
    _draw(course, frame, raster)
    plot = [[*gutter[row], *raster.pieces(row)] for row in range(rows)]
    return [*plot, *day_axis(course, frame.days, edge, raster), *below]


def _draw(course: Course, frame: Frame, raster: Raster) -> None:
    """Draw all layers, the most telling last."""
    if frame.days.hold(course.today):
        x = frame.days.x(course.today)
        for y in range(0, raster.height, raster.down):
            raster.letter(x, y, "|" if raster.plain else "│", "axis")
    _draw_fan(course, frame, raster)
    on, off = (1, 1) if raster.plain else (2, 2)
    for value in course.limits:
        y = frame.values.y(value)
        raster.line(0, y, raster.width - 1, y, "target", on=on, off=off)
    for a, b in pairwise(course.expected):
        _draw_expected(a, b, frame, raster)
    _draw_actual(course, frame, raster)


def _draw_fan(course: Course, frame: Frame, raster: Raster) -> None:
    """Shade the forecast's range, sparsely enough to read what lies over it."""
    for a, b in pairwise(course.fan):
        first, last = frame.days.x(a.on), frame.days.x(b.on)
        for x in range(first, last + 1):
            part = (x - first) / (last - first) if last > first else 0.0
            top = frame.values.y(a.high + part * (b.high - a.high))
            bottom = frame.values.y(a.low + part * (b.low - a.low))
            for y in range(top, bottom + 1):
                if raster.plain or (x + 2 * (y % 2)) % 4 == 0:
                    raster.dot(x, y, "range")


def _draw_expected(a: Point, b: Point, frame: Frame, raster: Raster) -> None:
    """Draw one leg of the expected way, dotted."""
    ends = frame.days.x(a.on), frame.values.y(a.value), frame.days.x(b.on), frame.values.y(b.value)
    raster.line(*ends, "expected", off=1 if raster.plain else 2)


def _draw_actual(course: Course, frame: Frame, raster: Raster) -> None:
    """Draw the readings and, where there is room between them, mark each of them."""
    columns = list(columns_of(course, frame))
    for a, b in pairwise(columns):
        if course.steps:
            raster.line(a.x, a.last, b.x, a.last, "actual")
            raster.line(b.x, a.last, b.x, b.first, "actual")
        elif not raster.plain:
            raster.line(a.x, a.last, b.x, b.first, "actual")
    for column in columns:
        raster.line(column.x, column.top, column.x, column.bottom, "actual")
    if not raster.plain and len(columns) * DENSEST <= raster.columns:
        for column in columns[:-1]:
            _draw_mark(column, raster)
    for point in course.actual:
        if frame.days.hold(point.on) and (side := frame.values.side(point.value)):
            sign = ("v^" if raster.plain else "▾▴")[side > 0]
            raster.letter(frame.days.x(point.on), frame.values.y(point.value), sign, "actual")
    if columns and not raster.plain:
        raster.letter(columns[-1].x, columns[-1].last, "●", "actual")


def _draw_mark(column: Column, raster: Raster) -> None:
    """Thicken the line at a reading, on its own dots: a letter would stand beside the line."""
    for x in (column.x - 1, column.x, column.x + 1):
        for y in (column.last - 1, column.last, column.last + 1):
            if x == column.x or y == column.last:
                raster.dot(x, y, "actual")
