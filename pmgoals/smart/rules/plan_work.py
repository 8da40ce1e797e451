"""P: what goals ask of the same weeks and the same people, and of each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import combinations

from pmgoals.model.calendar import say_span
from pmgoals.model.dependencies import Link, circles, late
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.smart.resources import resources_in, speaks_of
from pmgoals.smart.rules.notice import Notice
from pmgoals.smart.rules.plan_setting import Overfull, PlanSetting, named

MOST_GOALS = 3
"""Goals that are named in an overfull week."""
MOST_LATE = 4
"""What others wait for that is named when late; more would only repeat that the plan is behind."""


# ---- hours ----


def full_weeks(plan: Plan, setting: PlanSetting) -> Iterator[Notice]:
    """P8: weeks that what is due in them makes too full."""
    for full in setting.overfull:
        yield _full(plan, full, (str(full.last),))


def more_hours_than_there_are(plan: Plan, setting: PlanSetting) -> Iterator[Notice]:
    """P16: the goals' own hours a week are together more than there are."""
    if setting.overbooked is not None:
        yield _full(plan, setting.overbooked, tuple(sorted(setting.overbooked.by_goal)))


def _full(plan: Plan, full: Overfull, mark: tuple[str, ...]) -> Notice:
    named_goals = [*full.by_goal.items()][:MOST_GOALS]
    rest = len(full.by_goal) - len(named_goals)
    words = {
        "weeks": f"{full.first}" if full.first == full.last else f"{full.first} to {full.last}",
        "hours": full.hours,
        "goals": ", ".join(f"{plan.goals[id].title} ({taken:.0f} h)" for id, taken in named_goals)
        + (f" and {rest} more" if rest else ""),
    }
    goals = tuple(full.by_goal)
    return Notice("hours_week", words, where=goals[0], goals=goals, about=goals, mark=mark)


# ---- shared resources ----


def promised_twice(plan: Plan, _: PlanSetting) -> Iterator[Notice]:
    """P9: a shared resource that goals need at the same time, and nothing says who goes first.

    It is said by the goal that comes second, among what is promised elsewhere.
    """
    needs = {goal.id: resources_in(goal.resources) for goal in plan.active_goals}
    for resource in sorted({each for found in needs.values() for each in found}):
        goals = [
            goal
            for goal in plan.active_goals
            if resource in needs[goal.id] and not speaks_of(goal.promised_elsewhere, resource)
        ]
        if any(_overlap(one, other) for one, other in combinations(goals, 2)):
            ids = tuple(goal.id for goal in goals)
            words = {"goals": named([goal.title for goal in goals]), "resource": resource}
            mark = (resource, *sorted(ids))
            yield Notice("resources", words, where=ids[-1], goals=ids, about=(resource,), mark=mark)


def _overlap(one: Goal, other: Goal) -> bool:
    """Tell whether two goals run on the same days."""
    ends = [goal.due or dt.date.max for goal in (one, other)]
    return one.start <= ends[1] and other.start <= ends[0]


# ---- dependencies ----


def late_dependency(plan: Plan, setting: PlanSetting) -> Iterator[Notice]:
    """P12: what comes first is due, or still open, after what waits for it; each first once."""
    by_first: dict[str, list[Link]] = {}
    for link in late(plan, setting.today):
        by_first.setdefault(link.first.id, []).append(link)
    for links in [*by_first.values()][:MOST_LATE]:
        first, waiting = links[0].first, [link.milestone for link in links]
        short = max(link.days_short(setting.today) for link in links)
        words = {
            "milestone": waiting[0].title,
            "first": first.title,
            "days": say_span(dt.timedelta(days=short)),
        }
        if len(waiting) > 1:
            words["milestone"] = named([each.title for each in waiting])
        goals = dict.fromkeys(each.goal for each in waiting)
        goals[first.goal if isinstance(first, Milestone) else first.id] = None
        yield Notice(
            "depends_on",
            words,
            where=waiting[0].id,
            case="several" if len(waiting) > 1 else "",
            goals=tuple(goals),
            about=(first.id, *(each.id for each in waiting)),
            mark=(first.id, *sorted(each.id for each in waiting)),
        )


def circle(plan: Plan, _: PlanSetting) -> Iterator[Notice]:
    """P13: steps that wait for each other in a circle."""
    steps = plan.alive(Milestone)
    for found in circles(plan):
        if any(_is_over(own, plan, steps) for own in found):
            continue  # what is done waits for nothing
        titles = [(steps.get(i) or plan.goals[i]).title for i in found]
        words = {"circle": " → ".join(f"“{title}”" for title in [*titles, titles[0]])}
        goals = dict.fromkeys(steps[i].goal if i in steps else i for i in found)
        yield Notice(
            "depends_on",
            words,
            where=found[0],
            goals=tuple(goal for goal in goals if goal in plan.goals),
            about=tuple(found),
            mark=tuple(sorted(found)),
        )


def _is_over(own: str, plan: Plan, steps: Mapping[str, Milestone]) -> bool:
    """Tell whether a milestone or goal of a circle is done, or belongs to what is closed."""
    step = steps.get(own)
    goal = plan.goals.get(step.goal if step else own)
    return goal is None or goal.state == "closed" or (step is not None and not step.is_open)
