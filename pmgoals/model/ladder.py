"""The ladder: levels, competencies, and what each level asks for in each competency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol, get_args

import msgspec

from pmgoals.model.record import Record

Step = Literal["awareness", "working", "practitioner", "expert"]
"""How far a competency carries, in four steps (UK Government Digital and Data framework)."""

STEPS: tuple[Step, ...] = get_args(Step)
"""The steps, from the first up."""


class Competency(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A skill of product managers that can be rated, coached and shown by evidence."""

    key: str
    """Stable name in snake_case; ratings and evidence are kept under it."""
    name: str
    """Name as shown."""
    area: str = ""
    """Group it belongs to, such as "Execution"."""
    text: str = ""
    """One sentence on what the skill is in practice."""
    core: bool = True
    """True for those everybody rates, False for the optional ones."""


class Level(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A rung of the career ladder; a tuple of levels goes from the lowest up."""

    key: str
    """Stable name in snake_case."""
    name: str
    """Title as shown; titles differ between companies."""
    scope: str = ""
    """What the role looks after."""
    expected: str = ""
    """What the role is counted on for."""
    next_step: str = ""
    """What to take on to grow beyond it."""
    like: str = ""
    """Key of the level of the common ladder whose expectations it takes where it has none."""


class Expectation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a level asks for in one competency."""

    text: str
    """What can be seen of somebody who meets it, in one sentence."""
    step: Step | None = None
    """How far the competency is to carry; None where a ladder does not say."""


Cells = Mapping[str, Mapping[str, Expectation]]
"""Expectations by competency and level."""


class OwnLadder(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The ladder of the person's company; a plan holds one at most."""

    name: str = ""
    """What it is called."""
    levels: list[Level] = []
    """Its levels, from the lowest up."""
    competencies: list[Competency] = []
    """Its competencies; none where the common ones stay."""
    expectations: dict[str, dict[str, Expectation]] = {}
    """Expectations by competency and level."""


class Ladder(msgspec.Struct, frozen=True, kw_only=True):
    """A ladder as it is used: the common one, or the company's over it."""

    name: str = ""
    """What it is called; empty for the common one."""
    levels: tuple[Level, ...]
    """Levels, from the lowest up."""
    competencies: tuple[Competency, ...]
    """Competencies by area."""
    cells: Cells
    """Expectations by competency and level."""
    common: tuple[str, ...] = ()
    """Keys of the common levels, from the lowest up; none where this is the common ladder."""

    def level(self, key: str) -> Level | None:
        """Return the level of this key, None when there is none."""
        return next((level for level in self.levels if level.key == key), None)

    def competency(self, key: str) -> Competency | None:
        """Return the competency of this key, None when there is none."""
        return next((known for known in self.competencies if known.key == key), None)

    def place(self, level: str) -> int:
        """Return how many levels lie below one; -1 for a level that is none.

        One of the common ladder is where the highest level stands that is like it or less.
        """
        keys = [known.key for known in self.levels]
        if level in keys:
            return keys.index(level)
        if level not in self.common:
            return -1
        less = self.common[: self.common.index(level) + 1]
        return max((at for at, known in enumerate(self.levels) if known.like in less), default=-1)

    def like(self, level: str) -> Level | None:
        """Return the level of this key, else the highest that is like it; None for neither."""
        alike = (known for known in reversed(self.levels) if level and known.like == level)
        return self.level(level) or next(alike, None)

    def above(self, level: str) -> Level | None:
        """Return the level above one; None at the top, or for a level that is none."""
        at = self.place(level)
        return self.levels[at + 1] if 0 <= at < len(self.levels) - 1 else None

    def expectation(self, competency: str, level: str) -> Expectation | None:
        """Return what a level asks for in a competency, None where nothing is said."""
        cells = self.cells.get(competency, {})
        found, known = cells.get(level), self.level(level)
        return found if found or known is None else cells.get(known.like)


class Said(Protocol):
    """What a company says of its ladder, in a plan or in a file."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def levels(self) -> Sequence[Level]:
        """Its levels, from the lowest up."""

    @property
    def competencies(self) -> Sequence[Competency]:
        """Its competencies; none where the common ones stay."""

    @property
    def expectations(self) -> Cells:
        """Expectations by competency and level."""


def own_ladder(common: Ladder, own: Said) -> Ladder:
    """Return a company's ladder; what it leaves out, the common one says."""
    cells = {key: dict(row) for key, row in common.cells.items()}
    for key, row in own.expectations.items():
        cells[key] = cells.get(key, {}) | dict(row)
    return Ladder(
        name=own.name,
        levels=tuple(own.levels) or common.levels,
        competencies=tuple(own.competencies) or common.competencies,
        cells=cells,
        common=tuple(level.key for level in common.levels),
    )
