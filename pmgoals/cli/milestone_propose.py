"""`pmgoals milestone propose` and `shape`: breaking a goal down, and targets along its way."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.counting import said_count
from pmgoals.model.amounts import say_amount, say_number
from pmgoals.model.calendar import say_date

CURVE_HELP = "how the way is spread: even, early, late or s (slow, fast, slow)"


def milestone_propose(parser: Parser) -> Run:
    """Declare `milestone propose`."""
    parser.reading()
    parser.add_argument("goal", metavar="GOAL")
    parser.add_argument("--curve", metavar="CURVE", default="even", help=CURVE_HELP)
    parser.add_argument(
        "--stakeholders", action="store_true", help="with words to those concerned among them"
    )
    parser.add_argument("--add", action="store_true", help="add them to the goal")
    return _propose


def milestone_shape(parser: Parser) -> Run:
    """Declare `milestone shape`."""
    parser.add_argument("goal", metavar="GOAL")
    parser.add_argument("--curve", metavar="CURVE", required=True, help=CURVE_HELP)
    parser.add_argument("--reason", metavar="TEXT", default="", help="why; easier targets need one")
    return _shape


def _propose(args: Namespace, session: Session) -> int | None:
    planner, out = session.planner, session.out
    goal = planner.goals.get(args.goal)
    found = planner.break_down.propose(goal.id, args.curve, stakeholders=args.stakeholders)
    if args.json and not args.add:
        out.json(found)
        return None
    if not found:
        out.tell(f"“{goal.title}” has its milestones already.")
        out.tell("`pmgoals milestone shape` lays their targets along a curve.")
        return 1
    if args.add:
        kept = planner.break_down.take(goal.id, found)
        if args.json:
            out.json(found)
        else:
            for milestone in kept:
                out.say(milestone.id)
        count = said_count(len(kept), "milestone")
        out.tell(f"Added {count} to “{goal.title}”.")
        return None
    main = planner.plan.main_measure_of(goal.id)
    unit = main.unit if main else ""
    heads = tuple(Styled(text, "dim") for text in ("by", "then at", "weight", "hours", "milestone"))
    rows = [
        (
            say_date(p.due),
            "" if p.target is None else say_amount(p.target, unit),
            say_number(p.weight),
            "" if p.effort is None else say_number(p.effort),
            p.title,
        )
        for p in found
    ]
    out.table([heads, *rows], right={0, 1, 2, 3}, flex=4)
    out.tell("Nothing was added yet; --add adds them.")
    return None


def _shape(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    goal = planner.goals.get(args.goal)
    main = planner.plan.main_measure_of(goal.id)
    for milestone in planner.break_down.shape(goal.id, args.curve, args.reason):
        value = say_amount(milestone.target or 0.0, main.unit if main else "")
        out.tell(f"{say_date(milestone.due)}: {value}, “{milestone.title}”.")
