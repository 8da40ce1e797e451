"""`pmgoals priority` and `pmgoals notdoing`: what matters, and what is left alone."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from pmgoals.cli.names import shorts
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.model.reflection import Priority


def priority_add(parser: Parser) -> Run:
    """Declare `priority add`."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help="the priority in a few words")
    parser.add_argument("--why", metavar="TEXT", default="", help="why it matters now")
    parser.add_argument(
        "--success", metavar="TEXT", default="", help="what will be true in twelve months"
    )
    return _add


def priority_list(parser: Parser) -> Run:
    """Declare `priority list`."""
    parser.reading()
    return lambda args, session: _list(args, session, session.planner.plan.priorities)


def priority_rank(parser: Parser) -> Run:
    """Declare `priority rank`."""
    parser.add_argument("names", nargs="+", metavar="NAME", help="in their new order, first first")
    return _rank


def notdoing(parser: Parser) -> Run:
    """Declare `notdoing`."""
    parser.reading()
    parser.add_argument("text", nargs="*", metavar="TEXT", help="what is left alone")
    parser.add_argument("--why", metavar="TEXT", default="", help="why")
    return _notdoing


def notdoing_add(parser: Parser) -> Run:
    """Declare `notdoing add`."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help="what is left alone")
    parser.add_argument("--why", metavar="TEXT", default="", help="why")
    return _notdoing_add


def notdoing_list(parser: Parser) -> Run:
    """Declare `notdoing list`."""
    parser.reading()
    return lambda args, session: _list(args, session, session.planner.plan.not_doing)


def _add(args: Namespace, session: Session) -> None:
    kept = session.planner.priorities.add(
        session.text(args.text), why=args.why, success=args.success
    )
    session.out.say(kept.id)
    session.out.tell(f"Added priority {kept.rank}: “{kept.title}”.")


def _notdoing(args: Namespace, session: Session) -> None:
    if args.text:
        _notdoing_add(args, session)
    else:
        _list(args, session, session.planner.plan.not_doing)


def _notdoing_add(args: Namespace, session: Session) -> None:
    kept = session.planner.priorities.add(session.text(args.text), why=args.why, not_doing=True)
    session.out.say(kept.id)
    session.out.tell(f"On the not-doing list: “{kept.title}”.")


def _list(args: Namespace, session: Session, found: Sequence[Priority]) -> None:
    if args.json:
        session.out.json(document(found))
        return
    if not found:
        session.out.tell(
            "The list is empty. Add to it: `pmgoals priority add TEXT`, or `pmgoals notdoing TEXT`"
        )
    short = shorts(found)
    rows = [(str(p.rank), p.title, p.why, short[p.id]) for p in found]
    session.out.table(rows, right={0}, flex=1)


def _rank(args: Namespace, session: Session) -> None:
    order = session.planner.priorities.rank(args.names)
    for priority in order:
        session.out.tell(f"{priority.rank}. {priority.title}")
