"""Holding the records of a changed file against the model."""

from __future__ import annotations

from typing import Any

import msgspec

from pmgoals.model.ids import number_of
from pmgoals.model.tables import TABLES
from pmgoals.storage import codec
from pmgoals.storage.codec import Damaged, Head, Tables


def check_doubtful(tables: Tables, head: Head, intact: bool) -> None:
    """Check what was read unless this program wrote it so: Damaged for the first misfit.

    What another program changed is doubtful, and so is what was brought here from an older schema.
    """
    if not intact or head.schema < codec.SCHEMA:
        check(tables)


def check(tables: Tables) -> None:
    """Raise Damaged for the first record that is not what its table keeps.

    Tables and fields this program does not know are left alone: a newer one wrote them. Document
    ids are numbers everywhere, since TinyDB takes nothing else.
    """
    for name, documents in tables.items():
        for key in documents:
            if not _is_number(key):
                raise Damaged(f"record {key[:24]!r} of {name[:40]!r} has no number for a name")
    for name, kind in TABLES.items():
        for key, document in tables.get(name, {}).items():
            _check_id(name, key, document)
            try:
                msgspec.convert(document, kind)
            except msgspec.ValidationError as error:
                what = f"record {document['id']} of {name} does not fit: {error}"
                raise Damaged(what[:200]) from None


def _is_number(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 20 and str(int(key)) == key


def _check_id(name: str, key: str, document: dict[str, Any]) -> None:
    own = document.get("id")
    try:
        sound = isinstance(own, str) and str(number_of(own)) == key
    except ValueError:
        sound = False
    if not sound:
        raise Damaged(f"record {key[:24]} of {name} does not carry its own id")
