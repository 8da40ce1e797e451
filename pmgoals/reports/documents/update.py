"""The stakeholder update of a month: status, movement, risks, decisions, asks, in 200 words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import say_date
from pmgoals.model.month import Month
from pmgoals.model.review import Review
from pmgoals.reports.documents.markdown import heading, items, joined, own, plain, words_in
from pmgoals.services.journal import items_of
from pmgoals.services.period_words import say_course, share, summary_of
from pmgoals.services.periods import GoalThen, Period

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

MOST_WORDS = 200
"""Words of an update for executives, at most (practice of stakeholder updates)."""

MOST = {"Progress": 5, "Risks": 3, "Decisions": 5, "Needed": 5, "To know": 5, "Next": 3}
"""Lines of each section, at most."""

LEAST_URGENT = ("Next", "To know", "Risks", "Progress", "Needed", "Decisions")
"""Sections in the order in which they give way when the update gets too long."""

SEVERITY = ("at risk", "stale", "watch")
"""Statuses from bad to better; without any of them the month is on track."""


def stakeholder_update(planner: Planner, month: Month, review: Review) -> str:
    """Return the update of a month as Markdown; its own free text follows it unshortened."""
    facts = planner.alignments.facts(month)
    summary = review.answers.get("summary") or summary_of(facts)
    lead = f"**{_status(facts)}.** {plain(summary)}" if facts.goals else plain(summary)
    sections = _sections(planner, facts, review, mends=True)
    text = _laid(month, lead, sections)
    if words_in(text) > MOST_WORDS:
        sections = _sections(planner, facts, review, mends=False)
        text = _laid(month, lead, sections)
    while words_in(text) > MOST_WORDS and any(sections.values()):
        longest = max(len(lines) for lines in sections.values())
        giving = next(key for key in LEAST_URGENT if len(sections[key]) == longest)
        sections[giving] = sections[giving][:-1]
        text = _laid(month, lead, sections)
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
    ahead = sorted((m for t in told for m in [*t.late, *t.ahead] if t.goal.state == "active"),
                   key=lambda m: m.due)  # fmt: skip
    found = {
        "Progress": [_moved(then) for then in told],
        "Risks": [line for then in told if (line := _risk(then, mends=mends))],
        "Decisions": [
            plain(said[:1].upper() + said[1:])
            for each in review.decided
            if (said := say_course(each, goals))
        ]
        + [plain(line) for line in items_of(review.answers.get("beside", ""))],
        "Needed": [plain(line) for line in items_of(review.answers.get("needs", ""))],
        "To know": [plain(line) for line in items_of(review.answers.get("tell", ""))],
        "Next": [
            f"{plain(m.title)}, {'was due ' if m.due < facts.last else ''}{say_date(m.due)}"
            for m in ahead
        ],
    }
    return {key: lines[: MOST[key]] for key, lines in found.items()}


def _status(facts: Period) -> str:
    met = {then.status for then in facts.goals if then.goal.state == "active"}
    return next((word for word in SEVERITY if word in met), "on track").capitalize()


def _moved(then: GoalThen) -> str:
    """Return where a goal stands: its first result, or its way."""
    results = [each for each in then.measures if each.measure.role != "guardrail"]
    if then.status == "done":
        return f"{plain(then.goal.title)}: reached"
    if results and results[0].now is not None:
        first = results[0]
        now = say_amount(first.now or 0.0, first.measure.unit)
        target = first.measure.target
        if first.before is not None and first.before != first.now:
            now += f" after {say_amount(first.before, first.measure.unit)}"
        of = "" if target is None else f", target {say_amount(target, first.measure.unit)}"
        return f"{plain(then.goal.title)}: {then.status}, {plain(now + of)}"
    way = f", {share(then.way)} of the way" if then.way is not None else ""
    return f"{plain(then.goal.title)}: {then.status}{way}"


def _risk(then: GoalThen, *, mends: bool) -> str:
    """Return what is in a goal's way, and what is done about it; empty when nothing is."""
    kinds = {kind.key: f"stuck on {kind.label.lower()}" for kind in knowledge.blocker_types()}
    broken = [each.measure.name for each in then.measures if each.broken]
    reasons = [kinds.get(key, key) for key in then.stuck[:2]]
    reasons += [f"{name} is outside its limits" for name in broken]
    if then.late:
        others = len(then.late) - 1
        late = f" and {others} more are late" if others else " is late"
        reasons.append(f"“{then.late[0].title}”{late}")
    if then.goal.state != "active" or not reasons:
        return ""
    done = f". Next: {plain(then.next_action)}" if then.next_action and mends else ""
    return f"{plain(then.goal.title)}: {plain(', '.join(reasons))}{done}"
