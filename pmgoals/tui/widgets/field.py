"""Fields of a form: one line each, and text that may run over several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from pmgoals.inert import inert, one_line
from pmgoals.tui.spans import fit
from pmgoals.tui.tones import tones_of

EDITS = {
    "backspace": "delete_left",
    "delete": "delete_right",
    "left": "cursor_left",
    "right": "cursor_right",
    "home": "home",
    "end": "end",
}
"""Keys that edit a line, with their actions."""


class LineInput(Input):
    """An input that shows what was typed without letting any of it act on the terminal."""

    DEFAULT_CSS = """
    LineInput {
        height: 1; border: none; padding: 0 1; background: $surface;
        &:focus { border: none; background: $panel; background-tint: transparent; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(
        self,
        value: str = "",
        placeholder: str = "",
        *,
        id: str | None = None,
        replaced: bool = False,
        read_first: bool = False,
    ) -> None:
        """Make a field; when `replaced`, the first key replaces the value, Enter keeps it.

        When `read_first`, a value that is longer than the field stands at its beginning when the
        field is entered for the first time.
        """
        super().__init__(value, placeholder, id=id, compact=True, select_on_focus=replaced)
        self._read_first = read_first
        self._example = placeholder

    @property
    def _value(self) -> Text:
        """What is drawn: the value, character by character, inert."""
        return Text(inert(self.value), no_wrap=True, overflow="ignore", end="")

    async def _on_key(self, event: events.Key) -> None:
        """Edit at once, in the order of the keys.

        Textual runs a field's bindings only when the key has climbed up to the app; keys that
        arrived in one read overtake them, and "ab", backspace, "7" became "ab".
        """
        action = EDITS.get(event.key)
        if action:
            event.stop()
            event.prevent_default()
            await self.run_action(action)

    def watch_selection(self) -> None:
        """Show a long value from its beginning while nobody is typing in it."""
        if not self._is_typed_in:
            self.scroll_to(0, 0, animate=False)

    @property
    def _is_typed_in(self) -> bool:
        """Whether keys go here; `has_focus` says so only after `on_focus`."""
        return self.is_attached and self.screen.focused is self

    def on_blur(self) -> None:
        """Show a long value from its beginning once it is left."""
        self.scroll_to(0, 0, animate=False)

    def on_focus(self) -> None:
        """Show the place where typing goes on; the beginning of what is to be read first."""
        self._go_to_beginning()
        start, end = self.selection
        if start == end:
            self.cursor_position = 0
            self.cursor_position = end  # a moved cursor is scrolled into sight

    def on_resize(self) -> None:
        """Cut the example with an ellipsis; show from its beginning what is to be read first.

        The focus may have come before the room.
        """
        width = self.content_size.width
        if width:
            long = cell_len(self._example) > width
            self.placeholder = fit(self._example, width) if long else self._example
        if self._is_typed_in:
            self._go_to_beginning()

    def _go_to_beginning(self) -> None:
        """Put the cursor before a long value that is to be read first; once."""
        width = self.content_size.width
        if not width:
            return  # not laid out yet
        if self._read_first and cell_len(self.value) >= width:
            self.cursor_position = 0
        self._read_first = False

    def _on_paste(self, event: events.Paste) -> None:
        """Take the whole of a paste; its line ends become spaces."""
        text = event.text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
        start, end = sorted(self.selection)
        self.replace(text, start, end)
        event.prevent_default()
        event.stop()


class Choice(Widget, can_focus=True):
    """One of a few words, changed with left and right, Space or a click."""

    DEFAULT_CSS = """
    Choice {
        height: 1; padding: 0 1; background: $surface;
        &:focus { background: $panel; text-style: bold; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", "next choice", show=False),
        Binding("left", "turn(-1)", "choice before", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("enter", "accept", show=False),
    ]

    value: reactive[str] = reactive("")
    """The chosen key."""

    class Changed(Message):
        """Another word was chosen."""

        def __init__(self, choice: Choice, value: str) -> None:
            super().__init__()
            self.choice = choice
            self.value = value

        @property
        def control(self) -> Choice:
            """The field."""
            return self.choice

    class Accepted(Message):
        """Enter was pressed on the word."""

    def __init__(
        self, options: Sequence[tuple[str, str]], value: str = "", *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._options = list(options)
        keys = [key for key, _ in self._options]
        self.set_reactive(Choice.value, value if value in keys else keys[0])

    @property
    def said(self) -> str:
        """The chosen word; a value that is no option any more stands for itself."""
        return dict(self._options).get(self.value, self.value)

    def render_line(self, y: int) -> Strip:
        """Draw the word between two arrows."""
        base = self.rich_style
        arrow = base + tones_of(self.app).style("arrow")
        ascii_only = self.app.has_class("-ascii")
        left, right = ("< ", " >") if ascii_only else ("‹ ", " ›")
        width, words = self.content_size.width, one_line(self.said)
        words = fit(words, min(cell_len(words), width - len(left) - len(right))).rstrip()
        segments = [Segment(left, arrow), Segment(words, base), Segment(right, arrow)]
        return Strip(segments).crop_extend(0, width, base)

    def action_turn(self, step: int) -> None:
        """Choose the next or the word before."""
        keys = [key for key, _ in self._options]
        here = keys.index(self.value) if self.value in keys else min(0, -step)
        self.value = keys[(here + step) % len(keys)]
        self.post_message(self.Changed(self, self.value))

    def on_key(self, event: events.Key) -> None:
        """Go to the next word that begins with a letter."""
        letter = (event.character or "").casefold()
        if not letter.isalpha():
            return
        keys = [key for key, _ in self._options]
        here = keys.index(self.value) if self.value in keys else -1
        for step in range(1, len(keys) + 1):
            key, words = self._options[(here + step) % len(keys)]
            if words.casefold().startswith(letter):
                self.value = key
                self.post_message(self.Changed(self, key))
                event.stop()
                event.prevent_default()
                return

    def action_accept(self) -> None:
        """Tell that the word stands."""
        self.post_message(self.Accepted())

    def on_click(self) -> None:
        """Choose the next word."""
        self.action_turn(1)
