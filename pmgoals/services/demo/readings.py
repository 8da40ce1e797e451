"""The days of a demo goal, and readings that run from its baseline to where it stands."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from pmgoals.analytics.progress import share_of_time
from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import Week
from pmgoals.model.measure import Measure, Reading
from pmgoals.services.demo.goal_text import GoalText, MeasureText
from pmgoals.services.demo.scribe import DAY, THURSDAY, Scribe, weekday

SKIPPED = 0.35
"""Chance that a week without a check-in has no reading either."""


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """The days of a goal and how far it has come."""

    start: dt.date
    """First day of work."""
    committed: dt.date
    """The day it was written down."""
    here: dt.date
    """Today, or the day it was closed."""
    due: dt.date
    """Its deadline."""
    way: float
    """Progress by `here`, as a share."""
    path: tuple[tuple[int, float], ...]
    """Weeks before `here` and progress by then, as shares of `way`."""

    @property
    def week(self) -> Week:
        """The week that holds `here`."""
        return Week.of(self.here)

    def on(self, week: Week, number: int) -> dt.date:
        """Return a day of a week, Monday 0, and never one after `here`."""
        return min(weekday(week, number), self.here)

    def part(self, day: dt.date, path: tuple[tuple[int, float], ...]) -> float:
        """Return the share of the progress by `here` that had been made by a day."""
        weeks = (self.here - day).days / 7
        before, done = (self.here - self.start).days / 7, 0.0
        for ago, share in (*path, (0, 1.0)):
            if ago >= before:
                continue
            if weeks > ago:
                return done + (share - done) * max(0.0, before - weeks) / (before - ago)
            before, done = ago, share
        return 1.0


def course_of(scribe: Scribe, text: GoalText) -> Course:
    """Return the days of a goal and how far it has come."""
    if text.closed:
        quarter = scribe.quarter(text.quarter)
        start, due, here = quarter.start, quarter.end, scribe.review_day(text.quarter)
        way = text.landing
    else:
        start = scribe.since(text.since, aligned=text.aligned)
        due, here = scribe.until(text.until), scribe.today
        way = share_of_time(start, due, here) + text.gap
    committed = max(start, scribe.sitting(-2) + DAY)
    return Course(start=start, committed=committed, here=here, due=due, way=way, path=text.path)


class Trail:
    """The values of one measure by week."""

    def __init__(self, text: MeasureText) -> None:
        self._text = text
        self._weeks: list[Week] = []
        self._values: list[float] = []

    def keep(self, week: Week, value: float) -> None:
        """Keep a week's value; weeks come in order."""
        self._weeks.append(week)
        self._values.append(value)

    def said(self, week: Week) -> str:
        """Return the latest value by the end of a week, with its unit."""
        at = bisect_right(self._weeks, week)
        value = self._values[at - 1] if at else self._text.baseline
        return say_amount(value, self._text.unit)


class ReadingWriter:
    """Writes the readings of a goal's measures, week by week."""

    def __init__(self, scribe: Scribe, course: Course, checked: Sequence[Week]) -> None:
        self._scribe = scribe
        self._course = course
        self._checked = set(checked)

    def write(self, measure: Measure, text: MeasureText) -> Trail:
        """Add the readings of a measure, its baseline first; return them by week."""
        trail = Trail(text)
        first = self._course.committed
        self._add(measure, first, text.baseline, "baseline")
        weeks = self._weeks()
        for week in weeks:
            ago = self._course.week - week
            day = self._course.on(week, THURSDAY)
            value = self._value(text, day, ago, last=week == weeks[-1])
            trail.keep(week, value)
            if ago and ago == text.corrected:
                wrong = round(value + 5 * text.noise, text.decimals)
                mistaken = self._add(measure, day, wrong)
                self._add(measure, day, value, text.corrected_note, mistaken.id)
            else:
                self._add(measure, day, value)
        return trail

    def _add(
        self,
        measure: Measure,
        day: dt.date,
        value: float,
        note: str = "",
        replaces: str | None = None,
    ) -> Reading:
        fields = {"measure": measure.id, "value": value, "note": note, "replaces": replaces}
        return self._scribe.add(Reading, day, on=day, **fields)

    def _weeks(self) -> list[Week]:
        """Return the weeks with a reading: those with a check-in and most of the others."""
        first = Week.of(self._course.committed)
        last = max(self._checked, default=self._course.week)
        weeks = [first.plus(number) for number in range(1, last - first + 1)]
        return [
            week
            for week in weeks
            if week in self._checked
            or (week not in self._scribe.holes and self._scribe.rng.random() >= SKIPPED)
        ]

    def _value(self, text: MeasureText, day: dt.date, ago: int, *, last: bool) -> float:
        """Return a reading: on the goal's path with noise, the last one without."""
        noise = 0.0 if last else self._scribe.rng.gauss(0.0, text.noise)
        if text.role == "guardrail":
            return _guarded(text, text.around + noise, out=bool(ago) and ago == text.spike)
        course = self._course
        part = 1.0 if last else course.part(day, text.path or course.path)
        way = (course.way if text.landing is None else text.landing) + text.lead
        found = text.baseline + ((text.target or 0.0) - text.baseline) * way * part + noise
        value = min(found, 100.0) if text.unit == "%" else found
        return max(0.0, round(value, text.decimals))


def _guarded(text: MeasureText, value: float, *, out: bool) -> float:
    """Return a guardrail's reading: inside its band, or (`out`) a little beyond it."""
    if out and text.high is not None:
        return round(text.high * 1.12, text.decimals)
    found = round(value, text.decimals)
    found = found if text.low is None else max(found, text.low)
    return found if text.high is None else min(found, text.high)
