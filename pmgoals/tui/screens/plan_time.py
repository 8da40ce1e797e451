"""The timeline of the plan: its axis, the goals, and the hours below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from pmgoals.model.calendar import Quarter
from pmgoals.model.milestone import Milestone
from pmgoals.services import timeline
from pmgoals.tui.screens.plan_hours import hours
from pmgoals.tui.screens.plan_lanes import TimelineLanes
from pmgoals.tui.screens.plan_timeline import axis
from pmgoals.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

MOST, FEW = 4, 2
"""Quarters shown side by side, on a screen of some width and on a narrow one."""

NARROW = 76
"""Width below which a screen is narrow."""

TALL, TALL_BARS = 34, 4
"""Height from which the hours are drawn as bars of several rows, and how many."""

NOTHING = "No open goal runs in these quarters. [ and ] show earlier and later ones."


class PlanTimeline(Vertical):
    """Quarters along one line."""

    def compose(self) -> ComposeResult:
        """The axis, the goals, the hours."""
        yield Lines(id="axis")
        yield TimelineLanes(id="lanes")
        yield Lines(id="hours")

    @property
    def lanes(self) -> TimelineLanes:
        """The goals as rows."""
        return self.query_one("#lanes", TimelineLanes)

    @property
    def milestone_id(self) -> str:
        """The milestone under the cursor; empty for none."""
        return self.lanes.milestone_id

    @property
    def goal_id(self) -> str | None:
        """The goal under the cursor."""
        return self.lanes.goal_id

    def fits(self, width: int) -> int:
        """Return how many quarters are shown on a screen of a width."""
        return MOST if width >= NARROW else FEW

    def load(self, planner: Planner, quarters: list[Quarter], no_goal: str) -> None:
        """Show some quarters; `no_goal` is said instead of goals, empty when there are some."""
        settings = planner.settings
        seen, plain = timeline.look(planner, quarters), settings.ascii
        rows = TALL_BARS if self.app.size.height >= TALL else 1
        bars = self.query_one("#hours", Lines)
        bars.styles.height = rows + 1
        bars.show(lambda w: hours(seen, w, rows, settings.week_start, ascii_only=plain))
        self.query_one("#axis", Lines).show(lambda w: axis(seen, w, plain))
        self.lanes.nothing = no_goal or NOTHING
        self.lanes.show_timeline(seen, ascii_only=plain)

    def in_focus(self, quarters: list[Quarter], now: Quarter) -> Quarter:
        """Return the quarter for something new where the cursor is on no milestone."""
        return now if now in quarters else quarters[0]

    def go(self, step: int) -> int:
        """Go to the milestone before or after; returns `step` when it is not in sight."""
        return self.lanes.step(step)

    def put_cursor(self, milestone: Milestone, _column: int) -> None:
        """Put the cursor on a milestone."""
        self.lanes.put_cursor(milestone.id)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the goals."""
        self.screen.set_focus(self.lanes)
