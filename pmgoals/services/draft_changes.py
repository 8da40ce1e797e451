"""What a draft changes of a committed goal, told apart from what became of the goal meanwhile."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from pmgoals.model.draft import Draft, MeasureDraft, MilestoneDraft

IF_THEN = ("cue", "response")
"""Fields that make one if-then plan."""

Row = TypeVar("Row", MeasureDraft, MilestoneDraft)


def rebased(draft: Draft, now: Draft) -> Draft:
    """Return a draft of a committed goal with its changes made to the goal as it stands `now`.

    What was not touched follows the goal; what was typed stays. The draft of a goal that did not
    change meanwhile is returned as it is.
    """
    before = draft.before
    if before is None or _content(before) == _content(now):
        return draft
    keys = before.fields.keys() | now.fields.keys() | draft.fields.keys()
    fields = {
        key: _newer(before.fields.get(key, ""), now.fields.get(key, ""), draft.fields.get(key, ""))
        for key in keys
    }
    if any(draft.fields.get(key, "") != before.fields.get(key, "") for key in IF_THEN):
        fields |= {key: draft.fields.get(key, "") for key in IF_THEN}  # halves of one plan
    milestones = _rows(before.milestones or [], now.milestones or [], draft.milestones or [])
    return msgspec.structs.replace(
        draft,
        line=_newer(before.line, now.line, draft.line),
        fields={key: text for key, text in fields.items() if text},
        measures=_rows(before.measures, now.measures, draft.measures),
        milestones=milestones,
        overrides=_overrides(before.overrides, now.overrides, draft.overrides),
        privacy=now.privacy if draft.privacy == before.privacy else draft.privacy,
        refused=sorted({*draft.refused, *now.refused}),
        before=now,
    )


def _content(draft: Draft) -> Draft:
    """Return what a draft says, without when and where it was typed."""
    return msgspec.structs.replace(
        draft, id="", step="", started=draft.started.min, updated=draft.started.min
    )


def _newer(before: str, now: str, typed: str) -> str:
    """Return what was typed when it differs from what stood there, else what stands there now."""
    return now if typed == before else typed


def _overrides(
    before: dict[str, str], now: dict[str, str], typed: dict[str, str]
) -> dict[str, str]:
    """Return the reasons for kept findings; one that was taken back in the draft is gone."""
    found = {
        rule: _newer(before.get(rule, ""), now.get(rule, ""), typed.get(rule, ""))
        for rule in before.keys() | now.keys() | typed.keys()
    }
    return {rule: reason for rule, reason in found.items() if reason}


def _rows(before: list[Row], now: list[Row], typed: list[Row]) -> list[Row]:
    """Return rows typed over those that stand there now.

    A row that is gone meanwhile goes, unless something was typed in it: then it is a new one.
    """
    old, there = {row.id: row for row in before}, {row.id: row for row in now}
    kept: list[Row] = []
    for row in typed:
        was, stands = old.get(row.id), there.pop(row.id, None)
        if was is None:
            kept.append(row)
        elif stands is not None:
            keys = type(row).__struct_fields__
            texts = {k: _newer(getattr(was, k), getattr(stands, k), getattr(row, k)) for k in keys}
            kept.append(type(row)(**texts))
        elif row != was:
            kept.append(msgspec.structs.replace(row, id=""))
    return kept + [row for row in there.values() if row.id not in old]
