"""Cooling off: an easier promise is slept over before it is made.

Where `cooling_off_days` are set, the first try only announces what would be eased; the same change
is made when it is asked for again after those days (Beeminder's practice: a week). Nothing happens
by itself, so the second look is the point of it. Reviews ease without it: they are that look.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Easing, LedgerEntry
from pmgoals.model.tables import TABLE_OF

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan
    from pmgoals.services.planner import Planner
    from pmgoals.storage.store import Transaction

EXPIRES = dt.timedelta(days=30)
"""How long after it could first be made an announced easing is remembered."""


class _TooSoon(Exception):
    """A change eases what was not announced long enough ago."""

    def __init__(self, wanted: list[LedgerEntry]) -> None:
        super().__init__()
        self.wanted = wanted


@contextmanager
def promised(planner: Planner, label: str) -> Iterator[Transaction]:
    """Open a transaction that may ease a promise.

    BadInput, with the easing announced and nothing else changed, when it was not announced
    `cooling_off_days` ago.
    """
    days = planner.settings.cooling_off_days
    if not days:
        with planner.change(label) as tx:
            yield tx
        return
    try:
        with planner.change(label) as tx:
            yield tx
            _settle(tx, planner.today, days)
    except _TooSoon as error:
        raise _announced(planner, error.wanted, days) from None


def waiting(planner: Planner) -> list[tuple[Easing, dt.date]]:
    """Return the easings that were announced, each with the day from which it can be made."""
    days = planner.settings.cooling_off_days
    if not days:
        return []
    found = [(each, _ripe(each, days)) for each in _open(planner.plan, planner.today, days)]
    return sorted(found, key=lambda pair: pair[1])


def say_waiting(planner: Planner, goal_id: str) -> list[str]:
    """Return what was announced of a goal and is slept over, a line each."""
    return [
        f"Announced: {each.field} {each.before} to {each.after}; "
        + (f"can be made from {say_date(ripe)}" if ripe > planner.today else "can be made now")
        for each, ripe in waiting(planner)
        if each.goal == goal_id
    ]


def _open(plan: Plan, today: dt.date, days: int) -> list[Easing]:
    open_goals = {goal.id for goal in plan.open_goals}
    return [
        each
        for each in plan.alive(Easing).values()
        if not each.made and each.goal in open_goals and today <= _ripe(each, days) + EXPIRES
    ]


def _ripe(easing: Easing, days: int) -> dt.date:
    return easing.on + dt.timedelta(days=days)


def _eased(tx: Transaction) -> list[LedgerEntry]:
    """Return the entries that a transaction puts into ledgers and that ease a promise."""
    known = tx.plan.every(LedgerEntry)
    documents = [doc for doc in tx.staged.get(TABLE_OF[LedgerEntry], {}).values() if doc]
    entries = [msgspec.convert(document, LedgerEntry) for document in documents]
    return [entry for entry in entries if entry.eased and entry.id not in known]


def _settle(tx: Transaction, today: dt.date, days: int) -> None:
    """Take announced easings as made. _TooSoon when one was not announced long enough ago."""
    wanted, ripe = _eased(tx), []
    for entry in wanted:
        found = _find(tx.plan, entry, today, days)
        if found is None or today < _ripe(found, days):
            raise _TooSoon(wanted)
        ripe.append(found)
    for easing in ripe:
        tx.change(easing, made=True)


def _find(plan: Plan, entry: LedgerEntry, today: dt.date, days: int) -> Easing | None:
    """Return the announcement of a change: the same goal, field and new value."""
    wanted = (entry.goal, entry.field, entry.after)
    found = _open(plan, today, days)
    return next((each for each in found if (each.goal, each.field, each.after) == wanted), None)


def _announced(planner: Planner, wanted: list[LedgerEntry], days: int) -> BadInput:
    """Announce what is not announced yet, and return what is told."""
    plan, today = planner.plan, planner.today
    new = [entry for entry in wanted if _find(plan, entry, today, days) is None]
    if new:
        with planner.change("announced an easier promise") as tx:
            for entry in new:
                tx.add(Easing, goal=entry.goal, field=entry.field, before=entry.before,
                       after=entry.after, reason=entry.reason, on=today)  # fmt: skip
    days_on = [
        _ripe(easing, days)
        for entry in wanted
        if (easing := _find(planner.plan, entry, today, days)) is not None
    ]
    said = "; ".join(f"{entry.field} {entry.before} to {entry.after}" for entry in wanted)
    return BadInput(
        f"Announced, not made yet: {said}.",
        f"Sleep over it: the same change can be made from {say_date(max(days_on))}.",
    )
