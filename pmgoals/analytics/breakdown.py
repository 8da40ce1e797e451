"""A first sensible split of a goal into milestones: when, what for, how far along, how much work.

A goal longer than a quarter has one at the end of each quarter; a shorter one is cut by weeks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import floor, log10
from typing import Literal

import msgspec

from pmgoals import knowledge
from pmgoals.knowledge import Phase
from pmgoals.model.amounts import is_known_unit
from pmgoals.model.calendar import LONGEST_QUARTER, FiscalCalendar, Quarter
from pmgoals.model.workdays import WORKING, Workdays

SHORTEST = dt.timedelta(weeks=3)
"""A stretch of a quarter shorter than this gets no milestone of its own."""

A_QUARTER = dt.timedelta(days=LONGEST_QUARTER)
"""Length up to which a goal is cut by weeks, wherever quarters end."""

Curve = Literal["even", "early", "late", "s"]
"""How the way is spread over the time: evenly, mostly early, mostly late, or slow at both ends."""

CURVES: dict[Curve, Callable[[float], float]] = {
    "even": lambda t: t,
    "early": lambda t: t * (2 - t),
    "late": lambda t: t * t,
    "s": lambda t: t * t * (3 - 2 * t),
}
"""Share of the way by share of the time, both 0.0 to 1.0. Half of the time covers 50, 75, 25 and
50 % of the way; the S is Hermite's smoothstep, with a quarter of the time at 16 %."""

TALK = 0.25
"""Weight of a word with stakeholders, where the end of a stretch of even length weighs 1."""

APART = dt.timedelta(days=7)
"""A word with stakeholders is not proposed nearer than this to the start or the end."""


class Proposal(msgspec.Struct, frozen=True):
    """A proposed milestone."""

    title: str
    """What it is for."""
    due: dt.date
    """Its day."""
    target: float | None = None
    """Where the first measure should stand by then, in its unit; None for no step of its own."""
    weight: float = 1.0
    """Its share among the milestones, above 0: the part of the way that its stretch covers."""
    effort: float | None = None
    """Hours of work, from the goal's hours a week; None when those are not known."""
    deliverable: str = ""
    """What can be shown then."""


FAR_APART = 10
"""A way between whole numbers, of whatever is measured, from which on whole steps say enough."""


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be split."""

    start: dt.date
    """First day."""
    due: dt.date
    """Deadline."""
    baseline: float | None = None
    """Where the first measure starts."""
    target: float | None = None
    """Where it is to be."""
    unit: str = ""
    """Unit of both; one that is not known as a measure, or none, counts things."""
    hours_week: float | None = None
    """Hours a week the goal is given."""
    curve: Curve = "even"
    """How the way is spread over the time."""

    @property
    def counts(self) -> bool:
        """Whether things are counted: its unit is none that measures, such as per cent or days."""
        return not is_known_unit(self.unit)

    def share(self, day: dt.date) -> float:
        """Return the share of the way that should be covered by a day, 0.0 to 1.0."""
        if self.due <= self.start:
            return 1.0
        time = min(1.0, max(0.0, (day - self.start) / (self.due - self.start)))
        return CURVES[self.curve](time)

    def value(self, day: dt.date) -> float | None:
        """Return where the measure should stand by a day, to three digits of the way.

        Between whole numbers it is a whole number where things are counted, and where the numbers
        lie far apart: nobody has 83.7 customers, or answers 3.2 questions.
        """
        if self.baseline is None or self.target is None:
            return None
        way = self.target - self.baseline
        if day >= self.due or not way:
            return self.target
        digits = 2 - floor(log10(abs(way)))
        far = abs(way) >= FAR_APART
        if (
            (far or self.counts)
            and self.baseline == int(self.baseline)
            and self.target == int(self.target)
        ):
            digits = min(digits, 0)
        value = round(self.baseline + way * self.share(day), digits)
        low, high = sorted((self.baseline, self.target))
        return min(max(value, low), high)

    def values(self, days: Sequence[dt.date]) -> list[float | None]:
        """Return where the measure should stand by each of some days, in their order.

        Of what is counted, None where that is no step beyond the number before, or is the target
        before its time: to two of a kind there is one step, however many days lie on the way.
        """
        values = [self.value(day) for day in days]
        if not self.counts or self.baseline == self.target:
            return values
        found: list[float | None] = []
        last = self.baseline
        for day, value in zip(days, values, strict=True):
            early = day < self.due and value == self.target
            found.append(None if early or value == last else value)
            last = last if found[-1] is None else found[-1]
        return found


def propose(
    way: Way,
    calendar: FiscalCalendar,
    *,
    stakeholders: bool = False,
    workdays: Workdays | None = None,
) -> list[Proposal]:
    """Return milestones from start to due, by date, the last on the deadline; none when reversed.

    A goal longer than a quarter gets one at the end of each; a shorter one is cut into thirds, or
    gets its deadline alone when it runs under six weeks. With `stakeholders`, the words with the
    people concerned stand among them.
    """
    if way.due <= way.start:
        return []
    ends = _ends(way.start, way.due, calendar.quarters_between(way.start, way.due))
    phases = _phases(ends, calendar)
    efforts = _efforts([way.start, *ends], way.hours_week, workdays or Workdays())
    shares = [0.0, *map(way.share, ends)]
    weights = [max(0.1, round((b - a) * len(ends), 1)) for a, b in pairwise(shares)]
    rows = zip(phases, ends, way.values(ends), weights, efforts, strict=True)
    found = [
        Proposal(phase.title, end, value, weight, effort, phase.deliverable)
        for phase, end, value, weight, effort in rows
    ]
    if stakeholders:
        found += _talks(way)
    return sorted(found, key=lambda proposal: proposal.due)


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


def _phases(ends: Sequence[dt.date], calendar: FiscalCalendar) -> list[Phase]:
    """Return what each stretch is for; longer goals spread the year's shape over their quarters."""
    shapes, count = knowledge.shapes(), len(ends)
    if count in shapes:
        return list(shapes[count])
    year = shapes[max(shapes)]
    spread = [year[round(at * (len(year) - 1) / (count - 1))] for at in range(count)]
    quarters = [calendar.quarter_of(end) for end in ends]
    return [
        msgspec.structs.replace(phase, title=f"{phase.title}, {quarter}")
        for phase, quarter in zip(spread, quarters, strict=True)
    ]


def _efforts(
    days: Sequence[dt.date], hours_week: float | None, workdays: Workdays
) -> list[float | None]:
    """Return the hours that each stretch has, to the half hour."""
    if not hours_week:
        return [None] * (len(days) - 1)
    worked = [workdays.between(a + dt.timedelta(days=1), b) for a, b in pairwise(days)]
    return [round(2 * hours_week * n / WORKING) / 2 or None for n in worked]


def _talks(way: Way) -> list[Proposal]:
    """Return the words with stakeholders that have room between start and deadline."""
    found = []
    for phase in knowledge.stakeholder_phases():
        day = way.start + (way.due - way.start) * (phase.at or 0.0)
        if day - way.start >= APART and way.due - day >= APART:
            found.append(Proposal(phase.title, day, None, TALK, None, phase.deliverable))
    return found
