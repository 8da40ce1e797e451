"""`pmgoals reading`: what is to be learned from, what is under way, what is done."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from pmgoals.cli.learn import read_title
from pmgoals.cli.names import shorts
from pmgoals.cli.output import Cell, Styled
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.records import document
from pmgoals.cli.references import competency_key, goal_id, learning_kind
from pmgoals.cli.session import Session
from pmgoals.model.amounts import parse_minutes, parse_rating, say_minutes
from pmgoals.model.field_words import said_fields
from pmgoals.services.reading import STATES


def reading_list(parser: Parser) -> Run:
    """Declare `reading list`."""
    parser.reading()
    parser.add_argument("--open", action="store_true", help="only what is not done")
    return _list


def reading_add(parser: Parser) -> Run:
    """Declare `reading add`."""
    parser.add_argument(
        "words", nargs="+", metavar="TITLE|- [45m]", help="what, and how long it will take"
    )
    _declare(parser)
    return _add


def reading_start(parser: Parser) -> Run:
    """Declare `reading start`."""
    parser.add_argument("item", metavar="ITEM", help="its id or a part of its title")
    parser.add_argument("--back", action="store_true", help="it is only planned again")
    return _start


def reading_done(parser: Parser) -> Run:
    """Declare `reading done`."""
    parser.add_argument("item", metavar="ITEM", help="its id or a part of its title")
    parser.add_argument("time", nargs="*", metavar="45m", help="the time it took, when not as told")
    parser.add_argument("--takeaway", metavar="TEXT", default="", help="what stays from it")
    parser.add_argument("--rating", metavar="N", help="worth the time, 1-5")
    return _done


def reading_edit(parser: Parser) -> Run:
    """Declare `reading edit`."""
    parser.add_argument("item", metavar="ITEM", help="its id or a part of its title")
    parser.add_argument("--title", metavar="TEXT", help="what it is")
    parser.add_argument("--minutes", metavar="45m", help="the time it will take")
    _declare(parser)
    return _edit


def _declare(parser: Parser) -> None:
    parser.add_argument("--kind", metavar="K", help="book, course, talk, mentoring, practice ...")
    parser.add_argument("--competency", metavar="C", help="the competency it serves")
    parser.add_argument("--goal", metavar="GOAL", help="the goal it serves")
    parser.add_argument("--link", metavar="URL", help="where it can be found")
    parser.add_argument("--why", metavar="TEXT", help="what it is to be good for")


def _fields(args: Namespace, session: Session) -> dict[str, Any]:
    """Return the fields given as options; an empty one takes away what stands there."""
    fields: dict[str, Any] = {}
    if args.kind is not None:
        fields["kind"] = learning_kind(args.kind)
    if args.competency is not None:
        fields["competency"] = competency_key(session, args.competency)
    if args.goal is not None:
        fields["goal"] = goal_id(session, args.goal)
    if args.link is not None:
        fields["link"] = args.link
    if args.why is not None:
        fields["why"] = args.why
    return fields


def _list(args: Namespace, session: Session) -> None:
    found = session.planner.reading.items(done=not args.open)
    if args.json:
        session.out.json(document(found))
        return
    if not found:
        session.out.tell("Nothing is on the list. Put something on it: pmgoals reading add TITLE")
    short = shorts(session.planner.plan.reading_list)
    rows: list[tuple[Cell, ...]] = [
        (
            short[item.id],
            Styled(STATES[item.state], "done" if item.state == "done" else ""),
            say_minutes(item.minutes) if item.minutes else "",
            item.kind,
            item.title,
            item.why,
        )
        for item in found
    ]
    session.out.table(rows, right={2}, flex=(4, 5))


def _add(args: Namespace, session: Session) -> None:
    title, more, minutes = read_title(args.words, session)
    fields: dict[str, Any] = {"minutes": minutes, "why": more}
    fields |= _fields(args, session)
    kept = session.planner.reading.add(title, **fields)
    session.out.say(kept.id)
    session.out.tell(f"On the reading list: “{kept.title[:100]}”.")


def _start(args: Namespace, session: Session) -> None:
    reading = session.planner.reading
    kept = reading.put_back(args.item) if args.back else reading.start(args.item)
    session.out.tell(f"“{kept.title[:100]}” is {STATES[kept.state]}.")


def _done(args: Namespace, session: Session) -> None:
    minutes = parse_minutes(" ".join(args.time)) if args.time else None
    rating = parse_rating(args.rating, 1, 5) if args.rating is not None else None
    kept = session.planner.reading.finish(
        args.item, minutes=minutes, takeaway=args.takeaway, rating=rating
    )
    session.out.say(kept.id)
    took = f", {say_minutes(kept.minutes)}" if kept.minutes else ""
    session.out.tell(f"Done, and logged as learning: “{kept.title[:100]}”{took}.")


def _edit(args: Namespace, session: Session) -> None:
    fields = _fields(args, session)
    if args.title is not None:
        fields["title"] = args.title
    if args.minutes is not None:
        fields["minutes"] = parse_minutes(args.minutes) if args.minutes else 0
    if not fields:
        raise Usage(
            "reading edit: nothing to change was given.", "Give an option, such as --minutes 45m."
        )
    kept = session.planner.reading.edit(args.item, **fields)
    session.out.tell(f"Changed {said_fields(fields)} of “{kept.title[:100]}”.")
