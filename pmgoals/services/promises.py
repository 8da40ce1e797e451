"""What a measure promises: which changes of it weaken that, and need a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.amounts import Amount, converted, is_known_unit, say_amount
from pmgoals.model.measure import Measure, say_band
from pmgoals.services.ledger import record
from pmgoals.services.measure_fields import lower_is_better
from pmgoals.storage.store import Transaction


class Change(msgspec.Struct, frozen=True):
    """One change of what a measure promises."""

    field: str
    """A key of what is said when it is eased: `target`, `baseline`, `role` ..."""
    before: str
    """What stood there, in words."""
    after: str
    """What stands there now, in words."""
    eased: bool
    """Whether it makes the measure easier."""


_EASINGS = {
    "way": (
        "{name} would only have to be held, not reached; that needs a reason.",
        "Say why it becomes a level to be kept. What was promised is kept beside it.",
    ),
    "unit": (
        "Another unit changes what {name} promises; that needs a reason.",
        "Say why, or write its numbers anew in that unit.",
    ),
    "limits": (
        "The limits of {name} would become wider; that needs a reason.",
        "Say why they change. The original is kept beside it.",
    ),
    "role": (
        "The goal would no longer have to reach {name}; that needs a reason.",
        "Say why it becomes a guardrail. What was promised is kept beside it.",
    ),
    "baseline": (
        "A changed start of {name} would shorten the way; that needs a reason.",
        "Say why it changes, or take a reading: that is how progress is kept.",
    ),
    "target": (
        "The target of {name} would become easier; that needs a reason.",
        "Say why it changes. The original is kept beside it.",
    ),
}
"""What is said of a change that makes a measure easier without a reason, by field."""


def record_changes(
    tx: Transaction, before: Measure, after: Measure, today: dt.date, reason: str
) -> None:
    """Put what changed of a measure's promise into its goal's ledger.

    BadInput for a change that makes it easier without a reason.
    """
    for change in changes(before, after):
        _record(tx, before, change, today, reason)


def record_end(tx: Transaction, measure: Measure, today: dt.date, reason: str) -> None:
    """Put the end of a measure into its goal's ledger, when it had a target to give up.

    BadInput for one that had without a reason.
    """
    if measure.target is not None:
        end = Change("target", _said(measure.target, measure.unit), "none", eased=True)
        _record(tx, measure, end, today, reason)


def changes(before: Measure, after: Measure) -> Iterator[Change]:
    """Yield what differs in what a measure promises before and after an edit."""
    held, hold = (measure.direction == "maintain" for measure in (before, after))
    if after.role != before.role:  # as a guardrail the goal is no longer to get there
        yield Change("role", before.role, after.role, eased=after.role == "guardrail")
    elif hold != held:
        ways = ("reached", "held") if hold else ("held", "reached")
        yield Change("way", *ways, eased=hold)
    elif after.target == before.target and _widens(before, after):
        yield Change("limits", say_band(before), say_band(after) or "none", eased=True)
    if _means_another_unit(before, after.unit):
        yield Change("unit", before.unit, after.unit, eased=True)
    for field, eased in (("baseline", _comes_nearer), ("target", _eases)):
        was, now = getattr(before, field), getattr(after, field)
        if was != now and not (field == "baseline" and was is None):  # a first start is no change
            words = _said(was, before.unit), _said(now, after.unit)
            yield Change(field, *words, eased=eased(before, after))


def _record(tx: Transaction, measure: Measure, change: Change, today: dt.date, reason: str) -> None:
    if change.eased and not reason.strip():
        what, mend = _EASINGS[change.field]
        raise BadInput(what.format(name=measure.name), mend, field="reason")
    said = (f"{change.field} of {measure.name}", change.before, change.after)
    record(tx, measure.goal, today, said, reason, eased=change.eased)


def _widens(before: Measure, after: Measure) -> bool:
    """Tell whether other edges let more through than those that a limit or level has."""
    lower = before.low is not None and (after.low is None or after.low < before.low)
    return lower or (before.high is not None and (after.high is None or after.high > before.high))


def _means_another_unit(measure: Measure, unit: str) -> bool:
    """Tell whether the same numbers promise something else in another unit."""
    if measure.target is None or not (is_known_unit(measure.unit) and is_known_unit(unit)):
        return False
    return converted(Amount(1.0, measure.unit), unit) != 1.0


def _comes_nearer(measure: Measure, after: Measure) -> bool:
    """Tell whether another start shortens the way that was promised, or turns it round.

    Where a level is held or kept to there is no way to go, and no start that matters.
    """
    if measure.baseline is None or measure.target is None or after.target is None:
        return False
    if measure.role == "guardrail" or measure.direction == "maintain":
        return False
    if after.baseline is None:
        return True
    way, left = measure.target - measure.baseline, measure.target - after.baseline
    return abs(left) < abs(way) or way * left < 0


def _eases(measure: Measure, after: Measure) -> bool:
    """Tell whether another target is easier."""
    if measure.target is None:
        return False
    return after.target is None or asks_less(measure, measure.target, after.target)


def asks_less(measure: Measure, before: float, after: float) -> bool:
    """Tell whether a value asks less of a measure than another one.

    Of a limit or a held level that does whose band is wider. Where no start says which way it goes,
    the metric does: less churn is better.
    """
    below = measure.direction == "decrease"
    if measure.role == "guardrail" or measure.direction == "maintain":
        below = measure.high is not None and measure.low != measure.target
    elif measure.direction == "reach":
        below = lower_is_better(measure.name)
    return after > before if below else after < before


def _said(value: float | None, unit: str) -> str:
    return "none" if value is None else say_amount(value, unit)
