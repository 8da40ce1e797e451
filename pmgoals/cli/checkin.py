"""`pmgoals checkin`: one week's word on one goal, or the whole ritual goal by goal."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from functools import partial
from typing import Any

from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.session import Session
from pmgoals.errors import BadInput
from pmgoals.model.amounts import parse_confidence, say_amount
from pmgoals.model.calendar import Week
from pmgoals.model.goal import Goal
from pmgoals.services.checkins import Known
from pmgoals.services.measures import value_of


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
        _ritual(session, week)
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


# ---- goal by goal ----


def _ritual(session: Session, week: Week | None) -> None:
    """Ask goal by goal; each goal is kept before the next is asked."""
    planner, out = session.planner, session.out
    due = planner.checkins.due(week)
    if not due:
        out.tell("Nothing is due: every active goal has its check-in.")
        return
    out.tell("Enter keeps what is in brackets, Ctrl+D leaves; every goal is kept at once.")
    done = 0
    for number, goal in enumerate(due, 1):
        out.tell(f"\n{number} of {len(due)} · {goal.title}")
        answers = _asked(session, planner.checkins.known(goal.id, week))
        if answers is None:
            out.tell("")
            break
        if answers:
            planner.checkins.save_typed(goal.id, week, **answers, prefilled=False)
            done += 1
        else:
            out.tell("Passed; it stays due.")
    out.tell(f"{done} of {len(due)} checked in.")


def _asked(session: Session, known: Known) -> dict[str, Any] | None:
    """Return what the person says of one goal; None when they leave, empty when they say nothing.

    Enter at the value takes no reading; Enter at the confidence says the last one again, and the
    next action, which is not asked, stands.
    """
    values, main = {}, known.main
    if main is not None:
        measure = main.measure
        now = "no reading yet" if main.value is None else say_amount(main.value, measure.unit)
        value = _until(session, f"{measure.name} [{now}]: ", partial(value_of, measure))
        if value is None:
            return None
        if value:
            values[measure.id] = value
    before = "" if known.confidence is None else str(known.confidence)
    shown = f" [{before}]" if before else ""
    confidence = _until(session, f"confidence 1-10{shown}: ", parse_confidence)
    if confidence is None:
        return None
    note = session.ask("one line why: ")
    if note is None:
        return None
    confidence = confidence or before
    if not (values or confidence or note.strip()):
        return {}
    return {
        "values": values,
        "confidence": confidence or None,
        "note": note,
        "next_action": known.next_action,
    }


def _until(session: Session, question: str, read: Callable[[str], object]) -> str | None:
    """Ask until the answer can be read, and return its text.

    None at the end of input, empty for Enter alone.
    """
    while True:
        typed = session.ask(question)
        if typed is None or not typed.strip():
            return None if typed is None else ""
        try:
            read(typed)
        except BadInput as error:
            session.out.tell(f"  {error}")
        else:
            return typed
