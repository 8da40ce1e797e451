"""What a goal sentence fills in a draft: never silently, never over what was typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.amounts import Amount, converted, parse_amount, say_plain
from pmgoals.model.calendar import FiscalCalendar, say_date
from pmgoals.model.draft import HOLD, Draft, MeasureDraft, main_row, text_at, with_text
from pmgoals.smart.reading import Reading, Wording, parse

HUNDRED = 100
"""The most that a share can be, in per cent."""

_LEADING_TO = ("to", "->", "→")

_COUNTED = ("count", "x", "ratio", None)


class Filled(msgspec.Struct, frozen=True):
    """A draft with what its sentences say filled in."""

    draft: Draft
    """The draft as it counts: what was typed, and what was read where nothing was."""
    read: frozenset[str]
    """Places whose text was read, not typed."""
    said: frozenset[str]
    """Places that the sentences say something about, read or typed over."""
    wording: Wording
    """The first line with its parts."""


def fill(draft: Draft, today: dt.date, calendar: FiscalCalendar) -> Filled:
    """Return the draft with the parts of its first line, and of each measure typed as a sentence.

    What was typed stays; a place whose reading was put aside stays empty.
    """
    wording = parse(draft.line, today, calendar)
    found, read, said = _apart(draft, today, calendar)
    row = f"measures.{main_row(draft)}"
    parts = dict(_parts(wording, row, text_at(found, f"{row}.unit")))
    for place, text in parts.items():
        if not text_at(found, place).strip() and place not in draft.refused:
            found, read = with_text(found, place, text), read | {place}
    target, place = _target_of_change(found, wording.reading, row), f"{row}.target"
    if target:
        parts[place] = target
        if not text_at(found, place).strip() and place not in draft.refused:
            found, read = with_text(found, place, target), read | {place}
    return Filled(found, read, read | said | parts.keys(), wording)


def write(draft: Draft, place: str, text: str, said: frozenset[str]) -> Draft:
    """Return the draft with a text typed at a place.

    Emptying a place that a sentence says something about (`said`) puts the reading aside.
    """
    refused = [other for other in draft.refused if other != place]
    if not text.strip() and (place in said or place in draft.refused):
        refused.append(place)
    return msgspec.structs.replace(with_text(draft, place, text), refused=refused)


def _parts(wording: Wording, row: str, unit: str) -> Iterator[tuple[str, str]]:
    """Yield what a sentence says, as texts by place.

    `row` is where its measure stands, `unit` what was typed as its unit.
    """
    if wording.reading.deadline is not None:
        yield "due", say_date(wording.reading.deadline)
    if wording.reading.reason:
        yield "why", wording.reading.reason
    for key, text in _measure_parts(wording, unit).items():
        yield f"{row}.{key}", text


def _measure_parts(wording: Wording, unit: str) -> dict[str, str]:
    """Return what a sentence says of its measure, as texts by field; numbers in a typed unit."""
    seen = wording.reading
    if seen.target is None and seen.change_value is None and seen.baseline is None:
        return {}
    own = _unit_of(wording)
    parts: dict[str, str] = {}
    if seen.metric:
        parts["name"] = seen.metric
    for key, value in (("baseline", seen.baseline), ("target", seen.target)):
        if value is not None:
            there = converted(Amount(value, own), unit)
            parts[key] = say_plain(value if there is None else there)
    if own and (seen.target is not None or seen.baseline is not None):
        parts["unit"] = own
    if seen.direction == "maintain":
        parts["way"] = HOLD
    return parts


def _unit_of(wording: Wording) -> str:
    """Return the unit of a sentence's values; that of `by 30 % from $1M` is not its change's."""
    seen = wording.reading
    if seen.change_kind == "relative" and seen.target is None:
        try:
            return parse_amount(wording.text[slice(*seen.spans["baseline"])]).unit or ""
        except (BadInput, KeyError):
            return ""
    return "" if seen.unit in _COUNTED else str(seen.unit)


def _target_of_change(draft: Draft, seen: Reading, row: str) -> str:
    """Return where a stated change leads from today's value; empty when either is missing."""
    if seen.change_value is None or seen.target is not None:
        return ""
    try:
        now = parse_amount(text_at(draft, f"{row}.baseline"))
    except BadInput:
        return ""
    unit = text_at(draft, f"{row}.unit").strip() or now.unit or ""
    size = converted(Amount(seen.change_value, seen.unit), now.unit or unit)
    if seen.change_kind == "relative":
        size = seen.change_value * now.value / 100
    if size is None:
        return ""  # a change in weeks of a value in dollars
    there = now.value - size if seen.direction == "decrease" else now.value + size
    shares = "%" in (unit, now.unit) and there > HUNDRED
    if shares or there < 0 <= now.value:
        return ""  # nothing is there to go to: the critic asks for the target
    typed = converted(Amount(there, now.unit), text_at(draft, f"{row}.unit"))
    return say_plain(_rounded(there if typed is None else typed))


def _rounded(value: float) -> float:
    """Return a value with two decimals, a small one with four digits that count."""
    return round(value, 2) if abs(value) >= 1 else float(f"{value:.4g}")


def _apart(
    draft: Draft, today: dt.date, calendar: FiscalCalendar
) -> tuple[Draft, frozenset[str], frozenset[str]]:
    """Return the draft with measures typed as a sentence taken apart: `NPS from 38 to 45`.

    With it the places that were read so, and all that those sentences say something about.
    """
    read: set[str] = set()
    said: set[str] = set()
    rows = []
    for at, measure in enumerate(draft.measures):
        wording = parse(measure.name, today, calendar)
        place = f"measures.{at}"
        if f"{place}.name" in draft.refused or not _is_sentence(measure, wording.reading):
            rows.append(measure)
            continue
        parts = _measure_parts(wording, measure.unit)
        own = {
            key: text
            for key, text in parts.items()
            if key == "name" or (_free(measure, key) and f"{place}.{key}" not in draft.refused)
        }
        rows.append(msgspec.structs.replace(measure, **own))
        read |= {f"{place}.{key}" for key in own}
        said |= {f"{place}.{key}" for key in parts}
    return msgspec.structs.replace(draft, measures=rows), frozenset(read), frozenset(said)


def _free(measure: MeasureDraft, key: str) -> bool:
    return not getattr(measure, key).strip()


def _is_sentence(measure: MeasureDraft, seen: Reading) -> bool:
    """Tell whether a new measure's name says where it goes, not only holds a number.

    `NPS from 38 to 45` and `NPS to 45` do; `30-day retention` and `accounts above $10k` are names.
    """
    if measure.id or not seen.metric or seen.metric == measure.name or seen.target is None:
        return False
    if seen.baseline is not None:
        return True
    start, end = seen.spans["target"]
    before, after = measure.name[:start].split(), measure.name[end:].strip(" .")
    return bool(before) and before[-1].lower() in _LEADING_TO and not after
