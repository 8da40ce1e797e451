"""Long text in the person's own editor, with the app put aside meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from pmgoals.errors import BadInput, PmgoalsError

if TYPE_CHECKING:
    from pmgoals.services.editor import Written
    from pmgoals.tui.app import PmgoalsApp

IN_TERMINAL = "Run pmgoals in a terminal for that."
"""What to do where no editor can be opened."""


def has_editor(app: PmgoalsApp) -> bool:
    """Tell whether the person has set an editor that can be opened: not beside a browser."""
    if app.is_web:
        return False
    from pmgoals.services.editor import command_of

    try:
        return bool(command_of(app.planner.settings.editor))
    except BadInput:
        return False


def edited(app: PmgoalsApp, text: str) -> Written:
    """Return what the person made of a text in their editor; the app waits.

    BadInput without an editor, when it fails, or in a terminal that cannot be lent.
    """
    if app.is_web:
        raise BadInput("An editor cannot be opened in a browser.", IN_TERMINAL)
    from pmgoals.services.editor import command_of, edit

    command_of(app.planner.settings.editor)  # said before the screen goes away
    written: Written | None = None
    failed: PmgoalsError | None = None
    try:
        with app.suspend():
            try:
                written = edit(app.planner, text)
            except PmgoalsError as error:  # inside: else Textual would not take the screen back
                failed = error
    except SuspendNotSupported:
        raise BadInput("This terminal cannot be lent to an editor.", "Write it here.") from None
    if written is None:
        raise failed or BadInput("The editor gave no text.", "Nothing was saved.")
    return written
