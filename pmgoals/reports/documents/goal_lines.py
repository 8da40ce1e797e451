"""A goal in one line, for those who read many: where it stands, and what is in its way."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Sequence

from pmgoals import knowledge
from pmgoals.model.calendar import say_date
from pmgoals.model.review import Review
from pmgoals.model.shared import INDEX, WAY
from pmgoals.reports.documents.markdown import plain
from pmgoals.services.names import says_itself
from pmgoals.services.period_words import say_target, say_value, share
from pmgoals.services.periods import GoalThen, MeasureThen

UNTOLD = "Nothing of it can be told of here."
"""What a page says whose readers may not read anything that would be on it."""

NO_GOAL_TOLD = "No goal of it can be told of here."
"""What stands where the goals would, for readers who may not read of any."""

LONGEST_GOAL = 40
"""Characters of a goal's title beside one of its milestones."""


def say_state(review: Review, first: dt.date, last: dt.date, today: dt.date) -> str:
    """Return how far a review is: closed on a day, not closed once its period is over, else."""
    if review.closed:
        return f"closed on {say_date(review.on)}"
    if last < today:
        return "not closed"
    return "under way" if first <= today else "not begun"


def progress_line(then: GoalThen) -> str:
    """Return where a goal stands: its first result, or its way."""
    results = [each for each in then.measures if each.measure.role != "guardrail"]
    if then.status == "done":
        return f"{plain(then.goal.title)}: reached"
    if results and results[0].now is not None:
        said = ", ".join(filter(None, [_now(results[0]), say_target(results[0].measure)]))
        return f"{plain(then.goal.title)}: {then.status}, {plain(said)}"
    way = f", {share(then.way)} of the way" if then.way is not None else ""
    return f"{plain(then.goal.title)}: {then.status}{way}"


def _now(each: MeasureThen) -> str:
    """Return a measure's value after the one before: `42 % after 38 %`, `index 127, after 122`."""
    unit = each.measure.unit
    now = say_value(each.now or 0.0, unit)
    if each.before is None or each.before == each.now:
        return now
    was = say_value(each.before, unit)
    if unit == INDEX:
        return f"{now}, after {was.removeprefix('index ')}"
    return f"{now} after {share(each.before / 100) if unit == WAY else was}"


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
    kinds = {kind.key: kind.label.lower() for kind in knowledge.blocker_types()}
    stuck = " and ".join(kinds.get(key, key) for key in then.stuck[:2])
    broken = [each.measure.name for each in then.measures if each.broken]
    reasons = [f"stuck on {stuck}"] if stuck else []
    reasons += [f"{name} is outside its limits" for name in broken]
    if then.late:
        others = len(then.late) - 1
        late = f" and {others} more are late" if others else " is late"
        reasons.append(f"“{then.late[0].title}”{late}")
    return [plain(reason) for reason in reasons]
