"""The ladder in use: the common one, or that of the person's company."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

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


class _Serving(Protocol):
    @property
    def competency(self) -> str: ...


class Unseen(msgspec.Struct, frozen=True):
    """What the plan keeps under keys that a ladder does not have; it stays, and is not shown."""

    ratings: int
    """Ratings of competencies that are not in it."""
    evidence: int
    """Pieces of evidence of a competency or a level that is not in it."""
    learning: int
    """Learning activities and things on the reading list that serve none of its competencies."""
    goals: int
    """Goals that serve a competency that is not in it."""
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
        level = self.now.like(profile.aspired) or self.now.above(profile.level)
        return level.key if level else ""

    def look(self, found: LadderFile) -> Unseen:
        """Return what would fall out of sight with a company's ladder."""
        return self._unseen(own_ladder(knowledge.ladder(), found))

    def take(self, found: LadderFile) -> Unseen:
        """Use a company's ladder from now on, in one step; return what falls out of sight."""
        fields = msgspec.structs.asdict(found)
        with self._planner.change("took a ladder of one's own") as tx:
            there = tx.plan.ladder
            if there:
                tx.change(there, **fields)
            else:
                tx.add(OwnLadder, **fields)
        return self.look(found)

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
        profile = plan.profile
        levels = [profile.level, profile.aspired] if profile else []

        def lost(records: Iterable[_Serving]) -> int:
            return sum(bool(r.competency) and not ladder.competency(r.competency) for r in records)

        return Unseen(
            ratings=lost(plan.alive(Assessment).values()),
            evidence=lost(plan.evidence)
            + sum(
                bool(piece.level) and ladder.place(piece.level) < 0
                for piece in plan.evidence
                if not piece.competency or ladder.competency(piece.competency)
            ),
            learning=lost([*plan.learning, *plan.reading_list]),
            goals=lost(plan.goals.values()),
            levels=[key for key in dict.fromkeys(levels) if key and ladder.like(key) is None],
        )
