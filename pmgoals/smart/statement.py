"""From a goal's fields back to one sentence, which the goal reader reads as the same fields."""

from __future__ import annotations

from pmgoals.model.amounts import say_amount, say_number, say_plain
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan
from pmgoals.smart.sketch import MeasureSketch, Sketch, sketch_of

_SIGNED = ("USD", "EUR", "GBP", "INR")
_VERBS = {"increase": "Raise", "decrease": "Reduce"}


def say(sketch: Sketch) -> str:
    """Return the goal as one sentence; behind a measure an ellipsis stands for a missing deadline.

    An objective keeps its own words, with its key results behind them, and a learning goal those
    that say what is to be learned.
    """
    results = [m for m in sketch.measures if m.role != "guardrail" and _is_said(m)]
    if sketch.method == "okr" and sketch.title:
        what = sketch.title.rstrip(" .:")
        if results:
            what += ": " + "; ".join(_lower_first(_measure(m)) for m in results)
    elif sketch.method == "learning" and sketch.title:
        what = sketch.title
    elif results and results[0] is sketch.main:
        what = _measure(results[0])
    else:
        what = sketch.title or "…"
    what = what.rstrip(".")
    if sketch.due is not None:
        day = say_date(sketch.due)
        return what if day in what else f"{what} by {day}"
    return what if what == sketch.title else f"{what} by …"


def sentence_of(goal: Goal, plan: Plan) -> str:
    """Return a committed goal as one sentence: the person's own, else said from its fields."""
    return goal.statement or say(sketch_of(goal, plan))


def _is_said(measure: MeasureSketch) -> bool:
    return bool(measure.name) and measure.target is not None


def _measure(measure: MeasureSketch) -> str:
    """Return a measure with its numbers as the words of a goal."""
    target = _amount(measure.target or 0.0, measure.unit)
    if measure.hold:
        return f"Keep {measure.name} {_side(measure)} {target}"
    if measure.baseline is None:
        return f"Bring {measure.name} to {target}"
    verb = _VERBS.get(measure.direction, "Move")
    shared = measure.unit.isalpha() and measure.unit not in _SIGNED
    start = _amount(measure.baseline, "" if shared else measure.unit)
    return f"{verb} {measure.name} from {start} to {target}"


def _side(measure: MeasureSketch) -> str:
    """Return on which side of its limit a measure is held."""
    if measure.high is not None and measure.low is None:
        return "under"
    return "above" if measure.low is not None and measure.high is None else "at"


def _amount(value: float, unit: str) -> str:
    """Return a number with its unit, to every digit it holds."""
    said = say_amount(value, unit)
    if abs(round(value, 2) - value) < 1e-9:
        return said
    return said.replace(say_number(abs(value)), say_plain(abs(value)), 1)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
