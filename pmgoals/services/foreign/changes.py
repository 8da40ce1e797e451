"""What changed elsewhere since a thing was taken in, and what of it is taken over.

A record keeps a digest of what each field said. Where the thing says something else now, the field
follows as long as it still holds what it was given; what the person changed stays.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from pmgoals.model.amounts import shown
from pmgoals.model.calendar import say_date
from pmgoals.model.field_words import said_field
from pmgoals.model.journal import Evidence
from pmgoals.model.learning import LearningActivity
from pmgoals.model.milestone import Milestone
from pmgoals.model.record import Brought
from pmgoals.services.evidence import amend_evidence
from pmgoals.services.learning import amend_activity
from pmgoals.services.milestones import amend_milestone, check_done
from pmgoals.services.names import title_of

if TYPE_CHECKING:
    from pmgoals.storage.store import Transaction


class Change(msgspec.Struct, frozen=True):
    """What of a record follows a thing that changed."""

    follows: dict[str, Any]
    """New values by field."""
    stays: list[str]
    """Fields that the person changed, and that say something else there now."""


def digest(value: Any) -> str:
    """Return what tells one value of a field from another: 32 bits."""
    return hashlib.blake2b(msgspec.json.encode(value), digest_size=4).hexdigest()


def said_of(record: Brought, fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the digests of what a record holds in the fields of its thing."""
    return {field: digest(getattr(record, field)) for field in fields}


def changed(record: Brought, fields: Mapping[str, Any]) -> Change:
    """Return what differs between a record and what its thing says now."""
    found = Change({}, [])
    for field, value in fields.items():
        said, held = record.origin_said.get(field), getattr(record, field)
        if value == held or said == digest(value):
            continue
        if said == digest(held):
            found.follows[field] = value
        else:
            found.stays.append(field)
    return found


def follow(
    tx: Transaction, record: Brought, values: Mapping[str, Any], today: dt.date, reason: str
) -> None:
    """Give a record new values by the rules of its kind; BadInput for one it cannot have."""
    if isinstance(record, Milestone):
        if values.get("done_on"):
            check_done(values["done_on"], today)
        promised = {name: value for name, value in values.items() if name != "done_on"}
        amend_milestone(tx, record, promised, today, reason)
        done = {"done_on": values["done_on"]} if "done_on" in values else {}
    elif isinstance(record, Evidence):
        amend_evidence(tx, record, values, today)
        done = {}
    elif isinstance(record, LearningActivity):
        amend_activity(tx, record, values, today)
        done = {}
    said = record.origin_said | {field: digest(value) for field, value in values.items()}
    tx.change(record, origin_said=said, **done)


def words(record: Brought, change: Change) -> str:
    """Return what a change does, as the rest of a sentence."""
    said = [_word(record, field, value) for field, value in change.follows.items()]
    said += [f"your {said_field(field)} stays" for field in change.stays]
    return "; ".join(said)


def _word(record: Brought, field: str, value: Any) -> str:
    if field == "done_on":
        return f"done on {say_date(value)}" if value else "open again"
    if isinstance(value, dt.date):
        return f"{said_field(field)} {say_date(getattr(record, field))} → {say_date(value)}"
    if field == "title":
        return f"it was “{shown(title_of(record))}”"
    return f"another {said_field(field)}"
