"""What a field takes: amounts, minutes, confidence, ratings, grades and weights, as typed."""

from __future__ import annotations

import math
import re
from functools import cache

import msgspec

from pmgoals.errors import BadInput

LARGEST = 1e15
"""The largest magnitude a field takes; beyond it a float no longer holds every cent."""
LONGEST_SPELL = 1440 * 7
"""The most minutes one entry takes: a whole week."""

_LONGEST = 80
_LONGEST_SHOWN = 40
_NUMBER_MEND = "Write a number such as 62, 62 %, 1,200 or $1.2M."
_MINUTES_MEND = "Write a time such as 45m, 1h30 or 1.5h."
_GRADE_MEND = "Write a grade from 0.0 to 1.0, such as 0.8 or 80 %."
_CONFIDENCE_MEND = "Write a whole number from 1 (no chance) to 10 (certain)."
_SCALES = {"k": 1e3, "mn": 1e6, "mio": 1e6, "b": 1e9, "bn": 1e9}
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "INR": "₹"}
_SPELLINGS = {
    "%": ("%", "percent", "per cent", "pct"),
    "days": ("d", "day", "days"),
    "weeks": ("w", "wk", "wks", "week", "weeks"),
    "months": ("mo", "mos", "month", "months"),
    "hours": ("h", "hr", "hrs", "hour", "hours"),
    "minutes": ("min", "mins", "minute", "minutes"),
    "seconds": ("s", "sec", "secs", "second", "seconds"),
    "ms": ("ms", "millisecond", "milliseconds"),
    "USD": ("$", "us$", "usd", "dollar", "dollars"),
    "EUR": ("€", "eur", "euro", "euros"),
    "GBP": ("£", "gbp", "pound", "pounds"),
    "INR": ("₹", "inr", "rs", "rs.", "rupee", "rupees"),
    "points": ("pt", "pts", "point", "points", "pp", "percentage points"),
}
# Units that go into each other. A day is not 24 hours of work, and a month no number of days.
_SIZES = (
    {"ms": 0.001, "seconds": 1.0, "minutes": 60.0, "hours": 3600.0},
    {"days": 1.0, "weeks": 7.0},
)
# After one of these a second number follows: "5 to 10" is no amount of a thing called "to 10".
_JOINING = {"to", "or", "and", "of", "out"}
# Groups of three, or of two before the last three as in India (1,00,000); else plain digits.
_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}|[0-9]{1,3}(?: [0-9]{3})+"
_DIGITS = rf"(?:(?:{_GROUPED}|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)"
_MONEY = r"us\$|\$|€|£|₹|rs\.?|usd|eur|gbp|inr"
_AMOUNT = (
    rf"(?P<sign>[+-]?) ?(?P<money>{_MONEY})? ?(?P<inner>[+-]?)(?P<digits>{_DIGITS})(?![0-9.,])"
    rf"(?: ?(?P<scale>k|mn|mio|m|bn|b)(?![^\W\d_]))?(?P<plus>\+?)(?P<gap> ?)(?P<unit>.*)"
)
_RATING = r"(?P<digits>[0-9]+(?:\.[0-9]+)?) ?(?:/|out of) ?(?P<scale>[0-9]+)"

_GRADE = r"(?P<digits>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?P<share> ?(?:%|percent|per cent|pct))?"


class Amount(msgspec.Struct, frozen=True):
    """A number and what it counts."""

    value: float
    """Finite, at most 1e15 in magnitude; 1.2M is 1200000, 62 % is 62."""
    unit: str | None = None
    """Normalised (`%`, `days`, `USD`, `points` ...), the noun as typed, or None."""


def shown(text: str) -> str:
    """Return what a message may show of words a person typed: one clean line, 40 characters.

    Escape sequences never reach a terminal raw, so what cannot be printed becomes a space.
    """
    clean = "".join(c if c.isprintable() else " " for c in text[: 4 * _LONGEST])
    line = " ".join(clean.split()) or "An empty field"
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1].rstrip() + "…"


def parse_amount(text: str) -> Amount:
    """Read `62`, `62 %`, `1,200`, `$1.2M`, `1200 EUR`, `4.5/5`, `15+`, `12 users`.

    Raises BadInput for anything else, for unclear forms (`1,5`, `45m`) and beyond 1e15.
    """
    words = _words(text)
    if rating := _pattern(_RATING).fullmatch(words):
        return _rating(rating, text)
    found = _pattern(_AMOUNT).fullmatch(words) if words else None
    if not found or (found["sign"] and found["inner"]):
        raise _not_a_number(text, words)
    value = float(found["digits"].replace(",", "").replace(" ", "")) * _scale(found, text)
    # 0.07M is 70000, not the 70000.00000000001 that binary fractions make of it.
    value = round(value, 9)
    if value > LARGEST:
        raise BadInput(f"{shown(text)} is too large.", "The largest number a field takes is 1e15.")
    if "-" in (found["sign"], found["inner"]):
        value = 0.0 - value
    return Amount(value, _unit(found, text))


def converted(amount: Amount, unit: str) -> float | None:
    """Return an amount's value in a unit: 2 hours are 120 in minutes; None where it has none.

    A bare number is in the unit already, and any number is when the unit is empty.
    """
    here, there = (_normal(text) for text in (amount.unit or "", unit))
    if not here or not there or here == there:
        return amount.value
    for sizes in _SIZES:
        if here in sizes and there in sizes:
            return round(amount.value * sizes[here] / sizes[there], 9)
    return None


def is_known_unit(unit: str) -> bool:
    """Tell whether a unit is one of those that are read, not a noun of the person's own."""
    return unit.strip().casefold() in _known_units()


def _normal(unit: str) -> str:
    return _known_units().get(unit.strip().casefold(), unit.strip().casefold())


def _words(text: str) -> str:
    """Return the text on one line with plain spaces and minus signs; empty if it is too long."""
    if len(text) > _LONGEST:
        return ""
    return " ".join(text.replace("\N{MINUS SIGN}", "-").split())


def _rating(found: re.Match[str], text: str) -> Amount:
    """Return the first number of `4.5/5`, which must lie on its scale."""
    value, top = float(found["digits"]), float(found["scale"])
    if value > top:
        raise BadInput(f"{shown(text)} is off its scale.", "Write a rating such as 4.5/5.")
    if top > LARGEST:
        raise BadInput(f"{shown(text)} is too large.", "Write a rating such as 4.5/5.")
    return Amount(value, "points")


def _scale(found: re.Match[str], text: str) -> float:
    """Return the factor of a suffix: 1 without one; `m` is only clear beside money."""
    scale = found["scale"]
    if not scale:
        return 1.0
    if scale == "M" or (scale == "m" and found["money"]):
        return 1e6
    if scale == "m":
        n = found["digits"]
        what = f"{shown(text)} could be minutes, months or millions."
        raise BadInput(what, f"Write {n} min, {n} months or {n}M.")
    return _SCALES[scale.lower()]


def _unit(found: re.Match[str], text: str) -> str | None:
    """Return the normalised unit; raises BadInput when what follows the number is no unit."""
    unit = found["unit"]
    money = _known_units().get((found["money"] or "").lower())
    if found["money"] and not money:
        raise _not_a_number(text, "")
    if not unit:
        return money
    known = _known_units().get(unit.lower())
    if known and money in (None, known):
        return known
    joined = not found["gap"] and not found["plus"]
    # "1e5" and "12.3.4" are slips in a number, not amounts of things called "e5".
    a_noun = unit[0].isalpha() and unit.isprintable() and not (joined and not unit.isalpha())
    if money or not a_noun or unit.split()[0].lower() in _JOINING:
        raise _not_a_number(text, "")
    return unit


def _not_a_number(text: str, words: str) -> BadInput:
    """Return the error for text that is no amount, with a better hint for a decimal comma."""
    if found := _pattern(r"([0-9]+),([0-9]{1,2})").fullmatch(words):
        whole, part = found.groups()
        what = f"{shown(text)} is not clear: a comma parts thousands here."
        return BadInput(what, f"Write {whole}.{part} or {whole},{part:0<3}.")
    return BadInput(f"{shown(text)} is not a number.", _NUMBER_MEND)


def parse_minutes(text: str) -> int:
    """Read `45m`, `45 min`, `1h`, `1h30`, `1:30`, `1.5h` or bare minutes: 1 to 10,080.

    Raises BadInput for anything else. Fractions of an hour are rounded to whole minutes.
    """
    found = _pattern(_minutes_pattern()).fullmatch(_words(text).lower())
    if not found:
        raise BadInput(f"{shown(text)} is not a length of time.", _MINUTES_MEND)
    if found["minutes"]:
        minutes = int(found["minutes"])
    elif found["decimal"]:
        minutes = round(float(found["decimal"]) * 60)
    else:
        minutes = int(found["hours"]) * 60 + int(found["rest"] or found["clock"] or 0)
    if not 1 <= minutes <= LONGEST_SPELL:
        raise BadInput(f"{shown(text)} is not between 1 minute and 7 days.", _MINUTES_MEND)
    return minutes


def _minutes_pattern() -> str:
    """Return the forms of a length of time: minutes, decimal hours, hours and minutes, a clock."""
    m, h = r" ?(?:m|mins?|minutes?)", r" ?(?:h|hrs?|hours?)"
    return (
        rf"(?P<minutes>[0-9]{{1,6}})(?:{m})?"
        rf"|(?P<decimal>[0-9]{{0,4}}\.[0-9]{{1,4}}){h}"
        rf"|(?P<hours>[0-9]{{1,4}})(?:{h}(?: ?(?P<rest>[0-5]?[0-9])(?:{m})?)?"
        rf"|:(?P<clock>[0-5][0-9]))"
    )


def parse_confidence(text: str) -> int:
    """Read `7` or `7/10`: how sure the person is, 1 to 10; raises BadInput otherwise."""
    found = _on_scale(text, 1, 10)
    if found is None:
        raise BadInput(f"{shown(text)} is not a confidence.", _CONFIDENCE_MEND)
    return found


def parse_rating(text: str, low: int = 1, high: int = 10) -> int:
    """Read `7` or `7/10`: a whole number from `low` to `high`; raises BadInput otherwise."""
    found = _on_scale(text, low, high)
    if found is None:
        mend = f"Write a whole number from {low} to {high}."
        raise BadInput(f"{shown(text)} is not a rating.", mend)
    return found


def _on_scale(text: str, low: int, high: int) -> int | None:
    """Return a whole number of a scale, typed alone or as `7/10`; None for anything else."""
    pattern = rf"(0|[1-9][0-9]{{0,3}})(?: ?(?:/|out of) ?{high})?"
    found = _pattern(pattern).fullmatch(_words(text))
    return int(found[1]) if found and low <= int(found[1]) <= high else None


def parse_grade(text: str) -> float:
    """Read `0.8` or `80 %`: how far a goal came, 0.0 to 1.0; raises BadInput otherwise."""
    found = _pattern(_GRADE).fullmatch(_words(text))
    grade = float(found["digits"]) / (100 if found["share"] else 1) if found else math.inf
    if grade > 1:
        raise BadInput(f"{shown(text)} is not a grade.", _GRADE_MEND)
    return round(grade, 9)


def parse_weight(text: str) -> float:
    """Read `2` or `0.5`: how much a thing counts beside others; raises BadInput otherwise."""
    try:
        amount = parse_amount(text)
    except BadInput:
        amount = Amount(0)
    if amount.value <= 0 or amount.unit:
        raise BadInput(f"{shown(text)} is not a weight.", "Write a number above 0, such as 2.")
    return amount.value


def say_grade(grade: float | None) -> str:
    """Return a grade with one decimal, or with the two it has; empty for none."""
    if grade is None:
        return ""
    return f"{grade:.1f}" if round(grade, 1) == round(grade, 2) else f"{grade:.2f}"


def say_number(value: float, decimals: int = 2) -> str:
    """Return `1,234,567`, `62`, `0.5`: thousands parted, no decimals trailing."""
    text = f"{value:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def say_plain(value: float) -> str:
    """Return a number as a field takes it, to every digit it holds: `1234.567`, `0.004`."""
    text = f"{value:.12f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def say_amount(value: float, unit: str | None = None, decimals: int = 2) -> str:
    """Return the number with its unit: `62 %`, `$1,200`, `1 day`, `12 users`.

    It has at most `decimals` (0 or more), trailing zeros left out.
    """
    number = say_number(value, decimals)
    if (unit or "") in _SIGNS:
        # Money shows both decimals or none: $1.50, not $1.5.
        has_one = "." in number and len(number.partition(".")[2]) < 2
        return with_unit(f"{number}0" if has_one else number, unit)
    return with_unit(number, unit)


def with_unit(number: str, unit: str | None = None) -> str:
    """Return a number that is already said with its unit: `1.2M` and USD are `$1.2M`."""
    if sign := _SIGNS.get(unit or ""):
        return f"-{sign}{number[1:]}" if number.startswith("-") else f"{sign}{number}"
    if number == "1" and unit:
        return f"1 {one_of(unit)}"
    return f"{number} {unit}" if unit else number


def one_of(unit: str) -> str:
    """Return what one of a unit is called: `team` of teams, `analysis` of analyses."""
    if not unit.isalpha() or unit == "ms" or unit.endswith("ss") or not unit.endswith("s"):
        return unit
    for ending, single in (("yses", "ysis"), ("ies", "y"), ("sses", "ss"), ("ches", "ch"),
                           ("shes", "sh"), ("xes", "x")):  # fmt: skip
        if unit.endswith(ending):
            return unit.removesuffix(ending) + single
    return unit[:-1]


def say_signed(value: float, unit: str | None = None) -> str:
    """Return a change with its sign: `+3`, `-2 days`, `+$1,200`; no sign on what rounds to 0."""
    plus = "+" if value > 0 and say_number(value) != "0" else ""
    return plus + say_amount(value, unit)


def say_minutes(minutes: int) -> str:
    """Return `1 h 30 min`, `45 min` or `2 h`, for 0 minutes and more."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


@cache
def _known_units() -> dict[str, str]:
    """Return every spelling of a unit in lower case with its normal form."""
    return {word: unit for unit, words in _SPELLINGS.items() for word in words}


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile on first use: most runs read no amounts."""
    return re.compile(pattern, re.IGNORECASE)
