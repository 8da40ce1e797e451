"""The unlocked key for a login session: a private file in a folder that goes with the session."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from pmgoals import files

FOLDER = "pmgoals"
LARGEST = 4096


def trouble_with(folder: Path | None) -> str:
    """Return why a session's folder cannot hold a key, empty when it can."""
    if folder is None:
        return "this login has no folder of its own (XDG_RUNTIME_DIR is not set)"
    try:
        about = folder.stat()
    except OSError as error:
        return f"{folder} cannot be used: {error.strerror}"
    if not stat.S_ISDIR(about.st_mode):
        return f"{folder} is no folder"
    if about.st_uid != os.geteuid() or about.st_mode & 0o077:
        return f"{folder} is not private to you"
    return ""


def load(folder: Path | None, name: str) -> str:
    """Return the key kept for this session, empty when there is none that is private."""
    if folder is None:
        return ""
    with suppress(OSError, UnicodeDecodeError):
        path = folder / FOLDER / name
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        with os.fdopen(os.open(path, flags), "rb") as stream:
            about = os.fstat(stream.fileno())
            private = about.st_uid == os.geteuid() and not about.st_mode & 0o077
            if stat.S_ISREG(about.st_mode) and private:
                return stream.read(LARGEST).decode("ascii").strip()
    return ""


def save(folder: Path, name: str, secret: str) -> Path:
    """Keep a key for this session, and return its file. OSError when it cannot be kept."""
    path = folder / FOLDER / name
    files.make_private(path.parent)
    files.write_whole(path, f"{secret}\n".encode())
    return path


def remove(folder: Path | None, name: str) -> bool:
    """Let the session's key go; tell whether there was one. OSError when it cannot be removed."""
    if folder is None:
        return False
    try:
        (folder / FOLDER / name).unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True
