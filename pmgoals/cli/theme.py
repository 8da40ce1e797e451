"""`pmgoals theme` and `pmgoals link`: what goals serve."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from pmgoals.cli.names import shorts
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.model.amounts import parse_weight, say_number
from pmgoals.model.field_words import said_fields
from pmgoals.services.names import find

if TYPE_CHECKING:
    from pmgoals.services.themes import ThemeFields


def theme_add(parser: Parser) -> Run:
    """Declare `theme add`."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help="the theme in a few words")
    parser.add_argument("--kind", choices=("company", "portfolio", "personal"), default="company")
    parser.add_argument("--why", metavar="TEXT", default="", help="what it is for")
    parser.add_argument("--weight", metavar="N", help="its share among the themes, above 0")
    parser.add_argument("--until", metavar="DATE", help="the horizon it holds for")
    return _add


def theme_edit(parser: Parser) -> Run:
    """Declare `theme edit`."""
    parser.add_argument("theme", metavar="THEME")
    parser.add_argument("--title", metavar="TEXT", help="the theme in a few words")
    parser.add_argument("--kind", choices=("company", "portfolio", "personal"))
    parser.add_argument("--why", metavar="TEXT", help="what it is for")
    parser.add_argument("--weight", metavar="N", help="its share among the themes, above 0")
    parser.add_argument("--until", metavar="DATE", help="the horizon it holds for; empty for none")
    return _edit


def theme_list(parser: Parser) -> Run:
    """Declare `theme list`."""
    parser.reading()
    return _list


def link(parser: Parser) -> Run:
    """Declare `link`."""
    parser.add_argument("goal", metavar="GOAL")
    parser.add_argument("theme", nargs="?", metavar="THEME")
    parser.add_argument("--none", metavar="REASON", help="why it serves no theme")
    parser.add_argument("--under", metavar="GOAL", help="the goal it is a part of; empty for none")
    parser.add_argument("--weight", metavar="N", help="its share among the goals of its theme")
    return _link


def _add(args: Namespace, session: Session) -> None:
    theme = session.planner.themes.add(
        session.text(args.text),
        kind=args.kind,
        why=args.why,
        weight=1.0 if args.weight is None else parse_weight(args.weight),
        until=session.day_or_none(args.until, "future"),
    )
    session.out.say(theme.id)
    session.out.tell(f"Added the theme “{theme.title}”.")


def _edit(args: Namespace, session: Session) -> None:
    from pmgoals.model.theme import Theme

    fields: ThemeFields = {}
    if args.title is not None:
        fields["title"] = args.title
    if args.kind is not None:
        fields["kind"] = args.kind
    if args.why is not None:
        fields["why"] = args.why.strip()
    if args.weight is not None:
        fields["weight"] = parse_weight(args.weight)
    if args.until is not None:
        fields["until"] = session.day(args.until, "future") if args.until.strip() else None
    if not fields:
        raise Usage(
            "theme edit: nothing to change was given.", "Give an option, such as --weight 2."
        )
    theme = find(session.planner.plan, Theme, args.theme)
    kept = session.planner.themes.edit(theme.id, **fields)
    session.out.tell(f"Changed {said_fields(fields)} of “{kept.title}”.")


def _list(args: Namespace, session: Session) -> None:
    plan, out = session.planner.plan, session.out
    themes = list(plan.themes.values())
    if args.json:
        out.json([document(theme, goals=len(plan.goals_of(theme.id))) for theme in themes])
        return
    if not themes:
        out.tell("No themes yet. Add one: pmgoals theme add TEXT")
    short = shorts(themes)
    counts = {theme.id: len(plan.goals_of(theme.id)) for theme in themes}
    rows = [
        (
            short[t.id],
            t.kind,
            say_number(t.weight),
            "1 goal" if counts[t.id] == 1 else f"{counts[t.id]} goals",
            t.title,
        )
        for t in themes
    ]
    out.table(rows, right={2, 3}, flex=4)


def _link(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    placed = args.under is not None or args.weight is not None
    if args.theme is not None and args.none is not None:
        raise Usage("link takes a THEME or --none REASON, not both.", LINKS)
    if args.theme is None and args.none is None and not placed:
        raise Usage("link takes a THEME, --none REASON, --under GOAL or --weight N.", LINKS)
    from pmgoals.model.goal import Goal
    from pmgoals.model.theme import Theme

    goal = planner.goals.get(args.goal)
    theme = find(planner.plan, Theme, args.theme) if args.theme is not None else None
    above = find(planner.plan, Goal, args.under) if args.under else None
    parent = goal.parent if args.under is None else (above.id if above else None)
    kept_theme = None if args.none is not None else goal.theme
    planner.themes.place(
        goal.id,
        theme=theme.id if theme else kept_theme,
        parent=parent,
        weight=goal.weight if args.weight is None else parse_weight(args.weight),
        reason=goal.no_theme_reason if args.none is None else args.none,
    )
    if theme is not None:
        out.tell(f"“{goal.title}” serves “{theme.title}”.")
    elif args.none is not None:
        out.tell(f"“{goal.title}” serves no theme, for the reason given.")
    if args.under is not None:
        above_words = f"is a part of “{above.title}”" if above else "is a part of no other goal"
        out.tell(f"“{goal.title}” {above_words}.")
    if args.weight is not None:
        out.tell(f"“{goal.title}” weighs {args.weight} among the goals of its theme.")


LINKS = "Write: pmgoals link GOAL THEME"
"""How a goal is linked."""
