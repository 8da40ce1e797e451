"""Who may read what: the levels of a record, and how a number is told to those below its level.

A record is private by default. Each level includes those before it: what a manager may read, the
person and the mentor may read, too. What hangs on a goal follows it: milestones, check-ins.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from math import floor, inf, log10
from typing import get_args

from pmgoals.model.amounts import LARGEST
from pmgoals.model.measure import Measure
from pmgoals.model.record import Privacy

LEVELS: tuple[Privacy, ...] = get_args(Privacy)
"""The levels, the most private one first."""

LEAST = 1e-9
"""A way, or a start, below which nothing is told as a part of it."""

HUSHED = "…"
"""What stands in a text for a number that is not told."""

_NUMBER = re.compile(r"(?<![\w.,])[$€£]?(\d[\d,]*(?:\.\d+)?)(?:\s?([kKmMbB])(?![A-Za-z]))?")
_SIZES = {"k": 1e3, "m": 1e6, "b": 1e9}
_NUMERALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_WORDS = {word: float(number) for number, word in enumerate(_NUMERALS)}
_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)


def may_read(privacy: Privacy, audience: Privacy) -> bool:
    """Tell whether an audience may read a record of a level."""
    return LEVELS.index(privacy) >= LEVELS.index(audience)


def told_value(measure: Measure, value: float | None) -> float | None:
    """Return a value of a measure as it is told to those who may not read it; None for not at all.

    `percent` is the way covered, 0 at the baseline and 100 at the target; `index` is 100 at the
    baseline; `bucket` keeps one significant digit.
    """
    start, end = measure.baseline, measure.target
    if value is None or measure.told is None:
        return None
    if measure.told == "bucket":
        return float(f"{value:.0e}") if value else 0.0
    if measure.told == "percent":
        if start is None or end is None:
            return None
        way, whole = value - start, end - start
    else:
        way, whole = value, start or 0.0
    share = way / whole if abs(whole) > LEAST else inf
    return float(round(share * 100)) if abs(share) < LARGEST / 100 else None


def hushed(text: str, values: Collection[float]) -> str:
    """Return a text with every number that is one of some values replaced by an ellipsis."""
    if not values or not text:
        return text
    kept = {_digits(value) for value in values}

    def number(found: re.Match[str]) -> str:
        value = float(found[1].replace(",", "") or 0) * _SIZES.get((found[2] or "").lower(), 1)
        return HUSHED if _digits(value) in kept else found[0]

    def word(found: re.Match[str]) -> str:
        return HUSHED if _digits(_WORDS[found[0].lower()]) in kept else found[0]

    return _WORD.sub(word, _NUMBER.sub(number, text))


def _digits(value: float) -> float:
    """Return a value to nine significant digits, by which two spellings of it are one."""
    return 0.0 if not value else round(abs(value), 8 - floor(log10(abs(value))))
