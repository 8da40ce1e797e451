"""What moved in a period, in words that stages, screens, commands and documents share."""

from __future__ import annotations

from collections.abc import Mapping

from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal
from pmgoals.model.measure import say_band
from pmgoals.model.review import Decided
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
    now = "no reading" if then.now is None else say_amount(then.now, measure.unit)
    if measure.role == "guardrail":
        state = "broken" if then.broken else "holds"
        return f"{measure.name}: {now}, {say_band(measure) or 'no limit'} ({state})"
    of = measure.target
    target = "" if of is None else f", target {say_amount(of, measure.unit)}"
    known = then.before is not None and then.now is not None
    moved = _moved(say_amount(then.before or 0.0, measure.unit), now) if known else now
    return f"{measure.name}: {moved}{target}"


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
    said = f"{len(well)} of {len(active)} goals {'is' if len(well) == 1 else 'are'} on track"
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
