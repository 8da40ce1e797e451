"""The words for a single day: an ordered table of forms, each a pattern and what it means."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.calendar import (
    MONTHS,
    STEPS,
    WEEKDAYS,
    FiscalCalendar,
    checked_year,
    say_date,
    year_from,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEND = "Write it like 30 Jun 2027, 2027-06-30, Q3 or in 6 weeks."
"""What to do about a date that was not understood."""
MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|" + (
    "|".join(name.lower() for name in MONTHS) + r")\.?"
)
"""Pattern of a month's name, group `month`."""

_WEEKDAY = r"(?P<weekday>mon|tues?|wed|weds|thu|thurs?|fri|sat|sun|" + (
    "|".join(name.lower() for name in WEEKDAYS) + ")"
)
_STEP = r"(?P<step>this|next|last|previous)"
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_COUNT = rf"(?P<count>[0-9]{{1,5}}|(?:{'|'.join(_NUMBERS)})(?= ))"
_UNIT = (
    r"(?P<unit>days?|weeks?|fortnights?|months?|quarters?|years?|(?:(?<=[0-9])|(?<=[0-9] ))[dw])"
)
_YEAR = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_ORDINAL = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_NEARBY = {
    "today": 0,
    "now": 0,
    "tonight": 0,
    "eod": 0,
    "end of day": 0,
    "end of the day": 0,
    "tomorrow": 1,
    "yesterday": -1,
    "day after tomorrow": 2,
    "day before yesterday": -2,
}


class Asked(msgspec.Struct, frozen=True):
    """What the grammar is asked to read, and from where the person is looking."""

    words: str
    """Lower case, single spaces, no lead-in such as `by`."""
    today: date
    """The day the words are read on."""
    calendar: FiscalCalendar
    """Where quarters and halves fall."""
    past: bool
    """Whether what comes round every week or year means the latest, not the next."""

    def saying(self, words: str) -> Asked:
        """Return the same question with other words."""
        return msgspec.structs.replace(self, words=words)

    def nearest(self, days: Iterator[date]) -> date | None:
        """Return the first of ascending days not before today, or the last not after today."""
        best = None
        for day in days:
            if not self.past and day >= self.today:
                return day
            if self.past and day <= self.today:
                best = day
        return best

    def years_around(self) -> range:
        """Return years wide enough to hold a leap day or a week 53 on either side of today."""
        return range(max(self.today.year - 9, 1), min(self.today.year + 10, 9999))


class Form(NamedTuple):
    """One way to write a day."""

    pattern: str
    """What the whole of the words must match."""
    build: Callable[[re.Match[str], Asked], date]
    """What they mean; raises BadInput when they name a day that does not exist."""
    exact: bool = True
    """Whether the words name a day and not a period."""


def named_day(asked: Asked) -> tuple[date, bool] | None:
    """Return the day the words name and whether exactly; None when no form fits."""
    for form in _FORMS:
        if found := pattern(form.pattern).fullmatch(asked.words):
            return form.build(found, asked), form.exact
    return None


@cache
def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern on first use: most runs read no dates."""
    return re.compile(text, re.ASCII)


def month_number(name: str) -> int:
    """Return 1 to 12 for a name that MONTH matched."""
    return 1 + [month[:3].lower() for month in MONTHS].index(name[:3])


def real_day(year: int, month: int, day: int) -> date:
    """Return the day; raises BadInput that says how long the month is when there is no such."""
    checked_year(year)
    if not 1 <= month <= 12:
        raise BadInput(f"{year}-{month:02d} is not a month; a year has 12.", MEND)
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        name = MONTHS[month - 1]
        said = f"{day} {name[:3]} {year} is not a date"
        raise BadInput(f"{said}; {name}{f' {year}' if month == 2 else ''} has {length} days.", MEND)
    return date(year, month, day)


def _nearby(found: re.Match[str], asked: Asked) -> date:
    return asked.today + timedelta(days=_NEARBY[found[0]])


def _weekday(found: re.Match[str], asked: Asked) -> date:
    """Return the nearest such weekday; `next` and `last` never mean today, `this` may."""
    step = found["step"]
    ahead = (_weekday_number(found) - asked.today.weekday()) % 7
    if not ahead and (step == "this" or (not step and asked.past)):
        return asked.today
    back = asked.past if step in (None, "this") else STEPS[step] < 0
    return asked.today + timedelta(days=ahead - 7 if back else ahead or 7)


def _weekday_of_week(found: re.Match[str], asked: Asked) -> date:
    """Return the weekday of an ISO week: `friday next week`."""
    monday = asked.today - timedelta(days=asked.today.weekday())
    return monday + timedelta(days=_weekday_number(found), weeks=STEPS[found["step"]])


def _same_weekday(found: re.Match[str], asked: Asked) -> date:
    return asked.today + timedelta(weeks=STEPS[found["step"]])


def _ago(found: re.Match[str], asked: Asked) -> date:
    return _moved(found, asked.today, -1)


def _ahead(found: re.Match[str], asked: Asked) -> date:
    """Return the day of `in 6 weeks`; a bare `6 weeks` goes the way the question leans."""
    return _moved(found, asked.today, -1 if asked.past and not found["towards"] else 1)


def _moved(found: re.Match[str], today: date, sign: int) -> date:
    """Return the day a count of units away; months keep the day or take the month's last."""
    from dateutil.relativedelta import relativedelta

    word, unit = found["count"], found["unit"]
    count = sign * (_NUMBERS.get(word) or int(word))
    if unit[0] in "dwf":
        return today + timedelta(days=count * {"d": 1, "w": 7, "f": 14}[unit[0]])
    months = count * {"m": 1, "q": 3, "y": 12}[unit[0]]
    return today + relativedelta(months=months)


def _numeric(found: re.Match[str], asked: Asked) -> date:
    return real_day(int(found["year"]), int(found["month"]), int(found["day"]))


def _slashed(found: re.Match[str], asked: Asked) -> date:
    """Return the day of `30/9/2027` or `9/30/2027`; refuse what can be read two ways."""
    first, second, year = (int(found[n]) for n in (1, 2, 3))
    if first == second or second > 12:
        return real_day(year, first, second) if first <= 12 else _refuse_numbers(found, asked)
    if first > 12:
        return real_day(year, second, first)
    one, two = f"{first} {MONTHS[second - 1]}", f"{second} {MONTHS[first - 1]}"
    what = f"{found[0]} could be {one} or {two}."
    raise BadInput(what, f"Write it with the month's name, like {one} {year}.")


def _refuse_numbers(found: re.Match[str], asked: Asked) -> NoReturn:
    what = f"{found[0]} does not say clearly which is the day, the month and the year."
    raise BadInput(what, "Write it with the month's name, like 30 Jun 2027.")


def _yearless_numbers(found: re.Match[str], asked: Asked) -> date:
    """Return the day of `3/31` or `31/3`; refuse what can be read two ways."""
    first, second = int(found["first"]), int(found["second"])
    if first <= 12 < second:
        return _yearless(first, second, asked)
    if second <= 12 < first:
        return _yearless(second, first, asked)
    if first == second and 1 <= first <= 12:
        return _yearless(first, second, asked)
    return _refuse_numbers(found, asked)


def _named(found: re.Match[str], asked: Asked) -> date:
    """Return the day of `30 Sep 2027` or `31 December`; a weekday beside it must be right."""
    month, number = month_number(found["month"]), int(found["day"])
    if found["year"]:
        day = real_day(year_from(found["year"]), month, number)
    else:
        day = _yearless(month, number, asked)
    if found["weekday"] and _weekday_number(found) != day.weekday():
        is_, was = WEEKDAYS[day.weekday()], WEEKDAYS[_weekday_number(found)]
        raise BadInput(f"{say_date(day)} is a {is_}, not a {was}.", MEND)
    return day


def _yearless(month: int, number: int, asked: Asked) -> date:
    """Return the next or the latest day of that name; only 29 February skips years."""
    name, length = MONTHS[month - 1], monthrange(2024, month)[1]
    if not 1 <= number <= length:
        most = "at most " if month == 2 else ""
        what = f"{number} {name[:3]} is not a date; {name} has {most}{length} days."
        raise BadInput(what, MEND)
    years = (y for y in asked.years_around() if number <= monthrange(y, month)[1])
    day = asked.nearest(date(year, month, number) for year in years)
    if day is None:
        raise OverflowError(name)
    return day


def _weekday_number(found: re.Match[str]) -> int:
    return [name[:3].lower() for name in WEEKDAYS].index(found["weekday"][:3])


# The first form that fits decides. Patterns see lower case words with single spaces.
_FORMS = (
    Form("|".join(_NEARBY), _nearby),
    Form(rf"(?:{_STEP} )?{_WEEKDAY}", _weekday),
    Form(rf"{_WEEKDAY} {_STEP} week", _weekday_of_week),
    Form(r"(?P<step>next|last|previous) week", _same_weekday, exact=False),
    Form(rf"{_COUNT} ?{_UNIT} ago", _ago),
    Form(rf"(?P<towards>(?:in|within) (?:the next )?){_COUNT} ?{_UNIT}", _ahead),
    Form(rf"{_COUNT} ?{_UNIT}(?P<towards> from (?:now|today)| time)?", _ahead),
    Form(r"(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})", _numeric),
    Form(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})", _numeric),
    Form(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})", _slashed),
    Form(r"(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})", _yearless_numbers),
    Form(r"[0-9]{1,2}[-/.][0-9]{1,2}(?:[-/.][0-9]{2})?", _refuse_numbers),
    Form(rf"(?:{_WEEKDAY},? )?{_ORDINAL}(?: of)?[ -]{MONTH}(?:,?[ -]{_YEAR})?", _named),
    Form(rf"(?:{_WEEKDAY},? )?{MONTH}[ -]{_ORDINAL}(?:,?[ -]{_YEAR})?", _named),
)
