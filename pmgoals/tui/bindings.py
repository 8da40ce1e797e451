"""From the declared commands to Textual's bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from pmgoals import keymap

if TYPE_CHECKING:
    from textual.binding import BindingType


def bindings_of(place: str, *, priority: tuple[str, ...] = ()) -> list[BindingType]:
    """Return the bindings of a place; actions named in `priority` are heard before the focus."""
    return [
        Binding(
            command.keys,
            action_of(command),
            command.label,
            show=command.shown,
            id=command.id,
            tooltip=command.help,
            priority=command.action in priority,
        )
        for command in keymap.of(place)
    ]


def action_of(command: keymap.Command) -> str:
    """Return the action a command starts, as Textual spells it on a screen."""
    if command.action.startswith("show_"):
        return f"app.switch_mode('{command.action.removeprefix('show_')}')"
    if command.action in ("command_palette", "quit"):
        return f"app.{command.action}"
    return command.action


def click_of(command: keymap.Command) -> str:
    """Return the action a click on a command's name starts, from any widget."""
    action = action_of(command)
    return action if action.startswith("app.") else f"screen.{action}"
