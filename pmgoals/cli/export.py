"""`pmgoals export`: the plan in the forms that other programs read."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.errors import BadInput, NotFound, PlanUnwritable

if TYPE_CHECKING:
    from pmgoals.paths import Paths

HEAD = 1024
"""Bytes of a file that tell who wrote it."""

WORDS = {
    "milestone": ("milestone", "milestones"),
    "deadline": ("deadline", "deadlines"),
    "turn": ("day to set a target", "days to set a target"),
    "look": ("day to look again", "days to look again"),
    "checkin": ("weekly check-in", "weekly check-ins"),
    "alignment": ("monthly alignment", "monthly alignments"),
    "review": ("quarterly review", "quarterly reviews"),
    "cancelled": ("cancelled", "cancelled"),
}
"""What one and several of a kind of entry are called, in the order they are told."""


def export_ics(parser: Parser) -> Run:
    """Declare `export ics`."""
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where to; standard output unless told"
    )
    parser.add_argument("--no-alarms", action="store_true", help="leave the reminders out")
    parser.add_argument(
        "--force", action="store_true", help="replace a file that pmgoals did not write"
    )
    return _export_ics


def _export_ics(args: Namespace, session: Session) -> None:
    from pmgoals.reports.calendar_file import calendar_file  # brings a library of 50 ms

    target = None
    if args.output not in (None, "-"):
        target = _target(args.output, session.planner.paths, force=args.force)
    made = calendar_file(session.planner, alarms=not args.no_alarms)
    if not made.counts:
        raise NotFound(
            "There is no goal yet to put into a calendar.", "Start one: pmgoals goal add"
        )
    if target is None:
        session.out.file(made.data)
    else:
        _write(target, made.data)
    where = "" if target is None else f" in {target}"
    session.out.tell(f"{_told(made.counts)}{where}.")


def _told(counts: Mapping[str, int]) -> str:
    """Return what there is, in words: `12 milestones, 1 deadline`."""
    found = ((counts.get(kind, 0), words) for kind, words in WORDS.items())
    return ", ".join(f"{count} {words[count > 1]}" for count, words in found if count)


def _is_of_the_plan(path: Path, paths: Paths) -> bool:
    """Tell whether a file is the plan, the settings, or lies among what is kept beside them."""
    own = [Path(os.path.realpath(each)) for each in (paths.plan, paths.config)]
    return path in own or Path(os.path.realpath(paths.state)) in path.parents


def _target(name: str, paths: Paths, *, force: bool) -> Path:
    """Return the file to write, links followed.

    BadInput when it is no ordinary file, or one that was not written here and is not forced.
    """
    from pmgoals.reports.calendar_file import is_ours

    try:
        if not name:
            raise ValueError
        path = Path(os.path.realpath(name))
        if not path.exists():
            return path
        if not path.is_file():
            raise BadInput(f"{path} is no ordinary file.", "Name another with -o.")
        with path.open("rb") as stream:
            ours = is_ours(stream.read(HEAD))
    except OSError as error:
        raise PlanUnwritable(f"{name}: {_reason(error)}.", "Name another file with -o.") from None
    except ValueError:
        raise BadInput("That is no name of a file.", "Check its name.") from None
    if _is_of_the_plan(path, paths):
        raise BadInput(
            f"{path} belongs to pmgoals itself; it was not replaced.", "Name another with -o."
        )
    if not (ours or force):
        raise BadInput(
            f"{path} is no calendar that pmgoals wrote; it was not replaced.",
            "Name another with -o, or replace it with --force.",
        )
    return path


def _write(path: Path, data: bytes) -> None:
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
