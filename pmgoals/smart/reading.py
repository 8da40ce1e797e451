"""Reads one goal sentence into its parts: metric, numbers, direction, deadline and kind."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from pmgoals.model.calendar import FiscalCalendar
from pmgoals.smart.changes import Movement
from pmgoals.smart.deadlines import Cadence, Deadline, cadence, deadlines, the_deadline
from pmgoals.smart.direction import Direction, direction_of
from pmgoals.smart.joining import second_goal
from pmgoals.smart.metric_phrase import metric_of
from pmgoals.smart.movement import movement
from pmgoals.smart.openings import opening
from pmgoals.smart.purpose import Outcome, is_checkable, outcome_of
from pmgoals.smart.quantities import Quantity, quantities
from pmgoals.smart.reasons import reason_of
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
    direction: Direction | None = None
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
    outcome: Outcome = "unclear"
    """A result, a piece of work, or neither."""
    reason: str | None = None
    """Why it is wanted: what stands behind `so that`."""
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
    """Its words, numbers and signs, without what only says that somebody wants it."""
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
    pieces = tokens(text)
    pieces = pieces[opening(pieces) :]
    acts = verbs(pieces)
    dates = deadlines(text, today, calendar)
    masked = [(d.start, d.end) for d in dates]
    amounts = [q for q in quantities(pieces) if not _inside(q, masked)]
    moved = movement(pieces, amounts, acts)
    metric = metric_of(pieces, acts, moved, masked)
    second = second_goal(pieces, amounts, acts, moved)
    outcome = outcome_of(pieces, acts, moved)
    due, rhythm = the_deadline(dates), _rhythm(text, acts, outcome)
    reason = reason_of(pieces, due, moved)
    has_number = bool(amounts) or moved.change_value is not None or moved.part
    spans = _spans(moved) | _others(metric, second, due, rhythm)
    spans |= {"reason": reason} if reason else {}
    reading = Reading(
        metric=text[slice(*metric)] if metric else None,
        baseline=moved.baseline,
        target=moved.target,
        unit=moved.unit,
        change_kind=moved.change_kind,
        change_value=moved.change_value,
        direction=direction_of(pieces, acts, moved),
        deadline=due.day if due else None,
        deadline_text=due.text if due else None,
        exact=bool(due and due.exact),
        bound=moved.end_at.bound if moved.end_at else "",
        recurring=rhythm.every if rhythm else None,
        has_number=has_number,
        vague=not has_number and not is_checkable(pieces, acts),
        outcome=outcome,
        reason=text[slice(*reason)] if reason else None,
        several=second is not None,
        spans=spans,
    )
    return Wording(text, reading, pieces, acts)


def _rhythm(text: str, acts: list[Verb], outcome: Outcome) -> Cadence | None:
    """Return how often work repeats; `per month` beside a result is a rate of its metric."""
    found = cadence(text, works=bool(acts) and acts[0].does("output"))
    return None if found and found.is_rate and outcome == "outcome" else found


def _inside(quantity: Quantity, spans: list[tuple[int, int]]) -> bool:
    return any(start < quantity.end and quantity.start < end for start, end in spans)


def _spans(moved: Movement) -> dict[str, tuple[int, int]]:
    named = {"baseline": moved.start_at, "target": moved.end_at, "change": moved.change_at}
    return {name: (q.start, q.end) for name, q in named.items() if q}


def _others(
    metric: tuple[int, int] | None,
    second: tuple[int, int] | None,
    due: Deadline | None,
    rhythm: Cadence | None,
) -> dict[str, tuple[int, int]]:
    found = {
        "metric": metric,
        "second": second,
        "deadline": due and (due.start, due.end),
        "recurring": rhythm and (rhythm.start, rhythm.end),
    }
    return {name: span for name, span in found.items() if span}
