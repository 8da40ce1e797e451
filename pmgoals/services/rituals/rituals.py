"""The rituals, by their period."""

from __future__ import annotations

from pmgoals.model.calendar import Quarter, Week
from pmgoals.model.month import Month
from pmgoals.services.rituals.annual import Annual
from pmgoals.services.rituals.monthly import Monthly
from pmgoals.services.rituals.quarterly import Quarterly
from pmgoals.services.rituals.weekly import Weekly
from pmgoals.services.service import Service
from pmgoals.services.years import Year


class Rituals(Service):
    """The rituals of a week, a month, a quarter and a year."""

    def weekly(self, week: Week | None = None) -> Weekly:
        """Return the ritual of a week, this one by default."""
        return Weekly(self._planner, week or self._planner.week)

    def monthly(self, month: Month | None = None) -> Monthly:
        """Return the alignment of a month, the one to talk about by default."""
        return Monthly(self._planner, month or self._planner.alignments.month_to_align())

    def quarterly(self, quarter: Quarter | None = None) -> Quarterly:
        """Return the review of a quarter, the one that is open by default."""
        return Quarterly(self._planner, quarter or self._planner.reviews.quarter_to_review())

    def annual(self, year: Year | None = None) -> Annual:
        """Return the review of a fiscal year, the one to look back on by default."""
        return Annual(self._planner, year or self._planner.years.year_to_review())
