"""Recall: a takeaway comes back after 1, 4 and 12 weeks, and asks whether it was used.

What is called back to mind at growing distances stays (Cepeda and others 2008); that it asks for
use, not for the words, keeps it honest. It never piles up: only the latest call of an activity
counts, and what was used or let go is not called again.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from pmgoals.counting import said_count
from pmgoals.model.learning import RECALL_WEEKS, LearningActivity

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

LAST = dt.timedelta(weeks=20)
"""Age from which a takeaway is not called back any more."""


class Recall(msgspec.Struct, frozen=True):
    """A takeaway that asks whether it was used."""

    activity: LearningActivity
    """What it was taken away from."""
    weeks: int
    """After how many weeks it asks: 1, 4 or 12."""


def recalls(planner: Planner) -> list[Recall]:
    """Return the takeaways that ask today, the oldest first."""
    today = planner.today
    found = []
    for activity in planner.plan.learning:  # latest first
        if today - activity.on >= LAST:
            break
        weeks = call_of(activity, today)
        if weeks is not None:
            found.append(Recall(activity, weeks))
    return found[::-1]


def call_of(activity: LearningActivity, today: dt.date) -> int | None:
    """Return after how many weeks an activity asks on a day: 1, 4 or 12; None when it does not."""
    age = today - activity.on
    over = [weeks for weeks in RECALL_WEEKS if age >= dt.timedelta(weeks=weeks)]
    if not over or age >= LAST or not activity.takeaway.strip() or activity.applied_in:
        return None
    ended = {"used", "let go"} & set(activity.recalls.values())
    return None if ended or str(over[-1]) in activity.recalls else over[-1]


def later_call(weeks: int) -> int | None:
    """Return after how many weeks a takeaway asks again; None when that call was the last."""
    return next((later for later in RECALL_WEEKS if later > weeks), None)


def say_ago(day: dt.date, today: dt.date) -> str:
    """Return how long ago a day of an earlier week is: 1 week ago, 6 weeks ago."""
    return f"{said_count((today - day).days // 7, 'week')} ago"


def say_recall(recall: Recall, today: dt.date) -> str:
    """Return the question that a takeaway asks on a day, in one line."""
    words = " ".join(recall.activity.takeaway.split()).rstrip(".")
    return f"{say_ago(recall.activity.on, today)} you took away “{words}”. Have you used it?"
