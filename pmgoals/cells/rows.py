"""The rows of an exported table: what parts its cells, and on which line each row begins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

import msgspec

from pmgoals.cells.date_forms import is_date
from pmgoals.errors import BadInput

DELIMITERS = ("\t", ";", "|", ",")
"""What may part cells; where two do equally well, the one a number cannot hold goes first."""

_SAMPLE = 200


class Row(msgspec.Struct, frozen=True):
    """One row of a file."""

    line: int
    """The line it begins on, 1-based."""
    cells: list[str]
    """Its texts, without the white space around them."""


def rows(text: str) -> list[Row]:
    """Return the rows of a file, blank ones without cells.

    BadInput for a file that cannot be taken apart: nothing in it, a cell without end, or a
    quotation mark left open.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise BadInput("The file is empty; nothing was changed.", "Export it again.")
    marked = re.match(r"sep=([,;|\t])\n", text, re.IGNORECASE)
    found = list(_parted(text, marked[1] if marked else _delimiter(text)))
    return found[1:] if marked else found


def _delimiter(text: str) -> str:
    """Return what parts the cells: it makes dates of most cells, then rows of one length."""
    lines = (line for line in io.StringIO(text) if not line.startswith("#"))
    head = "".join(islice(lines, 5 * _SAMPLE))[:200_000]

    def worth(delimiter: str) -> tuple[int, int]:
        try:
            sample = [r for r in islice(_parted(head, delimiter, whole=False), _SAMPLE) if r.cells]
        except BadInput:
            return 0, 0
        dates = sum(is_date(cell) for row in sample for cell in row.cells[:100])
        widths = [len(row.cells) for row in sample if len(row.cells) > 1]
        return dates, max(map(widths.count, set(widths)), default=0)

    return max(DELIMITERS, key=worth)


def _parted(text: str, delimiter: str, *, whole: bool = True) -> Iterator[Row]:
    """Return the rows; a blank one has no cells."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
    last = 0
    try:
        for cells in reader:
            first, last = last + 1, reader.line_num
            texts = [cell.strip() for cell in cells]
            yield Row(first, texts if any(texts) else [])
    except csv.Error:
        raise BadInput(
            f"Line {last + 1} begins a cell of more than {csv.field_size_limit():,} letters; "
            "nothing was changed.",
            "A quotation mark may be missing there, or this is no table.",
        ) from None
    if whole and last and first < last and _open(text, first):
        raise BadInput(
            f"The quotation mark that opens on line {first} is never closed; nothing was changed.",
            "The file may be cut off: export it again.",
        )


def _open(text: str, first: int) -> bool:
    """Tell whether the rows from a line to the end hold an odd number of quotation marks."""
    return "".join(islice(io.StringIO(text), first - 1, None)).count('"') % 2 == 1
