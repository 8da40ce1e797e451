"""The marks of the wizard's steps and of the letters: said and sound, warned of, or still open.

A step is done when something of its own is said and the critic warns of nothing in it, nor of its
letter. A letter is full exactly when its step is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from pmgoals import knowledge
from pmgoals.services.drafts import Assessed
from pmgoals.smart.finding import LETTERS
from pmgoals.smart.sketch import Sketch
from pmgoals.tui.screens.draft_steps import MEASURE_FIELDS

State = Literal["done", "open", "trouble"]
"""Said and sound; not said or warned of; in the way of the commit."""

LetterState = Literal["pass", "warn", "fail", "open"]
"""A verdict of the critic, or nothing to judge yet."""

LETTER_OF = dict(
    zip(("specific", "measurable", "achievable", "relevant", "time_bound"), LETTERS, strict=True)
)
"""Letter of each step that has one."""

_SAID: Mapping[str, Callable[[Sketch], bool]] = {
    "why": lambda sketch: bool(sketch.why.strip()),
    "specific": lambda sketch: bool(sketch.title),
    "measurable": lambda sketch: bool(sketch.measures),
    "time_bound": lambda sketch: sketch.due is not None,
}
"""What makes a step said, where one answer of it is what it is about."""


def states(assessed: Assessed) -> dict[str, State]:
    """Return the state of each step. What is only proposed is not said yet."""
    return {step.key: _state(assessed, step) for step in knowledge.wizard_steps()}


def step_signs(assessed: Assessed, here: str) -> dict[str, str]:
    """Return for each step its state, and `here` for the one that is shown."""
    return {key: "here" if key == here else state for key, state in states(assessed).items()}


def wants_an_answer(assessed: Assessed, step: str) -> bool:
    """Tell whether the way through the steps stops at one: it passes what stands, or may stand."""
    proposed = step == "milestones" and assessed.sketch.milestones
    if proposed and not _found(assessed, step):
        return False
    return step != "commit" and states(assessed)[step] != "done"


def letters(assessed: Assessed) -> dict[str, LetterState]:
    """Return the state of each letter of SMART; one whose step is still open has no pass."""
    found = states(assessed)
    said: dict[str, LetterState] = {}
    for step, letter in LETTER_OF.items():
        verdict = assessed.judgement.verdicts[letter]
        said[letter] = "open" if verdict == "pass" and found[step] != "done" else verdict
    return said


def _state(assessed: Assessed, step: knowledge.WizardStep) -> State:
    if step.key == "commit":
        return "open"  # it is done when the goal is there, and the wizard is left then
    severities = _found(assessed, step.key)
    troubled = {_field_of(place) for place in assessed.problems}
    if "block" in severities or _keys(step) & troubled:
        return "trouble"
    return "open" if severities or not _is_said(assessed, step) else "done"


def _found(assessed: Assessed, key: str) -> set[str]:
    """Return the severities of what the critic warns of in a step, or by its letter."""
    step = knowledge.wizard_step(key)
    assert step is not None
    keys, letter = _keys(step), LETTER_OF.get(key)
    return {
        finding.severity
        for finding in assessed.judgement.findings
        if finding.severity != "info" and (finding.field in keys or finding.rule[0] == letter)
    }


def _keys(step: knowledge.WizardStep) -> set[str]:
    """Return the keys of what a step asks."""
    keys = {field.key for field in step.fields} | {step.key}
    return keys | ({"line"} if step.key == "specific" else set())  # the line above the steps


def _is_said(assessed: Assessed, step: knowledge.WizardStep) -> bool:
    if step.key == "milestones":
        return bool(assessed.filled.draft.milestones)
    said = _SAID.get(step.key)
    if said is not None:
        return said(assessed.sketch)
    fields = assessed.filled.draft.fields
    return any(fields.get(field.key, "").strip() for field in step.fields)


def _field_of(place: str) -> str:
    """Return the wizard's field key for a place that has a problem."""
    table, _, rest = place.partition(".")
    if table == "milestones":
        return "milestones"
    if table == "measures":
        own = rest.partition(".")[2]
        return next((key for key, name in MEASURE_FIELDS.items() if name == own), own)
    return place
