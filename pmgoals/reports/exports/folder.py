"""A folder of pages: what is ours is written anew, what is not is never touched unasked."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import msgspec

from pmgoals.errors import BadInput, PlanUnwritable
from pmgoals.files import make_private, write_whole

HEAD = 1024
"""Bytes of a file that tell who wrote it."""

NAMED = 3
"""Files in the way that are named."""


class Written(msgspec.Struct, frozen=True):
    """What became of a folder."""

    written: int
    """Pages that were written, new or otherwise than before."""
    same: int
    """Pages that stood there just so."""
    removed: int
    """Pages of an earlier export whose record is gone."""


def write_folder(
    folder: Path,
    pages: Mapping[str, bytes],
    parts: Collection[str],
    is_ours: Callable[[bytes], bool],
    *,
    force: bool = False,
) -> Written:
    """Write pages by their path below a folder, and remove earlier ones that are no more.

    `parts` are the folders below it that pages lie in; only there, and in the folder itself, is
    anything looked at. BadInput, with nothing written, for a file in the way that is not ours,
    unless forced, and for a part that is a link or a file. PlanUnwritable when a write fails.
    """
    try:
        _check(folder, parts)
        others = [name for name in pages if _is_there(folder / name, is_ours) == "another's"]
        if others and not force:
            named = ", ".join(others[:NAMED]) + (" ..." if len(others) > NAMED else "")
            raise BadInput(
                f"{folder} holds {len(others)} of these files, and pmgoals did not write them: "
                f"{named}. Nothing was written.",
                "Name another folder with -o, or replace them with --force.",
            )
        for name in dict.fromkeys(name.rpartition("/")[0] for name in pages):
            make_private(folder / name)
        written = sum(_write(folder / name, data) for name, data in pages.items())
        gone = [
            path for path in _earlier(folder, parts, is_ours) if _name(path, folder) not in pages
        ]
        for path in gone:
            path.unlink()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        raise PlanUnwritable(
            f"{error.filename or folder}: {reason}. Not all pages were written.",
            "Check the folder and the disk, then do it again.",
        ) from None
    return Written(written, len(pages) - written, len(gone))


def _check(folder: Path, parts: Collection[str]) -> None:
    """Raise BadInput where a folder is wanted and something else is: a link leads elsewhere."""
    for path in (folder, *(folder / part for part in parts)):
        found = _mode(path)
        if found is not None and not stat.S_ISDIR(found):
            raise BadInput(f"{path} is no folder; nothing was written.", "Name another with -o.")


def _is_there(path: Path, is_ours: Callable[[bytes], bool]) -> str:
    """Return whose file is there: `ours`, `another's`, or nothing."""
    found = _mode(path)
    if found is None:
        return ""
    if not stat.S_ISREG(found):
        return "another's"
    with path.open("rb") as stream:
        return "ours" if is_ours(stream.read(HEAD)) else "another's"


def _write(path: Path, data: bytes) -> bool:
    """Write a page that is not there just so; a link gives way, what it leads to stays."""
    found = _mode(path)
    if found is not None and stat.S_ISDIR(found):
        raise IsADirectoryError(21, "is a folder", str(path))
    if found is not None and stat.S_ISREG(found) and path.read_bytes() == data:
        return False
    write_whole(path, data)
    return True


def _earlier(
    folder: Path, parts: Collection[str], is_ours: Callable[[bytes], bool]
) -> Iterator[Path]:
    """Yield the pages that bear our mark."""
    for place in (folder, *(folder / part for part in parts)):
        if _mode(place) is not None:
            for path in sorted(place.glob("*.md")):
                if _is_there(path, is_ours) == "ours":
                    yield path


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _mode(path: Path) -> int | None:
    """Return what is at a path, links not followed; None for nothing."""
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return None
