"""The words for a stretch of time: weeks, months, quarters, halves and years, as a table of forms.

A period stands for one day when a day is asked for: its last, unless the words name another edge.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from pmgoals.errors import BadInput
from pmgoals.model.calendar import (
    FISCAL_YEAR,
    QUARTER,
    STEPS,
    Week,
    checked_year,
    weeks_in,
    year_from,
)
from pmgoals.model.date_forms import MEND, MONTH, Asked, month_number, pattern, real_day

if TYPE_CHECKING:
    from collections.abc import Callable

Edge = Literal["start", "mid", "end"]
"""Which day of a period is meant."""

_STEP = r"(?P<step>this|current|next|last|previous)"


class Period(NamedTuple):
    """A stretch of days: a week, or whole months."""

    first: date
    """The first day."""
    last: date
    """The last day, inclusive."""

    def day(self, edge: Edge) -> date:
        """Return the day at an edge; the middle of a year is 30 June, of a month the 15th."""
        if edge == "start":
            return self.first
        if edge == "end":
            return self.last
        if self.is_week:
            return self.first + timedelta(days=3)
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        if months % 2:
            return _month(self.first, months // 2).first.replace(day=15)
        return _month(self.first, months // 2 - 1).last

    @property
    def is_week(self) -> bool:
        """Whether it is a week; every other period is at least a month."""
        return (self.last - self.first).days == 6


class Form(NamedTuple):
    """One way to write a period."""

    pattern: str
    """What the whole of the words must match."""
    build: Callable[[re.Match[str], Asked, Edge], Period | None]
    """What they mean; raises BadInput when they name a period that does not exist."""
    week: bool = False
    """Whether it is a week, which stands for its Monday when the question leans to the past."""


def named_period(asked: Asked, edge: Edge | None) -> date | None:
    """Return the day the named period stands for; None when no form fits.

    Without an edge that is the last day, or the Monday of a week that leans to the past.
    """
    for form in _FORMS:
        if found := pattern(form.pattern).fullmatch(_bare(asked)):
            wanted = edge or ("start" if form.week and asked.past else "end")
            period = form.build(found, asked, wanted)
            return period.day(wanted) if period else None
    return None


def whole_period(asked: Asked) -> Period | None:
    """Return all of the named period; None when no form fits."""
    for form in _FORMS:
        if found := pattern(form.pattern).fullmatch(_bare(asked)):
            return form.build(found, asked, "end")
    return None


def _bare(asked: Asked) -> str:
    return asked.words.removeprefix("in ").removeprefix("the ")


def _month(day: date, months: int = 0) -> Period:
    """Return the month that many months after the one that holds the day."""
    from dateutil.relativedelta import relativedelta

    first = day.replace(day=1) + relativedelta(months=months)
    return Period(first, first + relativedelta(day=31))


def _nearest(periods: list[Period], asked: Asked, edge: Edge) -> Period | None:
    """Return the period whose wanted day is the next, or the latest, seen from today."""
    day = asked.nearest(period.day(edge) for period in periods)
    return next((period for period in periods if period.day(edge) == day), None)


def _one_year(found: re.Match[str]) -> str:
    """Return the year before or after, empty if there is none; BadInput when there are two."""
    if found["before"] and found["after"]:
        raise BadInput(f"{found[0].upper()} names two years.", MEND)
    return found["before"] or found["after"] or ""


def _quarter(found: re.Match[str], asked: Asked, edge: Edge) -> Period | None:
    """Return the quarter of the fiscal calendar; `Q3` alone goes the way the question leans."""
    number, calendar = int(found["number"]), asked.calendar
    if _one_year(found) or not 1 <= number <= 4:
        quarter = calendar.parse_quarter(found[0], asked.today)
        return Period(quarter.start, quarter.end)
    quarters = (calendar.quarter(year, number) for year in asked.years_around())
    return _nearest([Period(q.start, q.end) for q in quarters], asked, edge)


def _step_quarter(found: re.Match[str], asked: Asked, edge: Edge) -> Period:
    quarter = asked.calendar.parse_quarter(f"{found['step']} quarter", asked.today)
    return Period(quarter.start, quarter.end)


def _half(found: re.Match[str], asked: Asked, edge: Edge) -> Period | None:
    """Return the half of the fiscal calendar; `H1` alone goes the way the question leans."""
    number, year = int(found["number"]), _one_year(found)
    if year or number not in (1, 2):
        return Period(*asked.calendar.half(year_from(year or str(asked.today.year)), number))
    halves = [Period(*asked.calendar.half(year, number)) for year in asked.years_around()]
    return _nearest(halves, asked, edge)


def _step_half(found: re.Match[str], asked: Asked, edge: Edge) -> Period:
    here = asked.calendar.quarter_of(asked.today)
    halves = here.year * 2 + (here.number > 2) + STEPS[found["step"]]
    return Period(*asked.calendar.half(halves // 2, halves % 2 + 1))


def _fiscal_year(found: re.Match[str], asked: Asked, edge: Edge) -> Period:
    return _whole_fiscal_year(year_from(found["year"]), asked)


def _step_fiscal_year(found: re.Match[str], asked: Asked, edge: Edge) -> Period:
    here = asked.calendar.quarter_of(asked.today).year
    return _whole_fiscal_year(here + STEPS[found["step"]], asked)


def _whole_fiscal_year(year: int, asked: Asked) -> Period:
    calendar = asked.calendar
    return Period(calendar.quarter(year, 1).start, calendar.quarter(year, 4).end)


def _year(found: re.Match[str], asked: Asked, edge: Edge) -> Period:
    year = checked_year(int(found[0]))
    return Period(date(year, 1, 1), date(year, 12, 31))


def _step_year(found: re.Match[str], asked: Asked, edge: Edge) -> Period:
    year = asked.today.year + STEPS[found["step"]]
    return Period(date(year, 1, 1), date(year, 12, 31))


def _named_month(found: re.Match[str], asked: Asked, edge: Edge) -> Period | None:
    number = month_number(found["month"])
    if found["year"]:
        return _month(real_day(int(found["year"]), number, 1))
    months = [_month(date(year, number, 1)) for year in asked.years_around()]
    return _nearest(months, asked, edge)


def _numbered_month(found: re.Match[str], asked: Asked, edge: Edge) -> Period:
    return _month(real_day(int(found["year"]), int(found["month"]), 1))


def _step_month(found: re.Match[str], asked: Asked, edge: Edge) -> Period:
    return _month(asked.today, STEPS[found["step"]])


def _week(found: re.Match[str], asked: Asked, edge: Edge) -> Period | None:
    """Return the week; `W45` alone goes the way the question leans, `W53` to a year that has it."""
    number, year = int(found["number"]), _one_year(found)
    if year:
        week = Week.parse(f"{year}-w{number}")
        return Period(week.monday, week.sunday)
    if not 1 <= number <= 53:
        raise BadInput(f"There is no W{number:02d}; a year has 52 or 53 weeks.", MEND)
    weeks = (Week(year, number) for year in asked.years_around() if number <= weeks_in(year))
    return _nearest([Period(week.monday, week.sunday) for week in weeks], asked, edge)


def _step_week(found: re.Match[str], asked: Asked, edge: Edge) -> Period:
    week = Week.of(asked.today).plus(STEPS[found["step"]])
    return Period(week.monday, week.sunday)


_BEFORE = rf"(?:(?P<before>{FISCAL_YEAR})[ -]?)?"
_AFTER = rf"(?:(?:[ -]|(?=fy))(?P<after>{FISCAL_YEAR}))?"
_WEEK = (
    r"(?:(?P<before>[0-9]{4})[ -]?)?w(?:eek ?)?(?P<number>[0-9]{1,2})"
    r"(?:[ -](?P<after>[0-9]{4}))?"
)

# The first form that fits decides. Patterns see lower case words with single spaces.
_FORMS = (
    Form(QUARTER, _quarter),
    Form(rf"{_STEP} quarter", _step_quarter),
    Form(rf"{_BEFORE}h(?P<number>[0-9]){_AFTER}", _half),
    Form(rf"{_STEP} half(?:[ -]year)?", _step_half),
    Form(r"(?P<year>fy ?(?:[0-9]{4}|[0-9]{2}))", _fiscal_year),
    Form(rf"{_STEP} (?:fiscal|financial) year", _step_fiscal_year),
    Form(r"[0-9]{4}", _year),
    Form(rf"{_STEP} year", _step_year),
    Form(rf"{MONTH}(?:,?[ -](?P<year>[0-9]{{4}}))?", _named_month),
    Form(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})", _numbered_month),
    Form(rf"{_STEP} month", _step_month),
    Form(_WEEK, _week, week=True),
    Form(rf"{_STEP} week", _step_week, week=True),
)
