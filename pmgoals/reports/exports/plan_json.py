"""The whole plan as one JSON document, to be read by other programs and by `import json`.

    {"pmgoals": 1, "tables": {"goals": [{"id": "g7k2...", ...}, ...], ...}}

It holds every record as it is kept, those in the trash included, in stored order, and nothing of
the moment: the same plan gives the same bytes, and so does a plan it was taken into.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from pmgoals.inert import harmless_json
from pmgoals.model.tables import TABLES

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan

FORMAT = 1
"""Version of the document's structure; docs/plan.schema.json describes it."""


def plan_json(plan: Plan) -> bytes:
    """Return the plan as UTF-8 JSON, control characters escaped."""
    document = {"pmgoals": FORMAT, "tables": _tables(plan)}
    return harmless_json(msgspec.json.format(msgspec.json.encode(document), indent=1)) + b"\n"


def _tables(plan: Plan) -> dict[str, list[Any]]:
    """Return the records of each table that holds any: known tables first, in their order."""
    kept = plan.documents
    names = [*(name for name in TABLES if name in kept), *sorted(set(kept) - set(TABLES))]
    return {name: list(kept[name].values()) for name in names if kept[name]}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the document, from the records themselves."""
    refs, components = msgspec.json.schema_components(
        list(TABLES.values()), ref_template="#/$defs/{name}"
    )
    tables = {name: {"type": "array", "items": ref} for name, ref in zip(TABLES, refs, strict=True)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A pmgoals plan",
        "type": "object",
        "required": ["pmgoals", "tables"],
        "properties": {
            "pmgoals": {"const": FORMAT, "description": "Version of this structure."},
            "tables": {
                "type": "object",
                "description": "Records by table, in stored order. Other tables may stand beside.",
                "properties": tables,
            },
        },
        "$defs": components,
    }
