"""The levels, competencies and expectations of a ladder file, each taken or named as a fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
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

MOST_ENTRIES = 2_000
"""Entries or rows after which reading stops: the largest ladder has 30 + 60 + 30 x 60 of them."""

LARGEST = 2_000_000
"""The most characters of a file: more than every text of the largest ladder."""

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
    wrong: frozenset[str] = frozenset()
    """Texts that are not among them because they were found at fault before."""

    def at(self, part: str) -> int:
        """Return the line on which a text stands, or on which it is missed."""
        return self.lines.get(part, self.line)


def key_of(name: str) -> str:
    """Return the key that a name makes: `Managing Up` is `managing_up`."""
    return re.sub(r"\W+", "_", name.strip().casefold()).strip("_")


@cache
def _common() -> dict[str, Competency]:
    """Return the common competencies by key and by what their names make."""
    known = {key_of(known.name): known for known in knowledge.competencies()}
    return known | {found.key: found for found in known.values()}


class Entries:
    """Takes entry by entry, and gathers the faults.

    What was refused is remembered by everything it could be called, so that one fault of a level
    is not told again for each expectation of it; and by its key, so that a second one is told.
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
        self._names: dict[tuple[str, str], str] = {}  # keys by what they may be called
        self._said: dict[tuple[str, ...], tuple[int, str]] = {}  # where what was said first
        self._count = 0

    def fault(self, line: int, why: str) -> None:
        """Keep a fault."""
        self._faults.append(Fault(line, why))

    def has_room(self, line: int) -> bool:
        """Count an entry; tell whether it is taken, and name as a fault the first that is not."""
        self._count += 1
        if self._count == MOST_ENTRIES + 1:
            self.fault(
                line, f"it goes on after {MOST_ENTRIES:,} entries; the rest of it was not read"
            )
        return self._count <= MOST_ENTRIES

    def done(self) -> list[Fault]:
        """Return every fault by its line, those of the whole file among them."""
        if not self.levels and not self._faults:
            self.fault(1, "there is no level in it")
        for what, part, found in (
            ("levels", "level", self.levels), ("competencies", "competency", self.competencies)
        ):  # fmt: skip
            if len(found) > MOST[what]:
                line, _ = self._said[part, [*found][MOST[what]]]
                self.fault(line, f"it has more than {MOST[what]} {what}, and this is the next one")
        return sorted(self._faults)

    def refuse(self, what: str, texts: Mapping[str, object]) -> None:
        """Remember what a level or competency that was not taken may be called elsewhere."""
        called = {key_of(text) for text in texts.values() if isinstance(text, str)}
        self._refused.get(what, set()).update(called)

    def knows(self, what: What, name: str) -> bool:
        """Tell whether a level or competency of this name was taken or refused before."""
        return (what, key_of(name)) in self._said

    # ---- entries ----

    def level(self, entry: Entry) -> None:
        """Take a level."""
        key = self._new(entry, "level")
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
        key = self._new(entry, "competency")
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
        common = {} if own else _common()
        skill = self._meant(entry, "competency", self.competencies or common)
        level = self._meant(entry, "level", self.levels)
        text, step = entry.texts.get("text", ""), entry.texts.get("step", "").strip().casefold()
        sound = self._fits(entry, "text", text) and not entry.wrong
        if not text.strip() and "text" not in entry.wrong:
            self.fault(entry.at("text"), "the expectation has no text")
        asked = next((known for known in STEPS if known == step), None)
        if step and not asked:
            why = f"the step “{shown(step)}” is not known: {', '.join(STEPS)}"
            self.fault(entry.at("step"), why)
            sound = False
        if not (skill and level):
            return
        what = f"what {level} asks for in {skill}"
        first = self._is_first(entry.line, what, ("cell", skill, level))
        known = skill in (self.competencies or common) and level in self.levels
        if first and sound and known and text.strip():
            row = self.cells.setdefault(skill, {})
            row[level] = Expectation(text=one_line(text), step=asked)

    def add(self, entry: Entry, what: What, name: str, part: str) -> None:
        """Take a text of a level or competency that is there already, where it has none yet."""
        key, text = key_of(name), one_line(entry.texts[part])
        fits = self._fits(entry, "name", name) and self._fits(entry, part, text)
        if not text or not fits:
            return
        said = f"the {part} of {shown(name)}"
        if part == "expected":
            said = f"what {shown(name)} is counted on for"
        elif self._said.get((part, key), (0, ""))[1] == text:
            return  # tables say it again on each row
        if not self._is_first(entry.line, said, (part, key), text):
            return
        level, skill = self.levels.get(key), self.competencies.get(key)
        if what == "level" and level:
            self.levels[key] = msgspec.structs.replace(level, **{part: text})
        elif what == "competency" and skill:
            self.competencies[key] = msgspec.structs.replace(skill, **{part: text})

    def _is_first(self, line: int, what: str, place: tuple[str, ...], text: str = "") -> bool:
        """Tell whether something is said for the first time; a second time is a fault."""
        if place in self._said:
            self.fault(line, f"{what} was said before, on line {self._said[place][0]}")
            return False
        self._said[place] = line, text
        return True

    # ---- parts ----

    def _new(self, entry: Entry, what: What) -> str:
        """Return the key of a new entry, empty when there is something wrong with it."""
        name, wrong = entry.texts.get("name", ""), entry.wrong
        key = "" if "key" in wrong else key_of(entry.texts.get("key") or name)
        sound = [self._fits(entry, part, text) for part, text in entry.texts.items()]
        if not name.strip():
            if "name" not in wrong:
                self.fault(entry.at("name"), f"the {what} has no name")
        elif not key:
            if "key" not in wrong:
                why = f"“{shown(name)}” makes no key; a name needs a letter or a number"
                self.fault(entry.at("name"), why)
        elif (what, key) in self._said:
            part = "key" if entry.texts.get("key") else "name"
            first, _ = self._said[what, key]
            why = f"the {what} “{shown(name)}” is there twice, first on line {first}"
            self.fault(entry.at(part), why)
        else:
            self._said[what, key] = entry.line, ""
            self._names.setdefault((what, key_of(name)), key)
            for part in ("scope", "area"):
                if entry.texts.get(part):
                    self._said[part, key] = entry.line, one_line(entry.texts[part])
            if all(sound) and not wrong:
                return key
        self.refuse(what, entry.texts)
        return ""

    def _meant(self, entry: Entry, what: What, known: Mapping[str, Any]) -> str:
        """Return the key of the level or competency that an expectation names, empty for none.

        One that was refused before is meant by what it may be called.
        """
        typed = entry.texts.get(what, "")
        wanted = key_of(typed)
        key = wanted if wanted in known else self._names.get((what, wanted), wanted)
        if key in known:
            return str(known[key].key)
        if wanted and wanted in self._refused[what]:
            return key
        if what not in entry.wrong:
            near = nearest(wanted, known)
            hint = f"; {near}?" if near else ""
            why = f"there is no {what} “{shown(typed)}”{hint}" if typed else f"it names no {what}"
            self.fault(entry.at(what), why)
        return ""

    def _fits(self, entry: Entry, part: str, text: str) -> bool:
        if len(text) > LONGEST_TEXT:
            self.fault(entry.at(part), f"{part} is longer than {LONGEST_TEXT} characters")
        return len(text) <= LONGEST_TEXT
