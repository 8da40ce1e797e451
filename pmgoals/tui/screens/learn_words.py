"""What Learn calls things, and the lines that its views share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from pmgoals import knowledge
from pmgoals.tui.spans import Line, Span, fit, said, wrap

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

TABS = {"log": "Log", "reading": "Reading list", "evidence": "Evidence", "coverage": "Coverage"}
"""The views, in the order in which they are gone through."""


class Words(msgspec.Struct, frozen=True):
    """What keys and ids are called."""

    learning: Mapping[str, str]
    """Kinds of learning."""
    evidence: Mapping[str, str]
    """Kinds of evidence."""
    skills: Mapping[str, str]
    """Competencies of the ladder in use."""
    levels: Mapping[str, str]
    """Levels of the ladder in use."""
    goals: Mapping[str, str]
    """Goals, by id."""


def words_of(planner: Planner) -> Words:
    """Return the words of a plan, by the ladder it uses."""
    ladder = planner.ladders.now
    return Words(
        learning={kind.key: kind.label for kind in knowledge.learning_kinds()},
        evidence={kind.key: kind.label for kind in knowledge.evidence_kinds()},
        skills={known.key: known.name for known in ladder.competencies},
        levels={rung.key: rung.name for rung in ladder.levels},
        goals={goal.id: goal.title for goal in planner.plan.goals.values()},
    )


def word(words: Mapping[str, str], key: str) -> str:
    """Return what a key is called, inert; a key that is not known is shown as it is."""
    return said(words.get(key, key)).text


def hours(minutes: int) -> str:
    """Return a sum of minutes as it is read: 45 min, 2 h, 7.5 h."""
    return f"{minutes / 60:.1f} h".replace(".0 h", " h") if minutes >= 60 else f"{minutes} min"


def facts(*parts: str, width: int) -> list[Line]:
    """Return what there is to say in short, one after the other."""
    return wrap(" · ".join(part for part in parts if part), width, "muted")


def told(label: str, text: str, width: int) -> list[Line]:
    """Return a text behind its label, nothing for an empty one."""
    return wrap(text, width, "", " " * 10, fit(label, 10)) if text else []


def tabs(now: str, width: int, ascii_only: bool) -> Line:
    """Return the names of the views, the one that is shown marked; a click shows another."""
    mark = ">" if ascii_only else "▸"
    gap = "   " if width >= 60 else " "
    line: list[Span] = []
    for key, name in TABS.items():
        here = key == now
        sign, tone = (mark, "title") if here else (" ", "muted")
        line.append(Span(f" {sign} {name}{gap}", tone, f"screen.view('{key}')"))
    return line
