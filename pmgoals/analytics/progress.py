"""How far a goal has come, and how far it should have: shares of the way, never opinions.

A goal is made of parts: its measures; without any reading its milestones; without those the goals
below it. Each part has what it covered and what was expected of it by the same day, and both are
put together by the same rule, so that they can be compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan

Rollup = Literal["weighted", "average", "weakest"]
"""How the parts of a goal are put together: by their weight, each alike, or the least one."""


FARTHEST = 1e6
"""Ways covered beyond which the number says nothing more; a target next to its start makes them."""


class Part(msgspec.Struct, frozen=True):
    """One part of a goal on a day."""

    weight: float
    """Its share among the parts, above 0."""
    covered: float
    """The way it has covered, not clamped."""
    expected: float
    """The way expected of it, 0.0 to 1.0."""


# ---- a measure ----


def measure_progress(
    measure: Measure, readings: Sequence[Reading], day: dt.date | None = None
) -> float | None:
    """Return the way a measure has covered, not clamped; None without a reading or a target.

    A measure without a baseline counts from its first reading; one that is there or not is 1.0 once
    it is there.
    A level to be kept counts the share of the time, from the first reading to `day` (by default
    the last reading's), that it was inside its band; a value holds until the next one.
    """
    if not readings:
        return None
    if measure.direction == "maintain":
        return _share_inside(measure, readings, day or readings[-1].on)
    if measure.target is None:
        return None
    start = start_of(measure, readings)
    if measure.target == start:
        return 1.0 if readings[-1].value == measure.target else 0.0
    way = (readings[-1].value - start) / (measure.target - start)
    return min(FARTHEST, max(-FARTHEST, way))


def start_of(measure: Measure, readings: Sequence[Reading]) -> float:
    """Return where a measure's way starts: its baseline, else its first reading, else zero."""
    if measure.baseline is not None:
        return measure.baseline
    return readings[0].value if readings else 0.0


def inside(measure: Measure, value: float) -> bool:
    """Tell whether a value lies in the measure's band; open edges hold everything."""
    low = measure.low if measure.low is not None else value
    high = measure.high if measure.high is not None else value
    return low <= value <= high


def guardrail_broken(measure: Measure, readings: Sequence[Reading]) -> bool:
    """Tell whether a guardrail's latest reading lies outside its band."""
    return (
        measure.role == "guardrail" and bool(readings) and not inside(measure, readings[-1].value)
    )


def is_event(measure: Measure, readings: Sequence[Reading] = ()) -> bool:
    """Tell whether a measure is a thing that is there or not: from nothing to one, never between.

    Of such a thing nothing is expected before its day, and no trend is drawn.
    """
    if measure.target != 1.0 or measure.baseline not in (None, 0.0) or measure.unit == "%":
        return False
    return all(reading.value in (0.0, 1.0) for reading in readings)


def _share_inside(measure: Measure, readings: Sequence[Reading], until: dt.date) -> float:
    days = good = 0
    ends = [*(reading.on for reading in readings[1:]), max(until, readings[-1].on)]
    for reading, end in zip(readings, ends, strict=True):
        span = (end - reading.on).days
        days += span
        good += span * inside(measure, reading.value)
    return good / days if days else float(inside(measure, readings[-1].value))


class Speed(msgspec.Struct, frozen=True):
    """How fast a measure goes, and how fast it would have to, in its unit a week."""

    so_far: float
    """Change a week since the start; below 0 when it falls."""
    needed: float
    """Change a week from the latest reading to the target on the last day."""


def speed(
    measure: Measure, readings: Sequence[Reading], start: dt.date, due: dt.date, today: dt.date
) -> Speed | None:
    """Return how fast a measure has to go from here.

    None for a level to be held, a thing that is there or not, once the target is reached, with less
    than a week behind or before it, and without a reading after the start.
    """
    if measure.target is None or measure.direction == "maintain" or is_event(measure, readings):
        return None
    seen = [reading for reading in readings if reading.on <= today]
    if not seen or (measure_progress(measure, seen) or 0.0) >= 1.0:
        return None
    last, left = seen[-1], (due - today).days / 7
    passed = (last.on - start).days / 7
    if left < 1 or passed < 1:
        return None
    way = last.value - start_of(measure, seen)
    return Speed(way / passed, (measure.target - last.value) / left)


# ---- a goal ----


class Standing(msgspec.Struct, frozen=True):
    """How far a goal has come on a day, and how far it should have."""

    covered: float | None
    """The way covered, not clamped; None without any data."""
    expected: float | None
    """The way expected by then, 0.0 to 1.0; None without a deadline."""


def standing(goal: Goal, plan: Plan, day: dt.date, rollup: Rollup = "weighted") -> Standing:
    """Return how far a goal has come on a day, and how far it should have.

    Expected is the way along the milestones' target values where they are set, else even in time; a
    goal without a numeric measure is expected to have done the milestones that are due, a level to
    be held to be inside its band all the time.
    """
    found = _parts(goal, plan, day, rollup, frozenset())
    if found:
        part = _together(found, rollup)
        return Standing(part.covered, None if goal.due is None else part.expected)
    if goal.due is None:
        return Standing(None, None)
    main = plan.main_measure_of(goal.id)
    if main is None or main.target is None:
        return Standing(None, share_of_time(goal.start, goal.due, day))
    return Standing(None, _expected_of(main, goal, plan, day))


def progress(goal: Goal, plan: Plan, day: dt.date, rollup: Rollup = "weighted") -> float | None:
    """Return the way a goal has covered on a day, not clamped; None without any data."""
    return standing(goal, plan, day, rollup).covered


def expected(goal: Goal, plan: Plan, today: dt.date, rollup: Rollup = "weighted") -> float | None:
    """Return the progress expected by a day, 0.0 to 1.0; None without a deadline."""
    return standing(goal, plan, today, rollup).expected


def _parts(
    goal: Goal, plan: Plan, day: dt.date, rollup: Rollup, above: frozenset[str]
) -> list[Part]:
    """Return the parts of a goal of which something is known."""
    found = [
        part
        for measure in plan.measures_of(goal.id)
        if measure.role != "guardrail" and (part := _measure_part(measure, goal, plan, day))
    ]
    milestones = plan.milestones_of(goal.id)
    if found or milestones:
        return found or [_milestones_part(milestones, day)]
    below = [g for g in plan.goals_below(goal.id) if g.decision != "drop" and g.id not in above]
    return [p for g in below if (p := _goal_part(g, plan, day, rollup, above | {goal.id}))]


def _measure_part(measure: Measure, goal: Goal, plan: Plan, day: dt.date) -> Part | None:
    readings = plan.readings_of(measure.id, day)
    covered = measure_progress(measure, readings, day)
    if covered is None:
        return None
    milestones = plan.milestones_of(goal.id)
    if is_event(measure, readings) and milestones and covered < 1.0:
        # what leads there is all that can be seen
        covered = max(covered, _milestones_part(milestones, day).covered)
    return Part(measure.weight, covered, _expected_of(measure, goal, plan, day))


def _milestones_part(milestones: Sequence[Milestone], day: dt.date) -> Part:
    whole = sum(m.weight for m in milestones)
    done = sum(m.weight for m in milestones if m.done_on and m.done_on <= day)
    due = sum(m.weight for m in milestones if m.due <= day)
    return Part(1.0, done / whole, due / whole)


def _goal_part(
    goal: Goal, plan: Plan, day: dt.date, rollup: Rollup, above: frozenset[str]
) -> Part | None:
    """Return a goal as a part of the one above it; a closed one counts with its grade."""
    if goal.state == "closed" and goal.grade is not None:
        return Part(1.0, goal.grade, 1.0)
    found = _parts(goal, plan, day, rollup, above)
    if not found:
        return None
    part = _together(found, rollup)
    return Part(1.0, min(1.0, max(0.0, part.covered)), part.expected)


def _together(parts: Sequence[Part], rollup: Rollup) -> Part:
    """Return the parts as one. Of several none makes up for another by more than its whole."""
    if len(parts) == 1:
        return parts[0]
    clamped = [Part(p.weight, min(1.0, max(0.0, p.covered)), p.expected) for p in parts]
    if rollup == "weakest":
        return min(clamped, key=lambda p: (p.covered, -p.expected))
    weights = [1.0 if rollup == "average" else p.weight for p in clamped]
    whole = sum(weights)
    covered = sum(w * p.covered for w, p in zip(weights, clamped, strict=True)) / whole
    wanted = sum(w * p.expected for w, p in zip(weights, clamped, strict=True)) / whole
    return Part(whole, covered, wanted)


# ---- what is expected ----


def _expected_of(measure: Measure, goal: Goal, plan: Plan, today: dt.date) -> float:
    """Return the way that a measure should have covered by a day."""
    if goal.due is None:
        return 0.0
    if measure.direction == "maintain":
        return 1.0
    main = plan.main_measure_of(goal.id)
    own = main is not None and main.id == measure.id
    if is_event(measure, plan.readings_of(measure.id, today)):
        milestones = plan.milestones_of(goal.id)
        return (
            _milestones_part(milestones, today).expected
            if milestones
            else (1.0 if today >= goal.due else 0.0)
        )
    start = start_of(measure, plan.readings_of(measure.id, today))
    milestones = plan.milestones_of(goal.id) if own else []
    return along(waypoints(goal, measure, milestones, start), today)


def share_of_time(start: dt.date, due: dt.date, today: dt.date) -> float:
    """Return the share of the span from start to due that is over, 0.0 to 1.0."""
    if due <= start:
        return 1.0 if today >= due else 0.0
    return min(1.0, max(0.0, (today - start) / (due - start)))


def waypoints(
    goal: Goal, measure: Measure, milestones: Sequence[Milestone], start: float
) -> list[tuple[dt.date, float]]:
    """Return the days and shares (0.0 to 1.0) the way should pass, from (start, 0) to (due, 1).

    `milestones` are in order of their days, with targets in the measure's unit where they have
    some; `start` is the value at share 0. A goal without a deadline is due on its start.
    """
    way = (measure.target or 0.0) - start
    due = goal.due or goal.start
    between = [
        (milestone.due, max(0.0, min(1.0, (milestone.target - start) / way)))
        for milestone in milestones
        if milestone.target is not None and way and goal.start < milestone.due < due
    ]
    return [(goal.start, 0.0), *between, (due, 1.0)]


def along(points: Sequence[tuple[dt.date, float]], today: dt.date) -> float:
    """Return the share at a day, even between two waypoints."""
    if today <= points[0][0] and today < points[-1][0]:
        return points[0][1]
    for before, after in pairwise(points):
        if today < after[0]:
            part = share_of_time(before[0], after[0], today)
            return before[1] + part * (after[1] - before[1])
    return points[-1][1]
