"""What the rules over the plan must know beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import msgspec

from pmgoals.model.calendar import FiscalCalendar, Week
from pmgoals.model.plan import Plan
from pmgoals.smart.rules.notice import Notice


class Overfull(msgspec.Struct, frozen=True):
    """Weeks in a row that promise more hours than there are."""

    first: Week
    """The first of them."""
    last: Week
    """The last of them."""
    hours: str
    """The hours of the fullest: `11 of 8 h`, of several weeks `up to 11 h a week, of 8`."""
    by_goal: dict[str, float]
    """Hours each goal takes in that one, by its id, most first."""


class PlanSetting(msgspec.Struct, frozen=True, kw_only=True):
    """What is known around a plan."""

    today: dt.date
    """The day."""
    calendar: FiscalCalendar = FiscalCalendar()
    """Where the person's company cuts its year."""
    overfull: tuple[Overfull, ...] = ()
    """Weeks from today on that what is due in them makes too full, in order."""
    overbooked: Overfull | None = None
    """The weeks from today on in which the goals' hours a week alone are more than there are."""


PlanCheck = Callable[[Plan, PlanSetting], Iterator[Notice]]
"""A rule over the plan: what it saw, each with the records it is about."""


def named(titles: list[str]) -> str:
    """Return titles in quotes as one phrase: `“A”, “B” and “C”`."""
    quoted = [f"“{title}”" for title in titles]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
