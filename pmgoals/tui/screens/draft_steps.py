"""The wizard's steps: which places of the draft each one asks, and with which widget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from textual.widget import Widget

from pmgoals import knowledge
from pmgoals.model.draft import Draft, text_at
from pmgoals.services.ladders import ladder_of
from pmgoals.services.measure_fields import CHOICES
from pmgoals.services.slips import say_usual
from pmgoals.tui.widgets.field import Choice, LineInput

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

MEASURE_FIELDS = {
    "metric": "name",
    "definition": "definition",
    "source": "source",
    "baseline": "baseline",
    "target": "target",
    "unit": "unit",
    "way": "way",
    "role": "role",
}
"""Keys of the wizard that belong to a measure, with the measure's own."""

WORDS = {
    "smart": "SMART: specific, measurable",
    "okr": "OKR: objective, key results",
    "learning": "learning: the skill is new",
    "committed": "committed: all expected",
    "aspirational": "aspirational: 0.7 is good",
    "lagging": "lagging: the result itself",
    "leading": "leading: what moves first",
    "proxy": "proxy: a faster stand-in",
    "guardrail": "guardrail: must not suffer",
    "tactical": "tactical: a result now",
    "strategic": "strategic: a capability",
    "development": "development: a skill of mine",
    "": "not said",
    "yes": "yes, something like it",
    "no": "no, the skill is new",
    "maintain": "held at the target",
}
"""What the choices are called."""


WAY = "moves to the target"
"""What a measure does that is not held."""

KEY_RESULT_HELP = "Type it as a sentence: activation from 31 % to 40 %. Two to five are enough."
"""What the metric of an objective takes."""


class Ask(msgspec.Struct, frozen=True):
    """One question of a step, at a place of the draft."""

    place: str
    """Where its text lives, see `pmgoals.model.draft.text_at`."""
    label: str
    """What stands before it."""
    help: str = ""
    """One sentence on what belongs there."""
    placeholder: str = ""
    """An example."""
    options: Sequence[tuple[str, str]] = ()
    """Keys and words to choose from."""

    @property
    def widget_id(self) -> str:
        """Id of its widget."""
        return widget_id(self.place)


def widget_id(place: str) -> str:
    """Return the id of the widget that asks for a place of the draft."""
    return "ask-" + place.replace(".", "-")


REASON = Ask(
    "reason",
    "Reason",
    "Why it changes; an easier target or a later deadline needs one. It goes to the ledger.",
    "the import slipped to April; agreed with my manager",
)
"""What a change of a committed goal is asked for."""


def asks(planner: Planner, draft: Draft, step: str) -> list[Ask]:
    """Return the questions of a step, for the draft as it stands."""
    if step == "milestones":
        return [*_curve_ask(draft), *_milestone_asks(len(draft.milestones or []))]
    fields = next(s.fields for s in knowledge.wizard_steps() if s.key == step)
    found: list[Ask] = []
    if step == "measurable":
        for row in range(max(1, len(draft.measures))):
            found += [
                _measure_ask(field, row, okr=draft.fields.get("method") == "okr")
                for field in fields
                if field.key in MEASURE_FIELDS
            ]
    for field in fields:
        if field.key not in MEASURE_FIELDS and _applies(field.key, draft):
            options = _options(planner, field.key, draft.goal)
            about = f"{field.help} {_usual(planner, field.key)}".rstrip()
            found.append(Ask(field.key, field.label, about, field.placeholder, options))
    if step == "commit" and draft.goal is not None:
        found.append(REASON)
    return found


def _usual(planner: Planner, key: str) -> str:
    """Return what a deadline is measured by, said once as its step opens; empty for the rest."""
    return say_usual(planner, "goal") if key == "due" else ""


def _applies(key: str, draft: Draft) -> bool:
    """Return whether a field is asked: only a learning goal turns into another."""
    return key != "turns_on" or draft.fields.get("method") == "learning"


def _measure_ask(field: knowledge.WizardField, row: int, *, okr: bool) -> Ask:
    label, about = field.label, field.help
    if field.key == "metric" and okr:
        label, about = f"Key result {row + 1}", KEY_RESULT_HELP
    elif field.key == "metric" and row:
        label = f"Metric {row + 1}"
    place = f"measures.{row}.{MEASURE_FIELDS[field.key]}"
    options = _words(CHOICES[field.key]) if field.key in CHOICES else ()
    if field.key == "way":
        options = [("", WAY), *options[1:]]
    return Ask(place, label, about, field.placeholder, options)


def _curve_ask(draft: Draft) -> list[Ask]:
    """Return the question how the way is spread, where there is something to spread."""
    field = knowledge.wizard_field("curve")
    if not draft.milestones or field is None:
        return []
    return [
        Ask("curve", field.label, field.help, "", [(c.key, c.label) for c in knowledge.curves()])
    ]


def _milestone_asks(rows: int) -> list[Ask]:
    """Return three questions for each milestone."""
    what = "What will be there. Clear title and date to drop the step."
    when = "A day, a quarter, or a span: 30 Jun 2027, Q2, in 6 weeks."
    where = "Where the first measure should stand by then, or nothing."
    found = []
    for row in range(rows):
        place = f"milestones.{row}"
        found.append(Ask(f"{place}.title", f"Step {row + 1}", what))
        found.append(Ask(f"{place}.due", "   by", when))
        found.append(Ask(f"{place}.target", "   measure then", where))
    return found


def _options(planner: Planner, key: str, goal_id: str | None) -> Sequence[tuple[str, str]]:
    """Return the words to choose from for a field; nothing for free text."""
    plan = planner.plan
    if key in CHOICES:
        return _words(CHOICES[key])
    if key == "priority":
        return [("", "none of them"), *((p.id, p.title) for p in plan.priorities)]
    if key == "parent":
        above = [g for g in plan.open_goals if g.id != goal_id]
        return [("", "none"), *((g.id, g.title) for g in above)]
    if key == "theme":
        return [("", "no theme"), *((t.id, t.title) for t in plan.themes.values())]
    if key == "competency":
        return [("", "none"), *((c.key, c.name) for c in ladder_of(plan).competencies)]
    return ()


def _words(keys: Sequence[str]) -> Sequence[tuple[str, str]]:
    return [(key, WORDS[key]) for key in keys]


def widget_for(ask: Ask, draft: Draft) -> Widget:
    """Return the widget that asks a question, with what was typed so far in it."""
    text = text_at(draft, ask.place)
    if ask.options:
        return Choice(ask.options, text, id=ask.widget_id)
    example = f"e.g. {ask.placeholder}" if ask.placeholder else ""
    return LineInput(text, example, id=ask.widget_id, read_first=True)


def step_of(field: str) -> str:
    """Return the key of the step that asks a field."""
    for step in knowledge.wizard_steps():
        if field == step.key or any(asked.key == field for asked in step.fields):
            return step.key
    return "specific"  # the line above the steps


def method_name(method: str) -> str:
    """Return what a method is called in a sentence."""
    return {"smart": "SMART", "okr": "OKR", "learning": "a learning goal"}[method]


def label_of(place: str) -> str:
    """Return what the wizard calls the field at a place of the draft."""
    table, _, rest = place.partition(".")
    row, _, key = rest.partition(".")
    if table == "milestones":
        return f"Step {int(row) + 1}"
    if table == "measures":
        keys = {own: wizard for wizard, own in MEASURE_FIELDS.items()}
        place = keys.get(key, key)
    field = knowledge.wizard_field(place)
    return field.label if field else place
