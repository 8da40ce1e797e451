"""Help: the keys that work here, and what the thing in focus is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from pmgoals import keymap
from pmgoals.tui.leaving import leave
from pmgoals.tui.spans import Line, Span, fit, wrap
from pmgoals.tui.widgets.lines import Lines


class HelpModal(ModalScreen[None]):
    """Lists commands by place, the present place first."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "leave", "back", priority=True),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, places: Sequence[str], about: str, commands: list[keymap.Command]) -> None:
        super().__init__()
        self._places = places
        self._about = about
        self._commands = commands

    def compose(self) -> ComposeResult:
        """Show the keys in one column."""
        with Vertical(id="window"):
            yield Lines(id="keys")

    def on_mount(self) -> None:
        """Lay the keys out."""
        self.query_one(Lines).show(self._build)

    def _build(self, width: int) -> list[Line]:
        lines: list[Line] = []
        if self._about:
            lines += [*wrap(self._about, width), []]
        for place in self._places:
            lines.append([Span(keymap.PLACES[place], "title")])
            for command in self._commands:
                if command.place == place:
                    keys = fit(keymap.say_keys(command.keys), 14)
                    lines.append([Span(keys, "accent"), Span(fit(command.help, width - 14))])
            lines.append([])
        return [*lines, [Span("esc", "accent"), Span(" back", "muted")]]

    def action_scroll(self, lines: int) -> None:
        """Scroll the list."""
        self.query_one(Lines).scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Go back."""
        leave(self, None)
