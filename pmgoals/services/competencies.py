"""Where a person stands: double ratings of competencies and the place on the ladder."""

from __future__ import annotations

import datetime as dt

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.amounts import shown
from pmgoals.model.competency import Assessment, Profile
from pmgoals.model.ladder import Competency
from pmgoals.services.choices import pick
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

    @property
    def gap(self) -> int | None:
        """Importance minus capability; None before the first rating."""
        if self.importance is None or self.capability is None:
            return None
        return self.importance - self.capability


class Competencies(Service):
    """Ratings and the place on the ladder."""

    def assess(
        self, competency: str, importance: int, capability: int, note: str = ""
    ) -> Assessment:
        """Rate a competency twice, 1 to 10; a second rating on the same day replaces the first.

        BadInput for an unknown key or another rating.
        """
        known = self._planner.ladders.now.competency(competency)
        if known is None:
            raise BadInput(
                f"There is no competency “{shown(competency)}”.",
                "`pmgoals competency list` shows them.",
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
        plan = self._planner.plan
        found = []
        for known in self._planner.ladders.now.competencies:
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
                )
            )
        return found

    def gaps(self, count: int = 3) -> list[Standing]:
        """Return the widest gaps, widest first; only where importance exceeds capability."""
        rated = [s for s in self.standings() if (s.gap or 0) > 0]
        return sorted(rated, key=lambda s: (-(s.gap or 0), -(s.importance or 0)))[:count]

    def set_levels(self, level: str | None = None, aspired: str | None = None) -> Profile:
        """Set today's level and the level worked towards, by their keys; None keeps one.

        BadInput for an unknown key.
        """
        known = [known.key for known in self._planner.ladders.now.levels]
        for key in (level, aspired):
            if key and key not in known:
                every = ", ".join(known)
                raise BadInput(f"There is no level “{shown(key)}”.", f"Use one of: {every}.")
        fields = {"level": level, "aspired": aspired}
        given = {name: value for name, value in fields.items() if value is not None}
        with self._planner.change("set the place on the ladder") as tx:
            profile = tx.plan.profile
            return tx.change(profile, **given) if profile else tx.add(Profile, **given)
