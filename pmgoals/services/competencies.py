"""Where a person stands: double ratings of competencies and the place on the ladder."""

from __future__ import annotations

import datetime as dt

import msgspec

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.model.amounts import shown
from pmgoals.model.calendar import Quarter
from pmgoals.model.competency import Assessment, Profile
from pmgoals.model.ladder import STEPS, Competency, Expectation, Step
from pmgoals.services import checks
from pmgoals.services.choices import one_of, pick
from pmgoals.services.service import Service


class Standing(msgspec.Struct, frozen=True):
    """One competency and its latest rating."""

    key: str
    """Key of the competency."""
    name: str
    """Its name."""
    area: str
    """Its area."""
    importance: int | None
    """Latest importance, 1-10; None before the first rating."""
    capability: int | None
    """Latest capability, 1-10; None before the first rating."""
    on: dt.date | None = None
    """Day of the latest rating."""
    asked: Expectation | None = None
    """What the level worked towards asks for; None where no level or nothing is said."""

    @property
    def step(self) -> Step | None:
        """How far it carries by its rating; None before the first one."""
        return None if self.capability is None else step_of(self.capability)

    @property
    def gap(self) -> int | None:
        """Importance minus capability; None before the first rating."""
        if self.importance is None or self.capability is None:
            return None
        return self.importance - self.capability


class Rated(msgspec.Struct, frozen=True):
    """The last rating of a competency in a quarter."""

    quarter: Quarter
    """The quarter."""
    importance: int
    """Importance for the role aspired to, 1-10."""
    capability: int
    """Capability, 1-10."""

    @property
    def gap(self) -> int:
        """Importance minus capability, -9 to 9."""
        return self.importance - self.capability


class Development(msgspec.Struct, frozen=True):
    """What makes a competency grow."""

    standing: Standing
    """Where it stands."""
    following: Step
    """The next step; the last one once it is reached."""
    activities: list[knowledge.Activity]
    """What to do, the nearest to that step first, at most three."""
    templates: list[knowledge.Template]
    """Goals to start from."""


SUGGESTED = 3
"""Activities that are suggested at once."""

IMPORTANCE: dict[Step, int] = {"awareness": 3, "working": 5, "practitioner": 8, "expert": 10}
"""The importance that a step suggests: the rating with which it is safely reached."""


def step_of(capability: int) -> Step:
    """Return the step that a capability of 1-10 counts as."""
    reached = [known.key for known in knowledge.proficiencies() if capability >= known.rating]
    return reached[-1] if reached else STEPS[0]


class Competencies(Service):
    """Ratings and the place on the ladder."""

    def assess(
        self, competency: str, importance: int, capability: int, note: str = ""
    ) -> Assessment:
        """Rate a competency twice, 1 to 10; a second rating on the same day replaces the first.

        BadInput for an unknown key or another rating.
        """
        ladder = self._planner.ladders.now
        known = ladder.competency(competency)
        if known is None:
            raise BadInput(
                f"There is no competency “{shown(competency)}”.",
                one_of((known.key for known in ladder.competencies), competency),
            )
        for word, value in (("Importance", importance), ("Capability", capability)):
            if not 1 <= value <= 10:
                raise BadInput(f"{word} is {value}; it takes 1 to 10.", "Nothing was changed.")
        today = self._planner.today
        fields = {"importance": importance, "capability": capability, "note": note.strip()}
        with self._planner.change(f"rated {known.name}") as tx:
            earlier = tx.plan.assessments_of(competency)
            if earlier and earlier[-1].on == today:
                return tx.change(earlier[-1], **fields)
            return tx.add(Assessment, competency=competency, on=today, **fields)

    def named(self, name: str) -> Competency:
        """Return the competency that a key, a name or a part of one means; BadInput otherwise."""
        every = {c.key: c for c in self._planner.ladders.now.competencies}
        return every[pick({key: c.name for key, c in every.items()}, name, "competency")]

    def standings(self) -> list[Standing]:
        """Return all competencies with their latest rating, in the order of the ladder's areas."""
        plan, ladder = self._planner.plan, self._planner.ladders.now
        aspired = self._planner.ladders.aspired()
        found = []
        for known in ladder.competencies:
            rated = plan.assessments_of(known.key)
            last = rated[-1] if rated else None
            found.append(
                Standing(
                    known.key,
                    known.name,
                    known.area,
                    last.importance if last else None,
                    last.capability if last else None,
                    last.on if last else None,
                    ladder.expectation(known.key, aspired),
                )
            )
        return found

    def gaps(self, count: int = 3) -> list[Standing]:
        """Return the widest gaps, widest first; only where importance exceeds capability."""
        rated = [s for s in self.standings() if (s.gap or 0) > 0]
        return sorted(rated, key=lambda s: (-(s.gap or 0), -(s.importance or 0)))[:count]

    def under_way(self, competency: str) -> tuple[int, int]:
        """Return how many open goals and unread items of the reading list grow a competency."""
        goals = [goal for goal in self._planner.plan.open_goals if goal.competency == competency]
        items = self._planner.reading.items(done=False)
        return len(goals), sum(item.competency == competency for item in items)

    def history(self, competency: str) -> list[Rated]:
        """Return the last rating of each quarter in which a competency was rated, in order."""
        by_quarter: dict[Quarter, Assessment] = {}
        for rating in self._planner.plan.assessments_of(competency):
            by_quarter[self._planner.calendar.quarter_of(rating.on)] = rating
        return [
            Rated(quarter, rating.importance, rating.capability)
            for quarter, rating in sorted(by_quarter.items())
        ]

    def is_due(self) -> bool:
        """Tell whether ratings of an earlier quarter are the last ones: it is time to look again.

        Reassessing each quarter is the field's advice; nothing is due before the first rating.
        """
        days = [standing.on for standing in self.standings() if standing.on]
        if not days:
            return False
        return self._planner.calendar.quarter_of(max(days)) < self._planner.quarter

    def proposed_importance(self, competency: str) -> int | None:
        """Return the importance that the level worked towards suggests, 1-10; None without one."""
        ladder = self._planner.ladders.now
        asked = ladder.expectation(competency, self._planner.ladders.aspired())
        return IMPORTANCE[asked.step] if asked and asked.step else None

    def development(self, competency: str) -> Development:
        """Return what makes a competency grow: the next step, what to do, goals to start from.

        BadInput for a competency that is not on the ladder.
        """
        checks.competency(self._planner.plan, competency)
        standing = next(s for s in self.standings() if s.key == competency)
        here = STEPS.index(standing.step) if standing.step else -1
        following = STEPS[min(here + 1, len(STEPS) - 1)]
        ranked = sorted(
            (a for a in knowledge.activities() if a.competency == competency),
            key=lambda a: (abs(STEPS.index(a.step) - STEPS.index(following)), a.minutes),
        )
        return Development(
            standing,
            following,
            ranked[:SUGGESTED],
            self._planner.templates.for_competency(competency),
        )

    def set_levels(self, level: str | None = None, aspired: str | None = None) -> Profile:
        """Set today's level and the level worked towards, by their keys; None keeps one.

        BadInput for an unknown key.
        """
        for key in (level, aspired):
            checks.level(self._planner.plan, key or "")
        fields = {"level": level, "aspired": aspired}
        given = {name: value for name, value in fields.items() if value is not None}
        with self._planner.change("set the place on the ladder") as tx:
            profile = tx.plan.profile
            return tx.change(profile, **given) if profile else tx.add(Profile, **given)
