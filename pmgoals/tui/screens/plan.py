"""Plan: the year by quarter, as a board of milestones."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from pmgoals.model.calendar import FIRST_YEAR, LAST_YEAR, Quarter
from pmgoals.model.milestone import Milestone
from pmgoals.services import board
from pmgoals.services.board import Column
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.screens.plan_board import detail, heading, nothing_in, rows
from pmgoals.tui.screens.plan_changes import NO_GOAL, PlanChanges
from pmgoals.tui.widgets.lines import Lines, RowList

COLUMNS = 4
"""Most quarters shown side by side."""

WIDE, NORMAL = 116, 76
"""Widths from which four and two quarters are shown; else one."""

COLUMN_HELP = (
    "A quarter's milestones by date. Space marks one done, < and > move it a quarter, a adds one. "
    "Left and right go to the quarters beside it, [ and ] show earlier and later ones."
)
NOTHING = "Nothing planned here. a adds a milestone."


class PlanBoard(PlanChanges):
    """The year by quarter, as a board of milestones."""

    KEY = "plan"
    ABOUT = "What is due when: the milestones of open goals, quarter by quarter."
    CSS_PATH = "plan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("plan")

    def __init__(self) -> None:
        super().__init__()
        self._first: Quarter | None = None
        self._at = 0
        self._quarters: list[Quarter] = []
        self._fitted = 0

    def compose_body(self) -> ComposeResult:
        """Columns side by side, one milestone in full below."""
        with Horizontal(id="board"):
            for number in range(COLUMNS):
                with Vertical(id=f"quarter-{number}", classes="quarter"):
                    yield Lines(classes="quarter-heading")
                    steps = RowList(id=f"steps-{number}", help_text=COLUMN_HELP)
                    steps.shows_rest = False
                    yield steps
        yield Lines(id="detail")

    # ---- what is shown ----

    @property
    def shown(self) -> int:
        """How many quarters fit side by side."""
        width = self.app.size.width
        return COLUMNS if width >= WIDE else 2 if width >= NORMAL else 1

    def column(self, number: int) -> RowList:
        """Return a column's list."""
        return self.query_one(f"#steps-{number}", RowList)

    @property
    def here(self) -> RowList:
        """The column in focus, or the one that had it last."""
        return self.column(self._at)

    @property
    def quarter(self) -> Quarter:
        """The quarter in focus."""
        return self._quarters[self._at]

    def milestone(self) -> Milestone | None:
        """Return the milestone under the cursor."""
        return self.planner.plan.alive(Milestone).get(self.here.highlighted)

    def goal_in_focus(self) -> str | None:
        """Return the goal of the milestone under the cursor."""
        milestone = self.milestone()
        return milestone.goal if milestone else None

    def load(self) -> None:
        """Show the quarters from the first one on."""
        planner, seen = self.planner, board.look(self.planner)
        there = {column.name: column for column in seen.quarters}
        keep = None
        if self._first is None:
            self._first, self._at = self._opening(there)
            self.set_focus(self.column(self._at))
            steps = there[str(planner.quarter)].milestones
            keep = next((step.id for step in steps if step.done_on is None), None)
        nothing = NOTHING if self.has_goals else NO_GOAL
        quarter, self._quarters = self._first, []
        for number in range(COLUMNS):
            column = there.get(str(quarter)) or nothing_in(quarter, quarter == planner.quarter)
            pane = self.query_one(f"#quarter-{number}")
            pane.display = number < self.shown
            pane.set_class(column.present, "-present")
            pane.query_one(".quarter-heading", Lines).show(heading(column, seen.hours_available))
            self.column(number).set_rows(
                rows(column, planner.today, planner.settings.ascii, nothing),
                keep=keep if column.present else None,
            )
            self._quarters.append(quarter)
            quarter = planner.calendar.next(quarter)
        self._show_detail()

    def _opening(self, there: dict[str, Column]) -> tuple[Quarter, int]:
        """Return the first quarter shown and the column in focus: today's is first or second."""
        now = self.planner.quarter
        before = self.planner.calendar.previous(now)
        column = there.get(str(before))
        left_open = column and any(step.done_on is None for step in column.milestones)
        return (before, 1) if left_open and self.shown > 1 else (now, 0)

    def on_resize(self, _event: events.Resize) -> None:
        """Show as many quarters as fit, the one in focus among them."""
        if not self._quarters or self.shown == self._fitted:
            return
        self._fitted = self.shown
        quarter, milestone = self._quarters[self._at], self.milestone()
        if self._at >= self.shown:
            self._first, self._at = quarter, 0
        self.reload()
        if milestone:
            self.show_milestone(milestone)
        else:
            self.here.focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus to another column."""
        if isinstance(event.widget, RowList):
            self._at = int((event.widget.id or "0")[-1])
            self._show_detail()

    @on(RowList.Highlighted)
    def _show_detail(self) -> None:
        if not self._quarters:
            return
        plan = self.planner.plan
        bare = [goal for goal in plan.active_goals if not plan.milestones_of(goal.id)]
        self.query_one("#detail", Lines).show(detail(self.planner, self.milestone(), bare))

    # ---- moving about ----

    def action_left(self) -> None:
        """Go to the quarter before, on the same row."""
        self._go(-1)

    def action_right(self) -> None:
        """Go to the next quarter, on the same row."""
        self._go(1)

    def _go(self, step: int) -> None:
        ids, row = self.here.ids, self.here.highlighted
        at = ids.index(row) if row in ids else 0
        if 0 <= self._at + step < self.shown:
            self._at += step
        else:
            self._shift(step)
        column = self.column(self._at)
        if column.ids:
            column.highlighted = column.ids[min(at, len(column.ids) - 1)]
        column.focus()

    def action_back(self) -> None:
        """Show earlier quarters."""
        self._shift(-1)

    def action_forward(self) -> None:
        """Show later quarters."""
        self._shift(1)

    def _shift(self, step: int) -> None:
        calendar = self.planner.calendar
        first = self._quarters[0]
        first = calendar.next(first) if step > 0 else calendar.previous(first)
        if FIRST_YEAR < first.year < LAST_YEAR:
            self._first = first
            self.load()

    def show_milestone(self, milestone: Milestone) -> None:
        """Put the cursor on a milestone, wherever its quarter is."""
        quarter = self.planner.calendar.quarter_of(milestone.due)
        if quarter not in self._quarters[: self.shown]:
            later = quarter > self._quarters[0]
            self._first = quarter
            for _ in range(self.shown - 1 if later else 0):
                self._first = self.planner.calendar.previous(self._first)
            self.load()
        self._at = self._quarters.index(quarter)
        column = self.column(self._at)
        column.highlighted = milestone.id
        column.focus()


SCREEN = PlanBoard
