"""What a file of another program holds: things with a day, each known by where it came from."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from pmgoals.errors import BadInput, Fault, FaultyFile
from pmgoals.model.amounts import shown

Kind = Literal["journal", "milestones", "evidence", "learning"]
"""What things can become: text of a week, milestones, pieces of evidence, learning activities."""

MOST = 20_000
"""The most things of one file: a plan is written whole, and this is a life's work."""

LONGEST_TITLE = 2_000
"""The most characters of a title."""

LONGEST_TEXT = 100_000
"""The most characters of any other text."""


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that another program keeps."""

    line: int
    """The line it begins on, 1-based."""
    origin: str
    """What it is known by, the same in every export: `jira:PM-12`."""
    title: str
    """What it is called, on one line."""
    text: str = ""
    """More about it."""
    on: dt.date | None = None
    """The day it happened or was done; None while it is open."""
    due: dt.date | None = None
    """The day it is due, None for none."""
    goal: str = ""
    """What names the goal it is for."""
    project: str = ""
    """What it is part of there, which may mean a goal."""
    tags: list[str] = []
    """Its labels."""
    more: dict[str, Any] = {}
    """Further fields by their name in a record of ours."""

    def fields(self, kind: Kind) -> dict[str, Any]:
        """Return what it says of a record of a kind, by field; what it does not say is not in.

        The fields of a table that are ours alone (`more`) are not among them.
        """
        if kind == "milestones":
            due = {"due": self.due} if self.due else {}
            return {"title": self.title, **due, "done_on": self.on}
        text = "takeaway" if kind == "learning" else "text"
        day = {"on": self.on} if self.on else {}
        return {"title": self.title, **day, text: self.text}


class LeftOut(msgspec.Struct, frozen=True):
    """Something of a file that is by its nature not taken in."""

    line: int
    """Its line, 1-based."""
    title: str
    """What it is called."""
    why: str
    """The reason, as the rest of a sentence without its full stop."""


class ForeignFile(msgspec.Struct, frozen=True):
    """What a file holds."""

    program: str
    """What wrote it, as a sentence names it: `Jira`."""
    things: list[Thing]
    """What can be taken in, in the order of the file."""
    left: list[LeftOut]
    """What is left out, in the order of the file."""
    unused: list[str] = []
    """Columns that nothing was taken from."""


class Gathered:
    """Gathers the things of a file and its faults; any fault makes all of it refused."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._things: dict[str, Thing] = {}
        self._left: list[LeftOut] = []
        self._faults: list[Fault] = []

    def fault(self, line: int, why: str) -> None:
        """Keep what is wrong with a line."""
        self._faults.append(Fault(line, why))

    def leave(self, line: int, title: str, why: str) -> None:
        """Keep what is left out, and why."""
        self._left.append(LeftOut(line, title, why))

    def add(self, thing: Thing) -> None:
        """Keep a thing. One that is there already word for word is left out, another is a fault."""
        if thing.origin not in self._things:
            if wrong := list(_faults(thing)):
                for why in wrong:
                    self.fault(thing.line, why)
                return
            if len(self._things) <= MOST:  # one more than can be taken says that there are more
                self._things[thing.origin] = thing
            return
        first = self._things[thing.origin]
        if msgspec.structs.replace(thing, line=first.line) == first:
            self.leave(thing.line, thing.title, f"it stands on line {first.line}, too")
        else:
            self.fault(thing.line, f"it is there otherwise on line {first.line}, as the same one")

    def done(self, unused: Iterable[str] = ()) -> ForeignFile:
        """Return the file; FaultyFile, which names every line at fault, when one is.

        BadInput for a file of more things than a plan takes at once.
        """
        if len(self._things) > MOST:
            raise BadInput(
                f"The file holds more than {MOST:,} entries; nothing was changed.",
                "Export it in parts.",
            )
        if self._faults:
            raise FaultyFile("The file", sorted(self._faults))
        left = sorted(self._left, key=lambda each: each.line)
        return ForeignFile(self._program, list(self._things.values()), left, list(unused))


def one_line(text: str) -> str:
    """Return a title on one line."""
    return " ".join(text.split())


def sound(text: str, name: str) -> str:
    """Return text that is valid Unicode; BadInput for half a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput(f"its {name} holds half a character, which is no valid text") from None
    return text


def origin_of(program: str, *parts: object) -> str:
    """Return an origin made of what a thing consists of, for programs that give it no id."""
    data = msgspec.json.encode(parts, enc_hook=str)
    return f"{program}:{hashlib.blake2b(data, digest_size=8).hexdigest()}"


def _faults(thing: Thing) -> Iterable[str]:
    if not thing.title:
        yield "it has no title"
    if len(thing.title) > LONGEST_TITLE:
        yield f"its title is longer than {LONGEST_TITLE:,} characters"
    for text in (thing.text, thing.goal, thing.project, *thing.tags, *thing.more.values()):
        if isinstance(text, str) and len(text) > LONGEST_TEXT:
            yield f"“{shown(text)}” is longer than {LONGEST_TEXT:,} characters"
