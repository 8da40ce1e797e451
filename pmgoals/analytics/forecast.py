"""Where a measure will land: the chance to reach its target by the date, and a range.

The readings are seen as a level that drifts, with noise of the week and noise of the reading
(Harvey 1989, the local level model with drift), and what is to come is a mixture of four answers
to "will it go on like this?": as on the whole way, as in the last weeks, at a standstill, or
faster than planned, to catch up. A mixture keeps a late start from being read as failure and a
plateau from being read as speed. Its weights and the floor of its spread were set on simulated
goals (`tests/benchmarks/forecast.py`
prints how often events called 70 % happen).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from math import erf, sqrt
from statistics import median

import msgspec

from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.plan import Plan

FEWEST = 4
"""Readings below which nothing is forecast."""

WEEK = 7.0
"""Days of a week."""

LEAST_NOISE = 0.012
"""Smallest noise of a week that is believed, as a share of the whole way."""

OUTLIER = 4.0
"""Median deviations from its neighbours beyond which a reading is drawn to them."""

SHARES = (0.46, 0.32, 0.12, 0.10)
"""How much the whole way, the last weeks, a standstill and a catching up count."""

CATCH_UP = 1.75
"""Speed of a catching up, in speeds that were planned."""

RECENT = 0.4
"""Share of the time so far that counts as the last weeks."""

FEWEST_RECENT = 3
"""Steps that the last weeks hold at least."""

OUTER = (0.1, 0.9)
"""Chances between which the landing range lies."""


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """Where a measure will land on its last day."""

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


class Prospect(msgspec.Struct, frozen=True):
    """One answer to how it goes on: a normal distribution of the landing."""

    share: float
    """How much it counts, 0.0 to 1.0."""
    mean: float
    """Where it lands, 0.0 at the baseline and 1.0 at the target."""
    spread: float
    """Standard deviation of that."""

    def below(self, value: float) -> float:
        """Return the chance to land below a value."""
        return 0.5 * (1 + erf((value - self.mean) / (self.spread * sqrt(2))))


def forecast(
    measure: Measure, readings: Sequence[Reading], start: dt.date, due: dt.date, today: dt.date
) -> Forecast | None:
    """Return where a measure will land on `due`, by its readings up to today.

    None with fewer than four readings, without a target, and once the date is over; a measure
    without a baseline starts from its first reading. A level to be held is reached while it stays
    inside its band.
    """
    seen = [reading for reading in readings if reading.on <= today]
    if len(seen) < FEWEST or measure.target is None or due <= today:
        return None
    baseline = measure.baseline if measure.baseline is not None else seen[0].value
    way = measure.target - baseline
    if measure.direction == "maintain" or not way:
        way = _scale(measure, seen)
    points = [((r.on - start).days, (r.value - baseline) / way) for r in seen]
    if measure.baseline is not None and points[0][0] > 0:
        points.insert(0, (0, 0.0))
    prospects = landing(points, (due - start).days)
    low, middle, high = (_quantile(prospects, share) for share in (OUTER[0], 0.5, OUTER[1]))
    lower, upper = sorted((baseline + low * way, baseline + high * way))
    return Forecast(
        chance=_chance(measure, prospects, baseline, way),
        low=lower,
        middle=baseline + middle * way,
        high=upper,
        readings=len(seen),
    )


def goal_forecast(goal: Goal, plan: Plan, today: dt.date) -> Forecast | None:
    """Return where a goal's main measure will land, with the chance of its least likely result.

    None when the goal is not active, has no deadline, or one of its results cannot be forecast.
    """
    if goal.state != "active" or goal.due is None:
        return None
    results = [m for m in plan.measures_of(goal.id) if m.role == "lagging"]
    found = [forecast(m, plan.readings_of(m.id), goal.start, goal.due, today) for m in results]
    known = [each for each in found if each is not None]
    if not known or len(known) < len(results):
        return None
    return msgspec.structs.replace(known[0], chance=min(each.chance for each in known))


def _scale(measure: Measure, seen: Sequence[Reading]) -> float:
    """Return a length to measure by where there is no way to go: the band, else the readings."""
    if measure.low is not None and measure.high is not None and measure.high > measure.low:
        return measure.high - measure.low
    values = [reading.value for reading in seen]
    return max(max(values) - min(values), 0.05 * abs(median(values)), 1e-9)


def _chance(measure: Measure, prospects: Sequence[Prospect], baseline: float, way: float) -> float:
    """Return the chance that the landing counts as reached."""
    if measure.direction != "maintain":
        return 1 - _below(prospects, 1.0)
    low = _below(prospects, (measure.low - baseline) / way) if measure.low is not None else 0.0
    high = _below(prospects, (measure.high - baseline) / way) if measure.high is not None else 1.0
    return max(0.0, high - low)


def landing(points: Sequence[tuple[float, float]], due: float) -> list[Prospect]:
    """Return the prospects for day `due` of a way given as (day, share of the way) points.

    The points are in order of their days, at least two of them with different days.
    """
    points = _without_outliers(points)
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points) if b[0] > a[0]]
    if not steps:
        return [Prospect(1.0, points[-1][1], LEAST_NOISE)]
    whole = _rate(steps)
    recent_steps = _recent(steps)
    recent = _rate(recent_steps)
    weekly, reading = _noises(steps, whole)
    ahead = max(due - points[-1][0], 0.0)
    level = _level(points, whole, weekly, reading)
    days = sum(gap for gap, _ in steps)
    recent_days = sum(gap for gap, _ in recent_steps)
    prospects = []
    for share, rate, span in (
        (SHARES[0], whole, days),
        (SHARES[1], recent, recent_days),
        (SHARES[2], 0.0, days),
        (SHARES[3], CATCH_UP / max(due, 1.0), days),
    ):
        drift = (weekly**2 / WEEK) * ahead * (1 + ahead / span)
        prospects.append(
            Prospect(share, level + rate * ahead, sqrt(drift + reading**2 * (1 + ahead / span)))
        )
    return prospects


def _rate(steps: Sequence[tuple[float, float]]) -> float:
    """Return the way a day over some steps."""
    return sum(change for _, change in steps) / sum(gap for gap, _ in steps)


def _recent(steps: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """Return the steps of the last weeks."""
    count = max(FEWEST_RECENT, round(len(steps) * RECENT))
    return steps[-count:]


def _noises(steps: Sequence[tuple[float, float]], rate: float) -> tuple[float, float]:
    """Return the noise of a week and that of a reading, as standard deviations.

    Noise of a reading shows as steps that take back the one before.
    """
    off = [change - rate * gap for gap, change in steps]
    square = sum(x * x for x in off) / max(1, len(off) - 1)
    back = -sum(a * b for a, b in pairwise(off)) / max(1, len(off) - 1)
    reading = min(max(back, 0.0), square / 2)
    gap = sum(gap for gap, _ in steps) / len(steps)
    weekly = (square - 2 * reading) * WEEK / gap
    # Few steps say little of their own noise: the floor counts as three more.
    count = len(steps)
    weekly = (count * weekly + 3 * LEAST_NOISE**2) / (count + 3)
    return sqrt(max(weekly, LEAST_NOISE**2)), sqrt(reading)


def _level(
    points: Sequence[tuple[float, float]], rate: float, weekly: float, reading: float
) -> float:
    """Return where it stands on the day of the last point, the noise of readings smoothed out."""
    level, doubt = points[0][1], reading**2
    for (before, _), (day, value) in pairwise(points):
        gap = day - before
        level += rate * gap
        doubt += weekly**2 / WEEK * gap
        trust = doubt / (doubt + reading**2) if doubt > 0 else 1.0
        level += trust * (value - level)
        doubt *= 1 - trust
    return level


def _without_outliers(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the points with those far from all their neighbours drawn to them (Hampel 1974)."""
    if len(points) < FEWEST + 1:
        return list(points)
    values = [value for _, value in points]
    mended = []
    for at, (day, value) in enumerate(points):
        near = values[max(0, at - 2) : at + 3]
        middle = median(near)
        off = median(abs(other - middle) for other in near)
        far = abs(value - middle) > OUTLIER * max(off, LEAST_NOISE)
        last = at >= len(points) - 1
        mended.append((day, middle if far and not last else value))
    return mended


def _below(prospects: Sequence[Prospect], value: float) -> float:
    """Return the chance to land below a value."""
    return sum(p.share * p.below(value) for p in prospects)


def _quantile(prospects: Sequence[Prospect], share: float) -> float:
    """Return the value that a share of the landings lies below."""
    low = min(p.mean - 6 * p.spread for p in prospects)
    high = max(p.mean + 6 * p.spread for p in prospects)
    for _ in range(50):
        middle = (low + high) / 2
        if _below(prospects, middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2
