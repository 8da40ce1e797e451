"""What the fields of records are called in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

_WORDS = {
    "again": "day to come back to it",
    "applied_in": "where it was applied",
    "baseline": "today's value",
    "commitment": "whether it is a stretch",
    "definition": "what counts",
    "done_on": "done day",
    "due": "deadline",
    "ethics": "ethics check",
    "goal": "goal it is for",
    "high": "upper limit",
    "hold": "whether it is held",
    "hours_week": "hours a week",
    "low": "lower limit",
    "must_ship_first": "what must ship first",
    "no_theme_reason": "reason to serve no theme",
    "on": "day",
    "parent": "goal above",
    "privacy": "who may read it",
    "review_on": "review day",
    "turns_on": "day it turns into a performance goal",
    "until": "horizon",
}
"""Fields whose name says less than these words, or nothing to a person."""


def said_field(field: str) -> str:
    """Return what a field is called: `next action`, `deadline`."""
    return _WORDS.get(field, field.replace("_", " "))


def said_fields(fields: Iterable[str]) -> str:
    """Return what several fields are called, in order: `deadline, next action and why`."""
    words = sorted(said_field(field) for field in fields)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
