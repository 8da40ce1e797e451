"""A ladder as a table: a row says what a level asks for in a competency."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from pmgoals.cells.rows import DELIMITERS
from pmgoals.ladder_file.entries import Entries, Entry, key_of
from pmgoals.model.amounts import shown
from pmgoals.nearest import nearest

COLUMNS = ("level", "expectation", "competency", "area", "step", "scope")
"""The columns of a CSV file; the first two are needed."""

NEEDED = COLUMNS[:2]

TAKES = f"it takes {', '.join(NEEDED)} and, if wanted, {', '.join(COLUMNS[2:])}"

NAMES = {"\t": "a tab"}
"""Delimiters that cannot be seen."""

MOST_BREAKS = 20
"""Lines that cannot be taken apart before the rest is left."""

Row = tuple[int, list[str]]
"""The line a row begins on, and its cells."""


def read_rows(text: str, entries: Entries) -> str:
    """Read a CSV text into entries and faults; a table has no name of its own, so return none."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        entries.fault(1, "it is empty")
        return ""
    marked = re.fullmatch(r"sep=([,;|\t])", lines[first].strip(" "), re.IGNORECASE)
    if marked:
        lines[first] = ""
        first = next((at for at, line in enumerate(lines) if line.strip()), first)
    delimiter = marked[1] if marked else _delimiter(lines[first])
    _Table(delimiter, entries).read(lines)
    return ""


def _delimiter(head: str) -> str:
    """Return what parts the cells of a first line: it makes the most columns that are known."""

    def worth(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([head], delimiter=delimiter), [])
        except csv.Error:  # a cell that is a book: its row will be named
            return 0, 0
        return sum(key_of(cell) in COLUMNS for cell in cells), len(cells)

    return max(DELIMITERS, key=worth)


class _Table:
    """Takes the rows of one table."""

    def __init__(self, delimiter: str, entries: Entries) -> None:
        self._delimiter = delimiter
        self._entries = entries
        self._header: list[str] = []

    def read(self, lines: Sequence[str]) -> None:
        """Take every row; the first that is not blank names the columns."""
        for line, cells in self._rows(lines):
            if not any(cells):
                continue
            if self._header:
                if not self._entries.has_room(line):
                    return
                self._row(line, cells)
                continue
            self._header = [key_of(cell) for cell in cells]
            if not self._is_header(line, cells):
                return

    def _rows(self, lines: Sequence[str]) -> Iterator[Row]:
        """Yield the rows; one that cannot be taken apart is a fault, and the next line goes on."""
        start = 0
        for _ in range(MOST_BREAKS):
            reader = csv.reader(
                (f"{line}\n" for line in lines[start:]),
                delimiter=self._delimiter,
                strict=True,
                skipinitialspace=True,
            )
            begin = start
            try:
                for cells in reader:
                    yield begin + 1, [cell.strip() for cell in cells]
                    begin = start + reader.line_num
                return
            except csv.Error as error:
                self._entries.fault(begin + 1, _broken(str(error)))
                start = begin + 1
        self._entries.fault(start + 1, "from here on it was not read: too much cannot be read")

    def _is_header(self, line: int, cells: Sequence[str]) -> bool:
        """Tell whether the columns that are needed are there; name what is wrong with any."""
        missing = [name for name in NEEDED if name not in self._header]
        if missing:
            columns = " and no column ".join(missing)
            self._entries.fault(line, f"there is no column {columns}; {TAKES}")
        for at, name in enumerate(self._header):
            if name and name in self._header[:at]:
                self._entries.fault(line, f"the column “{shown(cells[at])}” is there twice")
            elif name and name not in COLUMNS:
                near = nearest(name, COLUMNS)
                hint = f"; {near}?" if near else f"; {TAKES}"
                self._entries.fault(line, f"the column “{shown(cells[at])}” is not known{hint}")
        return not missing

    def _row(self, line: int, cells: list[str]) -> None:
        if self._is_parted_otherwise(line, cells):
            return
        for at, cell in enumerate(cells):
            if cell and (at >= len(self._header) or not self._header[at]):
                self._entries.fault(
                    line,
                    f"“{shown(cell)}” stands under no column; a text with "
                    f"{_said(self._delimiter)} in it belongs between quotation marks",
                )
                return
        row = dict(zip(self._header[::-1], _filled(cells, len(self._header))[::-1], strict=True))
        level, skill, text, step = (
            row.get(name, "") for name in ("level", "competency", "expectation", "step")
        )
        entries = self._entries
        if not level:
            entries.fault(line, "it names no level")
            return
        self._place(Entry(line, {"name": level, "scope": row.get("scope", "")}))
        if not skill:
            entries.add(Entry(line, {"expected": text}), "level", level, "expected")
            if step:
                entries.fault(line, "it has a step and names no competency")
            return
        self._place(Entry(line, {"name": skill, "area": row.get("area", "")}), of="competency")
        given = {"competency": skill, "level": level, "text": text, "step": step}
        wrong = {part for part in ("competency", "level") if not key_of(given[part])}
        entries.expectation(Entry(line, given, wrong=frozenset(wrong)))

    def _place(self, entry: Entry, of: str = "level") -> None:
        """Take a row's level or competency the first time, and later what was not said of it."""
        entries, name = self._entries, entry.texts["name"]
        if of == "level":
            if entries.knows("level", name):
                entries.add(entry, "level", name, "scope")
            else:
                entries.level(entry)
        elif entries.knows("competency", name):
            entries.add(entry, "competency", name, "area")
        else:
            entries.competency(entry)

    def _is_parted_otherwise(self, line: int, cells: Sequence[str]) -> bool:
        """Tell, and name as a fault, whether a row's cells are parted by another sign."""
        width = len(self._header)
        if len(cells) >= width:
            return False
        for other in DELIMITERS:
            if other != self._delimiter and len(cells[0].split(other)) >= min(3, width):
                self._entries.fault(
                    line,
                    f"its cells are parted by {_said(other)}, "
                    f"those of the first line by {_said(self._delimiter)}",
                )
                return True
        return False


def _filled(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * width][:width]


def _said(delimiter: str) -> str:
    return NAMES.get(delimiter, f"“{delimiter}”")


def _broken(error: str) -> str:
    """Return why a row cannot be taken apart."""
    if "field limit" in error:
        return f"a cell is longer than {csv.field_size_limit():,} characters"
    if "expected after" in error:
        return 'a quotation mark is not closed, or one inside a cell is not doubled ("")'
    return "a quotation mark is not closed"
