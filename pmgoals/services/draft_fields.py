"""What each field of a draft takes, and what is wrong with what was typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec

from pmgoals.errors import BadInput
from pmgoals.model.amounts import parse_amount, shown
from pmgoals.model.calendar import FiscalCalendar
from pmgoals.model.dates import understand_day
from pmgoals.model.draft import Draft, MeasureDraft, MilestoneDraft
from pmgoals.model.measure import band_of
from pmgoals.services.measure_fields import AMOUNTS, CHOICES, read_choice, read_measure
from pmgoals.smart.prefill import Filled, fill
from pmgoals.smart.reading import LONGEST, Wording, parse
from pmgoals.smart.reading_words import headline
from pmgoals.smart.sketch import QUESTIONS, MeasureSketch, MilestoneSketch, Sketch

DATES = ("start", "due", "review_on", "turns_on")
"""Fields that take a day."""


class ReadDraft(msgspec.Struct, frozen=True):
    """A draft with its fields read."""

    sketch: Sketch
    """What was understood."""
    problems: dict[str, str]
    """What is wrong, by field key (`measures.0.target`, `milestones.2.due`)."""
    filled: Filled
    """The draft with what its first line says filled in."""


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
    return read_choice(key, text) if key in CHOICES else text


def read_draft(typed: Draft, today: dt.date, calendar: FiscalCalendar) -> ReadDraft:
    """Read all fields of a draft, and its first line where they are empty.

    What cannot be read is left out and named as a problem.
    """
    filled = fill(typed, today, calendar)
    draft = filled.draft
    problems: dict[str, str] = {}
    fields = _fields(draft.fields, today, calendar, problems)
    measures = [
        read_measure(measure, f"measures.{at}", problems, at)
        for at, measure in enumerate(draft.measures)
        if _said(measure)
    ]
    guardrail = (fields.get("guardrail") or "").strip()
    if guardrail:
        measures.append(_guardrail(guardrail, today, calendar))
    milestones = [
        found
        for at, milestone in enumerate(draft.milestones or [])
        if (found := _milestone(milestone, f"milestones.{at}", today, calendar, problems))
    ]
    sketch = Sketch(
        title=_title(draft, filled.wording),
        named=bool(draft.goal is None and draft.line.strip() and draft.fields.get("title")),
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
        parent=fields.get("parent"),
        no_theme_reason=fields.get("no_theme_reason") or "",
        dependencies={key: fields.get(key) or "" for key in QUESTIONS},
        hours_week=fields.get("hours_week"),
        wording=filled.wording,
        commitment=fields.get("stretch") or "committed",
        ethics=fields.get("ethics") or "",
        competency=fields.get("competency") or "",
        kind=fields.get("kind") or CHOICES["kind"][0],
        done_before={"yes": True, "no": False}.get(fields.get("done_before") or ""),
        turns_on=fields.get("turns_on"),
        curve=fields.get("curve") or CHOICES["curve"][0],
    )
    return ReadDraft(sketch, problems, filled)


def _title(draft: Draft, wording: Wording) -> str:
    """Return the title that was typed, else the first line without the deadline at its end.

    The line of a committed goal is its title, to the letter.
    """
    if draft.goal is not None:
        return draft.line.strip()
    if draft.fields.get("title") or len(draft.line) > LONGEST:
        return draft.title
    return headline(wording)


def _guardrail(text: str, today: dt.date, calendar: FiscalCalendar) -> MeasureSketch:
    """Return what must not suffer, with its limit: `tickets per account stay under 0.4`."""
    seen = parse(text, today, calendar).reading
    if not seen.metric or seen.target is None:
        return MeasureSketch(name=text, role="guardrail", row=-1)
    low, high = band_of("guardrail", seen.baseline, seen.target)
    if seen.bound == "floor":
        low, high = seen.target, None
    unit = "" if seen.unit in (None, "count", "ratio") else seen.unit
    return MeasureSketch(
        name=seen.metric,
        baseline=seen.baseline,
        target=seen.target,
        unit=unit,
        role="guardrail",
        low=low,
        high=high,
        row=-1,
    )


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
    texts = {"due": milestone.due, "target": milestone.target}
    unread: dict[str, str] = {}
    found = _fields(texts, today, calendar, unread)
    problems |= {f"{place}.{key}": problem for key, problem in unread.items()}
    due = found.get("due")
    if due is None:
        missing = "The milestone has no date. Write it like 30 Jun 2027 or Q3."
        problems.setdefault(f"{place}.due", missing)
        return None
    return MilestoneSketch(
        title=milestone.title.strip(), due=due, target=found.get("target"), id=milestone.id
    )


def _hours(text: str) -> float:
    bare = text.lower().removesuffix("a week").strip().removesuffix("hours").removesuffix("h")
    amount = parse_amount(bare)
    hours = amount.value
    if amount.unit not in (None, "hours"):
        raise BadInput(f"{shown(text)} is not in hours a week.", "Write a number such as 3.")
    if not 0 < hours <= 100:
        raise BadInput(f"{hours:g} hours a week are not possible.", "Write a number such as 3.")
    return hours
