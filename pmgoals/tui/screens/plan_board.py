"""What the plan's board draws: a column's heading and rows, and one milestone in full."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmgoals.inert import inert_lines
from pmgoals.model.amounts import say_amount, say_number
from pmgoals.model.calendar import say_date
from pmgoals.model.dependencies import followers
from pmgoals.model.goal import Goal
from pmgoals.model.milestone import Milestone
from pmgoals.services.board import Column, Ending, Step
from pmgoals.services.capacity import Capacity
from pmgoals.services.consequences import Consequences
from pmgoals.tui.spans import Line, Span, fit, said, width_of, wrap
from pmgoals.tui.widgets.lines import Build, Row

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

SIGNS = {"done": ("✓", "v"), "open": ("◇", "o"), "late": ("◇", "o"), "goal": ("◎", "@")}
"""Sign and ASCII sign of each state."""

TITLE_LINES = 2
"""Lines a title takes on the board at most."""


# ---- a column ----


def heading(column: Column) -> Build:
    """Return a quarter's name with what is done in it, its days, and the hours it takes."""

    def build(width: int) -> list[Line]:
        done = sum(step.done_on is not None for step in column.milestones)
        count = f" · {done} of {len(column.milestones)} done" if column.milestones else ""
        now = " · now" if column.present else ""
        days = f"{_short(column.start)} to {say_date(column.end)}"
        line = [Span(column.name, "title"), Span(count), Span(now, "mark")]
        return [line, [Span(fit(days, width), "muted")], _hours(column.capacity, width)]

    return build


def _hours(hours: Capacity, width: int) -> Line:
    """Return the hours of a quarter, and the first of the weeks that promise too much."""
    if not hours.promised:
        return []
    said_hours = f"{say_number(round(hours.promised))} of {say_number(round(hours.available))} h"
    if not hours.overfull:
        return [Span(said_hours, "muted")]
    weeks = [week.week[-3:] for week in hours.overfull]
    over = f", over in {weeks[0]}" if len(weeks) == 1 else f", {len(weeks)} weeks over"
    return [Span(fit(said_hours + over, width), "warn")]


def rows(column: Column, today: dt.date, ascii_only: bool, nothing: str) -> list[Row]:
    """Return a quarter's milestones, then the goals that end in it; `nothing` when it is empty."""
    found = [Row(step.id, _step(step, today, ascii_only)) for step in column.milestones]
    found += [Row("", _ending(goal, ascii_only)) for goal in column.goals_due]
    if not column.milestones:
        found.insert(0, Row("", lambda width: wrap(nothing, width, "muted")))
    return found


def _step(step: Step, today: dt.date, ascii_only: bool) -> Build:
    state = "done" if step.done_on else "late" if step.late else "open"
    sign = SIGNS[state][ascii_only]
    tone = {"done": "good", "late": "warn", "open": "accent"}[state]

    def build(width: int) -> list[Line]:
        words = said(step.title).text
        title = ["".join(span.text for span in line) for line in wrap(words, width - 2)]
        if len(title) > TITLE_LINES:
            rest = " ".join(title[TITLE_LINES - 1 :])
            title = [*title[: TITLE_LINES - 1], fit(rest, width - 2).rstrip()]
        quiet = "muted" if step.done_on else ""
        lines = [[Span("  "), Span(text, quiet)] for text in title]
        lines[0][0] = Span(f"{sign} ", tone)
        return [*lines, _when(step, state, today, width)]

    return build


def _when(step: Step, state: str, today: dt.date, width: int) -> Line:
    """Return the day, whether it is late, and the goal."""
    day = f"done {_short(step.done_on)}" if step.done_on else _short(step.due)
    line = [Span(f"  {day}", "muted")]
    if state == "late":
        line = [Span(f"  {day}, {(today - step.due).days} d late", "warn")]
    room = width - width_of(line) - 3
    goal = said(step.goal_title).text
    return [*line, Span(f" · {fit(goal, room).rstrip()}", "muted")] if room > 3 else line


def _ending(goal: Ending, ascii_only: bool) -> Build:
    sign = SIGNS["goal"][ascii_only]

    def build(width: int) -> list[Line]:
        day = f" ends {_short(goal.due)}"
        title = fit(said(goal.title).text, max(4, width - 2 - len(day))).rstrip()
        return [[Span(f"{sign} ", "accent"), Span(title), Span(day, "muted")]]

    return build


def _short(day: dt.date) -> str:
    return say_date(day)[:-5]


# ---- one milestone ----


def detail(planner: Planner, milestone: Milestone | None, bare: Sequence[Goal]) -> Build:
    """Return one milestone in full, and the goals that have none."""

    def build(width: int) -> list[Line]:
        lines = _facts(planner, milestone, width) if milestone else []
        return [*lines, *_bare(bare, width)]

    return build


def moving(milestone: Milestone, does: Consequences) -> Build:
    """Return what letting a milestone go does, while the mouse holds it."""

    def build(width: int) -> list[Line]:
        first, *rest = does.say()
        lines = _titled(said(milestone.title).text, first, width)
        return [*lines, *([Span(fit(inert_lines(line), width), "muted")] for line in rest)]

    return build


def _facts(planner: Planner, milestone: Milestone, width: int) -> list[Line]:
    goal = planner.plan.goals.get(milestone.goal)
    state = f"done {say_date(milestone.done_on)}" if milestone.done_on else "open"
    facts = [f"by {say_date(milestone.due)}", state]
    if milestone.target is not None:
        main = planner.plan.main_measure_of(milestone.goal)
        unit = main.unit if main else ""
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
            done = "done" if step.done_on else f"open, {_short(step.due)}"
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
    """Return the milestones that could come before one to choose from, those that do at the top."""
    steps = sorted(planner.plan.alive(Milestone).values(), key=lambda m: m.due)
    linked = [m for m in steps if m.id in milestone.depends_on]
    others = [m for m in steps if m.id != milestone.id and m not in linked]
    return [
        *((m.id, m.title, "linked; Enter unlinks it") for m in linked),
        *((m.id, m.title, say_date(m.due)) for m in others),
    ]
