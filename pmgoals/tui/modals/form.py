"""The one form window: asks the fields of a `Form` and returns their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from pmgoals import keymap
from pmgoals.inert import inert_lines, one_line
from pmgoals.tui.forms import LABEL_WIDEST, Answer, Form, FormField
from pmgoals.tui.leaving import leave
from pmgoals.tui.settled import settled
from pmgoals.tui.spans import fit
from pmgoals.tui.widgets.field import Choice, LineInput

Values = dict[str, str]


KEEP_AFTER = 0.4
"""Seconds after the last key when what was typed is kept."""


class FormModal(ModalScreen[Answer]):
    """Dismisses with an answer; one that is left holds what was typed too.

    `keep` is given the values a moment after the last key, so that they outlast a lost terminal.
    """

    CSS_PATH = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", id="form.save", priority=True),
        Binding("escape", "leave", "back", id="form.leave", priority=True),
        Binding("enter", "next", show=False, priority=True),
    ]
    AUTO_FOCUS = ".-first"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

    def __init__(self, form: Form, keep: Callable[[Values], object] | None = None) -> None:
        super().__init__()
        self._form = form
        self._keep = keep
        self._keep_soon: Timer | None = None
        self._was_kept = False
        self._fields = {field.key: field for field in form.fields}
        self._first = form.at if form.at in self._fields else next(iter(self._fields), "")
        self._error = form.error

    def compose(self) -> ComposeResult:
        """Lay the questions out under each other."""
        with Vertical(id="window"):
            yield Static(Content(inert_lines(self._form.title)), id="title")
            with VerticalScroll(
                id="fields", can_focus=False, classes="-told" if self._form.intro else ""
            ):
                if self._form.intro:
                    yield Static(Content(inert_lines(self._form.intro)), id="intro")
                for field in self._form.fields:
                    with Horizontal(classes="row -prose" if field.prose else "row"):
                        yield self._label(field)
                        yield self._widget(field)
            yield Static(id="hint")
            yield Static(self._keys(), id="keys")

    def _label(self, field: FormField) -> Static:
        longest = max(len(one_line(each.label)) for each in self._form.fields)
        width = min(LABEL_WIDEST, max(14, longest)) + 2
        label = Static(Content(fit(one_line(field.label), width - 1)), classes="label")
        label.styles.width = width
        return label

    def _widget(self, field: FormField) -> Widget:
        widget: Widget
        if field.options:
            widget = Choice(field.options, field.value, id=f"field-{field.key}")
        elif field.prose:
            from pmgoals.tui.widgets.prose import Prose  # text areas cost 20 ms to import

            widget = Prose(field.value, id=f"field-{field.key}", placeholder=field.shown_empty)
        else:
            widget = LineInput(
                field.value,
                field.shown_empty,
                id=f"field-{field.key}",
                replaced=field.replaced,
            )
        widget.add_class("form--field", *(["-prose"] if field.prose else []))
        widget.set_class(field.key == self._first, "-first")
        return widget

    def _keys(self) -> Content:
        save, leave = keymap.BY_ID["form.save"], keymap.BY_ID["form.leave"]
        return Content.assemble(
            (keymap.say_keys(save.keys), "bold $footer-key-foreground"),
            f" {self._form.save}    ",
            ("enter", "bold $footer-key-foreground"),
            " next    ",
            (keymap.say_keys(leave.keys), "bold $footer-key-foreground"),
            " back; what is typed is kept",
        )

    def on_mount(self) -> None:
        """Say at once why the last try was refused."""
        if self._error:
            self._say(self._error, wrong=True)

    # ---- values ----

    def _value(self, key: str) -> str:
        found = self.query(f"#field-{key}")
        if not found:  # a key that came before the fields did
            return self._fields[key].value
        widget = found.first()
        if isinstance(widget, Choice | LineInput):
            return widget.value
        return str(getattr(widget, "text", ""))

    @property
    def values(self) -> Values:
        """What stands in the fields now."""
        return {key: self._value(key) for key in self._fields}

    def _wrong(self, key: str) -> str:
        check = self._fields[key].check
        return check(self._value(key)) if check else ""

    # ---- keeping ----

    @on(LineInput.Changed)
    @on(Choice.Changed)
    def keep_soon(self) -> None:
        """Keep what was typed once the keys rest for a moment."""
        if self._keep_soon is not None:
            self._keep_soon.stop()
        if self._keep is not None:
            self._keep_soon = self.set_timer(KEEP_AFTER, self.keep_now)

    def on_text_area_changed(self) -> None:
        """Keep what was typed into a text, too; its class is not imported for that."""
        self.keep_soon()

    def keep_now(self) -> None:
        """Keep what stands in the fields, if it is not what they were asked with.

        Also what was kept already: another program may have taken it away.
        """
        if self._keep is not None and self.query(".form--field"):
            typed = self.values
            if self._was_kept or typed != self._form.values:
                self._was_kept = True
                self._keep(typed)

    # ---- saying ----

    def _say(self, text: str, *, wrong: bool = False) -> None:
        hint = self.query_one("#hint", Static)
        hint.set_class(wrong, "-wrong")
        hint.update(Content(inert_lines(text)))
        self.call_after_refresh(self._fit)

    def _say_about(self, widget: Widget | None) -> None:
        key = (widget.id or "").removeprefix("field-") if widget else ""
        if key in self._fields:
            wrong = self._wrong(key)
            self._say(wrong or self._fields[key].help, wrong=bool(wrong))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what the field in focus takes, or why the form was refused."""
        if self._error and event.widget.has_class("-first"):
            self._say(self._error, wrong=True)
        else:
            self._say_about(event.widget)

    @on(LineInput.Changed)
    def tell_mistake(self, event: LineInput.Changed) -> None:
        """Say at once what is wrong with what was typed."""
        key = (event.input.id or "").removeprefix("field-")
        if self._error and event.value == self._fields[key].value:
            return  # it tells of what it was filled with, too
        if event.input.has_focus:
            self._error = ""
            self._say_about(event.input)

    # ---- the room there is ----

    def on_resize(self, _event: events.Resize) -> None:
        """Give the fields the room there is now."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Let the fields scroll where they do not all have room; the lines around them do not."""
        for window in self.query("#window"):
            around = sum(
                part.outer_size.height + part.styles.margin.height
                for part in window.children
                if part.id != "fields"
            )
            for fields in window.query("#fields"):  # none while it is being laid out
                below = window.gutter.height + around + fields.styles.margin.height
                fields.styles.max_height = max(1, self.size.height - below)
            if self.focused is not None:
                self.call_after_refresh(self.focused.scroll_visible, animate=False)

    # ---- leaving ----

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Enter to a text of several lines."""
        return action != "next" or not (self.focused and self.focused.has_class("-prose"))

    async def action_next(self) -> None:
        """Go to the next field; from the last one save. What is typed wrong is put right first.

        Like the other keys of the form it waits for what was typed before it: a key of a screen
        overtakes those of a field.
        """
        await settled(self)
        fields = list(self.query(".form--field"))
        key = (self.focused.id or "").removeprefix("field-") if self.focused else ""
        if key in self._fields and self._wrong(key):
            self._say(self._wrong(key), wrong=True)
            return
        if self.focused in fields and self.focused is not fields[-1]:
            self.set_focus(fields[fields.index(self.focused) + 1])  # at once: keys may wait
        else:
            await self.action_save()

    async def action_save(self) -> None:
        """Return the values, unless one of them is wrong: then go to it."""
        await settled(self)
        for key in self._fields:
            if self._wrong(key):
                for widget in self.query(f"#field-{key}"):
                    widget.focus()
                    self._say(self._wrong(key), wrong=True)
                return
        leave(self, self._answer(saved=True))

    async def action_leave(self) -> None:
        """Go back; the values are kept."""
        await settled(self)
        leave(self, self._answer(saved=False))

    def _answer(self, *, saved: bool) -> Answer:
        self._keep = None  # from here on, who asked minds what was typed
        at = (self.focused.id or "").removeprefix("field-") if self.focused else ""
        return Answer(self.values, saved, at)
