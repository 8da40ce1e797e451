"""Breaking a committed goal into milestones, and laying their targets along its way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from pmgoals.analytics.breakdown import CURVES, Curve, Proposal, Way, propose
from pmgoals.errors import BadInput
from pmgoals.model.amounts import shown
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services.milestone_promises import needs_reason, record_changes
from pmgoals.services.names import find
from pmgoals.services.service import Service, quoted

NEAR = dt.timedelta(days=7)
"""A milestone is not proposed where one of the goal stands within this."""


class Shaped(msgspec.Struct, frozen=True):
    """A milestone with the target it would have."""

    milestone: Milestone
    """As it stands."""
    target: float
    """Where the goal's first measure should stand by then, in its unit."""


class BreakDown(Service):
    """Proposed milestones of a goal, and targets along its way."""

    def propose(
        self, goal_id: str, curve: str = "even", *, stakeholders: bool = False
    ) -> list[Proposal]:
        """Return the milestones that a goal does not have yet, by date; none that are over.

        BadInput for a goal without a deadline or an unknown curve; NotFound or AmbiguousName for
        the name.
        """
        plan, today = self._planner.plan, self._planner.today
        goal = find(plan, Goal, goal_id)
        there = [m.due for m in plan.milestones_of(goal.id)]
        found = propose(
            self._way(goal, curve),
            self._planner.calendar,
            stakeholders=stakeholders,
            workdays=self._planner.settings.workdays,
        )
        return [
            p for p in found if p.due >= today and all(abs(p.due - day) > NEAR for day in there)
        ]

    def take(self, goal_id: str, proposals: Sequence[Proposal]) -> list[Milestone]:
        """Add proposed milestones to a goal, in one step. BadInput when there are none."""
        if not proposals:
            raise BadInput("There is nothing to add.", "The goal has its milestones already.")
        with self._planner.change(f"added {len(proposals)} milestones") as tx:
            goal = find(tx.plan, Goal, goal_id)
            return [
                tx.add(Milestone, goal=goal.id, **msgspec.structs.asdict(proposal))
                for proposal in proposals
            ]

    def shaped(self, goal_id: str, curve: str) -> list[Shaped]:
        """Return the open milestones ahead whose target would change, by date; errors as above.

        None for a goal without a baseline or target.
        """
        plan, today = self._planner.plan, self._planner.today
        goal = find(plan, Goal, goal_id)
        way = self._way(goal, curve)
        found = []
        steps = plan.milestones_of(goal.id)
        for milestone, target in zip(steps, way.values([m.due for m in steps]), strict=True):
            open_one = milestone.is_open and milestone.due >= today
            if open_one and target is not None and target != milestone.target:
                found.append(Shaped(milestone, target))
        return found

    def shape(self, goal_id: str, curve: str, reason: str = "") -> list[Milestone]:
        """Lay the targets of a goal's open milestones along a curve, in one step.

        Changed targets go to the ledger. BadInput when one becomes easier without a reason, or when
        there is nothing to lay.
        """
        shaped = self.shaped(goal_id, curve)
        if not shaped:
            raise BadInput(
                "There are no targets to lay.",
                "The goal needs a baseline, a target, and open milestones that stand elsewhere.",
            )
        with self._planner.change("laid targets along the way") as tx:
            kept = []
            for each in shaped:
                after = replace(each.milestone, target=each.target)
                record_changes(tx, each.milestone, after, self._planner.today, reason)
                kept.append(tx.change(each.milestone, target=each.target))
            return kept

    def wants_reason(self, goal_id: str, curve: str) -> bool:
        """Tell whether laying the targets along a curve makes one of them easier."""
        main = self._planner.plan.main_measure_of(find(self._planner.plan, Goal, goal_id).id)
        return any(
            needs_reason(
                each.milestone,
                replace(each.milestone, target=each.target),
                main,
                self._planner.today,
            )
            for each in self.shaped(goal_id, curve)
        )

    def _way(self, goal: Goal, curve: str) -> Way:
        if goal.due is None:
            raise BadInput(
                f"{quoted(goal.title)} has no deadline to break down.", "Give it one first."
            )
        main = self._planner.plan.main_measure_of(goal.id)
        return Way(
            start=goal.start,
            due=goal.due,
            baseline=main.baseline if main else None,
            target=main.target if main else None,
            unit=main.unit if main else "",
            hours_week=goal.hours_week,
            curve=known_curve(curve),
        )


def known_curve(name: str) -> Curve:
    """Return the curve of a name; BadInput, naming what there is, for another."""
    for curve in CURVES:
        if curve == name:
            return curve
    raise BadInput(f"“{shown(name)}” is no curve.", f"Use {', '.join(CURVES)}.")
