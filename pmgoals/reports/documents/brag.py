"""The brag document: a year of work under the headings that reviews ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.model.amounts import say_minutes
from pmgoals.model.calendar import say_date
from pmgoals.model.journal import Evidence
from pmgoals.model.learning import LearningActivity
from pmgoals.reports.documents.goal_lines import UNTOLD, progress_line
from pmgoals.reports.documents.markdown import heading, items, joined, plain
from pmgoals.services.periods import Period

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What shipped and what it changed", ("ship", "win")),
    ("Decisions, design and discovery", ("decision", "discovery", "killed")),
    ("Collaboration and influence", ("influence",)),
    ("Mentoring", ("mentoring",)),
    ("What others said", ("feedback",)),
    ("Learning put to use", ("learning",)),
)
"""Headings with the kinds of evidence under them (the brag document of Evans, 2019)."""

OUTSIDE = ("event", "talk", "networking")
"""Kinds of learning that are seen outside the team."""

HEAD = 2
"""Parts before the first section."""

MOST_LEARNING = 6
"""Things learned that are named."""


def brag_page(planner: Planner, facts: Period) -> str:
    """Return the year's goals, what was done under each heading, and what was learned."""
    parts = [
        heading(f"What I did: {facts.name}", 1),
        f"{say_date(facts.first)} to {say_date(facts.last)}",
        *_goals(planner, facts),
    ]
    for title, kinds in SECTIONS:
        lines = [_piece(planner, e) for e in reversed(facts.evidence) if e.kind in kinds]
        if lines:
            parts += [heading(title), items(lines)]
    known = {kind for _, kinds in SECTIONS for kind in kinds}
    rest = [_piece(planner, e) for e in reversed(facts.evidence) if e.kind not in known]
    if rest:
        parts += [heading("More"), items(rest)]
    parts += _learning(planner, facts)
    if len(parts) == HEAD and planner.plan.holds_back:
        parts.append(UNTOLD)
    return joined(parts)


def _goals(planner: Planner, facts: Period) -> list[str]:
    over = [then for then in facts.goals if then.goal.state == "closed" or then.status == "done"]
    going = [then for then in facts.goals if then not in over and then.goal.state == "active"]
    parts = []
    if over:
        lines = []
        for then in sorted(over, key=lambda t: -(t.goal.grade or 0)):
            grade = "" if then.goal.grade is None else f", graded {then.goal.grade:.1f}"
            lines.append(f"{progress_line(then)}{grade}")
        parts += [heading("Goals of the year"), items(lines)]
    if going:
        parts += [heading("Goals that go on"), items([progress_line(then) for then in going])]
    return parts


def _piece(planner: Planner, piece: Evidence) -> str:
    """Return a piece of evidence: what happened, more about it, its goal, its day."""
    goal = planner.plan.goals.get(piece.goal or "")
    of = f", for “{plain(goal.title)}”" if goal else ""
    more = f" {plain(piece.text)}" if piece.text else ""
    title = plain(piece.title).rstrip(".")
    return f"**{title}.**{more} ({say_date(piece.on)}{of})"


def _learning(planner: Planner, facts: Period) -> list[str]:
    found = [a for a in planner.plan.learning if facts.first <= a.on <= facts.last]
    if not found:
        return []
    names = {known.key: known.name for known in planner.ladders.now.competencies}
    most = [
        f"{plain(names.get(key, key))} {say_minutes(minutes)}"
        for key, minutes in facts.minutes_by.items()
        if key and minutes
    ]  # nothing where a part of the learning may not be read
    parts = [heading("What I learned")]
    if most:
        parts.append(f"{say_minutes(facts.minutes)} in all: {', '.join(most[:5])}.")
    told = [a for a in found if a.takeaway and a.kind not in OUTSIDE]
    told.sort(key=lambda a: (not a.applied_in, -(a.rating or 0), -a.on.toordinal()))
    if told:
        parts.append(items([_learned(a) for a in told[:MOST_LEARNING]]))
    outside = [a for a in found if a.kind in OUTSIDE]
    if outside:
        lines = [f"{plain(a.title)} ({say_date(a.on)})" for a in outside]
        parts += [heading("Outside the team"), items(lines)]
    return parts


def _learned(activity: LearningActivity) -> str:
    used = f" Used in: {plain(activity.applied_in)}." if activity.applied_in else ""
    return f"{plain(activity.title)}: {plain(activity.takeaway)}{used}"
