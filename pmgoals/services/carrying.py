"""Carrying a goal over into the next quarter: graded and closed in one, begun again in the other.

OKR practice copies what goes on instead of moving its deadline, so that each quarter has its grade.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from pmgoals.model.calendar import Quarter, say_date
from pmgoals.model.goal import CARRIED_OVER, Decision, Goal, IfThen
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.services.ledger import record
from pmgoals.services.milestone_promises import moved
from pmgoals.services.service import quoted
from pmgoals.storage.store import Transaction

CARRIED: tuple[Decision, ...] = ("keep", "change")
"""Decisions with which a goal that ends in the quarter goes on in the next one."""

OF_THE_CLOSED = (
    "grade",
    "closed_on",
    "decision",
    "closing_note",
    "original_due",
    "review_on",
)
"""Fields of a goal that stay with the one that was closed."""

A_QUARTER = dt.timedelta(weeks=13)
"""How much later a milestone is due that is taken along: the same weekday."""

OF_THE_RECORD = ("id", "created", "updated", "zone", "deleted")
"""Fields that every record has of its own."""


def goes_over(goal: Goal, decision: Decision, end: dt.date) -> bool:
    """Tell whether a decision carries a goal over: it ends by the quarter's end and goes on."""
    return decision in CARRIED and goal.due is not None and goal.due <= end


def carry_over(
    tx: Transaction, goals: Sequence[Goal], into: Quarter, today: dt.date
) -> dict[str, Goal]:
    """Begin goals again in a quarter, from where they stand; return the new ones by the old ids.

    The caller closes the first ones. Measures start at their latest value; what is open of the
    milestones goes along, quarters later where its day would be over. Goals below them and what
    waits for them follow; those that are carried together keep to each other.
    """
    olds = [tx.plan.goals[goal.id] for goal in goals]
    news = {old.id: _begun(tx, old, into) for old in olds}
    for old in olds:
        new = news[old.id]
        if old.parent in news:
            tx.change(new, parent=news[old.parent].id)
        for measure in tx.plan.measures_of(old.id):
            _begin_again(tx, measure, new)
        for plan in tx.plan.if_then_of(old.id):
            begun = {"goal": new.id, "cue": plan.cue, "response": plan.response}
            tx.add_following(IfThen, (plan.id, new.id), **begun)
        for milestone in [m for m in tx.plan.milestones_of(old.id) if m.is_open]:
            _take_along(tx, milestone, new, into, today)
        for below in tx.plan.goals_below(old.id):
            if below.state != "closed" and below.id not in news:
                tx.change(below, parent=new.id)
        said = (CARRIED_OVER, f"{quoted(old.title)}, due {_day(old)}", f"due {_day(new)}")
        record(tx, new.id, today, said, "goes on in the next quarter", eased=True)
    waiting = {m.id: m for old in olds for m in tx.plan.waiting_for.get(old.id, [])}
    for milestone in waiting.values():
        links = [news[name].id if name in news else name for name in milestone.depends_on]
        tx.change(milestone, depends_on=links)
    return news


def _begun(tx: Transaction, old: Goal, into: Quarter) -> Goal:
    fields = {key: value for key, value in _fields(old).items() if key not in OF_THE_CLOSED}
    fields |= {"start": into.start, "due": into.end, "continues": old.id}
    return tx.add_following(Goal, (old.id, str(into.start)), **fields)


def _take_along(
    tx: Transaction, milestone: Milestone, goal: Goal, into: Quarter, today: dt.date
) -> None:
    """Give a milestone to the new goal, on a day of the quarter when its own would be over."""
    due = milestone.due
    while due < into.start:
        due += A_QUARTER
    due = milestone.due if due == milestone.due else min(due, into.end)
    then = moved(milestone, due, today)
    tx.change(milestone, goal=goal.id, due=then.due, original_due=then.original_due)
    if due != milestone.due:
        said = (f"due of {milestone.title}", say_date(milestone.due), say_date(due))
        record(tx, goal.id, today, said, CARRIED_OVER, eased=True)


def _begin_again(tx: Transaction, measure: Measure, goal: Goal) -> None:
    readings = tx.plan.readings_of(measure.id)
    fields = _fields(measure) | {"goal": goal.id, "original_target": None}
    if readings and _is_on_the_way(measure, readings[-1].value):
        fields["baseline"] = readings[-1].value
    tx.add_following(Measure, (measure.id, goal.id), **fields)


def _is_on_the_way(measure: Measure, value: float) -> bool:
    """Tell whether a value is one to start from: the target still lies ahead of it."""
    if measure.role == "guardrail" or measure.direction == "maintain" or measure.target is None:
        return False
    if measure.baseline is None:
        return value != measure.target
    return (measure.target - value) * (measure.target - measure.baseline) > 0


def _fields(record: Goal | Measure) -> dict[str, object]:
    every = msgspec.structs.asdict(record)
    return {name: value for name, value in every.items() if name not in OF_THE_RECORD}


def _day(goal: Goal) -> str:
    return say_date(goal.due) if goal.due else "open"
