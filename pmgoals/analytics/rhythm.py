"""How steady the weeks are: weeks done before any streak, and nothing scolds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import msgspec

from pmgoals.model.calendar import FiscalCalendar, Quarter, Week
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan
from pmgoals.model.workdays import Workdays

WINDOW = 12
"""Weeks looked back on, the present one included."""

LEAVE, RESERVE = -1, -2
"""What stands for a week of leave and for a reserve week in a strip."""

EVERY_WEEK = Workdays()
"""No leave and no holiday."""


class Rhythm(msgspec.Struct, frozen=True, kw_only=True):
    """The last weeks."""

    weeks_done: int
    """Weeks of the window with a check-in or a journal entry, 0 to `weeks`."""
    weeks: int
    """Weeks that count: since the first entry, at most 12, leave and reserve weeks left out."""
    in_a_row: int
    """Weeks done without a gap up to now; leave and reserve weeks neither count nor break it."""
    reserve_left: int
    """Reserve weeks left in this quarter."""
    strip: list[int]
    """What each week held, earliest first: `RESERVE`, `LEAVE`, 0 nothing, else its entries."""


def rhythm(
    plan: Plan,
    today: dt.date,
    calendar: FiscalCalendar,
    *,
    reserve: int = 2,
    workdays: Workdays = EVERY_WEEK,
) -> Rhythm:
    """Return the rhythm of the last 12 weeks up to today's week.

    Reserve weeks are used on purpose only; one in which something was said after all is a week
    done, and gives its reserve back. The present week is not missed before it is over.
    """
    now = Week.of(today)
    counts = _entries(plan)
    first = min(counts, default=now)
    window = [now.plus(-back) for back in range(WINDOW - 1, -1, -1)]
    resting = rests(plan)
    on_leave = {week for week in window if workdays.is_leave(week)}
    counted = [week for week in window if week >= first and week not in on_leave | resting]
    done = [week for week in counted if counts.get(week)]
    return Rhythm(
        weeks_done=len(done),
        weeks=len(counted),
        in_a_row=_in_a_row(now, first, counts, resting, workdays),
        reserve_left=reserve_left(plan, calendar.quarter_of_week(now), reserve),
        strip=[
            LEAVE if week in on_leave else RESERVE if week in resting else counts.get(week, 0)
            for week in window
        ],
    )


def committed_on(goal: Goal, plan: Plan) -> dt.date:
    """Return the day on which a goal was committed."""
    first = (e.on for e in plan.ledger_of(goal.id) if e.field == "commitment" and not e.before)
    return next(first, goal.created.date())


def begins(goal: Goal, plan: Plan) -> dt.date:
    """Return the day from which a goal is checked in on: it is committed, and has started."""
    return max(goal.start, committed_on(goal, plan))


def has_begun(plan: Plan, day: dt.date) -> bool:
    """Tell whether a plan held a goal on a day: before that no week is missed."""
    return any(committed_on(goal, plan) <= day for goal in plan.goals.values())


def rests(plan: Plan) -> set[Week]:
    """Return the reserve weeks that were used: named so, and nothing said in them since."""
    named = {Week.parse(week) for week, entry in plan.journal.items() if entry.rest}
    return named - _entries(plan).keys() if named else named


def reserve_left(plan: Plan, quarter: Quarter, reserve: int) -> int:
    """Return how many of a quarter's reserve weeks are left, 0 to `reserve`."""
    weeks = quarter.weeks()
    used = sum(weeks[0] <= week <= weeks[-1] for week in rests(plan))
    return max(0, reserve - used)


def _entries(plan: Plan) -> dict[Week, int]:
    """Return the number of check-ins and journal entries by week."""
    from pmgoals.model.checkin import Checkin

    counts: dict[Week, int] = {}
    written = [week for week, entry in plan.journal.items() if entry.says_something]
    for text in [c.week for c in plan.alive(Checkin).values()] + written:
        week = Week.parse(text)
        counts[week] = counts.get(week, 0) + 1
    return counts


def _in_a_row(
    now: Week,
    first: Week,
    counts: Collection[Week],
    resting: Collection[Week],
    workdays: Workdays,
) -> int:
    count, week = 0, now if now in counts else now.plus(-1)
    while week >= first:
        if week in counts:
            count += 1
        elif week not in resting and not workdays.is_leave(week):
            break
        week = week.plus(-1)
    return count
