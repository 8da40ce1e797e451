"""What every record has: an id, its stamps, who may see it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

Privacy = Literal["me", "mentor", "manager", "public"]
"""Who may read a record in an export; each level includes those before it."""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One kept thing. Records are values: a change is a new record with the same id."""

    id: str
    """Own id, see `pmgoals.model.ids`; the first letter names the kind."""
    created: dt.datetime
    """Instant of the first save, UTC."""
    updated: dt.datetime
    """Instant of the last save, UTC."""
    zone: str = "UTC"
    """Name of the local zone at the last save, for the reader's sake."""
    deleted: dt.datetime | None = None
    """Instant it went to the trash; None while it is alive."""
    privacy: Privacy = "me"
    """Who may read it in an export."""
