"""The file a command writes to: what may be replaced, and how it is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pmgoals.errors import BadInput, PlanUnwritable

if TYPE_CHECKING:
    from pmgoals.paths import Paths

HEAD = 1024
"""Bytes of a file that tell who wrote it."""


def target(
    name: str, paths: Paths, is_ours: Callable[[bytes], bool] | None, *, what: str, force: bool
) -> Path:
    """Return the file to write, links followed.

    BadInput when it is no ordinary file, belongs to the plan, or is there already and not forced.
    Where such files bear a mark, `is_ours` tells it by their first bytes: those are replaced.
    """
    marked = is_ours is not None
    try:
        if not name:
            raise ValueError
        path = Path(os.path.realpath(name))
        if not path.exists():
            return path
        if not path.is_file():
            raise BadInput(f"{path} is no ordinary file.", "Name another with -o.")
        with path.open("rb") as stream:
            ours = is_ours is not None and is_ours(stream.read(HEAD))
    except OSError as error:
        raise PlanUnwritable(f"{name}: {_reason(error)}.", "Name another file with -o.") from None
    except ValueError:
        raise BadInput("That is no name of a file.", "Check its name.") from None
    if is_of_the_plan(path, paths):
        raise BadInput(
            f"{path} belongs to pmgoals itself; it was not replaced.", "Name another with -o."
        )
    if not (ours or force):
        raise BadInput(
            f"{path} is there already"
            + (f" and no {what} that pmgoals wrote" if marked else "")
            + "; it was not replaced.",
            "Name another with -o, or replace it with --force.",
        )
    return path


def is_of_the_plan(path: Path, paths: Paths) -> bool:
    """Tell whether a file is the plan, the settings, or lies among what is kept beside them."""
    own = [Path(os.path.realpath(each)) for each in (paths.plan, paths.config)]
    return path in own or Path(os.path.realpath(paths.state)) in (path, *path.parents)


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, 0600. PlanUnwritable when it cannot be."""
    from pmgoals.files import write_whole

    try:
        write_whole(path, data)
    except OSError as error:
        raise PlanUnwritable(
            f"{path} could not be written: {_reason(error)}.", "Name another file with -o."
        ) from None


def _reason(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else type(error).__name__
