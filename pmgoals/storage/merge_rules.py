"""What a merge knows of fields: which say one thing together, which keep the words of both."""

from __future__ import annotations

from typing import Any

from pmgoals.storage.codec import Document

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

UNTOLD = ("origin_said",)
"""Fields that nobody wrote: what became of them says nothing to a person."""

PARTS = ("measures", "milestones", "if_then")
"""Tables whose records go to the trash, and come back, with their goal."""

WORK = (*PARTS, "checkins", "readings")
"""Tables in which a new record says that its goal goes on."""


def was_edited(base: Document, late: Document, early: Document) -> bool:
    """Tell whether one side deleted what the other changed: the edit counts."""
    deleted = [side for side in (late, early) if "deleted" in side]
    edited = [side for side in (late, early) if "deleted" not in side]
    if len(deleted) != 1 or "deleted" in base:
        return False
    if not base:  # what both came from is not known: the later word counts
        return edited[0] is late
    return edited[0] != base  # taken out of the trash again, it has a newer stamp, too


def stamp_of_change(document: Document) -> tuple[str, str]:
    """Return what orders records by their last change."""
    return str(document.get("updated", "")), str(document.get("id", ""))
