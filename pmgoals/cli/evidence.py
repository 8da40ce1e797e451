"""`pmgoals win` and `pmgoals evidence`: what shows a competency at work."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session


def win(parser: Parser) -> Run:
    """Declare `win`."""
    _declare(parser)
    return _add


def evidence_add(parser: Parser) -> Run:
    """Declare `evidence add`."""
    _declare(parser)
    parser.add_argument("--kind", metavar="K", help="win, decision, influence, killed, ship ...")
    return _add


def evidence_list(parser: Parser) -> Run:
    """Declare `evidence list`."""
    parser.reading()
    parser.add_argument("--since", metavar="DATE", help="from this day on")
    parser.add_argument("--limit", metavar="N", type=int, help="the latest N only")
    return _list


def _declare(parser: Parser) -> None:
    parser.add_argument("text", nargs="+", metavar="TEXT|-", help="what happened, what it changed")
    parser.add_argument("--goal", metavar="GOAL", help="the goal it belongs to")
    parser.add_argument("--competency", metavar="C", help="the competency it shows")
    parser.add_argument("--on", metavar="DATE", help="the day, when not today")
    parser.add_argument("--more", metavar="TEXT", default="", help="more about it")
    parser.add_argument("--link", metavar="URL", default="", help="where it can be seen")


def _add(args: Namespace, session: Session) -> None:
    planner = session.planner
    title, _, more = session.text(args.text).lstrip("\n").partition("\n")
    kind = "win"
    if getattr(args, "kind", None):
        from pmgoals import knowledge
        from pmgoals.services.choices import pick_choice

        kind = pick_choice(knowledge.evidence_kinds(), args.kind, "kind")
    kept = planner.evidence.add(
        title,
        kind=kind,
        on=session.day_or_none(args.on, "past"),
        goal=planner.goals.get(args.goal).id if args.goal else None,
        competency=planner.competencies.named(args.competency).key if args.competency else "",
        text=args.more or more,
        link=args.link,
    )
    session.out.say(kept.id)
    session.out.tell(f"Kept “{kept.title[:100]}”.")


def _list(args: Namespace, session: Session) -> None:
    from pmgoals.cli.names import shorts
    from pmgoals.cli.records import document
    from pmgoals.model.calendar import say_date

    plan = session.planner.plan
    since = session.day_or_none(args.since, "past")
    found = [e for e in plan.evidence if since is None or e.on >= since][: args.limit]
    if args.json:
        session.out.json(document(found))
        return
    if not found:
        session.out.tell("Nothing is kept here yet. Keep a win: pmgoals win TEXT")
    short = shorts(plan.evidence)
    rows = [(short[e.id], say_date(e.on), e.kind, e.title, e.competency) for e in found]
    session.out.table(rows, right={1}, flex=3)
