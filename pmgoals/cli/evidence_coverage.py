"""`pmgoals evidence coverage` and `packet`: what a level asks for against what shows it."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from pmgoals.cli.output import Cell, Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.references import level_key
from pmgoals.cli.session import Session
from pmgoals.model.calendar import say_date
from pmgoals.services.coverage import STATES, Matrix, look

if TYPE_CHECKING:
    from pmgoals.analytics.coverage import Cover

ROLES = {"shown": "good", "thin": "watch", "stale": "stale", "none": "dim"}
"""Colour role of each state; the word says the same."""


def evidence_coverage(parser: Parser) -> Run:
    """Declare `evidence coverage`."""
    parser.reading()
    parser.add_argument("level", nargs="*", metavar="LEVEL", help="else the one worked towards")
    return _coverage


def evidence_packet(parser: Parser) -> Run:
    """Declare `evidence packet`."""
    parser.add_argument("level", nargs="*", metavar="LEVEL", help="else the one worked towards")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where to; standard output unless told"
    )
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    return _packet


def _coverage(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    key = level_key(session, " ".join(args.level)) or planner.ladders.aspired()
    found = look(planner, key)
    name = found.level.name if found.level else ""
    if args.json:
        covers = [_document(cover, found) for cover in found.covers]
        out.json({"level": key, "name": name, "covers": covers})
    elif not found.level:
        out.tell(
            "There is no level to work towards yet. Tell it: pmgoals ladder set --aspired LEVEL"
        )
    else:
        first, last = found.quarters[0], found.quarters[-1]
        out.say(Styled(name, "head"), f"  evidence, by quarter {first} to {last}")
        _print(found, session)


def _document(cover: Cover, matrix: Matrix) -> dict[str, Any]:
    asked, known = cover.expectation, cover.competency
    counts = matrix.counts[known.key]
    return {
        "competency": known.key,
        "name": known.name,
        "area": known.area,
        "state": cover.state,
        "step": asked.step if asked else None,
        "text": asked.text if asked else "",
        "latest": cover.latest,
        "pieces": [{"id": p.id, "on": p.on, "title": p.title} for p in cover.pieces],
        "quarters": [
            {"quarter": str(quarter), "pieces": counts[quarter]} for quarter in matrix.quarters
        ],
    }


def _print(matrix: Matrix, session: Session) -> None:
    names = [f"Q{quarter.number}" for quarter in matrix.quarters]
    heads = ("competency", "state", "pieces", "latest", *names)
    rows: list[tuple[Cell, ...]] = []
    for cover in matrix.covers:
        counts = matrix.counts[cover.competency.key]
        rows.append(
            (
                cover.competency.name,
                Styled(STATES[cover.state], ROLES[cover.state]),
                str(len(cover.pieces) or "·"),
                say_date(cover.latest) if cover.latest else "",
                *(str(counts[quarter] or "·") for quarter in matrix.quarters),
            )
        )
    right = range(2, len(heads))
    session.out.table([tuple(Styled(head, "dim") for head in heads), *rows], right=right, flex=0)
    if any(cover.state != "shown" for cover in matrix.covers):
        session.out.tell("Keep what is missing: pmgoals win TEXT --competency C --level LEVEL")


def _packet(args: Namespace, session: Session) -> None:
    from pmgoals.cli.target_file import target, write
    from pmgoals.reports.documents.working_packet import working_packet

    planner = session.planner
    text = working_packet(planner, level_key(session, " ".join(args.level)))
    if args.output in (None, "-"):
        session.out.say(text.rstrip("\n"))
        return
    to = target(args.output, planner.paths, None, what="packet", force=args.force)
    write(to, text.encode())
    session.out.tell(f"The packet is in {to}.")
