"""P: what serves what: gaps, orphans, and goals in another rhythm than what they stand under."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pmgoals.model.calendar import Quarter, say_date
from pmgoals.model.cascade import theme_of
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan
from pmgoals.model.theme import Theme
from pmgoals.smart.rules.notice import Notice
from pmgoals.smart.rules.plan_setting import PlanSetting, named


def gap(plan: Plan, setting: PlanSetting) -> Iterator[Notice]:
    """P3: a theme that no open goal serves, or a goal above that nothing moves any more."""
    served = {theme.id for goal in plan.open_goals if (theme := theme_of(goal, plan))}
    for theme in plan.themes.values():
        if theme.id not in served and not _is_over(theme, setting.today):
            yield Notice("theme", {"theme": theme.title}, where=theme.id, about=(theme.id,))
    for goal in plan.open_goals:
        below = plan.goals_below(goal.id)
        if (
            below
            and all(part.state == "closed" for part in below)
            and not _moves_itself(goal, plan)
        ):
            ids = (goal.id,)
            words = {"goal": goal.title}
            yield Notice("parent", words, where=goal.id, case="above", goals=ids, about=ids)


def _is_over(theme: Theme, today: dt.date) -> bool:
    return theme.until is not None and theme.until < today


def _moves_itself(goal: Goal, plan: Plan) -> bool:
    """Tell whether a goal has a result or a step of its own."""
    measures = plan.measures_of(goal.id)
    measured = any(m.target is not None for m in measures if m.role != "guardrail")
    return measured or bool(plan.milestones_of(goal.id))


def orphan(plan: Plan, setting: PlanSetting) -> Iterator[Notice]:
    """P5: a goal that serves nothing and says no reason, or a theme that is over.

    Where there is no theme at all, that is told once.
    """
    alone = [goal for goal in plan.open_goals if is_orphan(goal, plan)]
    if alone and not plan.themes:
        ids = tuple(goal.id for goal in alone)
        count = "1 goal serves" if len(alone) == 1 else f"{len(alone)} goals serve"
        yield Notice("theme", {"count": count}, case="none", goals=ids, mark=("none",))
        return
    for goal in alone:
        ids = (goal.id,)
        yield Notice("theme", {"goal": goal.title}, where=goal.id, goals=ids, about=ids)
    for theme in plan.themes.values():
        serving = [goal for goal in plan.open_goals if goal.theme == theme.id]
        if serving and theme.until is not None and _is_over(theme, setting.today):
            words = {
                "theme": theme.title,
                "day": say_date(theme.until),
                "goals": named([goal.title for goal in serving]),
            }
            ids = tuple(goal.id for goal in serving)
            yield Notice("theme", words, where=theme.id, case="over", goals=ids, about=(theme.id,))


def is_orphan(goal: Goal, plan: Plan) -> bool:
    """Tell whether a goal names nothing that it serves: theme, goal above, priority or reason."""
    parent = plan.goals.get(goal.parent or "")
    if goal.theme in plan.themes or (parent and parent.state != "closed"):
        return False
    if goal.no_theme_reason or any(kept.rule == "R1" for kept in goal.overrides):
        return False
    return goal.priority not in {priority.id for priority in plan.priorities}


# ---- cadence ----


def other_rhythm(plan: Plan, setting: PlanSetting) -> Iterator[Notice]:
    """P14: a goal that is due or looked at in another rhythm than the goals below feed it.

    A goal below is to end by the end of the one above; and of goals below that are counted by steps
    alone, a step has to fall due by each look at the one above: on its review day, and in every
    quarter that it runs through.
    """
    for goal in plan.open_goals:
        below = [part for part in plan.goals_below(goal.id) if part.state != "closed"]
        after = [part for part in below if goal.due and part.due and part.due > goal.due]
        for part in after:
            days = {"day": say_date(part.due), "end": say_date(goal.due)}  # type: ignore[arg-type]
            words = {"goal": part.title, "other": goal.title, **days}
            ids = (part.id, goal.id)
            yield Notice("due", words, where=part.id, goals=ids, about=ids)
        if below and not after and not any(_is_read(part, plan) for part in (goal, *below)):
            yield from _unfed(goal, below, plan, setting)


def _unfed(goal: Goal, below: list[Goal], plan: Plan, setting: PlanSetting) -> Iterator[Notice]:
    """Yield a look at a goal before which nothing of those below it falls due."""
    steps = sorted(_steps(below, plan))
    today, look = setting.today, goal.review_on
    ids = (goal.id, *(part.id for part in below))
    first = next((day for day in steps if day >= goal.start), None)
    if look is not None and look >= today and first is not None and first > look:
        words = {"goal": goal.title, "day": say_date(look), "first": say_date(first)}
        yield Notice("review_on", words, where=goal.id, case="review", goals=ids, about=ids)
        return
    for quarter in _quarters_ahead(goal, setting):
        if not any(quarter.start <= day <= quarter.end for day in steps):
            words = {"goal": goal.title, "quarter": str(quarter)}
            about = (*ids, str(quarter))
            yield Notice("milestones", words, where=goal.id, case="quarter", goals=ids, about=about)
            return


def _steps(below: list[Goal], plan: Plan) -> Iterator[dt.date]:
    """Yield the days on which something of the goals below is due or was done."""
    for part in below:
        if part.due is not None:
            yield part.due
        for milestone in plan.milestones_of(part.id):
            yield milestone.done_on or milestone.due


def _is_read(goal: Goal, plan: Plan) -> bool:
    """Tell whether a goal has a number that a weekly check-in reads: it feeds every look."""
    measures = plan.measures_of(goal.id)
    return any(m.target is not None for m in measures if m.role != "guardrail")


def _quarters_ahead(goal: Goal, setting: PlanSetting) -> list[Quarter]:
    """Return the quarters from the present one on that a goal runs through to their end."""
    if goal.due is None:
        return []
    first = max(goal.start, setting.today)
    quarters = setting.calendar.quarters_between(first, goal.due) if goal.due >= first else []
    return [
        quarter for quarter in quarters if goal.start <= quarter.start and quarter.end <= goal.due
    ]
