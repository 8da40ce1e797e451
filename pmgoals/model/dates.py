"""Understanding a date as a person writes it: the front door of a small grammar.

`date_forms` knows the words for days, `date_periods` those for weeks, months, quarters and years.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.amounts import shown
from pmgoals.model.calendar import FIRST_YEAR, LAST_YEAR, FiscalCalendar
from pmgoals.model.date_forms import MEND, Asked, named_day, pattern
from pmgoals.model.date_periods import Edge, Period, named_period, whole_period

LONGEST = 80
"""The most characters a date takes; longer text is refused before it is read."""

PERIOD_MEND = "Write it like Q3, H1 2027, FY27, this year or June 2027."
"""What to write where a period is asked."""

_CALENDAR_YEAR = FiscalCalendar()
_FIRST_DAY, _LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
_LEADING = r"(?:(?:by|on|until|till|before|due|during|the) )+"
_EDGE = (
    r"(?:(?P<start>start|beginning|first day)|(?P<mid>mid|middle)|(?P<end>end|last day))"
    r"(?: of)?[ -](?:the )?(?P<rest>.+)"
)
_BARE_UNIT = r"week|month|quarter|half|year|(?:fiscal|financial) year"
_SHORT = {
    "eow": "end of week",
    "eom": "end of month",
    "eoq": "end of quarter",
    "eoy": "end of year",
    "eofy": "end of fiscal year",
    "this fy": "this fiscal year",
    "next fy": "next fiscal year",
    "month end": "end of month",
    "quarter end": "end of quarter",
    "year end": "end of year",
    "fiscal year end": "end of fiscal year",
}
_VAGUE = {
    "asap", "at some point", "eventually", "in the future", "later", "never", "one day",
    "some day", "someday", "sometime", "soon", "sooner or later", "tbd",
}  # fmt: skip


class Understood(msgspec.Struct, frozen=True):
    """A date that was read, and the words it was read from."""

    day: date
    """The day the words come to."""
    text: str
    """The words as typed, on one line."""
    exact: bool
    """False when the words name a period, such as Q3, and a day of it was taken."""


def understand_day(
    text: str,
    today: date,
    calendar: FiscalCalendar = _CALENDAR_YEAR,
    lean: Literal["future", "past"] = "future",
) -> Understood:
    """Read a day such as `30 Sep 2027`, `fri`, `in 6 weeks`, `end of June`, `Q3` or `EOY`.

    A period stands for its last day (a week that leans to the past: its Monday). `lean` decides
    what comes round again: `June` is the next one, today included, or the latest one that is
    over; a weekday alone is the next one after today, or the latest one, today included. Quarters,
    halves and FY years follow `calendar`; plain years are calendar years.

    Raises BadInput, and nothing else, for every text that is no day between 1970 and 2200.
    """
    typed = _one_line(text)
    asked = Asked(words=_key(typed), today=today, calendar=calendar, past=lean == "past")
    try:
        found = _read(asked)
    except (OverflowError, ValueError):
        # Date arithmetic ran past the years the standard library can hold.
        raise _out_of_range(text) from None
    if found is None:
        raise BadInput(f"{shown(text)} is not a date I can read.", MEND)
    day, exact = found
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise _out_of_range(text)
    return Understood(day, typed, exact)


def understand_period(text: str, today: date, calendar: FiscalCalendar = _CALENDAR_YEAR) -> Period:
    """Read a week, month, quarter, half or year such as `Q3`, `H1 2027`, `FY27` or `this year`.

    What comes round again is the next one that is not over. Raises BadInput, and nothing else,
    for every text that is no such period between 1970 and 2200.
    """
    asked = Asked(words=_key(_one_line(text)), today=today, calendar=calendar, past=False)
    try:
        found = whole_period(asked)
    except (OverflowError, ValueError):
        raise _out_of_range(text) from None
    if found is None:
        raise BadInput(f"{shown(text)} is not a period I can read.", PERIOD_MEND)
    if found.first < _FIRST_DAY or found.last > _LAST_DAY:
        raise _out_of_range(text)
    return found


def _one_line(text: str) -> str:
    """Return the text with single spaces; raises BadInput when it is empty or too long."""
    if len(text) > LONGEST:
        raise BadInput(f"{shown(text)} is too long for a date.", MEND)
    typed = " ".join(text.split())
    if not typed:
        raise BadInput("There is no date here.", MEND)
    return typed


def _key(typed: str) -> str:
    """Return the words the grammar reads: lower case, short forms written out, no lead-in."""
    words = typed.lower().rstrip(".,;! ")
    if lead := pattern(_LEADING).match(words):
        words = words[lead.end() :]
    if words in _VAGUE:
        raise BadInput(f"{shown(typed)} is not a date; it names no day.", MEND)
    return _SHORT.get(words.replace("-", " "), words)


def _read(asked: Asked) -> tuple[date, bool] | None:
    """Return the day and whether it was named exactly, or None for words that name no day."""
    if found := named_day(asked):
        return found
    edge, rest = _edge(asked.words)
    if day := named_period(asked.saying(rest), edge):
        return day, False
    # "By end of Friday" is Friday.
    return named_day(asked.saying(rest)) if edge == "end" else None


def _edge(words: str) -> tuple[Edge | None, str]:
    """Part `end of june` into its edge and its period; `end of month` means this month."""
    found = pattern(_EDGE).fullmatch(words)
    if not found:
        return None, words
    edge: Edge = "start" if found["start"] else "mid" if found["mid"] else "end"
    rest = found["rest"]
    return edge, f"this {rest}" if pattern(_BARE_UNIT).fullmatch(rest) else rest


def _out_of_range(text: str) -> BadInput:
    """Return the error for a day outside the years a plan can hold."""
    return BadInput(f"{shown(text)} is outside the years {FIRST_YEAR} to {LAST_YEAR}.", MEND)
