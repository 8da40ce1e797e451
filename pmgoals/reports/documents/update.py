"""The stakeholder update of a month: status, movement, risks, decisions, asks, in 200 words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pmgoals.model.month import Month
from pmgoals.model.review import Review
from pmgoals.reports.documents.fitting import fitted
from pmgoals.reports.documents.goal_lines import ahead_lines, progress_line, risk_line
from pmgoals.reports.documents.markdown import heading, items, joined, own, plain
from pmgoals.services.journal import items_of
from pmgoals.services.period_words import say_course, summary_of
from pmgoals.services.periods import Period

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

MOST_WORDS = 200
"""Words of an update for executives, at most (practice of stakeholder updates)."""

NO_GOAL = "No goal was under way that can be told of here."
"""What stands where there is nothing to sum up."""

MOST = {"Progress": 5, "Risks": 3, "Decisions": 5, "Needed": 5, "To know": 5, "Next": 3}
"""Lines of each section, at most."""

LEAST_URGENT = ("Next", "To know", "Risks", "Progress", "Needed", "Decisions")
"""Sections in the order in which they give way when the update gets too long."""

SEVERITY = ("at risk", "stale", "watch")
"""Statuses from bad to better; without any of them the month is on track."""


def stakeholder_update(planner: Planner, month: Month, review: Review) -> str:
    """Return the update of a month as Markdown; its own free text follows it unshortened."""
    facts = planner.alignments.facts(month)
    summary = review.answers.get("summary") or summary_of(facts) or NO_GOAL
    lead = f"**{_status(facts)}.** {plain(summary)}" if facts.goals else plain(summary)
    sections = _sections(planner, facts, review, mends=True)
    lay = partial(_laid, month, lead)
    text = fitted(sections, lay, MOST_WORDS, LEAST_URGENT)
    if not all(line in text for line in sections["Risks"]):
        sections = _sections(planner, facts, review, mends=False)
        text = fitted(sections, lay, MOST_WORDS, LEAST_URGENT)
    return joined([text, own(review.answers.get("text", ""))])


def _laid(month: Month, lead: str, sections: dict[str, list[str]]) -> str:
    parts = [heading(f"Update {month.label}", 1), lead]
    for title, lines in sections.items():
        if lines:
            parts += [heading(title), items(lines)]
    return joined(parts).rstrip("\n")


def _sections(
    planner: Planner, facts: Period, review: Review, *, mends: bool
) -> dict[str, list[str]]:
    """Return the lines of each section, so many at most; risks with what is done, if `mends`."""
    goals = planner.plan.goals
    told = [then for then in facts.goals if then.goal.state != "paused"]
    found = {
        "Progress": [progress_line(then) for then in told],
        "Risks": [line for then in told if (line := risk_line(then, mends=mends))],
        "Decisions": [
            plain(said[:1].upper() + said[1:])
            for each in review.decided
            if (said := say_course(each, goals))
        ]
        + [plain(line) for line in items_of(review.answers.get("beside", ""))],
        "Needed": [plain(line) for line in items_of(review.answers.get("needs", ""))],
        "To know": [plain(line) for line in items_of(review.answers.get("tell", ""))],
        "Next": ahead_lines([then for then in told if then.goal.state == "active"]),
    }
    return {key: lines[: MOST[key]] for key, lines in found.items()}


def _status(facts: Period) -> str:
    met = {then.status for then in facts.goals if then.goal.state == "active"}
    steady = "new" if met == {"new"} else "on track"
    return next((word for word in SEVERITY if word in met), steady).capitalize()
