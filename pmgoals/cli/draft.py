"""`pmgoals draft`: goals that were begun and wait to be committed."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.names import shorts
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.model.draft import Draft

UNTITLED = "Untitled draft"
"""What a draft is called in which nothing was said yet."""


def draft_list(parser: Parser) -> Run:
    """Declare `draft list`."""
    parser.reading()
    return _list


def draft_delete(parser: Parser) -> Run:
    """Declare `draft delete`."""
    parser.add_argument(
        "name", nargs="+", metavar="DRAFT", help="id, start of it, part of its words"
    )
    return _delete


def _list(args: Namespace, session: Session) -> None:
    drafts, out = session.planner.draft_shelf.all(), session.out
    if args.json:
        out.json(
            [
                {"id": d.id, "title": d.title, "step": d.step, "goal": d.goal, "updated": d.updated}
                for d in drafts
            ]
        )
        return
    if not drafts:
        out.tell("No draft waits. Begin one: pmgoals goal add TEXT")
    short = shorts(drafts)
    rows = [
        (short[d.id], f"{d.updated:%Y-%m-%d %H:%M} UTC", _kind(d), d.title or UNTITLED)
        for d in drafts
    ]
    out.table(rows, flex=3)


def _kind(draft: Draft) -> str:
    return "change of a goal" if draft.goal else "new goal"


def _delete(args: Namespace, session: Session) -> None:
    shelf = session.planner.draft_shelf
    draft = shelf.named(" ".join(args.name))
    shelf.discard(draft.id)
    session.out.tell(f"Threw away the draft “{(draft.title or UNTITLED)[:400]}”.")
    if not draft.goal:
        session.out.tell("Its words are above; `pmgoals goal add` begins with them again.")
