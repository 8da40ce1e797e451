"""Text with tones: what the line widgets draw.

A line is a list of spans, each a text and the name of a tone; tones are component classes, so
that a theme decides their colours. User text is made inert here, and is never markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from pmgoals.inert import inert_lines, one_line

TONES = ("muted", "strong", "accent", "good", "warn", "bad", "title", "quiet", "mark", "shade")
"""Names of tones; an empty tone is plain text."""


class Span(NamedTuple):
    """A piece of a line."""

    text: str
    """The text, inert."""
    tone: str = ""
    """One of `TONES`, or empty."""
    action: str = ""
    """Action started by a click on it; empty for none."""


Line = Sequence[Span]


def said(text: str, tone: str = "") -> Span:
    """Return a span of a person's own words, on one line and inert."""
    return Span(one_line(text), tone)


def width_of(line: Line) -> int:
    """Return the width of a line in cells."""
    return sum(cell_len(span.text) for span in line)


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return text in exactly `width` cells: cut with an ellipsis, or padded."""
    if width <= 0:
        return ""
    have = cell_len(text)
    if have > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
        have = cell_len(text)
    room = " " * (width - have)
    return room + text if right else text + room


def wrap(text: str, width: int, tone: str = "", indent: str = "", first: str = "") -> list[Line]:
    """Return a person's text as lines of at most `width` cells; its own line ends are kept.

    `indent` stands before every line, `first` before the first instead.
    """
    lines: list[Line] = []
    start = first or indent
    for paragraph in inert_lines(text).split("\n"):
        for piece in _broken(paragraph, max(1, width - cell_len(indent))):
            lines.append(
                [Span(start, "muted"), Span(piece, tone)] if start else [Span(piece, tone)]
            )
            start = indent
    return lines


def _broken(paragraph: str, width: int) -> Iterable[str]:
    """Break one paragraph at spaces; a word wider than the line is cut."""
    line, used = "", 0
    for word in paragraph.split(" "):
        if line and used + 1 + cell_len(word) > width:
            yield line
            line, used = "", 0
        *heads, rest = _cut(word, width)
        yield from heads
        line = f"{line} {rest}" if line else rest
        used += cell_len(rest) + (1 if used else 0)
    yield line


def _cut(word: str, width: int) -> list[str]:
    """Cut a word into pieces of at most `width` cells."""
    if cell_len(word) <= width:
        return [word]
    if word.isascii():
        return [word[at : at + width] for at in range(0, len(word), width)]
    pieces, piece, used = [], "", 0
    for letter in word:
        size = cell_len(letter)
        if piece and used + size > width:
            pieces.append(piece)
            piece, used = "", 0
        piece += letter
        used += size
    return [*pieces, piece]


def flow(spans: Line, width: int, indent: str = "") -> list[Line]:
    """Return spans on as few lines as hold them whole; each line begins with the indent."""
    lines: list[list[Span]] = []
    for span in spans:
        fits = lines and width_of(lines[-1]) + cell_len(span.text) <= width
        if not fits:
            text = span.text.lstrip(" ·") if lines else span.text
            lines.append([Span(indent), Span(text, span.tone, span.action)])
        else:
            lines[-1].append(span)
    return [*lines]


def side_by_side(left: Line, right: Line, width: int, gap: int = 2) -> Line:
    """Return a line with `left` at its start and `right` at its end, when both fit."""
    room = width - width_of(left) - width_of(right)
    if room < gap:
        return left
    return [*left, Span(" " * room), *right]
