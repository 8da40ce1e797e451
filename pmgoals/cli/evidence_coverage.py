"""`pmgoals evidence coverage` and `packet`: what a level asks for against what shows it."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from pmgoals.cli.output import Cell, Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.references import level_key
from pmgoals.cli.session import Session
from pmgoals.model.calendar import Quarter, say_date

if TYPE_CHECKING:
    from pmgoals.analytics.coverage import Cover

QUARTERS = 4
"""Quarters that are looked back on, the present one included."""

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
    calendar, now = planner.calendar, planner.quarter
    quarters = [calendar.plus(now, -back) for back in range(QUARTERS - 1, -1, -1)]
    covers = [
        (cover, _by_quarter(cover, quarters, session)) for cover in planner.evidence.coverage(key)
    ]
    level = planner.ladders.now.level(key)
    name = level.name if level else ""
    if args.json:
        found = [_document(cover, quarters, counts) for cover, counts in covers]
        out.json({"level": key, "name": name, "covers": found})
    elif not level:
        out.tell(
            "There is no level to work towards yet. Tell it: pmgoals ladder set --aspired LEVEL"
        )
    else:
        out.say(Styled(name, "head"), f"  evidence, by quarter {quarters[0]} to {quarters[-1]}")
        _print(covers, quarters, session)


def _by_quarter(cover: Cover, quarters: list[Quarter], session: Session) -> list[int]:
    """Return how many pieces lie in each quarter."""
    held = [session.planner.calendar.quarter_of(piece.on) for piece in cover.pieces]
    return [held.count(quarter) for quarter in quarters]


def _document(cover: Cover, quarters: list[Quarter], counts: list[int]) -> dict[str, Any]:
    asked, known = cover.expectation, cover.competency
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
            {"quarter": str(quarter), "pieces": count}
            for quarter, count in zip(quarters, counts, strict=True)
        ],
    }


def _print(
    covers: list[tuple[Cover, list[int]]], quarters: list[Quarter], session: Session
) -> None:
    from pmgoals.reports.documents.packet import STATES

    names = [f"Q{quarter.number}" for quarter in quarters]
    heads = ("competency", "state", "pieces", "latest", *names)
    rows: list[tuple[Cell, ...]] = [
        (
            cover.competency.name,
            Styled(STATES[cover.state], ROLES[cover.state]),
            str(len(cover.pieces) or "·"),
            say_date(cover.latest) if cover.latest else "",
            *(str(count or "·") for count in counts),
        )
        for cover, counts in covers
    ]
    right = range(2, len(heads))
    session.out.table([tuple(Styled(head, "dim") for head in heads), *rows], right=right, flex=0)
    if any(cover.state != "shown" for cover, _ in covers):
        session.out.tell("Keep what is missing: pmgoals win TEXT --competency C --level LEVEL")


def _packet(args: Namespace, session: Session) -> None:
    from pmgoals.cli.target_file import target, write
    from pmgoals.reports.documents.packet import promotion_packet

    planner = session.planner
    text = promotion_packet(planner, level_key(session, " ".join(args.level)))
    if args.output in (None, "-"):
        session.out.say(text.rstrip("\n"))
        return
    to = target(args.output, planner.paths, None, what="packet", force=args.force)
    write(to, text.encode())
    session.out.tell(f"The packet is in {to}.")
