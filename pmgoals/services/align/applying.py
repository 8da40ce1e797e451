"""The steps of a mend, tried on an imagined plan, or made in an open transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec

from pmgoals.model import ids
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure, direction_of
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.model.record import Record
from pmgoals.model.tables import LETTERS
from pmgoals.services.align.mend import Step
from pmgoals.services.goals import change_goal, close_goal, set_state
from pmgoals.services.measures import change_measure, drop_measure
from pmgoals.services.milestones import amend_milestone
from pmgoals.storage.store import Transaction


def imagined(plan: Plan, steps: Sequence[Step], now: dt.datetime) -> Plan:
    """Return the plan as it would be after some steps; nothing is written."""
    changed: dict[type[Record], dict[str, Record]] = {}
    for number, step in enumerate(steps):
        record = _imagined(step, now, number)
        changed.setdefault(step.kind, {})[record.id] = record
    for records in changed.values():
        plan = plan.imagined(*records.values())
    return plan


def _imagined(step: Step, now: dt.datetime, number: int) -> Record:
    if step.record is None:
        own = ids.following(LETTERS[step.kind], "imagined", str(number))
        return step.kind(id=own, created=now, updated=now, **step.fields)
    if step.trashed:
        return msgspec.structs.replace(step.record, deleted=now)
    fields = dict(step.fields)
    if isinstance(step.record, Measure):
        if fields.get("role") == "guardrail":
            fields["direction"] = "maintain"
        elif fields.keys() & {"baseline", "target"} and step.record.direction != "maintain":
            measure = msgspec.structs.replace(step.record, **fields)
            fields["direction"] = direction_of(measure.baseline, measure.target)
    return msgspec.structs.replace(step.record, **fields)


def apply(tx: Transaction, steps: Sequence[Step], today: dt.date, reason: str) -> None:
    """Make steps in an open transaction, each by the rules of its kind; BadInput as they have it.

    What was promised goes to the ledger, with the reason.
    """
    for step in steps:
        fields = dict(step.fields)
        match step.record:
            case None:
                tx.add(step.kind, **fields)
            case Goal() as goal:
                _apply_to_goal(tx, goal, fields, today, reason)
            case Measure() as measure if step.trashed:
                drop_measure(tx, measure, today, reason)
            case Measure() as measure:
                change_measure(tx, measure, today, reason, **fields)
            case Milestone() as milestone if not step.trashed and "due" in fields:
                amend_milestone(tx, milestone, fields, today, reason)
            case record if step.trashed:
                tx.trash(record)
            case record:
                tx.change(record, **fields)


def _apply_to_goal(
    tx: Transaction, goal: Goal, fields: dict[str, Any], today: dt.date, reason: str
) -> None:
    state = fields.pop("state", goal.state)
    if state == "closed" != goal.state:
        close_goal(tx, goal, today, None, reason, "drop")
    elif state != goal.state:
        set_state(tx, goal, state, today, reason)
    if fields:
        change_goal(tx, goal, today, reason, **fields)
