"""Align: what serves what, and what does not fit together."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from pmgoals.model.goal import Goal
from pmgoals.model.theme import Theme
from pmgoals.tui import flows_themes as flows
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.plan_screen import PlanScreen
from pmgoals.tui.screens import align_rows
from pmgoals.tui.widgets.lines import Lines, RowList

THEMES_HELP = (
    "Themes by number, with their weight as a share of all weights, and the open goals that serve "
    "them. On a goal, Enter opens it and L links it; on a theme, Enter edits it and L finds a goal."
)
FINDINGS_HELP = (
    "A gap is a theme no open goal serves; an orphan is a goal that serves none and says no "
    "reason. L mends both."
)

ALONE = "alone"
"""The choice of no theme."""


class AlignScreen(PlanScreen):
    """Themes and the goals that serve them."""

    KEY = "align"
    ABOUT = "What each goal serves, which theme waits for a goal, and what stands alone."
    CSS_PATH = "align.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("align")

    def compose_body(self) -> ComposeResult:
        """Themes and the matrix side by side, what is to settle below."""
        with Horizontal(id="above"):
            with Vertical(id="themes-pane", classes="pane"):
                yield RowList(id="themes", help_text=THEMES_HELP)
            with Vertical(id="matrix-pane", classes="pane"):
                yield Lines(id="matrix")
        with Vertical(id="findings-pane", classes="pane"):
            yield RowList(id="findings", help_text=FINDINGS_HELP)

    def load(self) -> None:
        """Show what serves what."""
        planner = self.planner
        found = planner.themes.alignment()
        drawn = align_rows.Drawn(found, planner.coach.plan(), {}, ascii_only=planner.settings.ascii)
        drawn.statuses = {goal.id: planner.goals.health(goal).status for goal in drawn.goals}
        self.query_one("#themes", RowList).set_rows(align_rows.themes(drawn))
        self.query_one("#findings", RowList).set_rows(align_rows.findings(drawn))
        self.query_one("#matrix", Lines).show(align_rows.matrix(drawn))

    # ---- the cursor ----

    @property
    def _row(self) -> str:
        """Row under the cursor of the list in focus: `theme:ID`, `goal:ID` or empty."""
        name = "#findings" if self.focused is self.query_one("#findings") else "#themes"
        return self.query_one(name, RowList).highlighted

    @property
    def _theme(self) -> Theme | None:
        kind, _, own_id = self._row.partition(":")
        return self.planner.plan.themes.get(own_id) if kind == "theme" else None

    @property
    def _goal(self) -> Goal | None:
        return self.planner.plan.goals.get(self.goal_in_focus() or "")

    def goal_in_focus(self) -> str | None:
        """Return the goal under the cursor."""
        kind, _, own_id = self._row.partition(":")
        return own_id if kind == "goal" else None

    @on(RowList.Chosen)
    def open_row(self) -> None:
        """Open a goal, edit a theme, or find a goal for a theme that waits for one."""
        if goal := self.goal_in_focus():
            self.pm.show_goal(goal)
        elif self.focused is self.query_one("#findings"):
            self.action_link()
        else:
            self.action_edit()

    # ---- themes ----

    @work
    async def action_add(self) -> None:
        """Add a theme."""
        await self.ask(
            flows.theme_form(self.planner),
            lambda values: flows.save_theme(self.planner, values),
        )

    @work
    async def action_edit(self) -> None:
        """Edit the theme under the cursor."""
        theme = self._theme
        if theme is None:
            self.pm.tell("Put the cursor on a theme first.")
            return
        await self.ask(
            flows.theme_form(self.planner, theme),
            lambda values: flows.save_theme(self.planner, values, theme),
        )

    @work
    async def action_delete(self) -> None:
        """Move the theme under the cursor to the trash."""
        theme = self._theme
        if theme is None:
            self.pm.tell("Put the cursor on a theme first.")
            return
        count = len([g for g in self.planner.plan.goals_of(theme.id) if g.state != "closed"])
        goals = "1 goal serves it" if count == 1 else f"{count} goals serve it"
        remark = f"{goals} and would stand without a theme" if count else "u takes it back"
        question = f"Move the theme “{theme.title}” to the trash?"
        if await self.sure(question, "Move it to the trash", remark):
            self.attempt(lambda: self.planner.trash.put(theme.id), "In the trash. u takes it back.")

    # ---- linking ----

    @work
    async def action_link(self) -> None:
        """Link the goal under the cursor to a theme, or find a goal for the theme under it."""
        if goal := self._goal:
            await self._link_goal(goal)
        elif theme := self._theme:
            await self._find_goal(theme)
        else:
            self.pm.tell("Put the cursor on a goal or a theme first; a adds a theme.")

    async def _link_goal(self, goal: Goal) -> None:
        options = [
            (theme.id, theme.title, "now" if theme.id == goal.theme else "")
            for theme in self.planner.plan.themes.values()
        ]
        options.append((ALONE, "No theme", "says why instead"))
        key = await self.choose(f"“{goal.title}” serves", options)
        if key == ALONE:
            await self.ask(
                flows.apart_form(goal),
                lambda values: flows.save_apart(self.planner, values, goal),
            )
        elif key:
            self.attempt(lambda: self.planner.themes.link(goal.id, key), "Linked.")

    async def _find_goal(self, theme: Theme) -> None:
        plan = self.planner.plan
        options = [
            (
                goal.id,
                goal.title,
                plan.themes[goal.theme].title if goal.theme in plan.themes else "",
            )
            for goal in plan.goals.values()
            if goal.state != "closed" and goal.theme != theme.id
        ]
        if not options:
            self.pm.tell("There is no other open goal; n writes one.")
            return
        key = await self.choose(f"Which goal serves “{theme.title}”?", options)
        if key:
            self.attempt(lambda: self.planner.themes.link(key, theme.id), "Linked.")


SCREEN = AlignScreen
