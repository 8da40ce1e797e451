"""What a plan is known by to calendars: the same for ever, whatever becomes of its records."""

from __future__ import annotations

import hashlib

from pmgoals.model.competency import Profile
from pmgoals.model.plan import Plan
from pmgoals.model.record import Record
from pmgoals.model.tables import TABLES


def oldest(plan: Plan) -> Record:
    """Return the record that was made first, of those in the trash too. ValueError without any."""
    every = (record for kind in TABLES.values() for record in plan.every(kind).values())
    return min(every, key=lambda record: (record.created, record.id))


def plan_mark(plan: Plan) -> str:
    """Return 13 letters and digits that stay this plan's own. ValueError for an empty plan.

    They come from its oldest record, and are kept in the profile once that is removed for good.
    """
    kept = next((p.mark for p in plan.alive(Profile).values() if p.mark), "")
    if kept:
        return kept
    digest = hashlib.blake2b(oldest(plan).id.encode(), digest_size=6)
    return f"p{digest.hexdigest()}"
