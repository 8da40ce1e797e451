"""A goal under review: what is known of it, and the verdict that its numbers propose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, get_args

import msgspec

from pmgoals.analytics.grading import Proposal, proposal
from pmgoals.analytics.pace import Health, Rules, health
from pmgoals.errors import BadInput
from pmgoals.model.calendar import Quarter, Week
from pmgoals.model.goal import Decision, Goal
from pmgoals.model.plan import Plan
from pmgoals.model.review import Verdict
from pmgoals.services import checks
from pmgoals.services.goals import check_grade

ON_RHYTHM = 0.75
"""Share of the weeks with a check-in from which a low grade speaks of the goal, not the rhythm."""


class GoalCase(msgspec.Struct, frozen=True):
    """What a review knows of one goal before it is judged."""

    goal: Goal
    """The goal."""
    health: Health
    """Where it stood at the end of the quarter, or today."""
    proposal: Proposal
    """What its numbers propose for the quarter's share of it."""
    decision: Decision
    """The decision proposed: close what is due in the quarter, keep the rest."""
    weeks_done: int
    """Weeks of the quarter with a check-in."""
    weeks: int
    """Weeks of the quarter so far in which it was active."""
    milestones_done: int
    """Milestones of the quarter that are done."""
    milestones: int
    """Milestones of the quarter."""

    @property
    def proposed(self) -> float | None:
        """The grade its numbers propose, 0.0 to 1.0."""
        return self.proposal.grade

    @property
    def on_rhythm(self) -> bool:
        """Whether it was checked in on often enough to blame the goal rather than the rhythm."""
        return self.weeks > 0 and self.weeks_done >= ON_RHYTHM * self.weeks


def judged(verdict: Verdict, fields: Mapping[str, Any]) -> Verdict:
    """Return a verdict with other fields. BadInput for one that is not sound."""
    given = dict(fields)
    check_grade(given.get("grade"))
    if given.get("decision", "keep") not in get_args(Decision):
        raise BadInput("That is no decision.", f"Decide one of {', '.join(get_args(Decision))}.")
    if given.get("cause", verdict.cause) != verdict.cause:
        checks.cause(given["cause"])
    for key in ("note", "reason"):
        if key in given:
            given[key] = given[key].strip()
    return msgspec.structs.replace(verdict, **given)


def verdict_on(case: GoalCase, kept: Verdict | None) -> Verdict:
    """Return the kept verdict on a case, or the proposed one."""
    if kept is None:
        return Verdict(case.goal.id, case.decision, grade=case.proposed, **_numbers(case))
    grade = case.proposed if kept.grade == kept.proposed else kept.grade
    return msgspec.structs.replace(kept, grade=grade, **_numbers(case))


def _numbers(case: GoalCase) -> dict[str, Any]:
    """Return what the numbers of a case say, as a verdict keeps it."""
    found = case.proposal
    return {
        "proposed": found.grade,
        "uncapped": found.uncapped if found.at_a_price else None,
        "original": found.original,
        "broken": [measure.name for measure in found.broken],
    }


def case_of(goal: Goal, plan: Plan, quarter: Quarter, day: dt.date, rules: Rules) -> GoalCase:
    """Gather what a review knows of a goal on a day of its quarter."""
    weeks = [w for w in quarter.weeks() if goal.start <= w.sunday and w.monday <= day]
    done = {Week.parse(c.week) for c in plan.checkins_of(goal.id)}
    steps = [m for m in plan.milestones_of(goal.id) if quarter.start <= m.due <= quarter.end]
    due_now = goal.due is not None and goal.due <= quarter.end
    return GoalCase(
        goal=goal,
        health=health(goal, plan, day, rules),
        proposal=proposal(
            goal,
            plan,
            day,
            by=quarter.end,
            rollup=rules.rollup,
            grading=rules.grading,
            veto=rules.veto,
        ),
        decision="close" if due_now else "keep",
        weeks_done=sum(week in done for week in weeks),
        weeks=len(weeks),
        milestones_done=sum(m.done_on is not None for m in steps),
        milestones=len(steps),
    )
