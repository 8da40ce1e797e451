"""Text made harmless to show: nothing in it can reach a terminal as a command."""

from __future__ import annotations


def _table() -> dict[int, int]:
    """Map each character a terminal may act on to one cell that shows it was there."""
    table = {code: 0x2400 + code for code in range(0x20)}  # the control pictures of Unicode
    table[0x7F] = 0x2421
    hidden = [*range(0x80, 0xA0), 0x061C, 0x200E, 0x200F, 0x2028, 0x2029]
    hidden += [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, *range(0xD800, 0xE000)]
    table.update(dict.fromkeys(hidden, 0xFFFD))
    return table


_LINE = _table()
_TEXT = {code: sign for code, sign in _LINE.items() if code != 0x0A}
_TEXT[0x09] = 0x20


def inert(text: str) -> str:
    """Return text for one line, character by character: control characters become pictures."""
    return text.translate(_LINE)


def inert_lines(text: str) -> str:
    """Return text that may hold several lines: as `inert`, but line ends stay and tabs are spaces."""
    return text.replace("\r\n", "\n").translate(_TEXT)


def one_line(text: str) -> str:
    """Return text on one line: line ends and tabs become single spaces, the rest inert."""
    return " ".join(text.split()).translate(_LINE) if not text.isprintable() else text
