"""The frame of every screen: tabs and the day above, keys below."""

from __future__ import annotations

import datetime as dt

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea

from pmgoals import keymap
from pmgoals.model.calendar import Quarter, Week, say_date, say_weekday
from pmgoals.tui.bindings import click_of
from pmgoals.tui.spans import Line, Span, width_of
from pmgoals.tui.tones import tones_of


class Bar(Widget, can_focus=False):
    """One line of spans across the screen."""

    DEFAULT_CSS = """
    Bar { height: 2; background: $background; color: $text-muted; }
    """

    rule_below = True
    """Whether the rule stands under the text or above it."""

    def spans(self, width: int) -> Line:
        """Return what the bar says in `width` cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw the text, or the rule that parts it from the screen."""
        width, base = self.size.width, self.rich_style
        if (y == 1) == self.rule_below:
            sign = "-" if self.app.has_class("-ascii") else "─"
            style = base + tones_of(self.app).style("rule")
            return Strip([Segment(sign * width, style)])
        segments = [Segment(s.text, base + self._style(s)) for s in self.spans(width)]
        return Strip(segments).crop_extend(0, width, base)

    def _style(self, span: Span) -> Style:
        tone = tones_of(self.app).style(span.tone or "muted")
        return tone + Style.from_meta({"@click": span.action}) if span.action else tone

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return two: text and rule."""
        return 2


class TopBar(Bar):
    """The name, the eight screens, and the day."""

    def __init__(self, here: str, quarter: Quarter, week: Week, day: dt.date) -> None:
        super().__init__()
        self._here = here
        self.tell(quarter, week, day)

    def tell(self, quarter: Quarter, week: Week, day: dt.date) -> None:
        """Show another day."""
        self._days = [
            f"{quarter} · {week.label} · {say_weekday(day)} ",
            f"{week.label} · {say_date(day)} ",
            f"{say_date(day)} ",
        ]
        self.refresh()

    def spans(self, width: int) -> Line:
        """Return the widest form that fits: names, then numbers with the present name."""
        for name, gap, full in ((True, "  ", True), (False, "  ", True), (False, " ", True)):
            line = self._tabs(gap=gap, full=full)
            if name:
                line = [Span(" pmgoals ", "name"), *line]
            for day in self._days:
                if width_of(line) + len(day) + 1 <= width:
                    return [*line, Span(" " * (width - width_of(line) - len(day))), Span(day)]
            if width_of(line) <= width and not name:
                return line
        line = self._tabs(gap="", full=False)
        day = self._days[-1]
        room = width - width_of(line) - len(day)
        return [*line, Span(" " * room), Span(day)] if room > 0 else line

    def _tabs(self, *, gap: str, full: bool) -> list[Span]:
        line: list[Span] = []
        for number, (key, name, _) in enumerate(keymap.SCREENS, 1):
            here = key == self._here
            action = f"app.switch_mode('{key}')"
            if here:
                line.append(Span(f" {number} {name} ", "on", action))
            elif full:
                line += [
                    Span(f"{gap[:-1]}{number}", "key", action),
                    Span(f" {name}{gap[:1]}", "muted", action),
                ]
            else:
                line.append(Span(f" {number} ", "key", action))
        return line


class KeyBar(Bar):
    """The keys that matter here; each can be clicked.

    While a text is typed they are those that type nothing, the way out among them.
    """

    rule_below = False

    def __init__(self, *places: str) -> None:
        super().__init__()
        self._places = places

    def on_mount(self) -> None:
        """Follow the focus."""
        self.watch(self.screen, "focused", self._show_again, init=False)

    def _show_again(self) -> None:
        self.refresh()

    def _heard(self) -> list[keymap.Command]:
        """Return the commands that are shown where the focus is, in order."""
        typing = isinstance(self.screen.focused, (Input, TextArea))
        commands = keymap.with_own(self.app.own_keys)  # type: ignore[attr-defined]
        if typing:
            commands = [keymap.heard_while_typing(command) for command in commands]
        return [
            command
            for place in self._places
            for command in commands
            if command.place == place and command.keys
            if command.shown or (typing and "escape" in command.keys)
            if self.screen.check_action(command.action, ()) is not False
        ]

    def spans(self, width: int) -> Line:
        """Return as many keys as fit, the screen's own first, quitting last."""
        own = self._heard()
        last = [command for command in own if command.action in ("help", "quit", "leave")]
        rest = [command for command in own if command not in last]
        tail = [span for command in last for span in self._one(command)]
        line: list[Span] = [Span(" ")]
        for command in rest:
            spans = self._one(command)
            if width_of(line) + width_of(spans) + width_of(tail) > width:
                continue
            line += spans
        return [*line, *tail]

    @staticmethod
    def _one(command: keymap.Command) -> list[Span]:
        key = keymap.say_keys(command.keys.split(",")[0])
        action = click_of(command)
        return [Span(key, "key", action), Span(f" {command.label}   ", "muted", action)]
