"""The wizard's form: the questions of one step, each with what was typed or read in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.text import Text
from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from pmgoals.model.draft import text_at
from pmgoals.services.drafts import Assessed
from pmgoals.tui.screens.draft_steps import Ask, widget_for
from pmgoals.tui.spans import Line
from pmgoals.tui.widgets.field import Choice, LineInput
from pmgoals.tui.widgets.lines import Lines

READ_MARK = ("read ▸", "read >")
"""What stands before a field that was read from the sentence, and its ASCII form."""

LABEL_CELLS = 16
"""Cells of a label with its mark."""


class GoalLine(LineInput):
    """The first line: the goal as one says it, with what was understood underlined."""

    _spans: Sequence[tuple[int, int]] = ()  # also while the input is being made

    def underline(self, spans: Sequence[tuple[int, int]]) -> None:
        """Underline the words that were understood."""
        if spans != self._spans:
            self._spans = spans
            self.refresh()

    @property
    def _value(self) -> Text:
        """What is drawn: the value, inert, its understood words underlined."""
        text = super()._value
        for start, end in self._spans:
            text.stylize("underline", start, end)
        return text


class DraftForm(VerticalScroll, can_focus=False):
    """The questions of one step."""

    class Typed(Message):
        """Something was typed or chosen at a place of the draft."""

        def __init__(self, place: str, text: str) -> None:
            super().__init__()
            self.place = place
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._asks: dict[str, Ask] = {}
        self._places: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._fields: list[Widget] = []
        self._labels: dict[str, Static] = {}

    async def show(self, asks: Sequence[Ask], assessed: Assessed, *, summary: bool) -> None:
        """Show the questions of a step, and under them a summary when it has one."""
        self._asks = {ask.widget_id: ask for ask in asks}
        self._places |= {ask.widget_id: ask.place for ask in asks}
        self._fields, self._labels = [], {}
        rows: list[Widget] = [self._row(ask, assessed) for ask in asks]
        if summary:
            rows.append(Lines(id="summary"))
        async with self.batch():
            await self.remove_children()
            await self.mount_all(rows)
        if self.is_attached:  # the screen may have gone meanwhile
            self.show_read(assessed)

    def _row(self, ask: Ask, assessed: Assessed) -> Horizontal:
        widget = widget_for(ask, assessed.filled.draft)
        widget.add_class("ask")
        if isinstance(widget, LineInput):
            self._shown[ask.widget_id] = widget.value
        label = Static(Content(ask.label), classes="label")
        self._fields.append(widget)
        self._labels[ask.widget_id] = label
        return Horizontal(label, widget, classes="row")

    def show_read(self, assessed: Assessed) -> None:
        """Show what the sentence fills, and which fields cannot be read."""
        for widget in self._fields:
            ask = self._asks.get(widget.id or "")
            if ask is None:
                continue
            read = ask.place in assessed.filled.read
            text = text_at(assessed.filled.draft, ask.place)
            if isinstance(widget, LineInput) and widget is not self.screen.focused:
                self._put(widget, text)
            elif isinstance(widget, Choice) and text and widget.value != text:
                widget.set_reactive(Choice.value, text)
                widget.refresh()
            widget.set_class(ask.place in assessed.problems, "-wrong")
            if widget.has_class("-read") != read:
                widget.set_class(read, "-read")
                self._mark(ask, read=read)

    def _mark(self, ask: Ask, *, read: bool) -> None:
        """Mark a field as read from the sentence, where its label leaves room for the word."""
        mark = READ_MARK[self.app.has_class("-ascii")]
        room = LABEL_CELLS - len(ask.label)
        said = mark if room > len(mark) else mark[-1]
        text = f"{ask.label}{said:>{room}}" if read else ask.label
        self._labels[ask.widget_id].update(Content(text))

    def _put(self, widget: LineInput, text: str) -> None:
        """Write a text that nobody typed."""
        self._shown[widget.id or ""] = text
        if widget.value != text:
            with widget.prevent(LineInput.Changed):
                widget.value = text

    def show_summary(self, build: Callable[[int], list[Line]]) -> None:
        """Draw the summary, where the step has one."""
        for lines in self.query("#summary").results(Lines):
            lines.show(build)

    # ---- fields and focus ----

    @property
    def fields(self) -> list[Widget]:
        """The widgets that ask, in their order."""
        return list(self._fields)

    def ask_of(self, widget: Widget | None) -> Ask | None:
        """Return the question that a widget asks."""
        return self._asks.get((widget.id or "") if widget else "")

    def focus_first(self) -> None:
        """Put the focus on the first question."""
        self.screen.set_focus(next(iter(self.fields), None))

    def focus_empty(self) -> None:
        """Put the focus on the first question without an answer, else on the first."""
        lines = [w for w in self.fields if isinstance(w, LineInput)]
        empty = next((w for w in lines if not w.value.strip()), None)
        self.screen.set_focus(empty or next(iter(self.fields), None))

    def go_on(self) -> bool:
        """Go to the next question; return whether there was one."""
        fields = self.fields
        here = self.screen.focused
        if here not in fields or here is fields[-1]:
            return False
        self.screen.set_focus(fields[fields.index(here) + 1])
        return True

    # ---- what is typed ----

    @on(LineInput.Changed)
    def take_text(self, event: LineInput.Changed) -> None:
        """Take each key, also of a field whose step was left a moment ago.

        What the form wrote itself, and what has been overtaken since, was not typed.
        """
        event.stop()
        name = event.input.id or ""
        if event.value != event.input.value or self._shown.get(name) == event.value:
            return
        self._shown[name] = event.value
        if place := self._places.get(name):
            self.post_message(self.Typed(place, event.value))

    @on(Choice.Changed)
    def take_choice(self, event: Choice.Changed) -> None:
        """Take another choice."""
        event.stop()
        if place := self._places.get(event.choice.id or ""):
            self.post_message(self.Typed(place, event.value))
