"""A page read: its Markdown becomes pieces, in which nothing can act.

HTML is text, a picture is a link to it, and an address that is not http, https or mailto stands
beside its words instead of behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pmgoals.analytics.course import Course
from pmgoals.inert import inert, inert_lines, one_line
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
from pmgoals.reports.page import Page

LONGEST_ADDRESS = 2000
"""Letters of an address that every program follows; a longer one stands as text."""

DEEPEST = 6
"""Lists and quotations inside each other; no page asks for more, and no format has to mind."""

MOST_NESTED = 100
"""How deep the parser goes; what lies deeper it leaves out."""

_ADDRESS = re.compile(r"(https?://|mailto:)[!-~]+", re.IGNORECASE)
_UNFIT = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}
"""Characters that are inert but that neither XML nor HTML takes."""


def read(page: Page) -> list[Block]:
    """Return the blocks of a page; the first is its title, as the only heading of level 1."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_NESTED}).enable("table")
    # Which addresses may be followed is decided here, for all formats, and not twice.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    blocks: list[Block] = []
    for block in page.blocks:
        if isinstance(block, Course):
            blocks.append(Chart(_clean(block.name) or "Measure", block))
        else:
            blocks += _blocks(_Tokens(parser.parse(block)))
    return _in_order(blocks, _clean(page.title) or "Untitled")


def _clean(text: str) -> str:
    """Return text on one line, inert, with nothing that XML does not take."""
    return one_line(text).strip().translate(_UNFIT)


class _Tokens:
    """The tokens of some Markdown, taken from the front."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = iter(tokens)

    def until(self, kind: str) -> Iterator[Token]:
        """Yield tokens up to one of a kind, which is taken too; what they open is to be taken."""
        return takewhile(lambda token: token.type != kind, self._tokens)

    def __iter__(self) -> Iterator[Token]:
        return self._tokens


def _blocks(tokens: _Tokens, end: str = "", depth: int = 0) -> Iterator[Block]:
    """Yield the blocks up to a token that ends them, or to the last one.

    A list or a quotation that lies too deep is no block of its own; its blocks are.
    """
    for token in tokens.until(end):
        match token.type:
            case "heading_open":
                yield from _heading(token, _line(tokens, "heading_close"), depth)
            case "paragraph_open":
                yield Paragraph(_line(tokens, "paragraph_close"))
            case "bullet_list_open" | "ordered_list_open" | "blockquote_open":
                yield from _holding(token, tokens, depth + 1)
            case "table_open":
                yield _table(tokens)
            case "fence" | "code_block":
                yield Verbatim(inert_lines(token.content).translate(_UNFIT).strip("\n"))
            case "hr":
                yield Rule()


def _heading(token: Token, parts: list[Piece], depth: int) -> Iterator[Block]:
    """Yield a heading; inside another block it is a line of weight, outside the page's order."""
    if said(parts).strip():
        level = int(token.tag.removeprefix("h"))
        yield Paragraph([Strong(parts)]) if depth else Heading(level, parts)


def _holding(token: Token, tokens: _Tokens, depth: int) -> Iterator[Block]:
    """Yield a block that holds others, whose opening was taken."""
    end = token.type.replace("open", "close")
    if token.type == "blockquote_open":
        blocks = list(_blocks(tokens, end, depth))
        yield from [Quotation(blocks)] if depth <= DEEPEST else blocks
        return
    items = [list(_blocks(tokens, "list_item_close", depth)) for _ in tokens.until(end)]
    first = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
    flat = [block for item in items for block in item]
    yield from [Listed(first, items)] if depth <= DEEPEST else flat


def _table(tokens: _Tokens) -> Table:
    """Return a table whose opening was taken; every row has a cell for each column."""
    rows: list[list[list[Piece]]] = []
    sides: list[Side] = []
    for token in tokens.until("table_close"):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            if len(rows) == 1:
                sides.append(_side(str(token.attrs.get("style", ""))))
            rows[-1].append(_line(tokens, token.type.replace("open", "close")))
    return Table(sides, rows[0], rows[1:])


def _side(style: str) -> Side:
    """Return how a cell is set, from the style that the parser gives it."""
    sides: dict[str, Side] = {"text-align:right": "right", "text-align:center": "center"}
    return sides.get(style, "left")


def _line(tokens: _Tokens, end: str) -> list[Piece]:
    """Return the pieces of a line, whose end is taken."""
    children = [child for token in tokens.until(end) for child in token.children or []]
    return list(_pieces(_Tokens(children)))


def _pieces(tokens: _Tokens, end: str = "", within: str = "") -> Iterator[Piece]:
    """Yield the pieces up to a token that ends them, or to the last one.

    `within` names what they lie in: weight in weight, stress in stress and a link in a link are
    none of their own.
    """
    for token in tokens.until(end):
        match token.type:
            case "softbreak":
                yield Words(" ")
            case "hardbreak":
                yield Break()
            case "code_inline":
                yield Code(inert(token.content).translate(_UNFIT))
            case "strong_open" | "em_open" | "link_open":
                kind = token.type.removesuffix("_open")
                parts = list(_pieces(tokens, f"{kind}_close", f"{within} {kind}"))
                yield from parts if kind in within else _wrapped(kind, token, parts)
            case "image":
                parts = list(_pieces(_Tokens(token.children or []), within=f"{within} link"))
                yield from parts if "link" in within else _link(parts, token.attrs.get("src"))
            case _ if token.content:
                yield Words(inert(token.content.replace("\t", " ")).translate(_UNFIT))


def _wrapped(kind: str, token: Token, parts: list[Piece]) -> Iterator[Piece]:
    """Yield pieces as what they are wrapped in."""
    if kind == "link":
        yield from _link(parts, token.attrs.get("href"))
    elif parts:
        yield Strong(parts) if kind == "strong" else Emphasis(parts)


def _link(parts: list[Piece], to: object) -> Iterator[Piece]:
    """Yield a link, or its words with the address beside them where it may not be followed."""
    address = str(to or "")
    shown = inert(address).translate(_UNFIT)
    named: list[Piece] = parts if said(parts).strip() else [Words(shown or "link")]
    if len(address) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(address):
        yield Link(named, address)
        return
    yield from named
    if shown and said(named) != shown:
        yield Words(f" ({shown})")


def _in_order(blocks: list[Block], title: str) -> list[Block]:
    """Return the blocks with a title first, no other one, and no level of headings passed over."""
    first, rest = (blocks[0], blocks[1:]) if blocks else (None, [])
    if not (isinstance(first, Heading) and first.level == 1):
        first, rest = Heading(1, [Words(title)]), blocks
    found: list[Block] = [first]
    level = 1
    for block in rest:
        if isinstance(block, Heading):
            level = min(max(block.level, 2), level + 1)
            found.append(Heading(level, block.parts))
        else:
            found.append(block)
    return found
