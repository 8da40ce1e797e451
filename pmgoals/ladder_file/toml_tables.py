"""A ladder as TOML: tables of levels, competencies and expectations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pmgoals.ladder_file.entries import Entries, Entry
from pmgoals.model.amounts import shown
from pmgoals.nearest import nearest
from pmgoals.toml_text import Statement, Unreadable, parsed, scan

TAKES = {
    "level": ("name", "key", "scope", "expected", "next_step", "like"),
    "competency": ("name", "key", "area", "text"),
    "expectation": ("competency", "level", "text", "step"),
}
"""What each table takes."""


def read_tables(text: str, entries: Entries) -> str:
    """Read a TOML text into entries and faults; return the ladder's name, empty for none."""
    try:
        document = parsed(text)
    except Unreadable as error:
        entries.fault(error.line or 1, error.why)
        return ""
    return _Document(document, _Places(scan(text)), entries).read()


class _Places:
    """Where in the text the tables and their keys stand."""

    def __init__(self, statements: list[Statement]) -> None:
        self._first: dict[str, int] = {}
        self._heads: dict[str, list[int]] = {}
        self._keys: dict[str, list[dict[str, int]]] = {}
        for statement in statements:
            table, *rest = statement.path
            self._first.setdefault(table, statement.line)
            if statement.value is None and not rest:
                self._heads.setdefault(table, []).append(statement.line)
                self._keys.setdefault(table, []).append({})
            elif rest and self._keys.get(table):
                self._keys[table][-1].setdefault(rest[0], statement.line)

    def first(self, table: str) -> int:
        """Return the line on which a key or table is first named."""
        return self._first.get(table, 1)

    def entry(self, table: str, at: int) -> tuple[int, dict[str, int]]:
        """Return the line of a table's entry, counted from 0, and those of its keys."""
        heads = self._heads.get(table, [])
        return (heads[at], self._keys[table][at]) if at < len(heads) else (self.first(table), {})


class _Document:
    """Takes what a sound TOML document says."""

    def __init__(self, document: dict[str, Any], places: _Places, entries: Entries) -> None:
        self._document = document
        self._places = places
        self._entries = entries

    def read(self) -> str:
        """Take every table in order; return the ladder's name."""
        self._check_tables()
        takes: dict[str, Callable[[Entry], None]] = {
            "level": self._entries.level,
            "competency": self._entries.competency,
            "expectation": self._entries.expectation,
        }
        for table, take in takes.items():
            for entry in self._sound(table):
                take(entry)
        name = self._document.get("name", "")
        if isinstance(name, str):
            return name
        self._entries.fault(self._places.first("name"), "the name is no text")
        return ""

    def _check_tables(self) -> None:
        """Name the tables that are not known, and those that are no lists of tables."""
        for table, value in self._document.items():
            line = self._places.first(table)
            if table != "name" and table not in TAKES:
                near = nearest(table, [*TAKES, "name"])
                hint = f"; {near}?" if near else f"; known are name, {', '.join(TAKES)}"
                self._entries.fault(line, f"“{shown(table)}” is not known{hint}")
                self._refuse(near, value)
            elif table in TAKES and not _is_tables(value):
                self._entries.fault(line, f"write it as [[{table}]], one for each")
                self._document[table] = []
                self._refuse(table, value)

    def _sound(self, table: str) -> Iterator[Entry]:
        """Yield a table's entries that hold texts under known names; name what else there is."""
        for at, texts in enumerate(self._document.get(table, [])):
            head, lines = self._places.entry(table, at)
            entry = Entry(head, texts, lines)
            faults = {key: self._fault_of(table, key, value) for key, value in texts.items()}
            for key, why in faults.items():
                if why:
                    self._entries.fault(entry.at(key), why)
            if any(faults.values()):
                self._entries.refuse(table, texts)
            else:
                yield entry

    def _fault_of(self, table: str, key: str, value: object) -> str:
        """Return what is wrong with one key of an entry, empty when nothing is."""
        if key not in TAKES[table]:
            near = nearest(key, TAKES[table])
            hint = f"; {near}?" if near else f"; it takes {', '.join(TAKES[table])}"
            return f"“{shown(key)}” is not known in a {table}{hint}"
        return "" if isinstance(value, str) else f"{key} is no text"

    def _refuse(self, table: str, value: object) -> None:
        """Remember what stands in something that was to be a table of this name."""
        for texts in value if isinstance(value, list) else [value]:
            if isinstance(texts, dict):
                self._entries.refuse(table, texts)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
