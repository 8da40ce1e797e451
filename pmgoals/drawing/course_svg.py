"""A measure's course as a picture in SVG: the same chart as in the terminal, drawn with lines.

Each group has the class of its role and a `color` of its own, for a light page. A style sheet
that gives the class another color wins; where there is none, as in a PDF, the colours stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from pmgoals.analytics.course import Course
from pmgoals.drawing.entries import Entry, Room, entries, fitted, in_words
from pmgoals.drawing.frame import Column, Days, Frame, Values, columns_of, days_of, values_of
from pmgoals.drawing.marks import ValueName, day_names, value_names
from pmgoals.drawing.svg import path, safe, short, text_width
from pmgoals.drawing.ticks import Amounts
from pmgoals.model.calendar import say_date

FONT = "system-ui, sans-serif"
"""The font of names and numbers, unless another is asked for."""

COLORS = {
    "actual": "#1c5f8a", "expected": "#556275", "range": "#1c5f8a", "target": "#226b3d",
    "axis": "#9aa7b8", "today": "#855000", "label": "#465264",
}  # fmt: skip
"""The colour of each role on a light page: those of the theme `pmgoals-light`, axes paler."""

NARROWEST, LOWEST = 240, 160
"""Pixels below which nothing can be read."""

SIZE = 12
"""Font size, in pixels."""

LETTER, ROW = 7.0, 16
"""Room for a letter across and for a line of text down."""

TOP, RIGHT = 8, 8
"""Pixels above and at the right of the plot."""

BELOW = 26
"""Pixels below the plot for the names of days."""

MOST_ROWS, LEGEND_ROW = 4, 18
"""Rows of the legend at most, and how high one is."""

SIGN, SIGN_GAP, ENTRY_GAP = 20, 6, 14
"""Pixels of a sign of the legend, between it and its words, and between two entries."""

TENTHS = 10
"""Steps to a pixel upwards; across, readings within a pixel share a column."""

DENSEST = 7
"""Pixels for each reading from which the readings are marked one by one."""


class _Plot(msgspec.Struct, frozen=True):
    """Where things lie, in pixels from the top left."""

    left: float
    top: float
    width: float
    height: float
    frame: Frame

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def x(self, day: dt.date) -> float:
        column = self.frame.days.x(day)
        return self.left + min(max(column, 0), self.frame.days.dots - 1)

    def y(self, value: float) -> float:
        return self.row(self.frame.values.y(value))

    def row(self, row: int) -> float:
        return self.top + row / TENTHS


def course_svg(
    course: Course,
    width: int,
    height: int,
    *,
    ident: str = "chart",
    font: str = FONT,
    chance: bool = True,
) -> str:
    """Return a course as an `<svg>` element of some pixels, well-formed for HTML and XML.

    It has a title, the measure's name, and a description, `in_words`; their ids begin with
    `ident`, letters, digits and hyphens, which is to be unique on a page. Less than 240 by 160
    pixels are taken for that many. Never raises: a course with fewer than two readings gives what
    there is of it.
    """
    width, height = max(width, NARROWEST), max(height, LOWEST)
    low, high = values_of(course)
    amounts = Amounts(course.unit, high - low, any_width=True)
    rows = _legend(course, amounts, width, chance=chance)
    plot_height = height - TOP - BELOW - len(rows) * LEGEND_ROW
    values = Values(low, high, plot_height * TENTHS + 1)
    names = value_names(course, values, plot_height // ROW, amounts, most=int(width / 5 / LETTER))
    left = 8 + max(text_width(name.text, SIZE) for name in names.values())
    across = int(width - left - RIGHT)
    days = Days(*days_of(course), across + 1)
    plot = _Plot(width - RIGHT - across, TOP, across, plot_height, Frame(days, values))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="course" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" '
        f'aria-labelledby="{ident}-title {ident}-words" font-family="{font}" font-size="{SIZE}">',
        f'<title id="{ident}-title">{safe(course.name) or "Measure"}</title>',
        f'<desc id="{ident}-words">{safe(in_words(course, chance=chance))}</desc>',
        *_axes(course, plot, sorted(names.values(), key=lambda name: plot.y(name.value))),
        *_layers(course, plot, amounts),
        *_legend_rows(rows, plot),
        "</svg>",
    ]
    return "".join(parts)


def _group(role: str, *parts: str, lines: bool = False, more: str = "") -> str:
    """Return what is drawn in the colour of a role: lines, or shapes and letters."""
    paint = 'fill="none" stroke="currentColor"' if lines else 'fill="currentColor"'
    body = "".join(parts)
    return f'<g class="{role}" color="{COLORS[role]}" {paint}{more}>{body}</g>' if body else ""


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="{path([(x1, y1), (x2, y2)])}"/>'


def _text(x: float, y: float, text: str, anchor: str = "") -> str:
    at = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{short(x)}" y="{short(y)}"{at}>{safe(text)}</text>'


def _axes(course: Course, plot: _Plot, names: list[ValueName]) -> Iterator[str]:
    """Yield a faint line at each named value, the axis of days, and all names."""
    levels = [
        _line(plot.left, plot.y(name.value), plot.right, plot.y(name.value)) for name in names
    ]
    yield _group("axis", *levels, lines=True, more=' stroke-opacity="0.35"')
    below = 0.0 - SIZE
    for name in names:
        # Two values that lie close together are named one below the other.
        below = max(plot.y(name.value), below + SIZE)
        weight = ' font-weight="600"' if name.role == "target" else ""
        text = _text(plot.left - 7, below + 0.35 * SIZE, name.text, "end")
        yield _group(name.role or "label", text, more=weight)
    columns = int(plot.width / LETTER)
    ticks = []
    for day in day_names(course, plot.frame.days, columns):
        x, letters = plot.x(day.day), len(day.text) / 2
        ticks.append(_line(x, plot.bottom, x, plot.bottom + 4))
        middle = plot.left + (day.begin + letters) * plot.width / columns
        middle = x if abs(middle - x) < LETTER else middle
        yield _group(day.role or "label", _text(middle, plot.bottom + 18, day.text, "middle"))
    base = _line(plot.left, plot.bottom, plot.right, plot.bottom)
    yield _group("axis", base, *ticks, lines=True)


def _layers(course: Course, plot: _Plot, amounts: Amounts) -> Iterator[str]:
    """Yield what is drawn in the plot, the most telling last."""
    if course.low is not None or course.high is not None:
        top = plot.top if course.high is None else plot.y(course.high)
        bottom = plot.bottom if course.low is None else plot.y(course.low)
        corners = [(plot.left, top), (plot.right, top), (plot.right, bottom), (plot.left, bottom)]
        yield _group("target", f'<path fill-opacity="0.08" d="{path(corners)}Z"/>')
    if course.fan:
        above = [(plot.x(at.on), plot.y(at.high)) for at in course.fan]
        under = [(plot.x(at.on), plot.y(at.low)) for at in reversed(course.fan)]
        yield _group("range", f'<path fill-opacity="0.16" d="{path(above + under)}Z"/>')
    if plot.frame.days.hold(course.today):
        x = plot.x(course.today)
        yield _group("today", _line(x, plot.top, x, plot.bottom), lines=True, more=DASHES["today"])
    limits = [_line(plot.left, plot.y(v), plot.right, plot.y(v)) for v in course.limits]
    yield _group("target", *limits, lines=True, more=DASHES["target"])
    if len(course.expected) > 1:
        way = path([(plot.x(point.on), plot.y(point.value)) for point in course.expected])
        yield _group("expected", f'<path d="{way}"/>', lines=True, more=DASHES["expected"])
    yield from _readings(course, plot, amounts)


DASHES = {
    "actual": ' stroke-width="2" stroke-linejoin="round" stroke-linecap="round"',
    "expected": ' stroke-width="2" stroke-dasharray="0 5" stroke-linecap="round"',
    "target": ' stroke-width="1.5" stroke-dasharray="7 4"',
    "today": ' stroke-dasharray="2 3" stroke-opacity="0.8"',
}
"""How the lines of each role are drawn."""


def _readings(course: Course, plot: _Plot, amounts: Amounts) -> Iterator[str]:
    """Yield the line through the readings and, where there is room between them, each of them."""
    columns = list(columns_of(course, plot.frame))
    if not columns:
        return
    way = list(_way(columns, plot, steps=course.steps))
    yield _group("actual", f'<path d="{path(way)}"/>', lines=True, more=DASHES["actual"])
    shown = [point for point in course.actual if plot.frame.days.hold(point.on)]
    marks = []
    for point in shown:
        x, y, side = plot.x(point.on), plot.y(point.value), plot.frame.values.side(point.value)
        if side or len(shown) * DENSEST <= plot.width or point is shown[-1]:
            said = safe(f"{amounts.say(point.value, typed=True)} on {say_date(point.on)}")
            marks.append(_mark(x, y, side, said, last=point is shown[-1]))
    yield _group("actual", *marks)


def _way(columns: list[Column], plot: _Plot, *, steps: bool) -> Iterator[tuple[float, float]]:
    """Yield the points of the line, up and down where readings share a column."""
    level: int | None = None
    for column in columns:
        x = plot.left + column.x
        if steps and level is not None:
            yield x, plot.row(level)
        rows = [column.first]
        if column.top != column.bottom:
            rows += [column.top, column.bottom, column.last]
        yield from ((x, plot.row(row)) for row in rows)
        level = column.last


def _mark(x: float, y: float, side: int, said: str, *, last: bool) -> str:
    """Return the mark of a reading, which says its value and day; outside, an arrow that way."""
    title = f"<title>{said}</title>"
    if side:
        # The tip points out of the picture, its foot stands 9 pixels inside.
        foot = y + 9 * side
        return f'<path d="{path([(x, y - side), (x + 5, foot), (x - 5, foot)])}Z">{title}</path>'
    return f'<circle cx="{short(x)}" cy="{short(y)}" r="{4.5 if last else 3}">{title}</circle>'


def _legend(course: Course, amounts: Amounts, width: int, *, chance: bool) -> list[list[Entry]]:
    """Return the entries of the legend by row, cut short where a unit is too long for a row."""
    room = Room(width - 2 * RIGHT, ENTRY_GAP, _entry_width)
    every = entries(course, amounts, chance=chance)
    most = int((room.width - SIGN - SIGN_GAP) / SIZE)
    cut = [entry._replace(text=_cut(entry.text, most)) for entry in every]
    return fitted(every, room, rows=MOST_ROWS, least=1) or fitted(
        cut, room, rows=MOST_ROWS, least=1
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _entry_width(entry: Entry) -> float:
    return text_width(entry.text, SIZE) + (SIGN + SIGN_GAP if entry.role else 0)


def _legend_rows(rows: list[list[Entry]], plot: _Plot) -> Iterator[str]:
    """Yield the legend, row by row: a sign drawn as its line is, then its words."""
    for at, row in enumerate(rows):
        x, y = float(RIGHT), plot.bottom + BELOW + at * LEGEND_ROW + 12
        for entry in _joined(row):
            if entry.role:
                yield _sign(entry.role, x, y - 4)
            begin = x + (SIGN + SIGN_GAP if entry.role else 0)
            yield _group("label", _text(begin, y, entry.text))
            x += _entry_width(entry) + ENTRY_GAP


def _joined(row: list[Entry]) -> list[Entry]:
    """Return a row in which what goes on is one piece with what stands before it."""
    found: list[Entry] = []
    for entry in row:
        if entry.goes_on and found:
            found[-1] = found[-1]._replace(text=found[-1].text + entry.text)
        else:
            found.append(entry)
    return found


def _sign(role: str, x: float, y: float) -> str:
    """Return the sign of a role in the legend."""
    if role == "range":
        body = f'<path fill-opacity="0.25" d="M{short(x)} {short(y - 5)}h{SIGN}v10h-{SIGN}Z"/>'
        return _group(role, body)
    line = _group(role, _line(x, y, x + SIGN, y), lines=True, more=DASHES[role])
    dot = f'<circle cx="{short(x + SIGN / 2)}" cy="{short(y)}" r="4"/>'
    return line + _group(role, dot) if role == "actual" else line
