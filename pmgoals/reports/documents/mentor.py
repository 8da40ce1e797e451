"""The page for a mentor: what I try, where I am stuck, what I ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.model.calendar import say_date
from pmgoals.reports.documents.goal_lines import UNTOLD, risk_line
from pmgoals.reports.documents.markdown import heading, items, joined, plain
from pmgoals.services.periods import GoalThen, Period

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

MOST_LINES = 5
"""Lines of a section, at most."""

ASKS = {
    "resource": "Whom would you ask for help here, and what would you give up for it?",
    "dependency": "How have you moved a team that had other plans?",
    "clarity": "Which question would you settle first?",
    "priority_conflict": "How would you say no to one of the two?",
    "external": "What would you do with what cannot be changed?",
    "approach": "What would you try next, and when would you stop?",
    "other": "What do I not see here?",
}
"""What is asked of somebody with experience, by the kind of what is stuck."""


def mentor_page(planner: Planner, facts: Period) -> str:
    """Return what is tried, what does not move, and the questions that follow."""
    active = [then for then in facts.goals if then.goal.state == "active"]
    stuck = [then for then in active if then.stuck or then.status in ("at risk", "stale")]
    sections = {
        "What I try": _tried(planner, active, facts),
        "Where I am stuck": [risk_line(then) or _behind(then) for then in stuck],
        "What I ask": _asked(planner, active, stuck),
    }
    parts = [
        heading(f"For my mentor: {facts.name}", 1),
        f"{say_date(facts.first)} to {say_date(facts.last)}",
    ]
    for title, lines in sections.items():
        if lines:
            parts += [heading(title), items(lines[:MOST_LINES])]
    if not any(sections.values()):
        parts.append(UNTOLD if planner.plan.holds_back else "Nothing is known of these days yet.")
    return joined(parts)


def _tried(planner: Planner, active: list[GoalThen], facts: Period) -> list[str]:
    """Return development goals with their next step, then what was learned and put to use."""
    lines = []
    for then in active:
        if then.goal.kind == "development" or then.goal.method == "learning":
            step = f": {plain(then.next_action)}" if then.next_action else ""
            lines.append(f"{plain(then.goal.title)}{step}")
    for activity in planner.plan.learning:
        if facts.first <= activity.on <= facts.last and activity.takeaway:
            used = f" Used in: {plain(activity.applied_in)}." if activity.applied_in else ""
            lines.append(f"{plain(activity.title)}: {plain(activity.takeaway)}{used}")
    return lines


def _behind(then: GoalThen) -> str:
    way = "" if then.way is None else f", {round(then.way * 100)} % of the way"
    return f"{plain(then.goal.title)}: {then.status}{way}"


def _asked(planner: Planner, active: list[GoalThen], stuck: list[GoalThen]) -> list[str]:
    """Return a question for each goal that does not move, for what is foreseen, for gaps told."""
    lines = []
    for then in stuck:
        kind = then.stuck[0] if then.stuck else "approach"
        lines.append(f"{plain(then.goal.title)}: {ASKS.get(kind, ASKS['other'])}")
    lines += [
        f"{plain(then.goal.title)}, where I expect “{plain(then.goal.obstacle.rstrip('.'))}”: "
        "how would you prepare for that?"
        for then in active
        if then not in stuck and then.goal.obstacle
    ]
    gaps = planner.competencies.gaps(2)
    return lines + [f"{plain(gap.name)}: what made the difference for you?" for gap in gaps]
