"""Milestones: the dated steps of a goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from math import inf
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import msgspec

from pmgoals.analytics import moves
from pmgoals.analytics.moves import Consequences
from pmgoals.errors import BadInput
from pmgoals.model.calendar import FIRST_YEAR, LAST_YEAR, say_date
from pmgoals.model.dependencies import moved_along, needed_by
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services import checks
from pmgoals.services.milestone_promises import moved, needs_reason, record_changes
from pmgoals.services.names import find, find_any
from pmgoals.services.service import Service, needed, quoted

if TYPE_CHECKING:
    from pmgoals.model.calendar import Quarter
    from pmgoals.model.plan import Plan
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

        Also for a day before the goal starts. NotFound or AmbiguousName for the goal.
        """
        kept = needed(title, "The milestone", "Interview guide agreed with research")
        given: MilestoneFields = {"title": kept, "due": due, "target": target, "weight": weight}
        given |= {"effort": effort, "deliverable": deliverable}
        with self._planner.change(f"added milestone {quoted(kept)}") as tx:
            return set_milestone(tx, find(tx.plan, Goal, goal_id), given)

    def edit(
        self,
        milestone_id: str,
        reason: str = "",
        *,
        along: bool = False,
        **fields: Unpack[MilestoneFields],
    ) -> Milestone:
        """Change a milestone's title, day, weight, effort, deliverable or target.

        Another day or target goes to the ledger; later or easier needs a reason. `along` is as for
        a move. BadInput as for a new one, or for a field that is not edited; NotFound or
        AmbiguousName for the name.
        """
        given = checks.editable(fields, MilestoneFields.__optional_keys__, "milestone")
        if "title" in given:
            given["title"] = needed(given["title"], "The milestone", "Interview guide agreed")
        if "due" in given and given["due"] is None:
            how = "Write it like 30 Jun 2027 or Q3."
            raise BadInput("A milestone has a date.", how, field="due")
        _check(given)
        with self._planner.change("edited a milestone") as tx:
            milestone = find(tx.plan, Milestone, milestone_id)
            return self._change(tx, milestone, given, reason, along=along)

    def move(
        self, milestone_id: str, due: dt.date, reason: str = "", *, along: bool = False
    ) -> Milestone:
        """Move a milestone to another day; the move goes to the ledger, and later needs a reason.

        With `along`, the open milestones that wait for it and would be due before it move by as
        many days, with the same reason. BadInput for a later day without a reason, or a day before
        the goal starts; nothing is moved then.
        """
        with self._planner.change("moved a milestone") as tx:
            milestone = find(tx.plan, Milestone, milestone_id)
            _check_day(tx.plan, milestone.goal, due)
            return self._change(tx, milestone, {"due": due}, reason, along=along)

    def _change(
        self,
        tx: Transaction,
        milestone: Milestone,
        given: Mapping[str, Any],
        reason: str,
        *,
        along: bool,
    ) -> Milestone:
        """Change a milestone, and with `along` the days of what waits for it."""
        plan, today = tx.plan, self._planner.today
        followers = moved_along(milestone, given.get("due", milestone.due), plan) if along else []
        known = plan.alive(Milestone)
        kept = amend_milestone(tx, milestone, given, today, reason)
        for then in followers:
            amend_milestone(tx, known[then.id], {"due": then.due}, today, reason)
        return kept

    def check_day(self, goal_id: str, due: dt.date) -> None:
        """Raise BadInput for a day on which no milestone of a goal can be due."""
        _check_day(self._planner.plan, goal_id, due)

    def in_quarters(self, milestone: Milestone, step: int) -> dt.date:
        """Return the day `step` quarters on (negative: back): the same day of the same week.

        What is due on a quarter's last day stays on a last day.
        """
        calendar = self._planner.calendar
        here = calendar.quarter_of(milestone.due)
        return _same_day(here, calendar.plus(here, step), milestone.due)

    def consequences(self, milestone: Milestone, due: dt.date) -> Consequences:
        """Return what moving a milestone to a day does, before it is done."""
        settings = self._planner.settings
        setting = moves.Setting(
            today=self._planner.today,
            weekly_hours=settings.weekly_hours,
            workdays=settings.workdays,
            rollup=settings.rollup,
        )
        return moves.consequences(self._planner.plan, milestone, due, setting)

    def wants_reason(self, milestone: Milestone, due: dt.date) -> bool:
        """Tell whether moving a milestone to a day is to have a reason."""
        today, main = self._planner.today, self._planner.plan.main_measure_of(milestone.goal)
        return needs_reason(milestone, moved(milestone, due, today), main, today)

    def done(self, milestone_id: str, on: dt.date | None = None) -> Milestone:
        """Mark a milestone done. BadInput for a day still to come."""
        day = on or self._planner.today
        check_done(day, self._planner.today)
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
            if first.id == milestone.id or milestone.id in needed_by(first.id, tx.plan):
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


def set_milestone(tx: Transaction, goal: Goal, given: Mapping[str, Any], **more: Any) -> Milestone:
    """Add a milestone to a goal in an open transaction; the rules of `Milestones.add`.

    `more` are fields of what is done already, and of where it came from.
    """
    _check(given)
    _check_day(tx.plan, goal.id, given["due"])
    title = needed(given["title"], "The milestone", "Interview guide agreed with research")
    texts = {"title": title, "deliverable": given.get("deliverable", "").strip()}
    return tx.add(Milestone, goal=goal.id, **{**given, **texts, **more})


def check_done(day: dt.date, today: dt.date) -> None:
    """Raise BadInput for a day still to come: nothing was done on it."""
    if day > today:
        raise BadInput("That day is still to come.", "A milestone is done today or earlier.")


def amend_milestone(
    tx: Transaction, milestone: Milestone, given: Mapping[str, Any], today: dt.date, reason: str
) -> Milestone:
    """Change one milestone in an open transaction, its promises in the ledger.

    BadInput for a day that its goal cannot have, or an easier promise without a reason.
    """
    if given.get("due", milestone.due) != milestone.due:
        _check_day(tx.plan, milestone.goal, given["due"])
    then = moved(milestone, given.get("due", milestone.due), today)
    changed = msgspec.structs.replace(then, **given)
    record_changes(tx, milestone, changed, today, reason)
    return tx.change(milestone, **given, original_due=then.original_due)


def _check_day(plan: Plan, goal_id: str, due: dt.date) -> None:
    """Raise BadInput for a day before the goal starts: its work would have been done by then.

    Also for one that no plan reaches.
    """
    if not FIRST_YEAR <= due.year <= LAST_YEAR:
        raise BadInput(
            f"{say_date(due)} is outside the years {FIRST_YEAR} to {LAST_YEAR}.",
            "Nothing was changed.",
            field="due",
        )
    goal = plan.goals.get(goal_id)
    if goal is not None and due < goal.start:
        raise BadInput(
            f"{say_date(due)} is before {quoted(goal.title)} starts, on {say_date(goal.start)}.",
            "Nothing was changed. Use a day from then on, or change when the goal starts.",
            field="due",
        )


def _same_day(here: Quarter, there: Quarter, day: dt.date) -> dt.date:
    """Return the day of another quarter with the same weekday and week of the quarter."""
    if day == here.end:
        return there.end
    weeks = there.weeks()
    week = weeks[min(here.week_number(day), len(weeks)) - 1]
    return min(max(week.monday + dt.timedelta(days=day.weekday()), there.start), there.end)


def _check(given: Mapping[str, Any]) -> None:
    """Raise BadInput for a number that a milestone cannot have."""
    checks.numbers(given, ("target",))
    weight, effort = given.get("weight", 1.0), given.get("effort")
    if not 0 < weight < inf or (effort is not None and not 0 < effort < inf):
        raise BadInput("Weight and effort are numbers above 0.", "Nothing was changed.")
