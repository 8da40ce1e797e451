"""Numbers as tools for metrics export them, read with one column in view.

The column decides whether its decimals follow a point or a comma: `1,5` beside `1.234,5` is one
and a half. The unit behind or before a number is read as everywhere else, by `model.amounts`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple

from pmgoals.errors import BadInput
from pmgoals.model.amounts import LARGEST, Amount, parse_amount, shown

Decimal = Literal["point", "comma"]
"""What stands before the decimals of a number."""

LONGEST = 80
"""The most characters a number takes, its unit included."""

MISSING = frozenset(
    ("", "-", "–", "—", "null", "none", "n/a", "na", "#n/a", "nan", "nil", "undefined", "(not set)")
)
"""What stands in a cell, in lower case, that has no value."""

_SPACES = " '’\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_NUMBER = re.compile(
    rf"(?P<before>[^0-9.,]{{0,12}})(?P<digits>(?:[0-9][0-9.,{_SPACES}]*)?[0-9]|[.,][0-9]+)"
    r"(?P<after>(?:[^0-9].*)?)"
)
_SPACED = re.compile(rf"[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+(?:[.,][0-9]+)?")
_GROUPED = {
    ",": re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})(?:\.[0-9]+)?"),
    ".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?"),
}
_PLAIN = re.compile(r"[0-9]*\.?[0-9]+")
_EXPONENT = re.compile(r"[+-]?[0-9](?:\.[0-9]+)?[eE][+-]?[0-9]{1,3}")
_UNSPACED = str.maketrans("", "", _SPACES)


class Decided(NamedTuple):
    """How a column writes its decimals."""

    decimal: Decimal
    """What stands before them."""
    unclear: str = ""
    """A number that could be read either way when none of the column decides, else empty."""


def is_missing(text: str) -> bool:
    """Tell whether a cell says that there is no value."""
    return len(text) <= LONGEST and text.strip().casefold() in MISSING


def is_number(text: str) -> bool:
    """Tell whether a cell is a number, with its decimals after a point or a comma."""
    decimals: tuple[Decimal, ...] = ("point", "comma")
    for decimal in decimals:
        try:
            read_number(text, decimal)
        except BadInput:
            continue
        return True
    return False


def decide_decimal(
    cells: Iterable[tuple[int, str]], column: str, given: Decimal | None = None
) -> Decided:
    """Return how a column of (line, text) writes decimals; a point when nothing decides.

    BadInput when some of its numbers can only be read one way and others only the other way.
    """
    if given:
        return Decided(given)
    says: dict[str, tuple[int, str]] = {}
    for line, text in cells:
        if "." not in text and "," not in text:
            continue
        found = _NUMBER.fullmatch(text.strip()) if len(text) <= LONGEST else None
        if found and (mark := _mark(found["digits"])):
            says.setdefault(mark, (line, text.strip()))
    if "point" in says and "comma" in says:
        (one, text), (two, other) = says["point"], says["comma"]
        raise BadInput(
            f"The numbers of “{shown(column)}” are written in two ways: {shown(text)} (line {one}) "
            f"with a decimal point, {shown(other)} (line {two}) with a comma. Nothing was changed.",
            "Write them one way in the file, or say which with --decimal point or comma.",
        )
    if "comma" in says:
        return Decided("comma")
    return Decided("point", "" if "point" in says else says.get("either", (0, ""))[1])


def read_number(text: str, decimal: Decimal) -> Amount:
    """Return the number in a cell and its unit; BadInput, whose `what` says why, when none is."""
    cell = text.strip() if len(text) <= LONGEST else ""
    if is_missing(cell) and len(text) <= LONGEST:
        raise BadInput("there is no value" + (f" (“{cell}”)" if cell else ""))
    found = _NUMBER.fullmatch(cell)
    plain = _plain(found["digits"], decimal) if found else None
    if found is None or plain is None or _EXPONENT.fullmatch(cell):
        return _exponent(cell, text)
    before, after = found["before"].strip(), found["after"].strip()
    if before in ("", "-") and not after:
        return _kept(float(before + plain), text)
    return _with_unit(before, plain, after, text)


def _with_unit(before: str, plain: str, after: str, text: str) -> Amount:
    """Return a number with what stands around it, which is its unit or nothing that is known."""
    sign = "-" if before[:1] in ("-", "\N{MINUS SIGN}") else ""
    money = before.removeprefix("\N{MINUS SIGN}").strip("- ")
    try:
        return parse_amount(f"{before}{plain} {after}".strip())
    except BadInput:
        if _is_money(money) and not after:  # a currency that stands before, such as CHF 12
            return _kept(float(sign + plain), text, money)
        if _is_money(after) and not money:
            return _kept(float(sign + plain), text, after)
        raise _not_a_number(text) from None


def _is_money(text: str) -> bool:
    code = len(text) == 3 and text.isascii() and text.isupper()
    return code or (len(text) == 1 and unicodedata.category(text) == "Sc")


def _plain(digits: str, decimal: Decimal) -> str | None:
    """Return digits with a decimal point and nothing else; None when they are no number."""
    if _SPACED.fullmatch(digits):
        digits = digits.translate(_UNSPACED)
    mark, group = (".", ",") if decimal == "point" else (",", ".")
    if group in digits:
        if not _GROUPED[group].fullmatch(digits):
            return None
        digits = digits.replace(group, "")
    digits = digits.replace(mark, ".")
    return digits if _PLAIN.fullmatch(digits) else None


def _mark(digits: str) -> str:
    """Return what a number says of its column: `point`, `comma`, `either`, or nothing."""
    names = {".": "point", ",": "comma"}
    spaced = _SPACED.fullmatch(digits) is not None
    marks = [letter for letter in digits if letter in names]
    if not marks:
        return ""
    if len(set(marks)) == 2:
        return names[marks[-1]] if marks.count(marks[-1]) == 1 else ""
    if len(marks) > 1:  # it parts groups, so the other one is for decimals
        return names["." if marks[0] == "," else ","]
    head, _, tail = digits.partition(marks[0])
    if len(tail) == 3 and 1 <= len(head) <= 3 and head[0] != "0" and not spaced:
        return "either"
    return names[marks[0]]


def _exponent(cell: str, text: str) -> Amount:
    """Return a number such as 1.2e-05, as programs print small ones."""
    if not _EXPONENT.fullmatch(cell):
        raise _not_a_number(text)
    return _kept(float(cell), text)


def _kept(value: float, text: str, unit: str | None = None) -> Amount:
    if abs(value) > LARGEST:
        raise BadInput(f"“{shown(text)}” is too large; the largest number is 1e15")
    return Amount(value, unit)


def _not_a_number(text: str) -> BadInput:
    return BadInput(f"“{shown(text)}” is not a number")
