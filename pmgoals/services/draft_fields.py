"""What each field of a draft takes, and what is wrong with what was typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.amounts import parse_amount
from pmgoals.model.calendar import FiscalCalendar
from pmgoals.model.dates import understand_day
from pmgoals.model.draft import Draft, MeasureDraft, MilestoneDraft
from pmgoals.smart.sketch import MeasureSketch, MilestoneSketch, Sketch

DATES = ("start", "due", "review_on")
"""Fields that take a day."""

AMOUNTS = ("baseline", "target")
"""Fields of a measure that take a number."""

QUESTIONS = ("resources", "promised_elsewhere", "must_ship_first", "shared_system")
"""The four dependency questions."""

CHOICES: dict[str, tuple[str, ...]] = {
    "method": ("smart", "okr", "learning"),
    "kind": ("strategic", "tactical", "development"),
    "stretch": ("committed", "aspirational"),
    "role": ("lagging", "leading", "proxy", "guardrail"),
}
"""Fields that take one of a few words, the first by default."""


class ReadDraft(msgspec.Struct, frozen=True):
    """A draft with its fields read."""

    sketch: Sketch
    """What was understood."""
    problems: dict[str, str]
    """What is wrong, by field key (`measures.0.target`, `milestones.2.due`)."""


def check(key: str, text: str, today: dt.date, calendar: FiscalCalendar) -> str:
    """Return what is wrong with a field's text, in a sentence; empty when nothing is.

    `key` is the field's own key, without the measure's or milestone's number. An empty text is
    never wrong here: what must not be missing is the critic's to say.
    """
    try:
        read(key, text, today, calendar)
    except BadInput as error:
        return str(error)
    return ""


def read(key: str, text: str, today: dt.date, calendar: FiscalCalendar) -> Any:
    """Return a field's value: a day, a number, a word or the text; None for an empty one.

    BadInput says what the field takes.
    """
    text = text.strip()
    if not text:
        return None
    if key in DATES:
        return understand_day(text, today, calendar).day
    if key in AMOUNTS:
        return parse_amount(text).value
    if key == "hours_week":
        return _hours(text)
    if key in CHOICES and text not in CHOICES[key]:
        raise BadInput(f"“{text[:20]}” is not one of these.", f"Use {', '.join(CHOICES[key])}.")
    return text


def read_draft(draft: Draft, today: dt.date, calendar: FiscalCalendar) -> ReadDraft:
    """Read all fields of a draft; what cannot be read is left out and named as a problem."""
    problems: dict[str, str] = {}
    fields = _fields(draft.fields, today, calendar, problems)
    measures = [
        read_measure(measure, f"measures.{at}", problems)
        for at, measure in enumerate(draft.measures)
        if _said(measure)
    ]
    guardrail = (fields.get("guardrail") or "").strip()
    if guardrail:
        measures.append(MeasureSketch(name=guardrail, role="guardrail"))
    milestones = [
        found
        for at, milestone in enumerate(draft.milestones or [])
        if (found := _milestone(milestone, f"milestones.{at}", today, calendar, problems))
    ]
    sketch = Sketch(
        title=draft.title,
        method=fields.get("method") or "smart",
        why=fields.get("why") or "",
        start=fields.get("start") or today,
        due=fields.get("due"),
        review_on=fields.get("review_on"),
        next_action=fields.get("next_action") or "",
        measures=measures,
        milestones=sorted(milestones, key=lambda m: m.due),
        theme=fields.get("theme"),
        priority=fields.get("priority"),
        no_theme_reason=fields.get("no_theme_reason") or "",
        dependencies={key: fields.get(key) or "" for key in QUESTIONS},
        hours_week=fields.get("hours_week"),
    )
    return ReadDraft(sketch, problems)


def _fields(
    texts: Mapping[str, str], today: dt.date, calendar: FiscalCalendar, problems: dict[str, str]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, text in texts.items():
        try:
            found[key] = read(key, text, today, calendar)
        except BadInput as error:
            problems[key] = str(error)
    return found


def _said(measure: MeasureDraft) -> bool:
    return any(
        text.strip()
        for text in (measure.name, measure.baseline, measure.target, measure.definition)
    )


def read_measure(
    measure: MeasureDraft, place: str = "", problems: dict[str, str] | None = None
) -> MeasureSketch:
    """Read a typed measure; its unit may stand behind either number.

    What cannot be read is named in `problems` under `place`; without them it is a BadInput.
    """
    numbers: dict[str, float | None] = {}
    unit = measure.unit.strip()
    for key in AMOUNTS:
        text = getattr(measure, key).strip()
        try:
            amount = parse_amount(text) if text else None
        except BadInput as error:
            if problems is None:
                raise
            problems[f"{place}.{key}"] = str(error)
            amount = None
        numbers[key] = amount.value if amount else None
        unit = unit or (amount.unit or "" if amount else "")
    role = measure.role if measure.role in CHOICES["role"] else "lagging"
    low, high = _band(role, numbers["baseline"], numbers["target"])
    return MeasureSketch(
        name=measure.name.strip(),
        definition=measure.definition.strip(),
        source=measure.source.strip(),
        baseline=numbers["baseline"],
        target=numbers["target"],
        unit=unit,
        role=role,  # type: ignore[arg-type]
        low=low,
        high=high,
    )


def _band(
    role: str, baseline: float | None, target: float | None
) -> tuple[float | None, float | None]:
    """Return the band of a guardrail: from today's value to its limit, open on the good side."""
    if role != "guardrail" or target is None:
        return None, None
    if baseline is None or target >= baseline:
        return None, target
    return target, None


def _milestone(
    milestone: MilestoneDraft,
    place: str,
    today: dt.date,
    calendar: FiscalCalendar,
    problems: dict[str, str],
) -> MilestoneSketch | None:
    if not milestone.title.strip() and not milestone.due.strip():
        return None
    if not milestone.title.strip():
        problems[f"{place}.title"] = "The milestone has no title. Say what will be there."
    try:
        due = read("due", milestone.due, today, calendar)
        target = read("target", milestone.target, today, calendar)
    except BadInput as error:
        problems[f"{place}.due"] = str(error)
        return None
    if due is None:
        problems[f"{place}.due"] = "The milestone has no date. Write it like 30 Jun 2027 or Q3."
        return None
    return MilestoneSketch(title=milestone.title.strip(), due=due, target=target)


def _hours(text: str) -> float:
    bare = text.lower().removesuffix("a week").strip().removesuffix("hours").removesuffix("h")
    hours = parse_amount(bare).value
    if not 0 < hours <= 100:
        raise BadInput(f"{hours:g} hours a week are not possible.", "Write a number such as 3.")
    return hours
