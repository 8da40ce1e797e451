"""A goal on one page: what it is for, where it stands, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pmgoals.analytics.course import Course, course
from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure, say_band
from pmgoals.model.shared import INDEX, WAY
from pmgoals.reports.documents.goal_lines import in_the_way
from pmgoals.reports.documents.markdown import heading, items, plain, table
from pmgoals.services.periods import GoalThen, look_back

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

QUESTIONS = (
    ("resources", "Shared resources"),
    ("promised_elsewhere", "Promised elsewhere"),
    ("must_ship_first", "What must ship first"),
    ("shared_system", "Shared systems"),
)
"""The four questions on dependencies, in the order they are asked."""


def one_pager(planner: Planner, goal: Goal) -> list[str | Course]:
    """Return a goal's page: Markdown, and the chart of its main measure where there is one."""
    plan, today = planner.plan, planner.today
    until = max(today, goal.start)
    facts = look_back(planner, plan, goal.title, goal.start, until)
    then = next((t for t in facts.goals if t.goal.id == goal.id), None)
    due = f", due {say_date(goal.due)}" if goal.due else ""
    status = then.status if then else goal.state
    blocks: list[str | Course] = [
        heading(goal.title, 1),
        f"**{status.capitalize()}**{due}. As of {say_date(today)}.",
        plain(goal.why),
    ]
    if goal.problem:
        blocks += [heading("The problem"), plain(goal.problem)]
    measures = plan.measures_of(goal.id)
    if measures:
        blocks += [heading("Results"), _measures(planner, measures)]
        main = plan.main_measure_of(goal.id)
        drawn = _drawn(planner, goal, main) if main else None
        if drawn is not None and drawn.is_drawn:
            blocks.append(drawn)
    steps = [
        [
            plain(m.title),
            say_date(m.due),
            "done" if m.done_on else "late" if m.is_late(today) else "open",
        ]
        for m in plan.milestones_of(goal.id)
    ]
    if steps:
        blocks += [
            heading("Milestones"),
            table(["Milestone", "Due", "Stands"], steps, texts=["Due", "Stands"]),
        ]
    return [*blocks, *_rest(goal, then)]


def _drawn(planner: Planner, goal: Goal, main: Measure) -> Course:
    """Return the course of a measure as it is told, its chance that of its true numbers."""
    plan, today = planner.plan, planner.today
    drawn = course(main, goal, plan, today)
    name, unit = _named(drawn.name, drawn.unit)
    drawn = replace(drawn, name=name, unit=unit)
    if not plan.tells_way(goal.id):
        return replace(drawn, fan=[], chance=None)
    if main.unit not in (WAY, INDEX):
        return drawn
    true = plan.whole.alive(Measure)[main.id]
    return replace(drawn, chance=course(true, plan.whole.goals[goal.id], plan.whole, today).chance)


def _named(name: str, unit: str) -> tuple[str, str]:
    """Return a measure's name and unit; how it is told stands by its name."""
    if unit == WAY:
        return f"{name} (way covered)", "%"
    return (f"{name} (index)", "") if unit == INDEX else (name, unit)


def _measures(planner: Planner, measures: list[Measure]) -> str:
    rows = []
    for told in measures:
        name, unit = _named(told.name, told.unit)
        measure = replace(told, name=name, unit=unit)
        readings = planner.plan.readings_of(measure.id, planner.today)
        now = say_amount(readings[-1].value, measure.unit) if readings else "-"
        start = "-" if measure.baseline is None else say_amount(measure.baseline, measure.unit)
        end = say_band(measure) if measure.role == "guardrail" else ""
        if not end:
            end = "-" if measure.target is None else say_amount(measure.target, measure.unit)
        rows.append([plain(measure.name), plain(start), plain(now), plain(end)])
    return table(["Measure", "Start", "Now", "Target"], rows)


def _rest(goal: Goal, then: GoalThen | None) -> list[str]:
    parts = []
    needs = [
        f"{name}: {plain(getattr(goal, key))}" for key, name in QUESTIONS if getattr(goal, key)
    ]
    if needs:
        parts += [heading("What it depends on"), items(needs)]
    if then and goal.state == "active" and (reasons := in_the_way(then)):
        parts += [heading("In the way"), items(reasons)]
    action = then.next_action if then else goal.next_action
    if action and goal.state != "closed":
        parts += [heading("Next"), plain(action)]
    if goal.closing_note:
        parts += [heading("What was learned"), plain(goal.closing_note)]
    return parts
