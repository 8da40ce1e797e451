"""`pmgoals backup` and `restore`: whole copies of the plan."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session


def backup(parser: Parser) -> Run:
    """Declare `backup`."""
    return _backup


def restore(parser: Parser) -> Run:
    """Declare `restore`."""
    parser.reading()
    parser.add_argument("name", nargs="?", metavar="NAME", help="a backup, or `latest`")
    return _restore


def _backup(args: Namespace, session: Session) -> None:
    kept = session.planner.backups.take()
    session.out.say(kept.path.name)
    session.out.tell(f"Kept a backup in {kept.path.parent}.")


def _restore(args: Namespace, session: Session) -> None:
    if args.name is None:
        _list(args, session)
        return
    found = session.planner.backups.restore(args.name)
    out, corner = session.out, session.planner.places.corner
    out.tell(f"Restored {found.backup.said}.")
    if not found.can_be_undone:
        out.tell(f"The damaged plan and its steps are kept in {corner}; undo begins anew.")
        return
    if found.writes:
        out.tell(f"The plan had gone on for {found.writes} write{'s' * (found.writes > 1)} since.")
    out.tell("`pmgoals undo` takes it back.")


def _list(args: Namespace, session: Session) -> None:
    found = session.planner.backups.all()
    if args.json:
        session.out.json(
            [
                {
                    "name": backup.path.name,
                    "path": str(backup.path),
                    "taken": backup.taken,
                    "generation": backup.generation,
                }
                for backup in found
            ]
        )
        return
    rows = [(b.path.name, f"{b.taken:%Y-%m-%d %H:%M} UTC", f"write {b.generation}") for b in found]
    session.out.table(rows)
    session.out.tell("Bring one back: pmgoals restore NAME" if found else "There is no backup yet.")
