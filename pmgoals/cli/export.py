"""`pmgoals export`: the plan in the forms that other programs read."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.cli.target_file import target, write
from pmgoals.errors import NotFound

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

    to = None
    if args.output not in (None, "-"):
        from pmgoals.reports.calendar_file import is_ours

        paths = session.planner.paths
        to = target(args.output, paths, is_ours, what="calendar", force=args.force)
    made = calendar_file(session.planner, alarms=not args.no_alarms)
    if not made.counts:
        raise NotFound(
            "There is no goal yet to put into a calendar.", "Start one: pmgoals goal add"
        )
    if to is None:
        session.out.file(made.data)
    else:
        write(to, made.data)
    where = "" if to is None else f" in {to}"
    session.out.tell(f"{_told(made.counts)}{where}.")


def _told(counts: Mapping[str, int]) -> str:
    """Return what there is, in words: `12 milestones, 1 deadline`."""
    found = ((counts.get(kind, 0), words) for kind, words in WORDS.items())
    return ", ".join(f"{count} {words[count > 1]}" for count, words in found if count)
