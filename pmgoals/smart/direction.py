"""Which way a sentence wants its metric to go."""

from __future__ import annotations

from typing import Literal

from pmgoals import knowledge
from pmgoals.smart.changes import Movement
from pmgoals.smart.metric_phrase import phrase_end
from pmgoals.smart.quantities import Quantity
from pmgoals.smart.tokens import Token, low_at
from pmgoals.smart.verbs import Verb, changing, comparison, governing

Direction = Literal["increase", "decrease", "reach", "maintain"]
"""Which way a goal goes."""


def better_way(pieces: list[Token], start: int, end: int) -> str:
    """Return the better direction of the metrics between two tokens; empty without one."""
    words = knowledge.words()
    found = [part for t in pieces[start:end] for part in _parts(t) if part in words.better]
    lower = [t for t in pieces[start:end] if set(_parts(t)) & words.nuisances]
    if not found:
        return ""
    # "Error rate" and "number of bugs": a neutral word takes the side of what it counts.
    neutral = [word for word in found if word in words.neutral]
    if (lower and neutral) or any(words.better[word] == "decrease" for word in found):
        return "decrease"
    return "increase"


def _parts(token: Token) -> list[str]:
    return [token.low, *token.low.split("-")[-1:]] if "-" in token.low else [token.low]


def direction_of(pieces: list[Token], acts: list[Verb], moved: Movement) -> Direction | None:
    """Return which way the sentence wants to go; None when it names no quantity."""
    return (
        _way_of_numbers(moved)
        or _way_of_change(pieces, moved)
        or _way_down(pieces, moved.main)
        or _way_of_verb(pieces, _verb_of(acts, moved), moved)
        or ("reach" if moved.target is not None else None)
        or compared_way(pieces, _verb_of(acts, moved))
        or named_change(pieces)
    )


def _way_of_numbers(moved: Movement) -> Direction | None:
    """Return the way from today's value to the target."""
    if moved.baseline is None or moved.target is None or moved.baseline == moved.target:
        return None
    return "increase" if moved.target > moved.baseline else "decrease"


def _way_of_change(pieces: list[Token], moved: Movement) -> Direction | None:
    """Return the way of `30% growth`; an improvement of what is better low goes down."""
    if moved.nominal == "increase":
        return "decrease" if moved.change_at and _worse(pieces, moved) else "increase"
    return "decrease" if moved.nominal == "decrease" else None


def _way_down(pieces: list[Token], main: Quantity | None) -> Direction | None:
    """Return the way of `down to 5`."""
    if main is None or low_at(pieces, main.first - 1) != "to":
        return None
    return "decrease" if low_at(pieces, main.first - 2) == "down" else None


def _way_of_verb(pieces: list[Token], verb: Verb | None, moved: Movement) -> Direction | None:
    """Return the way of the verb; to improve goes the better way of what it improves."""
    if verb is None:
        return None
    main = moved.main
    if verb.does("maintain") and (main or not verb.does("output")):
        return "maintain"
    if verb.does("increase", "decrease"):
        return "increase" if verb.does("increase") else "decrease"
    if not verb.does("improve"):
        return None
    better = better_way(pieces, verb.index + 1, phrase_end(pieces, verb.index + 1))
    if better == "decrease" or (main is not None and main.bound == "ceiling"):
        return "decrease"
    return "increase" if better or main else None


def _verb_of(acts: list[Verb], moved: Movement) -> Verb | None:
    """Return the verb that moves the metric: for `by 5 points`, the nearest one of change."""
    main = moved.main
    if main is None:
        return next(iter(acts), None)
    return changing(acts, main.first) if moved.change_at is main else governing(acts, main.first)


def compared_way(pieces: list[Token], verb: Verb | None) -> Direction | None:
    """Return the way of `fewer drop-offs` or `attend more meetups`."""
    if verb is not None and verb.does("learn"):
        return None
    start = verb.index + 1 if verb else 0
    for index in range(start, min(start + 3, len(pieces))):
        if way := comparison(pieces, index):
            return "increase" if way == "increase" else "decrease"
    return None


def named_change(pieces: list[Token]) -> Direction | None:
    """Return the way of a change that is only named: `technical debt reduction`."""
    way = knowledge.grammar().changing.nouns.get(pieces[-1].low) if len(pieces) > 1 else None
    return "increase" if way == "increase" else "decrease" if way else None


def _worse(pieces: list[Token], moved: Movement) -> bool:
    """Return whether an `improvement` is one of a metric where lower is better."""
    after = moved.change_at.last + 1 if moved.change_at else 0
    improved = any(t.low.startswith("improve") for t in pieces[after : after + 2])
    return improved and better_way(pieces, after + 1, after + 7) == "decrease"
