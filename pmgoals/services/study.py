"""Learn: the weeks, and the hours by competency against the gap."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from pmgoals import knowledge
from pmgoals.model.calendar import Quarter, Week
from pmgoals.model.learning import LearningActivity
from pmgoals.services.ladders import ladder_of

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

WEEKS = 12
"""Weeks looked back on, the present one included."""


class WeekMinutes(msgspec.Struct, frozen=True):
    """One week's learning."""

    week: Week
    """The ISO week."""
    minutes: int
    """Minutes logged in it."""


class Skill(msgspec.Struct, frozen=True):
    """Time given to one competency, beside its gap."""

    key: str
    """Key of the competency."""
    name: str
    """Its name."""
    minutes: int
    """Minutes logged for it in the weeks looked at."""
    gap: int | None
    """Importance minus capability, -9 to 9; None before the first rating."""


class Study(msgspec.Struct, frozen=True, kw_only=True):
    """Where learning stands."""

    target: int
    """Minutes a week to aim for, 0 for none."""
    weeks: list[WeekMinutes]
    """The last 12 weeks, earliest first."""
    skills: list[Skill]
    """Competencies with time or with a gap: widest gap first, then most time."""

    @property
    def this_week(self) -> int:
        """Minutes of the present week."""
        return self.weeks[-1].minutes

    @property
    def total(self) -> int:
        """Minutes of all the weeks looked at."""
        return sum(week.minutes for week in self.weeks)


class QuarterHours(msgspec.Struct, frozen=True):
    """One quarter's learning."""

    quarter: Quarter
    """The quarter."""
    minutes: int
    """Minutes logged in it, every day of it."""
    by_skill: dict[str, int]
    """Minutes by competency, most first; under "" what serves none."""


def by_quarter(planner: Planner, count: int = 4) -> list[QuarterHours]:
    """Return the learning of the last quarters, the present one last."""
    quarters = [planner.calendar.plus(planner.quarter, -back) for back in range(count - 1, -1, -1)]
    sums: dict[Quarter, Counter[str]] = {quarter: Counter() for quarter in quarters}
    for activity in planner.plan.learning:  # latest first
        if activity.on < quarters[0].start:
            break
        quarter = planner.calendar.quarter_of(activity.on)
        if quarter in sums:
            sums[quarter][activity.competency] += activity.minutes
    return [
        QuarterHours(quarter, sum(minutes.values()), dict(minutes.most_common()))
        for quarter, minutes in sums.items()
    ]


class Index:
    """The learning log made ready to be searched as it is typed."""

    def __init__(self, planner: Planner) -> None:
        plan, ladder = planner.plan, ladder_of(planner.plan)
        kinds = {kind.key: kind.label for kind in knowledge.learning_kinds()}
        skills = {known.key: known.name for known in ladder.competencies}
        titles = {goal.id: goal.title for goal in plan.goals.values()}
        self._held = [
            (
                activity,
                "\n".join(
                    (
                        activity.title, kinds.get(activity.kind, activity.kind),
                        skills.get(activity.competency, activity.competency),
                        titles.get(activity.goal or "", ""), activity.takeaway,
                        activity.applied_in, str(planner.calendar.quarter_of(activity.on)),
                        activity.on.isoformat(),
                    )
                ).casefold(),
            )
            for activity in plan.learning
        ]  # fmt: skip

    def find(self, text: str) -> list[LearningActivity]:
        """Return the activities in which every word of a text occurs, latest first.

        Looked at are title, kind, competency, goal, takeaway, where it was used, quarter and day.
        """
        words = text.casefold().split()
        return [a for a, held in self._held if all(word in held for word in words)]


def look(planner: Planner) -> Study:
    """Return the last 12 weeks of learning, in minutes, and what they went to."""
    now = planner.week
    weeks = [now.plus(back) for back in range(1 - WEEKS, 1)]
    first, last = weeks[0].monday, now.sunday
    by_week: Counter[Week] = Counter()
    by_skill: Counter[str] = Counter()
    for activity in planner.plan.learning:  # latest first
        if activity.on < first:
            break
        if activity.on <= last:
            by_week[Week.of(activity.on)] += activity.minutes
            by_skill[activity.competency] += activity.minutes
    gaps = {standing.key: standing.gap for standing in planner.competencies.standings()}
    skills = [
        Skill(known.key, known.name, by_skill[known.key], gaps.get(known.key))
        for known in ladder_of(planner.plan).competencies
        if by_skill[known.key] or (gaps.get(known.key) or 0) > 0
    ]
    listed = {known.key for known in ladder_of(planner.plan).competencies}
    for key, minutes in by_skill.items():
        if key and key not in listed and minutes:  # of another ladder, such as the one before
            common = knowledge.competency(key)
            skills.append(Skill(key, common.name if common else key, minutes, None))
    return Study(
        target=planner.settings.learning_minutes,
        weeks=[WeekMinutes(week, by_week[week]) for week in weeks],
        skills=sorted(skills, key=lambda s: (-max(s.gap or 0, 0), -s.minutes)),
    )
