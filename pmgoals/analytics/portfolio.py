"""Composite numbers of a theme: the share of its way that is covered, its change, its speed.

The parts of a theme are the goals on top that serve it; what stands below them is in their own
progress already. Each is cut to 0 .. 100 % and they are put together by the person's roll-up: by
their weight, each alike, or the least of them. A goal without numbers is left out and told, never
counted as 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from pmgoals.analytics.progress import Rollup, standing
from pmgoals.model.cascade import theme_of, tops
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan


class Composite(msgspec.Struct, frozen=True, kw_only=True):
    """Where several goals stand together; all shares are 0.0 to 1.0."""

    share: float | None
    """The way covered; None when no goal has numbers."""
    expected: float | None
    """The way expected by now of the same goals; None when none has a deadline."""
    delta: float | None
    """Change of the share since the start, of the goals known on both days; None without any."""
    rate: float | None
    """That change a week; None within the first week, or without a change to tell."""
    goals: int
    """Goals that the share is of."""
    unknown: list[str]
    """Ids of goals that have no numbers yet, and are not in it."""


class Part(msgspec.Struct, frozen=True):
    """One goal of a composite, or one theme of them all."""

    weight: float
    """Its share among the parts, above 0."""
    now: float
    """The way it has covered, 0.0 to 1.0."""
    expected: float | None
    """The way expected of it; None without a deadline."""
    before: float | None
    """The way it had covered at the start; None when that is not known."""


def composite(
    goals: Sequence[Goal], plan: Plan, start: dt.date, today: dt.date, rollup: Rollup
) -> Composite:
    """Return where goals stand together today, and how that changed since the day `start`."""
    parts, unknown = [], []
    for goal in goals:
        part = _part(goal, plan, start, today, rollup)
        if part is None:
            unknown.append(goal.id)
        else:
            parts.append(part)
    return _together(parts, unknown, start, today, rollup)


def of_themes(
    composites: Sequence[tuple[float, Composite]], start: dt.date, today: dt.date, rollup: Rollup
) -> Composite:
    """Return composites of themes, each with the theme's weight, as one."""
    parts = []
    for weight, each in composites:
        if each.share is not None:
            before = None if each.delta is None else each.share - each.delta
            parts.append(Part(weight, each.share, each.expected, before))
    unknown = [own for _, each in composites for own in each.unknown]
    found = _together(parts, unknown, start, today, rollup)
    return msgspec.structs.replace(found, goals=sum(each.goals for _, each in composites))


def goals_in(theme_id: str, plan: Plan, since: dt.date) -> list[Goal]:
    """Return the goals on top that a theme is made of: open ones, and those graded since a day.

    A goal that was dropped is none of them.
    """
    found = [
        goal
        for goal in plan.goals.values()
        if (theme := theme_of(goal, plan)) is not None
        and theme.id == theme_id
        and (goal.state != "closed" or _counts(goal, since))
    ]
    return tops(found, plan)


def _counts(goal: Goal, since: dt.date) -> bool:
    closed = goal.closed_on is not None and goal.closed_on >= since
    return closed and goal.decision != "drop" and goal.grade is not None


def _part(goal: Goal, plan: Plan, start: dt.date, today: dt.date, rollup: Rollup) -> Part | None:
    stand = standing(goal, plan, today, rollup)
    now = goal.grade if goal.state == "closed" else stand.covered
    if now is None:
        return None
    before = 0.0 if goal.start >= start else standing(goal, plan, start, rollup).covered
    return Part(goal.weight, _cut(now), stand.expected, None if before is None else _cut(before))


def _together(
    parts: Sequence[Part], unknown: list[str], start: dt.date, today: dt.date, rollup: Rollup
) -> Composite:
    due = [(part.weight, part.expected) for part in parts if part.expected is not None]
    both = [part for part in parts if part.before is not None]
    delta = None
    if both:
        now = _rolled([(part.weight, part.now) for part in both], rollup)
        before = _rolled([(part.weight, part.before or 0.0) for part in both], rollup)
        delta = now - before
    weeks = (today - start) / dt.timedelta(weeks=1)
    return Composite(
        share=_rolled([(p.weight, p.now) for p in parts], rollup) if parts else None,
        expected=_rolled(due, rollup) if due else None,
        delta=delta,
        rate=delta / weeks if delta is not None and weeks >= 1 else None,
        goals=len(parts),
        unknown=unknown,
    )


def _rolled(parts: Sequence[tuple[float, float]], rollup: Rollup) -> float:
    """Return values with their weights as one."""
    if rollup == "weakest":
        return min(value for _, value in parts)
    weights = [1.0 if rollup == "average" else weight for weight, _ in parts]
    values = (value for _, value in parts)
    return sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)


def _cut(value: float) -> float:
    return min(1.0, max(0.0, value))
