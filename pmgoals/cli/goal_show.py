"""`pmgoals goal show`: everything about one goal."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from typing import Any

from pmgoals.analytics.progress import guardrail_broken, speed
from pmgoals.cli.goal import goal_document
from pmgoals.cli.names import shorts
from pmgoals.cli.numbers import share
from pmgoals.cli.output import Cell, Output, Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.cli.today import confidence, status
from pmgoals.model.amounts import say_amount, say_number
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure, Reading, say_band
from pmgoals.model.plan import Plan
from pmgoals.services.cooling import say_waiting
from pmgoals.services.standing import say_rehearsed, say_speed
from pmgoals.services.today import Outlook, row
from pmgoals.smart.statement import said_beside

FIELDS = (
    ("Why", "why"), ("Problem", "problem"), ("People", "people"), ("Resources", "resources"),
    ("Promised", "promised_elsewhere"), ("Ships first", "must_ship_first"),
    ("Shared system", "shared_system"), ("Obstacle", "obstacle"), ("Ethics", "ethics"),
    ("Next", "next_action"), ("No theme", "no_theme_reason"), ("Learned", "closing_note"),
)  # fmt: skip
"""Texts of a goal with their labels."""


def goal_show(parser: Parser) -> Run:
    """Declare `goal show`."""
    parser.reading()
    parser.add_argument("goal", metavar="GOAL", help="id, start of the id, or part of the title")
    return _show


def _show(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    goal = planner.goals.get(args.goal)
    if args.json:
        out.json(_document(goal, session))
        return
    stand, plan = row(planner, goal), planner.plan
    out.prose(goal.title, "head")
    if beside := said_beside(goal, plan):
        out.prose(beside)
    due = say_date(goal.due) if goal.due else "no date"
    moved = f" (first {say_date(goal.original_due)})" if goal.original_due else ""
    out.field("Id", goal.id)
    expected = f", {share(stand.expected)} expected" if stand.expected is not None else ""
    way = f" · {share(stand.progress)} of the way{expected}" if stand.progress is not None else ""
    out.say(Styled(f"{'Status':<14}", "dim"), status(stand.status), way)
    out.field("Dates", f"{say_date(goal.start)} to {due}{moved}")
    out.field("Kind", f"{goal.method}, {goal.kind}, {goal.commitment}")
    if stand.forecast is not None:
        out.field("Forecast", _landing(stand.forecast))
    if stand.confidence is not None:
        out.field("Confidence", confidence(stand))
    if goal.theme in plan.themes:
        out.field("Theme", plan.themes[goal.theme].title)
    if goal.parent in plan.goals:
        out.field("Part of", plan.goals[goal.parent].title)
    if goal.weight != 1:
        out.field("Weight", f"{say_number(goal.weight)} in its theme")
    for label, day in (("Look again", goal.review_on), ("Target from", goal.turns_on)):
        if day is not None:
            out.field(label, say_date(day))
    for kept in goal.overrides:
        out.field(f"Kept {kept.rule}", kept.reason)
    for label, name in FIELDS:
        if text := getattr(goal, name):
            out.field(label, text)
    if goal.grade is not None:
        out.field("Grade", f"{goal.grade:.1f}")
    for text in say_waiting(planner, goal.id):
        out.field("Slept over", text)
    _parts(out, goal, plan, planner.today)
    _below(out, goal, session)


def _landing(outlook: Outlook) -> str:
    """Return the chance to reach the target, and where eight landings in ten lie."""
    low, high = (say_amount(value, outlook.unit) for value in (outlook.low, outlook.high))
    chance = f"{share(outlook.chance)} chance to reach it"
    return f"{chance}; {outlook.measure} likely (8 in 10) lands from {low} to {high}"


def _parts(out: Output, goal: Goal, plan: Plan, today: dt.date) -> None:
    """Print what hangs on a goal."""
    if measures := plan.measures_of(goal.id):
        out.say(Styled("Measures", "head"))
        short = shorts(plan.alive(Measure).values())
        rows = [(short[m.id], *measure_cells(m, plan.readings_of(m.id))) for m in measures]
        out.table(rows, flex=1, indent="  ")
        for measure in measures if goal.due and goal.state == "active" else ():
            readings = plan.readings_of(measure.id)
            if found := speed(measure, readings, goal.start, goal.due or today, today):
                said = f"{measure.name} {say_speed(found, measure.unit)}."
                out.prose(said, indent="  ")
    if milestones := plan.milestones_of(goal.id):
        out.say(Styled("Milestones", "head"))
        short = shorts(milestones)
        steps: list[tuple[Cell, ...]] = [
            (
                short[m.id],
                say_date(m.due),
                Styled("done", "done")
                if m.done_on
                else Styled("late", "watch")
                if m.is_late(today)
                else "open",
                "" if m.target is None else say_amount(m.target, plan.unit_of(goal.id)),
                "" if m.effort is None else f"{say_number(m.effort)} h",
                m.title,
            )
            for m in milestones
        ]
        out.table(steps, right={1, 3, 4}, flex=5, indent="  ")
    for if_then in plan.if_then_of(goal.id):
        became = say_rehearsed(plan.checkins_of(goal.id), if_then.id)
        kept = f" ({became})" if became else ""
        out.field("If-then", f"If {if_then.cue}, then {if_then.response}{kept}")
    if checkins := plan.checkins_of(goal.id):
        out.say(Styled("Check-ins", "head"))
        words = [(c.week, _number(c.confidence), c.note, c.next_action) for c in checkins[-4:]]
        out.table(words, right={1}, flex=(2, 3), indent="  ")


def _below(out: Output, goal: Goal, session: Session) -> None:
    """Print the goals that are part of this one."""
    below = session.planner.plan.goals_below(goal.id)
    if below:
        out.say(Styled("Goals below", "head"))
        seen = [row(session.planner, child) for child in below]
        rows = [(status(r.status), share(r.progress), r.title, r.id[:6]) for r in seen]
        out.table(rows, right={1}, flex=2, indent="  ")


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def measure_cells(measure: Measure, readings: list[Reading]) -> tuple[str, str, str, str]:
    """Return a measure's name, way, latest reading and role."""
    unit = measure.unit
    ends = [
        "?" if value is None else say_amount(value, unit)
        for value in (measure.baseline, measure.target)
    ]
    last = readings[-1] if readings else None
    now = f"{say_amount(last.value, unit)} on {say_date(last.on)}" if last else "no reading yet"
    role = measure.role + (", broken" if guardrail_broken(measure, readings) else "")
    held = measure.role == "guardrail" or measure.direction == "maintain"
    band = say_band(measure) if held else ""
    return measure.name, band or f"{ends[0]} to {ends[1]}", now, role


def _document(goal: Goal, session: Session) -> dict[str, Any]:
    plan = session.planner.plan
    measures = [
        document(measure, readings=document(plan.readings_of(measure.id)))
        for measure in plan.measures_of(goal.id)
    ]
    found: dict[str, Any] = goal_document(goal, session)
    return found | {
        "measures": measures,
        "milestones": document(plan.milestones_of(goal.id)),
        "if_then": document(plan.if_then_of(goal.id)),
        "checkins": document(plan.checkins_of(goal.id)),
        "ledger": document(plan.ledger_of(goal.id)),
    }
