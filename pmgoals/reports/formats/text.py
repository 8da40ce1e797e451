"""A page as plain text that reads well in a mail: no sign of Markdown is left in it."""

from __future__ import annotations

from collections.abc import Iterator

from pmgoals.drawing.course_chart import course_chart
from pmgoals.drawing.entries import in_words
from pmgoals.inert import one_line
from pmgoals.lines import narrow, width, wrapped
from pmgoals.reports.formats.pieces import (
    Block,
    Break,
    Chart,
    Code,
    Heading,
    Link,
    Listed,
    Paragraph,
    Piece,
    Quotation,
    Rule,
    Side,
    Table,
    Verbatim,
    Words,
    said,
)
from pmgoals.reports.formats.reading import read
from pmgoals.reports.page import Page

COLUMNS = 72
"""Columns of a line, so that a mail can be quoted twice before 80 are full."""

FEWEST = 24
"""Columns below which nothing is broken any further."""

ROWS = 14
"""Rows of a chart."""

UNDER = {1: "=", 2: "-"}
"""What a heading is underlined with, by its level; lower ones with `~`."""

GAP = "  "
"""What stands between two columns of a table."""


def as_text(page: Page, width: int = COLUMNS) -> str:
    """Return a page as plain text in lines of at most `width` columns, 24 or more.

    Only an address and lines that are meant to the letter may be longer. Wide letters count as
    two columns. A chart is drawn in ASCII, or said in words before it has two readings.
    """
    lines = _blocks(read(page), max(width, FEWEST))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _blocks(blocks: list[Block], columns: int) -> list[str]:
    """Return the lines of blocks, an empty one between them."""
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lines += _block(block, columns)
    return lines


def _block(block: Block, columns: int) -> list[str]:
    match block:
        case Heading(level, parts):
            lines = _lines(parts, columns)
            return [*lines, UNDER.get(level, "~") * max(map(width, lines))]
        case Paragraph(parts):
            return _lines(parts, columns)
        case Listed():
            return list(_list(block, columns))
        case Quotation(blocks):
            return [f"> {line}" for line in _blocks(blocks, max(columns - 2, FEWEST))]
        case Verbatim(text):
            return [f"    {line}" for line in text.split("\n")]
        case Rule():
            return ["* * *"]
        case Table():
            return _table(block, columns)
        case Chart():
            return list(_chart(block, columns))


def _list(listed: Listed, columns: int) -> Iterator[str]:
    """Yield the lines of a list; where an item has several parts, an empty one between items."""
    last = (listed.first or 0) + len(listed.items) - 1
    hang = 2 if listed.first is None else len(f"{last}. ")
    room = max(columns - hang, FEWEST)
    is_loose = any(not isinstance(block, Listed) for item in listed.items for block in item[1:])
    for at, item in enumerate(listed.items):
        if at and is_loose:
            yield ""
        mark = "-" if listed.first is None else f"{listed.first + at}."
        lines = [line for block in item for line in _block(block, room)]
        if is_loose:
            lines = _blocks(item, room)
        for number, line in enumerate(lines or [""]):
            yield f"{'' if number else mark:<{hang}}{line}" if line or not number else ""


def _table(table: Table, columns: int) -> list[str]:
    """Return a table as aligned columns, or row by row where they have no room."""
    heads = [_text(head) for head in table.heads]
    rows = [[_text(cell) for cell in row] for row in table.rows]
    widths = [max(map(width, cells)) for cells in zip(heads, *rows, strict=True)]
    narrow(widths, range(len(widths)), sum(widths) + len(GAP) * (len(widths) - 1) - columns)
    if sum(widths) + len(GAP) * (len(widths) - 1) > columns:
        return list(_records(heads, rows, columns))
    rule = ["-" * wide for wide in widths]
    return [line for row in (heads, rule, *rows) for line in _row(row, widths, table.sides)]


def _row(cells: list[str], widths: list[int], sides: list[Side]) -> Iterator[str]:
    """Yield the lines of a row, as many as its fullest cell takes."""
    folded = [_folded(cell, wide) for cell, wide in zip(cells, widths, strict=True)]
    for number in range(max(map(len, folded))):
        parts = [lines[number] if number < len(lines) else "" for lines in folded]
        yield GAP.join(map(_set, parts, widths, sides))


def _set(text: str, columns: int, side: Side) -> str:
    """Return text filled up to some columns."""
    gap = columns - width(text)
    before = {"left": 0, "center": gap // 2, "right": gap}[side]
    return " " * before + text + " " * (gap - before)


def _records(heads: list[str], rows: list[list[str]], columns: int) -> Iterator[str]:
    """Yield the cells of each row one below the other, each with its head."""
    for at, row in enumerate(rows):
        if at:
            yield ""
        for head, cell in zip(heads, row, strict=True):
            if cell:
                first, *rest = _folded(f"{head}: {cell}" if head else cell, columns - 2)
                yield first
                yield from (f"  {line}" for line in rest)


def _chart(chart: Chart, columns: int) -> Iterator[str]:
    """Yield the lines of a chart under its name."""
    if not chart.course.is_drawn:
        yield from _folded(f"{chart.name}: {one_line(in_words(chart.course))}", columns)
        return
    yield from _folded(chart.name, columns)
    yield ""
    for row in course_chart(chart.course, min(columns, COLUMNS), ROWS, plain=True):
        yield "".join(piece.text for piece in row)


def _lines(parts: list[Piece], columns: int) -> list[str]:
    """Return the lines of pieces: those that are meant, each broken where it is full."""
    return [line for meant in _text(parts).split("\n") for line in _folded(meant, columns)]


def _text(parts: list[Piece]) -> str:
    """Return the text of pieces, an address behind its words; ends of lines that are meant stay."""
    return "".join(map(_piece, parts))


def _piece(piece: Piece) -> str:
    match piece:
        case Words(text) | Code(text):
            return text
        case Break():
            return "\n"
        case Link(parts, to):
            name = said(parts)
            return to if name in (to, to.removeprefix("mailto:")) else f"{_text(parts)} <{to}>"
        case _:
            return _text(piece.parts)


def _folded(text: str, columns: int) -> list[str]:
    """Return text in lines of some columns, at least one; only an address may be longer."""
    words = [part for word in text.split() for part in _parted(word, columns)]
    return wrapped(" ".join(words), columns)


def _parted(word: str, columns: int) -> Iterator[str]:
    """Yield a word, in parts of some columns where it is wider and no address."""
    if width(word) <= columns or "://" in word:
        yield word
        return
    part = ""
    for letter in word:
        if part and width(part + letter) > columns:
            yield part
            part = ""
        part += letter
    yield part
