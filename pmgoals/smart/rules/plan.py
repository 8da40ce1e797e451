"""P: whether the plan as a whole holds together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from pmgoals.model.goal import GoalKind
from pmgoals.model.plan import Plan
from pmgoals.smart.rules import plan_links, plan_metrics, plan_work
from pmgoals.smart.rules.achievable import GOALS_AT_ONCE
from pmgoals.smart.rules.notice import Notice
from pmgoals.smart.rules.plan_setting import Overfull, PlanCheck, PlanSetting

__all__ = ["PLAN_CHECKS", "PLAN_RULES", "Overfull", "PlanCheck", "PlanSetting"]

LOUDLY = 7
"""Active goals beyond which none of them gets what it needs."""
BALANCED_FROM = 3
"""Active goals from which a balance can be asked for."""


def too_many_goals(plan: Plan, _: PlanSetting) -> Iterator[Notice]:
    """P1: more than five goals at once; more than seven are told as loudly as a warning can."""
    goals = tuple(goal.id for goal in plan.active_goals)
    if len(goals) > GOALS_AT_ONCE:
        count = str(len(goals))
        case = "far" if len(goals) > LOUDLY else ""
        yield Notice("goals", {"count": count}, case=case, goals=goals, mark=(count,))


def out_of_balance(plan: Plan, _: PlanSetting) -> Iterator[Notice]:
    """P2: nothing strategic, nothing tactical, or nothing for one's own growth."""
    goals = plan.active_goals
    if len(goals) < BALANCED_FROM:
        return
    kinds = {goal.kind for goal in goals}
    words, case = {"count": str(len(goals))}, ""
    missing = tuple(kind for kind in get_args(GoalKind) if kind not in kinds)
    match missing:
        case ():
            return
        case ("development",):
            case = "development"
        case (kind,):
            words |= {"kind": kind}
        case (kind, "development"):
            words, case = words | {"kind": kind}, "and_development"
        case (kind, other):
            words, case = words | {"kind": kind, "other": other}, "two"
    about = tuple(goal.id for goal in goals)
    yield Notice("kind", words, case=case, goals=about, about=missing, mark=missing)


def no_not_doing_list(plan: Plan, _: PlanSetting) -> Iterator[Notice]:
    """P4: priorities or goals, and nothing that is left alone for them."""
    if not plan.not_doing and (plan.priorities or plan.active_goals):
        yield Notice("not_doing")


PLAN_RULES: dict[str, PlanCheck] = {
    "P1": too_many_goals,
    "P2": out_of_balance,
    "P3": plan_links.gap,
    "P4": no_not_doing_list,
    "P5": plan_links.orphan,
    "P6": plan_metrics.redundancy,
    "P7": plan_metrics.pulled_apart,
    "P8": plan_work.full_weeks,
    "P9": plan_work.promised_twice,
    "P10": plan_metrics.copy_of_parent,
    "P11": plan_metrics.scorecard,
    "P12": plan_work.late_dependency,
    "P13": plan_work.circle,
    "P14": plan_links.other_rhythm,
    "P15": plan_metrics.vanity,
    "P16": plan_work.more_hours_than_there_are,
}
"""Rules over the plan, by id."""

PLAN_CHECKS: dict[str, str] = {
    "P1": "focus",
    "P2": "balance",
    "P3": "gap",
    "P4": "not-doing",
    "P5": "orphan",
    "P6": "redundancy",
    "P7": "conflict",
    "P8": "weeks",
    "P9": "resource",
    "P10": "copy",
    "P11": "scorecard",
    "P12": "late",
    "P13": "circle",
    "P14": "cadence",
    "P15": "vanity",
    "P16": "capacity",
}
"""What each rule looks for, in a word."""
