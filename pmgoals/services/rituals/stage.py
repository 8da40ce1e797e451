"""What a ritual asks: questions, and the stages they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

Kind = Literal["value", "confidence", "grade", "day", "choice", "line"]
"""What a question takes."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question of a stage."""

    key: str
    """Name of its answer."""
    label: str
    """What stands before it; empty when the stage asks it all."""
    kind: Kind = "line"
    """What it takes."""
    offered: str = ""
    """What stands in it at first; Enter keeps it."""
    help: str = ""
    """One sentence on what belongs there."""
    options: tuple[tuple[str, str], ...] = ()
    """Keys and words to choose from."""
    aside: bool = False
    """Whether Enter passes it over; it is there for those who go to it."""
    listed: bool = False
    """Whether it is a line of a list, which ends with its first empty line."""


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a ritual."""

    key: str
    """Its name inside the ritual, such as `wins`, or `goal:` and an id."""
    title: str
    """What the list of stages calls it."""
    ask: str
    """The question above its fields."""
    about: list[str] = []
    """What to know before answering, a line each."""
    questions: list[Question]
    """What it asks; at least one."""
    answered: bool
    """Whether it holds an answer already."""

    def offered(self, key: str) -> str:
        """Return what stands in a question at first; empty for one it does not ask."""
        return next((q.offered for q in self.questions if q.key == key), "")

    @property
    def lines_before(self) -> list[str]:
        """The lines that stood in it at first, as far as they said something."""
        return [q.offered for q in self.questions if q.kind == "line" and q.offered]


def list_questions(lines: Sequence[str], most: int, help: str) -> list[Question]:
    """Return the questions of a list of at most `most` lines; `lines` stand in it already."""
    shown = [*lines, *[""] * (max(most, len(lines)) - len(lines))]
    return [
        Question(key=str(n), label=str(n + 1), offered=text, help=help, listed=True)
        for n, text in enumerate(shown)
    ]
