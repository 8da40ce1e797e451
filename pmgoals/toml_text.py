"""TOML text a person wrote by hand: read, found again by line, changed in place.

The standard library reads TOML and does not write it; a writer that starts from values would lose
comments and order. So one assignment at a time is changed in the text, and the outcome is read
back and compared before it may replace the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from pmgoals.model.amounts import shown

_PART = r"""(?:"(?:\\.|[^"\\])*"|'[^']*'|[A-Za-z0-9_-]+)"""
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_STATEMENT = (
    rf"(?P<blank>[ \t\r\n]+|#[^\n]*)|\[\[?[ \t]*(?P<table>{_KEY})[ \t]*\]\]?"
    rf"|(?P<key>{_KEY})[ \t]*=[ \t]*"
)
# A multi-line string may end in up to five quotes, of which the last three close it.
_TOKEN = (
    r'(?P<text>"""(?:\\.|(?!""").)*"{3,5}|' + r"'''(?:(?!''').)*'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"|' + r"'[^'\n]*')"
    r"|(?P<comment>#[^\r\n]*)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<end>\n)|."
)


class Unreadable(Exception):
    """A file that is no TOML; `line` is 1-based, or None when the whole file is at fault."""

    def __init__(self, why: str, line: int | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.line = line


class Unchangeable(Exception):
    """An assignment that cannot be changed without touching something else."""


class Statement(msgspec.Struct, frozen=True):
    """A table header or an assignment of a sound TOML text."""

    path: tuple[str, ...]
    """The whole key, that of its table included."""
    table: tuple[str, ...]
    """The table whose header stands above it; for a header, its own path."""
    line: int
    """Its line, 1-based."""
    begin: int
    """Where it begins in the text."""
    end: int
    """Where it ends, trailing space and comment excluded."""
    value: int | None = None
    """Where its value begins; None for a header."""
    comments: tuple[str, ...] = ()
    """Comments inside its value."""


def parsed(text: str) -> dict[str, Any]:
    """Return what a TOML text says; raises Unreadable."""
    if not text.strip():
        return {}
    import tomllib  # 20 ms: a missing or empty file needs no parser

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from pmgoals.toml_faults import explained

        raise Unreadable(*explained(str(error), text)) from None
    except (ValueError, RecursionError):
        raise Unreadable("a number is too long or brackets are nested too deep") from None


def scan(text: str) -> list[Statement]:
    """Return the headers and assignments of a sound TOML text, in order."""
    statements: list[Statement] = []
    table: tuple[str, ...] = ()
    place, line, counted = 0, 1, 0
    while place < len(text) and (found := _pattern(_STATEMENT).match(text, place)):
        begin, place = place, found.end()
        if found["blank"]:
            continue
        line, counted = line + text.count("\n", counted, begin), begin
        path = _path(found["table"] or found["key"])
        if found["table"]:
            table = path
            statements.append(Statement(path, table, line, begin, place))
        else:
            end, comments = _value_end(text, place)
            made = Statement(table + path, table, line, begin, end, place, comments)
            statements.append(made)
            place = end
    return statements


def find(statements: list[Statement], table: str, name: str = "") -> Statement | None:
    """Return what gives a top-level key, or a table's name, its value; else the nearest there is.

    Dots in `name` may stand for nested tables, as `flat` spells them.
    """
    whole = (table, name) if name else (table,)
    exact = [s for s in statements if s.value is not None and _joined(s.path) == whole]
    near = [s for s in statements if _nearness(s.path, whole) >= 0]
    return exact[-1] if exact else max(near, key=lambda s: _nearness(s.path, whole), default=None)


def flat(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table without tables inside: `{a: {b: 1}}` becomes `{"a.b": 1}`."""
    leaves: dict[str, Any] = {}
    # A stack, because a dotted key may nest deeper than functions may call themselves.
    waiting = list(table.items())[::-1]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend((f"{name}.{inner}", leaf) for inner, leaf in reversed(value.items()))
        else:
            leaves[name] = value
    return leaves


def as_toml(value: object) -> str:
    """Return a value as TOML spells it on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str):
        # JSON's escapes are TOML's, but for DEL, which TOML does not take raw.
        return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, dict):
        pairs = (f"{_key(name)} = {as_toml(item)}" for name, item in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return str(value)


def shown_value(value: object) -> str:
    """Return what a message may show of any value: one clean line, 40 characters."""
    try:
        return shown(as_toml(value))
    except (ValueError, RecursionError):  # digits or nesting beyond what Python spells out
        return "what stands there"


def put(text: str, value: object, table: str, name: str = "") -> str:
    """Return the text with one top-level key, or one name of a table, given a value.

    Everything else stays as it is, comments and order included; raises Unchangeable when the
    text is written so that this cannot be done.
    """
    whole = (table, name) if name else (table,)
    try:
        changed = _changed(text, value, table, name)
        wanted = _leaves(text) | {whole: repr(parsed(f"v = {as_toml(value)}")["v"])}
        if _leaves(changed) == wanted:
            return changed
    except (Unreadable, ValueError, RecursionError):
        pass  # it would no longer be TOML, or holds what has no `repr`
    raise Unchangeable


def _changed(text: str, value: object, table: str, name: str) -> str:
    """Return the text with the assignment replaced or added, not yet proven."""
    statements = scan(text)
    found = find(statements, table, name)
    if found and found.value is not None:
        if name and found.path == (table,):
            held = parsed(f"v = {text[found.value : found.end]}")["v"]
            value = (flat(held) if isinstance(held, dict) else {}) | {name: value}
            return _replaced(text, found, value)
        if _joined(found.path) == ((table, name) if name else (table,)):
            return _replaced(text, found, value)
    line = f"{_key(name or table)} = {as_toml(value)}"
    if not name:
        return _added_on_top(text, statements, line)
    return _added_to_table(text, statements, table, line)


def _replaced(text: str, statement: Statement, value: object) -> str:
    """Return the text with another value; comments inside the old one move above it."""
    newline = _newline(text)
    above = "".join(comment.rstrip() + newline for comment in statement.comments)
    key = text[statement.begin : statement.value]
    return text[: statement.begin] + above + key + as_toml(value) + text[statement.end :]


def _added_on_top(text: str, statements: list[Statement], line: str) -> str:
    """Return the text with a line for a top-level key, above the first table."""
    top = [s for s in statements if not s.table]
    if top:
        return _inserted(text, _next_line(text, top[-1].end), line)
    if not statements:
        return _inserted(text, len(text), line)
    # The comment right above the first header belongs to that table.
    place = text.rfind("\n", 0, statements[0].begin) + 1
    while place and text[text.rfind("\n", 0, place - 1) + 1 : place].lstrip().startswith("#"):
        place = text.rfind("\n", 0, place - 1) + 1
    return _inserted(text, place, line + _newline(text))


def _added_to_table(text: str, statements: list[Statement], table: str, line: str) -> str:
    """Return the text with a line at the end of a table, which is made when it is not there."""
    own = [s for s in statements if s.table == (table,)]
    if own:
        return _inserted(text, _next_line(text, own[-1].end), line)
    dotted = [s for s in statements if not s.table and s.path[0] == table]
    if dotted:
        return _inserted(text, _next_line(text, dotted[-1].end), f"{_key(table)}.{line}")
    gap = _newline(text) if text.strip() else ""
    return _inserted(text, len(text), f"{gap}[{_key(table)}]{_newline(text)}{line}")


def _inserted(text: str, place: int, line: str) -> str:
    """Return the text with a line at the beginning of another, or after the last."""
    before = text[:place]
    if before and not before.endswith("\n"):
        before += _newline(text)
    return before + line + _newline(text) + text[place:]


def _next_line(text: str, place: int) -> int:
    """Return where the line after this place begins."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end + 1


def _newline(text: str) -> str:
    """Return how the text ends its lines."""
    return "\r\n" if "\r\n" in text else "\n"


def _value_end(text: str, place: int) -> tuple[int, tuple[str, ...]]:
    """Return where the value ends that begins here, and the comments inside it."""
    depth, end, comments = 0, place, []
    for found in _pattern(_TOKEN).finditer(text, place):
        depth += bool(found["open"]) - bool(found["close"])
        if depth == 0 and (found["end"] or found["comment"]):
            break
        if found["comment"]:
            comments.append(found["comment"])
        elif not found[0].isspace():
            end = found.end()
    return end, tuple(comments)


def _leaves(text: str) -> dict[tuple[str, ...], str]:
    """Return every value by key; as `repr`, so that 1, 1.0 and true differ and nan is nan."""
    leaves: dict[tuple[str, ...], str] = {}
    for key, value in parsed(text).items():
        if isinstance(value, dict):
            leaves |= {(key, name): repr(leaf) for name, leaf in flat(value).items()}
        else:
            leaves[key,] = repr(value)
    return leaves


def _joined(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return a path with all below its table as one name, dots between."""
    return (path[0], ".".join(path[1:])) if path[1:] else path


def _nearness(path: tuple[str, ...], whole: tuple[str, ...]) -> int:
    """Return how much of `whole` a path on the way to it covers; 0 inside it, -1 elsewhere."""
    own, other = ".".join(path) + ".", ".".join(whole) + "."
    if path[0] != whole[0]:
        return -1
    return len(own) if other.startswith(own) else own.startswith(other) - 1


def _path(written: str) -> tuple[str, ...]:
    """Return the parts of a written key, quotes and escapes undone."""
    return tuple(_unquoted(part) for part in _pattern(_PART).findall(written))


def _unquoted(part: str) -> str:
    """Return one part of a key as it is meant."""
    return str(parsed(f"v = {part}")["v"]) if part[0] in "\"'" else part


def _key(name: str) -> str:
    """Return a key as TOML spells it: bare where it can be."""
    return name if _pattern(r"[A-Za-z0-9_-]+").fullmatch(name) else as_toml(name)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile on first use: most runs find nothing to edit."""
    return re.compile(pattern, re.DOTALL)
