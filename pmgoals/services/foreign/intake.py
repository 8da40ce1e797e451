"""What becomes of a file of another program, thing by thing."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from pmgoals.foreign_files.things import Kind

State = Literal["new", "changed", "known", "kept", "trash", "left"]
"""What becomes of a thing: a new record or a changed one; or nothing, since the plan holds it just
so, since the person changed it, since it lies in the trash, or by what it is."""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """One thing of a file, and what becomes of it."""

    line: int
    """The line it begins on, 1-based."""
    state: State
    """What becomes of it."""
    kind: Kind | None = None
    """What it is in the plan, or would be; None for what is left out."""
    id: str = ""
    """Id of its record; empty where there is none, or would be a new one."""
    on: dt.date | None = None
    """Its day: due, done, or when it happened."""
    done: bool = False
    """Whether a milestone of it is done."""
    title: str
    """What it is called in the file."""
    goal: str | None = None
    """Id of the goal it belongs to."""
    origin: str = ""
    """What it is known by; empty for what is left out."""
    why: str = ""
    """What changed, or why nothing does, as the rest of a sentence."""


class Intake(msgspec.Struct, frozen=True):
    """What becomes of a file, in its order."""

    program: str
    """What wrote it, as a sentence names it."""
    entries: list[Taken]
    """All that it holds."""
    unused: list[str]
    """Columns that nothing was taken from."""

    def of(self, *states: State) -> list[Taken]:
        """Return what becomes one of these."""
        return [entry for entry in self.entries if entry.state in states]
