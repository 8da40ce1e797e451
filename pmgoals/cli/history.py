"""`pmgoals undo`, `redo` and `history`: every change, and taking it back."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session

KINDS = {"do": "", "undo": "undid", "redo": "redid"}
"""Words for the kinds of steps."""


def undo(parser: Parser) -> Run:
    """Declare `undo`."""
    parser.add_argument(
        "--to", metavar="N", type=int, help="take back step N of `history` and all after it"
    )
    return _undo


def redo(parser: Parser) -> Run:
    """Declare `redo`."""
    return lambda _, session: session.out.tell(f"Did again: {session.planner.redo()}.")


def history(parser: Parser) -> Run:
    """Declare `history`."""
    parser.reading()
    parser.add_argument("--limit", metavar="N", type=int, default=20, help="steps, 20 unless told")
    return _history


def _undo(args: Namespace, session: Session) -> None:
    if args.to is None:
        session.out.tell(f"Undid: {session.planner.undo()}.")
        return
    for label in session.planner.steps.back_to(args.to):
        session.out.tell(f"Undid: {label}.")


def _history(args: Namespace, session: Session) -> None:
    steps = session.planner.history()[::-1][: max(0, args.limit)]
    if args.json:
        session.out.json(
            [
                {
                    "generation": step.generation,
                    "when": step.when,
                    "kind": step.kind,
                    "label": step.label,
                    "records": len(step.changes),
                }
                for step in steps
            ]
        )
        return
    if not steps:
        session.out.tell("Nothing was changed yet.")
    rows = [
        (str(s.generation), s.when.replace("T", " ").replace("Z", " UTC"),
         Styled(KINDS[s.kind], "dim"), s.label)
        for s in steps
    ]  # fmt: skip
    session.out.table(rows, right={0}, flex=3)
