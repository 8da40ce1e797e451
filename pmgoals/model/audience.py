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
    r"(?<![\w.])[$€£]?((?:\d{1,3}(?:[, \u00a0\u202f]\d{3})+|\d+)(?:\.\d+)?)"
    r"(?:[\s-]?(k|m|b|mn|bn|mio|mrd|thousand|million|billion)(?![A-Za-z]))?",
    re.IGNORECASE,
)
_SIZES = {
    "k": 1e3,
    "m": 1e6,
    "b": 1e9,
    "mn": 1e6,
    "bn": 1e9,
    "mio": 1e6,
    "mrd": 1e9,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
}
_SAID = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "half": 50,
}  # fmt: skip
"""Numbers in words; half is 50 %."""
_IN_WORDS = re.compile(rf"(?<!\w)({'|'.join(_SAID)})(?!\w)", re.IGNORECASE)
_TIMES = {"min": 1.0, "minute": 1.0, "h": 60.0, "hour": 60.0, "d": 1440.0, "day": 1440.0,
          "w": 10080.0, "week": 10080.0}  # fmt: skip
"""Minutes of the units of time that one length of time may be written in."""

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
    count anything: only a month behind the number shows it to be another. A number in words, or of
    another unit of time (`3 weeks` for 21 days), is one of them when it counts the same thing: with
    15 customers hidden, `fifteen customers` is, `two minutes` is prose.
    """

    def __init__(self) -> None:
        self._of: dict[float, set[str] | None] = {}
        self._counting: dict[float, set[str]] = {}
        """Values that are hidden only with one of these words behind them."""

    def add(self, value: float, measure: Measure) -> None:
        """Hide a value of a measure."""
        counted = {"%", "percent"[:LONGEST_STEM]} if "%" in measure.unit else set()
        counted |= _stems(measure.unit.strip("% ") or ("" if counted else measure.name))
        self._counting.setdefault(_digits(value), set()).update(counted)
        unit = next((u for u in _TIMES if _stem(measure.unit.strip()) == _stem(u)), None)
        for other, minutes in _TIMES.items() if unit else ():
            same = value * _TIMES[unit or ""] / minutes
            self._counting.setdefault(_digits(same), set()).add(_stem(other))
        of = self._of.setdefault(_digits(value), set())
        if of is not None and not measure.unit.strip():
            self._of[_digits(value)] = None
        elif of is not None:
            of |= {"%"} if "%" in measure.unit else _stems(f"{measure.unit} {measure.name}")

    def __bool__(self) -> bool:
        return bool(self._of)

    def counts(self, value: float, behind: Sequence[str]) -> bool:
        """Tell whether a number is hidden that has the word for what it counts behind it."""
        of = self._counting.get(_digits(value), set())
        return not of.isdisjoint("%" if word == "%" else _stem(word) for word in behind)

    def holds(self, value: float, behind: Sequence[str]) -> bool:
        """Tell whether a number is hidden, by its value and up to three words behind it."""
        if self.counts(value, behind[:1]):
            return True
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

    def behind(end: int) -> list[str]:
        words = _BEHIND.match(text, end)
        return [word for word in words.groups() if word] if words else []

    def number(found: re.Match[str]) -> str:
        return HUSHED if hidden.holds(_value(found), behind(found.end())) else found[0]

    def word(found: re.Match[str]) -> str:
        value = float(_SAID[found[1].lower()])
        return HUSHED if hidden.counts(value, behind(found.end())) else found[0]

    found = list(_NUMBER.finditer(text)) + list(_IN_WORDS.finditer(text))
    pieces, at = [], 0
    for each in sorted(found, key=lambda match: match.start()):
        pieces += [text[at : each.start()], (number if each.re is _NUMBER else word)(each)]
        at = each.end()
    return "".join([*pieces, text[at:]])


def numbers_in(text: str) -> list[float]:
    """Return the numbers that a text holds in digits."""
    return [_value(found) for found in _NUMBER.finditer(text)]


def _value(found: re.Match[str]) -> float:
    digits = re.sub(r"[^\d.]", "", found[1])
    return float(digits or 0) * _SIZES.get((found[2] or "").lower(), 1)


def _digits(value: float) -> float:
    """Return a value to nine significant digits, by which two spellings of it are one."""
    return 0.0 if not value else round(abs(value), 8 - floor(log10(abs(value))))
