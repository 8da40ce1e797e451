"""The reviews there are: what waits to be gone through, and what was closed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pmgoals.model.calendar import say_date, say_short_date
from pmgoals.model.month import Month
from pmgoals.model.review import Review
from pmgoals.services.rituals.reviewing import Reviewing
from pmgoals.tui.spans import Line, Span, fit, side_by_side, wrap
from pmgoals.tui.widgets.lines import Build, Row

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

KINDS = {"monthly": "alignment", "quarterly": "review", "annual": "review"}
"""What a review of each kind is called behind its period."""

SHOWN = 8
"""Closed reviews listed, the latest ones."""

OPEN, CLOSED = "open", "closed"
"""What the id of a row begins with: a review to go through, or one that was closed."""


def waiting(planner: Planner) -> list[tuple[Reviewing, dt.date]]:
    """Return the month, the quarter and the year to look back on, each with the day it opens."""
    every = planner.rituals
    month, quarter, year = every.monthly(), every.quarterly(), every.annual()
    return [
        (month, planner.alignments.opens(month.month)),
        (quarter, planner.reviews.opens(quarter.quarter)),
        (year, planner.years.opens(year.year)),
    ]


def list_rows(planner: Planner) -> list[Row]:
    """Return the reviews to go through, then those that were closed."""
    rows = [Row("", lambda _: [[], [Span("Every review", "title")]])]
    for ritual, opens in waiting(planner):
        if ritual.closed() is None:
            rows.append(Row(f"{OPEN}:{ritual.KIND}", _open(ritual, opens, planner.today)))
    closed = planner.reviews.closed()[:SHOWN]
    if closed:
        sign = "v" if planner.settings.ascii else "✓"
        rows += [Row(f"{CLOSED}:{review.id}", _closed(review, sign)) for review in closed]
    return rows


def _open(ritual: Reviewing, opens: dt.date, today: dt.date) -> Build:
    begun = ritual.review() is not None
    state = "begun" if begun else "open now" if today >= opens else f"opens {say_short_date(opens)}"
    tone = "mark" if begun or today >= opens else "muted"

    def build(width: int) -> list[Line]:
        name = f"   {ritual.period} {KINDS[ritual.KIND]}"
        return [
            side_by_side(
                [Span(fit(name, width - len(state) - 1).rstrip())], [Span(state, tone)], width
            )
        ]

    return build


def _closed(review: Review, sign: str) -> Build:
    state = say_date(review.on)

    def build(width: int) -> list[Line]:
        name = f"{period_of(review)} {KINDS[review.kind]}"
        line = [Span(f" {sign} ", "good"), Span(fit(name, width - len(state) - 4).rstrip())]
        return [side_by_side(line, [Span(state, "muted")], width)]

    return build


def period_of(review: Review) -> str:
    """Return a review's period in words."""
    return (
        Month.parse(review.period, review.on).label if review.kind == "monthly" else review.period
    )


def open_detail(ritual: Reviewing) -> Build:
    """Return what going through a review asks."""
    stages = ritual.stages()
    limit = f" It takes at most {ritual.MINUTES} minutes." if ritual.MINUTES else ""

    def build(width: int) -> list[Line]:
        lines: list[Line] = list(wrap(f"{ritual.title} {ritual.period}", width, "strong"))
        lines += wrap(f"Enter goes through it, question by question.{limit}", width, "muted")
        lines.append([])
        for stage in stages:
            done = "done" if stage.answered else ""
            lines.append(side_by_side([Span(fit(f"  {stage.title}", width - 5).rstrip())],
                                      [Span(done, "good")], width))  # fmt: skip
        return lines

    return build


def closed_detail(text: str) -> Build:
    """Return the beginning of a review's document."""

    def build(width: int) -> list[Line]:
        lines: list[Line] = [[Span("Enter shows the whole document.", "muted")], []]
        for line in text.split("\n"):
            lines += wrap(line, width) if line.strip() else [[]]
        return lines

    return build
