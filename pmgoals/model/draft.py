"""Drafts: goals being written. They live beside the plan until they are committed."""

from __future__ import annotations

import datetime as dt

import msgspec

from pmgoals.model.record import Privacy


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


class MilestoneDraft(msgspec.Struct, frozen=True, omit_defaults=True):
    """A milestone as typed."""

    title: str = ""
    """What will be there."""
    due: str = ""
    """When."""
    target: str = ""
    """Where the first measure should stand by then."""


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
    goal: str | None = None
    """Id of the committed goal this draft edits; None for a new one."""
    privacy: Privacy = "me"
    """Who may read the goal in an export."""

    @property
    def title(self) -> str:
        """The goal's title so far, or its first line; empty for an untouched draft."""
        return (self.fields.get("title") or self.line).strip()
