"""A company's ladder as a file: TOML, or a CSV table of expectations, read with every fault named.

A TOML file holds `name`, `[[level]]` from the lowest up (`name`, and `key`, `scope`, `expected`,
`next_step`, `like` if wanted), `[[competency]]` (`name`, and `key`, `area`, `text`) and
`[[expectation]]` (`competency`, `level`, `text`, and `step`). A CSV file has the columns `level`
and `expectation`, and `competency`, `area`, `step` and `scope` if wanted; a row without a
competency says what the level is counted on for.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import msgspec

from pmgoals import knowledge
from pmgoals.errors import Fault, FaultyFile
from pmgoals.inert import one_line
from pmgoals.model.amounts import shown
from pmgoals.model.ladder import STEPS, Competency, Expectation, Level
from pmgoals.toml_text import Unreadable, parsed, scan

MOST_LEVELS, MOST_COMPETENCIES = 30, 60
"""The most levels and competencies a ladder takes: more is no ladder of one craft."""

LONGEST_TEXT = 600
"""The most characters of one text of a ladder."""

TAKES = {
    "level": ("name", "key", "scope", "expected", "next_step", "like"),
    "competency": ("name", "key", "area", "text"),
    "expectation": ("competency", "level", "text", "step"),
}
"""What each table of a TOML file takes."""

COLUMNS = ("level", "competency", "expectation", "area", "step", "scope")
"""The columns of a CSV file."""

DELIMITERS = ";\t|,"

Entry = tuple[int, Mapping[str, str]]
"""The line of an entry, and its texts."""


class LadderFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a ladder file says."""

    name: str
    """What the ladder is called."""
    levels: list[Level]
    """Its levels, from the lowest up."""
    competencies: list[Competency]
    """Its competencies, none where the common ones stay."""
    expectations: dict[str, dict[str, Expectation]]
    """Expectations by competency and level."""


def read_ladder(text: str, *, toml: bool) -> LadderFile:
    """Return what the text of a ladder file says; FaultyFile names every line at fault."""
    return _Reader().read_toml(text) if toml else _Reader().read_csv(text)


def key_of(name: str) -> str:
    """Return the key that a name makes: `Managing Up` is `managing_up`."""
    return re.sub(r"\W+", "_", name.strip().casefold()).strip("_")


class _Reader:
    """Reads one file and gathers its faults."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._levels: dict[str, Level] = {}
        self._competencies: dict[str, Competency] = {}
        self._cells: dict[str, dict[str, Expectation]] = {}

    def _fault(self, line: int, why: str) -> None:
        self._faults.append(Fault(line, why))

    def _done(self, name: str) -> LadderFile:
        if not self._levels and not self._faults:
            self._fault(1, "there is no level in it")
        for what, found, most in (
            ("levels", self._levels, MOST_LEVELS),
            ("competencies", self._competencies, MOST_COMPETENCIES),
        ):
            if len(found) > most:
                self._fault(1, f"it has {len(found)} {what}; {most} are the most")
        if self._faults:
            raise FaultyFile("The ladder", sorted(self._faults))
        return LadderFile(
            name=name,
            levels=list(self._levels.values()),
            competencies=list(self._competencies.values()),
            expectations=self._cells,
        )

    # ---- TOML ----

    def read_toml(self, text: str) -> LadderFile:
        """Return what a TOML file says."""
        try:
            document = parsed(text)
        except Unreadable as error:
            self._fault(error.line or 1, f"it is no TOML: {error.why}")
            return self._done("")
        lines: dict[str, list[int]] = {}
        for statement in scan(text):
            if statement.value is None:
                lines.setdefault(statement.path[0], []).append(statement.line)
        for table, value in document.items():
            if table != "name" and table not in TAKES:
                near = get_close_matches(table, [*TAKES, "name"], 1)
                hint = f"; {near[0]}?" if near else ""
                self._fault(lines.get(table, [1])[0], f"“{shown(table)}” is not known{hint}")
            elif table in TAKES and not (
                isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
            ):
                self._fault(lines.get(table, [1])[0], f"write it as [[{table}]], one for each")
                document[table] = []
        name = document.get("name", "")
        if not isinstance(name, str):
            self._fault(1, "the name is no text")
        takes: tuple[tuple[str, Callable[[int, Mapping[str, str]], None]], ...] = (
            ("level", self._level), ("competency", self._competency),
            ("expectation", self._expectation),
        )  # fmt: skip
        for table, take in takes:
            for line, entry in self._entries(document, table, lines.get(table, [])):
                take(line, entry)
        return self._done(one_line(name) if isinstance(name, str) else "")

    def _entries(self, document: dict[str, Any], table: str, lines: list[int]) -> Iterator[Entry]:
        """Yield a table's entries that are sound, each with the line it begins on."""
        for at, entry in enumerate(document.get(table, [])):
            line = lines[at] if at < len(lines) else 1
            unknown = [key for key in entry if key not in TAKES[table]]
            wrong = [key for key, value in entry.items() if not isinstance(value, str)]
            for key in unknown:
                self._fault(line, f"“{shown(key)}” is not known in a {table}")
            for key in set(wrong) - set(unknown):
                self._fault(line, f"{key} is no text")
            if not unknown and not wrong:
                yield line, entry

    # ---- CSV ----

    def read_csv(self, text: str) -> LadderFile:
        """Return what a CSV file says."""
        text = text.removeprefix("\ufeff")
        head = text.partition("\n")[0]
        delimiter = max(DELIMITERS, key=head.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        header: list[str] = []
        line = 1
        try:
            for row in reader:
                cells = [cell.strip() for cell in row]
                if not any(cells):
                    pass
                elif not header:
                    header = [key_of(cell) for cell in cells]
                    if not self._is_header(header, line):
                        break
                else:
                    self._row(line, dict(zip(header, cells, strict=False)))
                line = reader.line_num + 1
        except csv.Error as error:
            self._fault(line, f"it cannot be taken apart: {error}")
        if not header:
            self._fault(1, "it is empty")
        return self._done("")

    def _is_header(self, header: list[str], line: int) -> bool:
        missing = [name for name in ("level", "expectation") if name not in header]
        if missing:
            self._fault(line, f"there is no column {' and no column '.join(missing)}")
        for name in header:
            if name and name not in COLUMNS:
                self._fault(line, f"the column “{shown(name)}” is not known")
        return not missing

    def _row(self, line: int, row: Mapping[str, str]) -> None:
        level, skill = row.get("level", ""), row.get("competency", "")
        if not level:
            self._fault(line, "it names no level")
            return
        if key_of(level) not in self._levels:
            self._level(line, {"name": level, "scope": row.get("scope", "")})
        text = row.get("expectation", "")
        if not skill:
            known = self._levels.get(key_of(level))
            if known is not None and self._fits(line, "expectation", text):
                self._levels[known.key] = msgspec.structs.replace(known, expected=one_line(text))
            return
        if key_of(skill) not in self._competencies:
            self._competency(line, {"name": skill, "area": row.get("area", "")})
        if text or row.get("step"):
            given = {"competency": skill, "level": level, "text": text, "step": row.get("step", "")}
            self._expectation(line, given)

    # ---- entries ----

    def _level(self, line: int, entry: Mapping[str, str]) -> None:
        key = self._new(line, entry, self._levels, "level")
        like = entry.get("like", "")
        if like and like not in {level.key for level in knowledge.levels()}:
            every = ", ".join(level.key for level in knowledge.levels())
            self._fault(line, f"like = “{shown(like)}” is no level of the common ladder ({every})")
        elif key:
            texts = {
                part: one_line(entry.get(part, "")) for part in ("scope", "expected", "next_step")
            }
            self._levels[key] = Level(key=key, name=one_line(entry["name"]), like=like, **texts)

    def _competency(self, line: int, entry: Mapping[str, str]) -> None:
        key = self._new(line, entry, self._competencies, "competency")
        if key:
            common = knowledge.competency(key)
            self._competencies[key] = Competency(
                key=key,
                name=one_line(entry["name"]),
                area=one_line(entry.get("area", "")) or (common.area if common else ""),
                text=one_line(entry.get("text", "")) or (common.text if common else ""),
            )

    def _expectation(self, line: int, entry: Mapping[str, str]) -> None:
        competencies = self._competencies or {
            known.key: known for known in knowledge.competencies()
        }
        skill = self._meant(line, "competency", entry.get("competency", ""), competencies)
        level = self._meant(line, "level", entry.get("level", ""), self._levels)
        text, step = entry.get("text", ""), entry.get("step", "").casefold()
        if not text.strip():
            self._fault(line, "the expectation has no text")
        if step and step not in STEPS:
            self._fault(line, f"the step “{shown(step)}” is not known: {', '.join(STEPS)}")
            return
        if not (skill and level and text.strip() and self._fits(line, "text", text)):
            return
        row = self._cells.setdefault(skill, {})
        if level in row:
            self._fault(line, f"what {level} asks for in {skill} was said before")
            return
        row[level] = Expectation(text=one_line(text), step=step or None)

    def _new(
        self, line: int, entry: Mapping[str, str], known: Mapping[str, object], what: str
    ) -> str:
        """Return the key of a new entry, empty when there is something wrong with it."""
        name = entry.get("name", "")
        if not name.strip():
            self._fault(line, f"the {what} has no name")
            return ""
        key = key_of(entry.get("key") or name)
        if not key:
            self._fault(line, f'“{shown(name)}” makes no key; give it one with key = "..."')
            return ""
        if key in known:
            self._fault(line, f"the {what} “{shown(name)}” is there twice")
            return ""
        sound = [self._fits(line, part, text) for part, text in entry.items()]
        return key if all(sound) else ""

    def _meant(self, line: int, what: str, typed: str, known: Mapping[str, Any]) -> str:
        """Return the key of the level or competency that a text names."""
        wanted = key_of(typed)
        for key, entry in known.items():
            if wanted in (key, key_of(entry.name)):
                return key
        near = get_close_matches(wanted, known, 1)
        hint = f"; {near[0]}?" if near else ""
        self._fault(
            line, f"there is no {what} “{shown(typed)}”{hint}" if typed else f"it names no {what}"
        )
        return ""

    def _fits(self, line: int, part: str, text: str) -> bool:
        if len(text) > LONGEST_TEXT:
            self._fault(line, f"{part} is longer than {LONGEST_TEXT} characters")
        return len(text) <= LONGEST_TEXT
