"""A mend: what settles a finding, as the records it changes, so that it can be tried first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from pmgoals.model.record import Record
from pmgoals.services.service import needed
from pmgoals.smart.finding import Finding

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan
    from pmgoals.services.planner import Planner


EASED = "The pilot taught us that it takes longer"
"""A reason to ease a promise."""


class Step(msgspec.Struct, frozen=True):
    """One record that a mend changes, adds or moves to the trash."""

    kind: type[Record]
    """Its kind."""
    record: Record | None
    """The record as it stands; None for a new one."""
    fields: dict[str, Any] = {}
    """What it holds then, by field."""
    trashed: bool = False
    """Whether it goes to the trash."""

    @property
    def effect(self) -> tuple[str, dict[str, Any], bool]:
        """What it does: two steps with one effect are the same."""
        return self.record.id if self.record else "", self.fields, self.trashed


class Ask(msgspec.Struct, frozen=True):
    """A line that a mend wants typed."""

    label: str
    """What is asked, in a word or two."""
    example: str
    """What it could be."""


class Mend(msgspec.Struct, frozen=True):
    """One way to settle a finding."""

    key: str
    """Names it among the mends of its finding: a word, and the start of an id where several."""
    label: str
    """What is done, in a few words."""
    told: str
    """What that does or leaves, in a few words more; may be empty."""
    steps: Callable[[str], Sequence[Step]]
    """The records it changes, from what was typed; BadInput for what cannot be taken."""
    ask: Ask | None = None
    """What it wants typed, None when nothing."""
    eases: bool = False
    """Whether it eases what a goal promised: what is typed is then the ledger's reason."""

    def sample(self) -> Sequence[Step]:
        """Return its steps as they would be for an example."""
        return self.steps(self.ask.example if self.ask else "")


class Case(msgspec.Struct, frozen=True):
    """A finding, and what its mends must know."""

    finding: Finding
    """The finding."""
    plan: Plan
    """The plan in which it was found."""
    planner: Planner
    """The person's day, calendar and settings."""


Propose = Callable[[Case], Iterator[Mend]]
"""What proposes mends of a rule's findings, the likeliest first; they are tried before shown."""


def change(record: Record, **fields: Any) -> Step:
    """Return the step that changes a record."""
    return Step(type(record), record, fields)


def add(kind: type[Record], **fields: Any) -> Step:
    """Return the step that adds a record."""
    return Step(kind, None, fields)


def trash(record: Record) -> Step:
    """Return the step that moves a record to the trash."""
    return Step(type(record), record, trashed=True)


def at_once(key: str, label: str, told: str, *steps: Step) -> Mend:
    """Return a mend that asks nothing."""
    return Mend(key, label, told, lambda _: steps)


def for_reason(key: str, label: str, told: str, *steps: Step, example: str = EASED) -> Mend:
    """Return a mend that eases a promise, and asks why: that goes to the ledger."""

    def because(text: str) -> Sequence[Step]:
        needed(text, "The reason", example, field="text")
        return steps

    return Mend(key, label, told, because, Ask("Because", example), eases=True)


def quoted(title: str) -> str:
    """Return a title in quotes."""
    return f"“{' '.join(title.split())}”"
