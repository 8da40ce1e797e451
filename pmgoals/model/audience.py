"""Who may read what: the levels of a record, and how a number is told to those below its level.

A record is private by default. Each level includes those before it: what a manager may read, the
person and the mentor may read, too. What hangs on a goal follows it: milestones, check-ins.
"""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections.abc import Sequence
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

_NUMBER = re.compile(
    r"(?<![\w.])[$€£]?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:\s?([kKmMbB])(?![A-Za-z]))?"
)
_SIZES = {"k": 1e3, "m": 1e6, "b": 1e9}
_WORD = re.compile(r"[^\W\d_]+")
_BEHIND = re.compile(r"[ \u00a0-]?(%|[^\W\d_]+)" + r"(?:[ \u00a0-]([^\W\d_]+))?" * 2)
_JOINS = frozenset((
    "a", "after", "all", "an", "and", "are", "as", "at", "before", "between", "but", "by", "down",
    "during", "each", "every", "for", "from", "if", "in", "into", "is", "it", "its", "least",
    "more", "most", "not", "now", "of", "off", "on", "or", "our", "out", "over", "per", "percent",
    "points", "since", "so", "than", "that", "the", "then", "this", "through", "till", "to",
    "toward", "towards", "under", "until", "up", "was", "we", "when", "where", "which", "while",
    "with", "within", "without",
))  # fmt: skip
"""Words behind a number that say nothing of what it counts."""

LONGEST_STEM = 5
"""Letters by which two forms of a word are one."""


class Hidden:
    """The numbers of a goal that are not told: those of its hidden measures.

    A number in a text is one of them when it is written in digits, has the value of a start, a
    target, a limit or a reading, and does not count something else. It counts something else when a
    word stands behind it that is no joining word, and none of the three words there is one of the
    measure's unit or name (of a percentage only the sign): with 50 % hidden, `from 48 % to 50 %`
    and `to 50 by May` hide it, `First 50 accounts` and `9 Jan` do not. A measure without a unit may
    count anything: only a month behind the number shows it to be another. Numbers in words are
    prose, and stay.
    """

    def __init__(self) -> None:
        self._of: dict[float, set[str] | None] = {}

    def add(self, value: float, measure: Measure) -> None:
        """Hide a value of a measure."""
        of = self._of.setdefault(_digits(value), set())
        if of is not None and not measure.unit.strip():
            self._of[_digits(value)] = None
        elif of is not None:
            of |= {"%"} if "%" in measure.unit else _stems(f"{measure.unit} {measure.name}")

    def __bool__(self) -> bool:
        return bool(self._of)

    def holds(self, value: float, behind: Sequence[str]) -> bool:
        """Tell whether a number is hidden, by its value and up to three words behind it."""
        if (key := _digits(value)) not in self._of:
            return False
        of = self._of[key]
        if not behind or behind[0].lower() in _JOINS:
            return True
        if of is None:
            return behind[0].casefold() not in _MONTHS
        return not of.isdisjoint("%" if word == "%" else _stem(word) for word in behind)


_MONTHS = frozenset(name.casefold() for name in (*month_name, *month_abbr) if name)


def _stem(word: str) -> str:
    return word.casefold()[:LONGEST_STEM].rstrip("s")


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(text) if word.lower() not in _JOINS}


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


def hushed(text: str, hidden: Hidden) -> str:
    """Return a text with every number that is hidden replaced by an ellipsis; its unit stays."""
    if not hidden or not text:
        return text

    def number(found: re.Match[str]) -> str:
        value = float(found[1].replace(",", "") or 0) * _SIZES.get((found[2] or "").lower(), 1)
        behind = _BEHIND.match(text, found.end())
        words = [word for word in behind.groups() if word] if behind else []
        return HUSHED if hidden.holds(value, words) else found[0]

    return _NUMBER.sub(number, text)


def _digits(value: float) -> float:
    """Return a value to nine significant digits, by which two spellings of it are one."""
    return 0.0 if not value else round(abs(value), 8 - floor(log10(abs(value))))
