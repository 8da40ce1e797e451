"""How steady the weeks are: weeks done before any streak, and nothing scolds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import msgspec

from pmgoals.model.calendar import FiscalCalendar, Week
from pmgoals.model.plan import Plan

WINDOW = 12
"""Weeks looked back on, the present one included."""


class Rhythm(msgspec.Struct, frozen=True, kw_only=True):
    """The last weeks."""

    weeks_done: int
    """Weeks of the window with a check-in or a journal entry, 0 to `weeks`."""
    weeks: int
    """Weeks that count: since the first entry, at most 12, leave left out."""
    reserve_left: int
    """Reserve weeks left in this quarter."""
    strip: list[int]
    """What each week held, earliest first: -1 leave, 0 nothing, else the number of entries."""


def rhythm(
    plan: Plan,
    today: dt.date,
    calendar: FiscalCalendar,
    *,
    reserve: int = 2,
    leave: Sequence[tuple[dt.date, dt.date]] = (),
) -> Rhythm:
    """Return the rhythm of the last 12 weeks up to today's week.

    A missed week uses one of the quarter's reserve weeks; the present week is not missed before it
    is over.
    """
    now = Week.of(today)
    counts = _entries(plan)
    first = min(counts, default=now)
    window = [now.plus(-back) for back in range(WINDOW - 1, -1, -1)]
    on_leave = {week for week in window if is_leave(week, leave)}
    counted = [week for week in window if week >= first and week not in on_leave]
    done = [week for week in counted if counts.get(week)]
    quarter = calendar.quarter_of_week(now)
    missed = _missed(quarter.weeks(), now, first, counts, leave)
    return Rhythm(
        weeks_done=len(done),
        weeks=len(counted),
        reserve_left=max(0, reserve - missed),
        strip=[-1 if week in on_leave else counts.get(week, 0) for week in window],
    )


def _entries(plan: Plan) -> dict[Week, int]:
    """Return the number of check-ins and journal entries by week."""
    from pmgoals.model.checkin import Checkin

    counts: dict[Week, int] = {}
    written = [week for week, entry in plan.journal.items() if entry.says_something]
    for text in [c.week for c in plan.alive(Checkin).values()] + written:
        week = Week.parse(text)
        counts[week] = counts.get(week, 0) + 1
    return counts


def is_leave(week: Week, leave: Sequence[tuple[dt.date, dt.date]]) -> bool:
    """Tell whether a week is leave: all its working days, Monday to Friday, are."""
    days = [week.monday + dt.timedelta(days=n) for n in range(5)]
    return all(any(start <= day <= end for start, end in leave) for day in days)


def _missed(
    weeks: Sequence[Week],
    now: Week,
    first: Week,
    counts: Collection[Week],
    leave: Sequence[tuple[dt.date, dt.date]],
) -> int:
    past = [week for week in weeks if first <= week < now]
    return sum(week not in counts and not is_leave(week, leave) for week in past)
