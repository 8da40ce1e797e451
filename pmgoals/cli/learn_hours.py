"""`pmgoals learn hours`: the time given to each competency, by quarter, beside its gap."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.output import Cell, Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.model.amounts import say_number
from pmgoals.services import study


def learn_hours(parser: Parser) -> Run:
    """Declare `learn hours`."""
    parser.reading()
    return _hours


def _hours(args: Namespace, session: Session) -> None:
    quarters = study.by_quarter(session.planner)
    given = study.given(session.planner, quarters)
    if args.json:
        names = [str(each.quarter) for each in quarters]
        session.out.json(
            {
                "quarters": [
                    {"quarter": str(q.quarter), "start": q.quarter.start, "end": q.quarter.end,
                     "minutes": q.minutes}
                    for q in quarters
                ],
                "competencies": [
                    {"key": g.key, "name": g.name, "gap": g.gap, "minutes": sum(g.minutes),
                     "quarters": [{"quarter": name, "minutes": minutes}
                                  for name, minutes in zip(names, g.minutes, strict=True)]}
                    for g in given
                ],
            }
        )  # fmt: skip
        return
    first, last = quarters[0].quarter, quarters[-1].quarter
    session.out.say(Styled("Hours of learning", "head"), f"  by quarter, {first} to {last}")
    heads = ("competency", "gap", *(f"Q{each.quarter.number}" for each in quarters), "all")
    rows: list[tuple[Cell, ...]] = [
        (each.name, "" if each.gap is None else str(each.gap), *_said(each.minutes))
        for each in given
    ]
    total = ("all", "", *_said([each.minutes for each in quarters]))
    table = [tuple(Styled(head, "dim") for head in heads), *rows, total]
    session.out.table(table, right=range(1, len(heads)), flex=0)
    if not any(each.minutes for each in quarters):
        session.out.tell('Nothing is logged in these quarters. Log it: pmgoals learn "Title" 45m')


def _said(minutes: list[int]) -> list[str]:
    """Return hours by quarter and their sum."""
    return [say_number(each / 60, 1) if each else "·" for each in (*minutes, sum(minutes))]
