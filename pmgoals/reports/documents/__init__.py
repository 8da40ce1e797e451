"""What a review ends in: Markdown that can be sent as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.model.month import Month
from pmgoals.model.review import Review

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner


def document_of(planner: Planner, review: Review) -> str:
    """Return the document of a review, closed or under way, as Markdown."""
    if review.kind == "monthly":
        from pmgoals.reports.documents.update import stakeholder_update

        return stakeholder_update(planner, Month.parse(review.period, planner.today), review)
    if review.kind == "annual":
        from pmgoals.reports.documents.year import year_page

        return year_page(planner, planner.years.parse(review.period), review)
    from pmgoals.reports.documents.quarter import quarter_review

    quarter = planner.calendar.parse_quarter(review.period, planner.today)
    return quarter_review(planner, quarter, review)


def name_of(review: Review) -> str:
    """Return a file name for it, such as `update-2026-11.md` or `review-fy26-q4.md`."""
    lead = {"monthly": "update", "quarterly": "review", "annual": "year"}[review.kind]
    return f"{lead}-{review.period.lower().replace(' ', '-')}.md"
