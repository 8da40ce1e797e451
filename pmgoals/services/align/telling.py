"""What a mend changes, in words: a line for each record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from pmgoals.model.amounts import say_number
from pmgoals.model.calendar import say_date
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.services.align.mend import Step, quoted
from pmgoals.services.names import WORDS, title_of

LINKS = {"theme": "serves", "parent": "part of", "depends_on": "waits for"}
"""Fields that name other records, as they are said."""

FIELDS = {
    "due": "due",
    "until": "until",
    "done_on": "done on",
    "review_on": "looked at on",
    "hours_week": "hours a week",
    "no_theme_reason": "stands alone, for",
    "promised_elsewhere": "promised elsewhere",
}
"""Fields whose name says less than these words."""


def say_steps(steps: Sequence[Step], plan: Plan) -> list[str]:
    """Return what steps change, a line each, for a person to read before they are made."""
    return [line for step in steps for line in _say_step(step, plan)]


def _say_step(step: Step, plan: Plan) -> Iterator[str]:
    word = WORDS.get(step.kind, step.kind.__name__.lower())
    if step.record is None:
        title = next((str(v) for k, v in step.fields.items() if k in ("title", "name")), "")
        yield f"add {word} {quoted(title)}"
        return
    name = quoted(title_of(step.record))
    if step.trashed:
        yield f"move {word} {name} to the trash"
        return
    said = []
    for key, after in step.fields.items():
        before = getattr(step.record, key)
        if key == "overrides":
            said += [f"keeps {each.rule}, {each.reason}" for each in after if each not in before]
            said += [f"keeps {each.rule} no more" for each in before if each not in after]
        elif before != after:
            what = LINKS.get(key) or FIELDS.get(key) or key.replace("_", " ")
            said.append(f"{what} {_say(key, before, plan)} → {_say(key, after, plan)}")
    if said:
        yield f"{name}: {', '.join(said)}"


def _say(key: str, value: Any, plan: Plan) -> str:
    if value in (None, "", []):
        return "nothing" if key in LINKS else "none"
    if key in LINKS:
        own = value if isinstance(value, list) else [value]
        steps = plan.alive(Milestone)
        found = [plan.themes.get(o) or plan.goals.get(o) or steps.get(o) for o in own]
        return ", ".join(quoted(title_of(record)) for record in found if record) or "nothing"
    if isinstance(value, dt.date):
        return say_date(value)
    return say_number(value) if isinstance(value, float) else str(value)
