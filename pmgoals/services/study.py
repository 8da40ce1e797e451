"""Learn: the weeks, and the hours by competency against the gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from pmgoals import knowledge
from pmgoals.model.calendar import Quarter, Week
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


class Given(msgspec.Struct, frozen=True):
    """Time given to one competency, quarter by quarter."""

    key: str
    """Key of the competency; empty for what serves none."""
    name: str
    """Its name."""
    gap: int | None
    """Importance minus capability, -9 to 9; None before the first rating."""
    minutes: list[int]
    """Minutes by quarter."""


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


def given(planner: Planner, quarters: Sequence[QuarterHours]) -> list[Given]:
    """Return the competencies with time or with a gap: widest gap first, then most time."""
    standings = {each.key: each for each in planner.competencies.standings()}
    keys = [key for key, each in standings.items() if (each.gap or 0) > 0]
    keys += [key for quarter in quarters for key in quarter.by_skill]
    found = [
        Given(
            key,
            standings[key].name if key in standings else key or "none in particular",
            standings[key].gap if key in standings else None,
            [quarter.by_skill.get(key, 0) for quarter in quarters],
        )
        for key in dict.fromkeys(keys)
    ]
    return sorted(found, key=lambda each: _first(each.gap, sum(each.minutes)))


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
        skills=sorted(skills, key=lambda s: _first(s.gap, s.minutes)),
    )


def _first(gap: int | None, minutes: int) -> tuple[int, int]:
    """Return what competencies are sorted by: the widest gap first, then the most time."""
    return -max(gap or 0, 0), -minutes
