"""Mends of too many goals, too full weeks, shared help, and what waits for what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations, islice, permutations

from pmgoals.model.calendar import say_date, say_span
from pmgoals.model.dependencies import Link
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.model.reflection import Priority
from pmgoals.services.align.levelling import SHIFTS, Move, make_room
from pmgoals.services.align.mend import (
    Ask,
    Case,
    Mend,
    Step,
    add,
    at_once,
    change,
    for_reason,
    quoted,
)
from pmgoals.services.service import needed
from pmgoals.smart.rules.achievable import GOALS_AT_ONCE

MOST_STEPS = 4
"""Milestones of a full week that are tried elsewhere, the largest first."""
MOST_CHOICES = 6
"""Goals that are offered to rest, or to be seen otherwise."""
LEAST_HOURS = 0.5
"""Hours a week below which giving a goal fewer is no use."""

# ---- focus and balance ----


def focus(case: Case) -> Iterator[Mend]:
    """P1: let as many goals rest as are too many, the ones that can wait longest first."""
    goals = [case.plan.goals[own] for own in case.finding.goals]
    count = len(goals) - GOALS_AT_ONCE
    waiting = sorted(goals, key=_can_wait, reverse=True)
    for chosen in islice(combinations(waiting, count), MOST_CHOICES):
        names = " and ".join(quoted(goal.title) for goal in chosen)
        steps = [change(goal, state="paused") for goal in chosen]
        yield at_once(f"rest-{'-'.join(g.id for g in chosen)}", f"Let {names} rest", "", *steps)


def _can_wait(goal: Goal) -> tuple[bool, dt.date]:
    return goal.commitment == "aspirational", goal.due or dt.date.max


def balance(case: Case) -> Iterator[Mend]:
    """P2: see goals as what they are; a goal of the kind that is missing is written anew."""
    goals = [case.plan.goals[own] for own in case.finding.goals]
    kinds = case.finding.about
    for chosen in islice(permutations(goals, len(kinds)), MOST_CHOICES):
        pairs = list(zip(chosen, kinds, strict=True))
        label = "See " + " and ".join(f"{quoted(goal.title)} as {kind}" for goal, kind in pairs)
        steps = [change(goal, kind=kind) for goal, kind in pairs]
        key = "-".join(goal.id for goal in chosen)
        yield at_once(f"kind-{key}", label, "seen rightly", *steps)


def not_doing(case: Case) -> Iterator[Mend]:
    """P4: write down what is left alone on purpose."""
    example = "The conference season"
    rank = max((other.rank for other in case.plan.not_doing), default=0) + 1
    yield Mend(
        "add",
        "Write down what is left alone",
        "",
        lambda text: [
            add(
                Priority,
                title=needed(text, "The item", example, field="text"),
                rank=rank,
                not_doing=True,
            )
        ],
        Ask("Not doing", example),
    )


# ---- hours ----


def full_weeks(case: Case) -> Iterator[Mend]:
    """P8: move one thing that falls due, let one goal rest, or as many moves as it takes."""
    plan, today = case.plan, case.planner.today
    goals = [plan.goals[own] for own in case.finding.goals]
    steps = [m for goal in goals for m in plan.milestones_of(goal.id) if m.is_open and m.effort]
    largest = sorted(steps, key=lambda step: -(step.effort or 0.0))[:MOST_STEPS]
    for weeks in SHIFTS:
        for step in largest:
            due = max(step.due, today) + dt.timedelta(weeks=weeks)
            if (plan.goals[step.goal].due or due) >= due:
                label = f"Move {quoted(step.title)} to {say_date(due)}"
                told = f"{say_span(due - step.due)} later"
                yield at_once(f"move-{step.id}", label, told, change(step, due=due))
    for goal in goals[:MOST_CHOICES]:
        yield at_once(f"rest-{goal.id}", f"Let {quoted(goal.title)} rest", "", _rest(goal))
    later, resting = make_room(case, resting=False), make_room(case, resting=True)
    pair = [_room("room", later), _room("room-resting", resting)]
    if any(move.passes for move in later):
        pair.reverse()  # what ends within its theme is the milder way
    for found in pair:
        yield from found


def _room(key: str, moves: Sequence[Move]) -> Iterator[Mend]:
    """Offer the moves that together make room; a goal that gets more time asks why."""
    if moves:
        told = "; ".join(move.said for move in moves)
        label = f"Make room with {len(moves)} moves" if len(moves) > 1 else "Make room"
        steps = [step for move in moves for step in move.steps]
        eases = any(isinstance(step.record, Goal) and "due" in step.fields for step in steps)
        yield (for_reason if eases else at_once)(key, label, told, *steps)


def _rest(goal: Goal) -> Step:
    return change(goal, state="paused")


def overbooked(case: Case) -> Iterator[Mend]:
    """P16: fewer hours for one goal or for each, or a goal rests."""
    goals = [case.plan.goals[own] for own in case.finding.goals]
    there = case.planner.settings.weekly_hours
    given = [goal for goal in goals if goal.hours_week]
    over = sum(goal.hours_week or 0.0 for goal in given) - there
    for goal in given:
        left = round((goal.hours_week or 0.0) - over, 1)
        if left >= LEAST_HOURS:
            label = f"Give {quoted(goal.title)} {left:g} h a week"
            told = f"instead of {goal.hours_week:g}"
            yield at_once(f"less-{goal.id}", label, told, change(goal, hours_week=left))
    share = there / (there + over) if there + over > 0 else 0.0
    cut = [(goal, int((goal.hours_week or 0.0) * share * 10) / 10) for goal in given]
    if all(hours >= LEAST_HOURS for _, hours in cut):
        steps = [change(goal, hours_week=hours) for goal, hours in cut]
        told = ", ".join(f"{hours:g} h" for _, hours in cut)
        yield at_once("less", "Give each of them less", told, *steps)
    for goal in goals[:MOST_CHOICES]:
        yield at_once(f"rest-{goal.id}", f"Let {quoted(goal.title)} rest", "", _rest(goal))


# ---- shared resources ----


def promised_twice(case: Case) -> Iterator[Mend]:
    """P9: say which goal has the resource first; the others say so."""
    (resource,) = case.finding.about
    goals = [case.plan.goals[own] for own in case.finding.goals]
    for goal in goals:
        until = f" until {say_date(goal.due)}" if goal.due else ""
        said = f"{resource}: first for {goal.title}{until}"
        steps = [
            change(
                other,
                promised_elsewhere="; ".join(filter(None, (other.promised_elsewhere, said))),
            )
            for other in goals
            if other.id != goal.id
        ]
        label = f"First for {quoted(goal.title)}"
        told = "the other says so" if len(steps) == 1 else "the others say so"
        yield at_once(f"first-{goal.id}", label, told, *steps)
    for goal in goals:
        yield at_once(f"rest-{goal.id}", f"Let {quoted(goal.title)} rest", "", _rest(goal))


# ---- dependencies ----


def late(case: Case) -> Iterator[Mend]:
    """P12: move what waits, or what it waits for; say that the one is done, or not needed."""
    plan, today = case.plan, case.planner.today
    steps = plan.alive(Milestone)
    own, *others = case.finding.about
    first: Milestone | Goal = steps.get(own) or plan.goals[own]
    waiting = [steps[each] for each in others]
    there = max(first.due or today, today)
    if isinstance(first, Milestone) and first.due < today:
        yield at_once(
            "done", f"Mark {quoted(first.title)} done", "today", change(first, done_on=today)
        )
    moved = [change(step, due=there) for step in waiting if step.due < there]
    label = f"Move what waits to {say_date(there)}"
    told = " and ".join(quoted(step.title) for step in waiting)
    yield at_once("wait", label, told, *moved)
    earliest = min(step.due for step in waiting)
    if earliest >= today and isinstance(first, Milestone):
        label = f"Bring {quoted(first.title)} forward to {say_date(earliest)}"
        yield at_once("forward", label, "", change(first, due=earliest))
    unlinked = [_unlink(step, own) for step in waiting if Link(step, first).days_short(today)]
    label = "They can begin without it" if len(unlinked) > 1 else "It can begin without it"
    yield at_once("unlink", label, f"no longer waits for {quoted(first.title)}", *unlinked)


def circle(case: Case) -> Iterator[Mend]:
    """P13: take one link out of the circle."""
    plan, about = case.plan, case.finding.about
    steps = plan.alive(Milestone)
    for own, after in zip(about, (*about[1:], about[0]), strict=True):
        step = steps.get(own)
        if step is not None and after in step.depends_on:
            other = steps.get(after) or plan.goals[after]
            label = f"Begin {quoted(step.title)} without {quoted(other.title)}"
            yield at_once(f"unlink-{own}", label, "", _unlink(step, after))


def _unlink(step: Milestone, first: str) -> Step:
    return change(step, depends_on=[own for own in step.depends_on if own != first])
