"""Today: what needs me, and where I stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from pmgoals.model.calendar import say_date, say_short_date
from pmgoals.services.due import Due
from pmgoals.services.rituals.staged import Staged
from pmgoals.services.today import GoalRow, Today, look
from pmgoals.tui import glyphs
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.plan_screen import PlanScreen
from pmgoals.tui.screens.today_quarter import quarter
from pmgoals.tui.spans import Line, Span, fit, said, wrap
from pmgoals.tui.widgets.lines import Lines, Row, RowList


class TodayScreen(PlanScreen):
    """What needs me, and where I stand."""

    KEY = "today"
    ABOUT = "What needs a word from you, and where each goal stands today."
    CSS_PATH = "today.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("today")

    def __init__(self) -> None:
        super().__init__()
        self._due: dict[str, Due] = {}

    def compose_body(self) -> ComposeResult:
        """Two lists side by side, the quarter below."""
        with Horizontal(id="lists"):
            with Vertical(id="due-pane", classes="pane"):
                yield RowList(id="due", help_text="What needs you. Enter opens it.")
            with Vertical(id="goal-pane", classes="pane"):
                yield RowList(id="goals", help_text=GOALS_HELP)
        yield Lines(id="quarter", classes="pane")

    def load(self) -> None:
        """Show the day."""
        seen = look(self.planner)
        self._due = {f"{due.kind}:{due.id}": due for due in seen.due}
        ascii_only = self.planner.settings.ascii
        plan = self.planner.plan
        reflected = bool(self.planner.reflections.latest()) if not plan.goals else True
        due = self.query_one("#due", RowList)
        due.set_rows(_due_rows(seen, first=not plan.goals, reflected=reflected))
        self.query_one("#goals", RowList).set_rows(_goal_rows(seen, ascii_only))
        self.query_one("#quarter", Lines).show(quarter(seen, ascii_only))

    def goal_in_focus(self) -> str | None:
        """Return the goal under the cursor, or the goal a due check-in is about."""
        if self.focused is self.query_one("#goals"):
            return self.query_one("#goals", RowList).highlighted or None
        due = self._due.get(self.query_one("#due", RowList).highlighted)
        return due.id if due and due.kind == "checkin" else None

    @on(RowList.Chosen, "#goals")
    def open_goal(self, event: RowList.Chosen) -> None:
        """Show the goal."""
        self.pm.show_goal(event.row_id)

    @on(RowList.Chosen, "#due")
    def open_due(self, event: RowList.Chosen) -> None:
        """Open what is due."""
        kind, _, own_id = event.row_id.partition(":")
        if kind == "checkin":
            self.check_in(self.planner.plan.goals[own_id])
        elif kind == "milestone":
            self.pm.switch_mode("plan")
        elif kind == "draft":
            self.pm.open_draft(own_id)
        elif kind in ("turn", "easing"):
            self.pm.open_revision(own_id)
        elif kind == "review":
            every = self.planner.rituals
            rituals: list[Staged] = [every.monthly(), every.quarterly(), every.annual()]
            self.go_through(next(r for r in rituals if r.name.startswith(own_id)))
        elif kind == "journal":
            self.action_ritual()
        elif kind == "signal":
            self.pm.switch_mode("reflect")
        elif kind == "copy":
            self._join_copy(own_id)
        elif kind == "start":
            self.pm.switch_mode("reflect") if own_id == "reflect" else self.pm.open_draft()

    @work
    async def _join_copy(self, path: str) -> None:
        """Join a copy of the plan."""
        from pmgoals.tui.flows_merging import join_copy  # not needed before the first copy

        await join_copy(self, Path(path))

    def action_done(self) -> None:
        """Mark the milestone in focus done; of what was noticed, say that it was come back to."""
        due = self._due.get(self.query_one("#due", RowList).highlighted)
        if due is not None and due.kind == "signal":
            if met := self.attempt(lambda: self.planner.signals.met(due.id)):
                again = f"; again on {say_date(met.again_on)}" if met.again_on else ""
                self.pm.tell(f"Done today{again}. u takes it back.")
            return
        if due is None or due.kind != "milestone":
            self.pm.tell("Put the cursor on a milestone, or on what asks to be looked at again.")
            return
        self.attempt(lambda: self.planner.milestones.done(due.id), f"Done: {due.title}.")


GOALS_HELP = (
    "Your open goals. The bar shows the way covered; the mark in it is where today should be. "
    "The number is that difference in points, the chance is to reach the target by its date, where "
    "the readings so far support a word on it. Confidence is your own word, 1 to 10."
)


# ---- what needs me ----


def _due_rows(seen: Today, *, first: bool, reflected: bool) -> list[Row]:
    rows = [Row("", lambda _: [[Span("This week", "title")]])]
    if first:
        return [*rows, *_first_rows(seen, reflected)]
    rows += [Row(f"{due.kind}:{due.id}", _due(due, seen.date)) for due in seen.due]
    if not seen.due:
        rows.append(Row("", lambda w: wrap("Nothing is due. The week is yours.", w, "muted")))
    wanted = f" of {seen.learning.target}" if seen.learning.target else ""
    minutes = f"{seen.learning.minutes_this_week}{wanted} min learning"
    rows.append(Row("", lambda _: [[Span(f"  {minutes}", "muted")]]))
    if seen.intention:
        rows.append(Row("", lambda _: [[]]))
        rows.append(Row("", lambda w: [[Span("Last week I said", "title")], *_quote(seen, w)]))
    return rows


def _quote(seen: Today, width: int) -> list[Line]:
    return wrap(seen.intention, width, "", indent="  ")


def _first_rows(seen: Today, reflected: bool) -> list[Row]:
    """Return the two first steps of an empty plan, and drafts that wait."""
    drafts = [Row(f"draft:{d.id}", _due(d, seen.date)) for d in seen.due if d.kind == "draft"]
    steps = []
    if not drafts:
        steps.append(Row("start:goal", _step("Write the first goal", "as you would say it; n")))
    if not reflected:
        remark = "twenty minutes, one question at a time; 2"
        steps.append(Row("start:reflect", _step("Reflect first", remark)))
    return [*drafts, *steps]


def _step(words: str, remark: str) -> Callable[[int], list[Line]]:
    return lambda width: [[Span(f" {words}", "strong")], *wrap(remark, width, "muted", "   ")]


NARROW = 34
"""Cells below which only the name of what is due has room."""

SIGNS = {
    "checkin": "check in",
    "milestone": "",
    "review": "",
    "draft": "draft",
    "turn": "set a target",
    "easing": "slept over",
    "signal": "",
    "journal": "",
    "copy": "join a copy",
}


def _due(due: Due, today: dt.date) -> Callable[[int], list[Line]]:
    def build(width: int) -> list[Line]:
        when, tone = _when(due, today)
        tells = width >= NARROW or due.kind == "copy"  # else the name says more than the verb
        kind = SIGNS[due.kind] if tells else ""
        text = fit(f"{kind}: " * bool(kind) + said(due.title).text, width - len(when) - 3)
        return [[Span(" "), Span(text), Span("  "), Span(when, tone)]]

    return build


def _when(due: Due, today: dt.date) -> tuple[str, str]:
    if due.on is None:
        return "", ""
    days = (due.on - today).days
    if days < 0:
        return f"{-days} d late", "warn"
    if days == 0:
        return "today", "accent"
    if days < 7:
        return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[due.on.weekday()], "accent"
    return say_short_date(due.on), "muted"


# ---- where I stand ----

STATUS_WIDTH = 9
CONFIDENCE_WIDTH = 12
FORECAST_WIDTH = 7
ROOMY = 70
"""Width from which a goal takes two lines and some air."""


def _goal_rows(seen: Today, ascii_only: bool) -> list[Row]:
    rows = [Row("", _goal_heading)]
    for goal in seen.goals:
        rows.append(Row(goal.id, _goal(goal, ascii_only)))
        rows.append(Row("", lambda width: [[]] if width >= ROOMY else []))
    if not seen.goals:
        text = "No goals yet. Press n and type one as you would say it."
        rows.append(Row("", lambda width: [*wrap(text, width, "muted", " "), []]))
        rows += [Row("", _loop_step(key, words)) for key, words in LOOP]
    return rows


LOOP = (
    ("2", "Reflect: where you stand and what matters"),
    ("n", "Draft a goal, with a coach beside you"),
    ("4", "Plan: its milestones, quarter by quarter"),
    ("c", "Check in weekly: a number and one line"),
    ("5", "Journal the week; l logs what you learned"),
    ("7", "Review the quarter, and begin the next"),
)
"""The loop an empty plan begins with, by the keys of its steps."""


def _loop_step(key: str, words: str) -> Callable[[int], list[Line]]:
    return lambda width: [[Span(f"  {key}  ", "accent"), Span(fit(words, width - 5), "muted")]]


def _shape(width: int) -> tuple[int, int]:
    """Return the widths of title and bar."""
    bar = 14 if width >= ROOMY else 8 if width >= 52 else 0
    fixed = 3 + STATUS_WIDTH + 1 + (bar + 1 if bar else 0) + 5 + (CONFIDENCE_WIDTH if bar else 4)
    fixed += FORECAST_WIDTH
    return max(8, width - fixed), bar


def _goal_heading(width: int) -> list[Line]:
    title, bar = _shape(width)
    words = f"{fit('Goals', title + 3)}{fit('', STATUS_WIDTH + 1)}"
    pace = fit("pace", bar + 1 + 4, right=True) if bar else "pace"
    chance = fit("chance", FORECAST_WIDTH, right=True)
    confidence = "  confidence" if bar else " conf"
    return [[Span(words, "title"), Span(f"{pace}{chance}{confidence}", "muted")]]


def _goal(goal: GoalRow, ascii_only: bool) -> Callable[[int], list[Line]]:
    def build(width: int) -> list[Line]:
        title, bar = _shape(width)
        sign, tone = glyphs.status(goal.status, ascii_only=ascii_only)
        line = [
            Span(f" {sign} ", tone),
            Span(fit(said(goal.title).text, title)),
            Span(" "),
            Span(fit(goal.status, STATUS_WIDTH), tone),
        ]
        if bar:
            shown = glyphs.bar(goal.progress, goal.expected, bar, ascii_only=ascii_only)
            line += [Span(shown, "accent" if goal.progress is not None else "quiet"), Span(" ")]
        gap = "" if goal.gap is None else f"{round(goal.gap):+d}"
        line.append(Span(fit(gap, 4, right=True), "muted"))
        chance = "" if goal.forecast is None else f"{round(goal.forecast.chance * 100)} %"
        line.append(Span(fit(chance, FORECAST_WIDTH, right=True)))
        first: Line = [*line, *_confidence(goal, bar > 0, ascii_only)]
        return [first, _next(goal, width)] if width >= ROOMY else [first]

    return build


def _next(goal: GoalRow, width: int) -> Line:
    """Return the line under a goal, where there is room: what to do next, and its deadline.

    That is what was said last, else the next milestone.
    """
    step = goal.next_milestone
    due = f"due {say_date(goal.due)}" if goal.due else ""
    text = f"next: {said(goal.next_action).text}" if goal.next_action else ""
    if step and not text:
        text = f"next: {said(step.title).text}, {say_short_date(step.due)}"
    room = max(8, width - 3 - len(due) - 3)
    return [Span("   "), Span(fit(text, room), "muted"), Span(f"  {due}", "muted")]


def _confidence(goal: GoalRow, wide: bool, ascii_only: bool) -> list[Span]:
    if goal.confidence is None:
        return []
    arrow = glyphs.trend(goal.trend, ascii_only=ascii_only)
    falling = "warn" if goal.trend < 0 else ""
    word = Span(f" {goal.confidence:>2} {arrow}", falling)
    if not wide:
        return [word]
    spark = glyphs.spark(goal.confidences[-6:], ascii_only=ascii_only)
    return [Span("  " + fit(spark, 6, right=True), "muted"), word]


SCREEN = TodayScreen
