"""The hours under the timeline: how full each week is, and what there is in it."""

from __future__ import annotations

import datetime as dt
from math import ceil

from pmgoals.analytics.capacity import WeekHours
from pmgoals.model.amounts import say_number
from pmgoals.model.calendar import WeekStart, week_start
from pmgoals.services.timeline import Timeline
from pmgoals.tui.screens.plan_timeline import Cells, Scale, joined, write
from pmgoals.tui.spans import Line

EIGHTHS = " ▁▂▃▄▅▆▇█"
"""A cell filled from below, by eighths."""

STEPS = " _.-:=+*#"
"""The same in ASCII."""


def hours(
    seen: Timeline, width: int, rows: int, start: WeekStart, *, ascii_only: bool
) -> list[Line]:
    """Return the hours promised in each week as bars of some rows, and the sums of the quarters.

    The part of a bar above the hours there are is told by its tone; a line shows those hours where
    the bar does not reach them.
    """
    scale = Scale.of(seen, width)
    most = max([1.0, *(max(week.promised, week.available) for week in seen.weeks)])
    usual = max((week.available for week in seen.weeks), default=0.0)
    lines: list[Cells] = [[(" ", "")] * width for _ in range(rows)]
    for week in seen.weeks:
        first = max(week_start(week.week.thursday, start), seen.first)
        last = min(first + dt.timedelta(days=6), seen.last)
        for row in range(rows):
            cell = _cell(week, most, rows, rows - 1 - row, ascii_only=ascii_only)
            for x in range(scale.x(first), scale.x(last) + 1):
                lines[row][x] = cell
    if scale.left:
        write(lines[0], 1, "hours a week"[: scale.left - 1], "title")
    if rows > 1 and scale.left:
        write(lines[1], 1, f"of {say_number(round(usual, 1))} h there are", "muted")
    return [*(joined(line) for line in lines), _sums(seen, scale, width)]


def _cell(
    week: WeekHours, most: float, rows: int, level: int, *, ascii_only: bool
) -> tuple[str, str]:
    """Return what stands in a row of a week's bar, rows counted from below."""
    signs = STEPS if ascii_only else EIGHTHS
    filled = min(8, max(0, ceil(8 * (week.promised / most * rows - level) - 1e-9)))
    over = bool(week.over) and level >= int(week.available / most * rows)
    if rows == 1:
        over = bool(week.over)
    if filled:
        return signs[filled], "warn" if over else "accent"
    there = min(rows - 1, int(week.available / most * rows - 1e-9))
    if rows > 1 and level == there and week.available:
        return ("-" if ascii_only else "─"), "quiet"
    return " ", ""


def _sums(seen: Timeline, scale: Scale, width: int) -> Line:
    cells: Cells = [(" ", "")] * width
    for quarter, taken in zip(seen.quarters, seen.hours, strict=True):
        text = f"{say_number(round(taken.promised))} of {say_number(round(taken.available))} h"
        now = quarter.start <= seen.date <= quarter.end
        over = len(taken.overfull)
        more = " left" if now else ""
        weeks = f"{more}, {over} wk over" if over else more
        room = scale.x(quarter.end) - scale.x(quarter.start)
        text += next(words for words in (weeks, more, "") if len(text + words) <= room or not words)
        write(cells, scale.x(quarter.start), text[:room], "warn" if over else "muted")
    return joined(cells)
