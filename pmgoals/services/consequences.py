"""What moving a milestone does, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pmgoals.analytics.capacity import WeekHours, say_hours
from pmgoals.analytics.moves import Consequences
from pmgoals.model.calendar import say_date, say_span
from pmgoals.model.dependencies import Link
from pmgoals.model.milestone import Milestone
from pmgoals.services.slips import say_day

MOST_WEEKS = 4
"""Overfull weeks that are named."""


def say(does: Consequences, *, along: bool = False) -> list[str]:
    """Return what a move does, a line for each thing there is to know, the move itself first.

    With `along`, what waits for the milestone is told as moving with it.
    """
    gap = does.after - does.before
    way = f"{say_span(abs(gap))} {'later' if gap.days > 0 else 'earlier'}"
    said = [f"{say_date(does.before)} to {say_date(does.after)}, {way}."]
    if does.starts:
        said.append(f"The goal starts on {say_date(does.starts)}; it cannot be due before.")
    elif does.is_over:
        said.append("That day is over: it would be late at once.")
    if along:
        said += [f"“{m.title}” moves along, to {_new_day(does, m)}." for m in does.along]
    else:
        said += [
            f"“{m.title}”, {say_date(m.due)}, would be due before what it needs."
            for m in does.overtaken
        ]
    known = {milestone.id for milestone in does.overtaken}
    order = "before" if gap.days > 0 else "after"
    said += [
        f"“{m.title}”, {say_date(m.due)}, then comes {order} it."
        for m in does.passed
        if m.id not in known
    ]
    said += [f"It needs “{title}”, which comes later." for title in does.too_early]
    if does.beyond:
        said.append(f"The goal itself is due on {say_date(does.beyond)}, before it.")
    now, then = does.expected_before, does.expected_after
    if now is not None and then is not None and round(now * 100) != round(then * 100):
        said.append(f"Today's mark goes from {now:.0%} to {then:.0%} of the way.")
    if does.filled:
        said.append(f"Overfull then: {say_weeks(does.filled)}.")
    if does.freed:
        said.append(f"No longer overfull: {say_weeks(does.freed)}.")
    return said


def say_new_day(does: Consequences) -> str:
    """Return what the new day comes to as milestones went so far; empty where days hold."""
    if does.usual is None or does.usual.most <= 0:
        return ""
    return say_day(does.usual, does.after)


def say_along(does: Consequences) -> list[str]:
    """Return where what waits for a milestone would go with it, a line for each."""
    return [f"“{m.title}” would go along, to {_new_day(does, m)}." for m in does.along]


def _new_day(does: Consequences, milestone: Milestone) -> str:
    """Return the day to which something moves along, and the goal's end where it passes that."""
    end = does.past_ends.get(milestone.id)
    past = f", past its goal's end on {say_date(end)}" if end else ""
    return f"{say_date(milestone.due)}{past}"


def say_late(link: Link, today: dt.date) -> str:
    """Return what to say of a dependency whose first comes too late; empty when it is in time."""
    short = link.days_short(today)
    if not short:
        return ""
    days = say_span(dt.timedelta(days=short))
    return f"“{link.milestone.title}” is due {days} before “{link.first.title}”, which it needs."


def say_weeks(weeks: Sequence[WeekHours]) -> str:
    """Return weeks in words: `W49 11 of 8 h, W50 9 of 8 h and 3 more`."""
    named = [f"{week.week.label} {say_hours(week)}" for week in weeks[:MOST_WEEKS]]
    more = f" and {len(weeks) - MOST_WEEKS} more" if len(weeks) > MOST_WEEKS else ""
    return ", ".join(named) + more
