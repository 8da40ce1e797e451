"""`Lines`: text that was laid out for its width, and `RowList`: rows to choose from.

Both draw by the line, so their cost does not grow with their length.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.spans import Line, Span, width_of
from pmgoals.tui.tones import Tones, tones_of
from pmgoals.tui.widgets.rows import Build, Row, RowLines

__all__ = ["Build", "Lines", "Row", "RowList"]


class Lines(ScrollView, can_focus=False):
    """Shows lines that `build` lays out anew for each width."""

    DEFAULT_CSS = """
    Lines { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    help_text: str = ""
    """What `?` says when this has the focus."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._build: Build = lambda _width: []
        self._lines: Sequence[Line] = []
        self._laid_out = -1
        self._base = Style.null()
        self._tones = Tones({})

    def show(self, build: Build) -> None:
        """Show what `build` lays out."""
        self._build = build
        self._laid_out = -1
        self._lay_out()

    @property
    def text(self) -> str:
        """Everything shown, as plain text."""
        return "\n".join("".join(span.text for span in line) for line in self._lines)

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the lines out for the new width."""
        self._lay_out()

    def watch_show_vertical_scrollbar(self) -> None:
        """Lay the lines out beside the scrollbar."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0 or width == self._laid_out:
            return
        self._laid_out = width
        self._lines = self._build(width)
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines of the view; their styles are looked up once for all of them."""
        self._base = self.rich_style
        self._tones = tones_of(self.app)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        at = y + int(self.scroll_offset.y)
        width = self.size.width
        if at >= len(self._lines):
            return Strip.blank(width, self._base)
        return self._strip(self._lines[at], width, Style.null())

    def _strip(self, line: Line, width: int, over: Style) -> Strip:
        base = self._base
        segments = [
            Segment(span.text, base + self._style(span) + over) for span in line if span.text
        ]
        room = width - width_of(line)
        if room > 0:
            segments.append(Segment(" " * room, base + over))
        return Strip(segments).crop(0, width)

    def _style(self, span: Span) -> Style:
        style = self._tones.style(span.tone)
        return style + Style.from_meta({"@click": span.action}) if span.action else style


class RowList(Lines, can_focus=True):
    """Rows with a cursor. Headings are passed over."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("list")

    shows_rest = True
    """Whether the row under the cursor is marked while another widget has the focus."""

    highlighted: var[str] = var("")
    """Id of the row under the cursor; empty when there is none."""

    class Highlighted(Message):
        """The cursor came to another row."""

        def __init__(self, rows: RowList, row_id: str) -> None:
            super().__init__()
            self.rows = rows
            self.row_id = row_id

        @property
        def control(self) -> RowList:
            """The list."""
            return self.rows

    class Chosen(Message):
        """A row was opened with Enter or a click."""

        def __init__(self, rows: RowList, row_id: str) -> None:
            super().__init__()
            self.rows = rows
            self.row_id = row_id

        @property
        def control(self) -> RowList:
            """The list."""
            return self.rows

    def __init__(
        self, *, id: str | None = None, classes: str | None = None, help_text: str = ""
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.help_text = help_text
        self._rows: Sequence[Row] = []
        self._places: dict[str, tuple[int, int]] = {}
        self._row_at: list[str] = []

    @property
    def ids(self) -> list[str]:
        """Ids of the rows that can be chosen, in order."""
        return [row.id for row in self._rows if row.id]

    def set_rows(self, rows: Sequence[Row], keep: str | None = None) -> None:
        """Show rows; the cursor stays on its row, or goes to `keep`, else near where it was."""
        before = self.ids
        wanted = self.highlighted if keep is None else keep
        self._rows = rows
        now = self.ids
        if wanted not in now:
            at = before.index(wanted) if wanted in before else 0
            wanted = now[min(at, len(now) - 1)] if now else ""
        self.show(self._build_rows)
        self.highlighted = wanted

    def _build_rows(self, width: int) -> Sequence[Line]:
        lines = RowLines(self._rows, width)
        self._places, self._row_at = lines.places, lines.row_at
        return lines

    def watch_highlighted(self, _before: str, now: str) -> None:
        """Draw the cursor where it went, and tell."""
        self.refresh()
        self._reveal()
        self.post_message(self.Highlighted(self, now))

    def _reveal(self) -> None:
        place = self._places.get(self.highlighted)
        if place is None:
            return
        top, height = place
        first = next(iter(self._places.values()))[0]
        if top == first:  # show the headings above the first row too
            top, height = 0, height + top
        if place == [*self._places.values()][-1]:  # and what stands below the last one
            height = max(height, min(self.size.height, len(self._row_at) - top))
        self.scroll_to_region(Region(0, top, 1, height), animate=False, force=True)

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the row under the cursor in view."""
        self.call_after_refresh(self._reveal)

    def on_focus(self) -> None:
        """Draw the cursor as the focused one."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as a resting one."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view, the cursor over its row."""
        at = y + int(self.scroll_offset.y)
        if at < len(self._row_at) and self._row_at[at] and self._row_at[at] == self.highlighted:
            over = self._tones.cursor if self.has_focus else self._tones.resting
            if self.has_focus or self.shows_rest:
                return self._strip(self._lines[at], self.size.width, over)
        return super().render_line(y)

    def _move(self, step: int) -> None:
        ids = self.ids
        if not ids:
            return
        at = ids.index(self.highlighted) if self.highlighted in ids else 0
        self.highlighted = ids[min(max(at + step, 0), len(ids) - 1)]

    def action_cursor_down(self) -> None:
        """Go to the next row."""
        self._move(1)

    def action_cursor_up(self) -> None:
        """Go to the row before."""
        self._move(-1)

    def action_page_down(self) -> None:
        """Go a screenful down."""
        self._move(max(1, self.size.height - 2))

    def action_page_up(self) -> None:
        """Go a screenful up."""
        self._move(-max(1, self.size.height - 2))

    def action_first(self) -> None:
        """Go to the first row."""
        self._move(-len(self._rows))

    def action_last(self) -> None:
        """Go to the last row."""
        self._move(len(self._rows))

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self.highlighted:
            self.post_message(self.Chosen(self, self.highlighted))

    def id_at(self, y: float) -> str:
        """Return the id of the row at a line of the view; empty beside all rows."""
        at = int(y) + int(self.scroll_offset.y)
        return self._row_at[at] if 0 <= at < len(self._row_at) else ""

    async def on_click(self, event: events.Click) -> None:
        """Put the cursor on a row; a second click opens it."""
        row_id = self.id_at(event.y)
        if not row_id:
            return
        if row_id == self.highlighted and event.chain > 1:
            self.action_choose()
        self.highlighted = row_id
