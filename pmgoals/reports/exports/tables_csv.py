"""A table of the plan as CSV: a record a line, for spreadsheets and data frames."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from pmgoals.errors import BadInput
from pmgoals.inert import escaped, harmless_json
from pmgoals.model.record import Record
from pmgoals.model.tables import TABLES
from pmgoals.services.choices import one_of

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters with which a spreadsheet takes a text for a formula (OWASP, CSV injection)."""


def table_csv(plan: Plan, table: str) -> str:
    """Return the alive records of a table as CSV: a header of the fields' names, then a line each.

    Days and instants are ISO 8601, lists and mappings JSON, nothing is empty. A text that a
    spreadsheet would take for a formula has an apostrophe before it, and what could act in a
    terminal stands as an escape. BadInput for another table.
    """
    kind = TABLES.get(table)
    if kind is None:
        raise BadInput(f"There is no table “{table[:40]}”.", one_of([*TABLES], table))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(kind.__struct_fields__)
    for record in plan.alive(kind).values():
        writer.writerow(list(_cells(record)))
    return out.getvalue()


def tables_with_records(plan: Plan) -> list[str]:
    """Return the names of the tables that hold an alive record, in their order."""
    return [name for name, kind in TABLES.items() if plan.alive(kind)]


def _cells(record: Record) -> Iterator[str]:
    for name in record.__struct_fields__:
        yield _cell(getattr(record, name))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat().replace("+00:00", "Z")  # instants as the plan writes them
    if isinstance(value, str):
        text = escaped(value.replace("\r\n", "\n"))
        return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
    if isinstance(value, int | float):
        return repr(value)
    return harmless_json(msgspec.json.encode(value)).decode()
