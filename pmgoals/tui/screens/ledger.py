"""Ledger: what was changed of goals and why, and what confidence and dates were worth."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.reactive import var

from pmgoals.services import hindsight
from pmgoals.services.changes import Change, changes
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.plan_screen import PlanScreen
from pmgoals.tui.screens import hindsight_rows, ledger_rows
from pmgoals.tui.widgets.lines import Lines, RowList

CHANGES_HELP = (
    "Everything that was changed of goals, latest first; what was made easier is marked. f shows "
    "one goal or all of them, e only what was eased. Enter opens the goal, Esc goes back."
)
BESIDE_HELP = (
    "Confidence is scored at the close of a goal: the bar is the share that was reached, its mark "
    "what was said. Below it: the days between promised and done. Arrows scroll."
)


class Beside(Lines, can_focus=True):
    """What came of what was said; it can be scrolled where the room is small."""

    help_text = BESIDE_HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        ("j,down", "scroll_down", "down"),
        ("k,up", "scroll_up", "up"),
    ]


class LedgerScreen(PlanScreen):
    """Every change of goals, beside what confidence and dates were worth."""

    KEY = "ledger"
    ABOUT = "What was changed of goals and why, and what confidence and dates were worth."
    CSS_PATH = "ledger.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("ledger")

    goal_id: var[str] = var("", init=False)
    """The goal whose changes are shown; empty for all of them."""

    only_eased: var[bool] = var(False, init=False)
    """Whether only what made a goal easier is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._changes: dict[str, Change] = {}
        self._from = "goals"

    def compose_body(self) -> ComposeResult:
        """The changes, and beside or under them what came of what was said."""
        with Container(id="halves"):
            with Vertical(id="changes-pane", classes="pane"):
                yield RowList(id="changes", help_text=CHANGES_HELP)
            with Vertical(id="hindsight-pane", classes="pane"):
                yield Beside(id="hindsight")

    @property
    def rows(self) -> RowList:
        """The changes."""
        return self.query_one("#changes", RowList)

    def load(self) -> None:
        """Show the changes, and what came of what was said."""
        planner, plan = self.planner, self.planner.plan
        ascii_only = planner.settings.ascii
        goal = plan.goals.get(self.goal_id)
        found = changes(plan, goal.id if goal else None, eased=self.only_eased)
        self._changes = {change.entry.id: change for change in found}
        rows = ledger_rows.rows(found, goal, only_eased=self.only_eased, ascii_only=ascii_only)
        there = self.rows.highlighted
        self.rows.set_rows(rows, keep=there if there in self._changes else "")
        build = hindsight_rows.hindsight(hindsight.look(planner), ascii_only)
        self.query_one(Beside).show(build)

    def show_ledger(self, goal_id: str, came_from: str) -> None:
        """Show a goal's changes, or all of them for an empty id; Esc goes to where one was."""
        if came_from != self.KEY:
            self._from = came_from
        self.only_eased = False
        self.goal_id = goal_id

    def watch_goal_id(self) -> None:
        """Show another goal's changes."""
        self._show_again()

    def watch_only_eased(self) -> None:
        """Show more or fewer changes."""
        self._show_again()

    def _show_again(self) -> None:
        if self.is_mounted:
            self.reload()

    def goal_in_focus(self) -> str | None:
        """Return the goal of the change under the cursor, else the one that is shown."""
        change = self._changes.get(self.rows.highlighted)
        return change.goal.id if change else self.goal_id or None

    # ---- keys ----

    def action_filter(self) -> None:
        """Show the changes of the goal under the cursor, or of all goals again."""
        self.goal_id = "" if self.goal_id else self.goal_in_focus() or ""

    def action_eased(self) -> None:
        """Show only what made a goal easier, or everything again."""
        self.only_eased = not self.only_eased

    @on(RowList.Chosen)
    def open_goal(self) -> None:
        """Open the goal of the change under the cursor."""
        if goal_id := self.goal_in_focus():
            self.pm.show_goal(goal_id)

    def action_back(self) -> None:
        """Go back to the screen that was left for this one."""
        self.app.switch_mode(self._from)


SCREEN = LedgerScreen
