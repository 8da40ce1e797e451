"""`pmgoals plan`: the year by quarter."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.names import shorts
from pmgoals.cli.output import Cell, Output, Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.model.amounts import say_number
from pmgoals.model.calendar import say_date
from pmgoals.model.milestone import Milestone
from pmgoals.services import board

MOST_WEEKS = 4
"""Overfull weeks of a quarter that are named."""


def plan(parser: Parser) -> Run:
    """Declare `plan`."""
    parser.reading()
    parser.add_argument(
        "period", nargs="*", metavar="PERIOD", help="a quarter, half or year, such as H1 FY27"
    )
    return _plan


def _plan(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    within = None
    if args.period:
        from pmgoals.model.dates import understand_period

        within = understand_period(" ".join(args.period), planner.today, planner.calendar)
        out.tell(f"“{' '.join(args.period)}” is {planner.calendar.name_of(*within)}.")
    found = board.look(planner, within)
    if args.json:
        out.json(found)
        return
    short = shorts(planner.plan.alive(Milestone).values())
    for column in found.quarters:
        here = " · now" if column.present else ""
        days = f"  {say_date(column.start)} to {say_date(column.end)}"
        out.say(Styled(column.name, "head"), days + here)
        _hours(out, column)
        rows: list[tuple[Cell, ...]] = [
            (_state(m), say_date(m.due), m.title, m.goal_title, short[m.id], _waits(m))
            for m in column.milestones
        ]
        rows += [("goal due", say_date(g.due), g.title, "", g.id[:6], "") for g in column.goals_due]
        flex = (2, 3, 5) if rows else None
        out.table(rows or [("nothing planned",)], right={1}, flex=flex, indent="  ")


def _hours(out: Output, column: board.Column) -> None:
    """Print a quarter's hours, and the weeks that promise too much with the goals that do."""
    hours = column.hours
    if not hours.promised:
        return
    promised, there_are = say_number(round(hours.promised)), say_number(round(hours.available))
    out.say(
        "  ",
        Styled("hours", "dim"),
        f"  {promised} promised of {there_are}" + (" left" if column.present else ""),
    )
    over: list[tuple[Cell, ...]] = []
    for week in hours.overfull[:MOST_WEEKS]:
        goals = ", ".join(f"{goal.title} {say_number(goal.hours)}" for goal in week.goals[:3])
        over.append((Styled("over", "watch"), week.week, week.said, goals))
    if len(hours.overfull) > MOST_WEEKS:
        more = f"and {len(hours.overfull) - MOST_WEEKS} more"
        over.append((Styled("over", "watch"), more, "", ""))
    out.table(over, flex=3, indent="  ")


def _waits(step: board.Step) -> str:
    """Return what to say of what comes too late for a milestone; empty when nothing does."""
    late = [first for first in step.waits_for if first.days_short]
    return "; ".join(f"needs “{first.title}”, {first.days_short} d later" for first in late)


def _state(step: board.Step) -> Cell:
    if step.done_on:
        return Styled("done", "done")
    return Styled("late", "watch") if step.late else "open"
