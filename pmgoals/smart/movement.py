"""From where to where a sentence moves its metric, or by how much."""

from __future__ import annotations

import itertools
from typing import Literal

import msgspec

from pmgoals import knowledge
from pmgoals.smart.quantities import TIMES, Quantity
from pmgoals.smart.tokens import Token
from pmgoals.smart.verbs import Verb, governing

_ARROWS = frozenset(
    {"to", "→", "->", "=>", "toward", "towards", "until", "into", "–", "down", "up"}
)
_NOW = ("currently", "current", "now", "today", "baseline", "was", "from")
_SIZES = {"double": 100.0, "doubling": 100.0, "doubled": 100.0, "triple": 200.0, "tripling": 200.0,
          "halve": 50.0, "halving": 50.0, "half": 50.0}  # fmt: skip
_NOMINAL = {
    "increase": "increase", "growth": "increase", "improvement": "increase", "lift": "increase",
    "uplift": "increase", "gain": "increase", "rise": "increase", "boost": "increase",
    "reduction": "decrease", "decrease": "decrease", "drop": "decrease", "decline": "decrease",
    "cut": "decrease", "fewer": "decrease", "less": "decrease", "more": "increase",
    "faster": "decrease", "higher": "increase", "lower": "decrease",
}  # fmt: skip


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
    """The way a noun gives the change: `reduction` is `decrease`."""
    start_at: Quantity | None = None
    """Where the baseline stands."""
    end_at: Quantity | None = None
    """Where the target stands."""
    change_at: Quantity | None = None
    """Where the change stands."""

    @property
    def main(self) -> Quantity | None:
        """The number that says most: target, change or baseline."""
        return self.end_at or self.change_at or self.start_at


def movement(pieces: list[Token], amounts: list[Quantity], acts: list[Verb]) -> Movement:
    """Return the first movement among the quantities; empty when there is none."""
    for first, second in itertools.pairwise(amounts):
        if _joined(pieces, first, second):
            moved = _from_to(pieces, first, second)
            return _with_change(pieces, amounts, acts, moved)
    now = next((q for q in amounts if _is_baseline(pieces, q, acts)), None)
    rest = [q for q in amounts if q is not now]
    if rest:
        if change := _change(pieces, rest[0], acts):
            return change
        return _towards(pieces, now, rest[0])
    if now:
        return Movement(baseline=now.value, unit=_unit(pieces, now), start_at=now)
    return _sized(pieces)


def _joined(pieces: list[Token], first: Quantity, second: Quantity) -> bool:
    """Return whether two quantities are the ends of one way: `from 8 (EU) to under 5`."""
    between = [t.low for t in pieces[first.last + 1 : second.first]]
    if len(between) > 8 or not _ARROWS & set(between):
        return False
    if "→" in between or "->" in between or "=>" in between:
        return True
    before = [t.low for t in pieces[max(0, first.first - 4) : first.first]]
    return "from" in before and not {"and", ";"} & set(between)


def _from_to(pieces: list[Token], first: Quantity, second: Quantity) -> Movement:
    unit = _unit(pieces, second)
    start = _unit(pieces, first)
    if unit in (None, "count") and start not in (None, "count") and second.unit is None:
        unit = start
    baseline = -first.value if first.sign == "-" else first.value
    if start in TIMES and unit in TIMES and start != unit:
        baseline = round(baseline * TIMES[start or ""] / TIMES[unit or ""], 6)
    return Movement(
        baseline=baseline, target=second.value, unit=unit, start_at=first, end_at=second
    )


def _with_change(
    pieces: list[Token], amounts: list[Quantity], acts: list[Verb], moved: Movement
) -> Movement:
    """Return the way with the change beside it: `by 30% (from 10 to 7 days)`."""
    if moved.start_at is None:
        return moved
    verb = governing(acts, moved.start_at.first)
    for amount in amounts:
        if amount in (moved.start_at, moved.end_at) or governing(acts, amount.first) != verb:
            continue
        if change := _change(pieces, amount, acts):
            return msgspec.structs.replace(
                moved,
                change_kind=change.change_kind,
                change_value=change.change_value,
                change_at=amount,
            )
    return moved


def _is_baseline(pieces: list[Token], quantity: Quantity, acts: list[Verb]) -> bool:
    """Return whether words before or behind say that it stands there today."""
    before = [t.low for t in pieces[max(0, quantity.first - 3) : quantity.first]]
    after = pieces[quantity.last + 1].low if quantity.last + 1 < len(pieces) else ""
    if before[-1:] == ["from"]:
        # "Feedback from 5 peers" names people; "up from 5" and "(from 5)" say where it stands.
        verb = governing(acts, quantity.first)
        changes = verb is not None and verb.does("increase", "decrease", "improve")
        return changes or before[-2:-1] in (["("], ["up"], ["down"], [","])
    said = before and (before[-1] in _NOW or {"currently", "baseline"} & set(before))
    return bool(said) or after in ("today", "baseline", "currently", "now")


def _change(pieces: list[Token], amount: Quantity, acts: list[Verb]) -> Movement | None:
    """Return the quantity as a change when the words around it say so."""
    before = [t.low for t in pieces[max(0, amount.first - 4) : amount.first]]
    verb = governing(acts, amount.first)
    nominal = _nominal(pieces, amount, before)
    changing = verb is not None and verb.does("increase", "decrease", "improve")
    by = changing and _said_by(before)
    glued = bool(amount.sign) and not (before and before[-1] in _ARROWS)
    levels = _ARROWS | {"≥", ">=", "least", "below", "above", "under", "over", "at", "than"}
    bare = changing and amount.unit == "%" and not amount.bound and not levels & set(before)
    leads = verb is None and amount.first == 0
    if amount.unit == "x" and amount.value > 1 and (changing or leads) and "to" not in before:
        return _relative(amount, (amount.value - 1) * 100, "increase" if leads else "")
    if not (by or glued or bare or (nominal and amount.unit == "%")):
        return None
    if amount.unit == "%" and amount.form == "percent":
        return _relative(amount, amount.value, nominal)
    return Movement(
        change_kind="absolute",
        change_value=amount.value,
        unit=_unit(pieces, amount),
        nominal={"+": "increase", "-": "decrease"}.get(amount.sign, nominal),
        change_at=amount,
    )


def _said_by(before: list[str]) -> bool:
    """Return whether `by` leads to the number: `by 30%`, `by at least 30%`."""
    if "by" not in before[-3:]:
        return False
    between = before[len(before) - before[::-1].index("by") :]
    return not between or " ".join(between) in _ABOUT


def _nominal(pieces: list[Token], amount: Quantity, before: list[str]) -> str:
    """Return the way of `30% reduction` or `a reduction of 30%`; empty for anything else."""
    after = [t.low for t in pieces[amount.last + 1 : amount.last + 3]]
    if before[-1:] == ["of"]:
        after = before[-2:-1]
    elif after[:1] and after[0] in ("or", "of", "and", "to", "in", "than"):
        after = []
    return next((_NOMINAL[word] for word in after if word in _NOMINAL), "")


def _relative(amount: Quantity, value: float, nominal: str) -> Movement:
    signed = {"+": "increase", "-": "decrease"}.get(amount.sign, nominal)
    return Movement(
        change_kind="relative", change_value=value, unit="%", nominal=signed, change_at=amount
    )


def _towards(pieces: list[Token], now: Quantity | None, target: Quantity) -> Movement:
    return Movement(
        baseline=now.value if now else None,
        target=target.value,
        unit=_unit(pieces, target),
        start_at=now,
        end_at=target,
    )


def _sized(pieces: list[Token]) -> Movement:
    """Return the change a word such as `double` stands for."""
    value = next((_SIZES[t.low] for t in pieces if t.low in _SIZES), None)
    if value is None:
        return Movement()
    down = any(t.low.startswith("hal") for t in pieces)
    way = "decrease" if down else "increase"
    return Movement(change_kind="relative", change_value=value, unit="%", nominal=way)


def _unit(pieces: list[Token], quantity: Quantity) -> str:
    """Return the unit; a plain number beside a scored metric is points, any other a count."""
    if quantity.unit and quantity.unit != "x":
        return quantity.unit
    near = pieces[max(0, quantity.first - 8) : quantity.last + 5]
    scored = any(t.low in knowledge.words().scored for t in near)
    return "points" if scored and quantity.unit is None else "count"
