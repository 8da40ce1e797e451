"""The legend of a chart made of characters."""

from __future__ import annotations

from pmgoals.analytics.course import Course
from pmgoals.drawing.entries import Entry, Room, entries, fitted
from pmgoals.drawing.raster import Piece, Role, Row
from pmgoals.drawing.ticks import Amounts

SIGNS: dict[Role, tuple[str, str]] = {
    "actual": ("●", "*"), "expected": ("⠂⠂", "."), "range": ("⠢⠢", ":"), "target": ("⠒ ", "-"),
}  # fmt: skip
"""How each kind of line looks in a legend, drawn and plain."""

SPARE = 4
"""Rank from which an entry is rather left out than given a second row."""

GAP = "  "
"""What stands between two entries."""


def legend(course: Course, width: int, amounts: Amounts, *, chance: bool, rows: int) -> list[Row]:
    """Return up to `rows` rows, each `width` cells wide, that name the lines with their numbers.

    One row is preferred; what does not fit is left out, the least telling first.
    """
    plain = amounts.plain
    room = Room(width, len(GAP), lambda entry: _width(_pieces(entry, plain=plain)))
    every = entries(course, amounts, chance=chance)
    laid_out = fitted(every, room, rows=1, least=SPARE) or fitted(every, room, rows=rows, least=1)
    return [_filled(_row(found, plain=plain), width) for found in laid_out or [[]]]


def _row(found: list[Entry], *, plain: bool) -> Row:
    """Return a row of entries, with what stands between them."""
    row: Row = []
    for at, entry in enumerate(found):
        gap = [Piece(GAP)] if at and not entry.goes_on else []
        row += [*gap, *_pieces(entry, plain=plain)]
    return row


def _pieces(entry: Entry, *, plain: bool) -> Row:
    """Return the sign, where there is one, and the words."""
    if not entry.role:
        return [Piece(entry.text, "label")]
    return [Piece(SIGNS[entry.role][plain], entry.role), Piece(f" {entry.text}", "label")]


def _filled(row: Row, width: int) -> Row:
    return [*row, Piece(" " * (width - _width(row)))]


def _width(row: Row) -> int:
    return sum(len(piece.text) for piece in row)
