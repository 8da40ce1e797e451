"""Drafts: goals being written. They live beside the plan until they are committed."""

from __future__ import annotations

import datetime as dt

import msgspec

from pmgoals.model.record import Privacy

HOLD = "maintain"
"""Text of a measure's `way` that is a level to be kept."""


class MeasureDraft(msgspec.Struct, frozen=True, omit_defaults=True):
    """A measure as typed; every value is text until the goal is committed."""

    name: str = ""
    """The metric."""
    definition: str = ""
    """What counts."""
    source: str = ""
    """Where it is read."""
    baseline: str = ""
    """Where it stands today."""
    target: str = ""
    """Where it is to be."""
    unit: str = ""
    """Its unit."""
    role: str = "lagging"
    """lagging, leading, proxy or guardrail."""
    way: str = ""
    """`maintain` for a level to be kept; else the way its numbers point."""
    id: str = ""
    """Id of the measure it edits; empty for a new one."""


class MilestoneDraft(msgspec.Struct, frozen=True, omit_defaults=True):
    """A milestone as typed."""

    title: str = ""
    """What will be there."""
    due: str = ""
    """When."""
    target: str = ""
    """Where the first measure should stand by then."""
    id: str = ""
    """Id of the milestone it edits; empty for a new one."""


class Draft(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything typed so far; nothing is refused here, only at the commit."""

    id: str
    """Own id, first letter `d`."""
    started: dt.datetime
    """Instant of the first key, UTC."""
    updated: dt.datetime
    """Instant of the last save, UTC."""
    step: str = "why"
    """Key of the wizard's step it was left at."""
    line: str = ""
    """The first line: the goal as one would say it."""
    fields: dict[str, str] = {}
    """Text by field key."""
    measures: list[MeasureDraft] = []
    """Measures, the main one first."""
    milestones: list[MilestoneDraft] | None = None
    """Milestones as edited; None while the proposed split stands."""
    overrides: dict[str, str] = {}
    """Reasons by rule id for findings that are kept."""
    refused: list[str] = []
    """Places where what the first line says was put aside."""
    goal: str | None = None
    """Id of the committed goal this draft edits; None for a new one."""
    privacy: Privacy = "me"
    """Who may read the goal in an export."""
    before: Draft | None = None
    """The committed goal as it stood when its change was begun; None for a new one."""

    @property
    def title(self) -> str:
        """The goal's title so far, or its first line; empty for an untouched draft."""
        return (self.fields.get("title") or self.line).strip()


def main_row(draft: Draft) -> int:
    """Return the row of the measure that the goal is about: the first that is no guardrail."""
    for at, measure in enumerate(draft.measures):
        if measure.role.strip().lower() != "guardrail" or not measure.name.strip():
            return at
    return len(draft.measures)


def text_at(draft: Draft, place: str) -> str:
    """Return the text at a place of a draft; what a field begins with where nothing was typed.

    A place is `line`, a field's key, `measures.0.target` or `milestones.2.due`.
    """
    table, _, rest = place.partition(".")
    if table in ("measures", "milestones") and rest:
        row, _, key = rest.partition(".")
        rows = getattr(draft, table) or []
        empty = MeasureDraft() if table == "measures" else MilestoneDraft()
        return str(getattr(rows[int(row)] if int(row) < len(rows) else empty, key))
    return draft.line if place == "line" else draft.fields.get(place, "")


def with_text(draft: Draft, place: str, text: str) -> Draft:
    """Return the draft with another text at a place; rows that are not there yet are added."""
    table, _, rest = place.partition(".")
    if table in ("measures", "milestones") and rest:
        row, _, key = rest.partition(".")
        kind = MeasureDraft if table == "measures" else MilestoneDraft
        rows = [*(getattr(draft, table) or [])]
        rows += [kind() for _ in range(int(row) + 1 - len(rows))]
        rows[int(row)] = msgspec.structs.replace(rows[int(row)], **{key: text})
        return msgspec.structs.replace(draft, **{table: rows})
    if place == "line":
        return msgspec.structs.replace(draft, line=text)
    fields = {**draft.fields, place: text}
    if not text:
        fields.pop(place)
    return msgspec.structs.replace(draft, fields=fields)
