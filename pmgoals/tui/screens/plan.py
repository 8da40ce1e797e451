"""Plan: the year by quarter, as a board of milestones or along a line of time."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from pmgoals.model.calendar import FIRST_YEAR, LAST_YEAR, Quarter
from pmgoals.model.milestone import Milestone
from pmgoals.services import board
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.screens.plan_changes import PlanChanges
from pmgoals.tui.screens.plan_columns import PlanColumns
from pmgoals.tui.screens.plan_lanes import TimelineLanes
from pmgoals.tui.screens.plan_milestone import detail, moving
from pmgoals.tui.screens.plan_moves import NO_GOAL
from pmgoals.tui.screens.plan_time import PlanTimeline
from pmgoals.tui.widgets.lines import Lines, RowList

WEEK = dt.timedelta(days=7)


class PlanView(PlanChanges):
    """The year by quarter, as a board or a timeline."""

    KEY = "plan"
    ABOUT = "What is due when: the milestones of open goals, by quarter or along a line of time."
    CSS_PATH = "plan.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("plan")

    def __init__(self) -> None:
        super().__init__()
        self._first: Quarter | None = None
        self._quarters: list[Quarter] = []
        self._in_time = False

    def compose_body(self) -> ComposeResult:
        """The board and the timeline, of which one is shown; one milestone in full below."""
        yield PlanColumns(id="board")
        yield PlanTimeline(id="time")
        yield Lines(id="detail")

    # ---- what is shown ----

    @property
    def columns(self) -> PlanColumns:
        """The board."""
        return self.query_one(PlanColumns)

    @property
    def line(self) -> PlanTimeline:
        """The timeline."""
        return self.query_one(PlanTimeline)

    @property
    def view(self) -> PlanColumns | PlanTimeline:
        """The one that is shown."""
        return self.line if self._in_time else self.columns

    @property
    def shown(self) -> int:
        """How many quarters are shown side by side."""
        return self.view.fits(self.app.size.width)

    @property
    def quarter(self) -> Quarter:
        """The quarter in focus."""
        milestone = self.milestone()
        if milestone is not None:
            return self.planner.calendar.quarter_of(milestone.due)
        return self.view.in_focus(self._quarters, self.planner.quarter)

    def milestone(self) -> Milestone | None:
        """Return the milestone under the cursor."""
        return self.planner.plan.alive(Milestone).get(self.view.milestone_id)

    def goal_in_focus(self) -> str | None:
        """Return the goal under the cursor."""
        milestone = self.milestone()
        return milestone.goal if milestone else self.view.goal_id

    def load(self) -> None:
        """Show the quarters from the first one on."""
        calendar = self.planner.calendar
        if first_time := self._first is None:
            self._first, self.columns.at = self._opening()
        assert self._first is not None
        self._quarters = [calendar.plus(self._first, n) for n in range(self.shown)]
        self.columns.display, self.line.display = not self._in_time, self._in_time
        self.view.load(self.planner, self._quarters, "" if self.has_goals else NO_GOAL)
        if first_time:
            self.view.take_focus()
        self._show_detail()

    def _opening(self) -> tuple[Quarter, int]:
        """Return the first quarter shown and the column in focus.

        Today's quarter is the first, or the second where something before was left open.
        """
        now = self.planner.quarter
        before = self.planner.calendar.plus(now, -1)
        (last,) = board.look(self.planner, (before.start, before.end)).quarters
        left_open = any(step.done_on is None for step in last.milestones)
        return (before, 1) if left_open and self.shown > 1 else (now, 0)

    def on_resize(self, _event: events.Resize) -> None:
        """Show as many quarters as fit, the one in focus among them."""
        if not self._quarters:
            return
        quarter, milestone = self.quarter, self.milestone()
        if quarter not in self._quarters[: self.shown]:
            self._first, self.columns.at = quarter, 0
        self.reload()
        if milestone:
            self.show_milestone(milestone)
        else:
            self.view.take_focus()

    @on(RowList.Highlighted)
    @on(PlanColumns.Entered)
    @on(TimelineLanes.Highlighted)
    def _show_detail(self) -> None:
        if not self._quarters:
            return
        plan = self.planner.plan
        bare = [goal for goal in plan.active_goals if not plan.milestones_of(goal.id)]
        self.query_one("#detail", Lines).show(detail(self.planner, self.milestone(), bare))

    # ---- moving about ----

    def action_view(self) -> None:
        """Show the timeline, or the board."""
        milestone = self.milestone()
        self._in_time = not self._in_time
        self.load()
        if milestone is not None:
            self.show_milestone(milestone)
        else:
            self.view.take_focus()

    def action_left(self) -> None:
        """Go to the quarter, or the milestone, before."""
        self._go(-1)

    def action_right(self) -> None:
        """Go to the next quarter, or milestone."""
        self._go(1)

    def _go(self, step: int) -> None:
        if self.view.go(step):
            self._shift(step)
            if not self._in_time:
                self.columns.came()

    def action_back(self) -> None:
        """Show earlier quarters."""
        self._shift(-1)

    def action_forward(self) -> None:
        """Show later quarters."""
        self._shift(1)

    def _shift(self, step: int) -> None:
        first = self.planner.calendar.plus(self._quarters[0], step)
        if FIRST_YEAR < first.year < LAST_YEAR:
            self._first = first
            self.load()

    def show_milestone(self, milestone: Milestone) -> None:
        """Put the cursor on a milestone, wherever its quarter is."""
        calendar = self.planner.calendar
        quarter = calendar.quarter_of(milestone.due)
        if quarter not in self._quarters:
            later = quarter > self._quarters[0]
            self._first = calendar.plus(quarter, 1 - self.shown if later else 0)
            self.load()
        self.view.put_cursor(milestone, self._quarters.index(quarter))

    # ---- moving milestones ----

    def action_week_earlier(self) -> None:
        """Move the milestone a week back."""
        self._move_days(-WEEK)

    def action_week_later(self) -> None:
        """Move the milestone a week on."""
        self._move_days(WEEK)

    def _move_days(self, by: dt.timedelta) -> None:
        if milestone := self.needed():
            self.move_to(milestone, milestone.due + by)

    @on(PlanColumns.Moved)
    def drop_on_quarter(self, event: PlanColumns.Moved) -> None:
        """Move a milestone to the quarter on which it was let go."""
        if milestone := self.planner.plan.alive(Milestone).get(event.milestone):
            calendar = self.planner.calendar
            here, there = calendar.quarter_of(milestone.due), self._quarters[event.column]
            step = calendar.distance(here, there)
            self.move_to(milestone, self.planner.milestones.in_quarters(milestone, step))

    @on(TimelineLanes.Moved)
    def drop_on_day(self, event: TimelineLanes.Moved) -> None:
        """Move a milestone to the day on which it was let go."""
        if milestone := self.planner.plan.alive(Milestone).get(event.milestone):
            self.move_to(milestone, event.day)

    @on(TimelineLanes.Held)
    def tell_day(self, event: TimelineLanes.Held) -> None:
        """Say over which day a milestone is held, and what letting it go there does."""
        if milestone := self.planner.plan.alive(Milestone).get(event.milestone):
            does = self.planner.milestones.consequences(milestone, event.day)
            self.query_one("#detail", Lines).show(moving(milestone, does))


SCREEN = PlanView
