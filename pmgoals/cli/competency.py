"""`pmgoals competency` and `pmgoals ladder`: where the person stands."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.model.amounts import parse_rating
from pmgoals.services.choices import pick
from pmgoals.services.competencies import Standing


def competency_list(parser: Parser) -> Run:
    """Declare `competency list`."""
    parser.reading()
    return lambda args, session: _print(args, session, session.planner.competencies.standings())


def competency_gap(parser: Parser) -> Run:
    """Declare `competency gap`."""
    parser.reading()
    parser.add_argument("--count", metavar="N", type=int, default=3, help="how many, 3 unless told")
    return lambda args, session: _print(
        args, session, session.planner.competencies.gaps(args.count)
    )


def competency_assess(parser: Parser) -> Run:
    """Declare `competency assess`."""
    parser.add_argument("competency", metavar="COMPETENCY", help="its key or name")
    parser.add_argument("importance", metavar="IMPORTANCE", help="for the aspired role, 1-10")
    parser.add_argument("capability", metavar="CAPABILITY", help="today, 1-10")
    parser.add_argument("--note", metavar="TEXT", default="", help="what the rating rests on")
    return _assess


def ladder_show(parser: Parser) -> Run:
    """Declare `ladder show`."""
    parser.reading()
    return _ladder


def ladder_set(parser: Parser) -> Run:
    """Declare `ladder set`."""
    parser.add_argument("--level", metavar="LEVEL", help="today's level, such as senior_pm")
    parser.add_argument("--aspired", metavar="LEVEL", help="the level worked towards")
    return _set


def _print(args: Namespace, session: Session, found: list[Standing]) -> None:
    if args.json:
        session.out.json([document(standing, gap=standing.gap) for standing in found])
        return
    if not found:
        session.out.tell("No gaps are known yet. Rate one: pmgoals competency assess NAME 8 5")
        return
    heads = ("competency", "importance", "capability", "gap", "key")
    rows = [
        (s.name, *(_said(n) for n in (s.importance, s.capability, s.gap)), s.key) for s in found
    ]
    session.out.table(
        [tuple(Styled(head, "dim") for head in heads), *rows], right={1, 2, 3}, flex=0
    )


def _said(number: int | None) -> str:
    return "" if number is None else str(number)


def _assess(args: Namespace, session: Session) -> None:
    known = session.planner.competencies.named(args.competency)
    kept = session.planner.competencies.assess(
        known.key,
        parse_rating(args.importance),
        parse_rating(args.capability),
        args.note,
    )
    session.out.say(kept.id)
    session.out.tell(
        f"{known.name}: importance {kept.importance}, capability {kept.capability}, gap {kept.gap}."
    )


def _ladder(args: Namespace, session: Session) -> None:
    profile = session.planner.plan.profile
    here, aspired = (profile.level, profile.aspired) if profile else ("", "")
    if args.json:
        rungs = [
            document(level, present=level.key == here, aspired=level.key == aspired)
            for level in session.planner.ladders.now.levels
        ]
        session.out.json(rungs)
        return
    for level in session.planner.ladders.now.levels:
        marks = [word for word, key in (("you are here", here), ("aspired", aspired))
                 if key == level.key]  # fmt: skip
        mark = f"  ({', '.join(marks)})" if marks else ""
        session.out.say(Styled(level.name, "head"), f"  {level.key}{mark}")
        session.out.field("  scope", level.scope)
        session.out.field("  expected", level.expected)
        session.out.field("  to grow", level.next_step)


def _set(args: Namespace, session: Session) -> None:
    if args.level is None and args.aspired is None:
        raise Usage("ladder set takes --level or --aspired.", "`pmgoals ladder` shows the levels.")
    labels = {level.key: level.name for level in session.planner.ladders.now.levels}
    level, aspired = (
        None if typed is None else pick(labels, typed, "level")
        for typed in (args.level, args.aspired)
    )
    kept = session.planner.competencies.set_levels(level, aspired)
    session.out.tell(
        f"Level: {labels.get(kept.level, 'not told')}. "
        f"Aspired: {labels.get(kept.aspired, 'not told')}."
    )
