"""A committed goal taken into the wizard again, and what was changed there brought home."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from pmgoals.model.amounts import say_plain
from pmgoals.model.calendar import FiscalCalendar, say_date
from pmgoals.model.draft import HOLD, Draft, MeasureDraft, MilestoneDraft
from pmgoals.model.goal import Goal, IfThen
from pmgoals.model.measure import Measure
from pmgoals.model.milestone import Milestone
from pmgoals.model.plan import Plan
from pmgoals.services.goals import change_goal
from pmgoals.services.measures import change_measure, drop_measure
from pmgoals.services.milestone_promises import moved, record_changes
from pmgoals.smart.prefill import fill
from pmgoals.smart.sketch import MeasureSketch, Sketch
from pmgoals.storage.store import Transaction

TEXTS = (
    "why",
    "problem",
    "people",
    "resources",
    "promised_elsewhere",
    "must_ship_first",
    "shared_system",
    "obstacle",
    "no_theme_reason",
    "competency",
    "ethics",
    "next_action",
)
"""Fields that a goal keeps as they were typed."""

LINKS = ("priority", "theme", "parent")
"""Fields that hold the id of another record."""

DAYS = ("start", "due", "review_on", "turns_on")
"""Fields that hold a day."""

MEASURED = ("name", "definition", "source", "unit", "baseline", "target", "role", "low", "high")
"""Fields of a measure that the wizard asks."""


def draft_of(
    goal: Goal, plan: Plan, draft_id: str, now: dt.datetime, calendar: FiscalCalendar
) -> Draft:
    """Return a committed goal as a draft to change.

    What its title says and its fields do not is put aside: it was decided at the commit.
    """
    fields = {key: getattr(goal, key) for key in TEXTS}
    fields |= {key: getattr(goal, key) or "" for key in LINKS}
    fields |= {key: say_date(day) for key in DAYS if (day := getattr(goal, key)) is not None}
    fields |= {"method": goal.method, "kind": goal.kind}
    fields["stretch"] = goal.commitment
    if goal.hours_week is not None:
        fields["hours_week"] = say_plain(goal.hours_week)
    plans = plan.if_then_of(goal.id)
    if plans:
        fields |= {"cue": plans[0].cue, "response": plans[0].response}
    draft = Draft(
        id=draft_id,
        started=now,
        updated=now,
        step="specific",
        line=goal.title,
        fields={key: text for key, text in fields.items() if text},
        measures=[_measure_draft(measure) for measure in plan.measures_of(goal.id)],
        milestones=[
            MilestoneDraft(
                m.title, say_date(m.due), "" if m.target is None else say_plain(m.target), m.id
            )
            for m in plan.milestones_of(goal.id)
        ],
        overrides={kept.rule: kept.reason for kept in goal.overrides},
        goal=goal.id,
        privacy=goal.privacy,
    )
    return msgspec.structs.replace(draft, refused=sorted(fill(draft, goal.start, calendar).read))


def _measure_draft(measure: Measure) -> MeasureDraft:
    return MeasureDraft(
        name=measure.name,
        definition=measure.definition,
        source=measure.source,
        baseline="" if measure.baseline is None else say_plain(measure.baseline),
        target="" if measure.target is None else say_plain(measure.target),
        unit=measure.unit,
        role=measure.role,
        way=HOLD if measure.direction == "maintain" else "",
        id=measure.id,
    )


def apply_draft(
    tx: Transaction,
    goal: Goal,
    sketch: Sketch,
    fields: dict[str, Any],
    reason: str,
    today: dt.date,
    if_then: tuple[str, str],
    known_if_then: tuple[str, str] | None,
) -> Goal:
    """Change a committed goal, its measures and milestones to what a draft says, in one step.

    `known_if_then` is the if-then plan that the draft began with, None when nobody remembers it.
    Wording, dates and targets go to the ledger. BadInput for an eased target or a later deadline
    without a reason.
    """
    changed = {name: value for name, value in fields.items() if getattr(goal, name) != value}
    kept = change_goal(tx, goal, today, reason, **changed) if changed else goal
    _apply_measures(tx, goal, sketch, reason, today)
    _apply_milestones(tx, goal, sketch, reason, today)
    _apply_if_then(tx, goal, if_then, known_if_then)
    return kept


def _apply_measures(
    tx: Transaction, goal: Goal, sketch: Sketch, reason: str, today: dt.date
) -> None:
    there = {measure.id: measure for measure in tx.plan.measures_of(goal.id)}
    for measure in sketch.measures:
        old = there.pop(measure.id, None)
        if old is None:
            add_measure(tx, goal, measure)
            continue
        wanted: dict[str, Any] = {name: getattr(measure, name) for name in MEASURED}
        wanted["name"] = measure.name or goal.title
        held = old.direction == "maintain"
        for edge in ("low", "high"):
            wanted.pop(edge)  # they follow the limit, or stay as they were set by hand
        given = {name: value for name, value in wanted.items() if getattr(old, name) != value}
        if held != measure.hold:
            given["hold"] = measure.hold
        if given:
            change_measure(tx, old, today, reason, **given)
    for gone in there.values():
        drop_measure(tx, gone, today, reason)


def _apply_milestones(
    tx: Transaction, goal: Goal, sketch: Sketch, reason: str, today: dt.date
) -> None:
    there = {step.id: step for step in tx.plan.milestones_of(goal.id)}
    for step in sketch.milestones:
        old = there.pop(step.id, None)
        if old is None:
            fields = msgspec.structs.asdict(step)
            fields.pop("id")
            tx.add(Milestone, goal=goal.id, **fields)
            continue
        given = {"title": step.title, "due": step.due, "target": step.target}
        then = moved(old, step.due, today)
        record_changes(tx, old, msgspec.structs.replace(then, **given), today, reason)
        tx.change(old, **given, original_due=then.original_due)
    for gone in there.values():
        tx.trash(gone)


def _apply_if_then(
    tx: Transaction, goal: Goal, typed: tuple[str, str], known: tuple[str, str] | None
) -> None:
    """Change the if-then plan that the draft began with; one made meanwhile stays beside it."""
    plans = tx.plan.if_then_of(goal.id)
    cue, response = typed
    if any((plan.cue, plan.response) == typed for plan in plans):
        return
    begun = (plan for plan in plans if known in (None, (plan.cue, plan.response)))
    mine = next(begun, None)
    if mine and cue and response:
        tx.change(mine, cue=cue, response=response)
    elif cue and response:
        tx.add(IfThen, goal=goal.id, cue=cue, response=response)
    elif mine and not (cue or response):
        tx.trash(mine)


def add_measure(tx: Transaction, goal: Goal, measure: MeasureSketch) -> Measure:
    """Add a measure as sketched; one without a name takes the goal's title."""
    fields = msgspec.structs.asdict(measure)
    fields.pop("id")
    fields.pop("hold")
    fields.pop("row")
    fields["name"] = measure.name or goal.title
    return tx.add(Measure, goal=goal.id, direction=measure.direction, **fields)
