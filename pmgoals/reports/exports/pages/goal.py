"""The page of a goal: what was promised, its measures and steps, what was said, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.model.amounts import say_amount, say_grade, say_number
from pmgoals.model.calendar import say_date
from pmgoals.model.measure import Measure, say_band
from pmgoals.model.milestone import Milestone
from pmgoals.reports.documents.markdown import heading, items, joined, plain, table
from pmgoals.reports.documents.quarter import DECIDED
from pmgoals.reports.exports.pages.mark import marked
from pmgoals.reports.exports.pages.names import Names, link
from pmgoals.smart.statement import said_beside

if TYPE_CHECKING:
    from pmgoals.model.checkin import Checkin
    from pmgoals.model.goal import Goal
    from pmgoals.model.plan import Plan
    from pmgoals.services.planner import Planner

FIELDS = (
    ("Why", "why"), ("Problem", "problem"), ("People", "people"), ("Resources", "resources"),
    ("Promised elsewhere", "promised_elsewhere"), ("Must ship first", "must_ship_first"),
    ("Shared system", "shared_system"), ("Obstacle", "obstacle"), ("Ethics", "ethics"),
    ("Next action", "next_action"), ("Serves no theme", "no_theme_reason"),
)  # fmt: skip
"""Texts of a goal with their labels."""


def goal_page(planner: Planner, goal: Goal, names: Names) -> str:
    """Return a goal with all that hangs on it."""
    plan = planner.plan
    parts = [
        heading(goal.title, 1),
        plain(said_beside(goal, plan)),
        items(_facts(plan, goal, names)),
        items(_fields(goal)),
        *_measures(plan, goal),
        *_section("Milestones", _milestones(plan, goal)),
        *_section("If-then plans", items(
            f"If {plain(each.cue)}, then {plain(each.response)}"
            for each in plan.if_then_of(goal.id)
        )),
        *_section("Check-ins", items(map(_checkin, reversed(plan.checkins_of(goal.id))))),
        *_section("Changes", items(_changes(plan, goal))),
        *_section("Evidence", items(
            f"{say_date(each.on)}: {plain(each.title)}"
            for each in plan.evidence if each.goal == goal.id
        )),
        *_section("Learning", items(
            f"{say_date(each.on)}: {plain(each.title)}"
            for each in plan.learning if each.goal == goal.id
        )),
    ]  # fmt: skip
    return marked(f"goal {goal.id}", joined(parts))


def _fields(goal: Goal) -> Iterator[str]:
    """Yield the texts of a goal that say something."""
    for label, name in FIELDS:
        if text := getattr(goal, name):
            yield f"**{label}.** {plain(text)}"


def _section(title: str, text: str) -> list[str]:
    return [heading(title), text] if text else []


def _facts(plan: Plan, goal: Goal, names: Names) -> Iterator[str]:
    """Yield where a goal stands in its life and among others."""
    here = names[goal.id]
    due = say_date(goal.due) if goal.due else "no day"
    first = f", first {say_date(goal.original_due)}" if goal.original_due else ""
    yield f"{say_date(goal.start)} to {due}{first}"
    yield f"{goal.method}, {goal.kind}, {goal.commitment}, {goal.state}"
    if goal.closed_on:
        became = DECIDED[goal.decision] if goal.decision else "ended"
        grade = say_grade(goal.grade)
        yield f"Closed on {say_date(goal.closed_on)}: {became}{f', grade {grade}' if grade else ''}"
    if goal.closing_note:
        yield f"Learned: {plain(goal.closing_note)}"
    if goal.theme in plan.themes:
        yield f"Serves: {plain(plan.themes[goal.theme].title)}"
    for label, other in (("Part of", goal.parent), ("Goes on from", goal.continues)):
        if other in plan.goals:
            yield f"{label}: {link(plain(plan.goals[other].title), names[other], here)}"
    for below in plan.goals_below(goal.id):
        yield f"Has below it: {link(plain(below.title), names[below.id], here)}"
    if goal.hours_week:
        yield f"{say_number(goal.hours_week)} hours a week"
    if goal.tags:
        yield f"Tags: {plain(', '.join(goal.tags))}"
    for kept in goal.overrides:
        yield f"Kept {plain(kept.rule)}: {plain(kept.reason)}"


def _measures(plan: Plan, goal: Goal) -> list[str]:
    """Return the measures as a table, and under it the readings of each."""
    measures = plan.measures_of(goal.id)
    if not measures:
        return []
    heads = ["Measure", "Role", "From", "To", "Source"]
    rows = [[plain(m.name), m.role, _ends(m)[0], _ends(m)[1], plain(m.source)] for m in measures]
    parts = [heading("Measures"), table(heads, rows, texts=["Role", "Source"])]
    for measure in measures:
        readings = plan.readings_of(measure.id)
        parts.append(heading(f"Readings of {measure.name}", 3))
        parts.append(plain(measure.definition))
        taken = [
            [say_date(r.on), plain(say_amount(r.value, measure.unit)), plain(r.note)]
            for r in readings
        ]
        parts.append(table(["Day", "Value", "Note"], taken, texts=["Note"]) if taken else "None.")
    return parts


def _ends(measure: Measure) -> tuple[str, str]:
    """Return where a measure comes from and where it is to be, its first target beside it."""
    unit = measure.unit
    start = "" if measure.baseline is None else say_amount(measure.baseline, unit)
    end = "" if measure.target is None else say_amount(measure.target, unit)
    if measure.role == "guardrail" or measure.direction == "maintain":
        end = say_band(measure) or end
    if measure.original_target is not None:
        end += f" (first {say_amount(measure.original_target, unit)})"
    return plain(start), plain(end)


def _milestones(plan: Plan, goal: Goal) -> str:
    milestones = plan.milestones_of(goal.id)
    known = plan.alive(Milestone)
    unit = plan.unit_of(goal.id)
    rows = []
    for each in milestones:
        first = f" (first {say_date(each.original_due)})" if each.original_due else ""
        after = [(known.get(i) or plan.goals.get(i)) for i in each.depends_on]
        rows.append(
            [
                plain(each.title),
                say_date(each.due) + first,
                f"done {say_date(each.done_on)}" if each.done_on else "open",
                "" if each.target is None else plain(say_amount(each.target, unit)),
                "" if each.effort is None else f"{say_number(each.effort)} h",
                plain(each.deliverable),
                plain(", ".join(record.title for record in after if record)),
            ]
        )
    heads = ["Milestone", "Due", "State", "Target", "Effort", "Deliverable", "Comes after"]
    texts = ["Due", "State", "Deliverable", "Comes after"]
    return table(heads, rows, texts=texts) if rows else ""


def _checkin(checkin: Checkin) -> str:
    """Return a week's word on the goal in one line."""
    stuck = {kind.key: kind.label for kind in knowledge.blocker_types()}
    said = [
        f"confidence {checkin.confidence}" if checkin.confidence is not None else "",
        plain(checkin.note),
        f"stuck: {plain(stuck.get(checkin.blocker, checkin.blocker))}" if checkin.blocker else "",
        f"obstacle: {plain(checkin.obstacle)}" if checkin.obstacle else "",
        f"next: {plain(checkin.next_action)}" if checkin.next_action else "",
    ]
    return f"{checkin.week}: {'; '.join(filter(None, said)) or 'nothing said'}"


def _changes(plan: Plan, goal: Goal) -> Iterator[str]:
    """Yield what was changed of what the goal promised, the latest first."""
    for entry in reversed(plan.ledger_of(goal.id)):
        reason = f" ({plain(entry.reason)})" if entry.reason else ""
        eased = ", eased" if entry.eased else ""
        yield (
            f"{say_date(entry.on)}: {plain(entry.field)} from {plain(entry.before) or 'nothing'} "
            f"to {plain(entry.after) or 'nothing'}{eased}{reason}"
        )
