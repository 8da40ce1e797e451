"""A goal in one line, for those who read many: where it stands, and what is in its way."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from pmgoals import knowledge
from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import say_date
from pmgoals.model.shared import WAY
from pmgoals.reports.documents.markdown import plain
from pmgoals.services.names import says_itself
from pmgoals.services.period_words import share
from pmgoals.services.periods import GoalThen, MeasureThen

LONGEST_GOAL = 40
"""Characters of a goal's title beside one of its milestones."""


def progress_line(then: GoalThen) -> str:
    """Return where a goal stands: its first result, or its way."""
    results = [each for each in then.measures if each.measure.role != "guardrail"]
    if then.status == "done":
        return f"{plain(then.goal.title)}: reached"
    if results and results[0].now is not None:
        first = results[0]
        if first.measure.unit == WAY:
            return f"{plain(then.goal.title)}: {then.status}, {_covered(first)}"
        now = say_amount(first.now or 0.0, first.measure.unit)
        target = first.measure.target
        if first.before is not None and first.before != first.now:
            now += f" after {say_amount(first.before, first.measure.unit)}"
        of = "" if target is None else f", target {say_amount(target, first.measure.unit)}"
        return f"{plain(then.goal.title)}: {then.status}, {plain(now + of)}"
    way = f", {share(then.way)} of the way" if then.way is not None else ""
    return f"{plain(then.goal.title)}: {then.status}{way}"


def _covered(each: MeasureThen) -> str:
    """Return how much of its way a measure covered, where that is all that is told of it."""
    was = "" if each.before in (None, each.now) else f" after {each.before:.0f} %"
    return f"{each.now:.0f} % of the way{was}"


def ahead_lines(goals: Sequence[GoalThen]) -> list[str]:
    """Return the open milestones of goals by day, with the goal where a title says too little."""
    of = {m.id: then for then in goals for m in [*then.late, *then.ahead]}
    late = {m.id for then in goals for m in then.late}
    ahead = sorted((m for then in goals for m in [*then.late, *then.ahead]), key=lambda m: m.due)
    lines = []
    for milestone in ahead:
        own = says_itself(milestone)
        goal = "" if own else f" ({plain(_short(of[milestone.id].goal.title))})"
        when = "was due" if milestone.id in late else "by"
        lines.append(f"{plain(milestone.title)}{goal}, {when} {say_date(milestone.due)}")
    return lines


def _short(title: str) -> str:
    """Return a title with its end left out where it is long: it only tells goals apart."""
    return textwrap.shorten(title, LONGEST_GOAL, placeholder="…")


def risk_line(then: GoalThen, *, mends: bool = True) -> str:
    """Return what is in a goal's way, and what is done about it; empty when nothing is."""
    reasons = in_the_way(then)
    if then.goal.state != "active" or not reasons:
        return ""
    done = f". Next: {plain(then.next_action)}" if then.next_action and mends else ""
    return f"{plain(then.goal.title)}: {', '.join(reasons)}{done}"


def in_the_way(then: GoalThen) -> list[str]:
    """Return what stands in a goal's way: what it is stuck on, broken limits, what is late."""
    kinds = {kind.key: f"stuck on {kind.label.lower()}" for kind in knowledge.blocker_types()}
    broken = [each.measure.name for each in then.measures if each.broken]
    reasons = [kinds.get(key, key) for key in then.stuck[:2]]
    reasons += [f"{name} is outside its limits" for name in broken]
    if then.late:
        others = len(then.late) - 1
        late = f" and {others} more are late" if others else " is late"
        reasons.append(f"“{then.late[0].title}”{late}")
    return [plain(reason) for reason in reasons]
