"""The monthly alignment: where each goal goes from here, and what to tell whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import get_args

from pmgoals.errors import BadInput
from pmgoals.model.month import Month
from pmgoals.model.review import Course, Decided, Review
from pmgoals.services.kept_reviews import KeptReviews, begun
from pmgoals.services.periods import Period, look_back
from pmgoals.services.service import quoted

SEASONED = dt.timedelta(weeks=2)
"""How long a goal must have run before a month is worth talking about."""

STAYS = 10
"""Days of the next month in which the last one is still asked for."""


class Alignments(KeptReviews):
    """The monthly alignments."""

    KIND = "monthly"

    def month_to_align(self) -> Month:
        """Return the month to talk about: the last one until it was closed, early in the next."""
        now = Month.of(self._planner.today)
        last = now.plus(-1)
        if self._planner.today.day <= STAYS and self.of(last) is None and self._had_goals(last):
            return last
        return now

    def opens(self, month: Month) -> dt.date:
        """Return the day a month's alignment opens: its last day of the check-in."""
        day = self._planner.settings.checkin_weekday
        return month.last - dt.timedelta(days=(month.last.weekday() - day) % 7)

    def is_due(self) -> bool:
        """Tell whether an alignment is open and nobody held it."""
        month = self.month_to_align()
        open_now = self._planner.today >= self.opens(month)
        return open_now and self._had_goals(month) and self.of(month) is None

    def _had_goals(self, month: Month) -> bool:
        """Tell whether a goal that had run for a while was open on the month's last day so far."""
        day = min(month.last, self._planner.today)
        return any(
            goal.start + SEASONED <= self.opens(month)
            and goal.state != "paused"
            and (goal.closed_on is None or goal.closed_on > day)
            for goal in self._planner.plan.goals.values()
        )

    def of(self, month: Month) -> Review | None:
        """Return the closed alignment of a month, None when there is none."""
        return self.closed_one(str(month))

    def under_way(self, month: Month) -> Review | None:
        """Return the alignment of a month that was begun and not closed, None without one."""
        return self.begun_one(str(month))

    def facts(self, month: Month) -> Period:
        """Return what is known of a month; once closed, what was known then."""
        closed = self.of(month)
        on = closed.on if closed else None
        return look_back(
            self._planner, self.known(closed), month.label, month.first, month.last, on
        )

    def decide(
        self, month: Month, goal_id: str, course: str, what: str = "", by: dt.date | None = None
    ) -> Decided:
        """Keep what is decided about a goal.

        BadInput for a course that is none, a change that does not say what, a goal that is not in
        the plan, or a month that was closed.
        """
        if course not in get_args(Course):
            raise BadInput("That is no decision.", f"Decide one of {', '.join(get_args(Course))}.")
        if course != "continue" and not what.strip():
            raise BadInput(f"What exactly is to {course}?", "Say it in one line.", field="what")
        goal = self._planner.plan.goals.get(goal_id)
        if goal is None:
            raise BadInput("This goal is not in the plan.", "Nothing was changed.")
        decided = Decided(course=course, goal=goal_id, what=what.strip(), by=by)  # type: ignore[arg-type]
        with self._planner.change(f"decided on {quoted(goal.title)}") as tx:
            there = begun(tx.plan, self.KIND, str(month))
            others = [d for d in (there.decided if there else []) if d.goal != goal_id]
            self.put(tx, str(month), decided=[*others, decided])
        return decided

    def keep(self, month: Month, answers: Mapping[str, str]) -> Review:
        """Keep answers; an answer of only white space removes it. BadInput for a closed month."""
        with self._planner.change(f"went on with the alignment of {month.label}") as tx:
            return self.put(tx, str(month), answers)

    def close(self, month: Month, answers: Mapping[str, str] | None = None) -> Review:
        """Close a month; `answers` are added. BadInput for one closed already or still to come."""
        if month.first > self._planner.today:
            raise BadInput(f"{month.label} has not begun.", "Nothing was changed.")
        with self._planner.change(f"closed the alignment of {month.label}") as tx:
            return self.put(tx, str(month), answers or {}, closed=True)
