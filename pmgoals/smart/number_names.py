"""Numbers that say no amount: parts of names, years, times of day, distances, windows."""

from __future__ import annotations

from pmgoals import knowledge
from pmgoals.model.calendar import MONTHS
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
MONTH_WORDS = (*(name.lower() for name in MONTHS), *(name[:3].lower() for name in MONTHS), "sept")
"""Names of months, long and short, in lower case."""
_SURE_MONTHS = frozenset(MONTH_WORDS) - {"may"}


def is_name(pieces: list[Token], index: int) -> bool:
    """Return whether the number names a thing: `Phase 2`, `5K race`, `first 30 days`."""
    return any(names(pieces, index) for names in _NAMES)


def _is_of_a_month(pieces: list[Token], index: int) -> bool:
    """Return whether it is a day or a year: `March 3`, `3 March`."""
    if low_at(pieces, index - 1) in _SURE_MONTHS:
        return True
    return pieces[index].kind == "number" and low_at(pieces, index + 1) in _SURE_MONTHS


def _is_of_a_series(pieces: list[Token], index: int) -> bool:
    """Return whether it says which of several: `phase 2`, `2.1 release`."""
    before, after = low_at(pieces, index - 1), low_at(pieces, index + 1)
    if before in knowledge.words().named and after not in ("%", "percent", "per"):
        return True
    return after in knowledge.grammar().counting.issues and "." in pieces[index].text


def _is_a_window(pieces: list[Token], index: int) -> bool:
    """Return whether it says which span of time: `first 30 days`, `30 days old`."""
    words = knowledge.grammar().counting
    before, after = low_at(pieces, index - 1), low_at(pieces, index + 1)
    timed = knowledge.words().units.get(after) in TIMES
    if before in words.past:
        return timed or after in words.spans
    return timed and low_at(pieces, index + 2) == "old"


def _counts_nothing(pieces: list[Token], index: int) -> bool:
    """Return whether `one` counts nothing, `one another`, or digits repeat: `three (3)`."""
    words = knowledge.grammar().counting
    before, after = low_at(pieces, index - 1), low_at(pieces, index + 1)
    if pieces[index].low == "one":
        return after in words.behind_one or before in words.before_one
    spelt = low_at(pieces, index - 2) in knowledge.words().numbers
    return before == "(" and after == ")" and spelt


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
    counted = after in words.units or after in words.grammar.counting.scaled
    if counted or before.low in words.better or before.low in words.scored:
        return False  # "NPS 50" is a value
    return not (kind_at(pieces, index + 1) == "word" and after.endswith("s"))


def _is_distance(pieces: list[Token], index: int) -> bool:
    """Return whether it is how far one runs, not how much is wanted: `run a 10k under 50 min`."""
    words, low = knowledge.words(), pieces[index].low
    if low_at(pieces, index + 1) in words.races and low.endswith("k"):
        return True
    near = (t.low for t in pieces[max(0, index - 3) : index])
    return low in words.distances and not words.moving.isdisjoint(near)


def _is_of_a_clock(pieces: list[Token], index: int) -> bool:
    """Return whether a colon joins it to another number, as in `1:1` or `10:30`."""
    for side in (-1, 1):
        colon, other = index + side, index + 2 * side
        if low_at(pieces, colon) == ":" and kind_at(pieces, other) in ("number", "glued"):
            near = pieces[max(colon, index)].start == pieces[min(colon, index)].end
            if near and pieces[max(colon, other)].start == pieces[min(colon, other)].end:
                return True
    return False


_NAMES = (
    _is_of_a_month,
    _is_of_a_series,
    _numbers_a_standard,
    _is_distance,
    _is_a_window,
    _is_of_a_clock,
    _counts_nothing,
)
