"""Progress, expected progress and status of a goal.

Progress looks backward, confidence forward, the grade is given at close; the three are never
mixed. Behind by 10 points is watch, by 25 at risk; two weeks of silence are stale.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import msgspec

from pmgoals.analytics.grading import STANDARD as STANDARD_GRADES
from pmgoals.analytics.grading import Grading, broken_guardrails, was_reached
from pmgoals.analytics.progress import Rollup, standing
from pmgoals.model.calendar import Week
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan

Status = Literal["on track", "watch", "at risk", "stale", "new", "paused", "done", "closed"]
"""Derived, never typed. `new` has had no word yet, `closed` ended without being reached."""

WATCH, AT_RISK = 0.10, 0.25
"""Shortfalls of progress against expected progress, as shares."""

SILENCE_WEEKS = 2
"""Whole weeks without a check-in after which a goal is stale."""

_SEVERITY: list[Status] = ["at risk", "stale", "watch", "on track"]


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """Where a goal stands on a day."""

    status: Status
    """The word for it."""
    progress: float | None = None
    """Way covered, 0.0 at the start and 1.0 at the target, not clamped; None without data."""
    expected: float | None = None
    """Way that would be covered by now, 0.0 to 1.0; None without a deadline."""
    confidence: int | None = None
    """Latest confidence, 1-10."""
    confidences: list[int] = []
    """The last eight, earliest first."""

    @property
    def gap(self) -> float | None:
        """Progress minus expected progress as a share; None when either is not known."""
        if self.progress is None or self.expected is None:
            return None
        return self.progress - self.expected

    @property
    def shown(self) -> float | None:
        """Progress clamped to 0.0 .. 1.0 for display."""
        return None if self.progress is None else min(1.0, max(0.0, self.progress))

    @property
    def trend(self) -> int:
        """Change of confidence since the check-in before, 0 when there is none."""
        return self.confidences[-1] - self.confidences[-2] if len(self.confidences) > 1 else 0


class Rules(msgspec.Struct, frozen=True):
    """What the person has set about how a goal is judged."""

    rollup: Rollup = "weighted"
    """How its parts are put together."""
    grading: Grading = STANDARD_GRADES
    """Which grade counts as reached."""
    veto: bool = True
    """Whether a broken guardrail keeps a hit below its line."""


STANDARD = Rules()
"""Rules of a person who has set nothing."""


def health(goal: Goal, plan: Plan, today: dt.date, rules: Rules = STANDARD) -> Health:
    """Return where a goal stands on a day; the worst of the goals below it shows."""
    return _health(goal, plan, today, rules, frozenset())


def _health(goal: Goal, plan: Plan, today: dt.date, rules: Rules, above: frozenset[str]) -> Health:
    checkins = [c for c in plan.checkins_of(goal.id) if Week.parse(c.week).monday <= today]
    confidences = [c.confidence for c in checkins if c.confidence is not None][-8:]
    stand = standing(goal, plan, today, rules.rollup)
    way, due = stand.covered, stand.expected
    below = [
        _health(child, plan, today, rules, above | {goal.id}).status
        for child in plan.goals_below(goal.id)
        if child.state == "active" and child.id not in above | {goal.id}
    ]
    last = checkins[-1].week if checkins else ""
    return Health(
        status=_status(goal, plan, today, way, due, last, below, rules),
        progress=way,
        expected=due,
        confidence=confidences[-1] if confidences else None,
        confidences=confidences,
    )


def _status(
    goal: Goal,
    plan: Plan,
    today: dt.date,
    way: float | None,
    due: float | None,
    last: str,
    below: Sequence[Status],
    rules: Rules,
) -> Status:
    if goal.state == "closed":
        return "done" if was_reached(goal, rules.grading) else "closed"
    if goal.state == "paused":
        return "paused"
    week = Week.of(today)
    since = Week.parse(last) if last else Week.of(max(goal.start, goal.created.date()))
    if week - since > SILENCE_WEEKS and not (below and not last):
        return "stale"
    found: list[Status] = ["on track" if last or way else "new"]
    behind = 0.0 if way is None or due is None else round(due - way, 9)  # 0.5 - 0.4 is below 0.1
    if behind >= WATCH:
        found.append("at risk" if behind >= AT_RISK else "watch")
    if broken_guardrails(goal, plan, today):
        found.append("watch")
    found += below
    return next((status for status in _SEVERITY if status in found), "new")
