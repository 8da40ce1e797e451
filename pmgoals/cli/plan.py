"""`pmgoals plan`: the year by quarter."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.names import shorts
from pmgoals.cli.output import Cell, Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.model.amounts import say_number
from pmgoals.model.calendar import say_date
from pmgoals.model.milestone import Milestone
from pmgoals.services import board


def plan(parser: Parser) -> Run:
    """Declare `plan`."""
    parser.reading()
    return _plan


def _plan(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    found = board.look(planner)
    if args.json:
        out.json(found)
        return
    short = shorts(planner.plan.alive(Milestone).values())
    for column in found.quarters:
        promised, there_are = map(say_number, (column.hours_week, found.hours_available))
        hours = f" · {promised} of {there_are} hours a week" if column.hours_week else ""
        here = " · now" if column.present else ""
        days = f"  {say_date(column.start)} to {say_date(column.end)}"
        out.say(Styled(column.name, "head"), days + hours + here)
        rows: list[tuple[Cell, ...]] = [
            (_state(step), say_date(step.due), step.title, step.goal_title, short[step.id])
            for step in column.milestones
        ]
        rows += [("goal due", say_date(g.due), g.title, "", g.id[:6]) for g in column.goals_due]
        out.table(rows or [("nothing planned",)], right={1}, flex=2 if rows else None, indent="  ")


def _state(step: board.Step) -> Cell:
    if step.done_on:
        return Styled("done", "done")
    return Styled("late", "watch") if step.late else "open"
