"""A raster of dots made of characters: braille, 2 by 4 dots a cell, or plain, one dot a cell.

plotille, and others like it, draw in braille alone and colour by the terminal's own codes. Here
the same drawing must come out in a theme's colours and, for pipes, screen readers and old
terminals, in ASCII without box drawing; so the raster is our own, and both forms come from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple

Role = Literal["", "actual", "expected", "range", "target", "axis", "today", "label"]
"""What a piece of a picture is; an empty role is blank."""

PLAIN: dict[Role, str] = {"actual": "*", "expected": ".", "range": ":", "target": "-"}
"""The letter of each role's dots in the plain form."""

BRAILLE = 0x2800
"""The braille pattern without a dot."""

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bit of the braille pattern by row and column of the dot."""


class Piece(NamedTuple):
    """A piece of a row."""

    text: str
    """Its characters, each one cell wide."""
    role: Role = ""
    """What it is."""


Row = list[Piece]
"""The pieces of a row, from the left."""


def dots_of_cell(*, plain: bool) -> tuple[int, int]:
    """Return how many dots a cell has across and down."""
    return (1, 1) if plain else (2, 4)


class Raster:
    """Cells that take dots and letters; what is drawn later covers what another role drew."""

    def __init__(self, columns: int, rows: int, *, plain: bool = False) -> None:
        self.columns, self.rows = columns, rows
        self.across, self.down = dots_of_cell(plain=plain)
        """Dots of a cell in each direction."""
        self.width, self.height = columns * self.across, rows * self.down
        """Dots of the whole raster."""
        self.plain = plain
        self._bits: dict[tuple[int, int], int] = {}
        self._letters: dict[tuple[int, int], str] = {}
        self._roles: dict[tuple[int, int], Role] = {}

    def dot(self, x: int, y: int, role: Role) -> None:
        """Set the dot in column x of row y, counted from the top left; outside is left out."""
        if not (0 <= x < self.width and 0 <= y < self.height):
            return
        cell = (y // self.down, x // self.across)
        bit = 1 if self.plain else _BITS[y % 4][x % 2]
        if self._roles.get(cell) == role and cell not in self._letters:
            self._bits[cell] = self._bits.get(cell, 0) | bit
        else:
            self._letters.pop(cell, None)
            self._bits[cell], self._roles[cell] = bit, role

    def letter(self, x: int, y: int, sign: str, role: Role) -> None:
        """Set the whole cell that holds a dot to one character; outside is left out."""
        if 0 <= x < self.width and 0 <= y < self.height:
            cell = (y // self.down, x // self.across)
            self._letters[cell], self._roles[cell] = sign, role

    def line(
        self, x0: int, y0: int, x1: int, y1: int, role: Role, *, on: int = 1, off: int = 0
    ) -> None:
        """Draw a line between two dots (Bresenham): `on` dots, then `off` left out, and again.

        It costs as much as it is long, so both ends are to be near the raster.
        """
        across, down = abs(x1 - x0), -abs(y1 - y0)
        right, below = (1 if x1 > x0 else -1), (1 if y1 > y0 else -1)
        error, n = across + down, 0
        while True:
            if n % (on + off) < on:
                self.dot(x0, y0, role)
            if (x0, y0) == (x1, y1):
                return
            n += 1
            twice = 2 * error
            if twice >= down:
                error += down
                x0 += right
            if twice <= across:
                error += across
                y0 += below

    def pieces(self, row: int) -> Row:
        """Return one row of cells, neighbours of one role as one piece."""
        cells = list(self._cells(row))
        return [
            Piece("".join(sign for sign, _ in group), role)
            for role, group in groupby(cells, key=lambda cell: cell[1])
        ]

    def _cells(self, row: int) -> Iterator[tuple[str, Role]]:
        for column in range(self.columns):
            cell = (row, column)
            role = self._roles.get(cell, "")
            if letter := self._letters.get(cell):
                yield letter, role
            elif bits := self._bits.get(cell, 0):
                yield PLAIN.get(role, "*") if self.plain else chr(BRAILLE + bits), role
            else:
                yield " ", ""
