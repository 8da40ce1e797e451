"""What a record refers to, as typed: a competency, a level, a goal, a kind. An empty word is none.

Nothing is imported here that quick capture does not need.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmgoals.cli.session import Session
    from pmgoals.knowledge import Choice


def competency_key(session: Session, typed: str | None) -> str:
    """Return the key of a competency, empty for none. BadInput for one that is not there."""
    return session.planner.competencies.named(typed).key if typed else ""


def level_key(session: Session, typed: str | None) -> str:
    """Return the key of a level of the ladder, empty for none. BadInput for one not on it."""
    return session.planner.ladders.level(typed) if typed else ""


def goal_id(session: Session, typed: str | None) -> str | None:
    """Return the id of a goal, None for none. NotFound or AmbiguousName for its name."""
    return session.planner.goals.get(typed).id if typed else None


def learning_kind(typed: str) -> str:
    """Return the key of a kind of learning. BadInput for one that is not there."""
    from pmgoals import knowledge

    return _kind(knowledge.learning_kinds(), typed)


def evidence_kind(typed: str) -> str:
    """Return the key of a kind of evidence. BadInput for one that is not there."""
    from pmgoals import knowledge

    return _kind(knowledge.evidence_kinds(), typed)


def _kind(choices: Sequence[Choice], typed: str) -> str:
    from pmgoals.services.choices import pick_choice

    return pick_choice(choices, typed, "kind")
