"""Numbers that say no amount: parts of names, years, times of day, distances, windows."""

from __future__ import annotations

from pmgoals import knowledge
from pmgoals.smart.tokens import Token, kind_at, low_at

TIMES: dict[str, float] = {
    "ms": 0.001,
    "seconds": 1,
    "minutes": 60,
    "hours": 3600,
    "days": 86400,
    "weeks": 604800,
    "months": 2629800,
}
"""Seconds in each unit of time, for values written in two of them."""
_ONE_BEFORE = {"of", "another", "day", "way", "place", "voice", "page", "stop", "or"}


def is_name(pieces: list[Token], index: int) -> bool:
    """Return whether the number names a thing: `Phase 2`, `5K race`, `first 30 days`."""
    words = knowledge.words()
    before, after = low_at(pieces, index - 1), low_at(pieces, index + 1)
    if before in words.months or (before in words.named and after not in ("%", "percent", "per")):
        return True
    if _numbers_a_standard(pieces, index) or _is_distance(pieces, index):
        return True
    if words.units.get(after) in TIMES and low_at(pieces, index + 2) == "old":
        return True
    if after in ("version", "release") and "." in pieces[index].text:
        return True
    if ":" in (before, after) and _clock(pieces, index):
        return True
    if after in words.months and pieces[index].kind == "number":
        return True
    if after in words.races and pieces[index].low.endswith("k"):
        return True
    if before in ("first", "last", "past", "previous"):
        return words.units.get(after) in TIMES or after in ("quarters", "years")
    if pieces[index].low == "one":
        return after in _ONE_BEFORE or before in ("no", "day", "single", "just", "than", "only")
    return before == "(" and after == ")" and low_at(pieces, index - 2) in words.numbers


def is_year(pieces: list[Token], index: int, value: float) -> bool:
    """Return whether a bare four-digit number is a year."""
    token = pieces[index]
    if token.kind != "number" or len(token.text) != 4 or not 1970 <= value <= 2200:
        return False
    return low_at(pieces, index - 1) in knowledge.words().year_leads or not (
        kind_at(pieces, index + 1) == "word" and low_at(pieces, index + 1).endswith("s")
    )


def _numbers_a_standard(pieces: list[Token], index: int) -> bool:
    """Return whether a number belongs to the capitals before it: `SOC 2 audit`, `ISO 27001`."""
    before = pieces[index - 1] if index else None
    if before is None or pieces[index].kind != "number" or "." in pieces[index].text:
        return False
    if not (before.text.isupper() and before.kind == "word" and len(before.text) > 1):
        return False
    words = knowledge.words()
    after = low_at(pieces, index + 1)
    counted = after in words.units or after in ("%", "+", "k", "m", "/", "-", "–", "to", "→", "per")
    if counted or before.low in words.better or before.low in words.scored:
        return False  # "NPS 50" is a value
    return not (kind_at(pieces, index + 1) == "word" and after.endswith("s"))


def _is_distance(pieces: list[Token], index: int) -> bool:
    """Return whether it is how far one runs, not how much is wanted: `run a 10k under 50 min`."""
    low = pieces[index].low
    if low in knowledge.words().distances:
        near = {t.low for t in pieces[max(0, index - 3) : index]}
        return bool(near & knowledge.words().moving)
    return False


def _clock(pieces: list[Token], index: int) -> bool:
    """Return whether a colon joins it to another number, as in `1:1` or `10:30`."""
    for side in (-1, 1):
        colon, other = index + side, index + 2 * side
        if low_at(pieces, colon) == ":" and kind_at(pieces, other) in ("number", "glued"):
            near = pieces[max(colon, index)].start == pieces[min(colon, index)].end
            if near and pieces[max(colon, other)].start == pieces[min(colon, other)].end:
                return True
    return False
