"""What a milestone promises: which changes of it weaken that, and need a reason."""

from __future__ import annotations

import datetime as dt

from pmgoals.errors import BadInput
from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import say_date
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.services.ledger import record
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


def needs_reason(
    before: Milestone, after: Milestone, main: Measure | None, today: dt.date
) -> BadInput | None:
    """Return what to say when a change is to have a reason, None when it needs none.

    A later date does, and a target nearer to the start; what is done, and what was written today,
    can be put right as it is.
    """
    if before.done_on is not None or before.created.date() >= today:
        return None
    title = quoted(before.title)
    if after.due > before.due:
        what, mend = LATER
        return BadInput(what.format(title=title, days=say_days(after.due - before.due)), mend)
    if eases(before, after, main):
        what, mend = EASIER
        return BadInput(what.format(title=title, metric=main.name if main else "it"), mend)
    return None


def record_changes(
    tx: Transaction, before: Milestone, after: Milestone, today: dt.date, reason: str
) -> None:
    """Put what changed of a milestone's promise into its goal's ledger.

    BadInput for a change that needs a reason and has none.
    """
    main = tx.plan.main_measure_of(before.goal)
    missing = needs_reason(before, after, main, today)
    if missing and not reason.strip():
        raise missing
    title = quoted(before.title)
    if after.due != before.due:
        said = (f"date of {title}", say_date(before.due), say_date(after.due))
        record(tx, before.goal, today, said, reason, eased=after.due > before.due)
    if after.target != before.target and before.target is not None:
        unit = main.unit if main else ""
        said = (f"target of {title}", say_amount(before.target, unit), _said(after.target, unit))
        record(tx, before.goal, today, said, reason, eased=eases(before, after, main))


def eases(before: Milestone, after: Milestone, main: Measure | None) -> bool:
    """Tell whether a milestone asks less of its goal's main measure than it did."""
    if before.target is None or after.target == before.target:
        return False
    if after.target is None:
        return True
    falling = main is not None and main.direction == "decrease"
    return after.target > before.target if falling else after.target < before.target


def say_days(span: dt.timedelta) -> str:
    """Return a length of time as `1 day`, `10 days` or `13 weeks`."""
    if span.days % 7 == 0 and span.days >= 14:
        return f"{span.days // 7} weeks"
    return "1 day" if span.days == 1 else f"{span.days} days"


def _said(value: float | None, unit: str) -> str:
    return "none" if value is None else say_amount(value, unit)
