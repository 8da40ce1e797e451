"""What waits for what: the dependencies between milestones and goals, and what is wrong in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan


class Link(msgspec.Struct, frozen=True):
    """One milestone that waits for another milestone, or for a goal."""

    milestone: Milestone
    """What waits."""
    first: Milestone | Goal
    """What comes first."""

    def days_short(self, today: dt.date) -> int:
        """Return by how many days what comes first is later than what waits for it, at least 0.

        What is open and overdue is not there before today; what is done, or has no date, is never
        late.
        """
        if _is_over(self.first) or self.first.due is None:
            return 0
        return max(0, (max(self.first.due, today) - self.milestone.due).days)


def links(plan: Plan) -> list[Link]:
    """Return the dependencies of open milestones of open goals, by the date of what waits."""
    found = [
        link
        for goal in plan.open_goals
        for milestone in plan.milestones_of(goal.id)
        if milestone.is_open
        for link in links_of(milestone, plan)
    ]
    return sorted(found, key=lambda link: link.milestone.due)


def links_of(milestone: Milestone, plan: Plan) -> list[Link]:
    """Return what a milestone waits for, of what there is."""
    if not milestone.depends_on:
        return []
    steps = plan.alive(Milestone)
    firsts = (steps.get(own_id) or plan.goals.get(own_id) for own_id in milestone.depends_on)
    return [Link(milestone, first) for first in firsts if first is not None]


def late(plan: Plan, today: dt.date) -> list[Link]:
    """Return the dependencies whose first is due, or still open, after what waits for it."""
    return [link for link in links(plan) if link.days_short(today)]


def needed_by(start: str, plan: Plan) -> set[str]:
    """Return the ids that a milestone or goal waits for, through any number of steps.

    A goal waits for its milestones.
    """
    steps = plan.alive(Milestone)
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for name in _next(waiting.pop(), steps, plan):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def waiting_on(start: str, plan: Plan) -> set[str]:
    """Return the ids that wait for a milestone or goal, through any number of steps."""
    steps = plan.alive(Milestone)
    found: set[str] = set()
    ahead = [start]
    while ahead:
        name = ahead.pop()
        waits = [each.id for each in plan.waiting_for.get(name, [])]
        if name in steps and steps[name].goal in plan.goals:
            waits.append(steps[name].goal)
        ahead += [each for each in waits if each not in found]
        found.update(waits)
    return found


def circles(plan: Plan) -> list[list[str]]:
    """Return the ids of each circle of dependencies once, in the order in which they wait."""
    steps = plan.alive(Milestone)
    found: list[list[str]] = []
    done: set[str] = set()
    for start in steps:
        if start in done:
            continue
        path = {start: iter(_next(start, steps, plan))}  # what was walked, in order
        while path:
            here = next(reversed(path))
            name = next(path[here], None)
            if name is None:
                path.pop(here)
                done.add(here)
            elif name in path:
                walked = list(path)
                found.append(walked[walked.index(name) :])
            elif name not in done:
                path[name] = iter(_next(name, steps, plan))
    return found


def followers(milestone: Milestone, plan: Plan) -> list[Milestone]:
    """Return the milestones that wait for one, or for its goal when it is the last, by date."""
    waiting = plan.waiting_for.get(milestone.id, [])
    steps = plan.milestones_of(milestone.goal)
    if steps and steps[-1].id == milestone.id:
        waiting = [*waiting, *plan.waiting_for.get(milestone.goal, [])]
    return sorted(waiting, key=lambda m: m.due)


def overtaken(milestone: Milestone, due: dt.date, plan: Plan) -> list[Milestone]:
    """Return the open milestones that wait for one and are due before the day it would move to."""
    waiting = followers(milestone, plan)
    return [m for m in waiting if m.is_open and m.due < due and m.id != milestone.id]


def moved_along(milestone: Milestone, due: dt.date, plan: Plan) -> list[Milestone]:
    """Return what waits for a milestone, moved with it where it would be due too early, by date.

    Each moves by as many days as the milestone does, and takes along what waits for it in turn;
    no dependency becomes late that was not. Nothing moves along to an earlier day.
    """
    by = due - milestone.due
    moved: dict[str, Milestone] = {}
    ahead = [msgspec.structs.replace(milestone, due=due)]
    while ahead:
        first = ahead.pop()
        for each in overtaken(first, first.due, plan):
            if each.id not in moved and each.id != milestone.id:
                moved[each.id] = msgspec.structs.replace(each, due=each.due + by)
                ahead.append(moved[each.id])
    return sorted(moved.values(), key=lambda m: m.due) if by.days > 0 else []


def _next(name: str, steps: Mapping[str, Milestone], plan: Plan) -> Iterable[str]:
    """Return what a milestone or goal waits for directly, of what there is."""
    if milestone := steps.get(name):
        return [i for i in milestone.depends_on if i in steps or i in plan.goals]
    return [part.id for part in plan.milestones_of(name)]


def _is_over(first: Milestone | Goal) -> bool:
    if isinstance(first, Milestone):
        return first.done_on is not None
    return first.state == "closed"
