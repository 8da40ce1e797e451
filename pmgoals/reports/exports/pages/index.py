"""The page that leads to all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.model.calendar import say_date
from pmgoals.reports.documents.markdown import heading, items, joined, plain
from pmgoals.reports.exports.pages.mark import marked
from pmgoals.reports.exports.pages.names import Names, link

if TYPE_CHECKING:
    from pmgoals.model.goal import Goal
    from pmgoals.services.planner import Planner

STATES = {"active": "Goals", "paused": "Paused goals", "closed": "Closed goals"}
"""The heading over goals, by their state."""


def index_page(planner: Planner, names: Names) -> str:
    """Return the goals by state, the weeks of the journal by year, the reviews and the logs."""
    plan = planner.plan
    parts = [heading("The plan", 1)]
    for state, title in STATES.items():
        goals = [goal for goal in plan.goals.values() if goal.state == state]
        if goals:
            parts += [heading(title), items(_goal(goal, names) for goal in goals)]
    years: dict[str, list[str]] = {}
    for week, entry in plan.journal.items():
        years.setdefault(week[:4], []).append(link(week, names[entry.id]))
    if years:
        parts += [heading("Journal"), items(f"{y}: {', '.join(w)}" for y, w in years.items())]
    if plan.reviews:
        parts += [heading("Reviews"), items(
            link(plain(f"{review.kind.capitalize()} review {review.label}"), names[review.id])
            for review in plan.reviews
        )]  # fmt: skip
    logs = [
        f"{link(title, f'{title.lower()}.md')}: {len(records)}"
        for title, records in (("Learning", plan.learning), ("Evidence", plan.evidence))
        if records
    ]
    if logs:
        parts += [heading("Learning and evidence"), items(logs)]
    return marked("index", joined(parts))


def _goal(goal: Goal, names: Names) -> str:
    if goal.closed_on:
        day = f", closed {say_date(goal.closed_on)}"
    else:
        day = f", due {say_date(goal.due)}" if goal.due else ""
    return f"{link(plain(goal.title), names[goal.id])}{day}"
