"""Any table, with the columns that a person says hold our fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pmgoals.cells.columns import plain_name
from pmgoals.cells.date_forms import Order, named
from pmgoals.cells.numbers import Decimal, decide_decimal, is_missing, is_number, read_number
from pmgoals.cells.rows import Row
from pmgoals.errors import BadInput
from pmgoals.foreign_files.days import within
from pmgoals.foreign_files.mapped_columns import (
    FIELDS,
    OPTION,
    holds_data,
    is_header,
    places,
    said,
)
from pmgoals.foreign_files.sheet import Days, Sheet, sheet
from pmgoals.foreign_files.things import (
    ForeignFile,
    Gathered,
    Kind,
    Thing,
    one_line,
    origin_of,
    sound,
)
from pmgoals.model.amounts import LONGEST_SPELL, Amount, converted, parse_minutes, shown

NUMBERS = ("minutes", "rating", "number", "hours", "amount")
"""What is read as a number."""

HOURS = ("hours", "hrs", "h")
"""Names of columns in which a bare number of a length of time counts hours."""

_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9]):[0-5][0-9]", re.ASCII)


def read_mapped(
    text: str,
    kind: Kind,
    columns: Mapping[str, str],
    *,
    order: Order | None = None,
    decimal: Decimal | None = None,
) -> ForeignFile:
    """Return the rows of a table as things of a kind.

    `columns` are the columns that hold our fields, by field; a column that is called like a field,
    or as tables often call it, needs no word. FaultyFile names every line at fault; BadInput
    for a field or a column that is not there, and for what can be read two ways.
    """
    fields = FIELDS[kind]
    for field in columns:
        if field not in fields:
            raise BadInput(
                f"There is no field “{shown(field)}” of {kind}; nothing was changed.",
                f"Use {OPTION} with one of: {', '.join(fields)}.",
            )
    found = sheet(text, lambda header: is_header(header, columns), holds_data)
    return _Reader(kind, found, places(found.header, kind, columns), order, decimal).read()


class _Reader:
    """Reads the rows of one table."""

    def __init__(
        self,
        kind: Kind,
        found: Sheet,
        columns: Mapping[str, int],
        order: Order | None,
        decimal: Decimal | None,
    ) -> None:
        self._kind, self._sheet, self._places = kind, found, columns
        self._holds = {field: FIELDS[kind][field] for field in columns}
        self._gathered = Gathered("a CSV file")
        dates = [field for field, what in self._holds.items() if what == "day"]
        days = [(found.header[columns[f]], list(found.column_at(columns[f]))) for f in dates]
        self._days = Days(days, order)
        self._decimal = self._decided(decimal)
        under = plain_name(found.header[columns["minutes"]]) if "minutes" in columns else ""
        self._in_hours = under in HOURS
        self._reads: dict[str, Callable[[str], Any]] = {
            "line": one_line,
            "text": str.strip,
            "minutes": self._minutes,
            "rating": self._rating,
            "number": self._plain,
            "hours": self._hours,
            "amount": self._amount,
        }

    def _decided(self, given: Decimal | None) -> Decimal:
        """Return what stands before decimals; BadInput where a number could be read two ways."""
        cells = [
            cell
            for field, what in self._holds.items()
            if what in NUMBERS
            for cell in self._sheet.column_at(self._places[field])
        ]
        names = [
            self._sheet.header[self._places[f]] for f, w in self._holds.items() if w in NUMBERS
        ]
        decided = decide_decimal(cells, ", ".join(names), given)
        if decided.unclear:
            raise BadInput(
                f"“{shown(decided.unclear)}” can be read with a comma or a point before decimals; "
                "nothing was changed.",
                "Say which with --decimal point or --decimal comma.",
            )
        return decided.decimal

    def read(self) -> ForeignFile:
        """Return what the table holds."""
        for row in self._sheet.body:
            try:
                self._gathered.add(self._thing(row))
            except BadInput as problem:
                self._gathered.fault(row.line, problem.what.rstrip("."))
        used = set(self._places.values())
        return self._gathered.done(n for at, n in enumerate(self._sheet.header) if at not in used)

    def _thing(self, row: Row) -> Thing:
        if wrong := self._sheet.too_long(row):
            raise BadInput(wrong)
        found: dict[str, Any] = {}
        for field, what in self._holds.items():
            at = self._places[field]
            cell = sound(row.cells[at] if at < len(row.cells) else "", field)
            if cell and (what in ("line", "text") or not is_missing(cell)):
                found[field] = self._value(field, what, cell)
        origin = origin_of("csv", sorted(found.items()))
        done = found.pop("done_on", None) or found.pop("on", None)
        due = found.pop("due", None)
        if done is None and due is None and self._kind != "milestones":
            raise BadInput("there is no day")
        text = found.pop("takeaway", "") or found.pop("text", "")
        title, goal = found.pop("title", ""), found.pop("goal", "")
        return Thing(
            line=row.line, origin=origin, title=title, text=text, on=done, due=due, goal=goal,
            more=found,
        )  # fmt: skip

    def _value(self, field: str, what: str, cell: str) -> Any:
        """Return what a cell holds; BadInput, which names the field, for what it does not take."""
        try:
            if what != "day":
                return self._reads[what](cell)
            return within(self._days.reader(self._sheet.header[self._places[field]]).read(cell).day)
        except BadInput as problem:
            raise BadInput(f"{said(field)}: {problem.what}") from None

    def _minutes(self, cell: str) -> int:
        """Return a length of time: `45m`, `1h30`, `0:45:00`, or a number of minutes or hours."""
        if clock := _CLOCK.fullmatch(cell):
            minutes = int(clock[1]) * 60 + int(clock[2])
        else:
            try:
                if self._in_hours and is_number(cell):
                    minutes = round(self._in_unit(cell, "hours") * 60)
                else:
                    return parse_minutes(cell)
            except BadInput:
                minutes = round(self._in_unit(cell, "minutes"))
        if not 0 <= minutes <= LONGEST_SPELL:
            raise BadInput(f"{named(cell)} is not between 0 minutes and 7 days")
        return minutes

    def _rating(self, cell: str) -> int:
        value = self._plain(cell)
        if value != int(value):
            raise BadInput(f"{named(cell)} is no whole number")
        return int(value)

    def _hours(self, cell: str) -> float:
        return self._in_unit(cell, "hours")

    def _in_unit(self, cell: str, unit: str) -> float:
        value = converted(self._amount(cell), unit)
        if value is None:
            raise BadInput(f"{named(cell)} is not in {unit}")
        return value

    def _plain(self, cell: str) -> float:
        amount = self._amount(cell)
        if amount.unit is not None:
            raise BadInput(f"{named(cell)} is no number without a unit")
        return amount.value

    def _amount(self, cell: str) -> Amount:
        return read_number(cell, self._decimal)
