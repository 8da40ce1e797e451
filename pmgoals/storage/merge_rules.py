"""What a merge knows of fields and values: which say one thing together, which keep both words."""

from __future__ import annotations

from typing import Any

from pmgoals.storage.codec import Document

MISSING: Any = object()
"""Stands where a field or a record is not there."""

UNKNOWN: Any = object()
"""What both sides came from, when no earlier state is known."""

STAMPS = ("updated", "zone")
"""Fields that follow the side that was written last."""

JOINED = {"journal": ("answers", "text"), "checkins": ("note",)}
"""Fields whose words are both kept when two records were made for the same place."""

TOGETHER: dict[str, tuple[tuple[str, ...], ...]] = {
    "goals": (
        ("state", "closed_on", "grade", "decision", "closing_note"),
        ("due", "original_due"),
    ),
    "milestones": (("due", "original_due"),),
    "measures": (("target", "original_target"),),
    "reviews": (("closed", "closed_at", "on"),),
    "ladder": (("name", "levels", "competencies", "expectations"),),
}
"""Fields that say one thing together: they come from one side."""

PARTS = ("measures", "milestones", "if_then")
"""Tables whose records go to the trash, and come back, with their goal."""

WORK = (*PARTS, "checkins", "readings")
"""Tables in which a new record says that its goal goes on."""


def joined_sets(base: list[Any], last: list[Any], first: list[Any]) -> list[Any]:
    """Return the entries of both without those that one of them removed."""
    removed = [entry for entry in base if entry not in last or entry not in first]
    every = dict.fromkeys([*last, *first])
    return [entry for entry in every if entry not in removed]


def is_set(value: Any) -> bool:
    """Tell whether a value is a list of words, in which order says nothing."""
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def both(first: Any, second: Any) -> Any:
    """Return words of two places together: texts under each other, mappings key by key."""
    if first is MISSING or second is MISSING:
        return second if first is MISSING else first
    if isinstance(first, dict) and isinstance(second, dict):
        keys = dict.fromkeys([*first, *second])
        return {k: both(first.get(k, MISSING), second.get(k, MISSING)) for k in keys}
    if not isinstance(first, str) or not isinstance(second, str) or second in first:
        return first
    return second if first in second else f"{first}\n{second}"


def was_edited(base: Document, late: Document, early: Document) -> bool:
    """Tell whether one side deleted what the other changed: the edit counts."""
    deleted = [side for side in (late, early) if "deleted" in side]
    edited = [side for side in (late, early) if "deleted" not in side]
    if len(deleted) != 1 or "deleted" in base:
        return False
    if not base:  # what both came from is not known: the later word counts
        return edited[0] is late
    return edited[0] != base  # taken out of the trash again, it has a newer stamp, too
