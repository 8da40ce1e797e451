"""Capacity: the hours that goals promise, week by week, against those there are.

A week has the person's weekly hours, less its share of leave and holidays. A goal promises its
hours a week while it runs, and each milestone the hours of its effort, spread evenly over the
working days since the milestone before. The two are the same work seen twice, so a goal takes
whichever asks for more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from pmgoals.model.calendar import Quarter, Week
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.model.workdays import WORKING, Workdays

A_LITTLE = 0.1
"""Hours by which a week may be over before it is said: less would be rounding."""

SPAN = dt.timedelta(days=6)
"""Days before it was done on which a milestone's effort lies at least, where there were none."""

Stretch = tuple[dt.date, dt.date]
"""First and last day, both included."""


class WeekHours(msgspec.Struct, frozen=True):
    """The hours of one week."""

    week: Week
    """The week."""
    available: float
    """Hours there are for goals, at least 0."""
    by_goal: dict[str, float]
    """Hours each goal takes, by its id, most first; goals that take none are left out."""

    @property
    def promised(self) -> float:
        """Hours that all goals take together."""
        return sum(self.by_goal.values())

    @property
    def over(self) -> float:
        """Hours promised beyond those there are, at least 0."""
        beyond = self.promised - self.available
        return beyond if beyond > A_LITTLE else 0.0


def hours(
    plan: Plan, weeks: Sequence[Week], today: dt.date, weekly_hours: float, workdays: Workdays
) -> list[WeekHours]:
    """Return the hours of each of some weeks in a row, seen from today.

    Work that is still open is laid from today on: a milestone whose day is over takes what is left
    of its effort in today's week. Paused and closed goals take none.
    """
    if not weeks:
        return []
    ruler = _Ruler(weeks, workdays, _reach(plan, today))
    taken: list[dict[str, float]] = [{} for _ in weeks]
    for goal in plan.active_goals:
        for at, amount in _of_goal(goal, plan.milestones_of(goal.id), today, ruler).items():
            taken[at][goal.id] = amount
    return [
        WeekHours(
            week,
            weekly_hours * days / WORKING,
            dict(sorted(by_goal.items(), key=lambda pair: -pair[1])),
        )
        for week, days, by_goal in zip(weeks, ruler.days, taken, strict=True)
    ]


class QuarterHours(msgspec.Struct, frozen=True):
    """The hours of a quarter; of the present one those that are left."""

    available: float
    """Hours there are in its weeks, less leave and holidays."""
    promised: float
    """Hours that goals take in them."""
    overfull: list[WeekHours]
    """Its weeks that promise more than there is, in order."""


def in_quarter(quarter: Quarter, weeks: Sequence[WeekHours], today: dt.date) -> QuarterHours:
    """Return the hours of a quarter, whose weeks are among some weeks in a row.

    Of the quarter that holds today only the weeks from this one on: what is over is spent.
    """
    first, now = quarter.weeks()[0] - weeks[0].week, Week.of(today)
    inside = weeks[first : first + len(quarter.weeks())]
    if quarter.start <= today <= quarter.end:
        inside = [week for week in inside if week.week >= now]
    return QuarterHours(
        sum(week.available for week in inside),
        sum(week.promised for week in inside),
        overfull(inside),
    )


def overfull(found: Sequence[WeekHours]) -> list[WeekHours]:
    """Return the weeks that promise more than there is."""
    return [week for week in found if week.over]


def runs(found: Sequence[WeekHours]) -> list[list[WeekHours]]:
    """Return weeks in order as runs of weeks that follow each other."""
    parted: list[list[WeekHours]] = []
    for week in found:
        if parted and week.week - parted[-1][-1].week == 1:
            parted[-1].append(week)
        else:
            parted.append([week])
    return parted


def full_runs(found: Sequence[WeekHours]) -> list[list[WeekHours]]:
    """Return the weeks that promise more than there is, as runs of such weeks.

    `found` are weeks in a row. A week off, without hours of any kind, does not end a run.
    """
    parted: list[list[WeekHours]] = []
    ended = True
    for week in found:
        if week.over:
            if ended:
                parted.append([])
            parted[-1].append(week)
            ended = False
        elif week.available > 0:
            ended = True
    return parted


def say_hours(week: WeekHours) -> str:
    """Return `11 of 8 h`, with a tenth where whole hours would look alike."""
    whole = f"{week.promised:.0f}", f"{week.available:.0f}"
    promised, there = (
        whole if whole[0] != whole[1] else (f"{week.promised:.1f}", f"{week.available:.1f}")
    )
    return f"{promised} of {there} h"


class _Ruler:
    """The weeks in a row, with their working days counted once."""

    def __init__(self, weeks: Sequence[Week], workdays: Workdays, reach: Stretch) -> None:
        """`reach` is the first and last day of anything that is laid on the weeks."""
        self.last = weeks[-1].sunday
        self._first = weeks[0].monday
        self._counted = workdays.counted(min(self._first, reach[0]), max(self.last, reach[1]))
        self.days = [self._counted.between(week.monday, week.sunday) for week in weeks]

    def spread(self, first: dt.date, last: dt.date) -> list[tuple[int, int]]:
        """Return the places of the weeks that a stretch touches, and its working days in each."""
        begin, end = self._place(first), self._place(last)
        found = []
        for at in range(max(0, begin), min(len(self.days) - 1, end) + 1):
            days = self.days[at]
            if at in (begin, end):
                monday = self._first + dt.timedelta(weeks=at)
                sunday = monday + dt.timedelta(days=6)
                days = self._counted.between(max(first, monday), min(last, sunday))
            if days:
                found.append((at, days))
        return found

    def shares(self, first: dt.date, last: dt.date) -> list[tuple[int, float]]:
        """Return the places of those weeks, and what share of the stretch falls on each.

        What has no working day falls on the week of its last day.
        """
        days = self._counted.between(first, last)
        if days:
            return [(at, part / days) for at, part in self.spread(first, last)]
        end = self._place(last)
        return [(end, 1.0)] if 0 <= end < len(self.days) else []

    def _place(self, day: dt.date) -> int:
        return (day - self._first).days // 7


def _reach(plan: Plan, today: dt.date) -> Stretch:
    """Return the first and last day of the milestones of active goals."""
    days = [m.due for goal in plan.active_goals for m in plan.milestones_of(goal.id)]
    days += [goal.start for goal in plan.active_goals]
    return min([today, *days]), max([Week.of(today).sunday, *days])


def _of_goal(
    goal: Goal, milestones: Sequence[Milestone], today: dt.date, ruler: _Ruler
) -> dict[int, float]:
    """Return the hours a goal takes, by the place of the week."""
    efforts: dict[int, float] = {}
    for (first, last), effort in _efforts(goal, milestones, today):
        for at, share in ruler.shares(first, last):
            efforts[at] = efforts.get(at, 0.0) + effort * share
    found = efforts
    if goal.hours_week:
        for at, days in ruler.spread(goal.start, goal.due or ruler.last):
            found[at] = max(efforts.get(at, 0.0), goal.hours_week * days / WORKING)
    return found


def _efforts(
    goal: Goal, milestones: Sequence[Milestone], today: dt.date
) -> Iterator[tuple[Stretch, float]]:
    """Yield the days over which each milestone's effort is spread, and the hours."""
    ends = sorted({goal.start - dt.timedelta(days=1), *(m.due for m in milestones)})
    begins = {last: first + dt.timedelta(days=1) for first, last in pairwise(ends)}
    for milestone in milestones:
        if milestone.effort is None:
            continue
        begin, end = begins.get(milestone.due, milestone.due), milestone.due
        if milestone.done_on is not None:
            end = min(end, milestone.done_on)
            begin = min(begin, max(goal.start, end - SPAN), end)  # done before its time
        elif milestone.due < today:
            begin, end = today, Week.of(today).sunday
        else:
            begin = max(begin, today)
        yield (begin, end), milestone.effort
