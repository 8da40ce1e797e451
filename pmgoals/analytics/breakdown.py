"""A first sensible split of a goal into milestones, one for each quarter it runs through."""

from __future__ import annotations

import datetime as dt
from math import floor, log10

import msgspec

from pmgoals.model.calendar import LONGEST_QUARTER, FiscalCalendar, Quarter

SHORTEST = dt.timedelta(weeks=3)
"""A stretch of a quarter shorter than this gets no milestone of its own."""

A_QUARTER = dt.timedelta(days=LONGEST_QUARTER)
"""Length up to which a goal is cut by weeks, wherever quarters end."""

YEAR_SHAPE = (
    "Foundation and research",
    "Build and test",
    "Launch and optimise",
    "Analyse and plan",
)
"""What the quarters of a year goal are for."""

SHAPES: dict[int, tuple[str, ...]] = {
    1: ("Reached",),
    2: ("First result", "Reached"),
    3: ("First result", "Half-way check", "Reached"),
    4: YEAR_SHAPE,
}
"""What the stretches of a goal are for, by their number; longer goals spread the year's shape."""


class Proposal(msgspec.Struct, frozen=True):
    """A proposed milestone."""

    title: str
    """What it is for."""
    due: dt.date
    """Its day."""
    target: float | None = None
    """Where the first measure should stand by then, in its unit."""


def propose(
    start: dt.date,
    due: dt.date,
    calendar: FiscalCalendar,
    *,
    baseline: float | None = None,
    target: float | None = None,
) -> list[Proposal]:
    """Return milestones from start to due, by date, the last on the deadline.

    A goal longer than a quarter gets one at the end of each; a shorter one is cut into thirds, or
    gets its deadline alone when it runs under six weeks. Targets go evenly with time, from
    baseline to target, to three digits of the way between them.
    """
    if due <= start:
        return []
    quarters = calendar.quarters_between(start, due)
    ends = _ends(start, due, quarters)
    titles = _titles(ends, calendar)
    return [
        Proposal(title, end, _value(start, due, end, baseline, target))
        for title, end in zip(titles, ends, strict=True)
    ]


def _ends(start: dt.date, due: dt.date, quarters: list[Quarter]) -> list[dt.date]:
    """Return the last days of the stretches."""
    if due - start < 2 * SHORTEST:
        return [due]
    inner = [q.end for q in quarters if q.end < due] if due - start > A_QUARTER else []
    kept = [end for end in inner if end - start >= SHORTEST and due - end >= SHORTEST]
    if kept:
        return [*kept, due]
    third = (due - start) // 3
    return [start + third, start + 2 * third, due]


def _titles(ends: list[dt.date], calendar: FiscalCalendar) -> list[str]:
    count, last = len(ends), len(YEAR_SHAPE) - 1
    if count in SHAPES:
        return list(SHAPES[count])
    phases = [YEAR_SHAPE[round(at * last / (count - 1))] for at in range(count)]
    quarters = [calendar.quarter_of(end) for end in ends]
    return [f"{phase}, {quarter}" for phase, quarter in zip(phases, quarters, strict=True)]


def _value(
    start: dt.date, due: dt.date, day: dt.date, baseline: float | None, target: float | None
) -> float | None:
    if baseline is None or target is None:
        return None
    way = target - baseline
    if day == due or not way:
        return target
    value = round(baseline + way * ((day - start) / (due - start)), 2 - floor(log10(abs(way))))
    return min(max(value, min(baseline, target)), max(baseline, target))
