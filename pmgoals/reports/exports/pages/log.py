"""The pages of what happened: learning activities, and evidence, by month, the latest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from pmgoals import knowledge
from pmgoals.model.amounts import say_minutes
from pmgoals.model.calendar import say_date
from pmgoals.model.journal import Evidence
from pmgoals.model.learning import LearningActivity
from pmgoals.model.month import Month
from pmgoals.reports.documents.markdown import heading, items, joined, plain
from pmgoals.reports.exports.pages.mark import marked
from pmgoals.reports.exports.pages.names import Names, link

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

R = TypeVar("R", Evidence, LearningActivity)


def learning_page(planner: Planner, names: Names) -> str:
    """Return the learning log."""
    kinds = {kind.key: kind.label for kind in knowledge.learning_kinds()}

    def lines(each: LearningActivity) -> list[str]:
        said = [kinds.get(each.kind, each.kind).lower()]
        said += [say_minutes(each.minutes)] if each.minutes else []
        said += [f"worth {each.rating} of 5"] if each.rating else []
        return [
            _head(planner, names, each, said),
            *_under(each.takeaway),
            *_under(each.applied_in, "Used in: "),
            *_under(each.link),
        ]

    return _page("Learning", planner.plan.learning, lines)


def evidence_page(planner: Planner, names: Names) -> str:
    """Return what shows competencies at work."""
    kinds = {kind.key: kind.label for kind in knowledge.evidence_kinds()}
    levels = {level.key: level.name for level in planner.ladders.now.levels}

    def lines(each: Evidence) -> list[str]:
        said = [kinds.get(each.kind, each.kind).lower()]
        said += [levels.get(each.level, each.level)] if each.level else []
        return [_head(planner, names, each, said), *_under(each.text), *_under(each.link)]

    return _page("Evidence", planner.plan.evidence, lines)


def _page(title: str, records: Iterable[R], lines: Callable[[R], list[str]]) -> str:
    parts = [heading(title, 1)]
    for month, group in groupby(records, key=lambda each: Month.of(each.on)):
        parts += [heading(month.label), "\n".join(line for each in group for line in lines(each))]
    return marked(title.lower(), joined(parts))


def _head(
    planner: Planner, names: Names, each: Evidence | LearningActivity, said: list[str]
) -> str:
    """Return the line of a record: its day, its title, what it is, the goal it belongs to."""
    skills = {known.key: known.name for known in planner.ladders.now.competencies}
    if each.competency:
        said = [*said, skills.get(each.competency, each.competency)]
    goal = planner.plan.goals.get(each.goal or "")
    to = f", for {link(plain(goal.title), names[goal.id])}" if goal else ""
    return items([f"{say_date(each.on)}: {plain(each.title)} ({plain(', '.join(said))}{to})"])


def _under(text: str, before: str = "") -> list[str]:
    """Return the lines of a text as items under an item."""
    said = [line for line in text.splitlines() if line.strip()]
    return [f"  - {before if not at else ''}{plain(line)}" for at, line in enumerate(said)]
