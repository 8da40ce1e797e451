"""Goals: the list, and one goal in full beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from pmgoals.model.goal import Goal
from pmgoals.services.today import row
from pmgoals.tui import flows_goal, flows_rhythm, glyphs
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.plan_screen import PlanScreen
from pmgoals.tui.screens.goal_detail import detail
from pmgoals.tui.spans import Line, Span, fit, said, wrap
from pmgoals.tui.widgets.lines import Lines, Row, RowList

FILTERS = {
    "open": ("active", "paused"),
    "closed": ("closed",),
    "all": ("active", "paused", "closed"),
}
"""States shown by each filter."""


class GoalsScreen(PlanScreen):
    """The list, and one goal in full beside it."""

    KEY = "goals"
    ABOUT = "Every goal with what it measures, its milestones and its history."
    CSS_PATH = "goals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("goals")

    def __init__(self) -> None:
        super().__init__()
        self._filter = "open"
        self._detailed = ""

    def compose_body(self) -> ComposeResult:
        """The list at the left, the goal at the right."""
        with Horizontal(id="halves"):
            with Vertical(id="list-pane", classes="pane"):
                yield RowList(
                    id="goals", help_text="Your goals. f shows open, closed or all of them."
                )
            with Vertical(id="detail-pane", classes="pane"):
                yield Detail(id="detail")

    def load(self) -> None:
        """Show the goals of the filter."""
        plan = self.planner.plan
        goals = [g for g in plan.goals.values() if g.state in FILTERS[self._filter]]
        self.query_one("#goals", RowList).set_rows(self._rows(goals))
        self._show_detail()

    def _rows(self, goals: list[Goal]) -> list[Row]:
        ascii_only = self.planner.settings.ascii
        title = f"{self._filter.capitalize()} goals"
        rows = [Row("", lambda _: [[Span(title, "title"), Span(f"  {len(goals)}", "muted")]])]
        for goal in goals:
            seen = row(self.planner, goal)
            sign, tone = glyphs.status(seen.status, ascii_only=ascii_only)
            word = f"{goal.grade:.1f}" if goal.grade is not None else seen.status
            rows.append(Row(goal.id, _goal_row(goal, sign, tone, word)))
        if not goals:
            words = {
                "open": "No goal is open. Press n and type one as you would say it.",
                "closed": "No goal was closed yet. x closes one with a grade.",
                "all": "No goals yet. Press n and type one as you would say it.",
            }[self._filter]
            rows.append(Row("", lambda width: wrap(words, width, "muted", " ")))
        return rows

    def goal_in_focus(self) -> str | None:
        """Return the goal under the cursor."""
        return self.query_one("#goals", RowList).highlighted or None

    def _goal(self) -> Goal | None:
        goal = self.planner.plan.goals.get(self.goal_in_focus() or "")
        if goal is None:
            self.pm.tell("There is no goal here yet; n starts one.")
        return goal

    def show_goal(self, goal_id: str) -> None:
        """Put the cursor on a goal, in whatever filter shows it."""
        goal = self.planner.plan.goals.get(goal_id)
        if goal is None:
            return
        if goal.state not in FILTERS[self._filter]:
            self._filter = "closed" if goal.state == "closed" else "open"
            self.load()
        goals = self.query_one("#goals", RowList)
        goals.highlighted = goal_id
        goals.focus()

    @on(RowList.Highlighted, "#goals")
    def _show_detail(self) -> None:
        goal = self.planner.plan.goals.get(self.goal_in_focus() or "")
        pane, shown = self.query_one(Detail), goal.id if goal else ""
        pane.show(detail(self.planner, goal) if goal else (lambda _width: []))
        if shown != self._detailed:
            self._detailed = shown
            pane.scroll_home(animate=False)

    @on(RowList.Chosen, "#goals")
    def read_goal(self) -> None:
        """Go into the detail, to read on."""
        self.add_class("-reading")
        self.query_one(Detail).focus()

    def leave_detail(self) -> None:
        """Go back to the list."""
        self.remove_class("-reading")
        self.query_one("#goals").focus()

    # ---- changing ----

    def action_filter(self) -> None:
        """Show the next filter."""
        names = list(FILTERS)
        self._filter = names[(names.index(self._filter) + 1) % len(names)]
        self.load()

    def action_edit(self) -> None:
        """Open the goal in the wizard; what changes goes to its ledger."""
        if goal := self._goal():
            self.pm.open_revision(goal.id)

    @work
    async def action_add_milestone(self) -> None:
        """Add a milestone."""
        if goal := self._goal():
            await self.ask(
                flows_rhythm.milestone_form(self.planner, self.planner.quarter.end, goal.id),
                lambda v: flows_rhythm.save_milestone(self.planner, v),
            )

    @work
    async def action_break_down(self) -> None:
        """Break the goal into milestones, or lay their targets anew."""
        from pmgoals.tui.break_down import break_down

        if goal := self._goal():
            await break_down(self, goal)

    @work
    async def action_add_measure(self) -> None:
        """Add a measure."""
        if goal := self._goal():
            await self.ask(
                flows_goal.measure_form(goal),
                lambda v: flows_goal.save_measure(self.planner, goal, v),
            )

    @work
    async def action_if_then(self) -> None:
        """Add an if-then plan."""
        if goal := self._goal():
            await self.ask(
                flows_goal.if_then_form(goal),
                lambda v: flows_goal.save_if_then(self.planner, goal, v),
            )

    def action_pause(self) -> None:
        """Pause the goal, or take it up again."""
        if goal := self._goal():
            if goal.state == "active":
                self.attempt(lambda: self.planner.goals.pause(goal.id), "Paused. p takes it up.")
            else:
                self.attempt(lambda: self.planner.goals.reopen(goal.id), "Active again.")

    @work
    async def action_close(self) -> None:
        """Close the goal with a grade."""
        if goal := self._goal():
            await self.ask(
                flows_goal.close_form(self.planner, goal),
                lambda v: flows_goal.save_close(self.planner, goal, v),
            )

    def action_goal_ledger(self) -> None:
        """Show what was changed of the goal, and why."""
        if goal := self._goal():
            self.pm.show_ledger(goal.id)

    @work
    async def action_delete(self) -> None:
        """Move the goal to the trash, after asking."""
        if (goal := self._goal()) and await self.sure(f"Delete “{goal.title}”?", "Delete it"):
            self.attempt(lambda: self.planner.trash.put(goal.id), "In the trash. u takes it back.")


class Detail(Lines, can_focus=True):
    """One goal in full; Esc goes back to the list."""

    help_text = "One goal in full. Arrows scroll, Esc goes back to the list."
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "back", "back"),
        *bindings_of("list"),
    ]

    def action_cursor_down(self) -> None:
        """Scroll a line down."""
        self.action_scroll_down()

    def action_cursor_up(self) -> None:
        """Scroll a line up."""
        self.action_scroll_up()

    def action_first(self) -> None:
        """Scroll to the beginning."""
        self.action_scroll_home()

    def action_last(self) -> None:
        """Scroll to the end."""
        self.action_scroll_end()

    def action_back(self) -> None:
        """Go back to the list."""
        self.screen.leave_detail()  # type: ignore[attr-defined]


def _goal_row(goal: Goal, sign: str, tone: str, word: str) -> Callable[[int], list[Line]]:
    def build(width: int) -> list[Line]:
        room = max(8, width - len(word) - 5)
        return [
            [
                Span(f" {sign} ", tone),
                Span(fit(said(goal.title).text, room)),
                Span(f" {word}", tone),
            ]
        ]

    return build


SCREEN = GoalsScreen
