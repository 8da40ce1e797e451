"""`pmgoals plan`: the year by quarter."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.names import shorts
from pmgoals.cli.output import Cell, Output, Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.lines import narrow, width
from pmgoals.model.amounts import say_number
from pmgoals.model.calendar import say_date
from pmgoals.model.milestone import Milestone
from pmgoals.services import board

MOST_WEEKS = 4
"""Overfull weeks of a quarter that are named."""

MOST_GOALS = 3
"""Goals of an overfull week that are named."""


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

        typed = " ".join(args.period)
        within = understand_period(typed, planner.today, planner.calendar)
        if (name := planner.calendar.name_of(*within)) != typed:
            out.tell(f"“{typed}” is {name}.")
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
    named, rest = hours.overfull[:MOST_WEEKS], len(hours.overfull) - MOST_WEEKS
    columns = [(week.week, week.said) for week in named]
    if rest > 0:
        columns.append((f"and {rest} more", ""))
    before = sum(max(map(len, column)) for column in zip(*columns, strict=True))
    room = out.width() - len("  over") - before - 3 * len("  ")
    takers = [_takers(out, week, room) for week in named] + [""] * (rest > 0)
    over: list[tuple[Cell, ...]] = [
        (Styled("over", "watch"), *cells, goals)
        for cells, goals in zip(columns, takers, strict=True)
    ]
    out.table(over, flex=3, indent="  ")


def _takers(out: Output, week: board.OverfullWeek, room: int) -> str:
    """Return the goals that take a week's hours, and how many more do.

    In a terminal there are as many as fit, their titles cut and their hours whole.
    """
    said = ""
    for count in range(min(MOST_GOALS, len(week.goals)), 0, -1):
        named = week.goals[:count]
        hours = [say_number(goal.hours) for goal in named]
        rest = len(week.goals) - count
        more = f" and {rest} more" if rest else ""
        widths = [width(goal.title) for goal in named]
        if out.is_terminal:
            fixed = len(more) + sum(map(len, hours)) + 3 * count - 2
            narrow(widths, range(count), fixed + sum(widths) - room)
        cut = [out.fit(goal.title, columns) for goal, columns in zip(named, widths, strict=True)]
        said = ", ".join(f"{title} {taken}" for title, taken in zip(cut, hours, strict=True)) + more
        if not out.is_terminal or width(said) <= room:
            break
    return said


def _waits(step: board.Step) -> str:
    """Return what to say of what comes too late for a milestone; empty when nothing does."""
    late = [first for first in step.waits_for if first.days_short]
    return "; ".join(f"needs “{first.title}”, {first.days_short} d later" for first in late)


def _state(step: board.Step) -> Cell:
    if step.done_on:
        return Styled("done", "done")
    return Styled("late", "watch") if step.late else "open"
