"""`pmgoals win` and `pmgoals evidence`: what shows a competency at work."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from pmgoals.cli.numbers import counted
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.references import competency_key, evidence_kind, goal_id, level_key
from pmgoals.cli.session import Session
from pmgoals.model.field_words import said_fields

KINDS = "win, decision, influence, killed, ship ..."
"""Kinds of evidence, as help names them."""


def win(parser: Parser) -> Run:
    """Declare `win`."""
    _declare(parser)
    parser.making()
    return _add


def evidence_add(parser: Parser) -> Run:
    """Declare `evidence add`."""
    _declare(parser)
    parser.add_argument("--kind", metavar="K", help=KINDS)
    parser.making()
    return _add


def evidence_edit(parser: Parser) -> Run:
    """Declare `evidence edit`."""
    parser.add_argument("evidence", metavar="EVIDENCE", help="its id or a part of its title")
    parser.add_argument("--title", metavar="TEXT", help="what happened, what it changed")
    parser.add_argument("--kind", metavar="K", help=KINDS)
    _declare_fields(parser)
    return _edit


def evidence_list(parser: Parser) -> Run:
    """Declare `evidence list`."""
    parser.reading()
    parser.add_argument("--since", metavar="DATE", help="from this day on")
    parser.add_argument("--limit", metavar="N", type=counted, help="the latest N only")
    parser.add_argument("--kind", metavar="K", help=KINDS)
    parser.add_argument("--competency", metavar="C", help="only what shows it")
    parser.add_argument("--level", metavar="LEVEL", help="only what was judged to be of it")
    parser.add_argument("--goal", metavar="GOAL", help="only what belongs to it")
    return _list


def _declare(parser: Parser) -> None:
    parser.add_argument("text", nargs="+", metavar="TEXT|-", help="what happened, what it changed")
    _declare_fields(parser)


def _declare_fields(parser: Parser) -> None:
    parser.add_argument("--goal", metavar="GOAL", help="the goal it belongs to")
    parser.add_argument("--competency", metavar="C", help="the competency it shows")
    parser.add_argument("--level", metavar="LEVEL", help="the level whose expectation it shows")
    parser.add_argument("--on", metavar="DATE", help="the day, when not today")
    parser.add_argument("--more", metavar="TEXT", help="more about it")
    parser.add_argument("--link", metavar="URL", help="where it can be seen")


def _add(args: Namespace, session: Session) -> None:
    title, _, more = session.text(args.text).lstrip("\n").partition("\n")
    fields: dict[str, Any] = {"text": more}
    fields |= _fields(args, session)
    kept = session.planner.evidence.add(title, **fields)
    if args.json:
        from pmgoals.cli.records import document

        session.out.json(document(kept))
    else:
        session.out.say(kept.id)
    session.out.tell(f"Kept “{kept.title[:100]}”.")


def _fields(args: Namespace, session: Session) -> dict[str, Any]:
    """Return the fields given as options; an empty one takes away what stands there."""
    fields: dict[str, Any] = {}
    if getattr(args, "kind", None) is not None:
        fields["kind"] = evidence_kind(args.kind)
    if args.on is not None:
        fields["on"] = session.day(args.on, "past")
    if args.goal is not None:
        fields["goal"] = goal_id(session, args.goal)
    if args.competency is not None:
        fields["competency"] = competency_key(session, args.competency)
    if args.level is not None:
        fields["level"] = level_key(session, args.level)
    if args.more is not None:
        fields["text"] = args.more
    if args.link is not None:
        fields["link"] = args.link
    return fields


def _edit(args: Namespace, session: Session) -> None:
    fields = _fields(args, session)
    if args.title is not None:
        fields["title"] = args.title
    if not fields:
        raise Usage(
            "evidence edit: nothing to change was given.", "Give an option, such as --level LEVEL."
        )
    kept = session.planner.evidence.edit(args.evidence, **fields)
    session.out.tell(f"Changed {said_fields(fields)} of “{kept.title[:100]}”.")


def _list(args: Namespace, session: Session) -> None:
    from pmgoals.cli.names import shorts
    from pmgoals.cli.records import document
    from pmgoals.model.calendar import say_date

    plan = session.planner.plan
    since = session.day_or_none(args.since, "past")
    wanted = {
        "kind": evidence_kind(args.kind) if args.kind else "",
        "competency": competency_key(session, args.competency),
        "level": level_key(session, args.level),
        "goal": goal_id(session, args.goal),
    }
    found = [
        each
        for each in plan.evidence
        if (since is None or each.on >= since)
        and all(getattr(each, name) == value for name, value in wanted.items() if value)
    ][: args.limit]
    if args.json:
        session.out.json(document(found))
        return
    if not found and plan.evidence:
        session.out.tell("Nothing kept is like that. `pmgoals evidence list` shows all of it.")
    elif not found:
        session.out.tell("Nothing is kept here yet. Keep a win: pmgoals win TEXT")
    short = shorts(plan.evidence)
    rows = [(short[e.id], say_date(e.on), e.kind, e.title, e.competency, e.level) for e in found]
    session.out.table(rows, right={1}, flex=(3, 4))
