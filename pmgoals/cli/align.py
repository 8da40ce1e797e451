"""`pmgoals align`: themes against goals."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from pmgoals.cli.names import shorts
from pmgoals.cli.output import Styled
from pmgoals.cli.parser import Parser, Run
from pmgoals.cli.session import Session
from pmgoals.services.themes import Alignment
from pmgoals.smart.finding import Finding


def align(parser: Parser) -> Run:
    """Declare `align`."""
    parser.reading()
    return _align


def _align(args: Namespace, session: Session) -> None:
    planner, out = session.planner, session.out
    found, findings = planner.themes.alignment(), planner.coach.plan()
    if args.json:
        out.json(_document(found, findings))
        return
    short = shorts(planner.plan.goals.values())
    for theme, goals in found.served:
        out.say(Styled(theme.title, "head"), f"  {theme.kind}")
        rows = [(goal.title, short[goal.id]) for goal in goals]
        out.table(rows or [("no open goal serves it", "")], flex=0, indent="  ")
    if found.orphans:
        out.say(Styled("Serves no theme, and says no reason", "head"))
        out.table([(g.title, short[g.id]) for g in found.orphans], flex=0, indent="  ")
        out.say("  Link one: `pmgoals link GOAL THEME`, or `pmgoals link GOAL --none REASON`")
    if found.apart:
        out.say(Styled("Stands alone for a reason", "head"))
        apart = [(g.title, g.no_theme_reason, short[g.id]) for g in found.apart]
        out.table(apart, flex=1, indent="  ")
    if not (found.served or found.orphans or found.apart):
        out.say("No themes and no goals yet. Add a theme: pmgoals theme add TEXT")
    if findings:
        out.say(Styled("To settle", "head"))
    for finding in findings:
        out.say(f"  {finding.rule}  {finding.message}")
        out.say(Styled(f"      {finding.mend}", "dim"))


def _document(found: Alignment, findings: list[Finding]) -> dict[str, Any]:
    return {
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "message": finding.message,
                "mend": finding.mend,
                "where": finding.where or None,
            }
            for finding in findings
        ],
        "themes": [
            {
                "id": theme.id,
                "title": theme.title,
                "kind": theme.kind,
                "weight": theme.weight,
                "goals": [{"id": goal.id, "title": goal.title} for goal in goals],
            }
            for theme, goals in found.served
        ],
        "gaps": [{"id": theme.id, "title": theme.title} for theme in found.gaps],
        "orphans": [{"id": goal.id, "title": goal.title} for goal in found.orphans],
        "apart": [
            {"id": goal.id, "title": goal.title, "reason": goal.no_theme_reason}
            for goal in found.apart
        ],
    }
