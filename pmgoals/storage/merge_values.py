"""Values of two copies of a plan brought together: sets, and words for one place."""

from __future__ import annotations

from typing import Any

from pmgoals.storage.codec import Document

MISSING: Any = object()
"""Stands where a field or a record is not there."""


def joined_sets(base: list[Any], last: list[Any], first: list[Any]) -> list[Any]:
    """Return the entries of both without those that one of them removed."""
    removed = [entry for entry in base if entry not in last or entry not in first]
    every = dict.fromkeys([*last, *first])
    return [entry for entry in every if entry not in removed]


def is_set(value: Any) -> bool:
    """Tell whether a value is a list of texts, which is joined as a set."""
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


def both_went_on(
    table: str, base: Document, early: Document, late: Document
) -> tuple[Document, Document]:
    """Return two states of a week's entry, each with what both put behind what stood there.

    Where one of them changed what stood there, or both wrote into an empty week by hand, the later
    text counts alone; then it is of that text alone that the entry says where it came from.
    """
    before, first, last = (side.get("text", "") for side in (base, early, late))
    if table != "journal" or not base or first in (before, last) or last == before:
        return early, late
    brought = any(side.get("origins") != base.get("origins") for side in (early, late))
    if first.startswith(before) and last.startswith(before) and (before or brought):
        parts, more = (text[len(before) :].strip("\n").split("\n\n") for text in (last, first))
        added = [part for part in more if part not in parts]
        text = "\n\n".join([last.rstrip("\n"), *added])
        return early | {"text": text}, late | {"text": text}
    early = {name: value for name, value in early.items() if name != "origins"}
    return early | {name: late[name] for name in ("origins",) if name in late}, late
