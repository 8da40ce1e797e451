"""How wide text is in cells of a terminal, and where its lines are broken."""

from __future__ import annotations

from collections.abc import Collection

NARROWEST = 12
"""Columns to which a column of a table is cut at most."""


def width(text: str) -> int:
    """Return the terminal columns of text: 2 for wide letters, 0 for those that combine."""
    if text.isascii():
        return len(text)
    import unicodedata

    columns = 0
    for letter in text:
        if unicodedata.category(letter) not in ("Mn", "Me", "Cf"):
            columns += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
    return columns


def wrapped(text: str, columns: int) -> list[str]:
    """Return a line of text broken between words; a word that is too long stays whole."""
    if width(text) <= columns:
        return [text]
    lines, line = [], ""
    for word in text.split():
        if line and width(line) + 1 + width(word) > columns:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def narrow(widths: list[int], columns: Collection[int], over: int) -> None:
    """Take columns away where a table is too wide by `over`, each time from the widest."""
    for _ in range(max(0, over)):
        widest = max(columns, key=lambda n: widths[n])
        if widths[widest] <= NARROWEST:
            return
        widths[widest] -= 1
