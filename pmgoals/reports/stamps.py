"""When something last changed, and how one plan is told from another."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pmgoals.model.record import Record

if TYPE_CHECKING:
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
