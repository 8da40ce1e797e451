"""Which row of a table is its header, and which of its columns holds which field of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pmgoals.cells.columns import listed, matching, named_column, plain_name
from pmgoals.cells.date_forms import is_compact, is_date
from pmgoals.cells.numbers import is_number
from pmgoals.errors import BadInput
from pmgoals.foreign_files.things import Kind

FIELDS: dict[Kind, dict[str, str]] = {
    "learning": {
        "title": "line", "on": "day", "minutes": "minutes", "kind": "line", "competency": "line",
        "goal": "line", "takeaway": "text", "link": "line", "rating": "rating",
        "applied_in": "text",
    },
    "evidence": {
        "title": "line", "on": "day", "kind": "line", "text": "text", "goal": "line",
        "competency": "line", "level": "line", "link": "line",
    },
    "milestones": {
        "title": "line", "due": "day", "done_on": "day", "goal": "line", "deliverable": "text",
        "weight": "number", "effort": "hours", "target": "amount",
    },
}  # fmt: skip
"""The fields of each kind, and what their cells hold."""

ALSO_CALLED: dict[str, tuple[str, ...]] = {
    "title": ("what", "name", "summary", "subject", "activity"),
    "on": ("date", "day", "when"),
    "due": ("due date", "due on", "due day", "deadline", "date", "day", "when"),
    "done_on": ("completed on", "finished on", "date done", "done date", "completion date"),
    "minutes": ("duration", "mins", "min", "hours", "length", "time spent", "time"),
    "effort": ("hours",),
    "takeaway": ("takeaways", "notes", "note", "learned", "what i learned", "comment", "comments"),
    "text": ("notes", "note", "details", "description", "takeaway", "comment", "comments"),
    "link": ("url",),
}
"""Names that tables give columns for a field, the plainer first. A field that takes words of a
closed list has none: what stands under “Type” elsewhere is seldom one of ours."""

SAID = {"on": "day", "due": "due day", "done_on": "day it was done", "applied_in": "applied in"}
"""What fields are called in a sentence, where that is not their name."""

OPTION = "--column"
"""The option that says which column holds a field."""


def is_header(header: Sequence[str], columns: Mapping[str, str]) -> bool:
    """Tell whether a row holds the columns that were named, and one for the title."""
    if holds_data(header):
        return False
    titled = "title" in columns or _called(header, "title") is not None
    return titled and all(matching(header, name) for name in columns.values())


def holds_data(cells: Sequence[str]) -> bool:
    """Tell whether a row holds a day, or numbers in at least half of its cells: it is no header."""
    filled = [cell for cell in cells if cell]
    if any(is_date(cell) or is_compact(cell) for cell in filled):
        return True
    return 2 * sum(map(is_number, filled)) >= len(filled) > 0


def places(header: Sequence[str], kind: Kind, columns: Mapping[str, str]) -> dict[str, int]:
    """Return the column of each field that has one; BadInput for what cannot be told.

    Columns that were named come first, then those called like a field, then its other names.
    """
    fields = FIELDS[kind]
    found = {
        field: named_column(header, name, f"{OPTION} {field}=COLUMN")
        for field, name in columns.items()
    }
    for field in fields:
        if field not in found and (name := _called(header, field, found.values())):
            found[field] = named_column(header, name, f"{OPTION} {field}=COLUMN")
    days = [field for field, what in fields.items() if what == "day"]
    if "title" not in found or not any(day in found for day in days):
        raise _lacking(header, "title" if "title" not in found else days[0])
    return found


def _called(header: Sequence[str], field: str, taken: Iterable[int] = ()) -> str | None:
    """Return the name by which a column holds a field; one that another field has is passed by."""
    names = [plain_name(column) for column in header]
    held = {names[at] for at in taken}
    wanted = (field.replace("_", " "), *ALSO_CALLED.get(field, ()))
    return next((name for name in wanted if name in names and name not in held), None)


def _lacking(header: Sequence[str], field: str) -> BadInput:
    """Return what is told of a table without a column that is needed."""
    if holds_data(header):
        return BadInput(
            "No row names the columns; nothing was changed.",
            "Put their names above the first row, such as: title, date.",
        )
    return BadInput(
        f"No column holds the {said(field)}; nothing was changed.",
        f"Say which does with {OPTION} {field}=COLUMN. The columns are: {listed(header)}.",
    )


def said(field: str) -> str:
    """Return what a field is called in a sentence."""
    return SAID.get(field, field)
