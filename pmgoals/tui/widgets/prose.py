"""Text over several lines, shown inertly."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import TextArea

from pmgoals.inert import inert


class Prose(TextArea):
    """A plain text area: soft wrap, no numbers, Tab moves on."""

    DEFAULT_CSS = """
    Prose {
        border: none; border-left: blank; padding: 0 1 0 0; background: $surface; height: 1fr;
        &:focus { border: none; border-left: outer $accent; background: $panel; }
    }
    """

    def __init__(self, text: str = "", *, id: str | None = None, placeholder: str = "") -> None:
        super().__init__(text, soft_wrap=True, tab_behavior="focus", id=id, placeholder=placeholder)

    def get_line(self, line_index: int) -> Text:
        """Return a line to draw, character by character, inert."""
        return Text(inert(self.document.get_line(line_index)), end="", no_wrap=True)
