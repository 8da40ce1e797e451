"""What the ledger draws: changes under their months, what was made easier marked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pmgoals.model.calendar import MONTHS, say_short_date
from pmgoals.model.goal import Goal
from pmgoals.services.changes import Change
from pmgoals.tui.spans import Line, Span, fit, said, wrap
from pmgoals.tui.widgets.lines import Build, Row

EASED = ("▽ eased", "v eased")
"""What stands beside a change that made a goal easier, and its ASCII form."""

DAY = 8
"""Cells of the day before a change."""

NOTHING = (
    "Nothing was changed yet. When a goal's wording, target or date changes, it stands here with "
    "the reason and with what was said first. On Goals, e changes a goal."
)
NOT_THIS = (
    "Nothing was changed of this goal since it was committed. f shows the changes of all goals."
)
NOTHING_EASED = "Nothing was made easier. e shows every change."


def rows(
    found: Sequence[Change], goal: Goal | None, *, only_eased: bool, ascii_only: bool
) -> list[Row]:
    """Return the changes, latest first, each month under its name."""
    what = "What was eased" if only_eased else "Changes"
    shown = [Row("", _heading(what, goal, len(found)), 1)]
    if not found:
        words = NOTHING_EASED if only_eased else NOT_THIS if goal else NOTHING
        return [*shown, Row("", lambda width: wrap(words, width, "muted", " "))]
    for (year, month), group in groupby(found, lambda c: (c.entry.on.year, c.entry.on.month)):
        shown.append(Row("", _month(f"{MONTHS[month - 1]} {year}"), 2))
        shown += [
            Row(change.entry.id, _change(change, named=goal is None, ascii_only=ascii_only))
            for change in group
        ]
    return shown


def _heading(what: str, goal: Goal | None, count: int) -> Build:
    of = f" · {said(goal.title).text}" if goal else " · all goals"

    def build(width: int) -> list[Line]:
        number = f"  {count}"
        room = width - len(what) - len(number)
        return [[Span(what, "title"), Span(fit(of, min(room, len(of)))), Span(number, "muted")]]

    return build


def _month(name: str) -> Build:
    return lambda _width: [[], [Span(name, "muted")]]


def _change(change: Change, *, named: bool, ascii_only: bool) -> Build:
    """Return the day, the goal and the mark; then what changed, what was first, and why."""
    entry = change.entry

    def build(width: int) -> list[Line]:
        mark = EASED[ascii_only] if entry.eased else ""
        head = said(change.goal.title if named else entry.field).text
        day = Span(f"{say_short_date(entry.on):>{DAY - 2}}  ", "muted")
        room = width - DAY - (len(mark) + 2 if mark else 0)
        first: Line = [day, Span(fit(head, room), "strong")]
        if mark:
            first = [*first, Span(f"  {mark}", "warn")]
        arrow = "->" if ascii_only else "→"
        words = f"{entry.before} {arrow} {entry.after}" if entry.before else entry.after
        indent = " " * DAY
        lines = [first, *wrap(f"{entry.field}: {words}" if named else words, width, "", indent)]
        if change.original:
            lines += wrap(f"first {change.original}", width, "muted", indent)
        if entry.reason:
            lines += wrap(entry.reason, width, "muted", indent)
        return lines

    return build
