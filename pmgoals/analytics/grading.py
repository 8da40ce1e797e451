"""Grades: what a goal's numbers propose at its close, and which counts as reached."""

from __future__ import annotations

import datetime as dt

import msgspec

from pmgoals.analytics.progress import Rollup, expected, guardrail_broken, progress
from pmgoals.model.goal import Commitment, Goal
from pmgoals.model.measure import Measure
from pmgoals.model.plan import Plan


class Grading(msgspec.Struct, frozen=True):
    """The grades that count as reached: 1.0 and 0.7 (Doerr; Google's practice), unless set."""

    committed: float = 1.0
    """The least grade with which a committed goal counts as reached."""
    aspirational: float = 0.7
    """That of an aspirational goal."""
    cause: float | None = 0.6
    """Grade below which an aspirational goal is asked for a root cause; None for its line."""

    def line(self, commitment: Commitment) -> float:
        """Return the grade from which a goal of that kind counts as reached."""
        return self.aspirational if commitment == "aspirational" else self.committed

    def cause_below(self, commitment: Commitment) -> float:
        """Return the grade below which a root cause is asked (OKR grading practice)."""
        if commitment == "aspirational" and self.cause is not None:
            return min(self.cause, self.aspirational)
        return self.line(commitment)


STANDARD = Grading()
"""The lines of a person who has set nothing."""

ONE_LINE = 0.8
"""The grade that counts as reached for every goal where one line is drawn for both."""

JUST_BELOW = 0.1
"""How far below the line a grade is proposed when a guardrail is broken: a hit at a price."""

TOO_EARLY = 0.05
"""Expected progress below which a part of a goal is too small to be graded."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What a goal's numbers say at its close."""

    grade: float | None
    """The grade proposed, 0.0 to 1.0 in tenths; None without data."""
    uncapped: float | None
    """The same if no guardrail were broken."""
    original: float | None
    """The grade against the targets and the date first committed to."""
    broken: list[Measure] = []
    """Guardrails that stand outside their limits."""

    @property
    def at_a_price(self) -> bool:
        """Whether a broken guardrail keeps a hit from counting as one."""
        return self.grade != self.uncapped


def was_reached(goal: Goal, grading: Grading = STANDARD) -> bool:
    """Tell whether a closed goal counts as reached."""
    line = grading.line(goal.commitment)
    return goal.state == "closed" and goal.grade is not None and goal.grade >= line


def proposal(
    goal: Goal,
    plan: Plan,
    day: dt.date,
    *,
    by: dt.date | None = None,
    rollup: Rollup = "weighted",
    grading: Grading = STANDARD,
    veto: bool = True,
) -> Proposal:
    """Return what a goal's numbers propose on a day, against the final and the first promise.

    With `by`, a goal that goes on after that day is graded on the part expected by then. With
    `veto`, a guardrail outside its limits keeps a hit just below its line.
    """
    found = proposed_grade(goal, plan, day, by=by, rollup=rollup)
    broken = broken_guardrails(goal, plan, day)
    line = grading.line(goal.commitment)
    capped = found
    if veto and broken and found is not None and found >= line:
        capped = round(max(0.0, line - JUST_BELOW), 1)
    first_goal, first_plan = as_first_promised(goal, plan)
    first_day = min(day, goal.original_due) if goal.original_due else day
    original = proposed_grade(first_goal, first_plan, first_day, by=by, rollup=rollup)
    return Proposal(grade=capped, uncapped=found, original=original, broken=broken)


def broken_guardrails(goal: Goal, plan: Plan, day: dt.date) -> list[Measure]:
    """Return a goal's guardrails whose latest reading up to a day lies outside their limits."""
    measures = plan.measures_of(goal.id)
    return [m for m in measures if guardrail_broken(m, plan.readings_of(m.id, day))]


def as_first_promised(goal: Goal, plan: Plan) -> tuple[Goal, Plan]:
    """Return a goal and its plan with the deadline and the targets first committed to."""
    first = goal
    if goal.original_due is not None and goal.due is not None:
        first = msgspec.structs.replace(goal, due=goal.original_due)
    moved = [
        msgspec.structs.replace(measure, target=measure.original_target)
        for measure in plan.measures_of(goal.id)
        if measure.original_target is not None
    ]
    return first, plan.imagined(*moved) if moved else plan


def proposed_grade(
    goal: Goal,
    plan: Plan,
    day: dt.date,
    *,
    by: dt.date | None = None,
    rollup: Rollup = "weighted",
) -> float | None:
    """Return progress on a day as a grade, 0.0 to 1.0 in tenths; None without data (OKR practice).

    With `by`, a goal that goes on after that day is graded on the part expected by then. A goal
    that has just begun, and of which nothing has been said or done yet, has no grade.
    """
    way = progress(goal, plan, day, rollup)
    if way is None or (not way and _has_just_begun(goal, plan, day, rollup)):
        return None
    part = expected(goal, plan, by, rollup) if by and goal.due and goal.due > by else 1.0
    if part is None or part < TOO_EARLY:
        return None
    return round(min(1.0, max(0.0, way / part)), 1)


def _has_just_begun(goal: Goal, plan: Plan, day: dt.date, rollup: Rollup) -> bool:
    """Tell whether next to nothing is expected of a goal yet, and nothing was said or read of it.

    The first reading is the one with which it began.
    """
    if (expected(goal, plan, day, rollup) or 0.0) >= TOO_EARLY or goal.due is None:
        return False
    said = any(checkin.on <= day for checkin in plan.checkins_of(goal.id))
    measures = plan.measures_of(goal.id)
    return not said and all(len(plan.readings_of(m.id, day)) <= 1 for m in measures)
