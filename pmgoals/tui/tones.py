"""Tones: what each name of a tone looks like in the present theme.

They are read from the theme's variables and not from component classes: those cost a pass over
all rules for each class of each widget, at every start and first visit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from rich.style import Style
from textual.app import App
from textual.color import Color, ColorParseError

FOREGROUNDS: dict[str, tuple[str, bool]] = {
    "muted": ("text-muted", False),
    "quiet": ("border-blurred", False),
    "strong": ("", True),
    "accent": ("accent", False),
    "good": ("success", False),
    "warn": ("warning", False),
    "bad": ("error", False),
    "title": ("primary", True),
    "mark": ("accent", True),
    "key": ("footer-key-foreground", True),
    "name": ("primary", True),
    "rule": ("border-blurred", False),
    "arrow": ("accent", False),
    "shade": ("accent 65%", False),
}
"""Theme variable and boldness of each tone; an empty variable leaves the colour.

A share after the variable is how much of it stands over the background.
"""


class Tones:
    """The tones of one theme, each looked up once."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._styles: dict[str, Style] = {}

    def style(self, name: str) -> Style:
        """Return the style of a tone; an unknown or empty name leaves the text as it is."""
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self._made(name)
        return style

    @property
    def cursor(self) -> Style:
        """The row under the cursor of the list in focus; also what is chosen in a bar."""
        return self.style("on")

    @property
    def resting(self) -> Style:
        """The row under the cursor of a list that is not in focus."""
        return self.style("resting")

    def _made(self, name: str) -> Style:
        if name == "on":
            front, back = (
                self._color("block-cursor-foreground"),
                self._color("block-cursor-background"),
            )
            return Style(color=front.rich_color, bgcolor=back.rich_color, bold=True)
        if name == "resting":
            under = "underline" in self._variables.get("block-cursor-blurred-text-style", "")
            back = self._color("block-cursor-blurred-background")  # a terminal's own has no other
            return Style(bgcolor=back.rich_color, underline=under or None)
        variable, bold = FOREGROUNDS.get(name, ("", False))
        if not variable:
            return Style(bold=True) if bold else Style.null()
        faint = self._value(variable).endswith("%")
        color = self._color(variable)
        dim = faint and color.ansi is not None
        return Style(color=color.rich_color, bold=bold or None, dim=dim or None)

    def _value(self, variable: str) -> str:
        """Return a variable's value, with the share that stands behind the variable's name."""
        name, _, share = variable.partition(" ")
        value = self._variables.get(name, "")
        return f"{value} {share}" if share and not value.endswith("%") else value

    def _color(self, variable: str) -> Color:
        """Return a variable's colour; one with a share of opacity stands on the background."""
        name, _, share = self._value(variable).partition(" ")
        if name in ("", "auto"):
            name = self._variables["foreground"]
        try:
            color = Color.parse(name)
            if share and color.ansi is None:
                ground = Color.parse(self._variables["background"])
                return ground.blend(color, float(share.rstrip("%")) / 100)
        except (ColorParseError, ValueError):
            return Color.parse(self._variables["foreground"])
        return color


_MADE: WeakKeyDictionary[App[Any], tuple[str, Tones]] = WeakKeyDictionary()
"""The theme an app was last drawn in, and its tones."""


def tones_of(app: App[Any]) -> Tones:
    """Return the tones of the theme that an app shows now."""
    theme, tones = _MADE.get(app, ("", None))
    if tones is None or theme != app.theme:
        tones = Tones(app.theme_variables)
        _MADE[app] = (app.theme, tones)
    return tones
