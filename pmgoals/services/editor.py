"""Long text in the person's own editor, by way of a private file.

The file goes once its text was saved. When that fails it stays, and the message names it: nothing
that somebody wrote is thrown away. Of an encrypted plan the file is plain only while the editor has
it, where the login session has a folder in memory; what stays is sealed.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from pmgoals import files
from pmgoals.errors import BadInput, PlanUnwritable, PmgoalsError
from pmgoals.services.unlocking import session_folder

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner
    from pmgoals.storage.sealing import PlanSeal

PREFIX = "edit-"
"""What the name of such a file begins with."""

SEALED = ".age"
"""What the name of a sealed one ends with."""


class Written(NamedTuple):
    """What came back from an editor."""

    text: str
    """The text."""
    path: Path
    """The file it stands in."""
    seal: PlanSeal
    """What it is sealed with when it is not saved."""


def edit(planner: Planner, before: str) -> Written:
    """Return what the person made of `before` in their editor.

    BadInput without an editor, when it fails, or when its text is not UTF-8. The file is readable
    by its owner alone and stands in the plan's corner of the state folder, for an encrypted plan in
    the folder of the login session if there is one; `saving` lets go of it.
    """
    command = command_of(planner.settings.editor)
    corner, seal = _folder(planner), planner.seal
    try:
        files.make_private(corner)
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
        fault = BadInput("The editor's text is not UTF-8.", "Save it so.")
        raise _kept(fault, path, seal) from None
    except OSError:
        _remove(path)
        raise BadInput("The editor left no file; nothing was saved.", "Write it again.") from None
    except BadInput as error:
        raise _kept(error, path, seal, before) from None
    return Written(text, path, seal)


@contextmanager
def saving(written: Written) -> Iterator[str]:
    """Give the text to be saved; the file goes when it was, and is named when it was not."""
    try:
        yield written.text
    except PmgoalsError as error:
        raise _kept(error, written.path, written.seal) from None
    _remove(written.path)


def left_behind(planner: Planner) -> list[Path]:
    """Return the files of texts that were not saved, the oldest first."""
    folders = {planner.places.corner, _folder(planner)}
    with suppress(OSError):
        found = [path for folder in folders for path in folder.glob(f"{PREFIX}*.md*")]
        return sorted(found, key=lambda path: path.stat().st_mtime)
    return []


def read_again(path: Path) -> str:
    """Return what a person runs to read a text that was not saved, empty for a plain file."""
    return f"pmgoals decrypt --print {quote(str(path))}" if path.suffix == SEALED else ""


def _folder(planner: Planner) -> Path:
    """Return the folder of the files that an editor works on."""
    session = session_folder()
    if planner.seal.wanted and session is not None and session.is_dir():
        return session / "pmgoals" / planner.places.corner.name
    return planner.places.corner


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


def _kept(
    error: PmgoalsError, path: Path, seal: PlanSeal, before: str | None = None
) -> PmgoalsError:
    """Return an error that names the file, unless nothing new stands in it."""
    with suppress(OSError):
        data = path.read_bytes()
        if data.strip() and (before is None or data != before.encode()):
            path = _sealed(path, data, seal)
            again = read_again(path)
            how = f"; `{again}` prints it" if again else ""
            error.mend = f"{error.mend} Your text is in {path}{how}.".strip()
            return error
        _remove(path)
    return error


def _sealed(path: Path, data: bytes, seal: PlanSeal) -> Path:
    """Seal a text that stays, for an encrypted plan, and return where it is now."""
    kept = seal.kept(data)
    if kept == data:
        return path
    sealed = seal.places.corner / f"{path.name}{SEALED}"
    with suppress(OSError):
        files.make_private(sealed.parent)
        files.write_whole(sealed, kept)
        _remove(path)
        return sealed
    return path  # better plain than lost


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
