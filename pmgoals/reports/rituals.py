"""What comes round: the weekly check-in, the monthly alignment, the quarterly reviews."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

import msgspec

from pmgoals.model.calendar import Quarter, Week
from pmgoals.model.goal import Goal
from pmgoals.model.plan_mark import oldest, plan_mark
from pmgoals.reports.entry import Entry, Repeat, uid
from pmgoals.reports.goal_days import DONE, MORNING, told_goals
from pmgoals.reports.stamps import Stamps, settings_stamp

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

CHECKIN = 15
"""Minutes of the weekly check-in, at most (cadence of practice)."""

ALIGNMENT = 30
"""Minutes of the monthly alignment, at most."""

CHECKIN_SAYS = "Readings, confidence and one line for each goal: pmgoals checkin"
"""What there is to do in a check-in."""

ALIGNMENT_SAYS = "Trend of each goal, dependencies, decisions with a date, what to tell whom."
"""What there is to do in an alignment."""


class Span(msgspec.Struct, frozen=True):
    """The days through which goals are tended."""

    first: dt.date
    """The day on which the first goal starts."""
    last: dt.date
    """The last day."""


def span(planner: Planner, goals: list[Goal]) -> Span:
    """Return the span of some goals (at least one).

    It runs to the later of the last open goal's end and the fiscal year's; when all goals are
    closed, to the day on which the last one was.
    """
    first = min(goal.start for goal in goals)
    still = [goal for goal in goals if goal.state != "closed"]
    if still:
        ends = [goal.due for goal in still if goal.due is not None]
        return Span(first, max([*ends, planner.calendar.year_end(planner.today)]))
    closed = [goal.closed_on for goal in goals if goal.closed_on is not None]
    return Span(first, max([*closed, first]))


def ritual_entries(planner: Planner, stamps: Stamps) -> list[Entry]:
    """Return what comes round, none without a goal that a calendar hears of.

    When every one of them lies in the trash it is cancelled.
    """
    told = told_goals(planner)
    alive = [goal for goal in told if goal.deleted is None]
    goals = alive or told
    if not goals:
        return []
    rituals = _Rituals(planner, stamps, goals)
    found = [rituals.checkin(), rituals.alignment(), *rituals.reviews()]
    if alive:
        return found
    return [msgspec.structs.replace(entry, cancelled=True) for entry in found]


class _Rituals:
    """Makes the entries of one plan's rituals."""

    def __init__(self, planner: Planner, stamps: Stamps, goals: list[Goal]) -> None:
        self._planner = planner
        self._stamps = stamps
        self._settings = planner.settings
        self._span = span(planner, goals)
        self._mark = plan_mark(planner.plan)
        self._day = planner.settings.checkin_weekday
        # What a ritual says follows from the goals, the settings, and the fiscal year it runs to.
        year = planner.calendar.quarter(planner.quarter.year, 1).start
        began = dt.datetime.combine(year, dt.time(), dt.UTC)
        self._set = settings_stamp(planner) or oldest(planner.plan).created
        self._stamp = max(stamps.latest(goals[0], *goals[1:]), self._set, began)

    def checkin(self) -> Entry:
        """Return the weekly check-in; weeks of leave are skipped."""
        first, workdays = Week.of(self._span.first).monday, self._settings.workdays
        start = dt.datetime.combine(first + dt.timedelta(self._day), self._settings.checkin_at)
        weeks = {Week.of(day) for day in _weekly(first, self._span.last)} if workdays.off else set()
        free = [week for week in weeks if workdays.is_leave(week)]
        days = [week.monday + dt.timedelta(self._day) for week in free]
        return Entry(
            kind="checkin",
            uid=uid(self._mark, "checkin"),
            title="Weekly check-in",
            more=CHECKIN_SAYS,
            start=start,
            minutes=CHECKIN,
            repeat=self._repeat("WEEKLY", "", start, days),
            alarms=[dt.timedelta()],
            stamp=self._stamp,
        )

    def alignment(self) -> Entry:
        """Return the monthly alignment, on the month's last check-in day; leave is skipped."""
        at = self._after_checkin()
        days = _months(self._span, self._day)
        off = [day for day in days if self._settings.workdays.is_off(day)]
        start = dt.datetime.combine(days[0], at)
        return Entry(
            kind="alignment",
            uid=uid(self._mark, "alignment"),
            title="Monthly alignment",
            more=ALIGNMENT_SAYS,
            start=start,
            minutes=ALIGNMENT,
            repeat=self._repeat("MONTHLY", "-1", start, off),
            alarms=[dt.datetime.combine(days[0], dt.time()) + MORNING - start],
            stamp=self._stamp,
        )

    def reviews(self) -> list[Entry]:
        """Return a day for each quarter's review, up to the end of the next fiscal year."""
        calendar = self._planner.calendar
        year_end = calendar.year_end(self._planner.today)
        last = min(self._span.last, calendar.year_end(year_end + dt.timedelta(days=1)))
        return [self._review(q) for q in calendar.quarters_between(self._span.first, last)]

    def _review(self, quarter: Quarter) -> Entry:
        """Return the day on which a quarter's review opens; two weeks are left for it then.

        Named by the quarter's last day: another name for the same months is the same review.
        """
        done = self._planner.reviews.of(quarter)
        return Entry(
            kind="review",
            uid=uid(self._mark, f"review-{quarter.end:%Y%m%d}"),
            title=f"{DONE if done else ''}Review {quarter}",
            more=f"Open until {quarter.end.isoformat()}: pmgoals review quarter",
            start=self._planner.reviews.opens(quarter),
            alarms=[] if done else [MORNING],
            stamp=max(self._set, self._stamps.latest(done)) if done else self._set,
        )

    def _repeat(
        self,
        every: Literal["WEEKLY", "MONTHLY"],
        which: str,
        start: dt.datetime,
        off: list[dt.date],
    ) -> Repeat:
        """Return how something comes again from its start to the span's end, at least once."""
        end = dt.datetime.combine(self._span.last, dt.time(23, 59, 59))
        return Repeat(
            every=every,
            on=f"{which}{self._settings.checkin_day[:2].upper()}",
            until=max(end, start),
            skipped=sorted(dt.datetime.combine(day, start.time()) for day in off),
        )

    def _after_checkin(self) -> dt.time:
        """Return the time behind the check-in; before it, where midnight is near."""
        checkin = dt.datetime.combine(self._span.first, self._settings.checkin_at)
        after = checkin + dt.timedelta(minutes=CHECKIN)
        if after.date() == checkin.date():
            return after.time()
        return (checkin - dt.timedelta(minutes=ALIGNMENT)).time()


def _weekly(start: dt.date, end: dt.date) -> list[dt.date]:
    """Return a day of every week that the days from `start` to `end` touch."""
    days = [start + dt.timedelta(days=n) for n in range(0, (end - start).days + 1, 7)]
    return [*days, end] if days else []


def _months(span: Span, weekday: int) -> list[dt.date]:
    """Return the last such weekday of every month of a span; of the first month in any case."""
    found: list[dt.date] = []
    month = span.first.replace(day=1)
    while not found or month <= span.last:
        following = (month + dt.timedelta(days=31)).replace(day=1)
        last = following - dt.timedelta(days=1)
        day = last - dt.timedelta(days=(last.weekday() - weekday) % 7)
        if day >= span.first and (day <= span.last or not found):
            found.append(day)
        month = following
    return found
