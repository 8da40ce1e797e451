"""Which column a person means: by its name, a part of it, or its number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmgoals.cells.date_forms import named
from pmgoals.errors import BadInput

_LISTED = 12


def plain_name(name: str) -> str:
    """Return a column's name as names are compared."""
    return " ".join(re.split(r"[\s_]+", name.strip().casefold()))


def named_column(header: Sequence[str], name: str, option: str) -> int:
    """Return the column with a name, a unique part of it, or a number; BadInput for none.

    `option` is what the person named it with.
    """
    found = matching(header, name)
    if len(found) == 1:
        return found[0]
    if found:
        names = [header[n] for n in found]
        raise BadInput(
            f"{how_many(names)} columns are called {named(name)}: {listed(names)}. "
            "Nothing was changed.",
            f"Say which one with {option}: more of the name{or_number(names, found)}.",
        )
    raise BadInput(
        f"The file has no column {named(name)}; nothing was changed.",
        f"Its columns are: {listed(header)}.",
    )


def matching(header: Sequence[str], name: str) -> list[int]:
    """Return the columns called by a name, else those with it inside, else the one it counts."""
    wanted, names = plain_name(name), [plain_name(column) for column in header]
    found = [n for n, column in enumerate(names) if column == wanted]
    found = found or [n for n, column in enumerate(names) if wanted and wanted in column]
    if not found and name.isascii() and name.isdigit() and 1 <= int(name[:6]) <= len(header):
        return [int(name[:6]) - 1]
    return found


def listed(names: Sequence[str]) -> str:
    """Return columns' names for a message, the first dozen of them."""
    said = ", ".join(named(name) for name in names[:_LISTED])
    return said + (f" and {len(names) - _LISTED} more" if len(names) > _LISTED else "")


def how_many(names: Sequence[str]) -> str:
    """Return a number of columns as a sentence begins with it."""
    return {2: "Two", 3: "Three"}.get(len(names), str(len(names)))


def or_number(names: Sequence[str], columns: Sequence[int]) -> str:
    """Return the words for columns that only their number tells apart, empty where names do."""
    if len({plain_name(name) for name in names}) == len(names):
        return ""
    return f" or its number ({', '.join(str(n + 1) for n in columns)})"
