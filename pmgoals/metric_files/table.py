"""The tables in the text of an exported file: where each begins, and which of them hold dates.

Tools put titles, comments and blank lines before a table, several tables into one file, and dates
across the top instead of down the side. What comes out here is always a date a row.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

import msgspec

from pmgoals.cells.columns import plain_name
from pmgoals.cells.date_forms import is_compact, is_date
from pmgoals.cells.dates import UNKNOWN, DateReader, Span
from pmgoals.cells.numbers import is_missing, is_number
from pmgoals.cells.rows import Row, rows
from pmgoals.errors import BadInput

DATE_WORDS = frozenset(
    (
        "date", "day", "week", "month", "time", "datetime", "date time", "timestamp", "period",
        "created", "created at", "resolved", "completed", "completed at", "when", "on", "week of",
        "week start", "week ending", "year month", "year week", "iso week", "iso year iso week",
        "nth day", "nth week", "nth month", "day index", "week index", "month index",
        "week of the year", "iso week of the year", "date hour", "date + hour (yyyymmddhh)",
    )
)  # fmt: skip
"""What a column of dates is called, in lower case."""

_SPAN = re.compile(r"#\s*(start|end) date:?\s*([0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2})\b.*", re.I)
_RANGE = re.compile(r"#\s*([0-9]{8})\s*-\s*([0-9]{8})\b.*")


class Table(msgspec.Struct):
    """One table: named columns, a date a row."""

    header: list[str]
    """The columns' names; `column 2` for one that has none."""
    rows: list[Row]
    """The rows under the header, those that hold no date included."""
    span: Span = UNKNOWN
    """The days the file says it covers."""
    lines: list[int] = []
    """The line of each column where dates run across the top, else empty."""

    def line_of(self, row: Row, column: int) -> int:
        """Return the line on which a cell stands."""
        return self.lines[column] if self.lines else row.line

    def cells(self, column: int) -> Iterator[tuple[int, str]]:
        """Return the line and text of each cell of a column; empty where a row is too short."""
        for row in self.rows:
            text = row.cells[column] if column < len(row.cells) else ""
            yield self.line_of(row, column), text


def tables(text: str, names: Collection[str] = ()) -> list[Table]:
    """Return the tables of a file that hold dates, in its order.

    `names` are columns the person named: a row that holds one is a header. BadInput for a file
    that cannot be taken apart: nothing in it, a cell without end, or a quotation mark left open.
    """
    return _Finder(rows(text), {plain_name(name) for name in names}).found()


class _Finder:
    """Walks over the rows of a file and parts them into tables."""

    def __init__(self, rows: Sequence[Row], names: set[str]) -> None:
        self._rows = rows
        self._names = names
        self._tables: list[Table] = []
        self._span = Span()
        self._fresh = True  # whether no table is open that holds a date

    def found(self) -> list[Table]:
        """Return the tables."""
        gap, skip = True, -1
        for at, row in enumerate(self._rows):
            if not row.cells or self._is_comment(row):
                gap = True
                continue
            if at <= skip:
                continue
            below = next((r for r in self._rows[at + 1 : at + 4] if r.cells), None)
            starts = gap or self._fresh
            if starts and (wide := self._wide(at, below)):
                skip = wide
            elif starts and self._is_header(row, below):
                self._begin(row.cells)
            else:
                self._take(row)
            gap = False
        return [table for table in self._tables if any(map(_counts, table.rows))]

    def _begin(self, cells: Sequence[str]) -> None:
        header = [cell or f"column {n}" for n, cell in enumerate(cells, 1)]
        last = self._tables[-1] if self._tables else None
        if last and (last.header, last.span) == (header, self._span):
            return  # files put behind one another
        self._tables.append(Table(header, [], self._span))
        self._fresh = True

    def _take(self, row: Row) -> None:
        """Put a row into the table that is open; without one, a row with a date opens one."""
        dated = self._fresh and _counts(row)
        if dated and not self._tables and _holds_date(row):
            self._begin([""] * len(row.cells))
        if self._tables and not self._tables[-1].lines:
            self._tables[-1].rows.append(row)
            self._fresh = self._fresh and not dated

    def _is_comment(self, row: Row) -> bool:
        """Tell whether a row is a comment, and keep the days it says the file covers."""
        first = row.cells[0]
        if not first.startswith("#") or (len(first) == 1 and len(row.cells) > 1):
            return False
        if _holds_date(row):  # a row whose first cell is a number such as #12
            return False
        if len(first) > 200:
            return True
        if found := _SPAN.fullmatch(first):
            day = _day(found[2])
            start = found[1].lower() == "start"
            self._span = Span(day) if start else Span(self._span.start, day)
        elif found := _RANGE.fullmatch(first):
            self._span = Span(_day(found[1]), _day(found[2]))
        return True

    def _is_header(self, row: Row, below: Row | None) -> bool:
        """Tell whether a row names the columns of the rows under it."""
        if len(row.cells) < 2 or _holds_date(row) or below is None:
            return False
        named = {plain_name(cell) for cell in row.cells}
        if named & DATE_WORDS or named & self._names:
            return True
        filled, below_filled = (sum(map(bool, r.cells)) for r in (row, below))
        names = filled >= below_filled - 1  # a title above the header has fewer
        return names and _holds_date(below) and not any(is_number(cell) for cell in row.cells)

    def _wide(self, at: int, below: Row | None) -> int | None:
        """Take the table at a row whose dates run across, and return the last row of it."""
        cells = self._rows[at].cells
        first = next((n for n, cell in enumerate(cells) if is_date(cell)), 0)
        if not first or below is None or len(below.cells) <= first or _holds_date(below):
            return None
        if any(cell and not is_date(cell) for cell in cells[first:-1]):
            return None
        if not all(is_number(cell) or is_missing(cell) for cell in below.cells[first:]):
            return None
        last, series = at, list[Row]()
        for row in self._rows[at + 1 :]:
            if not row.cells or _holds_date(row) or self._is_comment(row):
                break
            last += 1
            series.append(row)
        self._tables.append(_turned(self._rows[at], first, series, self._span))
        self._fresh = False
        return last


def _turned(top: Row, first: int, series: Sequence[Row], span: Span) -> Table:
    """Return a table whose dates run across as one whose dates run down."""
    names = [_label(row.cells[:first]) or f"series {n}" for n, row in enumerate(series, 1)]
    rows = [
        Row(top.line, [day, *(r.cells[n] if n < len(r.cells) else "" for r in series)])
        for n, day in enumerate(top.cells)
        if n >= first and is_date(day)
    ]
    return Table(["Date", *names], rows, span, [top.line, *(row.line for row in series)])


def _label(cells: Iterable[str]) -> str:
    return ", ".join(cell for cell in cells if cell and not is_number(cell))


def _holds_date(row: Row) -> bool:
    return len(row.cells) > 1 and any(is_date(cell) or is_compact(cell) for cell in row.cells)


def _counts(row: Row) -> bool:
    """Tell whether a row may be one of a table: it holds a date or begins with an index."""
    return _holds_date(row) or (len(row.cells) > 1 and row.cells[0].isdigit())


def _day(text: str) -> date | None:
    """Return the day of a comment, None when there is no such day."""
    try:
        return DateReader("date").read(text).day
    except BadInput:
        return None
