"""Long text in the person's own editor, by way of a private file.

The file goes once its text was saved. When that fails it stays, and the message names it: nothing
that somebody wrote is thrown away.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pmgoals.errors import BadInput, PlanUnwritable, PmgoalsError

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

PREFIX = "edit-"
"""What the name of such a file begins with."""


class Written(NamedTuple):
    """What came back from an editor."""

    text: str
    """The text."""
    path: Path
    """The file it stands in."""


def edit(planner: Planner, before: str) -> Written:
    """Return what the person made of `before` in their editor.

    BadInput without an editor, when it fails, or when its text is not UTF-8. The file is readable
    by its owner alone and stands in the plan's corner of the state folder; `saving` lets go of it.
    """
    command = command_of(planner.settings.editor)
    corner = planner.places.corner
    try:
        corner.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(suffix=".md", prefix=PREFIX, dir=corner)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(before.encode())
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise PlanUnwritable(f"{corner} cannot be written: {why}.", "Check the folder.") from None
    path = Path(name)
    try:
        _run([*command, str(path)])
        data = path.read_bytes()
        text = data.decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")
    except UnicodeDecodeError:
        raise _kept(BadInput("The editor's text is not UTF-8.", "Save it so."), path) from None
    except OSError:
        _remove(path)
        raise BadInput("The editor left no file; nothing was saved.", "Write it again.") from None
    except BadInput as error:
        raise _kept(error, path, before) from None
    return Written(text, path)


@contextmanager
def saving(written: Written) -> Iterator[str]:
    """Give the text to be saved; the file goes when it was, and is named when it was not."""
    try:
        yield written.text
    except PmgoalsError as error:
        raise _kept(error, written.path) from None
    _remove(written.path)


def left_behind(planner: Planner) -> list[Path]:
    """Return the files of texts that were not saved, the oldest first."""
    with suppress(OSError):
        return sorted(planner.places.corner.glob(f"{PREFIX}*.md"), key=lambda p: p.stat().st_mtime)
    return []


def command_of(setting: str) -> list[str]:
    """Return the words that start the editor: the setting, else $VISUAL, else $EDITOR."""
    line = setting or os.environ.get("VISUAL", "") or os.environ.get("EDITOR", "")
    try:
        words = shlex.split(line)
    except ValueError:
        words = []
    if not words:
        raise BadInput(
            "No editor is set.", "Write the text here, or set one: pmgoals config set editor nano"
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


def _kept(error: PmgoalsError, path: Path, before: str | None = None) -> PmgoalsError:
    """Return an error that names the file, unless nothing new stands in it."""
    with suppress(OSError):
        data = path.read_bytes()
        if data.strip() and (before is None or data != before.encode()):
            error.mend = f"{error.mend} Your text is in {path}.".strip()
            return error
        _remove(path)
    return error


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
