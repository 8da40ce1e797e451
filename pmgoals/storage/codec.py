"""The plan file's bytes: a head line, then one record a line.

    {"_meta": {"1": {"schema": 1, "generation": 7, "device": "...", "saved": "...", ...}}
    ,"goals": {
    "8231...": {"id": "g7k2...", ...},
    ...
    }
    }

The whole is one JSON object that plain TinyDB opens. The checksum covers the head's other fields
and every byte after the head line, so a damaged file is told from a sound one in one pass.
Control and bidirectional characters are written escaped: looking at the file is safe.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import chain
from math import isfinite
from typing import Annotated, Any

import msgspec

from pmgoals.inert import harmless_json
from pmgoals.storage import migrations

SCHEMA = 1
"""The version of the file's structure that this program writes."""

META = "_meta"
"""Name of the head's table."""

LARGEST = 256 * 1024 * 1024
"""Bytes beyond which a file is not taken for a plan: fifty times a life's work."""

DEEPEST = 64
"""Levels of nesting beyond which a file is not taken for a plan."""

MARK_LENGTH = 16
"""Hex digits by which a write is known: 64 bits of its checksum."""

LONGEST_HEAD = 2000
"""Bytes within which the head's line ends."""

MOST_ANCESTORS = 40
"""Ancestors that are kept: as many as there are backups, and a few."""

Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]

Document = dict[str, Any]
Tables = dict[str, dict[str, Document]]


class Head(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the file says of itself."""

    schema: Count
    """Version of the structure."""
    generation: Count
    """Number of the write, counted from 1."""
    device: str = ""
    """The machine that wrote it."""
    saved: str = ""
    """Instant of the write, UTC."""
    checksum: str = ""
    """blake2b-128 of the head's other stamps and the bytes after the head line."""
    ancestors: tuple[str, ...] = ()
    """Marks of the backups that this plan came from, the oldest first: what a merge builds on."""

    @property
    def mark(self) -> str:
        """What this very write is known by among the ancestors of later ones."""
        return self.checksum[:MARK_LENGTH]


class Damaged(Exception):
    """The bytes are not a sound plan; the message says why, in words for a person."""


class NewerSchema(Damaged):
    """The bytes were written by a newer program."""


def encode(tables: Mapping[str, Mapping[str, Any]], head: Head) -> bytes:
    """Return the file's bytes; the head's checksum is filled in.

    Raises TypeError or ValueError for what JSON or this file cannot hold.
    """
    encoder = msgspec.json.Encoder(enc_hook=_refuse)
    parts: list[bytes] = []
    for name, documents in tables.items():
        if name == META:
            raise ValueError(f"the table name {META} is taken by the file's head")
        lines = [_line(encoder, key, document) for key, document in documents.items()]
        body = b"\n" + b",\n".join(lines) + b"\n" if lines else b""
        parts.append(b",%s: {%s}\n" % (encoder.encode(name), body))
    parts.append(b"}\n")
    rest = harmless_json(b"".join(parts))
    whole = msgspec.structs.replace(head, checksum=_checksum(head, rest))
    line = b'{"%s": {"1": %s}\n' % (META.encode(), harmless_json(encoder.encode(whole)))
    if len(line) + len(rest) > LARGEST:
        raise ValueError(f"a plan holds {LARGEST:,} bytes at the most")
    return line + rest


def decode(data: bytes) -> tuple[Tables, Head, bool]:
    """Return (tables, head, intact); `intact` is False when sound bytes were changed by another.

    Tables of an earlier schema are those of the present one; the head says what the file is.
    Raises Damaged (NewerSchema for a newer file) with the reason.
    """
    tables, head, intact = _decode(data)
    if head.schema < SCHEMA:
        try:
            tables = migrations.migrated(tables, head.schema, SCHEMA, migrations.STEPS)
        except migrations.NoWay as reason:
            raise Damaged(str(reason)) from None
    return tables, head, intact


def _decode(data: bytes) -> tuple[Tables, Head, bool]:
    head, rest = _split(data)
    if head is not None and head.schema <= SCHEMA and head.checksum == _checksum(head, rest):
        with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            tables = msgspec.json.decode(data, type=Tables)
            del tables[META]
            return tables, head, True
    return _decode_with_suspicion(data)


def _line(encoder: msgspec.json.Encoder, key: str, document: Any) -> bytes:
    line = encoder.encode(document)
    if b"null" in line and (trouble := trouble_in(document)):  # how msgspec writes NaN
        raise ValueError(f"a record {trouble}")
    return b"%s: %s" % (encoder.encode(str(key)), line)


def _refuse(value: object) -> object:
    raise TypeError(f"{type(value).__name__} cannot be kept in a plan")


def _checksum(head: Head, rest: bytes) -> str:
    digest = hashlib.blake2b(digest_size=16)
    stamps = [head.schema, head.generation, head.device, head.saved, *head.ancestors]
    digest.update("".join(f"{stamp}\n" for stamp in stamps).encode())
    digest.update(rest)
    return digest.hexdigest()


def head_of(data: bytes) -> Head | None:
    """Return the head in the first line as we write it; None for another's shape."""
    end = data.find(b"\n", 0, LONGEST_HEAD)
    if end < 0:
        return None
    try:
        return msgspec.json.decode(data[:end] + b"}", type=dict[str, dict[str, Head]])[META]["1"]
    except (msgspec.MsgspecError, KeyError, UnicodeDecodeError):
        return None


def _split(data: bytes) -> tuple[Head | None, bytes]:
    """Return the head as we write it, and the bytes after its line; None for another's shape."""
    head = head_of(data)
    return head, data[data.find(b"\n") + 1 :] if head is not None else b""


# ---- bytes that are not as we left them ----------------------------------------------------------


def _decode_with_suspicion(data: bytes) -> tuple[Tables, Head, bool]:
    tree = _parse(_text(data))
    if not isinstance(tree, dict):
        raise Damaged(f"it holds {_kind(tree)} instead of tables")
    meta = tree.pop(META, None)
    try:
        head = msgspec.convert(meta, dict[str, Head])["1"]
    except (msgspec.ValidationError, KeyError):
        if isinstance(meta, dict) and _schema_of(meta) > SCHEMA:
            raise NewerSchema(_newer(_schema_of(meta))) from None
        raise Damaged(f"its head ({META}) is missing or not as pmgoals writes it") from None
    if head.schema > SCHEMA:
        raise NewerSchema(_newer(head.schema))
    _check_shape(tree)
    if trouble := trouble_in(tree):
        raise Damaged(f"it {trouble}")
    return tree, head, False


def _text(data: bytes) -> str:
    if not data.strip():
        raise Damaged("it is empty")
    if b"\0" in data:
        raise Damaged("it holds NUL bytes, as a power cut or a broken disk leaves them")
    if b"<<<<<<< " in data[:20] or b"\n<<<<<<< " in data:
        raise Damaged("it holds the conflict marks of a merge")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Damaged(f"it is not UTF-8 text at byte {error.start:,}") from None


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError:
        raise Damaged("it is nested too deeply to be a plan") from None
    except json.JSONDecodeError as error:
        raise Damaged(f"it is not JSON at line {error.lineno:,}, column {error.colno:,}") from None
    except ValueError:
        raise Damaged("it holds a number too long to be one") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise Damaged(f"the key {twice[:40]!r} stands twice in one place")
    return found


def _no_constant(name: str) -> Any:
    raise Damaged(f"it holds {name}, which is not a number")


def _check_shape(tree: dict[str, Any]) -> None:
    for name, documents in tree.items():
        if not isinstance(documents, dict):
            raise Damaged(f"its table {name[:40]!r} holds {_kind(documents)} instead of records")
        for key, document in documents.items():
            if not isinstance(document, dict):
                raise Damaged(f"record {key[:40]!r} of {name[:40]!r} is {_kind(document)}")


def trouble_in(tree: Any) -> str:
    """Return what of a tree of JSON values a plan cannot hold, empty for nothing."""
    level: list[Any] = [tree]
    for _ in range(DEEPEST):
        if any(type(value) is float and not isfinite(value) for value in level):
            return "holds a number that is not finite"
        if not all(value.isascii() or _is_text(value) for value in level if type(value) is str):
            return "holds half a character, which is not valid Unicode"
        level = [part for value in level for part in _parts(value)]
        if not level:
            return ""
    return "is nested too deeply to be a plan"


def _parts(value: Any) -> Iterable[Any]:
    """Return what stands directly in a group (its keys too) or a list."""
    if isinstance(value, dict):
        return chain(value, value.values())
    return value if isinstance(value, list) else ()


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _schema_of(meta: dict[str, Any]) -> int:
    entry = meta.get("1")
    schema = entry.get("schema") if isinstance(entry, dict) else None
    return schema if isinstance(schema, int) else 0


def _newer(schema: int) -> str:
    return (
        f"it was written by a newer pmgoals (its schema is {schema}; this one reads up to {SCHEMA})"
    )


def _kind(value: Any) -> str:
    names = {
        list: "a list",
        str: "text",
        dict: "a group",
        bool: "a yes or no",
        type(None): "nothing",
    }
    return names.get(type(value), "a number")
