"""Committed goals: change, pause, close."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from pmgoals.analytics.pace import Health, health
from pmgoals.errors import BadInput
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import (
    Commitment,
    Decision,
    Goal,
    GoalKind,
    IfThen,
    Method,
    Override,
)
from pmgoals.model.plan import Plan
from pmgoals.model.record import Privacy
from pmgoals.services import checks
from pmgoals.services.cooling import promised
from pmgoals.services.ledger import record
from pmgoals.services.names import find
from pmgoals.services.service import Service, needed, quoted
from pmgoals.storage.store import Transaction

PROMISED = {"start", "due", "commitment"}
"""Fields that stand as they are once a goal is closed."""

LEDGERED = ("title", "statement", "method", "commitment", "start", "due")
"""Fields of a goal whose changes go to the ledger."""

MOST_HOURS = 100
"""The most hours a week that a goal can be given."""


class GoalFields(TypedDict, total=False):
    """What an edit of a goal may change; `close`, `pause` and `reopen` change its state."""

    title: str
    statement: str
    kind: GoalKind
    method: Method
    commitment: Commitment
    start: dt.date
    due: dt.date | None
    review_on: dt.date | None
    turns_on: dt.date | None
    parent: str | None
    overrides: list[Override]
    why: str
    problem: str
    people: str
    theme: str | None
    no_theme_reason: str
    priority: str | None
    competency: str
    resources: str
    promised_elsewhere: str
    must_ship_first: str
    shared_system: str
    hours_week: float | None
    weight: float
    obstacle: str
    ethics: str
    next_action: str
    tags: list[str]
    privacy: Privacy


class Goals(Service):
    """Committed goals."""

    def get(self, name: str) -> Goal:
        """Return the goal that a name means; NotFound or AmbiguousName otherwise."""
        return find(self._planner.plan, Goal, name)

    def health(self, goal: Goal, day: dt.date | None = None) -> Health:
        """Return where a goal stands today, or stood on a day."""
        planner = self._planner
        return health(goal, planner.plan, day or planner.today, planner.rules)

    def proposed_grade(self, goal: Goal) -> float | None:
        """Return the grade that a goal's numbers propose today, 0.0 to 1.0; None without data."""
        from pmgoals.analytics.grading import proposal  # only a close asks for it

        planner, rules = self._planner, self._planner.rules
        found = proposal(
            goal,
            planner.plan,
            planner.today,
            rollup=rules.rollup,
            grading=rules.grading,
            veto=rules.veto,
        )
        return found.grade

    def edit(self, name: str, reason: str = "", **fields: Unpack[GoalFields]) -> Goal:
        """Change a goal; what was promised goes to the ledger, and needs a reason to be eased.

        BadInput for a field that is not edited, a value that a goal cannot have, a deadline before
        the start, or a later one or a weaker commitment without a reason; NotFound or AmbiguousName
        for the name.
        """
        goal = self.get(name)
        with promised(self._planner, f"edited {quoted(goal.title)}") as tx:
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

        BadInput for a goal that is closed, another grade, or a day still to come; NotFound or
        AmbiguousName for the name.
        """
        goal = self.get(name)
        if on is not None and on > self._planner.today:
            raise BadInput("That day is still to come.", "A goal is closed today or earlier.")
        with self._planner.change(f"closed {quoted(goal.title)}") as tx:
            return close_goal(tx, goal, on or self._planner.today, grade, note, decision)

    def pause(self, name: str, reason: str = "") -> Goal:
        """Pause an active goal; nothing is due while it rests. BadInput for any other.

        NotFound or AmbiguousName for the name.
        """
        return self._set_state(name, "paused", reason)

    def reopen(self, name: str, reason: str = "") -> Goal:
        """Take up a paused or closed goal again. BadInput for one that is active.

        NotFound or AmbiguousName for the name.
        """
        return self._set_state(name, "active", reason)

    def _set_state(self, name: str, state: str, reason: str) -> Goal:
        goal = self.get(name)
        if goal.state == state:
            raise BadInput(f"{quoted(goal.title)} is {state} already.", "Nothing was changed.")
        if state == "paused" and goal.state == "closed":
            raise BadInput(f"{quoted(goal.title)} is closed.", "Reopen it before it can rest.")
        goes_on = [g for g in self._planner.plan.open_goals if g.continues == goal.id]
        if state == "active" and goes_on:
            raise BadInput(
                f"{quoted(goal.title)} goes on already, from {say_date(goes_on[0].start)}.",
                "Nothing was changed.",
            )
        word = "paused" if state == "paused" else "reopened"
        with self._planner.change(f"{word} {quoted(goal.title)}") as tx:
            return set_state(tx, goal, state, self._planner.today, reason)

    def add_if_then(self, name: str, cue: str, response: str) -> IfThen:
        """Add an if-then plan to a goal; `if` and `then` before its halves are left out.

        BadInput when one of its halves is empty, or when it is there already.

        NotFound or AmbiguousName for the name.
        """
        goal = self.get(name)
        cue = needed(_bare(cue, "if "), "The cue", "it is Friday 15:00", field="cue")
        example = "I open the dashboard and check in"
        response = needed(_bare(response, "then "), "The response", example, field="response")
        known = [(p.cue, p.response) for p in self._planner.plan.if_then_of(goal.id)]
        if (cue, response) in known:
            raise BadInput("The goal has this if-then plan already.", "Nothing was changed.")
        with self._planner.change(f"planned an if-then for {quoted(goal.title)}") as tx:
            return tx.add(IfThen, goal=goal.id, cue=cue, response=response)


def _bare(text: str, lead: str) -> str:
    """Return half of an if-then plan without the word it is said with."""
    flat = text.strip()
    return flat[len(lead) :] if flat.casefold().startswith(lead) else flat


def change_goal(
    tx: Transaction, goal: Goal, today: dt.date, reason: str, **fields: Unpack[GoalFields]
) -> Goal:
    """Change a goal in an open transaction; the rules of `Goals.edit`."""
    given = checks.editable(fields, GoalFields.__optional_keys__, "goal")
    if goal.state == "closed" and PROMISED & checks.differing(goal, given).keys():
        raise BadInput(
            f"{quoted(goal.title)} is closed; what it promised stands.",
            "Reopen it first, or start a new goal.",
        )
    if "title" in given:
        given["title"] = needed(given["title"], "The title", "Lift activation to 45 %")
    _check(goal, checks.differing(goal, given), tx.plan)
    eased = _eased(goal, given)
    if eased and not reason.strip():
        what, mend = _EASINGS[eased[0]]
        raise BadInput(what, mend, field="reason")
    due = given.get("due", goal.due)
    if due != goal.due and goal.original_due is None and goal.due is not None:
        given["original_due"] = goal.due
    for name in LEDGERED:
        before, after = getattr(goal, name), given.get(name, getattr(goal, name))
        if before != after:
            said = (name, _said(before), _said(after))
            record(tx, goal.id, today, said, reason, eased=name in eased)
    return tx.change(goal, **given)


_EASINGS = {
    "due": (
        "The deadline would move out; that needs a reason.",
        "Say why it moves. The original date is kept beside it.",
    ),
    "commitment": (
        "The goal would no longer be expected in full; that needs a reason.",
        "Say why it becomes aspirational. The promise is kept beside it.",
    ),
}
"""What is said of a change that makes a goal easier without a reason, by field."""


def _eased(goal: Goal, given: Mapping[str, Any]) -> list[str]:
    """Return the fields whose change makes a goal easier: a later deadline, a weaker promise."""
    found = []
    due = given.get("due", goal.due)
    if goal.due is not None and (due is None or due > goal.due):
        found.append("due")
    if given.get("commitment", goal.commitment) != goal.commitment == "committed":
        found.append("commitment")
    return found


def _check(goal: Goal, given: Mapping[str, Any], plan: Plan) -> None:
    """Raise BadInput for the first new value that a goal cannot have."""
    start, due = given.get("start", goal.start), given.get("due", goal.due)
    if start is None:
        raise BadInput("A goal has a start.", "Write it like 1 Oct 2026 or today.")
    if due is not None and due < start and given.keys() & {"start", "due"}:
        raise BadInput(
            f"The deadline, {say_date(due)}, would lie before the start, {say_date(start)}.",
            "Choose a later deadline, or move the start with it.",
        )
    hours = given.get("hours_week")
    if hours is not None and not 0 < hours <= MOST_HOURS:
        raise BadInput(
            f"{hours:g} hours a week are not possible.",
            f"Use a number above 0, at most {MOST_HOURS}.",
        )
    checks.weight(given.get("weight", 1.0))
    checks.competency(plan, given.get("competency", ""))
    checks.theme(plan, given.get("theme"))
    checks.priority(plan, given.get("priority"))
    _check_parent(goal, given.get("parent"), plan)


def _check_parent(goal: Goal, parent: str | None, plan: Plan) -> None:
    """Raise BadInput for a goal above that is none, or that stands below this one."""
    checks.goal(plan, parent)
    above, seen = parent, {goal.id}
    while above is not None:
        if above in seen:
            raise BadInput("A goal cannot stand above itself.", "Choose another goal, or none.")
        seen.add(above)
        over = plan.goals.get(above)
        above = over.parent if over else None


def set_state(tx: Transaction, goal: Goal, state: str, today: dt.date, reason: str) -> Goal:
    """Pause a goal or take it up again in an open transaction; the ledger says so."""
    record(tx, goal.id, today, ("state", goal.state, state), reason)
    open_again = {"grade": None, "closed_on": None, "decision": None, "closing_note": ""}
    return tx.change(goal, state=state, **open_again)


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
    record(tx, goal.id, on, ("state", goal.state, said), note)
    return tx.change(
        goal,
        state="closed",
        grade=grade,
        closed_on=on,
        decision=decision,
        closing_note=note.strip(),
    )


def _said(value: object) -> str:
    if isinstance(value, dt.date):
        return say_date(value)
    return "none" if value in (None, "") else str(value)
