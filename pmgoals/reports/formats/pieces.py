"""What a page is made of once its Markdown is read: blocks, and the pieces of their lines.

Every text in it is inert and every address one that may be followed, so that a format has only
its own signs to mind.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from pmgoals.analytics.course import Course

Side = Literal["left", "center", "right"]
"""How a column of a table is set; numbers stand at the right."""


class Words(msgspec.Struct, frozen=True, tag="words"):
    """Text on one line."""

    text: str
    """The text."""


class Code(msgspec.Struct, frozen=True, tag="code"):
    """Text that is meant to the letter, on one line."""

    text: str
    """The text."""


class Break(msgspec.Struct, frozen=True, tag="break"):
    """The end of a line that is meant."""


class Strong(msgspec.Struct, frozen=True, tag="strong"):
    """What is said with weight."""

    parts: list[Piece]
    """What it is made of."""


class Emphasis(msgspec.Struct, frozen=True, tag="emphasis"):
    """What is stressed."""

    parts: list[Piece]
    """What it is made of."""


class Link(msgspec.Struct, frozen=True, tag="link"):
    """What leads to an address."""

    parts: list[Piece]
    """What it is called; never empty."""
    to: str
    """The address: http, https or mailto."""


Piece = Words | Code | Break | Strong | Emphasis | Link
"""A piece of a line."""


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """A heading."""

    level: int
    """1 for the title, of which a page has one; then at most one more than the one before, to 6."""
    parts: list[Piece]
    """What it says; never empty."""


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """A paragraph."""

    parts: list[Piece]
    """What it says."""


class Listed(msgspec.Struct, frozen=True, tag="list"):
    """A list."""

    first: int | None
    """The number of the first item, 0 or more; None where items have no number."""
    items: list[list[Block]]
    """The items, each as blocks."""


class Quotation(msgspec.Struct, frozen=True, tag="quotation"):
    """What somebody said."""

    blocks: list[Block]
    """What it is made of."""


class Verbatim(msgspec.Struct, frozen=True, tag="verbatim"):
    """Lines that are meant to the letter."""

    text: str
    """The lines."""


class Rule(msgspec.Struct, frozen=True, tag="rule"):
    """A line between two parts."""


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A table."""

    sides: list[Side]
    """How each column is set."""
    heads: list[list[Piece]]
    """The head of each column."""
    rows: list[list[list[Piece]]]
    """The cells, by row; as many as there are columns."""


class Chart(msgspec.Struct, frozen=True, tag="chart"):
    """The chart of a measure; it stands on the page itself, never inside another block."""

    name: str
    """What the measure is called, inert."""
    course: Course
    """The measure's course."""


Block = Heading | Paragraph | Listed | Quotation | Verbatim | Rule | Table | Chart
"""A part of a page."""


def said(parts: list[Piece]) -> str:
    """Return the text of pieces alone."""
    return "".join(_said(piece) for piece in parts)


def _said(piece: Piece) -> str:
    match piece:
        case Words() | Code():
            return piece.text
        case Break():
            return " "
        case _:
            return said(piece.parts)
