"""Long text in the person's own editor, by way of a private file that is removed afterwards."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pmgoals.errors import BadInput, PlanUnwritable

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner


def edit(planner: Planner, before: str) -> str:
    """Return what the person made of `before` in their editor.

    BadInput without an editor, when it fails, or when its text is not UTF-8. The file is readable
    by its owner alone and stands in the plan's corner of the state folder.
    """
    command = command_of(planner.settings.editor)
    corner = planner.places.corner
    try:
        corner.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(suffix=".md", prefix="edit-", dir=corner)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise PlanUnwritable(f"{corner} cannot be written: {why}.", "Check the folder.") from None
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(before.encode())
        _run([*command, str(path)])
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")
    except UnicodeDecodeError:
        raise BadInput(
            "The editor's text is not UTF-8; nothing was saved.", "Save it so."
        ) from None
    finally:
        path.unlink(missing_ok=True)


def command_of(setting: str) -> list[str]:
    """Return the words that start the editor: the setting, else $VISUAL, else $EDITOR."""
    line = setting or os.environ.get("VISUAL", "") or os.environ.get("EDITOR", "")
    try:
        words = shlex.split(line)
    except ValueError:
        words = []
    if not words:
        raise BadInput(
            "No editor is set.", "Set one: pmgoals config set editor nano, or write the text here."
        )
    return words


def _run(command: list[str]) -> None:
    try:
        code = subprocess.run(command, check=False).returncode
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise BadInput(f"{command[0]} could not be started: {why}.", "Set another.") from None
    if code != 0:
        raise BadInput(
            f"{command[0]} ended with {code}; nothing was saved.", "Save in the editor, then leave."
        )
