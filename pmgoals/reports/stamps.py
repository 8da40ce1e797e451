"""When something last changed, and how one plan is told from another."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from pmgoals.model.record import Record
from pmgoals.model.tables import TABLES

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan
    from pmgoals.services.planner import Planner


class Stamps:
    """Instants of the last change of records; they never go back, not even by an undo.

    Calendars ignore what is older than what they have. An undo gives a record its old `updated`
    back, so its own instant, from the history, counts too.
    """

    def __init__(self, planner: Planner) -> None:
        self._moved: dict[str, dt.datetime] = {}
        for step in planner.history():
            if step.kind != "do":
                when = dt.datetime.fromisoformat(step.when)
                for change in step.changes:
                    document = change.after or change.before or {}
                    self._moved[str(document.get("id"))] = when

    def latest(self, first: Record, *others: Record) -> dt.datetime:
        """Return the instant of the last change of any of these records, UTC."""
        return max(self._of(record) for record in (first, *others))

    def _of(self, record: Record) -> dt.datetime:
        return max(record.updated, self._moved.get(record.id, record.updated))


def settings_stamp(planner: Planner) -> dt.datetime | None:
    """Return the instant at which the settings file was last written, None without one."""
    try:
        seconds = int(planner.paths.config.stat().st_mtime)
    except OSError:
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def oldest(plan: Plan) -> Record:
    """Return the record that was made first, of those in the trash too. ValueError without any."""
    every = (record for kind in TABLES.values() for record in plan.every(kind).values())
    return min(every, key=lambda record: (record.created, record.id))


def plan_mark(plan: Plan) -> str:
    """Return 13 letters and digits that stay this plan's own. ValueError for an empty plan.

    Records are never removed for good, so the oldest one stays the oldest.
    """
    digest = hashlib.blake2b(oldest(plan).id.encode(), digest_size=6)
    return f"p{digest.hexdigest()}"
