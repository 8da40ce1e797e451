"""Learn: the log of what was learned, and the time given to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week
from pmgoals.model.learning import LearningActivity
from pmgoals.services.names import find
from pmgoals.services.service import Service, needed, quoted

EXAMPLE = "Interviewed two churned accounts 45m"


class LearningLog(Service):
    """The learning log."""

    def log(
        self,
        title: str,
        *,
        minutes: int = 0,
        kind: str = "practice",
        competency: str = "",
        goal: str | None = None,
        on: dt.date | None = None,
        takeaway: str = "",
        link: str = "",
        rating: int | None = None,
    ) -> LearningActivity:
        """Log a learning activity; BadInput for an empty title or a value out of range.

        `minutes` 0 or more; `goal` is an id; `on` is not later than today; `rating` 1-5.
        """
        kept = needed(title, "The activity", EXAMPLE)
        day = on or self._planner.today
        _check(minutes, rating, day, self._planner.today)
        with self._planner.change(f"logged learning {quoted(kept)}") as tx:
            return tx.add(
                LearningActivity,
                title=kept,
                minutes=minutes,
                kind=kind,
                competency=competency,
                goal=goal,
                on=day,
                takeaway=takeaway.strip(),
                link=link.strip(),
                rating=rating,
            )

    def edit(self, activity: LearningActivity, **fields: Any) -> LearningActivity:
        """Change an activity; the same checks as for a new one."""
        if "title" in fields:
            fields["title"] = needed(fields["title"], "The activity", EXAMPLE)
        _check(
            fields.get("minutes", activity.minutes),
            fields.get("rating", activity.rating),
            fields.get("on", activity.on),
            self._planner.today,
        )
        with self._planner.change(f"edited learning {quoted(activity.title)}") as tx:
            return tx.change(find(tx.plan, LearningActivity, activity.id), **fields)

    def minutes_in(self, week: Week) -> int:
        """Return the minutes logged in an ISO week."""
        days = (week.monday, week.sunday)
        return sum(a.minutes for a in self._planner.plan.learning if days[0] <= a.on <= days[1])


def _check(minutes: int, rating: int | None, day: dt.date, today: dt.date) -> None:
    if minutes < 0:
        raise BadInput("Minutes cannot be negative.", "Write them like 45m or 1h30.")
    if rating is not None and not 1 <= rating <= 5:
        raise BadInput(f"A rating of {rating} is not known; it takes 1 to 5.", "Nothing was saved.")
    if day > today:
        raise BadInput(
            "The day is still to come; the log holds what was done.", "Use today or earlier."
        )
