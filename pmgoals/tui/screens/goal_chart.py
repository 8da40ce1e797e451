"""The chart on a goal's page: its main measure, what was expected and where it may land."""

from __future__ import annotations

import datetime as dt

from pmgoals.analytics.course import Course, course
from pmgoals.drawing.course_chart import course_chart
from pmgoals.drawing.raster import Role
from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan
from pmgoals.tui.spans import Line, Span, said, wrap

NARROWEST = 44
"""Columns below which the page has no chart."""

HEIGHTS = ((100, 14), (64, 12), (NARROWEST, 10))
"""Rows of the chart by the columns there are at least; its axis and legend take four of them."""

TONES: dict[Role, str] = {
    "actual": "accent",
    "expected": "muted",
    "range": "shade",
    "target": "good",
    "axis": "quiet",
    "today": "",
    "label": "muted",
}
"""What each role of a picture looks like."""


class GoalChart:
    """The course of a goal's main measure, worked out once and drawn for each width."""

    def __init__(self, goal: Goal, plan: Plan, today: dt.date, *, ascii_only: bool) -> None:
        main = plan.main_measure_of(goal.id)
        self._course = course(main, goal, plan, today) if main else None
        self._several = sum(m.role != "guardrail" for m in plan.measures_of(goal.id)) > 1
        self._open = goal.state == "active"
        self._ascii_only = ascii_only

    def is_drawn(self, width: int) -> bool:
        """Tell whether there are readings and columns enough for a chart."""
        return width >= NARROWEST and self._course is not None and self._course.is_drawn

    def lines(self, width: int) -> list[Line]:
        """Return the chart with an empty line before it, or the sentence that stands for it.

        Nothing for a goal without a measure, and in a narrow pane.
        """
        if self._course is None or width < NARROWEST:
            return []
        if not self._course.is_drawn:
            words = _missing(self._course, is_open=self._open)
            return [[], *wrap(words, width, "muted")] if words else []
        height = next(rows for columns, rows in HEIGHTS if width >= columns)
        rows = course_chart(self._course, width, height, plain=self._ascii_only, chance=False)
        name = [[said(self._course.name, "muted")]] if self._several else []
        return [
            [],
            *name,
            *([Span(text, TONES.get(role, "")) for text, role in row] for row in rows),
        ]


def _missing(seen: Course, *, is_open: bool) -> str:
    """Return what a chart still needs, and the key that adds it; empty for a closed goal."""
    if not is_open:
        return ""
    if not seen.actual:
        return "A chart of the way stands here from the second reading on; c takes the first."
    first = seen.actual[0]
    value = say_amount(first.value, seen.unit)
    return f"One reading so far, {value} on {say_date(first.on)}; c takes the next, for a chart."
