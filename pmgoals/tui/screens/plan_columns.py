"""The board of the plan: quarters as columns, between which a mouse can drag a milestone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message

from pmgoals.services.board import Column
from pmgoals.tui.screens.plan_board import heading, rows
from pmgoals.tui.widgets.lines import Lines, RowList

COLUMNS = 4
"""Most quarters shown side by side."""

HELP = (
    "A quarter's milestones by date. Space marks one done, < and > move it a quarter, a adds one. "
    "Left and right go to the quarters beside it, [ and ] show earlier and later ones; a mouse can "
    "drag a milestone to another quarter."
)


class PlanColumns(Horizontal):
    """Quarters side by side."""

    class Moved(Message):
        """A milestone was dragged to another quarter."""

        def __init__(self, milestone: str, column: int) -> None:
            super().__init__()
            self.milestone = milestone
            self.column = column

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.at = 0
        """Number of the column in focus, or of the one that had it last."""
        self._held = ""

    def compose(self) -> ComposeResult:
        """A heading and a list for each quarter."""
        for number in range(COLUMNS):
            with Vertical(id=f"quarter-{number}", classes="quarter"):
                yield Lines(classes="quarter-heading")
                steps = RowList(id=f"steps-{number}", help_text=HELP)
                steps.shows_rest = False
                yield steps

    def column(self, number: int) -> RowList:
        """Return a column's list."""
        return self.query_one(f"#steps-{number}", RowList)

    @property
    def here(self) -> RowList:
        """The column in focus, or the one that had it last."""
        return self.column(self.at)

    def show(
        self,
        columns: Sequence[Column],
        today: dt.date,
        nothing: str,
        keep: str | None,
        *,
        ascii_only: bool,
    ) -> None:
        """Show quarters, at most four; `keep` gets the cursor in the present one."""
        for number in range(COLUMNS):
            pane = self.query_one(f"#quarter-{number}")
            pane.display = number < len(columns)
            if number >= len(columns):
                continue
            column = columns[number]
            pane.set_class(column.present, "-present")
            pane.query_one(".quarter-heading", Lines).show(heading(column))
            self.column(number).set_rows(
                rows(column, today, ascii_only, nothing), keep=keep if column.present else None
            )

    def go(self, column: int, row: int) -> None:
        """Put the cursor on a column, on the row of that number or the last one."""
        self.at = column
        here = self.here
        if here.ids:
            here.highlighted = here.ids[min(row, len(here.ids) - 1)]
        here.focus()

    @property
    def row(self) -> int:
        """Number of the row under the cursor."""
        ids = self.here.ids
        return ids.index(self.here.highlighted) if self.here.highlighted in ids else 0

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
        self._held = ""
        for at in range(COLUMNS):
            self.query_one(f"#quarter-{at}").remove_class("-target")
        if held and number is not None and held not in self.column(number).ids:
            self.post_message(self.Moved(held, number))

    def _under(self, event: events.MouseEvent) -> int | None:
        """Return the number of the column under the mouse."""
        x, y = int(event.screen_x), int(event.screen_y)
        for number in range(COLUMNS):
            pane = self.query_one(f"#quarter-{number}")
            if pane.display and pane.region.contains(x, y):
                return number
        return None
