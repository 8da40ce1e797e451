"""Writing to a goal's ledger: what was promised, what became of it, and why."""

from __future__ import annotations

import datetime as dt

from pmgoals.model.goal import LedgerEntry
from pmgoals.storage.store import Transaction


def record(
    tx: Transaction,
    goal_id: str,
    on: dt.date,
    said: tuple[str, str, str],
    reason: str = "",
    *,
    eased: bool = False,
) -> None:
    """Put a change into a goal's ledger; `said` is its field, and the words before and after."""
    field, before, after = said
    tx.add(
        LedgerEntry,
        goal=goal_id,
        on=on,
        field=field,
        before=before,
        after=after,
        reason=reason.strip(),
        eased=eased,
    )
