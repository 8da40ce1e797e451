"""The legend of a chart: what each sign means, each with its number."""

from __future__ import annotations

from typing import NamedTuple

from pmgoals.analytics.course import Course
from pmgoals.analytics.forecast import FEWEST
from pmgoals.drawing.raster import Piece, Role, Row
from pmgoals.drawing.ticks import Amounts
from pmgoals.model.calendar import say_date

SIGNS: dict[Role, tuple[str, str]] = {
    "actual": ("●", "*"), "expected": ("⠂⠂", "."), "range": ("⠢⠢", ":"), "target": ("⠒ ", "-"),
}  # fmt: skip
"""How each kind of line looks in a legend, drawn and plain."""

SPARE = 4
"""Rank from which an entry is rather left out than given a second row."""

GAP = "  "
"""What stands between two entries."""


class _Entry(NamedTuple):
    """A piece of the legend."""

    rank: int
    text: str
    role: Role = ""
    goes_on: bool = False

    def pieces(self, *, plain: bool) -> Row:
        """Return the sign, where there is one, and the words."""
        if not self.role:
            return [Piece(self.text, "label")]
        return [Piece(SIGNS[self.role][plain], self.role), Piece(f" {self.text}", "label")]


def legend(course: Course, width: int, amounts: Amounts, *, chance: bool, rows: int) -> list[Row]:
    """Return up to `rows` rows, each `width` cells wide, that name the lines with their numbers.

    One row is preferred; what does not fit is left out, the least telling first.
    """
    every = _entries(course, amounts, chance=chance)
    plain = amounts.plain
    laid_out = _fitted(every, width, 1, SPARE, plain=plain)
    laid_out = laid_out or _fitted(every, width, rows, 1, plain=plain) or [[]]
    return [[*row, Piece(" " * (width - _width(row)))] for row in laid_out]


def _fitted(every: list[_Entry], width: int, rows: int, least: int, *, plain: bool) -> list[Row]:
    """Return the entries in some rows, those of `least` rank and more left out where they must.

    Empty where even the others have no room.
    """
    for most in range(max(entry.rank for entry in every), least - 2, -1):
        kept = [entry for entry in every if entry.rank <= most]
        laid_out = _laid_out(kept, width, plain=plain)
        if len(laid_out) <= rows and all(_width(row) <= width for row in laid_out):
            return laid_out
    return []


def _laid_out(entries: list[_Entry], width: int, *, plain: bool) -> list[Row]:
    """Return the entries one after the other, on as few rows as hold each of them whole."""
    rows: list[Row] = []
    for entry in entries:
        pieces = entry.pieces(plain=plain)
        gap = [] if entry.goes_on else [Piece(GAP)]
        if rows and _width([*rows[-1], *gap, *pieces]) <= width:
            rows[-1] += [*gap, *pieces]
        else:
            first = pieces[0]
            rows.append([Piece(first.text.lstrip(" ,"), first.role), *pieces[1:]])
    return rows


def _entries(course: Course, amounts: Amounts, *, chance: bool) -> list[_Entry]:
    """Return everything there is to say, each with its rank: 0 is the most telling."""
    if course.now is None:
        return [_Entry(0, "no reading yet")]
    now = amounts.say(course.now, typed=True)
    entries = [_Entry(0, f"now {now}", "actual")]
    if course.expected_today is not None:
        entries.append(_Entry(2, f"expected {amounts.say(course.expected_today)}", "expected"))
    if course.fan and course.due:
        landing = course.fan[-1]
        ends = f"{amounts.bare(landing.low)} to {amounts.say(landing.high)}"
        entries.append(_Entry(1, f"likely {ends}", "range"))
        entries.append(_Entry(5, f" by {say_date(course.due)}", goes_on=True))
        if chance and course.chance is not None:
            text = f", {round(course.chance * 100)} % to reach it"
            entries.append(_Entry(3, text, goes_on=True))
    elif _is_too_early(course):
        entries.append(_Entry(3, f"a forecast takes {FEWEST} readings"))
    if course.limits:
        word = "target" if course.target is not None else "limit"
        ends = " and ".join(amounts.say(value, typed=True) for value in course.limits)
        entries.append(_Entry(4, f"{word} {ends}", "target"))
    return entries


def _is_too_early(course: Course) -> bool:
    """Tell whether there is no forecast for want of readings alone."""
    ahead = course.due is not None and course.due > course.today
    return ahead and course.target is not None and len(course.actual) < FEWEST


def _width(row: Row) -> int:
    return sum(len(piece.text) for piece in row)
