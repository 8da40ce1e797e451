"""What is noticed between two reflections, as rows: the market, people, feedback."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from pmgoals.inert import inert_lines
from pmgoals.model.calendar import say_date
from pmgoals.model.reflection import Signal, SignalKind
from pmgoals.services.planner import Planner
from pmgoals.services.signals import EXAMPLES
from pmgoals.tui.spans import Line, Span, wrap
from pmgoals.tui.widgets.lines import Build, Row


class Kept(msgspec.Struct, frozen=True):
    """How the list of one kind is worded."""

    name: str
    """What the contents call it."""
    about: str
    """What belongs there."""
    again: str
    """What its day to come back is for."""


LISTS: dict[SignalKind, Kept] = {
    "market": Kept(
        "Market",
        "What changes in your market and what it means for you, noted on its day.",
        "look again",
    ),
    "person": Kept(
        "People",
        "Those to learn from and to keep in touch with; a day to get in touch comes back.",
        "get in touch",
    ),
    "feedback": Kept(
        "Feedback",
        "What others say about your work, in their words, kept until the next reflection.",
        "look again",
    ),
}
"""The lists by kind, in the order of the contents."""

LIST_OF: dict[str, SignalKind] = {
    "market_trends": "market",
    "market_meaning": "market",
    "people": "person",
    "events": "person",
    "feedback": "feedback",
}
"""The list that a prompt draws on, by the prompt's id."""

LATEST = 3
"""Entries that stand beside a question."""

DAY = 14
"""Cells for the day."""


def signals(planner: Planner, kind: SignalKind) -> list[Row]:
    """Return the entries of a list under their heading."""
    kept, found = LISTS[kind], planner.signals.of(kind)
    about = f"{kept.about} {'a adds, Enter edits, D deletes.' if found else ''}"
    title: Line = [Span(kept.name, "title")]
    rows = [Row("", lambda w: [title, *wrap(about.rstrip(), w, "muted"), []])]
    for signal in found:
        rows.append(Row(signal.id, _entry(planner, signal)))
        rows.append(Row("", lambda _: [[]], 1))
    if not found:
        start = f"Nothing here yet; a adds the first, such as “{EXAMPLES[kind]}”."
        rows.append(Row("", lambda w: wrap(start, w)))
    return rows


def count(planner: Planner, kind: SignalKind) -> str:
    """Return how many entries a list has and how many are due, in words; empty for none."""
    found = planner.signals.of(kind)
    due = sum(is_due(signal, planner.today) for signal in found)
    return f"{len(found)}, {due} due" if due else str(len(found) or "")


def is_due(signal: Signal, today: dt.date) -> bool:
    """Tell whether the day to come back to an entry has come."""
    return signal.again_on is not None and signal.again_on <= today


def _entry(planner: Planner, signal: Signal) -> Build:
    sign = "!" if planner.settings.ascii else "●"

    def build(width: int) -> list[Line]:
        lead, indent = f" {say_date(signal.on):<{DAY - 1}}", " " * DAY
        title = " ".join(inert_lines(signal.title).split())
        lines = wrap(title, width - 1, "strong", indent, lead)
        if signal.text:
            lines += wrap(signal.text, width - 1, "", indent)
        if signal.link:
            lines += wrap(signal.link, width - 1, "muted", indent)
        if signal.again_on:
            words = f"{LISTS[signal.kind].again} on {say_date(signal.again_on)}"
            due = is_due(signal, planner.today)
            said = f"{sign} Due: {words}" if due else f"{words[0].upper()}{words[1:]}"
            lines.append([Span(indent), Span(said, "warn" if due else "muted")])
        return lines

    return build


def latest(found: Sequence[Signal]) -> list[Signal]:
    """Return the entries that stand beside a question, the latest first."""
    return sorted(found, key=lambda signal: signal.on, reverse=True)[:LATEST]


def beside(found: Sequence[Signal], width: int) -> list[Line]:
    """Return the lines of the entries that stand beside a question; nothing for none."""
    if not found:
        return []
    name = LISTS[found[0].kind].name
    lines: list[Line] = [[Span(f"Latest in {name}", "muted")]]
    for signal in found:
        title = " ".join(inert_lines(signal.title).split())
        lines += wrap(title, width, "", " " * DAY, f"  {say_date(signal.on):<{DAY - 2}}")
        if signal.text:
            lines += wrap(" ".join(signal.text.split()), width, "muted", " " * DAY)
    return [*lines, []]
