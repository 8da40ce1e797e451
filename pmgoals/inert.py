"""Text made harmless to show: nothing in it can reach a terminal as a command.

Two ways to show what was there: one sign for one character, where a cursor must keep its place
(the app), and escapes that can be read (the command line).
"""

from __future__ import annotations

CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
"""Control characters of ASCII and Latin-1."""

DIRECTIONS = (
    *(0x061C, 0x200E, 0x200F, 0xFEFF),
    *range(0x2028, 0x202F),
    *range(0x2066, 0x2070),
    *range(0xD800, 0xE000),
)
"""What turns the direction of text, ends a line, or is half of a character."""

_SIGNS = dict.fromkeys((*CONTROLS, *DIRECTIONS), 0xFFFD)
_SIGNS |= {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}  # control pictures
_SIGNS_IN_LINES = {code: sign for code, sign in _SIGNS.items() if code != 0x0A} | {0x09: 0x20}
_ESCAPES = {code: f"\\x{code:02x}" for code in CONTROLS if code != 0x0A}
_ESCAPES |= {code: f"\\u{code:04x}" for code in DIRECTIONS}


def inert(text: str) -> str:
    """Return text for one line, character by character: what could act becomes a sign."""
    return text if text.isprintable() else text.translate(_SIGNS)


def inert_lines(text: str) -> str:
    """Return text of several lines: as `inert`, but line ends stay and tabs are spaces."""
    if text.isprintable():
        return text
    return text.replace("\r\n", "\n").translate(_SIGNS_IN_LINES)


def one_line(text: str) -> str:
    """Return text on one line: white space becomes single spaces, the rest inert."""
    return text if text.isprintable() else " ".join(text.split()).translate(_SIGNS)


def escaped(text: str) -> str:
    """Return text in which what could act stands as a readable escape; line ends stay."""
    return text if text.isprintable() else text.translate(_ESCAPES)


def marked_line(text: str, mark: str = " ⏎ ") -> str:
    """Return text for a field of one line: its line ends become a mark."""
    if text.isprintable():
        return text
    return mark.join(line.strip() for line in text.strip().splitlines())
