"""`pmgoals competency`: how each skill is rated, where the gaps are, what closes them."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from pmgoals.cli.numbers import counted
from pmgoals.cli.output import Cell, Styled
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.model.amounts import parse_rating, say_minutes

if TYPE_CHECKING:
    from pmgoals.services.competencies import Development, Rated

MOST_TEMPLATES = 4
"""Templates named beside a gap."""


def competency_list(parser: Parser) -> Run:
    """Declare `competency list`."""
    parser.reading()
    return _list


def competency_gap(parser: Parser) -> Run:
    """Declare `competency gap`."""
    parser.reading()
    parser.add_argument(
        "--count", metavar="N", type=counted, default=3, help="how many, 3 unless told"
    )
    return _gap


def competency_history(parser: Parser) -> Run:
    """Declare `competency history`."""
    parser.reading()
    parser.add_argument("competency", nargs="?", metavar="COMPETENCY", help="all rated ones else")
    return _history


def competency_assess(parser: Parser) -> Run:
    """Declare `competency assess`."""
    parser.add_argument("competency", metavar="COMPETENCY", help="its key or name")
    parser.add_argument(
        "ratings",
        nargs="+",
        metavar="RATING",
        help="importance for the aspired role and capability today, 1-10; one alone is capability",
    )
    parser.add_argument("--note", metavar="TEXT", default="", help="what the rating rests on")
    return _assess


def _list(args: Namespace, session: Session) -> None:
    found = session.planner.competencies.standings()
    if args.json:
        session.out.json([document(each, step=each.step, gap=each.gap) for each in found])
        return
    heads = ("competency", "importance", "capability", "gap", "step", "asked")
    rows: list[tuple[Cell, ...]] = [
        (
            each.name,
            *(_said(number) for number in (each.importance, each.capability, each.gap)),
            each.step or "",
            (each.asked.step or "") if each.asked else "",
        )
        for each in found
    ]
    session.out.table(
        [tuple(Styled(head, "dim") for head in heads), *rows], right={1, 2, 3}, flex=0
    )


def _said(number: int | None) -> str:
    return "" if number is None else str(number)


# ---- gaps ----


def _gap(args: Namespace, session: Session) -> None:
    competencies = session.planner.competencies
    found = [competencies.development(each.key) for each in competencies.gaps(args.count)]
    if args.json:
        session.out.json([_development(each) for each in found])
        return
    if not found:
        session.out.tell("No gaps are known yet. Rate one: pmgoals competency assess NAME 8 5")
    for each in found:
        _print(each, session)


def _development(found: Development) -> Any:
    """Return a gap as JSON: where it stands, what is asked, what closes it."""
    here = found.standing
    templates = [{"key": t.key, "name": t.name, "level": t.level} for t in found.templates]
    return document(
        here,
        step=here.step,
        gap=here.gap,
        following=found.following,
        activities=[document(activity) for activity in found.activities],
        templates=templates,
    )


def _print(found: Development, session: Session) -> None:
    from pmgoals import knowledge

    out, here = session.out, found.standing
    out.say(
        Styled(here.name, "head"),
        f"  gap {here.gap}: importance {here.importance}, capability {here.capability}, "
        f"{here.step}",
    )
    if here.asked:
        step = f"{here.asked.step}: " if here.asked.step else ""
        out.field("  asked", step + here.asked.text)
    kinds = {kind.key: kind.label.lower() for kind in knowledge.learning_kinds()}
    for at, activity in enumerate(found.activities):
        kind = kinds.get(activity.kind, activity.kind)
        said = f"- {activity.text} ({kind}, {say_minutes(activity.minutes)})"
        out.field("" if at else "  to do", said)
    if found.templates:
        keys = [template.key for template in found.templates[:MOST_TEMPLATES]]
        out.field("  templates", ", ".join(keys))


# ---- over time ----


def _history(args: Namespace, session: Session) -> None:
    competencies = session.planner.competencies
    named = competencies.named(args.competency).key if args.competency is not None else None
    found = [
        (each.key, each.name, competencies.history(each.key))
        for each in competencies.standings()
        if each.on and named in (None, each.key)
    ]
    if args.json:
        session.out.json(
            [
                {"key": key, "name": name, "quarters": [_rated(each) for each in history]}
                for key, name, history in found
            ]
        )
        return
    if not found:
        session.out.tell("Nothing is rated yet. Rate one: pmgoals competency assess NAME 8 5")
        return
    heads = ("competency", "quarter", "importance", "capability", "gap")
    rows: list[tuple[Cell, ...]] = [
        (name if at == 0 else "", str(r.quarter), str(r.importance), str(r.capability), str(r.gap))
        for _, name, history in found
        for at, r in enumerate(history)
    ]
    session.out.table(
        [tuple(Styled(head, "dim") for head in heads), *rows], right={2, 3, 4}, flex=0
    )


def _rated(rated: Rated) -> dict[str, Any]:
    return {
        "quarter": str(rated.quarter),
        "importance": rated.importance,
        "capability": rated.capability,
        "gap": rated.gap,
    }


# ---- rating ----


def _assess(args: Namespace, session: Session) -> None:
    competencies = session.planner.competencies
    if len(args.ratings) > 2:
        raise Usage(
            f"competency assess takes one or two ratings, not {len(args.ratings)}.",
            'Quote a name of several words: pmgoals competency assess "Managing up" 8 5',
        )
    known = competencies.named(args.competency)
    *first, capability = (parse_rating(typed) for typed in args.ratings)
    importance, why = (first[0], "") if first else _importance(known.key, known.name, session)
    kept = competencies.assess(known.key, importance, capability, args.note)
    session.out.say(kept.id)
    session.out.tell(
        f"{known.name}: importance {kept.importance}{why}, capability {kept.capability}, "
        f"gap {kept.gap}."
    )


def _importance(key: str, name: str, session: Session) -> tuple[int, str]:
    """Return the importance that was not typed, and where it is from."""
    competencies = session.planner.competencies
    proposed = competencies.proposed_importance(key)
    if proposed is not None:
        return proposed, " as the level worked towards asks"
    history = competencies.history(key)
    if not history:
        raise Usage(
            f"How important “{name}” is was not said, and no level tells.",
            "Give both: pmgoals competency assess NAME IMPORTANCE CAPABILITY",
        )
    return history[-1].importance, " as last time"
