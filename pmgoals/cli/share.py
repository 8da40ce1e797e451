"""`pmgoals share`: who may read a record, and how its numbers are told to the others."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.errors import BadInput
from pmgoals.inert import marked_line
from pmgoals.model.audience import LEVELS, may_read
from pmgoals.model.record import Privacy, Record
from pmgoals.services.choices import pick
from pmgoals.services.names import title_of
from pmgoals.services.sharing import NUMBERS, SHARED
from pmgoals.services.trash import word_for


def share(parser: Parser) -> Run:
    """Declare `share`."""
    parser.add_argument(
        "name",
        nargs="+",
        metavar="NAME",
        help="what; then the reader: me, mentor, manager (and the mentor), or public",
    )
    parser.add_argument(
        "--numbers",
        choices=tuple(NUMBERS),
        default="exact",
        help="of a goal or a measure: how its numbers are told",
    )
    return _share


def share_list(parser: Parser) -> Run:
    """Declare `share list`."""
    parser.reading()
    parser.add_argument("level", nargs="?", metavar="LEVEL", help="only what this reader may read")
    return _list


def _share(args: Namespace, session: Session) -> None:
    if len(args.name) < 2:
        raise BadInput(
            "Say what, and who may read it.", "Write it like: pmgoals share onboarding manager"
        )
    level = _level(args.name[-1])
    planner, numbers = session.planner, NUMBERS[args.numbers]
    before = planner.plan.generation
    record = planner.sharing.share(" ".join(args.name[:-1]), level, numbers)
    session.out.say(record.id)
    already = " already" if planner.plan.generation == before else ""
    session.out.tell(f"{planner.sharing.said(record, numbers)}{already}.")


def _level(text: str) -> Privacy:
    key = pick({level: level for level in LEVELS}, text, "reader")
    return next(level for level in LEVELS if level == key)


def _list(args: Namespace, session: Session) -> None:
    plan, out = session.planner.plan, session.out
    reader = _level(args.level) if args.level else "mentor"
    records: list[Record] = [
        record
        for kind in SHARED
        for record in plan.alive(kind).values()
        if may_read(record.privacy, reader) and record.privacy != "me"
    ]
    if args.json:
        out.json(
            [
                {"kind": word_for(r), "id": r.id, "title": title_of(r), "level": r.privacy}
                for r in records
            ]
        )
        return
    if not records:
        out.tell("Nothing is shared: every record is for you alone.")
        return
    heads = tuple(Styled(head, "dim") for head in ("what", "for", "title"))
    rows = [(word_for(r), r.privacy, marked_line(title_of(r))) for r in records]
    out.table([heads, *rows], flex=2)
