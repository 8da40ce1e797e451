"""Themes: from palettes as data to Textual's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

from pmgoals.palette import Palette, find_palettes

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner
    from pmgoals.tui.app import PmgoalsApp

FALLBACK = "pmgoals-dark"
"""The theme when the chosen one is not there."""


def register(app: PmgoalsApp, planner: Planner) -> list[str]:
    """Make the themes known to the app and choose the person's; return what was wrong.

    Those the person made and the chosen one are tried before use; the tests try our own. Call it
    before the app runs: a theme that changes later has all styles read again.
    """
    found, faults = find_palettes(planner.paths.themes)
    known = []
    for palette in found:
        theme = theme_of(palette)
        own = palette.source.is_relative_to(planner.paths.themes)
        if (own or palette.name == planner.settings.theme) and (fault := fault_of(theme)):
            faults.append(f"{palette.source.name}: {fault}")
            continue
        app.register_theme(theme)
        known.append(palette.name)
    wanted = planner.settings.theme
    if wanted not in known:
        faults.append(f"There is no theme “{wanted}”; `pmgoals themes` lists them.")
    spare = FALLBACK if FALLBACK in known else app.theme  # Textual's own, when files are missing
    app.set_reactive(App.theme, wanted if wanted in known else spare)
    app.stylesheet.set_variables(app.get_css_variables())
    return faults


def theme_of(palette: Palette) -> Theme:
    """Return a palette as a theme."""
    return Theme(
        name=palette.name,
        dark=palette.dark,
        variables=palette.variables,
        ansi=palette.ansi,
        **palette.colors,  # type: ignore[arg-type]
    )


def fault_of(theme: Theme) -> str:
    """Return why Textual could not draw with a theme; empty when it can."""
    try:
        names = set(theme.to_color_system().generate())
    except Exception as error:  # Textual names no common class for bad colours
        return f"a colour cannot be used: {error}"
    if theme.ansi:
        needed = set(BUILTIN_THEMES["ansi-dark"].to_color_system().generate())
        missing = sorted(n for n in needed - names - set(theme.variables) if n.startswith("ansi-"))
        if missing:
            return f"[variables] lacks {', '.join(missing)}"
    return ""


def choose(app: PmgoalsApp, planner: Planner) -> None:
    """Let the person choose a theme; it is shown while the cursor moves, and kept on Enter."""
    from pmgoals.config import set_value
    from pmgoals.errors import PmgoalsError
    from pmgoals.tui.modals.choose import ChooseModal

    before = app.theme
    found, _ = find_palettes(planner.paths.themes)
    options = [(p.name, p.title, p.about) for p in found if p.name in app.available_themes]

    def show(name: str) -> None:
        app.theme = name

    def keep(name: str | None) -> None:
        app.theme = name or before
        if name and name != before:
            try:
                set_value(planner.paths.config, "theme", name)
            except PmgoalsError as error:
                app.tell_error(error)

    app.push_screen(ChooseModal("Theme", options, chosen=before, seen=show), keep)
