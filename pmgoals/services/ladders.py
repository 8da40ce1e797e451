"""The ladder in use: the common one, or that of the person's company."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.model.competency import Assessment
from pmgoals.model.ladder import Ladder, OwnLadder, own_ladder
from pmgoals.services.choices import pick
from pmgoals.services.service import Service

if TYPE_CHECKING:
    from pmgoals.ladder_file import LadderFile
    from pmgoals.model.plan import Plan


class Unseen(msgspec.Struct, frozen=True):
    """What the plan keeps under keys that a ladder does not have; it stays, and is not shown."""

    ratings: int
    """Ratings of competencies that are not in it."""
    levels: list[str]
    """Keys of the person's levels that are not in it."""


def ladder_of(plan: Plan) -> Ladder:
    """Return the ladder that a plan uses."""
    own = plan.ladder
    return own_ladder(knowledge.ladder(), own) if own else knowledge.ladder()


class Ladders(Service):
    """The ladder in use."""

    @property
    def now(self) -> Ladder:
        """The ladder in use."""
        return ladder_of(self._planner.plan)

    def level(self, name: str) -> str:
        """Return the key of the level that a key, a name or a part of one means; BadInput else."""
        return pick({level.key: level.name for level in self.now.levels}, name, "level")

    def aspired(self) -> str:
        """Return the key of the level worked towards: as told, else the one above today's."""
        profile = self._planner.plan.profile
        if profile is None:
            return ""
        if self.now.level(profile.aspired):
            return profile.aspired
        above = self.now.above(profile.level)
        return above.key if above else ""

    def take(self, found: LadderFile) -> Unseen:
        """Use a company's ladder from now on, in one step; return what falls out of sight."""
        fields = msgspec.structs.asdict(found)
        with self._planner.change("took a ladder of one's own") as tx:
            there = tx.plan.ladder
            own = tx.change(there, **fields) if there else tx.add(OwnLadder, **fields)
        return self._unseen(own_ladder(knowledge.ladder(), own))

    def reset(self) -> Unseen:
        """Use the common ladder again. BadInput when it is in use."""
        with self._planner.change("went back to the common ladder") as tx:
            there = tx.plan.ladder
            if there is None:
                raise BadInput("The common ladder is in use already.", "Nothing was changed.")
            tx.trash(there)
        return self._unseen(knowledge.ladder())

    def _unseen(self, ladder: Ladder) -> Unseen:
        plan = self._planner.plan
        rated = plan.alive(Assessment).values()
        profile = plan.profile
        levels = [profile.level, profile.aspired] if profile else []
        return Unseen(
            ratings=sum(ladder.competency(each.competency) is None for each in rated),
            levels=[key for key in dict.fromkeys(levels) if key and ladder.level(key) is None],
        )
