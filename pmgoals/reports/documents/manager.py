"""The page for a manager: progress, plans and problems, at most five lines each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.model.calendar import say_date
from pmgoals.reports.documents.goal_lines import (
    UNTOLD,
    ahead_lines,
    progress_line,
    risk_line,
)
from pmgoals.reports.documents.markdown import heading, items, joined, plain
from pmgoals.services.periods import GoalThen, Period

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

MOST_LINES = 5
"""Lines of a section, at most (practice of weekly reports: progress, plans, problems)."""

NOTHING = {
    "Progress": "No goal that can be read here moved.",
    "Plans": "Nothing is planned that can be read here.",
    "Problems": "None that stands in a goal's way.",
}
"""What stands where a section has nothing to say."""

NO_PROBLEM_TOLD = "None that can be told of here."
"""What stands under the problems for readers who may not read everything."""


def manager_page(planner: Planner, facts: Period) -> str:
    """Return what moved in a span of days, what comes next, and what is in the way."""
    goals = [then for then in facts.goals if then.goal.state != "paused"]
    sections = {
        "Progress": _progress(goals, facts),
        "Plans": _plans(planner, goals),
        "Problems": [line for then in goals if (line := risk_line(then))],
    }
    parts = [
        heading(f"Progress, plans, problems: {facts.name}", 1),
        f"{say_date(facts.first)} to {say_date(facts.last)}",
    ]
    if planner.plan.holds_back and not any(sections.values()):
        return joined([*parts, UNTOLD])
    nothing = NOTHING | ({"Problems": NO_PROBLEM_TOLD} if facts.part else {})
    for title, lines in sections.items():
        parts += [heading(title), items(lines[:MOST_LINES]) if lines else nothing[title]]
    return joined(parts)


def _progress(goals: list[GoalThen], facts: Period) -> list[str]:
    """Return what moved: goals with a step done or a reading, what was shown, then the others."""
    told = sorted(goals, key=lambda then: (then.status != "done", not then.done, _still(then)))
    lines, others = [], []
    for then in told:
        done = "; ".join(f"“{plain(m.title)}” is done" for m in then.done[:2])
        if then.status == "done" or done or not _still(then):
            lines.append(progress_line(then) + (f". {done}" if done else ""))
        else:
            others.append(progress_line(then))
    lines += [f"{plain(e.title)} ({say_date(e.on)})" for e in reversed(facts.evidence)]
    return lines + others


def _still(then: GoalThen) -> bool:
    """Tell whether no result of a goal moved."""
    return all(each.before == each.now or each.now is None for each in then.measures)


def _plans(planner: Planner, goals: list[GoalThen]) -> list[str]:
    active = [then for then in goals if then.goal.state == "active"]
    lines = ahead_lines(active)
    actions = [
        f"{plain(then.goal.title)}: {plain(then.next_action)}"
        for then in active
        if then.next_action
    ]
    return [*lines[:3], *actions, *lines[3:]]
