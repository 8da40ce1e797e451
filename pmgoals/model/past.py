"""The plan as it was known at an instant: what a review said when it was held."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TypeVar

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.dates import understand_day
from pmgoals.model.goal import CARRIED_OVER, Goal
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.model.record import Record
from pmgoals.model.review import Verdict

R = TypeVar("R", bound=Record)


class PastPlan(Plan):
    """A plan without what was written from an instant on.

    Left out: records made since. Taken back: deletions, closings, what was done, and what carrying
    over moved to a goal that was not there yet. Words, numbers and dates that were put right in
    place, and days told later of what had been done before, stand as they are now.
    """

    def __init__(self, plan: Plan, instant: dt.datetime, day: dt.date) -> None:
        """Look back from an instant, UTC, and its day where the person was."""
        super().__init__(plan._tables, plan.generation)
        self._present = plan
        self._instant = instant
        self._day = day

    @property
    def whole(self) -> Plan:
        """The whole plan as it was known then."""
        there = self._present.whole
        return self if there is self._present else PastPlan(there, self._instant, self._day)

    @property
    def holds_back(self) -> bool:
        """Whether somebody else reads it, who may not read everything."""
        return self._present.holds_back

    def tells_way(self, goal: str) -> bool:
        """Tell whether a goal's way, grade and forecast may be told."""
        return self._present.tells_way(goal)

    def told_verdict(self, verdict: Verdict) -> Verdict:
        """Return a verdict as it may be read."""
        return self._present.told_verdict(verdict)

    def _anew(self) -> PastPlan:
        return PastPlan(self._present, self._instant, self._day)

    def every(self, kind: type[R]) -> dict[str, R]:
        """Return all records of a kind that were there, by id, those in the trash included."""
        if kind not in self._kept:
            there = [r for r in self._present.every(kind).values() if r.created < self._instant]
            self._kept[kind] = {record.id: self._then(record) for record in there}
        return self._kept[kind]

    def _then(self, record: R) -> R:
        if record.deleted is not None and record.deleted >= self._instant:
            record = msgspec.structs.replace(record, deleted=None)
        if isinstance(record, Goal):
            return self._goal(record)  # type: ignore[return-value]
        if isinstance(record, Milestone):
            return self._milestone(record)  # type: ignore[return-value]
        return record

    def _goal(self, goal: Goal) -> Goal:
        fields: dict[str, object] = {"parent": self._first(goal.parent)}
        since = [
            entry
            for entry in self._present.ledger_of(goal.id)
            if entry.field == "state" and entry.created >= self._instant
        ]
        if since and since[0].before in ("active", "paused"):
            fields |= {"state": since[0].before, "closed_on": None, "grade": None}
            fields |= {"decision": None, "closing_note": ""}
        return msgspec.structs.replace(goal, **fields)

    def _milestone(self, milestone: Milestone) -> Milestone:
        fields: dict[str, object] = {}
        home = self._first(milestone.goal)
        if home != milestone.goal:
            due = self._due_before(milestone)
            fields = {"goal": home, "due": due}
            if milestone.original_due == due:
                fields["original_due"] = None
        if milestone.done_on is not None and milestone.done_on > self._day:
            fields["done_on"] = None
        fields["depends_on"] = [self._first(name) for name in milestone.depends_on]
        return msgspec.structs.replace(milestone, **fields)

    def _due_before(self, milestone: Milestone) -> dt.date:
        """Return the day a milestone was due before carrying over moved it, as the ledger says."""
        for entry in self._present.ledger_of(milestone.goal):
            if (
                entry.created >= self._instant
                and entry.reason == CARRIED_OVER
                and entry.field == f"due of {milestone.title}"
            ):
                with suppress(BadInput):
                    return understand_day(entry.before, self._day).day
        return milestone.due

    def _first(self, name: str | None) -> str | None:
        """Return the goal that stood where one stands that was begun since, by its id."""
        goals, met = self._present.every(Goal), set[str]()
        while (goal := goals.get(name or "")) and goal.created >= self._instant and goal.continues:
            if goal.id in met:  # a circle, which a plan edited by hand may hold
                break
            met.add(goal.id)
            name = goal.continues
        return name
