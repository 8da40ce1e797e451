"""`pmgoals goal ledger`: what was changed of goals, latest first."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.output import Output, Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.inert import marked_line
from pmgoals.model.calendar import say_date
from pmgoals.services.changes import Change, changes


def goal_ledger(parser: Parser) -> Run:
    """Declare `goal ledger`."""
    parser.reading()
    parser.add_argument("goal", nargs="?", metavar="GOAL", help="only this goal's")
    parser.add_argument("--eased", action="store_true", help="only what made a goal easier")
    return _ledger


def _ledger(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    goal = planner.goals.get(args.goal) if args.goal else None
    found = changes(planner.plan, goal.id if goal else None, eased=args.eased)
    if args.json:
        out.json(
            [document(c.entry, goal_title=c.goal.title, original=c.original or None) for c in found]
        )
        return
    if not found:
        out.tell("Nothing was eased." if args.eased else "Nothing was changed yet.")
    for change in found:
        _say(change, out, named=goal is None)


def _say(change: Change, out: Output, *, named: bool) -> None:
    """Print one change: day and words, then the goal where that is not said already, and why."""
    entry = change.entry
    first = f" (first {marked_line(change.original)})" if change.original else ""
    words = f"{entry.before or 'nothing'} → {entry.after}"
    out.say(
        f"{say_date(entry.on):>11}  {marked_line(entry.field)}: {marked_line(words)}{first}",
        Styled("  eased" if entry.eased else "", "watch"),
    )
    if named:
        out.say(f"{'':13}{marked_line(change.goal.title)}")
    if entry.reason:
        out.say(f"{'':13}why: {marked_line(entry.reason)}")
