"""Rows of a list and the lines they take, built only when they are seen where that can be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import overload

import msgspec

from pmgoals.tui.spans import Line

Build = Callable[[int], Sequence[Line]]
"""From a width in cells to the lines that fill it."""


class Row(msgspec.Struct):
    """One row of a list: an id and its lines, laid out when the width is known."""

    id: str
    """What the row stands for; empty for a heading, which cannot be chosen."""
    build: Build
    """From the width to one or more lines."""
    height: int = 0
    """How many lines, when that is known: such a row is built only when it is seen. 0 if not."""


class RowLines(Sequence[Line]):
    """The lines of rows, those of rows with a known height built when first asked for."""

    def __init__(self, rows: Sequence[Row], width: int) -> None:
        self.row_at: list[str] = []
        """Id of the row by line."""
        self.places: dict[str, tuple[int, int]] = {}
        """First line and number of lines by row id."""
        self._rows = rows
        self._width = width
        self._starts: list[int] = []
        self._built: dict[int, Sequence[Line]] = {}
        for number, row in enumerate(rows):
            start, height = len(self.row_at), row.height or len(self._build(number))
            self._starts.append(start)
            if row.id:
                self.places[row.id] = (start, height)
            self.row_at += [row.id] * height

    def _build(self, number: int) -> Sequence[Line]:
        lines = self._built.get(number)
        if lines is None:
            row = self._rows[number]
            lines = row.build(self._width)
            if row.height:
                lines = [*lines[: row.height], *([[]] * (row.height - len(lines)))]
            self._built[number] = lines
        return lines

    def __len__(self) -> int:
        return len(self.row_at)

    @overload
    def __getitem__(self, at: int) -> Line: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...

    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        number = bisect_right(self._starts, at) - 1
        return self._build(number)[at - self._starts[number]]
