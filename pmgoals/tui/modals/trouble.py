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
            width: 84; max-width: 96%; height: 18; max-height: 96%;
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

    def _build(self, width: int) -> list[Line]:
        lines = [
            *wrap("The plan cannot be shown", width, "bad"),
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
        return [*lines, [], *wrap(self._said, width, "good")] if self._said else lines

    def action_end(self, answer: str) -> None:
        """Return the answer."""
        offered = {"restore": bool(self._backup), "write": self._can_write}
        if offered.get(answer, True):
            leave(self, answer)
