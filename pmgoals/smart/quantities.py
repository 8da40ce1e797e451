"""Finds the numbers of a sentence that say how much, and what each of them measures."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from pmgoals import knowledge
from pmgoals.smart.number_names import TIMES, is_name, is_year
from pmgoals.smart.tokens import Token, kind_at, low_at

Form = Literal["percent", "money", "points", "time", "ratio", "count"]
"""What kind of thing is measured."""

_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "₹": "INR"}
_CEILINGS = {"<", "<=", "≤"}
_FLOORS = {">", ">=", "≥"}
_RANGE = {"-", "–", "—", "−"}
NEAR_A_LIMIT = 6
"""Words before a number among which a `not` turns its limit round."""
_LARGEST = 1e15
_GLUED = r"(?P<digits>[0-9,]+(?:\.[0-9]+)?)(?P<tail>[a-z]+)"


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """One number that says how much."""

    value: float
    """The number; the nearer bound of a range."""
    unit: str | None = None
    """Normalised unit (`%`, `days`, `USD`, `points`, `x`), or None for a plain number."""
    form: Form = "count"
    """What kind of thing it measures."""
    sign: Literal["", "+", "-"] = ""
    """A sign written before it, which makes it a change."""
    bound: Literal["", "floor", "ceiling"] = ""
    """Whether it is the least or the most that will do."""
    noun: str = ""
    """The word behind it, in lower case; empty when none follows."""
    first: int
    """Index of its first token."""
    last: int
    """Index of its last token."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset behind its last character."""


def quantities(pieces: list[Token]) -> list[Quantity]:
    """Return the quantities in order; numbers in names, dates, windows and versions are none."""
    found: list[Quantity] = []
    index = 0
    while index < len(pieces):
        since = found[-1].last + 1 if found else 0
        quantity = _quantity(pieces, index, since)
        if quantity is None:
            index += 1
            continue
        found.append(quantity)
        index = quantity.last + 1
    return found


def _quantity(pieces: list[Token], index: int, since: int) -> Quantity | None:
    """Return the quantity whose number stands at the index, or None."""
    if number_in(pieces[index]) is None or is_name(pieces, index):
        return None
    first = _lead(pieces, index, since)
    value, unit, last = _with_scale(pieces, index, *_number(pieces, index))
    unit, last = _unit_behind(pieces, last, _money(pieces, first, index) or unit)
    shared = unit == "pp" or (unit == "%" and pieces[last].low.startswith("point"))
    unit = "%" if unit == "pp" else unit
    if unit is None and is_year(pieces, index, value):
        return None
    before = pieces[first].text
    return Quantity(
        value=value,
        unit=unit,
        form="points" if shared else _form(unit),
        sign="+" if before == "+" else "-" if before in ("-", "−") else "",
        bound=_bound(pieces, first, last),
        noun=low_at(pieces, last + 1) if kind_at(pieces, last + 1) == "word" else "",
        first=first,
        last=last,
        start=pieces[first].start,
        end=pieces[last].end,
    )


def _number(pieces: list[Token], index: int) -> tuple[float, str | None, int]:
    """Return the number at the index with its unit and its last token.

    Of a range the nearer bound counts, in the scale that is written once: `$1-2M`.
    """
    value, unit = number_in(pieces[index]) or (0.0, None)
    top = _bare(pieces, index + 2) if low_at(pieces, index + 1) in _RANGE else None
    if top is None:
        return value, unit, index
    return value * _scale_of(pieces, index, index + 2), top[1] or unit, index + 2


def _with_scale(
    pieces: list[Token], index: int, value: float, unit: str | None, last: int
) -> tuple[float, str | None, int]:
    """Return a number with the scale behind it: `2 million`, `4.5/5`, `2/3 of the users`."""
    if scale := knowledge.words().scales.get(low_at(pieces, last + 1)):
        return min(value * scale, _LARGEST), unit, last + 1
    top_at = _top_behind(pieces, last)
    if top_at is None:
        return value, unit, last
    if low_at(pieces, top_at + 1) == "of" and pieces[index].text.isdigit():
        # "2/3 of the users" is a share of them, not a mark out of three.
        top = number_in(pieces[top_at])
        return (value / top[0] if top and top[0] else value), "ratio", top_at
    return value, "points", top_at


def _scale_of(pieces: list[Token], low: int, high: int) -> float:
    """Return what the scale glued to a range's higher bound makes of a bare lower one."""
    if pieces[low].kind != "number":
        return 1.0
    found = _glued().fullmatch(pieces[high].low)
    return knowledge.words().letters.get(found["tail"], 1.0) if found else 1.0


def _top_behind(pieces: list[Token], last: int) -> int | None:
    """Return the index of the top of a scale: `4.5/5`, `8+/10`, `4 out of 5`; None without one."""
    at = last + 1 + (low_at(pieces, last + 1) == "+")
    if low_at(pieces, at) == "/":
        at += 1
    elif (low_at(pieces, at), low_at(pieces, at + 1)) == ("out", "of"):
        at += 2
    else:
        return None
    top = _bare(pieces, at)
    return at if top and not top[1] else None


def number_in(token: Token) -> tuple[float, str | None] | None:
    """Return the value of a token and the unit glued to it; None when it is no number."""
    if token.kind == "word":
        numbers = knowledge.words().numbers
        tens, _, ones = token.low.partition("-")
        value = numbers.get(token.low)
        if ones and numbers.get(tens, 0) >= 20 and 1 <= numbers.get(ones, 0) <= 9:
            value = numbers[tens] + numbers[ones]
        return None if value is None else (value, None)
    if token.kind == "number":
        return _value(token.text, 1.0, None)
    found = _glued().fullmatch(token.low) if token.kind == "glued" else None
    if not found:
        return None
    digits, tail, words = found["digits"], found["tail"], knowledge.words()
    if tail in words.shares:
        return _value(digits, 1.0, "pp")
    if tail in words.letters:
        return _value(digits, words.letters[tail], None)
    unit = words.units.get(tail)
    return _value(digits, 1.0, unit) if unit else None


def _value(digits: str, scale: float, unit: str | None) -> tuple[float, str | None] | None:
    """Return the value, or None when it is larger than any field takes."""
    plain = digits.replace(",", "").replace(" ", "")
    if not plain or len(plain) > 20:
        return None
    value = round(float(plain) * scale, 9)
    return (value, unit) if value <= _LARGEST else None


def _bare(pieces: list[Token], index: int) -> tuple[float, str | None] | None:
    """Return a number written in digits at the index."""
    if kind_at(pieces, index) not in ("number", "glued"):
        return None
    return number_in(pieces[index])


def _lead(pieces: list[Token], index: int, since: int) -> int:
    """Return the index where the signs before a number begin."""
    first = index
    while first > since and pieces[first - 1].kind == "sign":
        sign = pieces[first - 1].text
        glued = pieces[first - 1].end == pieces[first].start
        known = sign in _CURRENCIES or sign in ("~", "≈") or sign in _FLOORS | _CEILINGS
        if not known and not (sign in ("+", "-", "−") and glued):
            break
        first -= 1
    return first


def _money(pieces: list[Token], first: int, index: int) -> str | None:
    """Return the currency written before a number, as a sign or as a word."""
    sign = next((t.text for t in pieces[first:index] if t.text in _CURRENCIES), "")
    return _CURRENCIES.get(sign) or knowledge.words().money.get(low_at(pieces, first - 1))


def _unit_behind(pieces: list[Token], last: int, unit: str | None) -> tuple[str | None, int]:
    """Return the unit with what is written behind the number, and the last token it takes."""
    last += low_at(pieces, last + 1) == "+"
    return _share_behind(pieces, last) or _measure_behind(pieces, last, unit) or (unit, last)


def _share_behind(pieces: list[Token], last: int) -> tuple[str, int] | None:
    """Return per cent, or points of a hundred (`pp`), written behind a number."""
    following, after = low_at(pieces, last + 1), low_at(pieces, last + 2)
    if following in knowledge.words().shares:
        return "pp", last + 1
    if following in ("percentage", "%") and after in ("points", "point"):
        return "%", last + 2
    if following == "%":
        return "%", last + 1 + (after == "+")
    return ("%", last + 2) if (following, after) == ("per", "cent") else None


def _measure_behind(pieces: list[Token], last: int, unit: str | None) -> tuple[str, int] | None:
    """Return the unit that is a word behind a number: `5 days`, `5 working days`."""
    words = knowledge.words()
    following, after = low_at(pieces, last + 1), low_at(pieces, last + 2)
    if following in words.grammar.counting.days:
        return (words.units[after], last + 2) if after in words.units else None
    known = words.units.get(following)
    if known is None or unit is not None:
        return None
    ends = kind_at(pieces, last + 2) != "word" or after in ("to", "by", "in", "for")
    if len(following) == 1 and not ends:
        return None  # "5 h plans": a letter alone is a unit only before a pause
    return "lbs" if known == "GBP" and _weighs(pieces, last) else known, last + 1


def _weighs(pieces: list[Token], last: int) -> bool:
    """Return whether pounds are a weight: `lose 12 pounds`, `weigh under 180 pounds`."""
    words = knowledge.words().weighing
    return any(t.low in words for t in pieces[max(0, last - 5) : last])


def _bound(pieces: list[Token], first: int, last: int) -> Literal["", "floor", "ceiling"]:
    """Return whether signs or words make the number the least or the most."""
    lead = {t.text for t in pieces[first : last + 1]}
    if lead & _CEILINGS:
        return "ceiling"
    if lead & _FLOORS or pieces[last].text == "+":
        return "floor"
    words = knowledge.words()
    said = " ".join(t.low for t in pieces[max(0, first - 3) : first])
    ceiling, floor = _longest(said, words.ceilings), _longest(said, words.floors)
    if not (ceiling or floor):
        return ""
    turned = _is_turned(pieces, first)
    return "ceiling" if (ceiling > floor) != turned else "floor"


def _is_turned(pieces: list[Token], first: int) -> bool:
    """Return whether a limit is denied: `must not fall below 40`, `keep from rising above 3`."""
    negations = knowledge.words().negations
    for at in range(first - 1, max(-1, first - 1 - NEAR_A_LIMIT), -1):
        low, after = pieces[at].low, low_at(pieces, at + 1)
        if pieces[at].kind in ("mark", "number") or low in ("but", "and"):
            return False
        if (low in negations and after != "only") or (low == "from" and after.endswith("ing")):
            return True
    return False


def _longest(said: str, phrases: tuple[str, ...]) -> int:
    """Return the length of the longest phrase that words end with: `no more than`; 0 for none."""
    return max((len(phrase) for phrase in phrases if said.endswith(phrase)), default=0)


def _form(unit: str | None) -> Form:
    if unit == "%":
        return "percent"
    if unit in _CURRENCIES.values():
        return "money"
    if unit == "points":
        return "points"
    if unit in ("x", "ratio"):
        return "ratio"
    return "time" if unit in TIMES else "count"


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(_GLUED)
