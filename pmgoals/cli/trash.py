"""`pmgoals delete` and `pmgoals trash`: the trash, and the way back out."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections import Counter

from pmgoals.cli.numbers import counted
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.session import Session, agreed
from pmgoals.counting import said_count
from pmgoals.errors import Exit
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


def trash_purge(parser: Parser) -> Run:
    """Declare `trash purge`."""
    parser.add_argument("name", nargs="*", metavar="NAME", help="what; else all of the trash")
    parser.add_argument("--older", metavar="DAYS", type=counted, help="what lies there longer")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    return _purge


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


def _purge(args: Namespace, session: Session) -> int:
    trash, out = session.planner.trash, session.out
    before = None
    if args.older is not None:
        before = session.planner.clock.now() - dt.timedelta(days=args.older)
    doomed = trash.doomed(" ".join(args.name), before)
    if not doomed:
        out.tell("Nothing to remove: the trash is empty, or what lies there is younger.")
        return Exit.DONE
    words = Counter(word_for(record) for record in doomed)
    said = ", ".join(said_count(count, word) for word, count in words.items())
    if not args.yes:
        if not session.interactive:
            raise Usage(f"This would remove {said} for good.", "Say so: --yes")
        if not agreed(session.ask(f"Remove {said} for good? [y/N] ")):
            out.tell("Nothing was removed.")
            return Exit.DONE
    trash.purge(doomed)
    out.tell(f"Removed {said}. `pmgoals undo` still brings it back, and backups hold it.")
    return Exit.DONE
