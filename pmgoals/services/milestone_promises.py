"""What a milestone promises: which changes of it weaken that, and need a reason."""

from __future__ import annotations

import datetime as dt

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import say_date, say_span
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.services.ledger import record
from pmgoals.services.promises import asks_less
from pmgoals.services.service import quoted
from pmgoals.storage.store import Transaction

LATER = (
    "{title} would come {days} later; that needs a reason.",
    "Say in one line why it moves. The first date is kept in the ledger.",
)
"""What is said of a later date without a reason."""

EASIER = (
    "{title} would ask less of {metric}; that needs a reason.",
    "Say in one line why. The first target is kept in the ledger.",
)
"""What is said of an easier target without a reason."""


def needs_reason(before: Milestone, after: Milestone, main: Measure | None, today: dt.date) -> bool:
    """Tell whether a change of a milestone is to have a reason.

    A later date is, and a target that asks less; what is done, and what was written today, can be
    put right as it is.
    """
    if not before.is_open or before.created.date() >= today:
        return False
    return after.due > before.due or eases(before, after, main)


def moved(before: Milestone, due: dt.date, today: dt.date) -> Milestone:
    """Return a milestone on another day; the first day it was promised for is kept beside it.

    A day that is put right on the day it was written was no promise yet.
    """
    was_promised = due != before.due and before.created.date() < today
    first = before.original_due or (before.due if was_promised else None)
    return msgspec.structs.replace(before, due=due, original_due=first)


def record_changes(
    tx: Transaction, before: Milestone, after: Milestone, today: dt.date, reason: str
) -> None:
    """Put what changed of a milestone's promise into its goal's ledger.

    BadInput for a change that needs a reason and has none.
    """
    main = tx.plan.main_measure_of(before.goal)
    if not reason.strip() and needs_reason(before, after, main, today):
        raise _missing(before, after, main)
    title = quoted(before.title)
    if after.due != before.due:
        said = (f"date of {title}", say_date(before.due), say_date(after.due))
        record(tx, before.goal, today, said, reason, eased=after.due > before.due)
    if after.target != before.target and before.target is not None:
        unit = tx.plan.unit_of(before.goal)
        said = (f"target of {title}", say_amount(before.target, unit), _said(after.target, unit))
        record(tx, before.goal, today, said, reason, eased=eases(before, after, main))


def eases(before: Milestone, after: Milestone, main: Measure | None) -> bool:
    """Tell whether a milestone asks less of its goal's main measure than it did."""
    if before.target is None or after.target == before.target:
        return False
    if after.target is None:
        return True
    return main is not None and asks_less(main, before.target, after.target)


def _missing(before: Milestone, after: Milestone, main: Measure | None) -> BadInput:
    """Return what to say of a change without the reason it needs."""
    title = quoted(before.title)
    if after.due > before.due:
        what, mend = LATER
        days = say_span(after.due - before.due)
        return BadInput(what.format(title=title, days=days), mend, field="reason")
    what, mend = EASIER
    metric = main.name if main else "it"
    return BadInput(what.format(title=title, metric=metric), mend, field="reason")


def _said(value: float | None, unit: str) -> str:
    return "none" if value is None else say_amount(value, unit)
