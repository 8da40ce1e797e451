"""What the plan's timeline draws: the axis, and two or three lines for each goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple, overload

from rich.cells import cell_len

from pmgoals.model.calendar import MONTHS
from pmgoals.services.board import Step
from pmgoals.services.timeline import Lane, Timeline, Wait
from pmgoals.tui import glyphs
from pmgoals.tui.spans import Line, Span, fit, said

LOW, HIGH = 2, 3
"""Lines of a goal: its bar with the milestones on it, what they are called, and where there is
room one that parts it from the next. Only there is drawn what waits for what."""

LABELS = ((160, 44), (116, 32), (76, 22), (0, 14))
"""Cells for the goal's title, by the width from which they hold."""

LEAST_AXIS = 8
"""Cells below which the axis takes those of the titles too."""

SHORTEST_NAME = 4
"""Cells below which a milestone's name says nothing."""

SHORT_NAME = 16
"""Cells below which a name near the right edge is better begun further left."""

Cells = list[tuple[str, str]]
"""A sign and its tone for each cell of a line."""


class Signs(NamedTuple):
    """The signs of a timeline."""

    past: str
    ahead: str
    today: str
    done: str
    open: str
    end: str
    edge: str
    down: str
    along: str
    corners: str
    """Turning from above to the right and to the left, from below to the right and to the left."""
    arrow_down: str
    arrow_up: str


DRAWN = Signs("━", "─", "│", "◆", "◇", "◎", "┊", "╎", "╌", "╰╯╭╮", "▾", "▴")
PLAIN = Signs("=", "-", "|", "*", "o", "@", ".", ":", ".", "``,,", "v", "^")


class Scale(NamedTuple):
    """Where a day lies on a line of some width."""

    first: dt.date
    last: dt.date
    left: int
    """Cells before the axis."""
    cells: int
    """Cells of the axis."""

    @classmethod
    def of(cls, seen: Timeline, width: int) -> Scale:
        """Return the scale of a timeline in a width."""
        left = next(cells for least, cells in LABELS if width >= least)
        left = left if width - left >= LEAST_AXIS else 0
        return cls(seen.first, seen.last, left, max(1, width - left))

    @property
    def days(self) -> int:
        """Days of the axis."""
        return (self.last - self.first).days + 1

    def x(self, day: dt.date) -> int:
        """Return the cell of a day; days outside lie on the nearer end."""
        place = (day - self.first).days * self.cells // self.days
        return self.left + min(self.cells - 1, max(0, place))

    def day(self, x: int) -> dt.date:
        """Return the day in the middle of a cell; the cell of that day is this one."""
        place = min(self.cells - 1, max(0, x - self.left))
        first, after = (-(-at * self.days // self.cells) for at in (place, place + 1))
        return self.first + dt.timedelta(days=(first + max(first, after - 1)) // 2)

    def holds(self, day: dt.date) -> bool:
        """Tell whether a day is on the axis."""
        return self.first <= day <= self.last


class Focus(NamedTuple):
    """What the cursor is on, and where the mouse holds it."""

    lane: int = 0
    """Number of the goal."""
    milestone: str = ""
    """Id of its milestone; empty for the goal alone."""
    held_at: dt.date | None = None
    """The day over which the mouse holds the milestone; None when it does not."""


class Lanes(Sequence[Line]):
    """The lines of all goals, each drawn when it is first asked for."""

    def __init__(
        self, seen: Timeline, width: int, focus: Focus, lane: int, *, ascii_only: bool
    ) -> None:
        self.scale = Scale.of(seen, width)
        """Where days lie."""
        self._lane = lane
        self._seen, self._focus, self._ascii = seen, focus, ascii_only
        self._signs = PLAIN if ascii_only else DRAWN
        self._width = width
        self._drawn: dict[int, tuple[Line, ...]] = {}
        self._links = self._routes() if lane == HIGH else {}

    def __len__(self) -> int:
        return self._lane * len(self._seen.lanes)

    @overload
    def __getitem__(self, at: int) -> Line: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...

    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        number, line = divmod(at, self._lane)
        if number not in self._drawn:
            lane = self._seen.lanes[number]
            self._drawn[number] = (
                self._bar(number, lane),
                self._names(number, lane),
                self._gap(number),
            )
        return self._drawn[number][line]

    # ---- one goal ----

    def _bar(self, number: int, lane: Lane) -> Line:
        scale, signs, today = self.scale, self._signs, self._seen.date
        cells = self._grid()
        end, done = lane.due or scale.last, "muted" if lane.status == "paused" else "accent"
        for x in range(scale.x(lane.start), scale.x(end) + 1):
            over = x < scale.x(today) and scale.first <= today
            cells[x] = (signs.past if over else signs.ahead, done if over else "quiet")
        if scale.holds(today):
            cells[scale.x(today)] = (signs.today, "mark")
        if lane.due and scale.holds(lane.due):
            cells[scale.x(lane.due)] = (signs.end, "")
        for step in lane.steps:
            if scale.holds(step.due):
                cells[scale.x(step.due)] = self._sign(step)
        focus = self._focus
        held = focus.held_at if focus.lane == number else None
        chosen = next((s for s in lane.steps if s.id == focus.milestone), None)
        if chosen and (held or scale.holds(chosen.due)):
            cells[scale.x(held or chosen.due)] = (self._sign(chosen)[0], "on")
        return [*self._label(number, lane), *joined(cells[scale.left :])]

    def _label(self, number: int, lane: Lane) -> Line:
        if not self.scale.left:
            return []
        sign, tone = glyphs.status(lane.status, ascii_only=self._ascii)
        here = number == self._focus.lane
        title = fit(said(lane.title).text, self.scale.left - 4)
        return [Span(f" {sign} ", tone), Span(title, "strong" if here else ""), Span(" ")]

    def _sign(self, step: Step) -> tuple[str, str]:
        if step.done_on:
            return self._signs.done, "good"
        return self._signs.open, "warn" if step.late else "strong"

    def _names(self, number: int, lane: Lane) -> Line:
        """Return the line under a bar: what its milestones are called, as far as there is room.

        The one under the cursor has room before the others.
        """
        cells = self._blank(self._lane * number + 1)
        shown = [step for step in lane.steps if self.scale.holds(step.due)]
        if number == self._focus.lane and self._focus.held_at:
            return joined(cells)
        chosen = next((step for step in shown if step.id == self._focus.milestone), None)
        taken = self._place(chosen) if chosen else range(0)
        places = [self.scale.x(step.due) for step in shown]
        ends = [*places[1:], self._width]
        for step, x, until in zip(shown, places, ends[: len(shown)], strict=True):
            place = range(x, until - 1) if until < self._width else self._place(step)
            if place.start < taken.start:
                place = range(place.start, min(place.stop, taken.start - 1))
            if step is chosen or place.start in taken or len(place) < SHORTEST_NAME:
                continue
            self._name(cells, step, place, "warn" if step.late else "muted")
        if chosen:
            self._name(cells, chosen, taken, "strong")
        return joined(cells)

    def _place(self, step: Step) -> range:
        """Return the cells for a name that has all the room to the right, or to the left of it."""
        x, wanted = self.scale.x(step.due), cell_len(said(step.title).text)
        if self._width - x < min(wanted, SHORT_NAME):
            x = max(self.scale.left, self._width - wanted)
        return range(x, min(self._width, x + wanted))

    def _name(self, cells: Cells, step: Step, place: range, tone: str) -> None:
        """Write a milestone's name into cells."""
        letters = _letters(said(step.title).text, len(place))
        after = place.start + len(letters)
        if letters and not cells[place.start][0]:  # half of a wide letter is none
            cells[place.start - 1] = (" ", "")
        if letters and after < len(cells) and not cells[after][0]:
            cells[after] = (" ", "")
        for at, letter in enumerate(letters, place.start):
            cells[at] = (letter, tone)

    def _gap(self, number: int) -> Line:
        return joined(self._blank(self._lane * number + 2))

    def _blank(self, at: int) -> Cells:
        """Return an empty line with today's mark and the links that pass it."""
        cells = self._grid()
        if self.scale.holds(self._seen.date):
            cells[self.scale.x(self._seen.date)] = (self._signs.today, "quiet")
        for x, cell in self._links.get(at, {}).items():
            cells[x] = cell
        return cells

    def _grid(self) -> Cells:
        """Return an empty line with the first days of the quarters."""
        cells: Cells = [(" ", "")] * self._width
        for quarter in self._seen.quarters[1:]:
            cells[self.scale.x(quarter.start)] = (self._signs.edge, "quiet")
        return cells

    # ---- what waits for what ----

    def _routes(self) -> dict[int, dict[int, tuple[str, str]]]:
        """Return the cells of the links that are drawn, by line: late ones, and those in focus."""
        ends: dict[str, tuple[int, dt.date]] = {}
        for number, lane in enumerate(self._seen.lanes):
            if lane.due:
                ends[lane.id] = (number, lane.due)
            ends |= {step.id: (number, step.due) for step in lane.steps}
        found: dict[int, dict[int, tuple[str, str]]] = {}
        for wait in self._seen.waits:
            near = self._focus.milestone in (wait.milestone, wait.first)
            if (wait.days_short or near) and wait.first in ends:
                self._route(wait, ends[wait.first], ends[wait.milestone], near, found)
        return found

    def _route(
        self,
        wait: Wait,
        first: tuple[int, dt.date],
        then: tuple[int, dt.date],
        near: bool,
        found: dict[int, dict[int, tuple[str, str]]],
    ) -> None:
        """Lay a link: from its first straight to the line beside what waits, then along it."""
        (from_lane, day), (to_lane, then_day) = first, then
        if from_lane == to_lane or not (self.scale.holds(day) and self.scale.holds(then_day)):
            return
        tone = "warn" if wait.days_short else "accent" if near else "quiet"
        signs, x, to = self._signs, self.scale.x(day), self.scale.x(then_day)
        down, lane = from_lane < to_lane, self._lane
        turn = lane * to_lane - 1 if down else lane * to_lane + lane - 1
        lines = range(lane * from_lane + 1, turn) if down else range(turn + 1, lane * from_lane)
        for line in lines:
            if line % lane:  # bars are passed under
                found.setdefault(line, {})[x] = (signs.down, tone)
        row = found.setdefault(turn, {})
        for at in range(min(x, to), max(x, to) + 1):
            row[at] = (signs.along, tone)
        right = to > x
        row[x] = (signs.corners[(0 if down else 2) + (0 if right else 1)], tone)
        row[to] = (signs.arrow_down if down else signs.arrow_up, tone)


# ---- the axis ----


def axis(seen: Timeline, width: int, ascii_only: bool) -> list[Line]:
    """Return the quarters and months over the lanes, and at their left what the signs mean."""
    scale, signs = Scale.of(seen, width), PLAIN if ascii_only else DRAWN
    names: Cells = [(" ", "")] * width
    months: Cells = [(" ", "")] * width
    for cells, form in ((names, _SIGNS), (months, _WAITS)):
        words = form.format(signs=signs)
        write(cells, 1, words if len(words) < scale.left - 1 else "", "muted")
    for quarter in seen.quarters:
        now = quarter.start <= seen.date <= quarter.end
        write(names, scale.x(quarter.start), str(quarter), "title" if now else "strong")
        for n in range(3):
            month = (quarter.start.month - 1 + n) % 12
            year = quarter.start.year + (quarter.start.month + n > 12)
            write(months, scale.x(dt.date(year, month + 1, 1)), MONTHS[month][:3], "muted")
    if scale.holds(seen.date):
        names[scale.x(seen.date)] = (signs.arrow_down, "mark")
    return [joined(names), joined(months)]


_SIGNS = "{signs.done} done  {signs.open} open  {signs.end} end"
_WAITS = "{signs.along}{signs.arrow_down} waits for  {signs.today} today"


def write(cells: Cells, x: int, text: str, tone: str) -> None:
    """Write a text of narrow letters into cells, as far as they go."""
    for at, letter in enumerate(text[: max(0, len(cells) - x)]):
        cells[x + at] = (letter, tone)


def _letters(text: str, room: int) -> list[str]:
    """Return a name's cells, cut to its room; a wide letter takes a cell and an empty one."""
    found: list[str] = []
    for letter in fit(text, room).rstrip():
        if cell_len(letter):
            found += [letter, *([""] * (cell_len(letter) - 1))]
        elif found:
            found[-1] += letter  # it combines with the one before; without one it has no cell
    return found


def joined(cells: Sequence[tuple[str, str]]) -> Line:
    """Return cells as spans, those of one tone in a row as one."""
    spans: list[Span] = []
    for sign, tone in cells:
        if spans and spans[-1].tone == tone:
            spans[-1] = Span(spans[-1].text + sign, tone)
        else:
            spans.append(Span(sign, tone))
    return spans
