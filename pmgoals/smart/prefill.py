"""What a goal sentence fills in a draft: never silently, never over what was typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.amounts import parse_amount, say_plain
from pmgoals.model.calendar import FiscalCalendar, say_date
from pmgoals.model.draft import HOLD, Draft, MeasureDraft, text_at, with_text
from pmgoals.smart.reading import Reading, Wording, parse

FEWEST_WORDS = 2
"""Words a title keeps when its deadline is cut off."""

_COUNTED = ("count", "x", "ratio", None)


class Filled(msgspec.Struct, frozen=True):
    """A draft with what its sentences say filled in."""

    draft: Draft
    """The draft as it counts: what was typed, and what was read where nothing was."""
    read: frozenset[str]
    """Places whose text was read, not typed."""
    wording: Wording
    """The first line with its parts."""


def fill(draft: Draft, today: dt.date, calendar: FiscalCalendar) -> Filled:
    """Return the draft with the parts of its first line, and of each measure typed as a sentence.

    What was typed stays; a place whose reading was put aside stays empty.
    """
    wording = parse(draft.line, today, calendar)
    found, read = _apart(draft, today, calendar)
    for place, text in _parts(wording.reading):
        if not text_at(found, place).strip() and place not in draft.refused:
            found, read = with_text(found, place, text), read | {place}
    target = _target_of_change(found, wording.reading)
    place = "measures.0.target"
    if target and not text_at(found, place).strip() and place not in draft.refused:
        found, read = with_text(found, place, target), read | {place}
    return Filled(found, read, wording)


def write(draft: Draft, place: str, text: str, read: frozenset[str]) -> Draft:
    """Return the draft with a text typed at a place; emptying what was read puts it aside."""
    refused = [other for other in draft.refused if other != place]
    if not text.strip() and (place in read or place in draft.refused):
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


def _parts(seen: Reading) -> Iterator[tuple[str, str]]:
    """Yield what a sentence says, as texts by place."""
    if seen.deadline is not None:
        yield "due", say_date(seen.deadline)
    if seen.target is None and seen.change_value is None and seen.baseline is None:
        return
    if seen.metric:
        yield "measures.0.name", seen.metric
    if seen.baseline is not None:
        yield "measures.0.baseline", say_plain(seen.baseline)
    if seen.target is not None:
        yield "measures.0.target", say_plain(seen.target)
    if seen.unit not in _COUNTED and (seen.target is not None or seen.baseline is not None):
        yield "measures.0.unit", str(seen.unit)
    if seen.direction == "maintain":
        yield "measures.0.way", HOLD


def _target_of_change(draft: Draft, seen: Reading) -> str:
    """Return where a stated change leads from today's value; empty when either is missing."""
    if seen.change_value is None or seen.target is not None:
        return ""
    try:
        now = parse_amount(text_at(draft, "measures.0.baseline")).value
    except BadInput:
        return ""
    size = seen.change_value * now / 100 if seen.change_kind == "relative" else seen.change_value
    return say_plain(round(now - size if seen.direction == "decrease" else now + size, 2))


def _apart(draft: Draft, today: dt.date, calendar: FiscalCalendar) -> tuple[Draft, frozenset[str]]:
    """Return the draft with measures typed as a sentence taken apart: `NPS from 38 to 45`."""
    read: set[str] = set()
    rows = []
    for at, measure in enumerate(draft.measures):
        seen = parse(measure.name, today, calendar).reading
        if f"measures.{at}.name" in draft.refused:
            rows.append(measure)
        elif seen.metric and seen.metric != measure.name and seen.target is not None:
            parts = _measure_parts(seen)
            own = {key: text for key, text in parts.items() if not getattr(measure, key).strip()}
            rows.append(msgspec.structs.replace(measure, name=seen.metric, **own))
            read |= {f"measures.{at}.{key}" for key in ("name", *own)}
        else:
            rows.append(measure)
    return msgspec.structs.replace(draft, measures=rows), frozenset(read)


def _measure_parts(seen: Reading) -> dict[str, str]:
    """Return the numbers of a measure's sentence, as texts by field."""
    prefix = "measures.0."
    parts = {place.removeprefix(prefix): text for place, text in _parts(seen) if prefix in place}
    parts.pop("name", None)
    return {key: text for key, text in parts.items() if key in MeasureDraft.__struct_fields__}
