"""From a goal's fields back to one sentence."""

from __future__ import annotations

from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan
from pmgoals.smart.sketch import MeasureSketch, Sketch, sketch_of

_VERBS = {"increase": "Raise", "decrease": "Reduce", "reach": "Reach", "maintain": "Keep"}


def say(sketch: Sketch) -> str:
    """Return the goal as one sentence; an ellipsis stands for a missing deadline."""
    main = sketch.main
    if main is None or not main.name or main.target is None:
        what = sketch.title or "…"
    else:
        what = _measure(main)
    what = what.rstrip(".")
    if sketch.due is not None:
        day = say_date(sketch.due)
        return what if day in what else f"{what} by {day}"
    return what if what == sketch.title else f"{what} by …"


def sentence_of(goal: Goal, plan: Plan) -> str:
    """Return a committed goal as one sentence: the person's own, else said from its fields."""
    return goal.statement or say(sketch_of(goal, plan))


def _measure(measure: MeasureSketch) -> str:
    target = say_amount(measure.target or 0.0, measure.unit)
    if measure.baseline is None:
        return (
            f"Reach {target} {measure.name}"
            if measure.unit
            else f"Bring {measure.name} to {target}"
        )
    verb = _VERBS[measure.direction]
    return f"{verb} {measure.name} from {say_amount(measure.baseline, measure.unit)} to {target}"
