"""`pmgoals measure`: measures of goals and their readings."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from pmgoals.cli.goal_show import measure_cells
from pmgoals.cli.names import shorts
from pmgoals.cli.numbers import number
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.model.amounts import parse_amount, say_amount
from pmgoals.model.calendar import say_date
from pmgoals.model.field_words import said_fields
from pmgoals.model.measure import Measure
from pmgoals.services.measures import value_of

ROLES = ("lagging", "leading", "proxy", "guardrail")


def measure_list(parser: Parser) -> Run:
    """Declare `measure list`."""
    parser.reading()
    parser.add_argument("goal", nargs="?", metavar="GOAL", help="only this goal's")
    parser.add_argument("--all", action="store_true", help="those of closed goals too")
    return _list


def measure_add(parser: Parser) -> Run:
    """Declare `measure add`."""
    parser.add_argument("goal", metavar="GOAL")
    parser.add_argument("name", nargs="+", metavar="NAME", help="the metric")
    _declare(parser)
    parser.add_argument("--role", choices=ROLES, default="lagging")
    return _add


def measure_edit(parser: Parser) -> Run:
    """Declare `measure edit`."""
    parser.add_argument("measure", metavar="MEASURE", help="the measure, or its goal")
    parser.add_argument("--name", metavar="TEXT")
    _declare(parser)
    parser.add_argument("--role", choices=ROLES)
    parser.add_argument(
        "--reason", metavar="TEXT", default="", help="why; an eased target needs it"
    )
    return _edit


def measure_read(parser: Parser) -> Run:
    """Declare `measure read`."""
    parser.add_argument("measure", metavar="GOAL", help="the goal (its main measure) or a measure")
    parser.add_argument("value", metavar="VALUE")
    parser.add_argument("--on", metavar="DATE", help="the day, when not today")
    parser.add_argument("--note", metavar="TEXT", default="", help="what to know about it")
    return _read


def _declare(parser: Parser) -> None:
    parser.add_argument("--from", dest="from_", metavar="VALUE", help="where it stood at the start")
    parser.add_argument("--to", metavar="VALUE", help="where it is to be")
    parser.add_argument("--hold", action="store_true", help="the target is a level to be held")
    parser.add_argument("--unit", metavar="UNIT")
    parser.add_argument("--what-counts", metavar="TEXT", help="its definition")
    parser.add_argument("--source", metavar="TEXT", help="where it is read")
    parser.add_argument("--low", metavar="VALUE", help="lower edge of its band")
    parser.add_argument("--high", metavar="VALUE", help="upper edge of its band")


def _fields(args: Namespace) -> dict[str, Any]:
    """Return the fields that were given."""
    typed = {"baseline": args.from_, "target": args.to, "low": args.low, "high": args.high}
    fields: dict[str, Any] = {k: number(v) for k, v in typed.items() if v is not None}
    units = [parse_amount(text).unit for text in typed.values() if text is not None]
    unit = args.unit or next(filter(None, units), None)
    more = {"unit": unit, "definition": args.what_counts, "source": args.source, "role": args.role}
    fields |= {"hold": True} if args.hold else {}
    return fields | {key: value for key, value in more.items() if value is not None}


def _list(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    plan = planner.plan
    goals = list(plan.goals.values())
    if args.goal:
        goals = [planner.goals.get(args.goal)]
    elif not args.all:
        goals = [goal for goal in goals if goal.state != "closed"]
    found = [(goal, measure) for goal in goals for measure in plan.measures_of(goal.id)]
    if args.json:
        out.json([document(m, readings=document(plan.readings_of(m.id))) for _, m in found])
        return
    if not found:
        out.tell("No measures here. Add one: pmgoals measure add GOAL NAME --from 62 --to 78")
    short = shorts(plan.alive(Measure).values())
    rows = [
        (short[m.id], *measure_cells(m, plan.readings_of(m.id)), goal.title) for goal, m in found
    ]
    out.table(rows, flex=5)


def _add(args: Namespace, session: Session) -> None:
    kept = session.planner.measures.add(
        session.planner.goals.get(args.goal).id, session.text(args.name), **_fields(args)
    )
    session.out.say(kept.id)
    session.out.tell(f"Added the measure “{kept.name}”.")


def _edit(args: Namespace, session: Session) -> None:
    fields = _fields(args)
    if args.name is not None:
        fields["name"] = args.name
    if not fields:
        raise Usage(
            "measure edit: nothing to change was given.", "Give an option, such as --to 80."
        )
    measure = session.planner.measures.named(args.measure)
    kept = session.planner.measures.edit(measure.id, args.reason, **fields)
    session.out.tell(f"Changed {said_fields(fields)} of “{kept.name}”.")


def _read(args: Namespace, session: Session) -> None:
    planner = session.planner
    measure = planner.measures.named(args.measure)
    value = value_of(measure, args.value)
    on = session.day_or_none(args.on, "past")
    kept = planner.measures.read(measure.id, value, on=on, note=args.note)
    session.out.say(kept.id)
    session.out.tell(
        f"“{measure.name}” stood at {say_amount(kept.value, measure.unit)} on {say_date(kept.on)}."
    )
