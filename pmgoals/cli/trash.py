"""`pmgoals delete` and `pmgoals trash`: the trash, and the way back out."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.services.names import short_ids, title_of
from pmgoals.services.trash import word_for


def delete(parser: Parser) -> Run:
    """Declare `delete`."""
    parser.add_argument(
        "name", nargs="+", metavar="NAME", help="id, start of it, part of the title"
    )
    return _delete


def trash_list(parser: Parser) -> Run:
    """Declare `trash list`."""
    parser.reading()
    return _list


def trash_restore(parser: Parser) -> Run:
    """Declare `trash restore`."""
    parser.add_argument("name", nargs="+", metavar="NAME")
    return _restore


def _delete(args: Namespace, session: Session) -> None:
    record = session.planner.trash.put(" ".join(args.name))
    session.out.tell(
        f"Moved the {word_for(record)} “{title_of(record)[:100]}” to the trash; "
        "`pmgoals undo` brings it back."
    )


def _list(args: Namespace, session: Session) -> None:
    items = session.planner.trash.items()
    if args.json:
        session.out.json(
            [
                {"id": r.id, "kind": word_for(r), "title": title_of(r), "deleted": r.deleted}
                for r in items
            ]
        )
        return
    if not items:
        session.out.tell("The trash is empty.")
    short = short_ids(items)
    rows = [
        (short[r.id], f"{r.deleted:%Y-%m-%d %H:%M} UTC", word_for(r), title_of(r)) for r in items
    ]
    session.out.table(rows, flex=3)


def _restore(args: Namespace, session: Session) -> None:
    record = session.planner.trash.restore(" ".join(args.name))
    session.out.tell(f"The {word_for(record)} “{title_of(record)[:100]}” is back.")
