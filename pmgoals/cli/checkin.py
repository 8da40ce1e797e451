"""`pmgoals checkin`: one week's word on one goal, or the whole weekly ritual."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.session import Session
from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week
from pmgoals.model.goal import Goal


def checkin(parser: Parser) -> Run:
    """Declare `checkin`."""
    parser.add_argument("goal", nargs="?", metavar="GOAL")
    parser.add_argument("value", nargs="?", metavar="VALUE", help="where its main measure stands")
    parser.add_argument("--confidence", metavar="N", help="1 (no chance) to 10 (certain)")
    parser.add_argument("--note", metavar="TEXT", help="one line why")
    parser.add_argument("--blocker", metavar="TYPE", help="what is stuck: resource, clarity ...")
    parser.add_argument("--next", metavar="TEXT", help="the next action")
    parser.add_argument("--week", metavar="W", help="an earlier week, such as 2026-W45")
    parser.add_argument(
        "--reading", metavar="MEASURE=VALUE", action="append", help="another measure's value"
    )
    return _checkin


def _checkin(args: Namespace, session: Session) -> None:
    week = Week.parse(args.week) if args.week else None
    if args.goal is None:
        if not session.interactive:
            raise Usage("checkin: GOAL is missing.", "Write: pmgoals checkin GOAL VALUE")
        from pmgoals.cli.staged import go_through

        go_through(session, session.planner.rituals.weekly(week))
        return
    planner = session.planner
    goal = planner.goals.get(args.goal)
    values = {}
    if args.value is not None:
        values[planner.measures.main(goal.id).id] = args.value
    for text in args.reading or []:
        values.update(_reading(text, goal, session))
    kept = planner.checkins.save_typed(
        goal.id,
        week,
        values,
        confidence=args.confidence,
        note=args.note,
        blocker=_blocker(args.blocker),
        next_action=args.next,
        prefilled=False,
    )
    session.out.say(kept.id)
    session.out.tell(f"Checked in on “{goal.title}” for {kept.week}.")


def _reading(text: str, goal: Goal, session: Session) -> dict[str, str]:
    """Return the text of a value by the id of the measure that stands before it."""
    from pmgoals.services.names import find_among

    name, equals, value = text.rpartition("=")
    if not equals:
        raise BadInput(f"“{text[:40]}” names no measure.", "Write: --reading MEASURE=VALUE")
    measures = session.planner.plan.measures_of(goal.id)
    measure = find_among(measures, name, "measure of this goal")
    return {measure.id: value}


def _blocker(typed: str | None) -> str | None:
    """Return the key of a kind of blocker; an empty text says that nothing is stuck."""
    if not typed:
        return typed
    from pmgoals import knowledge
    from pmgoals.services.choices import pick_choice

    return pick_choice(knowledge.blocker_types(), typed, "blocker")
