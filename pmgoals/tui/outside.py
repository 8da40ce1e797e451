"""Long text in the person's own editor, with the app put aside meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from pmgoals.errors import BadInput

if TYPE_CHECKING:
    from pmgoals.tui.app import PmgoalsApp


def has_editor(app: PmgoalsApp) -> bool:
    """Tell whether the person has set an editor."""
    from pmgoals.services.editor import command_of

    try:
        return bool(command_of(app.planner.settings.editor))
    except BadInput:
        return False


def edited(app: PmgoalsApp, text: str) -> str:
    """Return what the person made of a text in their editor; the app waits.

    BadInput without an editor, when it fails, or in a terminal that cannot be lent.
    """
    from pmgoals.services.editor import command_of, edit

    command_of(app.planner.settings.editor)  # said before the screen goes away
    try:
        with app.suspend():
            return edit(app.planner, text)
    except SuspendNotSupported:
        raise BadInput("This terminal cannot be lent to an editor.", "Write it here.") from None
