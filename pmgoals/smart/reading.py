"""Reads one goal sentence into its parts: metric, numbers, direction, deadline and kind."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from pmgoals.model.calendar import FiscalCalendar
from pmgoals.smart.changes import Movement
from pmgoals.smart.deadlines import cadence, deadlines, the_deadline
from pmgoals.smart.joining import second_goal
from pmgoals.smart.metric_phrase import metric_of
from pmgoals.smart.movement import movement
from pmgoals.smart.purpose import direction_of, is_checkable, outcome_of
from pmgoals.smart.quantities import Quantity, quantities
from pmgoals.smart.tokens import Token, tokens
from pmgoals.smart.verbs import Verb, verbs

LONGEST = 4000
"""Characters of a sentence that are read; what follows is no goal any more."""

_CALENDAR_YEAR = FiscalCalendar()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What one goal sentence says; what it does not say is None."""

    metric: str | None = None
    """The words for what is measured."""
    baseline: float | None = None
    """Where it stands, in `unit`."""
    target: float | None = None
    """Where it is to be, in `unit`."""
    unit: str | None = None
    """Unit of the target, else of the change: `%`, `days`, `USD`, `points`, `count` ..."""
    change_kind: Literal["relative", "absolute"] | None = None
    """How the change is stated, when it is stated as one."""
    change_value: float | None = None
    """Its size, never negative."""
    direction: Literal["increase", "decrease", "reach", "maintain"] | None = None
    """Which way it goes."""
    deadline: dt.date | None = None
    """The last day."""
    deadline_text: str | None = None
    """The words that say by when, even when they name no day."""
    exact: bool = False
    """Whether the deadline's words name the day itself, not a period that ends with it."""
    bound: Literal["", "floor", "ceiling"] = ""
    """Whether the target is the least or the most that will do."""
    recurring: str | None = None
    """How often it repeats: `weekly` ..."""
    has_number: bool = False
    """Whether a number quantifies it."""
    vague: bool = True
    """Whether nobody could say that it was met."""
    outcome: Literal["outcome", "output", "unclear"] = "unclear"
    """A result, a piece of work, or neither."""
    several: bool = False
    """Whether it holds two goals with numbers of their own."""
    spans: dict[str, tuple[int, int]] = {}
    """Where the parts stand in the text, by field, as offsets."""


class Wording(msgspec.Struct, frozen=True):
    """A sentence with what was read from it, for those who look at its words again."""

    text: str
    """The sentence, as far as it was read."""
    reading: Reading
    """Its parts."""
    pieces: list[Token]
    """Its words, numbers and signs."""
    acts: list[Verb]
    """Its verbs."""


def read(sentence: str, today: dt.date, calendar: FiscalCalendar = _CALENDAR_YEAR) -> Reading:
    """Return the parts of the sentence; never raises, whatever is typed."""
    return parse(sentence, today, calendar).reading


def parse(sentence: str, today: dt.date, calendar: FiscalCalendar = _CALENDAR_YEAR) -> Wording:
    """Return the sentence with its parts, words and verbs; never raises, whatever is typed.

    Takes time in proportion to the length, and reads `LONGEST` characters at most.
    """
    text = sentence[:LONGEST]
    dates = deadlines(text, today, calendar)
    pieces = tokens(text)
    acts = verbs(pieces)
    works = bool(acts) and acts[0].does("output")
    due, rhythm = the_deadline(dates), cadence(text, works=works)
    masked = [(d.start, d.end) for d in dates]
    amounts = [q for q in quantities(pieces) if not _inside(q, masked)]
    moved = movement(pieces, amounts, acts)
    metric = metric_of(pieces, acts, moved, masked)
    has_number = bool(amounts) or moved.change_value is not None or moved.part
    outcome = outcome_of(pieces, acts, moved)
    if rhythm and rhythm.is_rate and outcome == "outcome":
        rhythm = None
    direction = direction_of(pieces, acts, moved)
    spans = _spans(moved) | ({"metric": metric} if metric else {})
    second = second_goal(pieces, amounts, acts, moved)
    if second:
        spans["second"] = second
    if due:
        spans["deadline"] = (due.start, due.end)
    if rhythm:
        spans["recurring"] = (rhythm.start, rhythm.end)
    reading = Reading(
        metric=text[metric[0] : metric[1]] if metric else None,
        baseline=moved.baseline,
        target=moved.target,
        unit=moved.unit,
        change_kind=moved.change_kind,
        change_value=moved.change_value,
        direction=direction,
        deadline=due.day if due else None,
        deadline_text=due.text if due else None,
        exact=bool(due and due.exact),
        bound=moved.end_at.bound if moved.end_at else "",
        recurring=rhythm.every if rhythm else None,
        has_number=has_number,
        vague=not has_number and not is_checkable(pieces, acts),
        outcome=outcome,
        several=second is not None,
        spans=spans,
    )
    return Wording(text, reading, pieces, acts)


def _inside(quantity: Quantity, spans: list[tuple[int, int]]) -> bool:
    return any(start < quantity.end and quantity.start < end for start, end in spans)


def _spans(moved: Movement) -> dict[str, tuple[int, int]]:
    named = {"baseline": moved.start_at, "target": moved.end_at, "change": moved.change_at}
    return {name: (q.start, q.end) for name, q in named.items() if q}
