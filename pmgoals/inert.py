"""Text made harmless to show: nothing in it can reach a terminal as a command.

Two ways to show what was there: one sign for one character, where a cursor must keep its place
(the app), and escapes that can be read (the command line).
"""

from __future__ import annotations

import re
from functools import cache

PICTURES = 0x2400
"""Where Unicode's pictures of the control characters begin."""

REPLACEMENT = 0xFFFD
"""The sign for a character that has no picture."""


def is_control(code: int) -> bool:
    """Tell whether a code is a control character of ASCII or Latin-1."""
    return code < 0x20 or 0x7F <= code < 0xA0


def turns(code: int) -> bool:
    """Tell whether a code turns the direction of text, ends a line, or is half a character."""
    return (
        code in (0x061C, 0x200E, 0x200F, 0xFEFF)
        or 0x2028 <= code <= 0x202E
        or 0x2066 <= code <= 0x206F
        or 0xD800 <= code <= 0xDFFF
    )


class _Signs:
    """What `str.translate` asks: one sign for each character that could act."""

    def __getitem__(self, code: int) -> int:
        if is_control(code):
            return PICTURES + code if code < 0x20 else 0x2421 if code == 0x7F else REPLACEMENT
        if turns(code):
            return REPLACEMENT
        raise LookupError


class _SignsInLines(_Signs):
    """As `_Signs`, but line ends stay and tabs are spaces."""

    def __getitem__(self, code: int) -> int:
        return code if code == 0x0A else 0x20 if code == 0x09 else super().__getitem__(code)


class _Escapes:
    """What `str.translate` asks: a readable escape for each character that could act."""

    def __getitem__(self, code: int) -> str:
        if code != 0x0A and is_control(code):
            return f"\\x{code:02x}"
        if turns(code):
            return f"\\u{code:04x}"
        raise LookupError


def inert(text: str) -> str:
    """Return text for one line, character by character: what could act becomes a sign."""
    return text if text.isprintable() else text.translate(_Signs())


def inert_lines(text: str) -> str:
    """Return text of several lines: as `inert`, but line ends stay and tabs are spaces."""
    if text.isprintable():
        return text
    return text.replace("\r\n", "\n").translate(_SignsInLines())


def one_line(text: str) -> str:
    """Return text on one line: white space becomes single spaces, the rest inert."""
    return text if text.isprintable() else " ".join(text.split()).translate(_Signs())


def escaped(text: str) -> str:
    """Return text in which what could act stands as a readable escape; line ends stay."""
    return text if text.isprintable() else text.translate(_Escapes())


def marked_line(text: str, mark: str = " ⏎ ") -> str:
    """Return text for a field of one line: its line ends become a mark."""
    if text.isprintable():
        return text
    return mark.join(line.strip() for line in text.strip().splitlines())


def harmless_json(data: bytes) -> bytes:
    """Return JSON bytes in which every character a terminal may act on stands as an escape.

    Encoders escape the control characters of ASCII themselves; DEL, C1, directional marks, line
    separators and the byte-order mark they leave raw.
    """
    return _raw().sub(_as_escape, data)


@cache
def _raw() -> re.Pattern[bytes]:
    """Match what `turns` and `is_control` tell of, in UTF-8; compiled when first needed."""
    return re.compile(
        rb"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xaf]"
        rb"|\xef\xbb\xbf|\xd8\x9c"
    )


def _as_escape(found: re.Match[bytes]) -> bytes:
    return b"".join(b"\\u%04x" % ord(letter) for letter in found[0].decode())
