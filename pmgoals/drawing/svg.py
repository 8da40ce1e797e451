"""Pieces of a picture in SVG: text made safe, numbers kept short, and how wide letters are."""

from __future__ import annotations

import unicodedata
from html import escape

from pmgoals.inert import one_line

_NARROW = frozenset(" .,:;'|!()[]iIjlft-/·")
_BROAD = frozenset("mwMW%@—")


def safe(text: str) -> str:
    """Return text for XML and HTML, on one line: no sign of theirs, nothing that could act."""
    return escape(one_line(text).translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}))


def short(number: float) -> str:
    """Return a length in pixels, to a tenth."""
    return f"{number:.1f}".removesuffix(".0")


def text_width(text: str, size: float) -> float:
    """Return how wide text is at a font size, roughly and rather too wide than too narrow.

    No font is asked, since none is known where a picture is drawn. The shares are those of wide
    faces without serifs.
    """
    return size * sum(map(_share, text))


def _share(letter: str) -> float:
    """Return the width of a letter as a share of the font's size."""
    if letter in _NARROW:
        return 0.34
    if letter in _BROAD:
        return 0.9
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return 0.68 if letter.isupper() else 0.57


def path(points: list[tuple[float, float]]) -> str:
    """Return the data of a path along points, at least one."""
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points)
