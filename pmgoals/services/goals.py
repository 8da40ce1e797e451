"""Committed goals: change, pause, close."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pmgoals.analytics.pace import Health, health
from pmgoals.errors import BadInput
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Decision, Goal, IfThen, LedgerEntry
from pmgoals.services.names import find
from pmgoals.services.service import Service, needed, quoted
from pmgoals.storage.store import Transaction

LEDGERED = ("title", "statement", "due")
"""Fields of a goal whose changes go to the ledger."""


class Goals(Service):
    """Committed goals."""

    def get(self, name: str) -> Goal:
        """Return the goal that a name means; NotFound or AmbiguousName otherwise."""
        return find(self._planner.plan, Goal, name)

    def health(self, goal: Goal) -> Health:
        """Return where a goal stands today."""
        return health(goal, self._planner.plan, self._planner.today)

    def edit(self, name: str, reason: str = "", **fields: Any) -> Goal:
        """Change a goal; wording and dates go to the ledger, a later date needs a reason."""
        goal = self.get(name)
        with self._planner.change(f"edited {quoted(goal.title)}") as tx:
            return change_goal(tx, goal, self._planner.today, reason, **fields)

    def close(
        self,
        name: str,
        *,
        grade: float | None = None,
        note: str = "",
        decision: Decision = "close",
        on: dt.date | None = None,
    ) -> Goal:
        """Close a goal with a grade, 0.0 to 1.0, or drop it ungraded.

        BadInput for a goal that is closed, another grade, or a day still to come.
        """
        goal = self.get(name)
        if on is not None and on > self._planner.today:
            raise BadInput("That day is still to come.", "A goal is closed today or earlier.")
        with self._planner.change(f"closed {quoted(goal.title)}") as tx:
            return close_goal(tx, goal, on or self._planner.today, grade, note, decision)

    def pause(self, name: str, reason: str = "") -> Goal:
        """Pause an active goal; nothing is due while it rests. BadInput for any other."""
        return self._set_state(name, "paused", reason)

    def reopen(self, name: str, reason: str = "") -> Goal:
        """Take up a paused or closed goal again."""
        return self._set_state(name, "active", reason)

    def _set_state(self, name: str, state: str, reason: str) -> Goal:
        goal = self.get(name)
        if goal.state == state:
            raise BadInput(f"{quoted(goal.title)} is {state} already.", "Nothing was changed.")
        if state == "paused" and goal.state == "closed":
            raise BadInput(f"{quoted(goal.title)} is closed.", "Reopen it before it can rest.")
        word = "paused" if state == "paused" else "reopened"
        with self._planner.change(f"{word} {quoted(goal.title)}") as tx:
            _ledger(tx, goal, self._planner.today, "state", goal.state, state, reason)
            open_again = {"grade": None, "closed_on": None, "decision": None, "closing_note": ""}
            return tx.change(goal, state=state, **open_again)

    def add_if_then(self, name: str, cue: str, response: str) -> IfThen:
        """Add an if-then plan to a goal."""
        goal = self.get(name)
        cue = needed(cue, "The cue", "it is Friday 15:00")
        response = needed(response, "The response", "I open the dashboard and check in")
        with self._planner.change(f"planned an if-then for {quoted(goal.title)}") as tx:
            return tx.add(IfThen, goal=goal.id, cue=cue, response=response)


def change_goal(tx: Transaction, goal: Goal, today: dt.date, reason: str, **fields: Any) -> Goal:
    """Change a goal in an open transaction, with a ledger entry for wording and dates."""
    if "title" in fields:
        fields["title"] = needed(fields["title"], "The title", "Lift activation to 45 %")
    start, due = fields.get("start", goal.start), fields.get("due", goal.due)
    if due is not None and due < start and (start, due) != (goal.start, goal.due):
        raise BadInput(
            f"The deadline, {say_date(due)}, would lie before the start, {say_date(start)}.",
            "Choose a later deadline, or move the start with it.",
        )
    eased = goal.due is not None and (due is None or due > goal.due)
    if due != goal.due:
        if eased and not reason.strip():
            raise BadInput(
                "The deadline would move out; that needs a reason.",
                "Say why it moves. The original date is kept beside it.",
            )
        if goal.original_due is None and goal.due is not None:
            fields["original_due"] = goal.due
    for name in LEDGERED:
        before, after = getattr(goal, name), fields.get(name, getattr(goal, name))
        if before != after:
            easier = eased and name == "due"
            _ledger(tx, goal, today, name, _said(before), _said(after), reason, easier)
    return tx.change(goal, **fields)


def check_grade(grade: float | None) -> None:
    """Raise BadInput for a grade outside 0.0 to 1.0."""
    if grade is not None and not 0.0 <= grade <= 1.0:
        raise BadInput(
            f"A grade of {grade:g} is not known; it takes 0.0 to 1.0.", "Nothing changed."
        )


def close_goal(
    tx: Transaction, goal: Goal, on: dt.date, grade: float | None, note: str, decision: Decision
) -> Goal:
    """Close a goal in an open transaction. BadInput for a closed one or another grade."""
    check_grade(grade)
    if goal.state == "closed":
        raise BadInput(f"{quoted(goal.title)} is closed already.", "Reopen it to grade it anew.")
    said = f"{decision}, graded {grade:.1f}" if grade is not None else decision
    _ledger(tx, goal, on, "state", goal.state, said, note)
    return tx.change(
        goal,
        state="closed",
        grade=grade,
        closed_on=on,
        decision=decision,
        closing_note=note.strip(),
    )


def _ledger(
    tx: Transaction,
    goal: Goal,
    on: dt.date,
    field: str,
    before: str,
    after: str,
    reason: str,
    eased: bool = False,
) -> None:
    tx.add(
        LedgerEntry,
        goal=goal.id,
        on=on,
        field=field,
        before=before,
        after=after,
        reason=reason.strip(),
        eased=eased,
    )


def _said(value: object) -> str:
    if isinstance(value, dt.date):
        return say_date(value)
    return "none" if value in (None, "") else str(value)
