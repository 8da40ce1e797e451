"""From where to where a sentence moves its metric, or by how much."""

from __future__ import annotations

import itertools

import msgspec

from pmgoals.smart.changes import ARROWS, Movement, change_of, part, sized, unit_of
from pmgoals.smart.number_names import TIMES
from pmgoals.smart.quantities import Quantity
from pmgoals.smart.tokens import Token
from pmgoals.smart.verbs import Verb, governing

_NOW = ("currently", "current", "now", "today", "baseline", "was", "were", "had", "from")
_BEHIND_NOW = frozenset({"today", "baseline", "currently", "now", "rn", "atm"})
_STANDS = frozenset({"its", "it's", "we're", "i'm", "sits", "stands"})


_DESCRIBING = frozenset({"with", "in", "of", "across", "per", "between", "among"})


def movement(pieces: list[Token], amounts: list[Quantity], acts: list[Verb]) -> Movement:
    """Return the first movement among the quantities; empty when there is none."""
    for first, second in itertools.pairwise(amounts):
        if _steps_to(pieces, first, second, acts):
            return _step_and_target(pieces, first, second)
        if _joined(pieces, first, second):
            moved = _from_to(pieces, first, second)
            return _with_change(pieces, amounts, acts, moved)
    now = next((q for q in amounts if _is_baseline(pieces, q, acts)), None)
    rest = [q for q in amounts if q is not now]
    word = sized(pieces, acts)
    if word.change_kind and not any(q.unit == "%" for q in rest):
        return msgspec.structs.replace(word, baseline=now.value if now else None, start_at=now)
    if rest:
        change = change_of(pieces, rest[0], acts)
        if change is None:
            return _towards(pieces, now, _aimed(pieces, rest))
        return msgspec.structs.replace(change, baseline=now.value, start_at=now) if now else change
    if now:
        return Movement(baseline=now.value, unit=unit_of(pieces, now), start_at=now)
    return part(pieces)


def _aimed(pieces: list[Token], rest: list[Quantity]) -> Quantity:
    """Return the number aimed at: a first one that only describes gives way to `to 60`."""
    if pieces[rest[0].first - 1].low not in _DESCRIBING or not rest[0].first:
        return rest[0]
    aimed = (q for q in rest[1:] if q.first and pieces[q.first - 1].low in ("to", "at", "under"))
    return next(aimed, rest[0])


def _steps_to(pieces: list[Token], first: Quantity, second: Quantity, acts: list[Verb]) -> bool:
    """Return whether the first is a step on the way to the second: `lift it 3 points to 71%`."""
    between = [t.low for t in pieces[first.last + 1 : second.first]]
    before = pieces[first.first - 1].low if first.first else ""
    verb = governing(acts, first.first)
    return (
        between == ["to"]
        and before not in ("from", "of")
        and first.form == "points"
        and second.form == "percent"
        and verb is not None
        and verb.does("increase", "decrease", "improve")
    )


def _step_and_target(pieces: list[Token], first: Quantity, second: Quantity) -> Movement:
    return Movement(
        target=second.value,
        unit=unit_of(pieces, second),
        change_kind="absolute",
        change_value=first.value,
        change_at=first,
        end_at=second,
    )


def _joined(pieces: list[Token], first: Quantity, second: Quantity) -> bool:
    """Return whether two quantities are the ends of one way: `from 8 (EU) to under 5`."""
    between = [t.low for t in pieces[first.last + 1 : second.first]]
    if len(between) > 8 or not ARROWS & set(between):
        return False
    if "→" in between or "->" in between or "=>" in between:
        return True
    before = [t.low for t in pieces[max(0, first.first - 4) : first.first]]
    return "from" in before and not {"and", ";"} & set(between)


def _from_to(pieces: list[Token], first: Quantity, second: Quantity) -> Movement:
    unit = unit_of(pieces, second)
    start = unit_of(pieces, first)
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
        if change := change_of(pieces, amount, acts):
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
    if before[-1:] in (["at"], [":"], ["~"]):
        before = before[:-1]
        if before and (before[-1] in _STANDS or before[-2:] == ["it", "is"]):
            return True
    if before[-1:] == ["to"] or before[-2:] == ["to", "the"]:
        return False  # "restore it to the $235k baseline" says where to
    said = before and (before[-1] in _NOW or {"currently", "current", "baseline"} & set(before))
    return bool(said) or after in _BEHIND_NOW


def _towards(pieces: list[Token], now: Quantity | None, target: Quantity) -> Movement:
    unit = unit_of(pieces, target)
    baseline = now.value if now else None
    if now and now.unit in TIMES and unit in TIMES and now.unit != unit:
        baseline = round(now.value * TIMES[now.unit] / TIMES[unit], 6)
    return Movement(
        baseline=baseline,
        target=target.value,
        unit=unit,
        start_at=now,
        end_at=target,
    )
