"""`pmgoals goal chart`: a measure of a goal over time, drawn in plain text."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.analytics.course import Course, course
from pmgoals.cli.output import Output, Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.drawing.course_chart import course_chart
from pmgoals.drawing.raster import Role, Row
from pmgoals.errors import BadInput, NotFound
from pmgoals.model.amounts import say_amount, shown
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.model.plan import Plan
from pmgoals.services.names import find_among

WIDTHS, HEIGHTS = (40, 200), (8, 60)
"""The least and the most columns and rows of a chart."""

WIDEST = 120
"""Columns that are taken unasked: a chart twice as wide says no more."""

HEIGHT = 14
"""Rows unless another number is asked for."""

ROLES: dict[Role, str] = {
    "actual": "head", "expected": "dim", "range": "new", "target": "good", "axis": "dim",
}  # fmt: skip
"""How each role of a picture is printed."""


def goal_chart(parser: Parser) -> Run:
    """Declare `goal chart`."""
    parser.reading()
    parser.add_argument("goal", metavar="GOAL", help="id, start of the id, or part of the title")
    parser.add_argument("--measure", metavar="NAME", help="another measure than the main one")
    parser.add_argument("--width", metavar="N", help="columns, 40 to 200; as many as there are")
    parser.add_argument("--height", metavar="N", help="rows, 8 to 60; 14")
    return _chart


def _chart(args: Namespace, session: Session) -> int | None:
    planner, out = session.planner, session.out
    goal = planner.goals.get(args.goal)
    measure = _measure(planner.plan, goal, args.measure)
    there = min(max(out.width(), WIDTHS[0]), WIDEST)
    width = _number(args.width, "--width", WIDTHS, there)
    height = _number(args.height, "--height", HEIGHTS, HEIGHT)
    seen = course(measure, goal, planner.plan, planner.today)
    if args.json:
        out.json(document(seen))
        return None
    out.say(Styled(goal.title, "head"))
    due = f", due {say_date(goal.due)}" if goal.due else ""
    out.say(measure.name, Styled(f"  {measure.role}{due}", "dim"))
    if not seen.is_drawn:
        out.say(_missing(seen))
        return None
    for row in course_chart(seen, width, height, plain=True):
        _say(out, row)
    return None


def _number(text: str | None, option: str, ends: tuple[int, int], usual: int) -> int:
    """Return the whole number an option was given, or what is usual. BadInput for another."""
    if text is None:
        return usual
    if text.isascii() and text.isdigit() and len(text) < 4 and ends[0] <= int(text) <= ends[1]:
        return int(text)
    raise BadInput(
        f"{option} takes no {shown(text)}.", f"Write a whole number from {ends[0]} to {ends[1]}."
    )


def _measure(plan: Plan, goal: Goal, name: str | None) -> Measure:
    """Return the measure that is meant, the main one unless it is named.

    NotFound when the goal has none; NotFound or AmbiguousName for a name.
    """
    measures = plan.measures_of(goal.id)
    if not measures:
        raise NotFound(
            f"“{goal.title}” has no measure to draw.",
            f"Add one: pmgoals measure add {goal.id} NAME --from VALUE --to VALUE",
        )
    if name is not None:
        return find_among(measures, name, "measure")
    return plan.main_measure_of(goal.id) or measures[0]


def _missing(seen: Course) -> str:
    """Return what a chart still needs, and the command that adds it."""
    command = f"pmgoals measure read {seen.measure} VALUE --on DATE"
    if not seen.actual:
        return f"No reading yet, and a chart needs two. Take one: {command}"
    first = seen.actual[0]
    value = f"{say_amount(first.value, seen.unit)} on {say_date(first.on)}"
    return f"One reading so far, {value}; a chart needs two. Take the next: {command}"


def _say(out: Output, row: Row) -> None:
    """Print a row, without the blanks at its end."""
    kept = list(row)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    out.say(*(Styled(text, ROLES.get(role, "")) for text, role in kept))
