"""The page of a review: the document it ended in, or what was said while it is under way."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pmgoals.errors import PmgoalsError
from pmgoals.reports.documents import document_of
from pmgoals.reports.documents.markdown import heading, items, joined, plain
from pmgoals.reports.exports.pages.mark import marked
from pmgoals.services.journal import items_of

if TYPE_CHECKING:
    from pmgoals.model.review import Review
    from pmgoals.services.planner import Planner


def review_page(planner: Planner, review: Review) -> str:
    """Return a review; what is under way has only its answers, its numbers still change."""
    text = _answers(review)
    if review.closed:
        with suppress(PmgoalsError):  # a period that today's fiscal year does not have
            text = document_of(planner, review)
    return marked(f"review {review.id}", text)


def _answers(review: Review) -> str:
    parts = [heading(f"Review {review.label}", 1)]
    if not review.closed:
        parts.append("Under way.")
    for key, answer in review.answers.items():
        if lines := items_of(answer):
            parts += [heading(key.replace("_", " ").capitalize()), items(map(plain, lines))]
    return joined(parts)
