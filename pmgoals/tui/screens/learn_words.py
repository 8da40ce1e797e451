"""What Learn calls things, and the lines that its views share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from pmgoals import knowledge
from pmgoals.model.audience import LEVELS
from pmgoals.services.sharing import WORDS
from pmgoals.tui.spans import Line, Span, fit, said, wrap

if TYPE_CHECKING:
    from pmgoals.model.record import Privacy
    from pmgoals.services.planner import Planner

TABS = {"log": "Log", "reading": "Reading list", "evidence": "Evidence", "coverage": "Coverage"}
"""The views, in the order in which they are gone through."""


HELP = {
    "log": "Everything logged, latest first; ✓ marks what was used in the work. a logs, e or Enter "
    "edits, A says where it was used, / filters, D moves it to the trash. A takeaway that asks "
    "stands on top: A, t or z answers.",
    "reading": "What you mean to learn from. a adds, e or Enter edits, space begins it or puts it "
    "back, x finishes it, D moves it to the trash.",
    "evidence": "What shows your competencies at work, latest first. a keeps a piece, e or Enter "
    "edits, / filters, D moves it to the trash.",
    "coverage": "What the level you work towards expects, and what shows it: ● twice and of late, "
    "◐ thin, ◌ stale, ○ nothing yet. a keeps evidence for it, Enter shows its evidence, o opens "
    "the promotion packet.",
}
"""What `?` says of each view."""


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


def read_by(privacy: Privacy, width: int) -> list[Line]:
    """Return who may read a record, and the key that shares it."""
    levels = LEVELS[1 : LEVELS.index(privacy) + 1]
    who = " and ".join(WORDS[level] for level in levels) or WORDS[privacy]
    more = "; P shares it" if privacy == "me" else ""
    return told("Read by", f"{WORDS[privacy] if privacy == 'public' else who}{more}", width)


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
