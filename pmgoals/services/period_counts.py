"""What is counted over a period: weeks, commitments, minutes, and what journals say of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pmgoals.model.calendar import Week
from pmgoals.model.journal import JournalEntry
from pmgoals.services.journal import items_of

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan


def weeks_said(plan: Plan) -> set[str]:
    """Return the weeks with a check-in, and those of entries that say something."""
    said = {checkin.week for goal in plan.goals for checkin in plan.checkins_of(goal)}
    return said | {week for week, entry in plan.journal.items() if entry.says_something}


def marks(plan: Plan, weeks: Sequence[Week]) -> list[str]:
    """Return the marks of the commitments of some weeks."""
    entries = [plan.journal[str(week)] for week in weeks if str(week) in plan.journal]
    return [mark for entry in entries for mark in entry.kept.values()]


def words_of(entries: Sequence[JournalEntry], all_marks: bool) -> dict[str, Any]:
    """Return what journal entries say: promises marked, wins, setbacks, what was learned.

    Of promises nothing where some of their marks may not be read.
    """
    told = [mark for e in entries for mark in e.kept.values() if all_marks]
    return {
        "promised": len(told),
        "kept": sum(mark == "yes" for mark in told),
        "wins": [line for e in entries for line in items_of(e.answers.get("wins", ""))],
        "setbacks": [line for e in entries for line in items_of(e.answers.get("setbacks", ""))],
        "learned": [e.answers["learned"].strip() for e in entries if e.answers.get("learned")],
    }


def minutes_of(plan: Plan, first: dt.date, last: dt.date) -> Counter[str]:
    """Return the minutes of learning from one day to another, by competency."""
    found: Counter[str] = Counter()
    for each in plan.learning:
        if first <= each.on <= last:
            found[each.competency] += each.minutes
    return found
