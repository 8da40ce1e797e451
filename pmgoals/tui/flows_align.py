"""What Align asks: which mend, what it wants typed, and the answers every goal owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.services.align.keeping import AGAIN
from pmgoals.smart.sketch import QUESTIONS
from pmgoals.tui.forms import Form, FormField

if TYPE_CHECKING:
    from pmgoals.model.goal import Goal
    from pmgoals.services.align.look import Unanswered
    from pmgoals.services.align.mend import Mend
    from pmgoals.services.planner import Planner
    from pmgoals.smart.finding import Finding

__all__ = ["AGAIN", "answers_form", "mend_form", "mend_options", "mends_told", "save_answers"]

ASKS = "asks for a line"
"""What stands beside a mend that wants something typed."""


MOST_CHANGES = 3
"""Changes that are told one by one under a mend; of more it says in sum what they come to."""


def mend_options(mends: list[Mend]) -> list[tuple[str, str, str]]:
    """Return mends as choices, each with what it does or that it asks."""
    return [(mend.key, mend.label, ASKS if mend.ask else mend.told) for mend in mends]


def mends_told(planner: Planner, mends: list[Mend]) -> dict[str, str]:
    """Return by key what each mend comes to, and what it changes in the plan."""
    said = {}
    for mend in mends:
        changes = [] if mend.ask and not mend.eases else planner.align.changes(mend)
        brief = len(changes) <= MOST_CHANGES or not mend.told
        told = (" · ".join(changes) if brief else mend.told) or mend.told
        said[mend.key] = " · ".join(filter(None, (*planner.align.outcome(mend), told)))
    return said


def mend_form(planner: Planner, finding: Finding, mend: Mend) -> Form:
    """Return the one question that a mend asks; of one that eases, below what it comes to."""
    comes_to = " · ".join([*planner.align.outcome(mend), mend.told]) if mend.eases else ""
    label, example = (mend.ask.label, mend.ask.example) if mend.ask else ("", "")
    return Form(
        name=f"mend-{finding.key}-{mend.key}",
        title=mend.label,
        intro=comes_to or finding.message,
        save="settle it",
        fields=[FormField(key="text", label=label, placeholder=example, help=mend.told)],
    )


# ---- what is asked of every goal ----


def answers_form(goal: Goal, asked: Unanswered) -> Form:
    """Return the dependency questions and the ethics check, at the first without an answer."""
    keys = [*QUESTIONS]
    if asked.ethics or goal.ethics:
        keys.append("ethics")
    first = next((key for key in keys if not getattr(goal, key).strip()), "")
    return Form(
        name=f"answers-{goal.id}",
        title="Before it is promised",
        intro=goal.title,
        at=first,
        fields=[_field(key, goal) for key in keys],
    )


def _field(key: str, goal: Goal) -> FormField:
    field = knowledge.wizard_field(key)
    assert field is not None, key
    return FormField(
        key=key,
        label=field.label,
        value=getattr(goal, key),
        placeholder=field.placeholder,
        help=field.help,
    )


def save_answers(planner: Planner, goal: Goal, values: dict[str, str]) -> str:
    """Keep the answers with the goal; `nothing` is one, an empty line is none."""
    planner.goals.edit(goal.id, **values)  # type: ignore[arg-type]
    return "Kept with the goal. u takes it back."
