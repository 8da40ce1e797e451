"""The ways in which exported files write one day, month or week: an ordered table of patterns."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from pmgoals.errors import BadInput
from pmgoals.model.amounts import shown
from pmgoals.model.calendar import Week
from pmgoals.model.date_forms import MONTH, month_number, real_day

Order = Literal["dmy", "mdy"]
"""Whether the day or the month stands first in `1/5/2026`."""

LONGEST = 80
"""The most characters a date takes."""

# A year of two digits behind dashes could as well be the day: 26-01-05.
_TWO = (
    r"(?P<first>[0-9]{1,2})(?P<mark>[-/.])(?P<second>[0-9]{1,2})(?P=mark)"
    r"(?P<year>[0-9]{4}|(?<=[/.])[0-9]{2})"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
_GAP = r"(?:[ ,./-] ?)"
_YEAR = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_TIME = (
    r"(?:(?:t|,? (?:at )?|,)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<past_minute>[0-9]{2})"
    r"(?:[.,][0-9]{1,9})?)? ?(?P<half>[ap])?(?:\.?m\.?)?)?"
    r"(?P<zone>(?: ?(?:z|utc|gmt))?(?: ?(?P<east>[+-][0-9]{2}:?[0-9]{2}))?)(?: \([^()]{1,40}\))?"
)
TWO_NUMBERS = _WEEKDAY + _TWO + _TIME
"""Pattern of a date whose day or month stands first: groups `first`, `second` and `mark`."""


class Moment(NamedTuple):
    """A day, and how far into it."""

    day: date
    """The day as written, whatever the time zone beside it."""
    seconds: int = 0
    """Seconds since midnight; 0 when no time is written."""
    east: int | None = None
    """Minutes that its clock is ahead of UTC; None where no zone is written."""


def is_date(text: str) -> bool:
    """Tell whether a cell is written as a date; bare digits are not, they may be a number."""
    return 5 < len(text) <= LONGEST and found_form(text) is not None


def is_compact(text: str) -> bool:
    """Tell whether a cell holds eight digits that are a day, such as 20260105."""
    try:
        return len(text) == 8 and compact_day(text) is not None
    except BadInput:
        return False


def named(column: str) -> str:
    """Return a column's name for a message."""
    return f"“{shown(column)}”"


class _Form(NamedTuple):
    """One way to write a day, a month or a week."""

    pattern: str
    build: Callable[[re.Match[str], Order], date]


def found_form(text: str, first: int = 0) -> tuple[int, re.Match[str]] | None:
    """Return the number of the form a text has and its match, None for no date.

    The form `first` is tried first: a column keeps to one.
    """
    lowered = text.lower()
    for at in (first, *range(len(_FORMS))):
        if match := pattern(_FORMS[at].pattern).fullmatch(lowered):
            return at, match
    return None


def moment_of(form: int, match: re.Match[str], order: Order) -> Moment:
    """Return what a match of a form means; BadInput for a day that does not exist."""
    return Moment(_FORMS[form].build(match, order), _seconds(match), _east(match))


def _seconds(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if not groups.get("hour"):
        return 0
    hour = int(groups["hour"])
    if groups["half"]:
        hour = hour % 12 + (12 if groups["half"] == "p" else 0)
    return hour * 3600 + int(groups["minute"]) * 60 + int(groups["past_minute"] or 0)


def _east(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if not groups.get("zone"):
        return None
    offset = (groups["east"] or "+0000").replace(":", "")
    minutes = int(offset[1:3]) * 60 + int(offset[3:])
    return -minutes if offset[0] == "-" else minutes


def _year(digits: str) -> int:
    return int(digits.strip("'")) + (2000 if len(digits.strip("'")) == 2 else 0)


def _iso(match: re.Match[str], _: Order) -> date:
    return real_day(int(match["year"]), int(match["month_number"]), int(match["day"]))


def _numeric(match: re.Match[str], order: Order) -> date:
    first, second = int(match["first"]), int(match["second"])
    day, month = (first, second) if order == "dmy" else (second, first)
    if month > 12:
        which = "day" if order == "dmy" else "month"
        raise BadInput(f"{named(match[0])} is not a date with the {which} first")
    return real_day(_year(match["year"]), month, day)


def _by_name(match: re.Match[str], _: Order) -> date:
    return real_day(_year(match["year"]), month_number(match["month"]), int(match["day"]))


def _numbered_month(match: re.Match[str], _: Order) -> date:
    return month_end(int(match["year"]), int(match["month_number"]))


def _named_month(match: re.Match[str], _: Order) -> date:
    return month_end(int(match["year"]), month_number(match["month"]))


def _week(match: re.Match[str], _: Order) -> date:
    return Week.parse(f"{match['year']}-W{match['week']}").sunday


_FORMS = (
    _Form(
        rf"(?P<year>[0-9]{{4}})(?P<mark>[-/.])(?P<month_number>[0-9]{{1,2}})(?P=mark)"
        rf"(?P<day>[0-9]{{1,2}}){_TIME}",
        _iso,
    ),
    _Form(TWO_NUMBERS, _numeric),
    _Form(rf"{_WEEKDAY}{_DAY}(?: of)?{_GAP}{MONTH}{_GAP}{_YEAR}{_TIME}", _by_name),
    _Form(rf"{_WEEKDAY}{MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}{_TIME}", _by_name),
    _Form(r"(?P<year>[0-9]{4})[-/](?P<month_number>[0-9]{1,2})", _numbered_month),
    _Form(r"(?P<month_number>[0-9]{1,2})/(?P<year>[0-9]{4})", _numbered_month),
    _Form(rf"{MONTH}[ -](?P<year>[0-9]{{4}})", _named_month),
    _Form(r"(?P<year>[0-9]{4})[- ]?w(?P<week>[0-9]{1,2})", _week),
    _Form(r"w(?:eek )?(?P<week>[0-9]{1,2})[ ,/-]{1,2}(?P<year>[0-9]{4})", _week),
)


def compact_day(digits: str) -> date | None:
    """Return the day of 20260105, None for other than digits; BadInput for a day there is not."""
    if not (digits.isascii() and digits.isdigit()):
        return None
    return real_day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def month_end(year: int, month: int) -> date:
    """Return the last day of a month; BadInput for a month or a year that cannot be."""
    if not 1 <= month <= 12:
        raise BadInput(f"{year}-{month:02d} is not a month; a year has 12.")
    return real_day(year, month, monthrange(year, month)[1])


@cache
def pattern(text: str) -> re.Pattern[str]:
    """Compile on first use, for ASCII digits."""
    return re.compile(text, re.ASCII)
