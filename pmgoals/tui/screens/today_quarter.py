"""The quarter as a line: its milestones, today's mark, and the rhythm of the last weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from pmgoals.model.calendar import say_short_date
from pmgoals.services.today import MilestoneMark, QuarterLine, Today
from pmgoals.tui import glyphs
from pmgoals.tui.spans import Line, Span, fit, said, width_of

ROOMY = 100
"""Cells from which the weeks in a row stand beside the weeks done and the hours."""


def quarter(seen: Today, ascii_only: bool) -> Callable[[int], list[Line]]:
    """Return what lays the quarter out in a width."""

    def build(width: int) -> list[Line]:
        line = seen.quarter_line
        opens = say_short_date(line.review_opens)
        head = [
            Span(line.name, "title"),
            Span(f"  week {line.week} of {line.weeks} · review opens {opens}", "muted"),
        ]
        return [
            head,
            _drawn(line, seen.date, width, ascii_only),
            _near(line, seen.date, width, ascii_only),
            [],
            _momentum(seen, width, ascii_only),
        ]

    return build


def _momentum(seen: Today, width: int, ascii_only: bool) -> Line:
    done = seen.momentum
    words = f"{done.weeks_done} of the last {done.weeks} weeks"
    row = f" · {done.in_a_row} in a row" if done.in_a_row > 1 and width >= ROOMY else ""
    line = [
        Span("Momentum  ", "title"),
        Span(words if done.weeks > 1 else "begins this week"),
        Span(row, "muted"),
        Span(f" · {done.reserve_left} in reserve  ", "muted"),
        Span(glyphs.heat(done.strip, ascii_only=ascii_only), "accent"),
    ]
    return [*line, *_hours(seen, width - width_of(line))]


def _hours(seen: Today, room: int) -> Line:
    """Return the hours promised this week, where any are and there is room."""
    hours = seen.hours
    short = f"   {hours.said}"
    full = f"{short} this week{', overfull' if hours.over else ''}"
    words = next((each for each in (full, short) if hours.promised and len(each) <= room), "")
    return [Span(words, "warn" if hours.over else "muted")]


def _signs(ascii_only: bool) -> tuple[str, str]:
    """Return the signs of a done and of an open milestone."""
    return ("*", "o") if ascii_only else ("◆", "◇")


def _drawn(line: QuarterLine, today: dt.date, width: int, ascii_only: bool) -> Line:
    """Return the line: what is past, today's mark, what is ahead, milestones in their places."""
    past, mark, ahead = ("=", "@", "-") if ascii_only else ("━", "●", "─")
    days = max(1, (line.end - line.start).days)

    def place(day: dt.date) -> int:
        return min(width - 1, max(0, round((day - line.start).days / days * (width - 1))))

    at = place(today)
    cells = [Span(past if n < at else ahead, "accent" if n < at else "quiet") for n in range(width)]
    done, ahead_sign = _signs(ascii_only)
    for step in line.milestones:
        late = not step.done and step.due < today
        tone = "good" if step.done else "warn" if late else ""
        cells[place(step.due)] = Span(done if step.done else ahead_sign, tone)
    cells[at] = Span(mark, "mark")
    return cells


def _near(line: QuarterLine, today: dt.date, width: int, ascii_only: bool) -> Line:
    """Return the milestones nearest to today, in their order."""
    count = 4 if width > 100 else 3 if width > 70 else 2
    near = sorted(line.milestones, key=lambda m: abs((m.due - today).days))[:count]
    done, ahead = _signs(ascii_only)
    room = max(16, width // max(1, len(near)) - 2)
    spans: list[Span] = []
    for step in sorted(near, key=lambda m: m.due):
        spans += _step(step, done if step.done else ahead, room)
    return spans


def _step(step: MilestoneMark, sign: str, room: int) -> list[Span]:
    when = say_short_date(step.due)
    text = fit(f"{sign} {said(step.title).text}", room - len(when) - 1).rstrip()
    tone = "muted" if step.done else ""
    gap = " " * max(2, room - len(text) - len(when) + 1)
    return [Span(text, tone), Span(f" {when}{gap}", "muted")]
