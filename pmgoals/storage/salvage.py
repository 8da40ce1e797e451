"""Saving what can be read of a damaged plan: record by record, wherever they stand in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec

from pmgoals.model.ids import number_of
from pmgoals.model.record import Record
from pmgoals.model.tables import LETTERS, TABLE_OF, TABLES
from pmgoals.storage import codec, soundness

_RECORD = re.compile(r'\{\s*"id"\s*:\s*"([a-z][0-9a-z]{6,24})"')
"""How a record begins: its own id comes first, and the id's letter tells its table."""

_KINDS: dict[str, type[Record]] = {letter: kind for kind, letter in LETTERS.items()}

_FIELD = re.compile(r"`\$\.(\w+)")
"""Where a message names the field that does not fit."""

LOST_LETTER = "\N{REPLACEMENT CHARACTER}"
"""Stands for bytes that are no letter any more."""


class Salvaged(msgspec.Struct, frozen=True, kw_only=True):
    """What could be saved of a damaged plan."""

    data: bytes
    """A sound plan file."""
    count: int
    """Records in it."""
    by_table: dict[str, int]
    """The same by table, where there are any."""
    harmed: list[str]
    """Ids of records that lost a letter or a field."""
    lost: list[str]
    """Ids that are named as records and cannot be read, as far as they can be."""


def salvage(data: bytes) -> Salvaged:
    """Return what can be read of a plan file's bytes as a new plan, whatever happened to them.

    Of two records with one id the one changed last counts. Fields that do not fit are left out
    where a record can do without them.
    """
    text = data.decode("utf-8", errors="replace").replace("\0", LOST_LETTER)
    tables: codec.Tables = {name: {} for name in TABLES}
    harmed, lost = set[str](), set[str]()
    for own, document in _documents(text):
        kind = _KINDS.get(own[0])
        fitted = None if document is None or kind is None else _fitted(document, kind)
        if fitted is None or kind is None:
            lost.add(own)
            continue
        if fitted != document or LOST_LETTER in json.dumps(document, ensure_ascii=False):
            harmed.add(own)
        documents = tables[TABLE_OF[kind]]
        key = str(number_of(own))
        if str(documents.get(key, {}).get("updated", "")) <= str(fitted.get("updated", "")):
            documents[key] = fitted
    tables = {name: documents for name, documents in tables.items() if documents}
    soundness.check(tables)
    old = codec.head_of(data)
    generation = old.generation if old is not None else 0
    saved = old.saved if old is not None else ""
    head = codec.Head(schema=codec.SCHEMA, generation=generation + 1, saved=saved)
    kept = {document["id"] for documents in tables.values() for document in documents.values()}
    return Salvaged(
        data=codec.encode(tables, head),
        count=len(kept),
        by_table={name: len(documents) for name, documents in tables.items()},
        harmed=sorted(harmed & kept),
        lost=sorted(lost - kept),
    )


def _documents(text: str) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Yield each id that begins a record, with the record; None where it cannot be read."""
    decoder = json.JSONDecoder()
    found = list(_RECORD.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=False):
        try:  # up to the next one only: a record that lost its end would take in all that follow
            document, _ = decoder.raw_decode(text[match.start() : end])
        except (ValueError, RecursionError):
            yield match[1], None
            continue
        if codec.trouble_in(document) or not _carries(document, match[1]):
            yield match[1], None
        else:
            yield match[1], document


def _carries(document: dict[str, Any], own: str) -> bool:
    """Tell whether a document's id is one: its number is the document's key."""
    with suppress(ValueError):
        number_of(own)
        return document.get("id") == own
    return False


def _fitted(document: dict[str, Any], kind: type[Record]) -> dict[str, Any] | None:
    """Return a document without the fields that do not fit; None where it needs one of them."""
    found = dict(document)
    for _ in range(len(document) + 1):
        try:
            msgspec.convert(found, kind)
        except (msgspec.ValidationError, ValueError) as error:
            field = _FIELD.search(str(error))
            if field is None or field[1] not in found:
                return None
            del found[field[1]]
        else:
            return found
    return None
