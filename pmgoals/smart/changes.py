"""By how much a sentence changes its metric, and the movement that comes of it."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import msgspec

from pmgoals import knowledge
from pmgoals.smart.quantities import Quantity
from pmgoals.smart.tokens import Token
from pmgoals.smart.verbs import Verb, changing, governing

ARROWS = frozenset({"to", "→", "->", "=>", "toward", "towards", "until", "into", "–", "down", "up"})
"""Words and signs that lead from one value to another."""
_SIGNS = {"+": "increase", "-": "decrease"}


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


class _Around(msgspec.Struct, frozen=True):
    """A number with what stands around it."""

    amount: Quantity
    """The number."""
    verb: Verb | None
    """The verb that governs it; for `by 30%` the verb of change."""
    particle: bool
    """Whether the word before it belongs to a verb: `write down ten ideas`."""
    before: list[str]
    """Up to four words before it."""
    after: list[str]
    """Up to four words behind it."""

    @property
    def changing(self) -> bool:
        """Whether a verb of change governs it."""
        return self.verb is not None and self.verb.changes


def change_of(pieces: list[Token], amount: Quantity, acts: list[Verb]) -> Movement | None:
    """Return the quantity as a change when the words around it say so."""
    here = _around(pieces, amount, acts)
    if _multiplies(here):
        return Movement(
            change_kind="relative",
            change_value=(amount.value - 1) * 100,
            unit="%",
            nominal=_SIGNS.get(amount.sign, "increase" if _leads(here) else ""),
            change_at=amount,
        )
    if not any(says_change(here) for says_change in _SAYS_CHANGE):
        return None
    return Movement(
        change_kind="relative" if amount.form == "percent" else "absolute",
        change_value=amount.value,
        unit=unit_of(pieces, amount),
        nominal=_SIGNS.get(amount.sign) or _named_way(here) or _up_or_down(here),
        change_at=amount,
    )


def _around(pieces: list[Token], amount: Quantity, acts: list[Verb]) -> _Around:
    first, behind = amount.first, amount.last + 1
    before = [t.low for t in pieces[max(0, first - 4) : first]]
    return _Around(
        amount=amount,
        verb=changing(acts, first) if "by" in before else governing(acts, first),
        particle=any(verb.index == first - 2 for verb in acts),
        before=before,
        after=[t.low for t in pieces[behind : behind + 4]],
    )


def _multiplies(here: _Around) -> bool:
    """Return whether it says how many times as much: `grow referrals 3x`, `2x revenue`."""
    times = here.amount.unit == "x" and here.amount.value > 1 and "to" not in here.before[-2:]
    return times and (here.changing or _leads(here))


def _leads(here: _Around) -> bool:
    """Return whether the number opens the sentence, and does not say how often: `3x/week`."""
    often = here.after[:1] in (["/"], ["per"], ["a"], ["each"], ["every"])
    return here.verb is None and here.amount.first == 0 and not often


def _said_by(here: _Around) -> bool:
    """Return whether `by` leads to the number: `by 30%`, `by at least 30%`."""
    before = here.before
    if not here.changing or "by" not in before[-3:]:
        return False
    between = before[len(before) - before[::-1].index("by") :]
    return not between or " ".join(between) in knowledge.grammar().changing.about


def _signed(here: _Around) -> bool:
    """Return whether a sign makes it a change: `+5 points`."""
    bare = not here.amount.bound and not ARROWS.intersection(here.before[-1:])
    return bool(here.amount.sign) and bare  # "not below -5 %" is a value


def _bare(here: _Around) -> bool:
    """Return whether a verb of change alone leads to it: `grow revenue 30%`, `lose 8 kg`."""
    amount = here.amount
    if not here.changing or amount.bound:
        return False
    level = ARROWS.union(knowledge.grammar().changing.levels).intersection(here.before)
    return not level and (amount.unit == "%" or amount.unit in knowledge.words().weights)


def _named(here: _Around) -> bool:
    """Return whether a noun makes it a change: `a reduction of 30%`, `$250K ARR increase`."""
    return here.amount.form in ("percent", "money", "points") and bool(_named_way(here))


def _over_periods(here: _Around) -> bool:
    """Return whether a rate compares periods: `5% month over month`, `20% YoY`."""
    if here.amount.unit != "%":
        return False
    after = here.after
    over = after[1:2] == ["over"] and after[:1] == after[2:3]
    return over or bool(knowledge.grammar().changing.periods.intersection(after))


def _taken_off(here: _Around) -> bool:
    """Return whether the amount goes away: `shave 200ms off the load`."""
    return here.after[:1] == ["off"]


def _goes_up_or_down(here: _Around) -> bool:
    """Return whether `up` or `down` makes it a change: `up 10 points`."""
    return bool(_up_or_down(here))


_SAYS_CHANGE = (_said_by, _signed, _bare, _named, _over_periods, _taken_off, _goes_up_or_down)


def _named_way(here: _Around) -> str:
    """Return the way of `30% reduction` or `a reduction of 30%`; empty for anything else."""
    if _taken_off(here):
        return "decrease"
    words = knowledge.grammar().changing
    after = here.after[:2]
    if here.before[-1:] == ["of"]:
        after = here.before[-2:-1]
    elif words.leading_on.intersection(after[:1]):
        after = []
    return next((words.nouns[word] for word in after if word in words.nouns), "")


def _up_or_down(here: _Around) -> str:
    """Return the way of `up 10 points` and `down 1.5pp`; empty for a level or a baseline."""
    if here.particle or here.after[:1] in (["to"], ["→"], ["->"]):
        return ""
    return {"up": "increase", "down": "decrease"}.get(here.before[-1] if here.before else "", "")


def sized(pieces: list[Token], acts: list[Verb]) -> Movement:
    """Return the change that `double`, `halving` or `twice as many` stand for."""
    sizes = knowledge.grammar().changing.sizes
    size = next((sizes[verb.low] for verb in acts if verb.low in sizes), None)
    lows = [t.low for t in pieces]
    size = _as_many(lows) if size is None else size
    size = _by_half(lows, acts) if size is None else size
    if size is None:
        return Movement()
    return Movement(
        change_kind="relative",
        change_value=abs(size),
        unit="%",
        nominal="increase" if size > 0 else "decrease",
    )


def _as_many(lows: list[str]) -> float | None:
    """Return the size of `twice as many` and `half as often`."""
    words = knowledge.grammar().changing
    for times, as_, many in zip(lows, lows[1:], lows[2:], strict=False):
        if as_ == "as" and many in words.compared and times in words.times:
            return words.times[times]
    return None


def _by_half(lows: list[str], acts: list[Verb]) -> float | None:
    """Return the size of `by half`, which goes the verb's way, and `in half`, which goes down."""
    for before, half in pairwise(lows):
        if half == "half" and before in ("by", "in"):
            return 50.0 if before == "by" and any(v.does("increase") for v in acts) else -50.0
    return None


def part(pieces: list[Token]) -> Movement:
    """Return the target of `half the team certified`: half of something is 50 % of it."""
    for at, token in enumerate(pieces[:-1]):
        if token.low == "half" and pieces[at + 1].low in knowledge.grammar().changing.wholes:
            return Movement(target=50.0, unit="%", part=True)
    return Movement()


def unit_of(pieces: list[Token], quantity: Quantity) -> str:
    """Return the unit; a plain number beside a scored metric is points, any other a count."""
    if quantity.unit and quantity.unit != "x":
        return quantity.unit
    near = pieces[max(0, quantity.first - 8) : quantity.last + 5]
    scored = any(t.low in knowledge.words().scored for t in near)
    return "points" if scored and quantity.unit is None else "count"
