"""Numbers, grades and shares, as a person types and reads them."""

from __future__ import annotations

from argparse import ArgumentTypeError

from pmgoals.model.amounts import parse_amount, parse_grade


def number(text: str | None) -> float | None:
    """Return a number, None when none was typed."""
    return None if text is None else parse_amount(text).value


def grade(text: str) -> float:
    """Return a grade as typed: 0.8, or 80 %. BadInput for anything else."""
    return parse_grade(text)


def share(value: float | None) -> str:
    """Return a share as whole per cent, empty for none."""
    return "" if value is None else f"{round(value * 100)} %"


def counted(text: str) -> int:
    """Return how many of a list, as an option takes it: a whole number from 1 up."""
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0):
        raise ArgumentTypeError(f"“{text[:20]}” is no whole number from 1 up")
    return int(text[:9])
