"""What moved in a period, in words that stages, screens, commands and documents share."""

from __future__ import annotations

from collections.abc import Mapping

from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure, say_band
from pmgoals.model.review import Decided
from pmgoals.model.shared import INDEX, WAY
from pmgoals.services.periods import GoalThen, MeasureThen, Period


def say_goal(then: GoalThen) -> list[str]:
    """Return what moved of a goal: its status, its way, its measures, its steps."""
    found = [say_way(then)]
    found += [say_measure(each) for each in then.measures]
    if then.done:
        found.append(f"Done: {', '.join(m.title for m in then.done)}.")
    if then.late:
        found.append(f"Late: {', '.join(f'{m.title} ({say_date(m.due)})' for m in then.late)}.")
    return found


def say_way(then: GoalThen) -> str:
    """Return `watch · 34 % to 41 % of the way, 53 % expected · confidence 6 to 5 · ...`."""
    parts: list[str] = [then.status]
    if then.way is not None:
        was = None if then.way_before is None else share(then.way_before)
        mark = "" if then.expected is None else f", {share(then.expected)} expected"
        parts.append(f"{_moved(was, share(then.way))} of the way{mark}")
    if then.confidence is not None:
        was = None if then.confidence_before is None else str(then.confidence_before)
        parts.append(f"confidence {_moved(was, str(then.confidence))}")
    if then.chance is not None:
        parts.append(f"{share(then.chance)} chance to reach it")
    if then.weeks:
        parts.append(f"{then.weeks_done} of {then.weeks} weeks checked in")
    return " · ".join(parts)


def say_measure(then: MeasureThen) -> str:
    """Return `activation: 31 % to 42.4 %, target 45 %`; of a guardrail, whether it holds."""
    measure = then.measure
    now = "no reading" if then.now is None else say_value(then.now, measure.unit)
    if measure.role == "guardrail":
        state = "broken" if then.broken else "holds"
        if measure.unit in (WAY, INDEX):
            return f"{measure.name}: {state}"
        return f"{measure.name}: {now}, {say_band(measure) or 'no limit'} ({state})"
    target = say_target(measure)
    moved = now
    if then.now is not None:
        moved = say_way_of(then.before, then.now, measure.unit).removeprefix("from ")
        moved = moved.removeprefix("to ")
    return f"{measure.name}: {moved}{f', {target}' if target else ''}"


def say_value(value: float, unit: str) -> str:
    """Return a value of a measure as a reader gets it: `42 %`, `57 % of the way`, `index 127`."""
    if unit == WAY:
        return f"{share(value / 100)} of the way"
    return f"index {value:g}" if unit == INDEX else say_amount(value, unit)


def say_way_of(before: float | None, now: float, unit: str) -> str:
    """Return `from 31 % to 42.4 %`, `from 20 % to 57 % of the way`, `from index 122 to 127`.

    Without a value before, or with the same, only `to 42.4 %`.
    """
    if before is None or before == now:
        return f"to {say_value(now, unit)}"
    if unit == WAY:
        return f"from {share(before / 100)} to {say_value(now, unit)}"
    end = f"{now:g}" if unit == INDEX else say_amount(now, unit)
    return f"from {say_value(before, unit)} to {end}"


def say_target(measure: Measure) -> str:
    """Return `target 45 %`; empty without one, and where the way covered says it all."""
    if measure.target is None or measure.unit == WAY:
        return ""
    number = f"{measure.target:g}" if measure.unit == INDEX else None
    return f"target {number or say_amount(measure.target, measure.unit)}"


def _moved(before: str | None, now: str) -> str:
    """Return `31 % to 42 %`, or what it still is."""
    return now if before is None or before == now else f"{before} to {now}"


def say_course(decided: Decided, goals: Mapping[str, Goal]) -> str:
    """Return `update “Lift activation”: cut the second cohort, by 15 Dec 2026`; "" to continue."""
    if decided.course == "continue":
        return ""
    goal = goals.get(decided.goal)
    name = f" “{goal.title}”" if goal else ""
    by = f", by {say_date(decided.by)}" if decided.by else ""
    return f"{decided.course}{name}: {decided.what}{by}"


def summary_of(facts: Period) -> str:
    """Return where the goals stand in one sentence, as a draft to be put in own words."""
    active = [then for then in facts.goals if then.goal.state == "active"]
    if not active:
        return ""
    new = sum(then.status == "new" for then in active)
    if new == len(active):
        return f"{new} goal{'s are' if new > 1 else ' is'} new."
    well = [then for then in active if then.status in ("on track", "done")]
    behind = [t for t in active if t.status in ("at risk", "watch")]
    here = " told of here" if facts.part else ""
    are = "is" if len(well) == 1 else "are"
    said = f"{len(well)} of {len(active)} goals{here} {are} on track"
    if new:
        said += f", {new} {'is' if new == 1 else 'are'} new"
    silent = sum(then.status == "stale" for then in active)
    if silent:
        said += f"; {silent} {'has' if silent == 1 else 'have'} had no check-in for two weeks"
    if behind:
        worst = min(behind, key=lambda t: (t.way or 0) - (t.expected or 0))
        said += f"; {worst.goal.title} is {worst.status}"
    return f"{said}."


def share(value: float) -> str:
    """Return a share as whole per cent."""
    return f"{round(value * 100)} %"
