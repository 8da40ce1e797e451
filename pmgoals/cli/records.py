"""Records as JSON documents: every field, always, under stable keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec


def document(value: Any, **more: Any) -> Any:
    """Return a value as JSON takes it; a record with all its fields, defaults included.

    `more` are further keys of a record.
    """
    if isinstance(value, msgspec.Struct):
        names = zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True)
        return {key: document(getattr(value, name)) for key, name in names} | more
    if isinstance(value, Mapping):
        return {key: document(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [document(entry) for entry in value]
    return value
