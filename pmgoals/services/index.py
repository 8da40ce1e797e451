"""Records made ready to be searched as it is typed: every word must occur."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Generic, TypeVar

from pmgoals import knowledge
from pmgoals.model.journal import Evidence
from pmgoals.model.learning import LearningActivity
from pmgoals.services.ladders import ladder_of

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

R = TypeVar("R")


class Index(Generic[R]):
    """Records with the texts in which their words are looked for."""

    def __init__(self, entries: Iterable[tuple[R, Iterable[str]]]) -> None:
        self._held = [(record, "\n".join(texts).casefold()) for record, texts in entries]

    def find(self, text: str) -> list[R]:
        """Return the records in which every word of a text occurs, in their order."""
        words = text.casefold().split()
        return [record for record, held in self._held if all(word in held for word in words)]


def learning_index(planner: Planner) -> Index[LearningActivity]:
    """Return the learning log by title, kind, competency, goal, takeaway, use, quarter and day."""
    skills, _, titles = _names(planner)
    kinds = {kind.key: kind.label for kind in knowledge.learning_kinds()}
    quarter_of = planner.calendar.quarter_of
    return Index(
        (
            each,
            (
                each.title, kinds.get(each.kind, each.kind),
                skills.get(each.competency, each.competency), titles.get(each.goal or "", ""),
                each.takeaway, each.applied_in, str(quarter_of(each.on)), each.on.isoformat(),
            ),
        )
        for each in planner.plan.learning
    )  # fmt: skip


def evidence_index(planner: Planner) -> Index[Evidence]:
    """Return the evidence by title, kind, competency, level, goal, text, quarter and day."""
    skills, levels, titles = _names(planner)
    kinds = {kind.key: kind.label for kind in knowledge.evidence_kinds()}
    quarter_of = planner.calendar.quarter_of
    return Index(
        (
            each,
            (
                each.title, kinds.get(each.kind, each.kind),
                skills.get(each.competency, each.competency), levels.get(each.level, each.level),
                titles.get(each.goal or "", ""), each.text, str(quarter_of(each.on)),
                each.on.isoformat(),
            ),
        )
        for each in planner.plan.evidence
    )  # fmt: skip


def _names(planner: Planner) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return what competencies, levels and goals are called, by key and id."""
    ladder = ladder_of(planner.plan)
    return (
        {known.key: known.name for known in ladder.competencies},
        {level.key: level.name for level in ladder.levels},
        {goal.id: goal.title for goal in planner.plan.goals.values()},
    )
