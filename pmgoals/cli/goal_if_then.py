"""`pmgoals goal ifthen`: tie what is done to the moment that calls for it."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session


def goal_ifthen(parser: Parser) -> Run:
    """Declare `goal ifthen`."""
    parser.add_argument("goal", metavar="GOAL")
    parser.add_argument("--if", dest="cue", metavar="CUE", required=True, help="it is Friday 15:00")
    parser.add_argument(
        "--then", dest="response", metavar="RESPONSE", required=True, help="I open the dashboard"
    )
    return _goal_ifthen


def _goal_ifthen(args: Namespace, session: Session) -> None:
    plan = session.planner.goals.add_if_then(args.goal, args.cue, args.response)
    session.out.say(plan.id)
    session.out.tell(f"If {plan.cue}, then {plan.response}. The weekly ritual rehearses it.")
