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

FEWEST_WORDS = 2
"""Words a title keeps when its deadline is cut off."""

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
    found, read = _apart(draft, today, calendar)
    row = f"measures.{main_row(draft)}"
    parts = dict(_parts(wording.reading, row))
    for place, text in parts.items():
        if not text_at(found, place).strip() and place not in draft.refused:
            found, read = with_text(found, place, text), read | {place}
    target, place = _target_of_change(found, wording.reading, row), f"{row}.target"
    if target:
        parts[place] = target
        if not text_at(found, place).strip() and place not in draft.refused:
            found, read = with_text(found, place, target), read | {place}
    return Filled(found, read, read | parts.keys(), wording)


def write(draft: Draft, place: str, text: str, said: frozenset[str]) -> Draft:
    """Return the draft with a text typed at a place.

    Emptying a place that a sentence says something about (`said`) puts the reading aside.
    """
    refused = [other for other in draft.refused if other != place]
    if not text.strip() and (place in said or place in draft.refused):
        refused.append(place)
    return msgspec.structs.replace(with_text(draft, place, text), refused=refused)


def headline(wording: Wording) -> str:
    """Return the sentence as a title: without the deadline at its end, which is a field."""
    text = wording.text.strip()
    span = wording.reading.spans.get("deadline")
    if span is None or wording.reading.deadline is None:
        return text
    before, after = wording.text[: span[0]].strip(), wording.text[span[1] :].strip()
    short = before.rstrip(" ,;:-–—(")
    if after.strip(" .,;)!") or len(short.split()) < FEWEST_WORDS:
        return text
    return short


def _parts(seen: Reading, row: str) -> Iterator[tuple[str, str]]:
    """Yield what a sentence says, as texts by place; `row` is where its measure stands."""
    if seen.deadline is not None:
        yield "due", say_date(seen.deadline)
    for key, text in _measure_parts(seen).items():
        yield f"{row}.{key}", text


def _measure_parts(seen: Reading) -> dict[str, str]:
    """Return what a sentence says of its measure, as texts by field."""
    if seen.target is None and seen.change_value is None and seen.baseline is None:
        return {}
    parts: dict[str, str] = {}
    if seen.metric:
        parts["name"] = seen.metric
    if seen.baseline is not None:
        parts["baseline"] = say_plain(seen.baseline)
    if seen.target is not None:
        parts["target"] = say_plain(seen.target)
    if seen.unit not in _COUNTED and (seen.target is not None or seen.baseline is not None):
        parts["unit"] = str(seen.unit)
    if seen.direction == "maintain":
        parts["way"] = HOLD
    return parts


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
    return say_plain(_rounded(there))


def _rounded(value: float) -> float:
    """Return a value with two decimals, a small one with four digits that count."""
    return round(value, 2) if abs(value) >= 1 else float(f"{value:.4g}")


def _apart(draft: Draft, today: dt.date, calendar: FiscalCalendar) -> tuple[Draft, frozenset[str]]:
    """Return the draft with measures typed as a sentence taken apart: `NPS from 38 to 45`."""
    read: set[str] = set()
    rows = []
    for at, measure in enumerate(draft.measures):
        seen = parse(measure.name, today, calendar).reading
        if f"measures.{at}.name" in draft.refused or not _is_sentence(measure, seen):
            rows.append(measure)
            continue
        own = {
            key: t
            for key, t in _measure_parts(seen).items()
            if key == "name" or _free(measure, key)
        }
        rows.append(msgspec.structs.replace(measure, **own))
        read |= {f"measures.{at}.{key}" for key in own}
    return msgspec.structs.replace(draft, measures=rows), frozenset(read)


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
