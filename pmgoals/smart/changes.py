"""By how much a sentence changes its metric, and the movement that comes of it."""

from __future__ import annotations

from typing import Literal

import msgspec

from pmgoals import knowledge
from pmgoals.smart.quantities import Quantity
from pmgoals.smart.tokens import Token
from pmgoals.smart.verbs import Verb, governing

ARROWS = frozenset({"to", "→", "->", "=>", "toward", "towards", "until", "into", "–", "down", "up"})
"""Words and signs that lead from one value to another."""
_SIZES = {"double": 100.0, "triple": 200.0, "treble": 200.0, "quadruple": 300.0, "halve": -50.0}
CHANGE_NOUNS = {
    "increase": "increase", "growth": "increase", "improvement": "increase", "lift": "increase",
    "uplift": "increase", "gain": "increase", "rise": "increase", "boost": "increase",
    "reduction": "decrease", "decrease": "decrease", "drop": "decrease", "decline": "decrease",
    "cut": "decrease", "fewer": "decrease", "less": "decrease", "more": "increase",
    "faster": "decrease", "higher": "increase", "lower": "decrease", "raise": "increase",
    "off": "decrease", "savings": "decrease", "jump": "increase", "hike": "increase",
    "bump": "increase",
}  # fmt: skip
"""Words for a change, with its way."""
_LEADING_ON = frozenset({
    "or", "of", "and", "to", "in", "than", "through", "by", "via", "with", "for", "from", "at",
    "on",
})  # fmt: skip
_WEIGHTS = ("kg", "lbs")
_ABOUT = frozenset({
    "at least", "about", "around", "roughly", "over", "more than", "up to", "a further", "another",
    "approximately", "an additional", "~", "nearly", "almost",
})  # fmt: skip


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of the first goal in a sentence."""

    baseline: float | None = None
    """Where it stands, in `unit`."""
    target: float | None = None
    """Where it is to be."""
    unit: str | None = None
    """Unit of both, else of the change."""
    change_kind: Literal["relative", "absolute"] | None = None
    """How a change is stated."""
    change_value: float | None = None
    """Size of the change."""
    nominal: str = ""
    """The way that a noun, a sign or `up` gives the change: `reduction` is `decrease`."""
    start_at: Quantity | None = None
    """Where the baseline stands."""
    end_at: Quantity | None = None
    """Where the target stands."""
    change_at: Quantity | None = None
    """Where the change stands."""
    part: bool = False
    """Whether the target is said as a part of a whole, without a number."""

    @property
    def main(self) -> Quantity | None:
        """The number that says most: target, change or baseline."""
        return self.end_at or self.change_at or self.start_at


def change_of(pieces: list[Token], amount: Quantity, acts: list[Verb]) -> Movement | None:
    """Return the quantity as a change when the words around it say so."""
    before = [t.low for t in pieces[max(0, amount.first - 4) : amount.first]]
    verb = _changing(acts, amount.first) if "by" in before else governing(acts, amount.first)
    nominal = _nominal(pieces, amount, before)
    changing = verb is not None and verb.does("increase", "decrease", "improve")
    by = changing and _said_by(before)
    glued = bool(amount.sign) and not (before and before[-1] in ARROWS)
    levels = ARROWS | {"≥", ">=", "least", "below", "above", "under", "over", "at", "than"}
    bare = changing and not amount.bound and not levels & set(before)
    bare = bare and (amount.unit == "%" or amount.unit in _WEIGHTS)
    leads = verb is None and amount.first == 0 and not _is_frequency(pieces, amount)
    upward = _upward(pieces, amount, acts)
    if amount.unit == "x" and amount.value > 1 and (changing or leads) and "to" not in before[-2:]:
        way = "increase" if leads or nominal == "" else nominal
        return _relative(amount, (amount.value - 1) * 100, way if leads else "")
    compared = _period_over_period(pieces, amount)
    stated = compared or (nominal and amount.form in ("percent", "money", "points"))
    if not (by or glued or bare or stated or upward or _taken_off(pieces, amount)):
        return None
    if _taken_off(pieces, amount):
        nominal = "decrease"
    if amount.unit == "%" and amount.form == "percent" and not upward:
        return _relative(amount, amount.value, nominal)
    signed = {"+": "increase", "-": "decrease"}.get(amount.sign, nominal) or upward
    return Movement(
        change_kind="absolute" if amount.form != "percent" else "relative",
        change_value=amount.value,
        unit=unit_of(pieces, amount),
        nominal=signed,
        change_at=amount,
    )


def _nominal(pieces: list[Token], amount: Quantity, before: list[str]) -> str:
    """Return the way of `30% reduction` or `a reduction of 30%`; empty for anything else."""
    after = [t.low for t in pieces[amount.last + 1 : amount.last + 3]]
    if before[-1:] == ["of"]:
        after = before[-2:-1]
    elif after[:1] and after[0] in _LEADING_ON:
        after = []
    return next((CHANGE_NOUNS[word] for word in after if word in CHANGE_NOUNS), "")


def _changing(acts: list[Verb], index: int) -> Verb | None:
    """Return the nearest verb of change before a `by`, whatever verb stands between."""
    verbs = [verb for verb in acts if verb.index < index]
    changes = (v for v in reversed(verbs) if v.does("increase", "decrease", "improve"))
    return next(changes, verbs[-1] if verbs else None)


def _said_by(before: list[str]) -> bool:
    """Return whether `by` leads to the number: `by 30%`, `by at least 30%`."""
    if "by" not in before[-3:]:
        return False
    between = before[len(before) - before[::-1].index("by") :]
    return not between or " ".join(between) in _ABOUT


def _upward(pieces: list[Token], amount: Quantity, acts: list[Verb]) -> str:
    """Return the way of `up 10 points` and `down 1.5pp`; empty for a level or a baseline."""
    word = pieces[amount.first - 1].low if amount.first else ""
    after = pieces[amount.last + 1].low if amount.last + 1 < len(pieces) else ""
    if word not in ("up", "down") or after in ("to", "→", "->"):
        return ""
    if any(verb.index == amount.first - 2 for verb in acts):
        return ""  # a particle: "write down ten ideas"
    return "increase" if word == "up" else "decrease"


def _taken_off(pieces: list[Token], amount: Quantity) -> bool:
    """Return whether the amount goes away: `shave 200ms off the load`."""
    return amount.last + 1 < len(pieces) and pieces[amount.last + 1].low == "off"


def _is_frequency(pieces: list[Token], amount: Quantity) -> bool:
    """Return whether it says how often: `3x/week`, `2x a month`."""
    after = pieces[amount.last + 1].low if amount.last + 1 < len(pieces) else ""
    return after in ("/", "per", "a", "each", "every")


def _period_over_period(pieces: list[Token], amount: Quantity) -> bool:
    """Return whether a rate compares periods: `5% month over month`, `20% YoY`."""
    after = [t.low for t in pieces[amount.last + 1 : amount.last + 5]]
    if amount.unit != "%" or not after:
        return False
    over = after[1:2] == ["over"] and after[:1] == after[2:3]
    short = any(
        w in ("mom", "yoy", "wow", "qoq", "month-over-month", "year-over-year") for w in after
    )
    return over or short


def _relative(amount: Quantity, value: float, nominal: str) -> Movement:
    signed = {"+": "increase", "-": "decrease"}.get(amount.sign, nominal)
    return Movement(
        change_kind="relative", change_value=value, unit="%", nominal=signed, change_at=amount
    )


def sized(pieces: list[Token], acts: list[Verb]) -> Movement:
    """Return the change that `double`, `halving` or `twice as many` stand for."""
    for verb in acts:
        stem = next((word for word in _SIZES if verb.low[:-1].startswith(word[:-1])), None)
        if stem is not None:
            return _by_size(_SIZES[stem])
    lows = [t.low for t in pieces]
    for at, word in enumerate(lows[:-2]):
        if lows[at + 1] == "as" and lows[at + 2] in ("many", "much", "often", "fast", "few"):
            size = {"twice": 100.0, "2x": 100.0, "half": -50.0, "3x": 200.0}.get(word)
            if size is not None:
                return _by_size(size)
        if word == "by" and lows[at + 1] == "half":
            return _by_size(-50.0 if any(v.does("decrease") for v in acts) else 50.0)
        if word == "in" and lows[at + 1] == "half":
            return _by_size(-50.0)
    if lows[-2:] in (["by", "half"], ["in", "half"]):
        return _by_size(-50.0)
    return Movement()


def _by_size(size: float) -> Movement:
    return Movement(
        change_kind="relative",
        change_value=abs(size),
        unit="%",
        nominal="increase" if size > 0 else "decrease",
    )


def part(pieces: list[Token]) -> Movement:
    """Return the target of `half the team certified`: half of something is 50 % of it."""
    for at, token in enumerate(pieces[:-1]):
        if token.low == "half" and pieces[at + 1].low in ("the", "of", "my", "our", "all"):
            return Movement(target=50.0, unit="%", part=True)
    return Movement()


def unit_of(pieces: list[Token], quantity: Quantity) -> str:
    """Return the unit; a plain number beside a scored metric is points, any other a count."""
    if quantity.unit and quantity.unit != "x":
        return quantity.unit
    near = pieces[max(0, quantity.first - 8) : quantity.last + 5]
    scored = any(t.low in knowledge.words().scored for t in near)
    return "points" if scored and quantity.unit is None else "count"
