"""A sentence said again: what was understood of it in one line, and the title it makes."""

from __future__ import annotations

from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import say_date
from pmgoals.smart.reading import Reading, Wording

FEWEST_WORDS = 2
"""Words a title keeps when its deadline is cut off."""

_PLAIN = ("count", "x", "ratio", None)


def say_reading(seen: Reading) -> str:
    """Return the parts of a sentence parted by dots; empty when nothing was understood."""
    parts = [seen.metric or ""]
    unit = "" if seen.unit in _PLAIN else seen.unit
    values = [say_amount(v, unit) for v in (seen.baseline, seen.target) if v is not None]
    parts.append(" → ".join(values))
    if seen.change_value is not None:
        change = say_amount(seen.change_value, "%" if seen.change_kind == "relative" else unit)
        parts.append(f"{seen.direction or 'change'} by {change}")
    if seen.deadline is not None:
        parts.append(f"by {say_date(seen.deadline)}")
    parts.append(seen.recurring or "")
    if seen.reason:
        parts.append(f"why: {seen.reason}")
    return " · ".join(part for part in parts if part)


def headline(wording: Wording) -> str:
    """Return the sentence as a title: without the deadline at its end, which is a field."""
    text = wording.text.strip()
    span = wording.reading.spans.get("deadline")
    if span is None or wording.reading.deadline is None:
        return text
    before, after = wording.text[: span[0]].strip(), wording.text[span[1] :].strip()
    short = before.rstrip(" ,;:-–—(")
    if after.strip(" .,;)!") or len(short.split()) < FEWEST_WORDS:
        return text
    return short
