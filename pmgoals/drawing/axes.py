"""The axes of a chart made of characters: values named at the left, days below."""

from __future__ import annotations

from pmgoals.analytics.course import Course
from pmgoals.drawing.frame import Days, Values
from pmgoals.drawing.marks import day_names, value_names
from pmgoals.drawing.raster import Piece, Raster, Row
from pmgoals.drawing.ticks import Amounts


def value_axis(
    course: Course, values: Values, rows: int, amounts: Amounts, *, most: int
) -> list[Row]:
    """Return the left edge of a plot of some rows: names set right, and the axis.

    The unit is left out of the names where they would be wider than `most`; every row is equally
    wide.
    """
    names = value_names(course, values, rows, amounts, most=most)
    width = max(len(name.text) for name in names.values())
    rule, tick = ("|", "+") if amounts.plain else ("│", "┤")
    edge: list[Row] = []
    for row in range(rows):
        name = names.get(row)
        text, role = (name.text, name.role) if name else ("", "label")
        sign = tick if text else rule
        edge.append([Piece(text.rjust(width) + " ", role), Piece(sign, "axis")])
    return edge


def day_axis(course: Course, days: Days, edge: int, raster: Raster) -> list[Row]:
    """Return the lower edge of a plot and the days named below it; `edge` cells stand before."""
    rule, corner, tick, cross = "-+++" if raster.plain else "─└┬┼"
    line = [rule] * raster.columns
    below: Row = [Piece(" " * edge)]
    at = 0
    for name in day_names(course, days, raster.columns):
        line[days.x(name.day) // raster.across] = tick
        below += [Piece(" " * (name.begin - at)), Piece(name.text, name.role)]
        at = name.begin + len(name.text)
    if days.hold(course.today):
        line[days.x(course.today) // raster.across] = cross
    below.append(Piece(" " * (raster.columns - at)))
    return [[Piece(" " * (edge - 1)), Piece(corner + "".join(line), "axis")], below]
