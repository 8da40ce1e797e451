"""Plan: the year by quarter, as a board of milestones or along a line of time."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from pmgoals.model.calendar import FIRST_YEAR, LAST_YEAR, Quarter
from pmgoals.model.milestone import Milestone
from pmgoals.services import board, timeline
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.screens import plan_timeline
from pmgoals.tui.screens.plan_board import detail, moving
from pmgoals.tui.screens.plan_changes import NO_GOAL, PlanChanges
from pmgoals.tui.screens.plan_columns import COLUMNS, PlanColumns
from pmgoals.tui.screens.plan_hours import hours
from pmgoals.tui.screens.plan_lanes import TimelineLanes
from pmgoals.tui.widgets.lines import Lines, RowList

WIDE, NORMAL = 116, 76
"""Widths from which four and two quarters are shown on the board; else one."""

TALL, TALL_BARS = 34, 4
"""Height from which the hours are drawn as bars of several rows, and how many."""

NOTHING = "Nothing planned here. a adds a milestone."

EMPTY_TIME = "No open goal runs in these quarters. [ and ] show earlier and later ones."

WEEK = dt.timedelta(days=7)


class PlanView(PlanChanges):
    """The year by quarter, as a board or a timeline."""

    KEY = "plan"
    ABOUT = "What is due when: the milestones of open goals, by quarter or along a line of time."
    CSS_PATH = "plan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("plan")

    def __init__(self) -> None:
        super().__init__()
        self._first: Quarter | None = None
        self._quarters: list[Quarter] = []
        self._fitted = 0
        self._in_time = False

    def compose_body(self) -> ComposeResult:
        """The board and the timeline, of which one is shown; one milestone in full below."""
        yield PlanColumns(id="board")
        with Vertical(id="time"):
            yield Lines(id="axis")
            yield TimelineLanes(id="lanes")
            yield Lines(id="hours")
        yield Lines(id="detail")

    # ---- what is shown ----

    @property
    def columns(self) -> PlanColumns:
        """The board."""
        return self.query_one("#board", PlanColumns)

    @property
    def lanes(self) -> TimelineLanes:
        """The rows of the timeline."""
        return self.query_one("#lanes", TimelineLanes)

    @property
    def shown(self) -> int:
        """How many quarters are shown side by side."""
        width = self.app.size.width
        if self._in_time:
            return COLUMNS if width >= NORMAL else 2
        return COLUMNS if width >= WIDE else 2 if width >= NORMAL else 1

    @property
    def quarter(self) -> Quarter:
        """The quarter in focus."""
        milestone = self.milestone()
        if not self._in_time:
            return self._quarters[self.columns.at]
        if milestone is not None:
            return self.planner.calendar.quarter_of(milestone.due)
        now = self.planner.quarter
        return now if now in self._quarters else self._quarters[0]

    def milestone(self) -> Milestone | None:
        """Return the milestone under the cursor."""
        own_id = self.lanes.milestone_id if self._in_time else self.columns.here.highlighted
        return self.planner.plan.alive(Milestone).get(own_id)

    def goal_in_focus(self) -> str | None:
        """Return the goal of the milestone under the cursor."""
        if self._in_time:
            return self.lanes.goal_id
        milestone = self.milestone()
        return milestone.goal if milestone else None

    def load(self) -> None:
        """Show the quarters from the first one on."""
        calendar, keep = self.planner.calendar, None
        if self._first is None:
            self._first, self.columns.at, keep = self._opening()
            self.set_focus(self.lanes if self._in_time else self.columns.here)
        self._quarters = [self._first]
        for _ in range(self.shown - 1):
            self._quarters.append(calendar.next(self._quarters[-1]))
        self.query_one("#board").display = not self._in_time
        self.query_one("#time").display = self._in_time
        if self._in_time:
            self._load_timeline()
        else:
            self._load_board(keep)
        self._show_detail()

    def _load_board(self, keep: str | None) -> None:
        planner, quarters = self.planner, self._quarters
        seen = board.look(planner, (quarters[0].start, quarters[-1].end))
        self.columns.show(
            seen.quarters,
            planner.today,
            NOTHING if self.has_goals else NO_GOAL,
            keep,
            ascii_only=planner.settings.ascii,
        )

    def _load_timeline(self) -> None:
        planner, settings = self.planner, self.planner.settings
        seen, plain = timeline.look(planner, self._quarters), settings.ascii
        self.query_one("#axis", Lines).show(lambda w: plan_timeline.axis(seen, w, plain))
        rows = TALL_BARS if self.app.size.height >= TALL else 1
        pane = self.query_one("#hours", Lines)
        pane.styles.height = rows + 1
        pane.show(lambda w: hours(seen, w, rows, settings.week_start, ascii_only=plain))
        self.lanes.nothing = EMPTY_TIME if self.has_goals else NO_GOAL
        self.lanes.show_timeline(seen, ascii_only=plain)

    def _opening(self) -> tuple[Quarter, int, str | None]:
        """Return the first quarter shown, the column in focus, and the milestone in focus.

        Today's quarter is the first, or the second where something before was left open.
        """
        now = self.planner.quarter
        before = self.planner.calendar.previous(now)
        last, present = board.look(self.planner, (before.start, now.end)).quarters
        keep = next((step.id for step in present.milestones if step.done_on is None), None)
        left_open = any(step.done_on is None for step in last.milestones)
        return (before, 1, keep) if left_open and self.shown > 1 else (now, 0, keep)

    def on_resize(self, _event: events.Resize) -> None:
        """Show as many quarters as fit, the one in focus among them."""
        if not self._quarters or self.shown == self._fitted:
            return
        self._fitted = self.shown
        quarter, milestone = self.quarter, self.milestone()
        if not self._in_time and self.columns.at >= self.shown:
            self._first, self.columns.at = quarter, 0
        self.reload()
        if milestone:
            self.show_milestone(milestone)
        elif not self._in_time:
            self.columns.here.focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus to another column."""
        if isinstance(event.widget, RowList):
            self.columns.at = int((event.widget.id or "0")[-1])
            self._show_detail()

    @on(RowList.Highlighted)
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
        self._fitted = self.shown
        self.load()
        if milestone is not None:
            self.show_milestone(milestone)
        else:
            self.set_focus(self.lanes if self._in_time else self.columns.here)

    def action_left(self) -> None:
        """Go to the quarter, or the milestone, before."""
        self._go(-1)

    def action_right(self) -> None:
        """Go to the next quarter, or milestone."""
        self._go(1)

    def _go(self, step: int) -> None:
        if self._in_time:
            if self.lanes.step(step):
                self._shift(step)
            return
        columns, row = self.columns, self.columns.row
        if 0 <= columns.at + step < self.shown:
            columns.go(columns.at + step, row)
        else:
            self._shift(step)
            columns.go(columns.at, row)

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
        if quarter not in self._quarters:
            later = quarter > self._quarters[0]
            self._first = quarter
            for _ in range(self.shown - 1 if later else 0):
                self._first = self.planner.calendar.previous(self._first)
            self.load()
        if self._in_time:
            self.lanes.put_cursor(milestone.id)
            self.lanes.focus()
            return
        self.columns.at = self._quarters.index(quarter)
        self.columns.here.highlighted = milestone.id
        self.columns.here.focus()

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
        milestone = self.planner.plan.alive(Milestone).get(event.milestone)
        if milestone is not None:
            calendar = self.planner.calendar
            here, there = calendar.quarter_of(milestone.due), self._quarters[event.column]
            step = 4 * (there.year - here.year) + there.number - here.number
            self.move_to(milestone, self.planner.milestones.in_quarters(milestone, step))

    @on(TimelineLanes.Moved)
    def drop_on_day(self, event: TimelineLanes.Moved) -> None:
        """Move a milestone to the day on which it was let go."""
        milestone = self.planner.plan.alive(Milestone).get(event.milestone)
        if milestone is not None:
            self.move_to(milestone, event.day)

    @on(TimelineLanes.Held)
    def tell_day(self, event: TimelineLanes.Held) -> None:
        """Say over which day a milestone is held, and what letting it go there does."""
        milestone = self.planner.plan.alive(Milestone).get(event.milestone)
        if milestone is not None:
            does = self.planner.milestones.consequences(milestone, event.day)
            self.query_one("#detail", Lines).show(moving(milestone, does))


SCREEN = PlanView
