"""The timeline of the plan: goals as rows, with a cursor on a milestone that a mouse can drag."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message

from pmgoals.services.board import Step
from pmgoals.services.timeline import Lane, Timeline
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.screens.plan_timeline import HIGH, LOW, Focus, Lanes, Scale
from pmgoals.tui.spans import wrap
from pmgoals.tui.widgets.lines import Lines

NEAR = 2
"""Cells beside a milestone's sign that still take a click."""

HELP = (
    "Goals as rows, their milestones in their place. Up and down go to another goal, left and "
    "right to another of its milestones. < and > move one by a quarter, the comma and the full "
    "stop by a week; a mouse can drag it, and Esc puts it back. A filled diamond is done, an empty "
    "one open, a ring the goal's end; where the goals have room for it, a dotted line leads from "
    "what comes first to what waits for it, if one of them is under the cursor or it is late. "
    "Below, the hours promised in each week; above the line there are more than you have."
)


class TimelineLanes(Lines, can_focus=True):
    """The rows of a timeline."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("list"),
        Binding("escape", "put_back", show=False),
    ]
    help_text = HELP

    class Highlighted(Message):
        """The cursor came to another milestone or goal."""

    class Chosen(Message):
        """The milestone under the cursor was opened with Enter or a double click."""

    class Moved(Message):
        """A milestone was dragged to another day."""

        def __init__(self, milestone: str, day: dt.date) -> None:
            super().__init__()
            self.milestone = milestone
            self.day = day

    class Held(Message):
        """The mouse holds a milestone over a day."""

        def __init__(self, milestone: str, day: dt.date) -> None:
            super().__init__()
            self.milestone = milestone
            self.day = day

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._seen: Timeline | None = None
        self._focus = Focus()
        self._ascii = False
        self._held = ""
        self.nothing = ""
        """What is said when no goal runs in the time that is shown."""

    # ---- what is shown ----

    def show_timeline(self, seen: Timeline, *, ascii_only: bool) -> None:
        """Show a timeline; the cursor stays on its milestone, or goes to the nearest to today."""
        before = self.milestone_id
        self.let_go()
        self._seen, self._ascii = seen, ascii_only
        if not self._go_to(before):
            lane = min(self._focus.lane, max(0, len(seen.lanes) - 1))
            self._focus = Focus(lane, self._nearest(lane, seen.date))
        self._draw()

    def _draw(self) -> None:
        seen, focus, ascii_only = self._seen, self._focus, self._ascii
        if seen is not None and not seen.lanes:
            self.show(lambda width: wrap(self.nothing, width, "muted", " "))
        elif seen is not None:
            lane = self._lane
            self.show(lambda width: Lanes(seen, width, focus, lane, ascii_only=ascii_only))

    @property
    def _lane(self) -> int:
        """Lines of a goal: fewer where not all of them would be seen."""
        return HIGH if HIGH * len(self.lanes) <= self.size.height else LOW

    def on_resize(self, _event: events.Resize) -> None:
        """Give the goals the lines there are now."""
        self._draw()

    @property
    def lanes(self) -> list[Lane]:
        """The goals shown."""
        return self._seen.lanes if self._seen else []

    @property
    def goal_id(self) -> str | None:
        """The goal under the cursor."""
        return self.lanes[self._focus.lane].id if self._focus.lane < len(self.lanes) else None

    @property
    def milestone_id(self) -> str:
        """The milestone under the cursor; empty for none."""
        return self._focus.milestone

    # ---- the cursor ----

    def put_cursor(self, milestone: str) -> bool:
        """Put the cursor on a milestone; tell whether it is shown."""
        found = self._go_to(milestone)
        if found:
            self._draw()
            self._reveal()
            self.post_message(self.Highlighted())
        return found

    def step(self, by: int) -> int:
        """Go to the milestone before or after; returns `by` when there is none on the axis."""
        shown = self._shown(self._focus.lane)
        ids = [step.id for step in shown]
        at = ids.index(self.milestone_id) + by if self.milestone_id in ids else 0
        if not ids or not 0 <= at < len(ids):
            return by
        self._set(self._focus.lane, ids[at])
        return 0

    def _go_to(self, milestone: str) -> bool:
        for number in range(len(self.lanes)):
            if any(step.id == milestone for step in self._shown(number)):
                self._focus = Focus(number, milestone)
                return True
        return False

    def _shown(self, lane: int) -> list[Step]:
        """Return the milestones of a goal that lie on the axis."""
        if self._seen is None or lane >= len(self.lanes):
            return []
        first, last = self._seen.first, self._seen.last
        return [step for step in self.lanes[lane].steps if first <= step.due <= last]

    def _nearest(self, lane: int, day: dt.date) -> str:
        """Return the milestone of a goal nearest to a day, an open one first; empty for none."""
        shown = self._shown(lane)
        by_distance = sorted(shown, key=lambda s: (s.done_on is not None, abs((s.due - day).days)))
        return by_distance[0].id if by_distance else ""

    def _day_here(self) -> dt.date:
        shown = self._shown(self._focus.lane)
        found = next((step.due for step in shown if step.id == self.milestone_id), None)
        return found or (self._seen.date if self._seen else dt.date.min)

    def _set(self, lane: int, milestone: str) -> None:
        self.let_go()
        self._focus = Focus(lane, milestone)
        self._draw()
        self._reveal()
        self.post_message(self.Highlighted())

    def _reveal(self) -> None:
        top = self._lane * self._focus.lane
        self.scroll_to_region(Region(0, top, 1, self._lane), animate=False, force=True)

    def _move(self, by: int) -> None:
        if self.lanes:
            lane = min(max(self._focus.lane + by, 0), len(self.lanes) - 1)
            day = self._day_here()
            shown = self._shown(lane)
            near = min(shown, key=lambda s: abs((s.due - day).days), default=None)
            self._set(lane, near.id if near else "")

    def action_cursor_down(self) -> None:
        """Go to the next goal."""
        self._move(1)

    def action_cursor_up(self) -> None:
        """Go to the goal before."""
        self._move(-1)

    def action_page_down(self) -> None:
        """Go a screenful down."""
        self._move(max(1, self.size.height // self._lane - 1))

    def action_page_up(self) -> None:
        """Go a screenful up."""
        self._move(-max(1, self.size.height // self._lane - 1))

    def action_first(self) -> None:
        """Go to the first goal."""
        self._move(-len(self.lanes))

    def action_last(self) -> None:
        """Go to the last goal."""
        self._move(len(self.lanes))

    def action_choose(self) -> None:
        """Open the milestone under the cursor."""
        if self.milestone_id:
            self.post_message(self.Chosen())

    # ---- the mouse ----

    def _under(self, x: int, y: int) -> tuple[int, str]:
        """Return the goal and milestone at a place of the view; the goal alone beside them."""
        lane = (y + int(self.scroll_offset.y)) // self._lane
        if self._seen is None or lane >= len(self.lanes):
            return -1, ""
        scale = Scale.of(self._seen, self._laid_out)
        near = [(abs(scale.x(step.due) - x), step.id) for step in self._shown(lane)]
        distance, own_id = min(near, default=(NEAR + 1, ""))
        return lane, own_id if distance <= NEAR else ""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is, and hold the milestone there."""
        lane, milestone = self._under(event.x, event.y)
        if lane < 0:
            return
        self._set(lane, milestone or self._nearest(lane, self._day_here()))
        if milestone and event.button == 1:
            self.capture_mouse()
            self._held = milestone

    def let_go(self) -> None:
        """Hold nothing any more: the milestone stays where it is."""
        self._held = ""
        if self.app.mouse_captured is self:
            self.release_mouse()
        if self._focus.held_at is not None:
            self._focus = self._focus._replace(held_at=None)
            self._draw()

    def action_put_back(self) -> None:
        """Leave the milestone that the mouse holds where it was."""
        if self._held:
            self.let_go()
            self.post_message(self.Highlighted())

    def on_hide(self) -> None:
        """Hold nothing that is out of sight."""
        self.let_go()

    def on_mouse_release(self) -> None:
        """Hold nothing that the mouse no longer does, such as behind a form."""
        if self._held:
            self.let_go()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Take the milestone along."""
        if not self._held or self._seen is None:
            return
        day = self._day_under(event.x)
        if day != self._focus.held_at and (self._focus.held_at or day != self._day_here()):
            self._focus = self._focus._replace(held_at=day)
            self._draw()
            self.post_message(self.Held(self.milestone_id, day))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let the milestone go where it is; beside the axis it stays."""
        held, day = self._held, self._focus.held_at
        self.let_go()
        if held and day is not None and day != self._day_here():
            self.post_message(self.Moved(held, day))

    def on_click(self, event: events.Click) -> None:
        """Open the milestone on a double click."""
        if event.chain > 1 and self._under(event.x, event.y)[1]:
            self.action_choose()

    def _day_under(self, x: int) -> dt.date:
        """Return the day under a cell; the milestone's own day over its own cell."""
        assert self._seen is not None
        scale, here = Scale.of(self._seen, self._laid_out), self._day_here()
        return here if scale.x(here) == x else scale.day(x)
