"""The levels, competencies and expectations of a ladder file, each taken or named as a fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import msgspec

from pmgoals import knowledge
from pmgoals.errors import Fault
from pmgoals.inert import one_line
from pmgoals.model.amounts import shown
from pmgoals.model.ladder import STEPS, Competency, Expectation, Level
from pmgoals.nearest import nearest

MOST = {"levels": 30, "competencies": 60}
"""The most levels and competencies a ladder takes: more is no ladder of one craft."""

LONGEST_TEXT = 600
"""The most characters of one text of a ladder."""

What = Literal["level", "competency"]
"""What a name can be of."""


class Entry(NamedTuple):
    """A level, competency or expectation as it is written."""

    line: int
    """The line it begins on, 1-based."""
    texts: Mapping[str, str]
    """Its texts by their names."""
    lines: Mapping[str, int] = {}
    """The line of each text that has one of its own."""

    def at(self, part: str) -> int:
        """Return the line on which a text stands, or on which it is missed."""
        return self.lines.get(part, self.line)


def key_of(name: str) -> str:
    """Return the key that a name makes: `Managing Up` is `managing_up`."""
    return re.sub(r"\W+", "_", name.strip().casefold()).strip("_")


class Entries:
    """Takes entry by entry, and gathers the faults.

    What was refused is remembered by everything it could be called, so that one fault of a level
    is not told again for each expectation of it.
    """

    def __init__(self) -> None:
        self.levels: dict[str, Level] = {}
        """Levels by key, from the lowest up."""
        self.competencies: dict[str, Competency] = {}
        """Competencies by key."""
        self.cells: dict[str, dict[str, Expectation]] = {}
        """Expectations by competency and level."""
        self._faults: list[Fault] = []
        self._refused: dict[str, set[str]] = {"level": set(), "competency": set()}
        self._lines: dict[tuple[str, ...], int] = {}  # where something was said first

    def fault(self, line: int, why: str) -> None:
        """Keep a fault."""
        self._faults.append(Fault(line, why))

    def done(self) -> list[Fault]:
        """Return every fault by its line, those of the whole file among them."""
        if not self.levels and not self._faults:
            self.fault(1, "there is no level in it")
        for what, part, found in (
            ("levels", "level", self.levels), ("competencies", "competency", self.competencies)
        ):  # fmt: skip
            if len(found) > MOST[what]:
                line = self._lines[part, [*found][MOST[what]]]
                self.fault(line, f"it has {len(found)} {what}; {MOST[what]} are the most")
        return sorted(self._faults)

    def refuse(self, what: str, texts: Mapping[str, object]) -> None:
        """Remember what a level or competency that was not taken may be called elsewhere."""
        called = {key_of(text) for text in texts.values() if isinstance(text, str)}
        self._refused.get(what, set()).update(called)

    def knows(self, what: What, name: str) -> bool:
        """Tell whether a level or competency of this name was taken or refused before."""
        key = key_of(name)
        return key in (self.levels if what == "level" else self.competencies) or (
            key in self._refused[what]
        )

    # ---- entries ----

    def level(self, entry: Entry) -> None:
        """Take a level."""
        key = self._new(entry, self.levels, "level")
        like = entry.texts.get("like", "")
        if like and like not in {level.key for level in knowledge.levels()}:
            every = ", ".join(level.key for level in knowledge.levels())
            why = f"like = “{shown(like)}” is no level of the common ladder ({every})"
            self.fault(entry.at("like"), why)
            self.refuse("level", entry.texts)
        elif key:
            texts = {
                part: one_line(entry.texts.get(part, ""))
                for part in ("scope", "expected", "next_step")
            }
            name = one_line(entry.texts["name"])
            self.levels[key] = Level(key=key, name=name, like=like, **texts)

    def competency(self, entry: Entry) -> None:
        """Take a competency."""
        key = self._new(entry, self.competencies, "competency")
        if key:
            common, texts = knowledge.competency(key), entry.texts
            self.competencies[key] = Competency(
                key=key,
                name=one_line(texts["name"]),
                area=one_line(texts.get("area", "")) or (common.area if common else ""),
                text=one_line(texts.get("text", "")) or (common.text if common else ""),
            )

    def expectation(self, entry: Entry) -> None:
        """Take what a level asks for in a competency."""
        own = self.competencies or self._refused["competency"]
        common = {} if own else {known.key: known for known in knowledge.competencies()}
        skill = self._meant(entry, "competency", self.competencies or common)
        level = self._meant(entry, "level", self.levels)
        text, step = entry.texts.get("text", ""), entry.texts.get("step", "").strip().casefold()
        if not text.strip():
            self.fault(entry.at("text"), "the expectation has no text")
        if step and step not in STEPS:
            why = f"the step “{shown(step)}” is not known: {', '.join(STEPS)}"
            self.fault(entry.at("step"), why)
            return
        if not (skill and level and text.strip() and self._fits(entry, "text", text)):
            return
        if self.is_first(entry.line, f"what {level} asks for in {skill}", "cell", skill, level):
            row = self.cells.setdefault(skill, {})
            row[level] = Expectation(text=one_line(text), step=step or None)

    def add(self, entry: Entry, what: What, name: str, part: str) -> None:
        """Take a text of a level or competency that is there already, where it has none yet."""
        known: dict[str, Any] = dict(self.levels if what == "level" else self.competencies)
        there, text = known.get(key_of(name)), entry.texts[part]
        if there is None or not text or not self._fits(entry, part, text):
            return
        if getattr(there, part) == one_line(text) and part != "expected":
            return  # tables say it again on each row
        said = f"the {part} of {shown(name)}"
        if part == "expected":
            said = f"what {shown(name)} is counted on for"
        if self.is_first(entry.line, said, part, there.key):
            changed = msgspec.structs.replace(there, **{part: one_line(text)})
            if isinstance(changed, Level):
                self.levels[there.key] = changed
            else:
                self.competencies[there.key] = changed

    def is_first(self, line: int, what: str, *place: str) -> bool:
        """Tell whether something is said for the first time; a second time is a fault."""
        first = self._lines.get(place)
        if first is None:
            self._lines[place] = line
        else:
            self.fault(line, f"{what} was said before, on line {first}")
        return first is None

    # ---- parts ----

    def _new(self, entry: Entry, known: Mapping[str, object], what: What) -> str:
        """Return the key of a new entry, empty when there is something wrong with it."""
        name = entry.texts.get("name", "")
        key = key_of(entry.texts.get("key") or name)
        sound = [self._fits(entry, part, text) for part, text in entry.texts.items()]
        if not name.strip():
            self.fault(entry.at("name"), f"the {what} has no name")
        elif not key:
            why = f"“{shown(name)}” makes no key; a name needs a letter or a number"
            self.fault(entry.at("name"), why)
        elif key in known:
            part = "key" if entry.texts.get("key") else "name"
            first = self._lines[what, key]
            why = f"the {what} “{shown(name)}” is there twice, first on line {first}"
            self.fault(entry.at(part), why)
        elif all(sound):
            self._lines[what, key] = entry.line
            for part in ("scope", "area"):
                if entry.texts.get(part):
                    self._lines[part, key] = entry.line
            return key
        self.refuse(what, entry.texts)
        return ""

    def _meant(self, entry: Entry, what: What, known: Mapping[str, Any]) -> str:
        """Return the key of the level or competency that an expectation names, empty for none."""
        typed = entry.texts.get(what, "")
        wanted = key_of(typed)
        for key, there in known.items():
            if wanted in (key, key_of(there.name)):
                return key
        if typed.strip() and wanted in self._refused[what]:
            return ""
        near = nearest(wanted, known)
        hint = f"; {near}?" if near else ""
        why = f"there is no {what} “{shown(typed)}”{hint}" if typed else f"it names no {what}"
        self.fault(entry.at(what), why)
        return ""

    def _fits(self, entry: Entry, part: str, text: str) -> bool:
        if len(text) > LONGEST_TEXT:
            self.fault(entry.at(part), f"{part} is longer than {LONGEST_TEXT} characters")
        return len(text) <= LONGEST_TEXT
