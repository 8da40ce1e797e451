"""How a measure moves: its level, its drift and its noise, and where that leads on a later day.

The readings are seen as a level that drifts, with noise of the week and noise of the reading
(Harvey 1989, the local level model with drift), and what is to come is a mixture of four answers
to "will it go on like this?": as on the whole way, as in the last weeks, at a standstill, or
faster than planned, to catch up. A mixture keeps a late start from being read as failure and a
plateau from being read as speed. Its weights and the floor of its spread were set on simulated
goals (`tests/benchmarks/forecast.py` prints how often events called 70 % happen).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import erf, inf, sqrt
from statistics import median

import msgspec

WEEK = 7.0
"""Days of a week."""

LEAST_NOISE = 0.012
"""Smallest noise of a week that is believed, as a share of the whole way."""

FEWEST_NEIGHBOURS = 5
"""Points below which none is called far from its neighbours."""

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

HALVINGS = 50
"""Halvings of the search for a quantile; the last is far below what a float can tell apart."""


class Prospect(msgspec.Struct, frozen=True):
    """One answer to how it goes on: a normal distribution of where it stands on a day."""

    share: float
    """How much it counts, 0.0 to 1.0."""
    mean: float
    """Where it lands, 0.0 at the baseline and 1.0 at the target."""
    spread: float
    """Standard deviation of that, 0 or more."""

    def below(self, value: float) -> float:
        """Return the chance to land below a value."""
        if not self.spread:
            return float(self.mean <= value)
        return 0.5 * (1 + erf((value - self.mean) / (self.spread * sqrt(2))))


class Way(msgspec.Struct, frozen=True):
    """One answer to how it goes on: a speed."""

    share: float
    """How much it counts, 0.0 to 1.0."""
    rate: float
    """Way a day."""
    days: float
    """Days that the speed was seen for, above 0: the longer, the surer it is."""


class Trend(msgspec.Struct, frozen=True):
    """Where a way stands and how it may go on; from one trend come all days ahead."""

    day: float
    """Day of the last point."""
    level: float
    """Where it stands on that day, the noise of readings smoothed out."""
    weekly: float
    """Noise of a week, as a standard deviation."""
    reading: float
    """Noise of a reading, likewise."""
    ways: tuple[Way, ...]
    """The answers, their shares summing to 1."""

    def on(self, day: float) -> list[Prospect]:
        """Return where it may stand on a day; on days before the last point, as on that one."""
        ahead = max(day - self.day, 0.0)
        prospects = []
        for way in self.ways:
            drift = (self.weekly**2 / WEEK) * ahead * (1 + ahead / way.days)
            spread = sqrt(drift + self.reading**2 * (1 + ahead / way.days))
            prospects.append(Prospect(way.share, self.level + way.rate * ahead, spread))
        return prospects


def trend(points: Sequence[tuple[float, float]], due: float) -> Trend:
    """Return the trend of a way given as (day, share of the way) points, planned until day `due`.

    The points are in order of their days, at least one of them.
    """
    points = _without_outliers(points)
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points) if b[0] > a[0]]
    if not steps:
        still = (Way(1.0, 0.0, inf),)
        return Trend(points[-1][0], points[-1][1], 0.0, LEAST_NOISE, still)
    whole = _rate(steps)
    recent_steps = _recent(steps)
    weekly, reading = _noises(steps, whole)
    days = sum(gap for gap, _ in steps)
    recent_days = sum(gap for gap, _ in recent_steps)
    ways = (
        Way(SHARES[0], whole, days),
        Way(SHARES[1], _rate(recent_steps), recent_days),
        Way(SHARES[2], 0.0, days),
        Way(SHARES[3], CATCH_UP / max(due, 1.0), days),
    )
    level = _level(points, whole, weekly, reading)
    return Trend(points[-1][0], level, weekly, reading, ways)


def below(prospects: Sequence[Prospect], value: float) -> float:
    """Return the chance to stand below a value, 0.0 to 1.0."""
    return sum(p.share * p.below(value) for p in prospects)


def quantile(prospects: Sequence[Prospect], share: float, halvings: int = HALVINGS) -> float:
    """Return the value that a share (0.0 to 1.0) of the prospects lies below.

    It is off by at most the prospects' whole width halved `halvings` times.
    """
    low = min(p.mean - 6 * p.spread for p in prospects)
    high = max(p.mean + 6 * p.spread for p in prospects)
    for _ in range(halvings):
        middle = (low + high) / 2
        if below(prospects, middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


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
    if len(points) < FEWEST_NEIGHBOURS:
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
