"""A file exported by a tool for metrics, read as dated values: no input and no output here.

Nothing that can be read two ways is guessed: such a file is refused as a whole, with the option
that decides. A row that says nothing usable is skipped, with its line and the reason.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from pmgoals.cells.date_forms import Moment, Order
from pmgoals.cells.dates import DateReader, day_order
from pmgoals.cells.numbers import Decimal, decide_decimal, read_number
from pmgoals.errors import BadInput
from pmgoals.metric_files.columns import Chosen, choose
from pmgoals.metric_files.table import tables
from pmgoals.model.amounts import Amount, shown
from pmgoals.model.calendar import say_date


class Ways(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says of a file that it does not say itself; all of it may be left out."""

    date_column: str = ""
    """The column of the days: its name, a part of it, or its number."""
    value_column: str = ""
    """The column of the values."""
    date_order: Order | None = None
    """Whether the day or the month stands first in 1/5/2026."""
    decimal: Decimal | None = None
    """What stands before decimals."""


class DatedValue(msgspec.Struct, frozen=True):
    """One usable row."""

    line: int
    """Its line, 1-based."""
    on: dt.date
    """The day."""
    amount: Amount
    """The value, in the unit that stands beside it."""


class Skipped(msgspec.Struct, frozen=True):
    """A row that was left out."""

    line: int
    """Its line, 1-based."""
    why: str
    """The reason, as the rest of a sentence without its full stop."""
    to_come: bool = False
    """Whether nothing is wrong with it but that its day is still to come."""


class MetricFile(msgspec.Struct, frozen=True):
    """What a file holds."""

    values: list[DatedValue]
    """One a day, earliest first, none after today."""
    skipped: list[Skipped]
    """What was left out, by line."""
    value_column: str
    """The name of the column the values come from."""
    unclear: str = ""
    """A number of which nothing says whether its comma or point parts thousands, else empty."""


def read_metric_file(
    text: str, measure: str, today: dt.date, ways: Ways | None = None
) -> MetricFile:
    """Return the dated values in the text of a CSV, TSV or semicolon file.

    `measure` is the name of the measure they are for: a column called so is taken. The last value
    of a day counts, by its time where one is written, else by its place in the file. BadInput for
    a file that can be read in two ways, or not at all.
    """
    ways = ways or Ways()
    named = [name for name in (ways.date_column, ways.value_column) if name]
    chosen = choose(tables(text, named), measure, ways.date_column, ways.value_column)
    table, date, value = chosen
    order = day_order(table.cells(date), table.header[date], ways.date_order)
    reader = DateReader(table.header[date], order, table.span)
    reader.check(table.cells(date))
    decided = decide_decimal(table.cells(value), table.header[value], ways.decimal)
    values, skipped = _read(chosen, reader, decided.decimal, today)
    if not values and not any(skip.to_come for skip in skipped):
        first = f"; line {skipped[0].line}: {skipped[0].why}" if skipped else ""
        raise BadInput(
            f"No row of the file gives a day and a value{first}. Nothing was changed.",
            "Look at the columns: --date-column and --value-column name others.",
        )
    return MetricFile(values, skipped, table.header[value], decided.unclear)


def _read(
    chosen: Chosen, reader: DateReader, decimal: Decimal, today: dt.date
) -> tuple[list[DatedValue], list[Skipped]]:
    """Return the values of a table by day, and the rows that were left out by line."""
    kept: dict[dt.date, tuple[Moment, DatedValue]] = {}
    skipped: list[Skipped] = []
    table, date, value = chosen
    days, texts = table.cells(date), table.cells(value)
    for (_, day_text), (line, text) in zip(days, texts, strict=True):
        try:
            moment = reader.read(day_text)
            amount = _amount(text, decimal, moment.day, in_columns=bool(table.lines))
        except BadInput as problem:
            skipped.append(Skipped(line, problem.what.rstrip(".")))
            continue
        if moment.day > today:
            skipped.append(Skipped(line, _still_to_come(day_text, moment.day), to_come=True))
            continue
        new = DatedValue(line, moment.day, amount)
        before = kept.get(moment.day)
        if before and before[0].seconds > moment.seconds:
            skipped.append(_earlier(new, before[1]))
            continue
        if before:
            skipped.append(_earlier(before[1], new))
        kept[moment.day] = moment, new
    values = [kept[day][1] for day in sorted(kept)]
    return values, sorted(skipped, key=lambda skip: skip.line)


def _amount(text: str, decimal: Decimal, day: dt.date, *, in_columns: bool) -> Amount:
    try:
        return read_number(text, decimal)
    except BadInput as problem:
        if not in_columns:
            raise
        raise BadInput(f"{problem.what}, for {say_date(day)}") from None


def _earlier(left: DatedValue, taken: DatedValue) -> Skipped:
    """Return the word on a value of a day that has a later one."""
    return Skipped(left.line, f"line {taken.line} has a later value of {say_date(left.on)}")


def _still_to_come(text: str, day: dt.date) -> str:
    """Return the word on a day after today; a month or week is named with its last day."""
    last = "" if str(day.day) in text else f", the last day of {shown(text)},"
    return f"{say_date(day)}{last} is still to come"
