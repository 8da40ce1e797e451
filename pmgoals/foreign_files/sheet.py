"""A table of one thing a row: its header, and cells by the name of their column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from pmgoals.cells.columns import plain_name
from pmgoals.cells.date_forms import Order
from pmgoals.cells.dates import Cells, DateReader, day_order
from pmgoals.cells.rows import Row, rows
from pmgoals.errors import BadInput
from pmgoals.foreign_files.things import MOST, sound

_SEARCHED = 20
"""Rows among which the header is looked for: titles may stand above it."""


class Sheet:
    """A header and the rows under it; a column's name may stand over several columns."""

    def __init__(self, header: Row, body: Sequence[Row]) -> None:
        self.header = [name or f"column {n}" for n, name in enumerate(header.cells, 1)]
        """The columns' names as they are written."""
        self.body = body
        """The rows that hold anything."""
        self._places: dict[str, list[int]] = {}
        for at, name in enumerate(header.cells):
            self._places.setdefault(plain_name(name), []).append(at)

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def cell(self, row: Row, *names: str) -> str:
        """Return the first filled cell of a row under columns called so, empty for none."""
        text = next(filter(None, (text for name in names for text in self._of(row, name))), "")
        return sound(text, names[0] if names else "row")

    def _of(self, row: Row, name: str) -> Iterator[str]:
        return (row.cells[at] for at in self._places.get(name, []) if at < len(row.cells))

    def column(self, name: str) -> Cells:
        """Yield the line and text of each cell under a column called so."""
        return ((row.line, self.cell(row, name)) for row in self.body)

    def column_at(self, at: int) -> Cells:
        """Yield the line and text of each cell of a column, counted from 0."""
        return ((r.line, r.cells[at] if at < len(r.cells) else "") for r in self.body)

    def too_long(self, row: Row) -> str:
        """Return what is wrong with a row that has more cells than the header, else nothing."""
        if not any(row.cells[len(self.header) :]):
            return ""
        return f"it has {len(row.cells)} cells under {len(self.header)} columns"


def sheet(
    text: str,
    is_header: Callable[[Sequence[str]], bool],
    holds_data: Callable[[Sequence[str]], bool] = lambda _: False,
) -> Sheet:
    """Return the table of a file under the first row that is its header.

    Without one the first row counts that holds no data, else the first.
    BadInput for a file that cannot be taken apart, or one that is too long.
    """
    found = [row for row in rows(text) if row.cells]
    if not found:
        raise BadInput("The file has no rows; nothing was changed.", "Export it again.")
    if len(found) > MOST + _SEARCHED:
        raise BadInput(
            f"The file has more than {MOST:,} rows; nothing was changed.", "Export it in parts."
        )
    searched = [row.cells for row in found[:_SEARCHED]]
    first = (
        0
        if holds_data(searched[0])
        else next((n for n, cells in enumerate(searched) if not holds_data(cells)), 0)
    )
    at = next((n for n, cells in enumerate(searched) if is_header(cells)), first)
    return Sheet(found[at], found[at + 1 :])


class Days:
    """Reads the days of a table, all of its columns written in one order."""

    def __init__(self, cells: Sequence[tuple[str, Cells]], given: Order | None) -> None:
        """Decide the order; `cells` are columns with their names. BadInput where nothing does."""
        names = ", ".join(name for name, _ in cells)
        order = day_order(chain.from_iterable(column for _, column in cells), names, given)
        self._readers = {name: DateReader(name, order) for name, _ in cells}

    def reader(self, name: str) -> DateReader:
        """Return what reads a column."""
        return self._readers[name]
