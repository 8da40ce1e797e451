"""The pane beside the lists of Learn: one row in full, scrolled when it has the focus."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.widgets.lines import Build, Lines


class LearnPane(Lines, can_focus=True):
    """One row in full; Esc goes back to the list."""

    help_text = "The row under the cursor in full. Arrows scroll, Esc goes back to the list."
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("list")

    _about = ""

    def tell(self, about: str, build: Build) -> None:
        """Show what `build` lays out, from its beginning when it is about another row."""
        self.show(build)
        if about != self._about:
            self._about = about
            self.scroll_home(animate=False)

    def action_cursor_down(self) -> None:
        """Scroll a line down."""
        self.action_scroll_down()

    def action_cursor_up(self) -> None:
        """Scroll a line up."""
        self.action_scroll_up()

    def action_first(self) -> None:
        """Scroll to the beginning."""
        self.action_scroll_home()

    def action_last(self) -> None:
        """Scroll to the end."""
        self.action_scroll_end()
