"""What the critic of the whole plan must know of hours: weeks too full, and goals that never fit.

The two are parted, so that one cause is told once. Goals are overbooked when their hours a week
alone are more than there are. A week is too full when it still is with those hours cut to fit: then
it is what falls due in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pmgoals.analytics.capacity import WeekHours, full_runs, overfull, say_hours
from pmgoals.services.capacity import ahead
from pmgoals.smart.rules.plan_setting import Overfull, PlanSetting

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan
    from pmgoals.services.planner import Planner


def plan_setting(planner: Planner, plan: Plan) -> PlanSetting:
    """Return what the rules over a plan must know beside it; the plan may be an imagined one."""
    standing = overfull(ahead(planner, _without_efforts(plan)))
    real = {week.week: week for week in ahead(planner, plan)}
    cut = _with_hours_cut(plan, standing) if standing else plan
    full = full_runs(ahead(planner, cut)) if standing else full_runs([*real.values()])
    return PlanSetting(
        today=planner.today,
        calendar=planner.calendar,
        overfull=tuple(_due([real[week.week] for week in run]) for run in full),
        overbooked=_overfull(standing, say_hours) if standing else None,
    )


def _without_efforts(plan: Plan) -> Plan:
    """Return the plan as if milestones took no hours of their own."""
    every = [m for goal in plan.active_goals for m in plan.milestones_of(goal.id)]
    worked = [replace(m, effort=None) for m in every if m.effort is not None]
    return plan.imagined(*worked) if worked else plan


def _with_hours_cut(plan: Plan, standing: Sequence[WeekHours]) -> Plan:
    """Return the plan as if each goal had only its share of the hours there are."""
    share = min(week.available / week.promised for week in standing)
    goals = [goal for goal in plan.active_goals if goal.hours_week]
    return plan.imagined(
        *(replace(goal, hours_week=share * goal.hours_week or None) for goal in goals)  # type: ignore[operator]
    )


def _due(weeks: Sequence[WeekHours]) -> Overfull:
    """Return weeks that what falls due makes too full; of several it is said that it is a week."""
    alike = len({say_hours(week) for week in weeks}) == 1

    def say(week: WeekHours) -> str:
        promised, _, there = say_hours(week).removesuffix(" h").partition(" of ")
        return f"{'' if alike else 'up to '}{promised} h a week, of {there}"

    return _overfull(weeks, say_hours if len(weeks) == 1 else say)


def _overfull(weeks: Sequence[WeekHours], say: Callable[[WeekHours], str]) -> Overfull:
    """Return overfull weeks in order as the critic of the plan takes them."""
    fullest = max(weeks, key=lambda week: week.over)
    return Overfull(weeks[0].week, weeks[-1].week, say(fullest), fullest.by_goal)
