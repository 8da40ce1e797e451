"""The rituals, by their period."""

from __future__ import annotations

import re

from pmgoals.errors import BadInput
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
        """Return the ritual of a week, this one by default. BadInput for one still to come."""
        if week is not None and week > self._planner.week:
            raise BadInput(f"{week} is still to come.", "Go through this week or an earlier one.")
        return Weekly(self._planner, week or self._planner.week)

    def period_named(self, words: str) -> str:
        """Return the name of the year, month or quarter that words mean; empty for none.

        BadInput for words that mean none of them.
        """
        planner, flat = self._planner, " ".join(words.lower().split())
        if not flat:
            return ""
        if re.fullmatch(r"(fy ?)?([0-9]{4}|[0-9]{2})|(this|last) year", flat):
            return str(planner.years.parse(words))
        if re.fullmatch(r"[0-9]{4}-[0-9]{1,2}|[a-z]{3,9}\.?( [0-9]{2,4})?|(this|last) month", flat):
            return str(Month.parse(words, planner.today))
        return str(planner.calendar.parse_quarter(words, planner.today))

    def monthly(self, month: Month | None = None) -> Monthly:
        """Return the alignment of a month, the one to talk about by default."""
        return Monthly(self._planner, month or self._planner.alignments.month_to_align())

    def quarterly(self, quarter: Quarter | None = None) -> Quarterly:
        """Return the review of a quarter, the one that is open by default."""
        return Quarterly(self._planner, quarter or self._planner.reviews.quarter_to_review())

    def annual(self, year: Year | None = None) -> Annual:
        """Return the review of a fiscal year, the one to look back on by default."""
        return Annual(self._planner, year or self._planner.years.year_to_review())
