"""What a mend changes, in words: a line for each record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from pmgoals import knowledge
from pmgoals.model.amounts import say_number
from pmgoals.model.calendar import say_date
from pmgoals.model.field_words import said_field
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.services.align.mend import Step, quoted
from pmgoals.services.names import WORDS, title_of

SHORTEST_TITLE = 12
"""Letters to which a title in a label is cut at most."""

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


_QUOTED = re.compile(r"“([^”]*)”")


def cut(label: str, most: int) -> str:
    """Return a label of at most some letters: titles in it are cut, the longest first."""
    while len(label) > most:
        titles = [found for found in _QUOTED.finditer(label) if len(found[1]) > SHORTEST_TITLE]
        if not titles:
            return f"{label[: most - 1].rstrip()}…" if "“" not in label else _whole(label, most)
        longest = max(titles, key=lambda found: len(found[1]))
        keeps = max(SHORTEST_TITLE, len(longest[1]) - (len(label) - most)) - 1
        title = f"{longest[1].removesuffix('…')[:keeps].rstrip()}…"
        label = f"{label[: longest.start(1)]}{title}{label[longest.end(1) :]}"
    return label


def _whole(label: str, most: int) -> str:
    """Return the start of a label, ended before a title that would be cut in two."""
    start = label[: most - 1].rstrip()
    if start.count("“") > start.count("”"):
        start = start[: start.rindex("“")].rstrip()
    return f"{start} …"[:most]


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
            said += [
                f"{_rule(each.rule)} is meant so: {each.reason}"
                for each in after
                if each not in before
            ]
            said += [f"{_rule(each.rule)} is told again" for each in before if each not in after]
        elif before != after:
            what = LINKS.get(key) or FIELDS.get(key) or said_field(key)
            said.append(f"{what} {_say(key, before, plan)} → {_say(key, after, plan)}")
    if said:
        yield f"{name}: {', '.join(said)}"


def _rule(own: str) -> str:
    """Return what a rule, or a finding of one, is called."""
    rule = knowledge.rules().get(own.partition("-")[0])
    return rule.name.lower() if rule else own


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
