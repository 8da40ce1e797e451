"""What was changed of goals, read back: every entry of the ledger with what stood there first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pmgoals.model.goal import Goal, LedgerEntry

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the ledger, beside the goal it is about."""

    goal: Goal
    """The goal."""
    entry: LedgerEntry
    """What changed, when and why."""
    original: str
    """What stood there at first, when it had changed before; else empty."""


def changes(plan: Plan, goal_id: str | None = None, *, eased: bool = False) -> list[Change]:
    """Return what was changed, latest first; of one goal, or only what made one easier.

    Goals in the trash are left out.
    """
    goals = plan.goals.values()
    found = [
        change
        for goal in goals
        if goal_id in (None, goal.id)
        for change in _of_goal(goal, plan.ledger_of(goal.id))
        if change.entry.eased or not eased
    ]
    return sorted(found, key=lambda c: (c.entry.on, c.entry.created), reverse=True)


def _of_goal(goal: Goal, entries: list[LedgerEntry]) -> list[Change]:
    """Return the changes of a goal, earliest first as its entries are."""
    firsts: dict[str, str] = {}
    found = []
    for entry in entries:
        first = firsts.setdefault(entry.field, entry.before)
        # A state is passed through: active, paused and active again has no original.
        original = "" if first == entry.before or entry.field == "state" else first
        found.append(Change(goal=goal, entry=entry, original=original))
    return found
