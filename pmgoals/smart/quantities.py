"""Finds the numbers of a sentence that say how much, and what each of them measures."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from pmgoals import knowledge
from pmgoals.smart.tokens import Token

Form = Literal["percent", "money", "points", "time", "ratio", "count"]
"""What kind of thing is measured."""

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

_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9}
_MILLIONS = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "lakh": 1e5,
    "crore": 1e7,
}
_MONEY = {"$": "USD", "€": "EUR", "£": "GBP", "₹": "INR"}
_MONEY_WORDS = {"usd": "USD", "eur": "EUR", "gbp": "GBP", "inr": "INR", "rs": "INR"}
_ONE_BEFORE = {"of", "another", "day", "way", "place", "voice", "page", "stop", "or"}
_POINTS = {"pp", "ppt", "ppts", "pps"}
_CEILINGS = {"<", "<=", "≤"}
_FLOORS = {">", ">=", "≥"}
_RANGE = {"-", "–", "—", "−"}
_LARGEST = 1e15
_GLUED = r"(?P<digits>[0-9,]+(?:\.[0-9]+)?)(?P<tail>[a-z]+)"


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """One number that says how much."""

    value: float
    """The number; the nearer bound of a range."""
    other: float | None = None
    """The other bound of a range."""
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
    read = number_in(pieces[index])
    if read is None or _is_name(pieces, index):
        return None
    value, unit = read
    first, last = _lead(pieces, index, since), index
    if scale := _MILLIONS.get(_low(pieces, last + 1)):
        value, last = min(value * scale, _LARGEST), last + 1
    other = None
    if _low(pieces, last + 1) in _RANGE and (high := _bare(pieces, last + 2)):
        other, unit, last = high[0], high[1] or unit, last + 2
    elif (scale_at := _scale_behind(pieces, last)) is not None:
        unit, last = "points", scale_at
        if _low(pieces, last + 1) == "of" and pieces[index].text.isdigit():
            # "2/3 of the users" is a share of them, not a mark out of three.
            top = number_in(pieces[scale_at])
            unit, value = "ratio", value / top[0] if top and top[0] else value
    before = pieces[first].text
    unit = _money(pieces, first, index) or unit
    unit, last = _unit_behind(pieces, last, unit)
    shared = unit == "pp" or (unit == "%" and pieces[last].low.startswith("point"))
    unit = "%" if unit == "pp" else unit
    if unit is None and _is_year(pieces, index, value):
        return None
    noun = _low(pieces, last + 1) if _kind(pieces, last + 1) == "word" else ""
    return Quantity(
        value=value,
        other=other,
        unit=unit,
        form="points" if shared else _form(unit),
        sign="+" if before == "+" else "-" if before in ("-", "−") else "",
        bound=_bound(pieces, first, last),
        noun=noun,
        first=first,
        last=last,
        start=pieces[first].start,
        end=pieces[last].end,
    )


def _scale_behind(pieces: list[Token], last: int) -> int | None:
    """Return the index of the top of a scale: `4.5/5`, `8+/10`, `4 out of 5`; None without one."""
    at = last + 1 + (_low(pieces, last + 1) == "+")
    if _low(pieces, at) == "/":
        at += 1
    elif (_low(pieces, at), _low(pieces, at + 1)) == ("out", "of"):
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
    tail = found["tail"]
    if tail in ("x", "×"):
        return _value(found["digits"], 1.0, "x")
    if tail in _POINTS:
        return _value(found["digits"], 1.0, "pp")
    scale = _SCALES.get(tail)
    unit = None if scale else knowledge.words().units.get(tail)
    if scale is None and unit is None:
        return None
    return _value(found["digits"], scale or 1.0, unit)


def _value(digits: str, scale: float, unit: str | None) -> tuple[float, str | None] | None:
    """Return the value, or None when it is larger than any field takes."""
    plain = digits.replace(",", "").replace(" ", "")
    if not plain or len(plain) > 20:
        return None
    value = round(float(plain) * scale, 9)
    return (value, unit) if value <= _LARGEST else None


def _bare(pieces: list[Token], index: int) -> tuple[float, str | None] | None:
    """Return a number written in digits at the index."""
    if _kind(pieces, index) not in ("number", "glued"):
        return None
    return number_in(pieces[index])


def _lead(pieces: list[Token], index: int, since: int) -> int:
    """Return the index where the signs before a number begin."""
    first = index
    while first > since and pieces[first - 1].kind == "sign":
        sign = pieces[first - 1].text
        glued = pieces[first - 1].end == pieces[first].start
        known = sign in _MONEY or sign in ("~", "≈") or sign in _FLOORS | _CEILINGS
        if not known and not (sign in ("+", "-", "−") and glued):
            break
        first -= 1
    return first


def _money(pieces: list[Token], first: int, index: int) -> str | None:
    """Return the currency written before a number, as a sign or as a word."""
    sign = next((t.text for t in pieces[first:index] if t.text in _MONEY), "")
    return _MONEY.get(sign) or _MONEY_WORDS.get(_low(pieces, first - 1))


def _unit_behind(pieces: list[Token], last: int, unit: str | None) -> tuple[str | None, int]:
    """Return the unit with what is written behind the number, and the last token it takes."""
    if _low(pieces, last + 1) == "+":
        last += 1
    following = _low(pieces, last + 1)
    if following in _POINTS:
        return "pp", last + 1
    if following == "%" and _low(pieces, last + 2) not in ("points", "point"):
        last += 1
        if _low(pieces, last + 1) == "+":
            last += 1
        return "%", last
    if unit == "USD" and following in ("k", "m", "b"):
        return unit, last
    after = _low(pieces, last + 2)
    if following == "per" and after == "cent":
        return "%", last + 2
    if following in ("percentage", "%") and after in ("points", "point"):
        return "%", last + 2
    if following in ("working", "business", "calendar"):
        known = knowledge.words().units.get(after)
        return (known, last + 2) if known else (unit, last)
    known = knowledge.words().units.get(following)
    if known and unit is None and len(following) > 1:
        weighed = known == "GBP" and _weighs(pieces, last)
        return "lbs" if weighed else known, last + 1
    return unit, last


def _weighs(pieces: list[Token], last: int) -> bool:
    """Return whether pounds are a weight: `lose 12 pounds`, `weigh under 180 pounds`."""
    words = knowledge.words().weighing
    return any(t.low in words for t in pieces[max(0, last - 5) : last])


def _bound(pieces: list[Token], first: int, last: int) -> Literal["", "floor", "ceiling"]:
    """Return whether signs or words make the number the least or the most."""
    lead = {t.text for t in pieces[first : last + 1]}
    words = " ".join(t.low for t in pieces[max(0, first - 3) : first])
    if lead & _CEILINGS or words.endswith(knowledge.words().ceilings):
        return "ceiling"
    if lead & _FLOORS or pieces[last].text == "+" or words.endswith(knowledge.words().floors):
        return "floor"
    return ""


def _is_name(pieces: list[Token], index: int) -> bool:
    """Return whether the number names a thing: `Phase 2`, `5K race`, `first 30 days`."""
    words = knowledge.words()
    before, after = _low(pieces, index - 1), _low(pieces, index + 1)
    if before in words.months or (before in words.named and after not in ("%", "percent", "per")):
        return True
    if _numbers_a_standard(pieces, index) or _is_distance(pieces, index):
        return True
    if words.units.get(after) in TIMES and _low(pieces, index + 2) == "old":
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
    return before == "(" and after == ")" and _low(pieces, index - 2) in words.numbers


def _numbers_a_standard(pieces: list[Token], index: int) -> bool:
    """Return whether a number belongs to the capitals before it: `SOC 2 audit`, `ISO 27001`."""
    before = pieces[index - 1] if index else None
    if before is None or pieces[index].kind != "number" or "." in pieces[index].text:
        return False
    if not (before.text.isupper() and before.kind == "word" and len(before.text) > 1):
        return False
    words = knowledge.words()
    after = _low(pieces, index + 1)
    counted = after in words.units or after in ("%", "+", "k", "m", "/", "-", "–", "to", "→", "per")
    if counted or before.low in words.better or before.low in words.scored:
        return False  # "NPS 50" is a value
    return not (_kind(pieces, index + 1) == "word" and after.endswith("s"))


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
        if _low(pieces, colon) == ":" and _kind(pieces, other) in ("number", "glued"):
            near = pieces[max(colon, index)].start == pieces[min(colon, index)].end
            if near and pieces[max(colon, other)].start == pieces[min(colon, other)].end:
                return True
    return False


def _is_year(pieces: list[Token], index: int, value: float) -> bool:
    """Return whether a bare four-digit number is a year."""
    token = pieces[index]
    if token.kind != "number" or len(token.text) != 4 or not 1970 <= value <= 2200:
        return False
    return _low(pieces, index - 1) in knowledge.words().year_leads or not (
        _kind(pieces, index + 1) == "word" and _low(pieces, index + 1).endswith("s")
    )


def _form(unit: str | None) -> Form:
    if unit == "%":
        return "percent"
    if unit in _MONEY.values():
        return "money"
    if unit == "points":
        return "points"
    if unit in ("x", "ratio"):
        return "ratio"
    return "time" if unit in TIMES else "count"


def _low(pieces: list[Token], index: int) -> str:
    return pieces[index].low if 0 <= index < len(pieces) else ""


def _kind(pieces: list[Token], index: int) -> str:
    return pieces[index].kind if 0 <= index < len(pieces) else ""


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(_GLUED)
