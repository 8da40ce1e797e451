"""What needs the person: check-ins, milestones, reviews, the journal, drafts that wait."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from pmgoals.analytics.rhythm import has_begun, rests
from pmgoals.model.milestone import Milestone
from pmgoals.services.cooling import waiting
from pmgoals.services.names import told_apart

if TYPE_CHECKING:
    from pmgoals.model.review import ReviewKind
    from pmgoals.services.planner import Planner

SOON = dt.timedelta(days=10)
"""How far ahead a milestone counts as due."""


DueKind = Literal[
    "checkin", "milestone", "review", "draft", "journal", "turn", "easing", "signal", "copy"
]
"""Kinds of what can be due."""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """Something that needs the person."""

    kind: DueKind
    """What it is.

    `turn` is a learning goal whose day has come to get a target, `easing` an easier promise that
    was slept over, `signal` a person to get in touch with, or something to look at again; `copy` a
    copy of the plan that another machine left beside it.
    """
    title: str
    """What it is about."""
    id: str = ""
    """Id of the goal, milestone or draft; of a review its kind, of a copy its path."""
    on: dt.date | None = None
    """The day it is due; None for any day of this week."""
    late: bool = False
    """True when that day is over."""


def pressing(planner: Planner) -> list[Due]:
    """Return what is due today or late: what a reminder may disturb for.

    Milestones ahead and drafts that wait are left out, and so is the week's journal before the day
    of the check-in.
    """
    today = planner.today
    rest = planner.checkins.day(planner.week) > today
    return [
        each
        for each in due(planner)
        if each.kind != "draft"
        and not (each.kind == "journal" and rest)
        and (each.on is None or each.on <= today or each.kind == "review")
    ]


def due(planner: Planner) -> list[Due]:
    """Return what needs the person, most urgent first."""
    today, week = planner.today, planner.week
    found = [Due(kind="copy", title=path.name, id=str(path)) for path in _copies(planner)]
    found += [
        Due(
            kind="milestone",
            title=told_apart(m, planner.plan),
            id=m.id,
            on=m.due,
            late=m.due < today,
        )
        for m in _near_milestones(planner)
    ]
    day = planner.checkins.day(week)
    entry = planner.plan.journal.get(str(week))
    resting = week in rests(planner.plan)
    found += [
        Due(kind="checkin", title=g.title, id=g.id, on=day, late=day < today)
        for g in planner.checkins.due()
        if not resting
    ]
    found += [
        Due(kind="turn", title=g.title, id=g.id, on=g.turns_on, late=g.turns_on < today)
        for g in planner.plan.active_goals
        if g.method == "learning" and g.turns_on is not None and g.turns_on <= today
    ]
    unwritten = entry is None or not entry.says_something
    if unwritten and not resting and has_begun(planner.plan, day):
        found.append(Due(kind="journal", title=f"Journal {week}"))
    found += _reviews_due(planner)
    found += _easings_ripe(planner)
    found += [
        Due(
            kind="signal",
            title=f"{s.title}: {'get in touch' if s.kind == 'person' else 'look again'}",
            id=s.id,
            on=s.again_on,
            late=s.again_on is not None and s.again_on < today,
        )
        for s in planner.signals.due()
    ]
    found += [
        Due(kind="draft", title=" ".join(d.title.split())[:80] or "Untitled", id=d.id)
        for d in planner.draft_shelf.all()
    ]
    return found


def _copies(planner: Planner) -> list[Path]:
    """Return copies of the plan that wait to be joined; without any nothing is imported."""
    return planner.merging.copies() if planner.copies else []


def _near_milestones(planner: Planner) -> list[Milestone]:
    plan, today = planner.plan, planner.today
    found = [
        milestone
        for goal in plan.active_goals
        for milestone in plan.milestones_of(goal.id)
        if milestone.done_on is None and milestone.due <= today + SOON
    ]
    return sorted(found, key=lambda m: m.due)


def _easings_ripe(planner: Planner) -> list[Due]:
    """Return the easier promises that can be made now, or be let go."""
    goals, said = planner.plan.goals, dict[str, list[str]]()
    since: dict[str, dt.date] = {}
    for each, ripe in waiting(planner):
        if ripe <= planner.today and each.goal in goals:
            said.setdefault(each.goal, []).append(f"{each.field} {each.before} to {each.after}")
            since.setdefault(each.goal, ripe)
    return [
        Due(
            kind="easing",
            title=f"{', '.join(changes)}: {goals[goal_id].title}",
            id=goal_id,
            on=since[goal_id],
        )
        for goal_id, changes in said.items()
    ]


def _reviews_due(planner: Planner) -> list[Due]:
    """Return the month, the quarter and the year that wait to be looked back on."""
    today, found = planner.today, []
    if planner.reviews.is_due():
        quarter = planner.reviews.quarter_to_review()
        found.append(_review("quarterly", f"Review {quarter}", quarter.end, today))
    if planner.alignments.is_due():
        month = planner.alignments.month_to_align()
        found.append(_review("monthly", f"Align {month.label}", month.last, today))
    if planner.years.is_due():
        year = planner.years.year_to_review()
        found.append(_review("annual", f"Review {year}", year.last, today))
    return found


def _review(kind: ReviewKind, title: str, on: dt.date, today: dt.date) -> Due:
    return Due(kind="review", title=title, id=kind, on=on, late=today > on)
