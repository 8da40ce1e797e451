"""Where a measure will land: the chance to reach its target by the date, and a range.

The landing and the range on the way there come from one `trend`, so that they meet on the last
day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from statistics import median

import msgspec

from pmgoals.analytics.progress import is_event, start_of
from pmgoals.analytics.trend import HALVINGS, Prospect, Trend, below, quantile, trend
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.plan import Plan

FEWEST = 4
"""Readings below which nothing is forecast."""

OUTER = (0.1, 0.9)
"""Chances between which the landing range lies."""

CHANCE_DIGITS = 3
"""Digits of a chance: more would claim what nobody knows."""

FAN_DAYS = 10
"""Steps from the last reading to the due day in which the range is worked out."""

FAN_HALVINGS = 22
"""Halvings for a range that is only drawn: far finer than a dot."""


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """Where a measure will land on its last day."""

    measure: str
    """Id of the measure."""
    chance: float
    """Chance to reach the target by the date, 0.0 to 1.0."""
    low: float
    """The value that one landing in ten lies below, in the measure's unit."""
    middle: float
    """The value that half of the landings lie below."""
    high: float
    """The value that one landing in ten lies above."""
    readings: int
    """How many readings it rests on."""


class Spread(msgspec.Struct, frozen=True):
    """Where a measure may stand on a day to come: eight times in ten between two values."""

    on: dt.date
    """The day."""
    low: float
    """The value that it lies below once in ten times, in the measure's unit."""
    middle: float
    """The value that it lies below half of the times."""
    high: float
    """The value that it lies above once in ten times."""


class _Outlook(msgspec.Struct, frozen=True):
    """What is known of a measure's way, and how its shares become values."""

    trend: Trend
    """The way in shares of itself, by days since the start."""
    baseline: float
    """The value at share 0.0."""
    way: float
    """What share 1.0 adds to it; below 0 for a falling metric."""
    readings: int
    """How many readings it rests on."""

    def value(self, share: float) -> float:
        """Return a share of the way in the measure's unit."""
        return self.baseline + share * self.way

    def spread(self, on: dt.date, start: dt.date, halvings: int = HALVINGS) -> Spread:
        """Return where the measure may stand on a day."""
        prospects = self.trend.on((on - start).days)
        low, middle, high = (
            self.value(quantile(prospects, share, halvings)) for share in (OUTER[0], 0.5, OUTER[1])
        )
        low, high = sorted((low, high))
        return Spread(on, low, middle, high)


def forecast(
    measure: Measure, readings: Sequence[Reading], start: dt.date, due: dt.date, today: dt.date
) -> Forecast | None:
    """Return where a measure will land on `due`, by its readings up to today.

    None with fewer than four readings, without a target, for a thing that is there or not, and
    once the date is over. A measure without a baseline starts from its first reading. A level to be
    held is reached while it stays inside its band.
    """
    outlook = _outlook(measure, readings, start, due, today)
    if outlook is None:
        return None
    landing = outlook.spread(due, start)
    prospects = outlook.trend.on((due - start).days)
    chance = _chance(measure, prospects, outlook.baseline, outlook.way)
    return Forecast(
        measure=measure.id,
        chance=round(chance, CHANCE_DIGITS),  # here, so that it is one number everywhere
        low=landing.low,
        middle=landing.middle,
        high=landing.high,
        readings=outlook.readings,
    )


def fan(
    measure: Measure, readings: Sequence[Reading], start: dt.date, due: dt.date, today: dt.date
) -> list[Spread]:
    """Return the range from the day of the last reading up to today to `due`, in order of days.

    Its last entry is the landing that `forecast` gives; empty where that is None. The days lie
    closer at the beginning, where the range widens fastest.
    """
    outlook = _outlook(measure, readings, start, due, today)
    if outlook is None:
        return []
    first = start + dt.timedelta(days=outlook.trend.day)
    ahead = (due - first).days
    steps = sorted({round(ahead * (n / FAN_DAYS) ** 2) for n in range(FAN_DAYS)} - {ahead})
    days = [first + dt.timedelta(days=step) for step in steps]
    return [
        *(outlook.spread(day, start, FAN_HALVINGS) for day in days),
        outlook.spread(due, start),
    ]


def _outlook(
    measure: Measure, readings: Sequence[Reading], start: dt.date, due: dt.date, today: dt.date
) -> _Outlook | None:
    """Return what the readings say of the way; None where nothing can be forecast."""
    seen = [reading for reading in readings if reading.on <= today]
    if len(seen) < FEWEST or measure.target is None or due <= today or is_event(measure, seen):
        return None
    baseline = start_of(measure, seen)
    way = measure.target - baseline
    if measure.direction == "maintain":
        way = _scale(measure, seen)
    if not way:
        return None  # it starts at its target: nothing says which way it goes
    points: list[tuple[float, float]] = [
        ((r.on - start).days, (r.value - baseline) / way) for r in seen
    ]
    if measure.baseline is not None and points[0][0] > 0:
        points.insert(0, (0, 0.0))
    return _Outlook(trend(points, (due - start).days), baseline, way, len(seen))


def goal_forecast(goal: Goal, plan: Plan, today: dt.date) -> Forecast | None:
    """Return where the result of a goal that is least likely to be reached will land.

    The chance to reach the goal is at most that of this result; of equal ones the first is told.
    None when the goal is not active, has no deadline, or one of its results cannot be forecast.
    """
    if goal.state != "active" or goal.due is None:
        return None
    results = [m for m in plan.measures_of(goal.id) if m.role == "lagging"]
    found = [forecast(m, plan.readings_of(m.id), goal.start, goal.due, today) for m in results]
    known = [each for each in found if each is not None]
    if not known or len(known) < len(results):
        return None
    return min(known, key=lambda each: each.chance)


def _scale(measure: Measure, seen: Sequence[Reading]) -> float:
    """Return a length to measure by where there is no way to go: the band, else the readings."""
    if measure.low is not None and measure.high is not None and measure.high > measure.low:
        return measure.high - measure.low
    values = [reading.value for reading in seen]
    return max(max(values) - min(values), 0.05 * abs(median(values)), 1e-9)


def _chance(measure: Measure, prospects: Sequence[Prospect], baseline: float, way: float) -> float:
    """Return the chance that the landing counts as reached."""
    if measure.direction != "maintain":
        return 1 - below(prospects, 1.0)
    low = below(prospects, (measure.low - baseline) / way) if measure.low is not None else 0.0
    high = below(prospects, (measure.high - baseline) / way) if measure.high is not None else 1.0
    return max(0.0, high - low)
