"""Which records name others, and what becomes of one whose other is gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from pmgoals.model.checkin import Checkin
from pmgoals.model.goal import Easing, Goal, IfThen, LedgerEntry
from pmgoals.model.journal import Evidence
from pmgoals.model.learning import LearningActivity, ReadingItem
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.milestone import Milestone
from pmgoals.model.record import Record
from pmgoals.model.reflection import Priority
from pmgoals.model.theme import Theme


class Link(msgspec.Struct, frozen=True):
    """A field that holds ids of other records."""

    field: str
    """The field: an id, None, an empty text, or a list or a mapping of ids."""
    to: tuple[type[Record], ...]
    """Kinds of the records it may name."""
    needed: bool = False
    """Whether a record says nothing without the other: it is a part of it."""

    def ids(self, record: Record) -> list[str]:
        """Return the ids that a record holds there."""
        held = getattr(record, self.field)
        if isinstance(held, str):
            return [held] if held else []
        return list(held or ())

    def without(self, record: Record, gone: set[str]) -> Any:
        """Return what the field holds once some ids are taken out of it."""
        held = getattr(record, self.field)
        if isinstance(held, dict):
            return {key: value for key, value in held.items() if key not in gone}
        if isinstance(held, list):
            return [key for key in held if key not in gone]
        return "" if isinstance(held, str) and _default(record, self.field) == "" else None


LINKS: dict[type[Record], tuple[Link, ...]] = {
    Goal: (
        Link("priority", (Priority,)),
        Link("theme", (Theme,)),
        Link("parent", (Goal,)),
        Link("continues", (Goal,)),
    ),
    Measure: (Link("goal", (Goal,), needed=True),),
    Reading: (Link("measure", (Measure,), needed=True), Link("replaces", (Reading,))),
    Milestone: (Link("goal", (Goal,), needed=True), Link("depends_on", (Milestone, Goal))),
    IfThen: (Link("goal", (Goal,), needed=True),),
    Checkin: (Link("goal", (Goal,), needed=True), Link("rehearsed", (IfThen,))),
    LedgerEntry: (Link("goal", (Goal,), needed=True),),
    Easing: (Link("goal", (Goal,), needed=True),),
    LearningActivity: (Link("goal", (Goal,)), Link("evidence", (Evidence,))),
    ReadingItem: (Link("goal", (Goal,)), Link("activity", (LearningActivity,))),
    Evidence: (Link("goal", (Goal,)),),
}
"""Links by the kind of record that holds them.

Verdicts and decisions of reviews are left out: they say what was decided then, whatever became of
the goal.
"""


def links_of(record: Record) -> Iterator[tuple[Link, str]]:
    """Yield each link of a record with an id it holds."""
    for link in LINKS.get(type(record), ()):
        for own in link.ids(record):
            yield link, own


def _default(record: Record, field: str) -> Any:
    found = {f.name: f.default for f in msgspec.structs.fields(type(record))}
    return found[field]
