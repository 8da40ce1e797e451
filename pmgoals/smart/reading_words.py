"""What was understood of a sentence, said in one line."""

from __future__ import annotations

from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import say_date
from pmgoals.smart.reading import Reading

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
