"""The board of the plan: quarters as columns, between which a mouse can drag a milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message

from pmgoals.model.calendar import Quarter
from pmgoals.model.milestone import Milestone
from pmgoals.services import board
from pmgoals.tui.screens.plan_board import heading, rows
from pmgoals.tui.widgets.lines import Lines, RowList

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

COLUMNS = 4
"""Most quarters shown side by side."""

WIDE, NORMAL = 116, 76
"""Widths from which four and two quarters are shown; else one."""

NOTHING = "Nothing planned here. a adds a milestone."

HELP = (
    "A quarter's milestones by date. Space marks one done, < and > move it a quarter, a adds one. "
    "Left and right go to the quarters beside it, [ and ] show earlier and later ones; a mouse can "
    "drag a milestone to another quarter, Esc puts it back."
)


class PlanColumns(Horizontal):
    """Quarters side by side."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "put_back", show=False)]

    class Moved(Message):
        """A milestone was dragged to another quarter."""

        def __init__(self, milestone: str, column: int) -> None:
            super().__init__()
            self.milestone = milestone
            self.column = column

    class Entered(Message):
        """Another column has the focus."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.at = 0
        """Number of the column in focus, or of the one that had it last."""
        self._shown = 0
        self._row = 0
        self._held = ""

    def compose(self) -> ComposeResult:
        """A heading and a list for each quarter."""
        for number in range(COLUMNS):
            with Vertical(id=f"quarter-{number}", classes="quarter"):
                yield Lines(classes="quarter-heading")
                steps = RowList(id=f"steps-{number}", help_text=HELP)
                steps.shows_rest = False
                yield steps

    # ---- what is shown ----

    def column(self, number: int) -> RowList:
        """Return a column's list."""
        return self.query_one(f"#steps-{number}", RowList)

    @property
    def here(self) -> RowList:
        """The column in focus, or the one that had it last."""
        return self.column(self.at)

    @property
    def milestone_id(self) -> str:
        """The milestone under the cursor; empty for none."""
        return self.here.highlighted

    @property
    def goal_id(self) -> str | None:
        """The goal under the cursor: none beside the one of a milestone."""
        return None

    def fits(self, width: int) -> int:
        """Return how many quarters are shown on a screen of a width."""
        return COLUMNS if width >= WIDE else 2 if width >= NORMAL else 1

    def load(self, planner: Planner, quarters: list[Quarter], no_goal: str) -> None:
        """Show some quarters; `no_goal` is said instead of goals, empty when there are some."""
        seen = board.look(planner, (quarters[0].start, quarters[-1].end)).quarters
        first, self._shown = not self._shown, len(seen)
        self.at = min(self.at, len(seen) - 1)
        for number in range(COLUMNS):
            pane = self.query_one(f"#quarter-{number}")
            pane.display = number < len(seen)
            if number >= len(seen):
                continue
            column = seen[number]
            keep = None
            if first and column.present:  # what is to be done next has the cursor at first
                keep = next((step.id for step in column.milestones if step.done_on is None), None)
            pane.set_class(column.present, "-present")
            pane.query_one(".quarter-heading", Lines).show(heading(column))
            self.column(number).set_rows(
                rows(column, planner.today, planner.settings.ascii, no_goal or NOTHING), keep=keep
            )

    def in_focus(self, quarters: list[Quarter], _now: Quarter) -> Quarter:
        """Return the quarter for something new: the column in focus."""
        return quarters[min(self.at, len(quarters) - 1)]

    # ---- the cursor ----

    def go(self, step: int) -> int:
        """Go to the column beside, on the same row; returns `step` when it is not in sight."""
        ids = self.here.ids
        row = ids.index(self.here.highlighted) if self.here.highlighted in ids else 0
        to = self.at + step
        self._row = row
        if not 0 <= to < self._shown:
            return step
        self._enter(to, row)
        return 0

    def came(self) -> None:
        """Take the focus again after other quarters came into sight, on the same row."""
        self._enter(self.at, self._row)

    def _enter(self, column: int, row: int) -> None:
        self.at = column
        if self.here.ids:
            self.here.highlighted = self.here.ids[min(row, len(self.here.ids) - 1)]
        self.here.focus()

    def put_cursor(self, milestone: Milestone, column: int) -> None:
        """Put the cursor on a milestone of a column."""
        self.at = column
        self.here.highlighted = milestone.id
        self.here.focus()

    def take_focus(self) -> None:
        """Put the focus on the column that had it last."""
        self.screen.set_focus(self.here)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus to another column."""
        for number in range(COLUMNS):
            if event.widget is self.column(number):
                self.at = number
                self.post_message(self.Entered())

    # ---- the mouse ----

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Hold the milestone under the mouse."""
        number = self._under(event)
        if number is not None and event.button == 1:
            column = self.column(number)
            self._held = column.id_at(event.screen_y - column.content_region.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the quarter into which the milestone would go."""
        if not event.button:
            self._held = ""  # it was let go outside
        number = self._under(event) if self._held else None
        for at in range(COLUMNS):
            source = self._held in self.column(at).ids
            self.query_one(f"#quarter-{at}").set_class(at == number and not source, "-target")

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Tell when the milestone was let go over another quarter."""
        held, number = self._held, self._under(event)
        self.action_put_back()
        if held and number is not None and held not in self.column(number).ids:
            self.post_message(self.Moved(held, number))

    def action_put_back(self) -> None:
        """Leave the milestone that the mouse holds where it was."""
        self._held = ""
        for at in range(COLUMNS):
            self.query_one(f"#quarter-{at}").remove_class("-target")

    def _under(self, event: events.MouseEvent) -> int | None:
        """Return the number of the column under the mouse."""
        x, y = int(event.screen_x), int(event.screen_y)
        for number in range(COLUMNS):
            pane = self.query_one(f"#quarter-{number}")
            if pane.display and pane.region.contains(x, y):
                return number
        return None
