"""Milestones: the dated steps of a goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from math import inf
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from pmgoals.errors import BadInput
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services import checks
from pmgoals.services.ledger import record
from pmgoals.services.names import find, find_any
from pmgoals.services.service import Service, needed, quoted

if TYPE_CHECKING:
    from pmgoals.model.calendar import Quarter
    from pmgoals.storage.store import Transaction


class MilestoneFields(TypedDict, total=False):
    """What an edit of a milestone may change; `done` and `depends` change the rest."""

    title: str
    due: dt.date
    weight: float
    effort: float | None
    deliverable: str
    target: float | None


class Milestones(Service):
    """The dated steps of goals."""

    def add(
        self,
        goal_id: str,
        title: str,
        due: dt.date,
        *,
        target: float | None = None,
        weight: float = 1.0,
        effort: float | None = None,
        deliverable: str = "",
    ) -> Milestone:
        """Add a milestone. BadInput without a title or with a weight or effort not above 0.

        NotFound or AmbiguousName for the goal.
        """
        kept = needed(title, "The milestone", "Interview guide agreed with research")
        _check({"weight": weight, "effort": effort, "target": target})
        with self._planner.change(f"added milestone {quoted(kept)}") as tx:
            return tx.add(
                Milestone,
                goal=find(tx.plan, Goal, goal_id).id,
                title=kept,
                due=due,
                target=target,
                weight=weight,
                effort=effort,
                deliverable=deliverable.strip(),
            )

    def edit(
        self, milestone_id: str, reason: str = "", **fields: Unpack[MilestoneFields]
    ) -> Milestone:
        """Change a milestone's title, day, weight, effort, deliverable or target.

        Another day goes to the ledger, as in `move`. BadInput as for a new one, or for a field
        that is not edited; NotFound or AmbiguousName for the name.
        """
        given = checks.editable(fields, MilestoneFields.__optional_keys__, "milestone")
        if "title" in given:
            given["title"] = needed(given["title"], "The milestone", "Interview guide agreed")
        if "due" in given and given["due"] is None:
            raise BadInput("A milestone has a date.", "Write it like 30 Jun 2027 or Q3.")
        _check(given)
        with self._planner.change("edited a milestone") as tx:
            milestone = find(tx.plan, Milestone, milestone_id)
            due = given.get("due", milestone.due)
            record_move(tx, milestone, due, self._planner.today, reason)
            return tx.change(milestone, **given)

    def move(self, milestone_id: str, due: dt.date, reason: str = "") -> Milestone:
        """Move a milestone to another day; the move goes to the ledger."""
        with self._planner.change("moved a milestone") as tx:
            milestone = find(tx.plan, Milestone, milestone_id)
            record_move(tx, milestone, due, self._planner.today, reason)
            return tx.change(milestone, due=due)

    def move_quarter(self, milestone_id: str, step: int) -> Milestone:
        """Move a milestone `step` quarters on (negative: back), to the same day of the same week.

        What is due on a quarter's last day stays on a last day.
        """
        calendar = self._planner.calendar
        milestone = find(self._planner.plan, Milestone, milestone_id)
        here = there = calendar.quarter_of(milestone.due)
        for _ in range(abs(step)):
            there = calendar.next(there) if step > 0 else calendar.previous(there)
        return self.move(milestone.id, _same_day(here, there, milestone.due))

    def done(self, milestone_id: str, on: dt.date | None = None) -> Milestone:
        """Mark a milestone done. BadInput for a day still to come."""
        day = on or self._planner.today
        if day > self._planner.today:
            raise BadInput("That day is still to come.", "A milestone is done today or earlier.")
        with self._planner.change("finished a milestone") as tx:
            return tx.change(find(tx.plan, Milestone, milestone_id), done_on=day)

    def reopen(self, milestone_id: str) -> Milestone:
        """Mark a milestone open again."""
        with self._planner.change("reopened a milestone") as tx:
            return tx.change(find(tx.plan, Milestone, milestone_id), done_on=None)

    def toggle(self, milestone_id: str) -> Milestone:
        """Mark an open milestone done, or a done one open."""
        milestone = find(self._planner.plan, Milestone, milestone_id)
        return self.reopen(milestone.id) if milestone.done_on else self.done(milestone.id)

    def depends(self, milestone_id: str, on_name: str) -> Milestone:
        """Say that a milestone needs another milestone or goal first. BadInput for a circle."""
        with self._planner.change("linked a dependency") as tx:
            milestone = find(tx.plan, Milestone, milestone_id)
            first = find_any(tx.plan, on_name, (Milestone, Goal))
            known = tx.plan.alive(Milestone)
            if first.id == milestone.id or milestone.id in _needed_by(first.id, known):
                raise BadInput(
                    f"{quoted(milestone.title)} would wait for itself.",
                    "Nothing was changed. Link it to something that comes before.",
                )
            if first.id in milestone.depends_on:
                return milestone
            return tx.change(milestone, depends_on=[*milestone.depends_on, first.id])

    def independent(self, milestone_id: str, on_id: str) -> Milestone:
        """Say that a milestone no longer needs another milestone or goal first."""
        with self._planner.change("unlinked a dependency") as tx:
            milestone = find(tx.plan, Milestone, milestone_id)
            return tx.change(milestone, depends_on=[i for i in milestone.depends_on if i != on_id])

    def followers(self, milestone_id: str) -> list[Milestone]:
        """Return the milestones that wait for this one, by date."""
        every = self._planner.plan.alive(Milestone).values()
        return sorted((m for m in every if milestone_id in m.depends_on), key=lambda m: m.due)


def record_move(
    tx: Transaction, milestone: Milestone, due: dt.date, today: dt.date, reason: str
) -> None:
    """Put a milestone's move to another day into its goal's ledger."""
    if due == milestone.due:
        return
    said = (f"date of {quoted(milestone.title)}", say_date(milestone.due), say_date(due))
    record(tx, milestone.goal, today, said, reason, eased=due > milestone.due)


def _same_day(here: Quarter, there: Quarter, day: dt.date) -> dt.date:
    """Return the day of another quarter with the same weekday and week of the quarter."""
    if day == here.end:
        return there.end
    weeks = there.weeks()
    week = weeks[min(here.week_number(day), len(weeks)) - 1]
    return min(max(week.monday + dt.timedelta(days=day.weekday()), there.start), there.end)


def _needed_by(start: str, known: dict[str, Milestone]) -> set[str]:
    """Return the ids that a record waits for, through any number of steps.

    A goal waits for its milestones.
    """
    found: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        milestone = known.get(here)
        parts = [part.id for part in known.values() if part.goal == here]
        for name in [*(milestone.depends_on if milestone else []), *parts]:
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def _check(given: Mapping[str, Any]) -> None:
    """Raise BadInput for a number that a milestone cannot have."""
    checks.numbers(given, ("target",))
    weight, effort = given.get("weight", 1.0), given.get("effort")
    if not 0 < weight < inf or (effort is not None and not 0 < effort < inf):
        raise BadInput("Weight and effort are numbers above 0.", "Nothing was changed.")
