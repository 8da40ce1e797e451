"""What the plan's board draws: a column's heading and rows."""

from __future__ import annotations

import datetime as dt

from pmgoals.model.amounts import say_number
from pmgoals.model.calendar import say_date, say_short_date
from pmgoals.services.board import Column, Ending, Step
from pmgoals.tui.spans import Line, Span, fit, said, width_of, wrap
from pmgoals.tui.widgets.lines import Build, Row

SIGNS = {"done": ("✓", "v"), "open": ("◇", "o"), "late": ("◇", "o"), "goal": ("◎", "@")}
"""Sign and ASCII sign of each state."""

TITLE_LINES = 2
"""Lines a title takes on the board at most."""


def heading(column: Column) -> Build:
    """Return a quarter's name with what is done in it, its days, and the hours it takes."""

    def build(width: int) -> list[Line]:
        done = sum(step.done_on is not None for step in column.milestones)
        count = f" · {done} of {len(column.milestones)} done" if column.milestones else ""
        now = " · now" if column.present else ""
        days = f"{say_short_date(column.start)} to {say_date(column.end)}"
        short = len(column.name + count + now) > width
        line = [Span(column.name, "title"), Span("" if short else count), Span(now, "mark")]
        return [line, [Span(fit(days, width), "muted")], _hours(column, width)]

    return build


def _hours(column: Column, width: int) -> Line:
    """Return the hours of a quarter, and how many weeks promise too much."""
    hours = column.hours
    if not hours.promised:
        return []
    took = f"{say_number(round(hours.promised))} of {say_number(round(hours.available))} h"
    took += " left" if column.present else ""
    over = len(hours.overfull)
    if not over:
        return [Span(took, "muted")]
    return [Span(fit(f"{took}, {over} {'week' if over == 1 else 'weeks'} over", width), "warn")]


def rows(column: Column, today: dt.date, ascii_only: bool, nothing: str) -> list[Row]:
    """Return a quarter's milestones, then the goals that end in it; `nothing` when it is empty."""
    found = [Row(step.id, _step(step, today, ascii_only)) for step in column.milestones]
    found += [Row("", _ending(goal, ascii_only)) for goal in column.goals_due]
    if not column.milestones:
        found.insert(0, Row("", lambda width: wrap(nothing, width, "muted")))
    return found


def _step(step: Step, today: dt.date, ascii_only: bool) -> Build:
    state = "done" if step.done_on else "late" if step.late else "open"
    sign = SIGNS[state][ascii_only]
    tone = {"done": "good", "late": "warn", "open": "accent"}[state]

    def build(width: int) -> list[Line]:
        words = said(step.title).text
        title = ["".join(span.text for span in line) for line in wrap(words, width - 2)]
        if len(title) > TITLE_LINES:
            rest = " ".join(title[TITLE_LINES - 1 :])
            title = [*title[: TITLE_LINES - 1], fit(rest, width - 2).rstrip()]
        quiet = "muted" if step.done_on else ""
        lines = [[Span("  "), Span(text, quiet)] for text in title]
        lines[0][0] = Span(f"{sign} ", tone)
        return [*lines, _when(step, state, today, width)]

    return build


def _when(step: Step, state: str, today: dt.date, width: int) -> Line:
    """Return the day, whether it is late, and the goal."""
    day = f"done {say_short_date(step.done_on)}" if step.done_on else say_short_date(step.due)
    line = [Span(f"  {day}", "muted")]
    if state == "late":
        line = [Span(f"  {day}, {(today - step.due).days} d late", "warn")]
    room = width - width_of(line) - 3
    goal = said(step.goal_title).text
    return [*line, Span(f" · {fit(goal, room).rstrip()}", "muted")] if room > 3 else line


def _ending(goal: Ending, ascii_only: bool) -> Build:
    sign = SIGNS["goal"][ascii_only]

    def build(width: int) -> list[Line]:
        day = f" ends {say_short_date(goal.due)}"
        title = fit(said(goal.title).text, max(4, width - 2 - len(day))).rstrip()
        return [[Span(f"{sign} ", "accent"), Span(title), Span(day, "muted")]]

    return build
