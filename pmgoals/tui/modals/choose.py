"""Choosing one of a list, and answering yes or no."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from pmgoals import keymap
from pmgoals.inert import inert_lines
from pmgoals.tui.leaving import leave
from pmgoals.tui.spans import Line, Span, fit, said
from pmgoals.tui.widgets.field import LineInput
from pmgoals.tui.widgets.lines import Row, RowList

DROP = "drop:"
"""What stands before the key of an option that is to be thrown away."""

LONG = 9
"""Options from which on the list can be filtered."""

Option = tuple[str, str, str]
"""Key, words, and a quieter remark; an empty key is a heading."""


class ChooseModal(ModalScreen[str | None]):
    """Dismisses with the chosen key, None when left. `seen` is told where the cursor is.

    What `told` holds of an option, by key, is shown below while the cursor is on it. Options among
    `drops` can be thrown away: then it dismisses with `DROP` and the key.
    """

    CSS_PATH = "choose.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back", id="form.leave", priority=True),
        Binding("slash", "filter", "filter", id="form.filter"),
        Binding(keymap.BY_ID["form.drop"].keys, "drop", "throw away", id="form.drop"),
    ]

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        *,
        chosen: str = "",
        seen: Callable[[str], None] | None = None,
        told: Mapping[str, str] | None = None,
        drops: Collection[str] = (),
    ) -> None:
        super().__init__()
        self._title = title
        self._options = options
        self._chosen = chosen
        self._seen = seen
        self._told = told or {}
        self._drops = drops

    def compose(self) -> ComposeResult:
        """Lay the list out under its title."""
        with Vertical(id="window", classes="-told" if self._told else ""):
            yield Static(Content(inert_lines(self._title)), id="title")
            yield LineInput("", "each word must occur", id="filter")
            yield RowList(id="options")
            if self._told:
                yield Static(id="told")
            yield Static(self._keys(), id="keys")

    def _keys(self) -> Content:
        keys = [("enter", "choose"), (keymap.say_keys(keymap.BY_ID["form.leave"].keys), "back")]
        if self._drops:
            keys.insert(
                1, (keymap.say_keys(keymap.BY_ID["form.drop"].keys).split()[0], "throw away")
            )
        if self._is_long:
            keys.insert(1, (keymap.say_keys(keymap.BY_ID["form.filter"].keys), "filter"))
        parts = ((key, "bold $footer-key-foreground") for key, _ in keys)
        return Content("    ").join(
            Content.assemble(part, f" {label}")
            for part, (_, label) in zip(parts, keys, strict=True)
        )

    @property
    def _is_long(self) -> bool:
        return len(self._options) > LONG

    def on_mount(self) -> None:
        """Fill the list."""
        taken = 15 if self._told else 10
        for options in self.query(RowList):  # none when it is left before it was laid out
            options.set_rows(self._rows(""), keep=self._chosen)
            count = len(self._options)
            options.styles.height = min(count, max(4, self.app.size.height - taken))
            options.focus()

    def _rows(self, filter_text: str) -> list[Row]:
        """Return the options that hold every word, headings only without a filter."""
        sought = filter_text.casefold().split()
        return [
            Row(key, _build(words, remark, heading=not key), 1)
            for key, words, remark in self._options
            if not sought
            or (
                key
                and all(w in f"{words} {remark} {self._told.get(key)}".casefold() for w in sought)
            )
        ]

    # ---- the filter ----

    def action_filter(self) -> None:
        """Open the line in which the filter is typed, where the list is long."""
        if self._is_long:
            self.add_class("-filtering")
            self.set_focus(self.query_one("#filter"))  # at once: letters may wait

    @on(LineInput.Changed, "#filter")
    def filter(self, event: LineInput.Changed) -> None:
        """Show only what holds every word typed."""
        self.query_one(RowList).set_rows(self._rows(event.value))

    @on(LineInput.Submitted, "#filter")
    def leave_filter(self) -> None:
        """Go to what was found; choose it where it is all there is."""
        options = self.query_one(RowList)
        options.focus()
        if len(options.ids) == 1:
            leave(self, options.ids[0])

    @on(RowList.Highlighted)
    def tell_seen(self, event: RowList.Highlighted) -> None:
        """Tell of the option under the cursor; let the caller show what the choice would do."""
        for about in self.query("#told").results(Static):
            about.update(Content(inert_lines(self._told.get(event.row_id, ""))))
        if self._seen and event.row_id:
            self._seen(event.row_id)

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Return the choice."""
        leave(self, event.row_id)

    def action_drop(self) -> None:
        """Return the option under the cursor as one to be thrown away, where that can be."""
        key = self.query_one(RowList).highlighted
        if key in self._drops:
            leave(self, f"{DROP}{key}")

    def action_leave(self) -> None:
        """Take the filter away; without one return nothing."""
        if self.has_class("-filtering"):
            self.remove_class("-filtering")
            self.query_one("#filter", LineInput).value = ""
            self.query_one(RowList).focus()
            return
        leave(self, None)


def _build(words: str, remark: str, *, heading: bool = False) -> Callable[[int], list[Line]]:
    def build(width: int) -> list[Line]:
        name = said(words).text
        if heading:
            return [[Span(fit(name, width), "title")]]
        name = fit(name, min(cell_len(name), width - 1)).rstrip()
        room = max(0, width - cell_len(name) - 3)
        return [[Span(" "), Span(name), Span("  "), Span(fit(remark, room), "muted")]]

    return build
