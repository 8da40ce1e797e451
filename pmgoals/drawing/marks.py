"""What is named beside a chart: which values and which days, in what words, and where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from pmgoals.analytics.course import Course
from pmgoals.drawing.frame import Days, Values
from pmgoals.drawing.raster import Role
from pmgoals.drawing.ticks import FEWEST_TICKS, MOST_TICKS, Amounts, day_marks, round_values
from pmgoals.model.calendar import say_date, say_short_date

APART = 2
"""Rows from one round value to the next name, so that the axis stays calm."""

LONG = 366
"""Days from which a day is named with its year."""

NEAR, GAP = 1, 2
"""Columns between the names of two days: where it must be, and for round days."""


class ValueName(NamedTuple):
    """A value that is named."""

    value: float
    """The value."""
    text: str
    """What it is called."""
    role: Role
    """What it is."""


class DayName(NamedTuple):
    """A day that is named."""

    day: dt.date
    """The day."""
    begin: int
    """The column in which its name begins."""
    text: str
    """What it is called."""
    role: Role
    """What it is."""


def value_names(
    course: Course, values: Values, rows: int, amounts: Amounts, *, most: int
) -> dict[int, ValueName]:
    """Return what is named beside a plot of some rows of letters, by row; at least one value.

    Limits and the baseline are always named, round values where they have room. The unit is left
    out of the names where they would be longer than `most` letters.
    """
    chosen = _chosen(course, values, rows)
    named = _named(chosen, amounts, unit=True)
    if max(len(name.text) for name in named.values()) > most:
        named = _named(chosen, amounts, unit=False)
    return named


class _Chosen(NamedTuple):
    """A value that is to be named."""

    value: float
    role: Role = "label"
    typed: bool = True


def _named(chosen: dict[int, _Chosen], amounts: Amounts, *, unit: bool) -> dict[int, ValueName]:
    """Return the name of each row's value."""
    return {
        row: ValueName(one.value, amounts.tick(one.value, typed=one.typed, unit=unit), one.role)
        for row, one in chosen.items()
    }


def _chosen(course: Course, values: Values, rows: int) -> dict[int, _Chosen]:
    """Return the value to be named in each row, with what it is."""
    chosen: dict[int, _Chosen] = {}
    fixed = [_Chosen(value, "target") for value in course.limits]
    if course.baseline is not None:
        fixed.append(_Chosen(course.baseline))
    for one in fixed:
        chosen.setdefault(values.y(one.value) * rows // values.dots, one)
    calm = max(2, min(MOST_TICKS - 1, (rows - 1) // APART))
    found = [_with_round(chosen, values, rows, about) for about in range(calm, MOST_TICKS + 1)]
    chosen = next((each for each in found if len(each) >= FEWEST_TICKS), max(found, key=len))
    return chosen or {rows - 1: _Chosen(values.low, typed=False)}


def _with_round(
    chosen: dict[int, _Chosen], values: Values, rows: int, about: int
) -> dict[int, _Chosen]:
    """Return the chosen values with about so many round ones added, where they have room."""
    chosen = dict(chosen)
    for value in round_values(values.low, values.high, about):
        row = values.y(value) * rows // values.dots
        if len(chosen) < MOST_TICKS and all(abs(row - other) >= APART for other in chosen):
            chosen[row] = _Chosen(value, typed=False)
    return chosen


def day_names(course: Course, days: Days, columns: int) -> list[DayName]:
    """Return the days named below a plot of some columns of letters, from the left.

    The due day comes first, then today, the start and as many round days as have room.
    """
    names: list[DayName] = []
    for day, text, role, gap in _telling(course, days, columns):
        column = days.x(day) * columns // days.dots
        begin = _free(column, text, gap, names, columns)
        if begin is not None:
            names.append(DayName(day, begin, text, role))
    return sorted(names, key=lambda name: name.begin)


def _free(column: int, text: str, gap: int, names: list[DayName], columns: int) -> int | None:
    """Return where a name can begin: about its column, else ending or beginning there; or None."""
    for wanted in (column - len(text) // 2, column - len(text) + 1, column):
        begin = min(max(wanted, 0), columns - len(text))
        end = begin + len(text)
        if all(end + gap <= at.begin or at.begin + len(at.text) + gap <= begin for at in names):
            return begin
    return None


def _telling(course: Course, days: Days, columns: int) -> Iterator[tuple[dt.date, str, Role, int]]:
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
