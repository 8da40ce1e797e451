"""Courses to draw: a plain one, one of readings, and any that a plan could hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from hypothesis import strategies as st

from pmgoals.analytics.course import Course, Point
from pmgoals.analytics.forecast import Spread

START = dt.date(2026, 9, 7)
DUE = START + dt.timedelta(days=100)
BASE = Course(
    goal="g1", measure="k1", name="activation", unit="%", start=START, due=DUE,
    today=START + dt.timedelta(days=60), baseline=30.0, target=50.0, low=None, high=None,
    steps=False, actual=[], expected=[Point(START, 30.0), Point(DUE, 50.0)], expected_today=42.0,
    fan=[], chance=None,
)  # fmt: skip


def made(readings: list[tuple[int, float]], **fields: Any) -> Course:
    """Return a course with readings by (day since the start, value)."""
    actual = [Point(START + dt.timedelta(days=n), value) for n, value in readings]
    return msgspec.structs.replace(BASE, actual=actual, **fields)


WEEKLY = [(0, 30.0), (14, 33.0), (28, 36.0), (42, 38.5)]
FAN = [
    Spread(START + dt.timedelta(days=42), 38.0, 38.5, 39.0),
    Spread(START + dt.timedelta(days=60), 38.0, 42.0, 46.0),
    Spread(DUE, 40.0, 48.0, 56.0),
]


NUMBERS = st.one_of(st.floats(-1e15, 1e15), st.sampled_from([0.0, 1.0, 0.031, 0.045, 1.2e6]))
PLACES = st.one_of(st.none(), NUMBERS)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Return any course that a plan could hold."""
    readings = draw(st.lists(st.tuples(st.integers(-400, 600), NUMBERS), max_size=12))
    due = draw(st.one_of(st.none(), st.integers(-5, 900)))
    day = None if due is None else START + dt.timedelta(days=due)
    baseline, target = draw(PLACES), draw(PLACES)
    ends = [Point(START, baseline or 0.0), Point(day or START, target or 0.0)]
    fan = []
    if day and draw(st.booleans()):
        spreads = [sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS))) for _ in range(2)]
        fan = [Spread(on, *spread) for on, spread in zip((START, day), spreads, strict=True)]
    return made(
        sorted(readings), due=day, today=START + dt.timedelta(days=draw(st.integers(-300, 1500))),
        baseline=baseline, target=target, low=draw(PLACES), high=draw(PLACES), fan=fan,
        expected=draw(st.sampled_from([[], ends])), expected_today=draw(PLACES),
        steps=draw(st.booleans()), chance=draw(st.sampled_from([None, 0.0, 0.55])),
        unit=draw(st.sampled_from(["", "%", "USD", "EUR", "days", "件数", "a\x1b[31m", "x" * 90])),
    )  # fmt: skip
