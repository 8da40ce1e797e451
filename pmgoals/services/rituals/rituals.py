"""The rituals, by their period."""

from __future__ import annotations

from pmgoals.model.calendar import Week
from pmgoals.services.rituals.weekly import Weekly
from pmgoals.services.service import Service


class Rituals(Service):
    """The rituals of a week, a month, a quarter and a year."""

    def weekly(self, week: Week | None = None) -> Weekly:
        """Return the ritual of a week, this one by default."""
        return Weekly(self._planner, week or self._planner.week)
