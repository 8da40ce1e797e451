"""Which table, which dates and which values of a file are meant.

By name, or because nothing else can be; where two could be, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from pmgoals.cells.columns import how_many, listed, matching, named_column, or_number, plain_name
from pmgoals.cells.date_forms import is_compact, is_date
from pmgoals.cells.numbers import is_missing, is_number
from pmgoals.errors import BadInput
from pmgoals.metric_files.table import DATE_WORDS, Table

VALUE_WORDS = frozenset(
    (
        "value", "values", "count", "counts", "total", "totals", "number", "amount", "sum", "score",
        "rate", "average", "avg", "mean", "median", "metric", "result", "uniques", "percentage",
    )
)  # fmt: skip
"""Words for a column of values, in lower case; one letter or a number may follow."""

_SAMPLE = 500
# Parts of a date: never values, even where they are numbers. Jira counts `created` and `resolved`.
_CALENDAR = frozenset(
    ("date", "day", "week", "month", "quarter", "year", "hour", "week number", "day of week",
     "nth day", "nth week", "nth month", "day index", "week index", "month index")
)  # fmt: skip
_COUNTERS = frozenset(("#", "id", "no", "no.", "nr", "row", "index", "issue id", "issue key"))


class Chosen(NamedTuple):
    """Where the days and the values stand."""

    table: Table
    """The table that is meant."""
    date: int
    """The column of its days, from 0."""
    value: int
    """The column of its values, from 0."""


def choose(
    tables: Sequence[Table], measure: str, date_column: str = "", value_column: str = ""
) -> Chosen:
    """Return the table and the two columns that are meant.

    Named columns win, then one called like the measure, then one with a usual name, then the only
    one that holds dates or numbers. BadInput, with the names there are, when a named one is
    missing, or when none or several could be meant.
    """
    if not tables:
        raise BadInput(
            "The file has no rows with a date and a value; nothing was changed.",
            "Export a table with a date and a value in each row, as CSV.",
        )
    table = _table(tables, measure, date_column, value_column)
    date = _date(table, date_column)
    return Chosen(table, date, _value(table, measure, value_column, date))


def _table(tables: Sequence[Table], measure: str, date_column: str, value_column: str) -> Table:
    """Return the table that has the columns named, or the only one."""
    names = [name for name in (value_column, date_column) if name]
    found = [table for table in tables if all(matching(table.header, name) for name in names)]
    if len(found) == 1:
        return found[0]
    found = [t for t in tables if plain_name(measure) in map(plain_name, t.header)]
    if len(found) == 1 and not value_column:
        return found[0]
    if len(tables) == 1:
        return tables[0]
    if value_column:
        named_column(_every(tables), value_column, "--value-column")
    raise BadInput(
        f"The file holds {len(tables)} tables; nothing was changed.",
        "Say which is meant with --value-column NAME, and --date-column NAME if need be: "
        f"{listed(_every(tables))}.",
    )


def _every(tables: Iterable[Table]) -> list[str]:
    """Return the columns of all tables that are no dates, each once."""
    names = dict.fromkeys(name for table in tables for name in table.header)
    return [name for name in names if plain_name(name) not in _CALENDAR]


def _date(table: Table, given: str) -> int:
    """Return the column of the days."""
    if given:
        return named_column(table.header, given, "--date-column")
    columns = range(len(table.header))
    by_name = [n for n in columns if plain_name(table.header[n]) in DATE_WORDS]
    found = (
        [n for n in by_name if _reads(table, n, _is_day)]
        or [n for n in columns if _reads(table, n, is_date)]
        or [n for n in columns if _reads(table, n, is_compact)]
        or [n for n in by_name if _reads(table, n, str.isdigit)]
        or (by_name if len(by_name) == 1 else [])
    )
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInput(
            "No column of the file holds dates; nothing was changed.",
            f"Say which it is with --date-column NAME: {listed(table.header)}.",
        )
    names = [table.header[n] for n in found]
    raise BadInput(
        f"{how_many(names)} columns hold dates: {listed(names)}. Nothing was changed.",
        f"Say which one counts with --date-column NAME{or_number(names, found)}.",
    )


def _value(table: Table, measure: str, given: str, date: int) -> int:
    """Return the column of the values."""
    if given:
        return named_column(table.header, given, "--value-column")
    names = [plain_name(name) for name in table.header]
    columns = [n for n, name in enumerate(names) if n != date and name not in _CALENDAR]
    numeric = [n for n in columns if _reads(table, n, _is_value)]
    found = (
        [n for n in numeric if names[n] == plain_name(measure)]
        or [n for n in numeric if _is_usual(names[n])]
        or [n for n in numeric if names[n] not in _COUNTERS]
    )
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInput(
            "No column of the file holds numbers; nothing was changed.",
            f"Say which holds the values with --value-column NAME: {listed(table.header)}.",
        )
    several = [table.header[n] for n in found]
    raise BadInput(
        f"{how_many(several)} columns hold values: {listed(several)}. Nothing was changed.",
        f"Say which one is meant with --value-column NAME{or_number(several, found)}.",
    )


def _reads(table: Table, column: int, is_one: Callable[[str], bool]) -> bool:
    """Tell whether half of the first filled cells of a column, or more, are something."""
    cells = (text for _, text in table.cells(column) if not is_missing(text))
    sample = list(islice(cells, _SAMPLE))
    return bool(sample) and 2 * sum(map(is_one, sample)) >= len(sample)


def _is_day(text: str) -> bool:
    return is_date(text) or is_compact(text)


def _is_value(text: str) -> bool:
    return not is_date(text) and is_number(text)


def _is_usual(name: str) -> bool:
    """Tell whether a column is called by words for values: `value2`, but not `total users`."""
    words = re.findall(r"[^\W\d_]+", name[:200])
    return words[:1] != [] and words[0] in VALUE_WORDS and all(len(w) == 1 for w in words[1:])
