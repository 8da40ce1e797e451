"""Check in: one week's word on one goal, with its readings."""

from __future__ import annotations

from collections.abc import Mapping

from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week
from pmgoals.model.checkin import Checkin
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.services.measures import take_reading
from pmgoals.services.names import find
from pmgoals.services.service import Service, quoted


class Checkins(Service):
    """The week's word on each goal."""

    def save(
        self,
        goal_id: str,
        *,
        confidence: int | None = None,
        note: str | None = None,
        blocker: str | None = None,
        next_action: str | None = None,
        readings: Mapping[str, float] | None = None,
        week: Week | None = None,
    ) -> Checkin:
        """Check in on a goal: one check-in a week, in one step with its readings.

        None keeps what the week's check-in already says. `readings` are values by measure id;
        those of an earlier week are dated its Sunday. BadInput for a confidence outside 1-10, a
        week still to come, or a check-in that says nothing.
        """
        now = self._planner.week
        week = week or now
        if week > now:
            raise BadInput(f"{week} is still to come.", "Check in on this week or an earlier one.")
        if confidence is not None and not 1 <= confidence <= 10:
            raise BadInput(f"Confidence is {confidence}; it takes 1 to 10.", "Nothing was saved.")
        fields = {
            "confidence": confidence,
            "note": note,
            "blocker": blocker,
            "next_action": next_action,
        }
        given = {name: _bare(value) for name, value in fields.items() if value is not None}
        today = self._planner.today
        day = today if week == now else min(week.sunday, today)
        goal = find(self._planner.plan, Goal, goal_id)
        says = any(value != "" for value in given.values())
        if not readings and not says and not (given and self.of(goal.id, week)):
            raise BadInput(
                "The check-in says nothing yet.", "Give a value, a confidence or a note."
            )
        with self._planner.change(f"checked in on {quoted(goal.title)}") as tx:
            for measure_id, value in (readings or {}).items():
                measure = find(tx.plan, Measure, measure_id)
                take_reading(tx, measure, value, day, "", today)
            there = self.of(goal.id, week)
            if there is not None:
                return tx.change(there, on=today, **given)
            late = week < now
            return tx.add(Checkin, goal=goal.id, week=str(week), on=today, late=late, **given)

    def of(self, goal_id: str, week: Week) -> Checkin | None:
        """Return the check-in of a goal in a week, None when there is none."""
        found = [c for c in self._planner.plan.checkins_of(goal_id) if c.week == str(week)]
        return found[-1] if found else None

    def due(self, week: Week | None = None) -> list[Goal]:
        """Return the active, started goals without a check-in in a week (today's by default)."""
        week = week or self._planner.week
        return [
            goal
            for goal in self._planner.plan.active_goals
            if goal.start <= week.sunday and self.of(goal.id, week) is None
        ]

    def in_week(self, week: Week) -> list[tuple[Goal, Checkin | None]]:
        """Return the goals with a check-in in a week, then those it is due of, with None."""
        found = [(goal, self.of(goal.id, week)) for goal in self._planner.plan.goals.values()]
        said = [(goal, checkin) for goal, checkin in found if checkin is not None]
        return [*said, *((goal, None) for goal in self.due(week))]


def _bare(value: str | int) -> str | int:
    return value.strip() if isinstance(value, str) else value
