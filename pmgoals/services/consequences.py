"""What moving a milestone does: to what waits for it, to the goal's pace, to full weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from pmgoals.analytics.capacity import WeekHours, hours, overfull
from pmgoals.analytics.progress import expected
from pmgoals.model.calendar import Week, say_date
from pmgoals.model.dependencies import followers, links
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.services.milestone_promises import say_days

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner


class Consequences(msgspec.Struct, frozen=True, kw_only=True):
    """What a move does, compared with leaving the milestone where it is."""

    before: dt.date
    """The day it is due now."""
    after: dt.date
    """The day it would be due."""
    overtaken: list[Milestone]
    """Open milestones that wait for it, directly or not, and would be due before what they need."""
    passed: list[Milestone]
    """Open milestones of the same goal that it would change places with, by date."""
    too_early: list[str]
    """Titles of what it waits for and would be due before."""
    beyond_goal: dt.date | None
    """The goal's deadline when it would lie after it."""
    expected_before: float | None
    """The way that the goal is expected to have covered by now, 0.0 to 1.0."""
    expected_after: float | None
    """The same after the move."""
    filled: list[WeekHours]
    """Weeks that promise more than there is, and did not before."""
    freed: list[WeekHours]
    """Weeks that no longer do."""

    def say(self, *, along: bool = False) -> list[str]:
        """Return it in words, a line for each thing there is to know.

        With `along`, what waits for the milestone is told as moving with it.
        """
        gap = self.after - self.before
        way = f"{say_days(abs(gap))} {'later' if gap.days > 0 else 'earlier'}"
        said = [f"{say_date(self.before)} to {say_date(self.after)}, {way}."]
        for milestone in self.overtaken:
            moves = "moves along" if along else "would be due before what it needs"
            said.append(f"“{milestone.title}”, {say_date(milestone.due)}, {moves}.")
        known = {milestone.id for milestone in self.overtaken}
        order = "before" if gap.days > 0 else "after"
        said += [
            f"“{each.title}”, {say_date(each.due)}, then comes {order} it."
            for each in self.passed
            if each.id not in known
        ]
        said += [f"It needs “{title}”, which comes later." for title in self.too_early]
        if self.beyond_goal:
            said.append(f"The goal itself is due on {say_date(self.beyond_goal)}, before it.")
        now, then = self.expected_before, self.expected_after
        if now is not None and then is not None and round(now * 100) != round(then * 100):
            said.append(f"Today's mark goes from {now:.0%} to {then:.0%} of the way.")
        if self.filled:
            said.append(f"Overfull then: {say_weeks(self.filled)}.")
        if self.freed:
            said.append(f"No longer overfull: {say_weeks(self.freed)}.")
        return said


def of_move(
    planner: Planner, milestone: Milestone, due: dt.date, *, along: bool = False
) -> Consequences:
    """Return what moving a milestone to a day does; with `along`, what waits for it moves too."""
    plan, today = planner.plan, planner.today
    moved = replace(milestone, due=due)
    then = plan.imagined(moved)
    late = overtaken(moved, then)
    if along:
        then = plan.imagined(moved, *(shifted(each, milestone, due) for each in late))
    goal = plan.goals.get(milestone.goal)
    early = [
        link.first.title
        for link in links(then)
        if link.milestone.id == milestone.id and link.days_short(today)
    ]
    filled, freed = _overfull_weeks(planner, plan, then, max(milestone.due, due))
    return Consequences(
        before=milestone.due,
        after=due,
        overtaken=late,
        passed=_passed(milestone, due, plan),
        too_early=early,
        beyond_goal=goal.due if goal and goal.due and goal.due < due else None,
        expected_before=expected(goal, plan, today, planner.settings.rollup) if goal else None,
        expected_after=expected(goal, then, today, planner.settings.rollup) if goal else None,
        filled=filled,
        freed=freed,
    )


def _passed(milestone: Milestone, due: dt.date, plan: Plan) -> list[Milestone]:
    """Return the open milestones of its goal between a milestone's day and another."""
    first, last = sorted((milestone.due, due))
    return [
        each
        for each in plan.milestones_of(milestone.goal)
        if each.done_on is None and each.id != milestone.id and first < each.due < last
    ]


def overtaken(moved: Milestone, plan: Plan) -> list[Milestone]:
    """Return the open milestones that wait for one and are due before it, by date.

    One that waits for another of these is among them: when that moves, it is overtaken too.
    """
    found: dict[str, Milestone] = {}
    waiting = [moved]
    while waiting:
        for each in followers(waiting.pop(), plan):
            new = each.id not in found and each.id != moved.id
            if new and each.done_on is None and each.due < moved.due:
                found[each.id] = each
                waiting.append(each)
    return sorted(found.values(), key=lambda m: m.due)


def shifted(follower: Milestone, milestone: Milestone, due: dt.date) -> Milestone:
    """Return a follower moved by as many days as what it waits for."""
    return replace(follower, due=follower.due + (due - milestone.due))


def say_weeks(weeks: Sequence[WeekHours], most: int = 4) -> str:
    """Return weeks in words: `W49 11 of 8 h, W50 9 of 8 h and 3 more`."""
    named = [f"{w.week.label} {w.promised:.0f} of {w.available:.0f} h" for w in weeks[:most]]
    more = f" and {len(weeks) - most} more" if len(weeks) > most else ""
    return ", ".join(named) + more


def _overfull_weeks(
    planner: Planner, plan: Plan, then: Plan, until: dt.date
) -> tuple[list[WeekHours], list[WeekHours]]:
    """Return the weeks that a change fills beyond what there is, and those it frees."""
    first, last = planner.week, Week.of(until)
    weeks = [first.plus(n) for n in range(max(0, last - first) + 1)]
    settings = planner.settings
    look = (weeks, planner.today, settings.weekly_hours, settings.workdays)
    before, after = overfull(hours(plan, *look)), overfull(hours(then, *look))
    full, fuller = {w.week for w in before}, {w.week for w in after}
    return [w for w in after if w.week not in full], [w for w in before if w.week not in fuller]
