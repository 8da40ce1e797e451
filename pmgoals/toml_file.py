"""Reading and replacing the TOML files a person writes by hand."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

from pmgoals import files
from pmgoals.toml_text import Unreadable, parsed

LARGEST = 200_000
"""The most bytes a file takes; a longer one is no hand-written settings file."""


def read_document(path: Path) -> tuple[str, dict[str, Any]]:
    """Return a file's text and what it says; a missing file is empty. Raises Unreadable."""
    try:
        text = _read(path)
    except FileNotFoundError:
        if path.is_symlink():
            raise Unreadable("it is a link that leads nowhere") from None
        return "", {}
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise Unreadable("it is not UTF-8 text", line) from None
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise Unreadable(f"it cannot be read ({why.lower()})") from None
    return text, parsed(text)


def write_whole(path: Path, text: str) -> None:
    """Replace a file, private to its owner, by way of one beside it; raises OSError.

    A link stays and the file it leads to is replaced; missing folders are made, 0700.
    """
    target = path.resolve()
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    files.make_private(target.parent)
    files.write_whole(target, text.encode())


def _read(path: Path) -> str:
    """Return the text of a plain file; a pipe would wait for ever, and a disk image fill memory."""
    kind = path.stat()
    if not stat.S_ISREG(kind.st_mode):
        raise Unreadable("it is not a file" if not path.is_dir() else "it is a folder")
    if kind.st_size > LARGEST:
        raise Unreadable(f"it is longer than {LARGEST:,} bytes")
    return path.read_bytes().decode("utf-8-sig")
