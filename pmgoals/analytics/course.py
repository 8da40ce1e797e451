"""The course of a measure: what it was, what it should be, and what it may become.

Everything that a chart of a measure shows, as numbers in the measure's unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from pmgoals.analytics.forecast import Spread, fan, forecast
from pmgoals.analytics.progress import along, is_event, start_of, waypoints
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.plan import Plan

FEWEST = 2
"""Readings below which there is no line to draw."""


class Point(msgspec.Struct, frozen=True):
    """A value on a day."""

    on: dt.date
    """The day."""
    value: float
    """The value, in the measure's unit."""


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """A measure over time, from the start of its goal to the day it is due."""

    goal: str
    """Id of the goal."""
    measure: str
    """Id of the measure."""
    name: str
    """Name of the measure."""
    unit: str
    """Unit of every value."""
    start: dt.date
    """First day of the goal."""
    due: dt.date | None
    """Its last day; None without a deadline."""
    today: dt.date
    """The day it is seen from; nothing later is known."""
    baseline: float | None
    """Where it stood at the start."""
    target: float | None
    """Where it is to be; None for a guardrail, and for a level that has limits to stay inside."""
    low: float | None
    """Lower limit of what is to be held; None for none."""
    high: float | None
    """Upper limit of it; None for none."""
    steps: bool
    """Whether it is a thing that is there or not: a value stays until the next one."""
    actual: list[Point]
    """The readings that count, up to today, in order of their days."""
    expected: list[Point]
    """What the way should pass, from start to due, even between; empty for what is to be held."""
    expected_today: float | None
    """Where it should be today; None where nothing is expected."""
    fan: list[Spread]
    """The forecast from the last reading to due; empty where nothing can be forecast."""
    chance: float | None
    """Chance of this measure to reach its target by the date, 0.0 to 1.0; None without a fan."""

    @property
    def is_drawn(self) -> bool:
        """Whether there are readings enough for a line."""
        return len(self.actual) >= FEWEST

    @property
    def now(self) -> float | None:
        """The latest value; None without a reading."""
        return self.actual[-1].value if self.actual else None

    @property
    def limits(self) -> list[float]:
        """The values to reach or not to pass, lowest first."""
        every = {value for value in (self.target, self.low, self.high) if value is not None}
        return sorted(every)


def course(measure: Measure, goal: Goal, plan: Plan, today: dt.date) -> Course:
    """Return the course of one of a goal's measures, as it is known on a day.

    What is expected follows the rule of `progress.expected`: through the target values of
    milestones, which are in the unit of the goal's main measure, else even in time. Only an active
    goal has a forecast.
    """
    readings = plan.readings_of(measure.id, today)
    held = measure.role == "guardrail" or measure.direction == "maintain"
    has_band = held and (measure.low is not None or measure.high is not None)
    expected, expected_today = ([], None) if held else _expected(measure, goal, plan, today)
    spreads, chance = _ahead(measure, goal, readings, today)
    return Course(
        goal=goal.id,
        measure=measure.id,
        name=measure.name,
        unit=measure.unit,
        start=goal.start,
        due=goal.due,
        today=today,
        baseline=measure.baseline,
        target=None if has_band else measure.target,
        low=measure.low if held else None,
        high=measure.high if held else None,
        steps=is_event(measure, readings),
        actual=[Point(reading.on, reading.value) for reading in readings],
        expected=expected,
        expected_today=expected_today,
        fan=spreads,
        chance=chance,
    )


def _expected(
    measure: Measure, goal: Goal, plan: Plan, today: dt.date
) -> tuple[list[Point], float | None]:
    """Return the points of the expected way, and where it is today."""
    if measure.target is None or goal.due is None:
        return [], None
    baseline = start_of(measure, plan.readings_of(measure.id, today))
    way = measure.target - baseline
    main = plan.main_measure_of(goal.id)
    milestones = plan.milestones_of(goal.id) if main and main.id == measure.id else []
    shares = waypoints(goal, measure, milestones, baseline)
    points = [Point(day, baseline + share * way) for day, share in shares]
    return points, baseline + along(shares, today) * way


def _ahead(
    measure: Measure, goal: Goal, readings: Sequence[Reading], today: dt.date
) -> tuple[list[Spread], float | None]:
    """Return the forecast's range by day, and the chance to reach the target."""
    if goal.state != "active" or goal.due is None or measure.role == "guardrail":
        return [], None
    landing = forecast(measure, readings, goal.start, goal.due, today)
    if landing is None:
        return [], None
    return fan(measure, readings, goal.start, goal.due, today), landing.chance
