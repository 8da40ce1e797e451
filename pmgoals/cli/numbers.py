"""Whole numbers and shares, as a person types them."""

from __future__ import annotations

from pmgoals.errors import BadInput
from pmgoals.model.amounts import parse_amount, shown


def whole(text: str, what: str) -> int:
    """Return a whole number. BadInput otherwise; its range is the service's to judge."""
    value = parse_amount(text).value
    if value != int(value):
        raise BadInput(f"The {what} {shown(text)} is not a whole number.", "Write it like 7.")
    return int(value)


def number(text: str | None) -> float | None:
    """Return a number, None when none was typed."""
    return None if text is None else parse_amount(text).value


def grade(text: str) -> float:
    """Return a grade as typed: 0.8, or 80 %. Its range is the service's to judge."""
    amount = parse_amount(text)
    return amount.value / 100 if amount.unit == "%" else amount.value


def share(value: float | None) -> str:
    """Return a share as whole per cent, empty for none."""
    return "" if value is None else f"{round(value * 100)} %"
