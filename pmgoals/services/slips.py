"""Slip in words: the days between promised and done, and what a new day comes to by them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pmgoals.analytics import slip as slipped
from pmgoals.analytics.slip import Kind, Slip
from pmgoals.model.calendar import LAST_YEAR, say_date, say_short_date, say_span

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

NOUNS = {"milestone": "milestones", "goal": "goals", "both": "milestones and goals"}
"""What a slip was measured on, in words."""


def say_days(days: int) -> str:
    """Return a slip in words: `9 days later`, `on the day`, `2 days earlier`."""
    if not days:
        return "on the day"
    return f"{say_span(dt.timedelta(days=abs(days)))} {'later' if days > 0 else 'earlier'}"


def say_slip(slip: Slip) -> str:
    """Return a slip in one sentence."""
    half, most = say_days(slip.median), say_days(slip.most)
    there = f"half there {half} or sooner, " if half != most else ""
    share = round((slip.of_length or 0.0) * 100)
    length = f", {share:+d} % of the time planned" if share else ""
    return (
        f"{slip.count} {NOUNS[slip.of]}: {there}4 in 5 there {most} or sooner; "
        f"{round(slip.late * 100)} % late{length}."
    )


TOO_FEW = (
    f"With {slipped.FEWEST} milestones done, or {slipped.FEWEST} goals reached, the days between "
    "promised and done stand here."
)
"""What is said where no slip can be told."""


def say_usual(planner: Planner, kind: Kind) -> str:
    """Return in one line what any new day of a kind is measured by; empty where too few were done.

    `As 14 milestones went: half there 9 days later, 4 in 5 there 20 days later.`
    """
    slip = slipped.reference(planner.plan, kind, planner.settings.lines)
    if slip is None:
        return ""
    half, most = say_days(slip.median), say_days(slip.most)
    there = f"half there {half}, " if half != most else ""
    return f"As {slip.count} {NOUNS[slip.of]} went: {there}4 in 5 there {most}."


def say_reference(planner: Planner, kind: Kind, day: dt.date) -> str:
    """Return in one line what a chosen day comes to; empty where too few were done."""
    slip = slipped.reference(planner.plan, kind, planner.settings.lines)
    return "" if slip is None else say_day(slip, day)


def say_day(slip: Slip, day: dt.date) -> str:
    """Return what a chosen day comes to, as things went so far; empty beyond all years.

    `As 14 milestones went, 14 Oct 2026 comes to 23 Oct for half, 3 Nov for 4 in 5.`
    """
    went = f"As {slip.count} {NOUNS[slip.of]} went, {say_date(day)}"
    if slip.most <= 0:
        return f"{went} holds for 4 in 5."
    half, most = _on(day, slip.median), _on(day, slip.most)
    if not half or not most:
        return ""
    if half == most:
        return f"{went} comes to {most} for 4 in 5."
    return f"{went} comes to {half} for half, {most} for 4 in 5."


def _on(day: dt.date, days: int) -> str:
    """Return the day some days on, the year only where it is another; empty where none is."""
    at = day.toordinal() + days
    if not 1 <= at <= dt.date(LAST_YEAR, 12, 31).toordinal():
        return ""
    then = dt.date.fromordinal(at)
    return say_short_date(then) if then.year == day.year else say_date(then)
