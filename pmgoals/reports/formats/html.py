"""A page as one HTML file that asks for nothing from outside and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files

from pmgoals.drawing.course_svg import course_svg
from pmgoals.reports.formats.pieces import (
    Block,
    Break,
    Chart,
    Code,
    Emphasis,
    Heading,
    Link,
    Listed,
    Paragraph,
    Piece,
    Quotation,
    Rule,
    Side,
    Strong,
    Table,
    Verbatim,
    Words,
    said,
)
from pmgoals.reports.formats.reading import read
from pmgoals.reports.page import Page

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a browser may load for the page: its own style and what stands in it, nothing else."""

BROAD, NARROW = (704, 290), (360, 270)
"""Pixels of a chart: as wide as the text, and as wide as a telephone."""

LONG = 24
"""Letters of a cell from which its column is not squeezed on a narrow screen."""

SHORT = 17
"""Letters of cells that stay on one line: a status, a day."""

_PERCENT = re.compile(r"(?<=\d) %")
"""A number and its sign stay on one line."""


def as_html(page: Page) -> str:
    """Return a page as an HTML document: UTF-8, no script, no resource, one file.

    It follows the reader's light or dark scheme and the width of the screen, and prints on A4 and
    Letter. A chart is drawn twice, for a broad screen and a narrow one; one of them is shown.
    """
    blocks = read(page)
    title = said(blocks[0].parts) if isinstance(blocks[0], Heading) else page.title
    body = "\n".join(_block(block, number) for number, block in enumerate(blocks))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="pmgoals">
<title>{escape(title)}</title>
<style>
{_style()}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


@cache
def _style() -> str:
    """Return the style sheet, read when first needed."""
    return files(__package__).joinpath("page.css").read_text("utf-8")


def _block(block: Block, number: int = 0) -> str:
    """Return a block; `number` tells charts apart."""
    match block:
        case Heading(level, parts):
            return f'<h{level} dir="auto">{_line(parts)}</h{level}>'
        case Paragraph(parts):
            return f'<p dir="auto">{_line(parts)}</p>'
        case Listed():
            return _list(block)
        case Quotation(blocks):
            return f"<blockquote>{_blocks(blocks)}</blockquote>"
        case Verbatim(text):
            return f"<pre><code>{escape(text)}</code></pre>"
        case Rule():
            return "<hr>"
        case Table():
            return "\n".join(_table(block))
        case Chart():
            return "\n".join(_chart(block, f"chart-{number}"))


def _blocks(blocks: list[Block]) -> str:
    return "\n".join(map(_block, blocks))


def _list(listed: Listed) -> str:
    """Return a list; an item of one paragraph, a list below it or not, is a line of its own."""
    name = "ul" if listed.first is None else "ol"
    start = f' start="{listed.first}"' if listed.first not in (None, 1) else ""
    lines = []
    for item in listed.items:
        match item:
            case [Paragraph(parts), *rest] if all(isinstance(block, Listed) for block in rest):
                body = _line(parts) + ("\n" + _blocks(rest) if rest else "")
            case _:
                body = _blocks(item)
        lines.append(f'<li dir="auto">{body}</li>')
    return "\n".join([f"<{name}{start}>", *lines, f"</{name}>"])


def _table(table: Table) -> Iterator[str]:
    """Yield the lines of a table in a box that scrolls where a screen is too narrow for it."""
    label = escape(", ".join(filter(None, map(said, table.heads))) or "Table")
    marks = [_mark(side, cells) for side, *cells in zip(table.sides, *table.rows, strict=True)]
    yield f'<div class="table" role="region" aria-label="{label}" tabindex="0">'
    yield "<table>"
    heads = _row(table.heads, marks, "th", ' scope="col"')
    yield f"<thead>{heads}</thead>"
    yield "<tbody>"
    for row in table.rows:
        yield _row(row, marks, "td")
    yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _mark(side: Side, cells: list[list[Piece]]) -> str:
    """Return the class of a column: how it is set, or how much room it takes to be read."""
    longest = max((len(said(cell)) for cell in cells), default=0)
    name: str = side
    if side == "left":
        name = "long" if longest >= LONG else "short" if longest <= SHORT else ""
    return f' class="{name}"' if name else ""


def _row(cells: list[list[Piece]], marks: list[str], tag: str, more: str = "") -> str:
    """Return a row of cells, each with the mark of its column."""
    inner = (
        f'<{tag}{more}{mark} dir="auto">{_line(cell)}</{tag}>'
        for cell, mark in zip(cells, marks, strict=True)
    )
    return f"<tr>{''.join(inner)}</tr>"


def _chart(chart: Chart, ident: str) -> Iterator[str]:
    """Yield the lines of a chart under its name."""
    yield "<figure>"
    yield f'<figcaption dir="auto">{escape(chart.name)}</figcaption>'
    for name, (width, height) in (("broad", BROAD), ("narrow", NARROW)):
        drawn = course_svg(chart.course, width, height, ident=f"{ident}-{name}")
        yield f'<div class="{name}">{drawn}</div>'
    yield "</figure>"


def _line(parts: list[Piece]) -> str:
    return "".join(map(_piece, parts))


def _piece(piece: Piece) -> str:
    match piece:
        case Words(text):
            return escape(_PERCENT.sub("\N{NO-BREAK SPACE}%", text))
        case Code(text):
            return f"<code>{escape(text)}</code>"
        case Break():
            return "<br>\n"
        case Strong(parts):
            return f"<strong>{_line(parts)}</strong>"
        case Emphasis(parts):
            return f"<em>{_line(parts)}</em>"
        case Link(parts, to):
            return f'<a href="{escape(to)}" rel="noreferrer">{_line(parts)}</a>'
