"""The days of goals: milestones, deadlines, the day of a turn and the day of another look."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.model.record import Record
from pmgoals.reports.entry import Entry, Kind, uid
from pmgoals.reports.stamps import Stamps

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

DONE = "✓ "
"""What stands before the title of something that is done."""

DAY = dt.timedelta(days=1)
"""A day."""

MORNING = dt.timedelta(hours=9)
"""09:00 of an all-day entry's day, when the person is reminded of it."""
DAY_BEFORE = MORNING - DAY
"""09:00 of the day before."""
WEEK_BEFORE = MORNING - dt.timedelta(weeks=1)
"""09:00 of the day a week before."""

UNFINISHED = ("defer", "drop")
"""Decisions that end a goal without its deadline being met."""


def told_since(planner: Planner) -> dt.date:
    """Return the first day of the last fiscal year; what ended earlier is not told again."""
    year = planner.calendar.quarter(planner.quarter.year, 1).start
    return planner.calendar.quarter(planner.calendar.quarter_of(year - DAY).year, 1).start


def told_goals(planner: Planner) -> list[Goal]:
    """Return the goals that a calendar hears of: open ones, and those that ended lately.

    Those in the trash are among them. A life's work would drown what is ahead.
    """
    since, goals = told_since(planner), planner.plan.every(Goal).values()
    return [
        goal
        for goal in goals
        if not _deleted_before(goal, since) and (goal.closed_on is None or goal.closed_on >= since)
    ]


def goal_entries(planner: Planner, stamps: Stamps) -> list[Entry]:
    """Return an entry for each day of the goals that a calendar hears of.

    What lies in the trash, and what was still open when its goal was closed, is cancelled.
    """
    goals = {goal.id: goal for goal in told_goals(planner)}
    found = [entry for goal in goals.values() for entry in _own_days(goal, stamps)]
    steps, since = _Steps(planner, stamps), told_since(planner)
    return found + [
        steps.entry(milestone, goals[milestone.goal])
        for milestone in planner.plan.every(Milestone).values()
        if milestone.goal in goals and not _deleted_before(milestone, since)
    ]


def _own_days(goal: Goal, stamps: Stamps) -> list[Entry]:
    """Return the days that a goal itself names."""
    ended = goal.state == "closed" and goal.decision not in UNFINISHED
    found: list[Entry] = []
    if goal.due is not None:
        title = f"{DONE if ended else ''}Goal due: {goal.title}"
        alarms = [WEEK_BEFORE, DAY_BEFORE]
        found.append(_day(goal, stamps, "deadline", goal.due, title, alarms, done=ended))
    if goal.method == "learning" and goal.turns_on is not None:
        title = f"Set a target: {goal.title}"
        found.append(_day(goal, stamps, "turn", goal.turns_on, title, [MORNING]))
    if goal.review_on is not None:
        title = f"Look again: {goal.title}"
        found.append(_day(goal, stamps, "look", goal.review_on, title, [MORNING]))
    return found


def _day(
    goal: Goal,
    stamps: Stamps,
    kind: Kind,
    day: dt.date,
    title: str,
    alarms: list[dt.timedelta],
    *,
    done: bool = False,
) -> Entry:
    lines = [_line("Why", goal.why), _line("Next", goal.next_action), _standing(goal)]
    return Entry(
        kind=kind,
        uid=uid(goal.id, kind),
        title=title,
        more="\n".join(filter(None, lines)),
        start=day,
        alarms=alarms if goal.state == "active" else [],
        stamp=stamps.latest(goal),
        cancelled=goal.deleted is not None or (not done and _ended_before(goal, day)),
        private=goal.privacy != "public",
    )


class _Steps:
    """Makes the entries of milestones; holds what they speak of."""

    def __init__(self, planner: Planner, stamps: Stamps) -> None:
        self._plan = planner.plan
        self._stamps = stamps
        self._named: dict[str, Goal | Milestone] = {
            **planner.plan.every(Goal),
            **planner.plan.every(Milestone),
        }
        self._measures: dict[str, list[Record]] = {}
        for measure in planner.plan.every(Measure).values():
            self._measures.setdefault(measure.goal, []).append(measure)

    def entry(self, milestone: Milestone, goal: Goal) -> Entry:
        """Return a milestone's entry."""
        done = milestone.done_on is not None
        before = [self._named[key] for key in milestone.depends_on if key in self._named]
        gone = milestone.deleted is not None or goal.deleted is not None
        measures = self._measures.get(goal.id, [])
        return Entry(
            kind="milestone",
            uid=uid(milestone.id, "milestone"),
            title=f"{DONE if done else ''}{milestone.title}",
            more=self._more(milestone, goal, before),
            start=milestone.due,
            alarms=[] if done or goal.state != "active" else [DAY_BEFORE],
            stamp=self._stamps.latest(milestone, goal, *before, *measures),
            cancelled=gone or (not done and _ended_before(goal, milestone.due)),
            private=goal.privacy != "public",  # a milestone follows its goal
        )

    def _more(self, milestone: Milestone, goal: Goal, before: list[Goal | Milestone]) -> str:
        """Return the lines below a milestone's title."""
        first = [record.title for record in before if record.deleted is None]
        lines = [
            _line("Goal", goal.title),
            _line("Shows it is done", milestone.deliverable),
            _line("Target", self._target(milestone)),
            _line("Comes after", ", ".join(first)),
            _line("Done on", say_date(milestone.done_on) if milestone.done_on else ""),
            _standing(goal),
        ]
        return "\n".join(filter(None, lines))

    def _target(self, milestone: Milestone) -> str:
        """Return where the goal's first measure should stand, with its name and unit."""
        measure = self._plan.main_measure_of(milestone.goal)
        if milestone.target is None or measure is None:
            return ""
        return f"{measure.name} {say_amount(milestone.target, measure.unit)}"


def _deleted_before(record: Record, day: dt.date) -> bool:
    """Tell whether a record went to the trash before a day."""
    return record.deleted is not None and record.deleted.date() < day


def _ended_before(goal: Goal, day: dt.date) -> bool:
    """Tell whether a goal was closed by a day, so that nothing of it is due then."""
    return goal.state == "closed" and (goal.closed_on is None or goal.closed_on <= day)


def _standing(goal: Goal) -> str:
    return "The goal is paused." if goal.state == "paused" else ""


def _line(label: str, text: str) -> str:
    """Return a labelled line, empty when there is nothing to say."""
    return f"{label}: {' '.join(text.split())}" if text.strip() else ""
