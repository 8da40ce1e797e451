"""Carrying a goal over into the next quarter: graded and closed in one, begun again in the other.

OKR practice copies what goes on instead of moving its deadline, so that each quarter has its grade.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from pmgoals.model.calendar import Quarter, say_date
from pmgoals.model.goal import Decision, Goal, IfThen
from pmgoals.model.measure import Measure
from pmgoals.services.ledger import record
from pmgoals.services.service import quoted
from pmgoals.storage.store import Transaction

CARRIED: tuple[Decision, ...] = ("keep", "change")
"""Decisions with which a goal that ends in the quarter goes on in the next one."""

OF_THE_CLOSED = (
    "state",
    "grade",
    "closed_on",
    "decision",
    "closing_note",
    "original_due",
    "review_on",
)
"""Fields of a goal that stay with the one that was closed."""

OF_THE_RECORD = ("id", "created", "updated", "zone", "deleted")
"""Fields that every record has of its own."""


def goes_over(goal: Goal, decision: Decision, end: dt.date) -> bool:
    """Tell whether a decision carries a goal over: it ends by the quarter's end and goes on."""
    return decision in CARRIED and goal.due is not None and goal.due <= end


def carry_over(tx: Transaction, goal: Goal, into: Quarter, today: dt.date) -> Goal:
    """Begin a goal again in a quarter, from where it stands; the caller closes the first one.

    Measures start at their latest value; what is open of its milestones goes along, a quarter
    later where its day would be over. Goals below it and what waits for it follow.
    """
    old = tx.plan.goals[goal.id]
    fields = {key: value for key, value in _fields(old).items() if key not in OF_THE_CLOSED}
    fields |= {"start": into.start, "due": into.end, "continues": old.id}
    new = tx.add(Goal, **fields)
    for measure in tx.plan.measures_of(old.id):
        _begin_again(tx, measure, new)
    for plan in tx.plan.if_then_of(old.id):
        tx.add(IfThen, goal=new.id, cue=plan.cue, response=plan.response)
    for milestone in [m for m in tx.plan.milestones_of(old.id) if m.is_open]:
        due = milestone.due if milestone.due >= into.start else min(into.end, _later(milestone.due))
        tx.change(milestone, goal=new.id, due=due)
        if due != milestone.due:
            said = (f"due of {milestone.title}", say_date(milestone.due), say_date(due))
            record(tx, new.id, today, said, "carried over", eased=True)
    for waiting in list(tx.plan.waiting_for.get(old.id, [])):
        links = [new.id if name == old.id else name for name in waiting.depends_on]
        tx.change(waiting, depends_on=links)
    for below in list(tx.plan.goals_below(old.id)):
        if below.state != "closed":
            tx.change(below, parent=new.id)
    said = ("carried over", f"{quoted(old.title)}, due {_day(old)}", f"due {_day(new)}")
    record(tx, new.id, today, said, "goes on in the next quarter", eased=True)
    return new


def _begin_again(tx: Transaction, measure: Measure, goal: Goal) -> None:
    readings = tx.plan.readings_of(measure.id)
    fields = _fields(measure) | {"goal": goal.id, "original_target": None}
    way = measure.role != "guardrail" and measure.direction != "maintain"
    if readings and way and readings[-1].value != measure.target:
        fields["baseline"] = readings[-1].value
    tx.add(Measure, **fields)


def _fields(record: Goal | Measure) -> dict[str, object]:
    every = msgspec.structs.asdict(record)
    return {name: value for name, value in every.items() if name not in OF_THE_RECORD}


def _later(day: dt.date) -> dt.date:
    """Return the day a quarter of 13 weeks later: the same weekday."""
    return day + dt.timedelta(weeks=13)


def _day(goal: Goal) -> str:
    return say_date(goal.due) if goal.due else "open"
