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
from pmgoals.inert import inert_lines, one_line
from pmgoals.tui.leaving import leave
from pmgoals.tui.spans import Line, Span, fit, said
from pmgoals.tui.widgets.field import LineInput
from pmgoals.tui.widgets.lines import Row, RowList

DROP = "drop:"
"""What stands before the key of an option that is to be thrown away."""

LONG = 9
"""Options from which on the list can be filtered."""

WIDTHS = {False: 88, True: 112}
"""Cells of the window, without and with more to say; `choose.tcss` says the same."""

AROUND = 6
"""Cells of the window beside the list: border and padding."""

LEAST_REMARK = 24
"""Cells that the longest words leave to the remarks, where there is room."""

Option = tuple[str, str, str]
"""Key, words, and a quieter remark; an empty key is a heading."""


class ChooseModal(ModalScreen[str | None]):
    """Dismisses with the chosen key, None when left. `seen` is told where the cursor is.

    Remarks stand in a column. What `told` holds of an option, by key, is shown below while the
    cursor is on it, after whatever of the option had no room. Options among `drops` can be thrown
    away: then it dismisses with `DROP` and the key.
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
        self._told = dict(told or {})
        self._column = 0
        self._is_wide = False
        self._drops = drops

    def compose(self) -> ComposeResult:
        """Lay the list out under its title."""
        tells = self._tell_what_is_cut()
        with Vertical(id="window", classes="-wide" if tells or self._is_wide else ""):
            yield Static(Content(inert_lines(self._title)), id="title")
            yield LineInput("", "each word must occur", id="filter")
            yield RowList(id="options")
            if tells:
                yield Static(id="told")
            yield Static(self._keys(), id="keys")

    def _tell_what_is_cut(self) -> bool:
        """Set the column of the remarks; add to what is told below what has no room beside it."""
        remarked = [cell_len(one_line(words)) for key, words, remark in self._options if remark]
        for wide in (False, True):
            self._is_wide = wide
            room = self._room(told=wide or bool(self._told))
            self._column = min(max(remarked, default=0), room - min(LEAST_REMARK, room // 2) - 3)
            cut = {key: _cut(words, remark, self._column, room)
                   for key, words, remark in self._options if key}  # fmt: skip
            if not any(cut.values()):
                break
        for key, texts in cut.items():
            told = self._told.get(key, "")
            missing = [text for text in texts if text not in one_line(told)]
            if missing:
                self._told[key] = "\n".join([*missing, *filter(None, [told])])
        return bool(self._told)

    def _height(self, *, told: bool) -> int:
        """Return the lines of the list."""
        return min(len(self._options), max(4, self.app.size.height - (15 if told else 10)))

    def _room(self, *, told: bool) -> int:
        """Return the cells of a row; the window's own width is in its style."""
        window = min(WIDTHS[told], self.app.size.width * 96 // 100)
        scrolls = self._height(told=told) < len(self._options)
        return max(10, window - AROUND - scrolls)

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
        for options in self.query(RowList):  # none when it is left before it was laid out
            options.set_rows(self._rows(""), keep=self._chosen)
            options.styles.height = self._height(told=bool(self._told))
            options.focus()

    def _rows(self, filter_text: str) -> list[Row]:
        """Return the options that hold every word, headings only without a filter."""
        sought = filter_text.casefold().split()
        return [
            Row(key, _build(words, remark, self._column, heading=not key), 1)
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
        for options in self.query(RowList):  # none when the key came before the list
            if options.highlighted in self._drops:
                leave(self, f"{DROP}{options.highlighted}")

    def action_leave(self) -> None:
        """Take the filter away; without one return nothing."""
        if self.has_class("-filtering"):
            self.remove_class("-filtering")
            self.query_one("#filter", LineInput).value = ""
            self.query_one(RowList).focus()
            return
        leave(self, None)


def _cut(words: str, remark: str, column: int, room: int) -> list[str]:
    """Return what of an option has no room on its row."""
    name, beside = one_line(words), one_line(remark)
    wide, left = cell_len(name), room - 3 - max(column, cell_len(name))
    return [
        *([name] if wide > room - 1 else []),
        *([beside] if cell_len(beside) > left else []),
    ]


def _build(
    words: str, remark: str, column: int = 0, *, heading: bool = False
) -> Callable[[int], list[Line]]:
    """Return what builds an option: its words, and its remark behind `column` cells for them."""

    def build(width: int) -> list[Line]:
        name = said(words).text
        if heading:
            return [[Span(fit(name, width), "title")]]
        name = fit(name, min(cell_len(name), width - 1)).rstrip()
        if remark:
            name = fit(name, max(cell_len(name), min(column, width - 1)))
        room = max(0, width - cell_len(name) - 3)
        beside = fit(one_line(remark), room) if remark else ""
        return [[Span(" "), Span(name), Span("  "), Span(beside, "muted")]]

    return build
