"""One milestone of the plan in full, below the board and the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmgoals.analytics.moves import Consequences
from pmgoals.inert import inert_lines
from pmgoals.model.amounts import say_amount, say_number
from pmgoals.model.calendar import say_date, say_short_date
from pmgoals.model.dependencies import followers, waiting_on
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services.consequences import say
from pmgoals.tui.spans import Line, Span, fit, said, width_of
from pmgoals.tui.widgets.lines import Build

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan
    from pmgoals.services.planner import Planner


def detail(planner: Planner, milestone: Milestone | None, bare: Sequence[Goal]) -> Build:
    """Return one milestone in full, and the goals that have none."""

    def build(width: int) -> list[Line]:
        lines = _facts(planner, milestone, width) if milestone else []
        return [*lines, *_bare(bare, width)]

    return build


def moving(milestone: Milestone, does: Consequences) -> Build:
    """Return what letting a milestone go does, while the mouse holds it."""

    def build(width: int) -> list[Line]:
        first, *rest = say(does)
        lines = _titled(said(milestone.title).text, first, width)
        return [*lines, *([Span(fit(inert_lines(line), width), "muted")] for line in rest)]

    return build


def _facts(planner: Planner, milestone: Milestone, width: int) -> list[Line]:
    goal = planner.plan.goals.get(milestone.goal)
    state = f"done {say_date(milestone.done_on)}" if milestone.done_on else "open"
    facts = [f"by {say_date(milestone.due)}", state]
    if milestone.target is not None:
        unit = planner.plan.unit_of(milestone.goal)
        facts.append(f"then at {say_amount(milestone.target, unit)}")
    if milestone.effort is not None:
        facts.append(f"{say_number(milestone.effort)} h of work")
    if milestone.weight != 1.0:
        facts.append(f"weight {say_number(milestone.weight)}")
    lines = _titled(said(milestone.title).text, " · ".join(facts), width)
    named = [
        ("goal", said(goal.title).text if goal else ""),
        ("to show", said(milestone.deliverable).text),
        ("after", _names(planner, milestone.depends_on)),
        (
            "before",
            "; ".join(said(m.title).text for m in followers(milestone, planner.plan)),
        ),
    ]
    lines += [
        [Span(fit(f"{name}:", 9), "muted"), Span(fit(text, width - 9))]
        for name, text in named
        if text
    ]
    return lines


def _titled(title: str, facts: str, width: int) -> list[Line]:
    """Return title and facts, on one line when both fit."""
    head, tail = Span(title, "strong"), Span(facts, "muted")
    if width_of([head, tail]) + 3 <= width:
        return [[head, Span("   "), tail]]
    return [[Span(fit(title, width), "strong")], [Span(fit(facts, width), "muted")]]


def _names(planner: Planner, ids: Sequence[str]) -> str:
    """Return the milestones and goals that come first, with whether they are done."""
    plan, steps = planner.plan, planner.plan.alive(Milestone)
    names = []
    for own_id in ids:
        if step := steps.get(own_id):
            done = "done" if step.done_on else f"open, {say_short_date(step.due)}"
            names.append(f"{said(step.title).text} ({done})")
        elif goal := plan.goals.get(own_id):
            names.append(said(goal.title).text)
    return "; ".join(names)


def _bare(goals: Sequence[Goal], width: int) -> list[Line]:
    """Return a line that names the goals without milestones and the key that mends it."""
    if not goals:
        return []
    names = ", ".join(said(goal.title).text for goal in goals)
    lead, key = "No milestones yet: ", " · a adds one"
    room = width - len(lead) - len(key)
    return [[Span(lead, "warn"), Span(fit(names, max(8, room)).rstrip()), Span(key, "muted")]]


def firsts(planner: Planner, milestone: Milestone) -> list[tuple[str, str, str]]:
    """Return the milestones that could come before one to choose from.

    Those that do are at the top, then what is open by date, then what is done, latest first. Those
    of closed goals are over, and those that wait for it themselves cannot come before.
    """
    plan = planner.plan
    steps = sorted(plan.alive(Milestone).values(), key=lambda m: m.due)
    linked = [m for m in steps if m.id in milestone.depends_on]
    is_open = {goal.id for goal in plan.open_goals}
    never = waiting_on(milestone.id, plan) | {milestone.id, *milestone.depends_on}
    others = [m for m in steps if m.goal in is_open and m.id not in never]
    ahead = [m for m in others if m.is_open]
    done = [m for m in reversed(others) if not m.is_open]
    return [
        *((m.id, f"linked: {m.title}", "Enter unlinks it") for m in linked),
        *((m.id, f"{say_short_date(m.due):>6}  {m.title}", _goal_of(plan, m)) for m in ahead),
        *((m.id, f"{say_short_date(m.due):>6}  {m.title}", "done") for m in done),
    ]


def _goal_of(plan: Plan, milestone: Milestone) -> str:
    goal = plan.goals.get(milestone.goal)
    return goal.title if goal else ""
