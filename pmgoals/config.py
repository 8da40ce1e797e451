"""The settings file, `config.toml`: read with every fault named, changed one key at a time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec

from pmgoals.errors import BadInput, PlanUnwritable
from pmgoals.model.amounts import shown
from pmgoals.nearest import nearest
from pmgoals.settings import Settings, checked, defaults, explain, is_table, known, takes, typed
from pmgoals.toml_file import read_document, write_whole
from pmgoals.toml_text import Statement, Unchangeable, Unreadable, as_toml, find, flat, put, scan

__all__ = ["SettingRow", "Settings", "Trouble", "describe", "load", "set_value"]

_LEFT_OUT = "It is left out."


class Trouble(msgspec.Struct, frozen=True):
    """Something in the settings file that is not used; the rest of the file is."""

    key: str
    """The key, `rules.M2` for one name of a table; empty when the whole file is meant."""
    line: int | None
    """Its line, 1-based; None when the fault has no line."""
    message: str
    """What is wrong, and what the key takes."""
    mend: str
    """What is used instead, or what to do."""

    def say(self, path: Path) -> str:
        """Return it on one line, with the file and the line."""
        place = f"{path}, line {self.line}" if self.line else str(path)
        return f"{place}: {self.message} {self.mend}".strip()


class SettingRow(msgspec.Struct, frozen=True, rename={"origin": "from"}):
    """One line of `config show`."""

    key: str
    """The key, `rules.M2` for one name of a table."""
    value: Any
    """The value in use: text, number, true or false, list, or an empty table."""
    default: Any
    """The value when nothing is set; None for a name of a table, which has no default."""
    origin: str
    """`default`, or the file and line it was read from; called `from` in JSON."""
    help: str
    """What it is for."""
    takes: str
    """What it takes."""


class _Reading(msgspec.Struct, frozen=True):
    """What one reading of the file gave."""

    text: str = ""
    """The whole file."""
    document: dict[str, Any] = {}
    """What it says."""
    kept: dict[str, Any] = {}
    """The values that are used, by key."""
    troubles: list[Trouble] = []
    """What is not used, in the order of the file."""


def load(path: Path) -> tuple[Settings, list[Trouble]]:
    """Return the settings and what could not be used; no file means all defaults.

    Never raises for what the file holds: each key that cannot be used keeps its default and is
    named, and the others count.
    """
    reading = _read(path)
    return Settings(**reading.kept), reading.troubles


def describe(settings: Settings, path: Path) -> list[SettingRow]:
    """Return each setting with its value, its default and where the value came from.

    A table has a row for each of its names, or one for itself while it is empty.
    """
    reading = _read(path)
    statements = scan(reading.text) if reading.document else []
    rows: list[SettingRow] = []
    for key in known():
        value, default = getattr(settings, key), getattr(defaults(), key)
        used = reading.kept.get(key, {})
        names = list(value) if is_table(key) else []
        for name in names:
            origin = _origin(path, find(statements, key, name) if name in used else None)
            row = SettingRow(f"{key}.{name}", value[name], None, origin, explain(key), takes(key))
            rows.append(row)
        if not names:
            set_here = key in reading.kept and not is_table(key)
            origin = _origin(path, find(statements, key) if set_here else None)
            rows.append(SettingRow(key, value, default, origin, explain(key), takes(key)))
    return rows


def set_value(path: Path, key: str, text: str) -> None:
    """Give one key a value in the file, keeping the person's comments and order.

    `key` is a top-level key or `TABLE.NAME`; lists are typed with commas. Raises BadInput, and
    writes nothing, for a key there is not, a value it does not take, or a file that cannot be
    read; PlanUnwritable when the file cannot be written.
    """
    table, name = _split(key)
    _check_utf8(text + name, table)
    value = checked(table, typed(table, text), name)
    try:
        before, _ = read_document(path)
        after = put(before, value, table, name)
    except Unreadable as error:
        trouble = Trouble("", error.line, f"It cannot be changed: {error.why}.", "")
        raise BadInput(trouble.say(path), "Mend it first; nothing was changed.") from None
    except Unchangeable:
        what = f"{shown(key)} cannot be set without touching more of {path}."
        raise BadInput(what, "Edit the file by hand; nothing was changed.") from None
    try:
        write_whole(path, after)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        what = f"{path} could not be saved: {why}. What it held before is safe."
        raise PlanUnwritable(what, "Make the file and its folder writable.") from None


def _check_utf8(typed_text: str, key: str) -> None:
    """Raise BadInput for bytes of a command line that were no text."""
    try:
        typed_text.encode()
    except UnicodeEncodeError:
        raise BadInput(f"{key} takes text that is UTF-8.", "Nothing was changed.") from None


def _split(key: str) -> tuple[str, str]:
    """Return a typed key as a known top-level key and a table's name; raises BadInput."""
    table, dot, name = key.partition(".")
    if table not in known():
        raise BadInput(f"There is no setting {shown(table)}.", _nearest(table))
    if is_table(table) and not name.strip():
        raise BadInput(f"{table} holds a value for each name.", f"Write {table}.NAME.")
    if dot and not is_table(table):
        raise BadInput(f"{table} has no names inside.", f"Write {table} alone.")
    return table, name


def _read(path: Path) -> _Reading:
    """Read the file and sort what it says into what is used and what is not."""
    try:
        text, document = read_document(path)
    except Unreadable as error:
        return _Reading(troubles=[_whole(error)])
    kept: dict[str, Any] = {}
    faults: list[tuple[str, str, BadInput]] = []
    for key, value in document.items():
        if key not in known():
            what = f"There is no setting {shown(key)}; it is left out."
            faults.append((key, "", BadInput(what, _nearest(key))))
        elif is_table(key) and isinstance(value, dict):
            kept[key] = _names(key, value, faults)
        else:
            try:
                kept[key] = checked(key, value)
            except BadInput as fault:
                default = as_toml(getattr(defaults(), key))
                mend = f"The default, {default}, is used." if not is_table(key) else _LEFT_OUT
                faults.append((key, "", BadInput(fault.what, mend)))
    return _Reading(text, document, kept, _placed(faults, text))


def _names(
    key: str, table: dict[str, Any], faults: list[tuple[str, str, BadInput]]
) -> dict[str, Any]:
    """Return the names of a table whose values are good; the others join the faults."""
    kept: dict[str, Any] = {}
    for name, value in flat(table).items():
        try:
            kept[name] = checked(key, value, name)
        except BadInput as fault:
            faults.append((key, name, BadInput(fault.what, _LEFT_OUT)))
    return kept


def _placed(faults: list[tuple[str, str, BadInput]], text: str) -> list[Trouble]:
    """Return the faults with the lines they stand on, in the order of the file."""
    statements = scan(text) if faults else []
    troubles = []
    for key, name, fault in faults:
        found = find(statements, key, name)
        said = f"{key}.{name}" if name else key
        troubles.append(Trouble(said, found.line if found else None, fault.what, fault.mend))
    return sorted(troubles, key=lambda trouble: trouble.line or 0)


def _whole(error: Unreadable) -> Trouble:
    """Return the trouble of a file of which nothing can be used."""
    what = f"The settings are not used: {error.why}."
    return Trouble("", error.line, what, "Every default is used until it is mended.")


def _nearest(key: str) -> str:
    """Return a question that names the known key most like this one."""
    near = nearest(key.lower(), known(), alike=0.5)
    return f"Is {near} meant?" if near else "`pmgoals config show` lists them all."


def _origin(path: Path, found: Statement | None) -> str:
    """Return where a value came from."""
    return f"{path.name} line {found.line}" if found else "default"
