"""From where to where a sentence moves its metric, or by how much."""

from __future__ import annotations

import itertools

import msgspec

from pmgoals import knowledge
from pmgoals.smart.changes import ARROWS, Movement, change_of, part, sized, unit_of
from pmgoals.smart.number_names import TIMES
from pmgoals.smart.quantities import Quantity
from pmgoals.smart.tokens import Token, low_at
from pmgoals.smart.verbs import Verb, governing


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
    change = sized(pieces, acts)
    if not change.change_kind or any(q.unit == "%" for q in rest):
        if not rest:
            return _only_now(pieces, now) if now else part(pieces)
        said = change_of(pieces, rest[0], acts)
        if said is None:
            return _towards(pieces, now, _aimed(pieces, rest))
        change = said
    return msgspec.structs.replace(change, baseline=now.value, start_at=now) if now else change


def _only_now(pieces: list[Token], now: Quantity) -> Movement:
    return Movement(baseline=now.value, unit=unit_of(pieces, now), start_at=now)


def _aimed(pieces: list[Token], rest: list[Quantity]) -> Quantity:
    """Return the number aimed at: a first one that only describes gives way to `to 60`."""
    words = knowledge.grammar().moving
    if low_at(pieces, rest[0].first - 1) not in words.describing:
        return rest[0]
    aimed = (q for q in rest[1:] if low_at(pieces, q.first - 1) in words.aims)
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
        and verb.changes
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
    start, unit = unit_of(pieces, first), unit_of(pieces, second)
    if unit == "count" and second.unit is None:
        unit = start  # "from 12 days to 6"
    return Movement(
        baseline=_in_unit(_below_zero(first), start, unit),
        target=_below_zero(second),
        unit=unit,
        start_at=first,
        end_at=second,
    )


def _towards(pieces: list[Token], now: Quantity | None, target: Quantity) -> Movement:
    unit = unit_of(pieces, target)
    return Movement(
        baseline=_in_unit(_below_zero(now), now.unit, unit) if now else None,
        target=_below_zero(target),
        unit=unit,
        start_at=now,
        end_at=target,
    )


def _below_zero(quantity: Quantity) -> float:
    """Return a quantity's value with the sign before it."""
    return -quantity.value if quantity.sign == "-" else quantity.value


def _in_unit(value: float, unit: str | None, other: str) -> float:
    """Return a span of time in another unit of time; any other value as it is."""
    if unit not in TIMES or other not in TIMES or unit == other:
        return value
    return round(value * TIMES[unit] / TIMES[other], 6)


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
    words = knowledge.grammar().moving
    before = [t.low for t in pieces[max(0, quantity.first - 3) : quantity.first]]
    if before[-1:] == ["from"]:
        # "Feedback from 5 peers" names people; "up from 5" and "(from 5)" say where it stands.
        verb = governing(acts, quantity.first)
        return (verb is not None and verb.changes) or before[-2:-1] in (
            ["("],
            ["up"],
            ["down"],
            [","],
        )
    if before[-1:] in (["at"], [":"], ["~"]):
        before = before[:-1]
        if words.stands.intersection(before[-1:]) or before[-2:] == ["it", "is"]:
            return True
    if before[-1:] == ["to"] or before[-2:] == ["to", "the"]:
        return False  # "restore it to the $235k baseline" says where to
    said = words.now.intersection(before[-1:]) or words.today.intersection(before)
    return bool(said) or low_at(pieces, quantity.last + 1) in words.behind
