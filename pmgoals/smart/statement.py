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

    An objective keeps its own words, with its key results behind them, a learning goal those that
    say what is to be learned, and counted work its verb: nobody raises questions to 10.
    """
    results = _results(sketch)
    if sketch.method == "okr" and sketch.title:
        what = sketch.title.rstrip(" .:")
        if results:
            what += ": " + "; ".join(_lower_first(_measure(m)) for m in results)
    elif sketch.method == "learning" and sketch.title:
        what = sketch.title
    elif results and results[0] is sketch.main and not _is_work_as_said(sketch, results[0]):
        what = _measure(results[0])
    else:
        what = sketch.title or "…"
    what = what.rstrip(".")
    if sketch.due is not None:
        return _by(sketch, what)
    return what if what == sketch.title else f"{what} by …"


def own_words(sketch: Sketch) -> str:
    """Return the goal in the person's words, its title, with the day it is due."""
    title = sketch.title.rstrip(" .")
    if sketch.due is None or _holds_deadline(sketch):
        return title
    return _by(sketch, title)


def read_as(sketch: Sketch) -> str:
    """Return what the goal's measures come to; empty where its own words say just that."""
    results = _results(sketch)
    if not results or sketch.method == "learning":
        return ""
    if sketch.method != "okr":
        results = [m for m in results[:1] if m is sketch.main]
    moves = [_moves(m) for m in results]
    own = _bare(own_words(sketch))
    if all(_bare(move) in own for move in moves):
        return ""
    day = "" if sketch.due is None else f" by {say_date(sketch.due)}"
    return "; ".join(moves) + day


def said_beside(goal: Goal, plan: Plan) -> str:
    """Return what stands beside a committed goal's title; empty where neither says more.

    That is the person's own sentence, else how the goal is read.
    """
    if goal.statement:
        return "" if goal.statement == goal.title else goal.statement
    read = read_as(sketch_of(goal, plan))
    return f"Read as: {read}" if read else ""


def _results(sketch: Sketch) -> list[MeasureSketch]:
    return [m for m in sketch.measures if m.role != "guardrail" and _is_said(m)]


def _by(sketch: Sketch, what: str) -> str:
    """Return words with the day the goal is due, once.

    It stands where they say by when already: `by June, up from 2` is `by 30 Jun 2027, up from 2`.
    """
    day = say_date(sketch.due) if sketch.due else "…"
    if day in what:
        return what
    said = sketch.wording.reading.spans.get("deadline") if sketch.wording else None
    when = sketch.wording.text[slice(*said)].strip() if sketch.wording and said else ""
    before, found, after = what.partition(when) if when else (what, "", "")
    if not found:
        return f"{what} by {day}"
    lead = "By" if found[0].isupper() and not before else "by"
    return f"{before}{lead} {day}{after}"


def _holds_deadline(sketch: Sketch) -> bool:
    """Tell whether the title says in its own words by when: its reading was not cut off."""
    seen = sketch.wording.reading if sketch.wording else None
    if sketch.wording is None or seen is None or seen.deadline != sketch.due:
        return False
    span = seen.spans.get("deadline")
    return span is not None and sketch.wording.text[slice(*span)].strip() in sketch.title


def _is_work_as_said(sketch: Sketch, main: MeasureSketch) -> bool:
    """Tell whether the title counts a piece of work, with the very numbers of the measure.

    Where it does not say what is there today, that is nothing.
    """
    seen = sketch.wording.reading if sketch.wording else None
    if seen is None or seen.outcome != "output" or not sketch.title:
        return False
    said = (seen.metric, seen.baseline or 0.0, seen.target)
    return said == (main.name, main.baseline or 0.0, main.target)


def _bare(text: str) -> str:
    """Return a text as texts are compared: white space and case aside."""
    return "".join(text.split()).casefold()


def _is_said(measure: MeasureSketch) -> bool:
    return bool(measure.name) and measure.target is not None


def _measure(measure: MeasureSketch) -> str:
    """Return a measure with its numbers as the words of a goal."""
    verb = "Bring" if measure.baseline is None else _VERBS.get(measure.direction, "Move")
    return f"{'Keep' if measure.hold else verb} {_moves(measure)}"


def _moves(measure: MeasureSketch) -> str:
    """Return where a measure is to go: `setup rate from 48 % to 65 %`."""
    target = _amount(measure.target or 0.0, measure.unit)
    if measure.hold:
        return f"{measure.name} {_side(measure)} {target}"
    if measure.baseline is None:
        return f"{measure.name} to {target}"
    shared = measure.unit.isalpha() and measure.unit not in _SIGNED
    start = _amount(measure.baseline, "" if shared else measure.unit)
    return f"{measure.name} from {start} to {target}"


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
