"""A plan that cannot be read: what happened, what is safe, and the way back."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from pmgoals.errors import PmgoalsError
from pmgoals.tui.leaving import leave
from pmgoals.tui.spans import Line, Span, wrap
from pmgoals.tui.widgets.lines import Lines


class TroubleModal(ModalScreen[str]):
    """Dismisses with `again`, `restore`, `write` or `quit`. Nothing is written while it stands."""

    DEFAULT_CSS = """
    TroubleModal {
        align: center middle;
        & #window {
            width: 84; max-width: 96%; max-height: 96%;
            background: $surface; border: round $error; padding: 1 2;
        }
        & Lines { background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,escape", "end('again')", "look again", priority=True),
        Binding("b", "end('restore')", "bring back the backup"),
        Binding("w", "end('write')", "write what was last read to another file"),
        Binding("q", "end('quit')", "quit", priority=True),
        Binding("down,j,pagedown,space", "scroll(5)", show=False),
        Binding("up,k,pageup", "scroll(-5)", show=False),
    ]

    def __init__(
        self, error: PmgoalsError, backup: str, *, can_write: bool = False, said: str = ""
    ) -> None:
        super().__init__()
        self._error = error
        self._backup = backup
        self._can_write = can_write
        self._said = said

    def compose(self) -> ComposeResult:
        """Show the words."""
        with Vertical(id="window"):
            yield Lines(id="words")

    def on_mount(self) -> None:
        """Lay the words out."""
        self.query_one(Lines).show(self._build)
        self.call_after_refresh(self.on_resize)

    def on_resize(self) -> None:
        """Give the window the height of its words, as far as there is room; else they scroll."""
        for window in self.query("#window"):
            lines = self._build(max(1, self.query_one(Lines).scrollable_content_region.width))
            window.styles.height = len(lines) + window.gutter.height

    def action_scroll(self, lines: int) -> None:
        """Bring the words into view that have no room."""
        self.query_one(Lines).scroll_relative(y=lines, animate=False)

    def _build(self, width: int) -> list[Line]:
        lines = [
            *wrap("The plan cannot be shown", width, "bad"),
            *wrap(self._said, width, "good"),
            [],
            *wrap(self._error.what, width),
            *wrap(self._error.mend, width, "muted"),
            [],
            [Span("r", "accent"), Span(" look again")],
        ]
        if self._backup:
            words = f" bring back {self._backup}; the present file is kept beside the backups"
            lines += wrap(words, width, "", "  ", first="b ")
        if self._can_write:
            words = " write the plan as it was last read to another file; this one stays as it is"
            lines += wrap(words, width, "", "  ", first="w ")
        lines.append([Span("q", "accent"), Span(" quit; nothing is changed")])
        return lines

    def action_end(self, answer: str) -> None:
        """Return the answer."""
        offered = {"restore": bool(self._backup), "write": self._can_write}
        if offered.get(answer, True):
            leave(self, answer)
