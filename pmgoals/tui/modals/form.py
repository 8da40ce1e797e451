"""The one form window: asks the fields of a `Form` and returns their values."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from pmgoals import keymap
from pmgoals.inert import inert_lines, one_line
from pmgoals.tui.forms import LABEL_WIDEST, Form, FormField
from pmgoals.tui.leaving import leave
from pmgoals.tui.spans import fit
from pmgoals.tui.widgets.field import Choice, LineInput

Values = dict[str, str]


class FormModal(ModalScreen[tuple[Values, bool]]):
    """Dismisses with (values, saved); leaving keeps the values too."""

    CSS_PATH = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", id="form.save", priority=True),
        Binding("escape", "leave", "back", id="form.leave", priority=True),
    ]
    AUTO_FOCUS = ".form--field"

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form
        self._fields = {field.key: field for field in form.fields}

    def compose(self) -> ComposeResult:
        """Lay the questions out under each other."""
        with Vertical(id="window"):
            yield Static(Content(inert_lines(self._form.title)), id="title")
            if self._form.intro:
                yield Static(Content(inert_lines(self._form.intro)), id="intro")
            with VerticalScroll(id="fields", can_focus=False):
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

            widget = Prose(field.value, id=f"field-{field.key}", placeholder=field.placeholder)
        else:
            widget = LineInput(
                field.value,
                field.placeholder,
                id=f"field-{field.key}",
                replaced=field.replaced,
            )
        widget.add_class("form--field")
        return widget

    def _keys(self) -> Content:
        save, leave = keymap.BY_ID["form.save"], keymap.BY_ID["form.leave"]
        return Content.assemble(
            (keymap.say_keys(save.keys), "bold $footer-key-foreground"),
            f" {self._form.save}    ",
            ("enter", "bold $footer-key-foreground"),
            " next    ",
            (keymap.say_keys(leave.keys), "bold $footer-key-foreground"),
            " back (kept)",
        )

    def on_mount(self) -> None:
        """Say at once why the last try was refused."""
        if self._form.error:
            self._say(self._form.error, wrong=True)

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

    # ---- saying ----

    def _say(self, text: str, *, wrong: bool = False) -> None:
        hint = self.query_one("#hint", Static)
        hint.set_class(wrong, "-wrong")
        hint.update(Content(inert_lines(text)))

    def _say_about(self, widget: Widget | None) -> None:
        key = (widget.id or "").removeprefix("field-") if widget else ""
        if key in self._fields:
            wrong = self._wrong(key)
            self._say(wrong or self._fields[key].help, wrong=bool(wrong))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what the field in focus takes."""
        if not (self._form.error and event.widget is next(iter(self.query(".form--field")), None)):
            self._say_about(event.widget)

    @on(LineInput.Changed)
    def tell_mistake(self, event: LineInput.Changed) -> None:
        """Say at once what is wrong with what was typed."""
        if event.input.has_focus:
            self._form.error = ""
            self._say_about(event.input)

    # ---- leaving ----

    @on(LineInput.Submitted)
    @on(Choice.Accepted)
    def go_on(self) -> None:
        """Go to the next field; from the last one save."""
        fields = list(self.query(".form--field"))
        if self.focused in fields and self.focused is not fields[-1]:
            self.set_focus(fields[fields.index(self.focused) + 1])  # at once: keys may wait
        else:
            self.action_save()

    def action_save(self) -> None:
        """Return the values, unless one of them is wrong: then go to it."""
        for key in self._fields:
            if self._wrong(key):
                for widget in self.query(f"#field-{key}"):
                    widget.focus()
                    self._say(self._wrong(key), wrong=True)
                return
        leave(self, (self.values, True))

    def action_leave(self) -> None:
        """Go back; the values are kept."""
        leave(self, (self.values, False))
