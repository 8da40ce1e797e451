"""Parts a goal sentence into words, numbers and signs, in one pass over the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

import msgspec

Kind = Literal["word", "number", "sign", "mark", "glued"]
"""Glued is what letters and digits form together without a space: `Q3`, `600ms`, `2026-06-30`."""

_DIGITS = (
    r"(?:[0-9]{1,3}(?:,[0-9]{2,3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
)
_LETTER = r"[^\W\d_]"
# The first form that fits decides; no form can fail after reading far, so it stays linear.
_FORMS = (
    r"(?P<code>`[^`\n]{0,120}`|https?://[^\s]{1,200}|[0-9]{1,2}(?::[0-9]{2})? ?[ap]\.?m\b\.?)"
    r"|(?P<date>[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![0-9])"
    r"|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}|[0-9]{1,4}(?:\.[0-9]{1,4}){2,4})"
    rf"|(?P<digits>{_DIGITS})(?P<tail>-?{_LETTER}[^\W_]*(?:-{_LETTER}[^\W_]*)*)?"
    rf"|(?P<word>{_LETTER}[^\W_]*(?:['’-][^\W_]+)*(?:(?<=[0-9])\.[0-9]+)?)"
    r"|(?P<sign>[<>]=|->|=>|[<>≥≤≈~$€£₹%+\-–—−→/=])"
    r"|(?P<mark>\S)"
)


class Token(msgspec.Struct, frozen=True):
    """One piece of the sentence."""

    text: str
    """As typed."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset behind its last character."""
    kind: Kind
    """What it is made of."""
    low: str
    """The text in lower case with a plain apostrophe."""


def tokens(text: str) -> list[Token]:
    """Return the pieces of the text in order; spaces part them and are left out."""
    return [
        Token(found[0], *found.span(), _kind(found), found[0].lower().replace("’", "'"))
        for found in _forms().finditer(text)
    ]


def low_at(pieces: Sequence[Token], index: int) -> str:
    """Return the lower-case text at an index; empty outside the sentence."""
    return pieces[index].low if 0 <= index < len(pieces) else ""


def kind_at(pieces: Sequence[Token], index: int) -> str:
    """Return the kind of the token at an index; empty outside the sentence."""
    return pieces[index].kind if 0 <= index < len(pieces) else ""


def _kind(found: re.Match[str]) -> Kind:
    if found["code"] or found["date"] or found["tail"]:
        return "glued"
    if found["digits"]:
        return "number"
    if word := found["word"]:
        return "glued" if any(c.isdigit() for c in word) else "word"
    return "sign" if found["sign"] else "mark"


@cache
def _forms() -> re.Pattern[str]:
    return re.compile(_FORMS)
