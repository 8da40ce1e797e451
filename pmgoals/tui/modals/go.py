"""After `g`: a strip of letters, one for each screen."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from pmgoals import keymap
from pmgoals.tui.leaving import leave


class GoModal(ModalScreen[str | None]):
    """Dismisses with a screen's key, `first` for a second `g`, None for any other key."""

    DEFAULT_CSS = """
    GoModal {
        background: transparent; align: left bottom;
        & Static { height: 2; width: 100%; background: $panel; padding: 0 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """Show the letters."""
        parts: list[str | tuple[str, str]] = [("go to ", "bold")]
        for _, name, letter in keymap.SCREENS:
            parts += [("  " + letter, "bold $footer-key-foreground"), f" {name}"]
        parts += [("  g", "bold $footer-key-foreground"), " first row"]
        yield Static(Content.assemble(*parts))

    def on_key(self, event: events.Key) -> None:
        """Go where the letter says."""
        event.stop()
        event.prevent_default()
        letters = {letter: key for key, _, letter in keymap.SCREENS} | {"g": "first"}
        leave(self, letters.get(event.key))
