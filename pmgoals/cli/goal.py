"""`pmgoals goal`: list, edit, close, pause and reopen goals."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from pmgoals.cli.names import shorts
from pmgoals.cli.numbers import grade, share
from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.cli.today import confidence, pace, status
from pmgoals.model.calendar import say_date
from pmgoals.model.field_words import said_fields
from pmgoals.model.goal import Goal
from pmgoals.model.theme import Theme
from pmgoals.services.names import find
from pmgoals.services.today import row

TEXTS = ("title", "statement", "why", "problem", "people", "obstacle", "ethics")
"""Fields that `goal edit` takes as they are."""


def goal_list(parser: Parser) -> Run:
    """Declare `goal list`."""
    parser.reading()
    parser.add_argument("--all", action="store_true", help="closed goals too")
    parser.add_argument("--state", choices=("active", "paused", "closed"), help="only these")
    parser.add_argument("--theme", metavar="THEME", help="only those that serve it")
    return _list


def goal_edit(parser: Parser) -> Run:
    """Declare `goal edit`."""
    parser.add_argument("goal", metavar="GOAL")
    for name in TEXTS:
        parser.add_argument(f"--{name}", metavar="TEXT")
    parser.add_argument("--next", metavar="TEXT", help="the next action")
    parser.add_argument("--by", metavar="DATE", help="the deadline; a later one needs --reason")
    parser.add_argument("--start", metavar="DATE")
    parser.add_argument("--review-on", metavar="DATE", help="when it is looked at again")
    parser.add_argument("--hours", metavar="N", help="hours a week")
    parser.add_argument("--kind", metavar="K", help="strategic, tactical or development")
    parser.add_argument("--stretch", metavar="S", help="committed or aspirational")
    parser.add_argument("--competency", metavar="C", help="the competency it develops")
    parser.add_argument("--privacy", choices=("me", "mentor", "manager", "public"))
    parser.add_argument("--reason", metavar="TEXT", default="", help="why, for the ledger")
    return _edit


def goal_close(parser: Parser) -> Run:
    """Declare `goal close`."""
    parser.add_argument("goal", metavar="GOAL")
    parser.add_argument("--grade", metavar="G", help="0.0 to 1.0")
    parser.add_argument("--note", metavar="TEXT", default="", help="what was learned, in one line")
    parser.add_argument("--on", metavar="DATE", help="the day, when not today")
    parser.add_argument("--drop", action="store_true", help="it ends unfinished")
    return _close


def goal_pause(parser: Parser) -> Run:
    """Declare `goal pause`."""
    parser.add_argument("goal", metavar="GOAL")
    parser.add_argument("--reason", metavar="TEXT", default="")
    return _pause


def goal_reopen(parser: Parser) -> Run:
    """Declare `goal reopen`."""
    parser.add_argument("goal", metavar="GOAL")
    parser.add_argument("--reason", metavar="TEXT", default="")
    return _reopen


def _list(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    found = list(planner.plan.goals.values())
    if args.state:
        found = [goal for goal in found if goal.state == args.state]
    elif not args.all:
        found = [goal for goal in found if goal.state != "closed"]
    if args.theme:
        theme = find(planner.plan, Theme, args.theme)
        found = [goal for goal in found if goal.theme == theme.id]
    rows = [(goal, row(planner, goal)) for goal in found]
    if args.json:
        out.json([goal_document(goal, session) for goal in found])
        return
    if not rows:
        out.tell("No goals here. Commit one: pmgoals goal add --help")
        return
    short = shorts(planner.plan.goals.values())
    heads = tuple(
        Styled(text, "dim") for text in ("id", "status", "way", "pace", "confidence", "due", "goal")
    )
    table = [
        (
            short[goal.id],
            status(stand.status),
            share(stand.progress),
            pace(stand),
            confidence(stand),
            say_date(goal.due) if goal.due else "no date",
            goal.title,
        )
        for goal, stand in rows
    ]
    out.table([heads, *table], right={2, 3, 5}, flex=6)


def goal_document(goal: Goal, session: Session) -> Any:
    """Return a goal as JSON: all its fields, and where it stands today."""
    stand = row(session.planner, goal)
    return document(
        goal,
        status=stand.status,
        progress=stand.progress,
        expected=stand.expected,
        gap=stand.gap,
        confidence=stand.confidence,
        next_milestone=document(stand.next_milestone),
    )


def _edit(args: Namespace, session: Session) -> None:
    from pmgoals.services.draft_fields import read  # the goal reader, which a list has no use for

    planner = session.planner
    goal = planner.goals.get(args.goal)
    fields: dict[str, Any] = {
        name: getattr(args, name) for name in TEXTS if getattr(args, name) is not None
    }
    if args.next is not None:
        fields["next_action"] = args.next
    for field, typed in (("due", args.by), ("start", args.start), ("review_on", args.review_on)):
        if typed is not None:
            fields[field] = session.day(typed, "future")
    named = {"hours_week": args.hours, "kind": args.kind, "commitment": args.stretch}
    for field, typed in named.items():
        if typed is not None:
            key = "stretch" if field == "commitment" else field
            fields[field] = read(key, typed, planner.today, planner.calendar)
    if args.competency is not None:
        fields["competency"] = planner.competencies.named(args.competency).key
    if args.privacy is not None:
        fields["privacy"] = args.privacy
    if not fields:
        raise Usage("goal edit: nothing to change was given.", "Give an option, such as --by DATE.")
    kept = planner.goals.edit(goal.id, args.reason, **fields)
    session.out.tell(f"Changed {said_fields(fields)} of “{kept.title}”.")
    if args.by is not None and kept.due is not None:
        from pmgoals.services.slips import say_reference  # only a new deadline asks for it

        if comes_to := say_reference(planner, "goal", kept.due):
            session.out.tell(comes_to)


def _close(args: Namespace, session: Session) -> None:
    kept = session.planner.goals.close(
        session.planner.goals.get(args.goal).id,
        grade=None if args.grade is None else grade(args.grade),
        note=args.note,
        decision="drop" if args.drop else "close",
        on=session.day_or_none(args.on, "past"),
    )
    said = "" if kept.grade is None else f", graded {kept.grade:.1f}"
    session.out.tell(f"Closed “{kept.title}”{said}.")


def _pause(args: Namespace, session: Session) -> None:
    kept = session.planner.goals.pause(args.goal, args.reason)
    session.out.tell(f"Paused “{kept.title}”; nothing of it is due while it rests.")


def _reopen(args: Namespace, session: Session) -> None:
    kept = session.planner.goals.reopen(args.goal, args.reason)
    session.out.tell(f"“{kept.title}” is active again.")
