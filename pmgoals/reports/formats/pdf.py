"""A page as a PDF for A4, set by typst from a fixed template.

What the page says is handed over as data, so nothing typed is ever read as typst's markup. Nothing
touches a disk or a network, and the same page gives the same bytes. A page of text with four
charts is about 60 KB and takes about 50 ms.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from pmgoals.drawing.course_svg import course_svg
from pmgoals.drawing.entries import in_words
from pmgoals.errors import BadInput
from pmgoals.inert import one_line
from pmgoals.reports.formats.pieces import Block, Chart, Heading, Piece, Side, Table, said
from pmgoals.reports.formats.reading import read
from pmgoals.reports.page import Page

if TYPE_CHECKING:
    from typst import Fonts

FONT = "Libertinus Serif"
"""The face of text, which comes with typst; code is set in its DejaVu Sans Mono."""

WIDTH, HEIGHT = 704, 285
"""Pixels of a chart, laid as wide as the text: its letters come out at 8 points."""

SHORT, MOST_SHORT = 18, 60
"""Letters of a column that is as wide as its cells, and of all such columns together."""

TALL = 400
"""Letters of a cell from which a row may break across pages."""

_WRITTEN = ((0x0000, 0x052F), (0x0590, 0x05FF), (0x1D00, 0x2BFF), (0xFB00, 0xFB4F))
"""Latin, Greek, Cyrillic, Hebrew, punctuation and signs: what the fonts of typst can write."""


class Grid(msgspec.Struct, frozen=True, tag="grid"):
    """A table, laid out."""

    sides: list[Side]
    """How each column is set."""
    shares: list[int]
    """What share of the spare width each column takes; 0 for one as wide as its cells."""
    tall: bool
    """Whether a row may break across pages."""
    heads: list[list[Piece]]
    """The head of each column."""
    rows: list[list[list[Piece]]]
    """The cells, by row."""


class Drawing(msgspec.Struct, frozen=True, tag="drawing"):
    """A chart, drawn."""

    name: str
    """What the measure is called."""
    svg: str
    """The picture."""
    words: str
    """What it shows, for those who do not see it."""


class _Said(msgspec.Struct, frozen=True):
    """What the template is given."""

    title: str
    blocks: list[Block | Grid | Drawing]


def as_pdf(page: Page) -> bytes:
    """Return a page as a PDF with bookmarks, tags for screen readers and page numbers.

    It has no date and names no person or machine. Letters that typst's own fonts do not have are
    written with the machine's, where it has them. BadInput when typst is not installed.
    """
    try:
        import typst
    except ImportError:
        raise BadInput(
            "A PDF takes the package typst, which is not installed.",
            "Install it: pip install 'pmgoals[pdf]', or write html and print that.",
        ) from None
    blocks = read(page)
    title = said(blocks[0].parts) if isinstance(blocks[0], Heading) else page.title
    data = msgspec.json.encode(_Said(title, [_laid_out(block) for block in blocks])).decode()
    try:
        return typst.compile(
            _template(),
            format="pdf",
            font_paths=_fonts(own_only=_is_written(data)),
            ignore_system_fonts=True,
            sys_inputs={"page": data},
        )
    except typst.TypstError as error:
        raise BadInput(
            f"The PDF could not be made: {one_line(error.message)}.", "Write html and print that."
        ) from None


@cache
def _template() -> bytes:
    """Return the template, read when first needed."""
    return files(__package__).joinpath("page.typ").read_bytes()


@cache
def _fonts(*, own_only: bool) -> Fonts:
    """Return the fonts that come with typst, and those of the machine unless they will do."""
    from typst import Fonts

    return Fonts(include_system_fonts=not own_only)


def _is_written(text: str) -> bool:
    """Tell whether the fonts of typst can write a text."""
    return text.isascii() or all(
        any(low <= ord(letter) <= high for low, high in _WRITTEN) for letter in set(text)
    )


def _laid_out(block: Block) -> Block | Grid | Drawing:
    """Return a block as the template takes it."""
    match block:
        case Chart(name, course):
            svg = course_svg(course, WIDTH, HEIGHT, font=FONT)
            return Drawing(name, svg, one_line(in_words(course)))
        case Table(sides, heads, rows):
            columns = [
                [len(said(cell)) for cell in cells] for cells in zip(heads, *rows, strict=True)
            ]
            longest = [max(lengths) for lengths in columns]
            return Grid(sides, _shares(longest), max(longest) >= TALL, heads, rows)
        case _:
            return block


def _shares(longest: list[int]) -> list[int]:
    """Return the shares of columns by the letters of their longest cells.

    Short ones are as wide as they are, as long as that leaves room; a table is as wide as the text.
    """
    short = [letters for letters in longest if letters <= SHORT]
    room = sum(short) <= MOST_SHORT
    shares = [0 if letters <= SHORT and room else min(letters, TALL) for letters in longest]
    shares = [share and max(round(share**0.5), 1) for share in shares]
    return shares if any(shares) else [1, *shares[1:]]
