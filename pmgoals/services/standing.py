"""Where a goal stands, in words that the app and the command line share."""

from __future__ import annotations

from pmgoals.analytics.progress import Speed
from pmgoals.model.amounts import say_amount, say_number


def say_speed(found: Speed, unit: str) -> str:
    """Return `needs +0.62 % a week from here; so far +0.31`."""
    return f"needs {_signed(found.needed, unit)} a week from here; so far {_signed(found.so_far)}"


def _signed(value: float, unit: str = "") -> str:
    short = float(f"{value:.2g}")
    words = say_amount(abs(short), unit) if unit else say_number(abs(short))
    return f"{'-' if short < 0 else '+'}{words}"
