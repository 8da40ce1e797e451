"""The plan as a folder of Markdown: pages out of records, nothing of the moment in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.reports.exports.pages.goal import goal_page
from pmgoals.reports.exports.pages.index import index_page
from pmgoals.reports.exports.pages.log import evidence_page, learning_page
from pmgoals.reports.exports.pages.names import names_of
from pmgoals.reports.exports.pages.review import review_page
from pmgoals.reports.exports.pages.week import week_page

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner


def plan_pages(planner: Planner) -> dict[str, bytes]:
    """Return the pages by their path below the folder, `index.md` last.

    One for each goal, week of the journal and review, one of all learning, one of all evidence.
    The same plan gives the same bytes; what lies in the trash is left out.
    """
    plan, names = planner.plan, names_of(planner.plan)
    found = {names[goal.id]: goal_page(planner, goal, names) for goal in plan.goals.values()}
    for entry in plan.journal.values():
        found[names[entry.id]] = week_page(planner, entry)
    for review in plan.reviews:
        found[names[review.id]] = review_page(planner, review)
    if plan.learning:
        found["learning.md"] = learning_page(planner, names)
    if plan.evidence:
        found["evidence.md"] = evidence_page(planner, names)
    found["index.md"] = index_page(planner, names)
    return {name: text.encode() for name, text in found.items()}
