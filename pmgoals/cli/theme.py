"""`pmgoals theme` and `pmgoals link`: what goals serve."""

from __future__ import annotations

from argparse import Namespace

from pmgoals.cli.names import shorts
from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.records import document
from pmgoals.cli.session import Session
from pmgoals.model.amounts import parse_weight, say_number
from pmgoals.services.names import find


def theme_add(parser: Parser) -> Run:
    """Declare `theme add`."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help="the theme in a few words")
    parser.add_argument("--kind", choices=("company", "portfolio", "personal"), default="company")
    parser.add_argument("--why", metavar="TEXT", default="", help="what it is for")
    parser.add_argument("--weight", metavar="N", help="its share among the themes, above 0")
    parser.add_argument("--until", metavar="DATE", help="the horizon it holds for")
    return _add


def theme_list(parser: Parser) -> Run:
    """Declare `theme list`."""
    parser.reading()
    return _list


def link(parser: Parser) -> Run:
    """Declare `link`."""
    parser.add_argument("goal", metavar="GOAL")
    parser.add_argument("theme", nargs="?", metavar="THEME")
    parser.add_argument("--none", metavar="REASON", help="why it serves no theme")
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


def _list(args: Namespace, session: Session) -> None:
    plan, out = session.planner.plan, session.out
    themes = list(plan.themes.values())
    if args.json:
        out.json([document(theme, goals=len(plan.goals_of(theme.id))) for theme in themes])
        return
    if not themes:
        out.tell("No themes yet. Add one: pmgoals theme add TEXT")
    short = shorts(themes)
    rows = [
        (short[t.id], t.kind, say_number(t.weight), f"{len(plan.goals_of(t.id))} goals", t.title)
        for t in themes
    ]
    out.table(rows, right={2, 3}, flex=4)


def _link(args: Namespace, session: Session) -> None:
    if (args.theme is None) == (args.none is None):
        raise Usage("link takes a THEME or --none REASON.", "Write: pmgoals link GOAL THEME")
    planner = session.planner
    goal = planner.goals.get(args.goal)
    if args.theme is None:
        planner.themes.link(goal.id, None, args.none)
        session.out.tell(f"“{goal.title}” serves no theme, for the reason given.")
        return
    from pmgoals.model.theme import Theme

    theme = find(planner.plan, Theme, args.theme)
    planner.themes.link(goal.id, theme.id)
    session.out.tell(f"“{goal.title}” serves “{theme.title}”.")
