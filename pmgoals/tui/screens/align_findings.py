"""What Align draws of what is to settle: findings with their mend, and what is not answered."""

from __future__ import annotations

from pmgoals.services.align.look import Unanswered
from pmgoals.services.align.words import say_unanswered
from pmgoals.smart.finding import Finding
from pmgoals.smart.rules.plan import PLAN_CHECKS
from pmgoals.tui.screens.align_rows import Drawn
from pmgoals.tui.spans import Line, Span, fit, said, width_of, wrap
from pmgoals.tui.widgets.lines import Build, Row

LEAD = 13
"""Cells before a finding's words, in which its check and its severity stand."""

FIT = "Nothing to settle: the plan holds together."
NONE_YET = "When there are themes and goals, what does not hold together is told here."


def findings(drawn: Drawn) -> list[Row]:
    """Return what does not hold together, the goals that have not answered, what is meant so."""
    seen = drawn.seen
    rows = [Row("", _heading("To settle", len(drawn.findings)), 1)]
    rows += [Row(f"finding:{each.key}", _finding(each)) for each in drawn.findings]
    if not drawn.findings:
        words, tone = (FIT, "good") if seen.themes else (NONE_YET, "muted")
        rows.append(Row("", lambda width: wrap(words, width, tone, " ")))
    if seen.unanswered:
        rows.append(Row("", _heading("Not answered yet", len(seen.unanswered)), 1))
        rows += [Row(f"open:{each.goal.id}", _open(each)) for each in seen.unanswered]
    if drawn.kept:
        rows.append(Row("", _heading("Meant so", len(drawn.kept)), 1))
        rows += [Row(f"finding:{each.key}", _kept(each, why)) for each, why in drawn.kept]
    return rows


def _heading(title: str, count: int) -> Build:
    words = f"  {count}" if count else ""
    return lambda _: [[Span(title, "title"), Span(words, "muted")]]


def _finding(finding: Finding) -> Build:
    """Return a finding with its check, and under that how much it matters, in words."""

    def build(width: int) -> list[Line]:
        check = fit(f" {PLAN_CHECKS[finding.rule]}", LEAD)
        tone = {"block": "bad", "warn": "warn"}.get(finding.severity, "muted")
        said_first = wrap(finding.message, width - 1, "strong", " " * LEAD, first=check)
        lines: list[Line] = [[Span(check, tone), *said_first[0][1:]], *said_first[1:]]
        lead = fit(f" {finding.severity}", LEAD)
        return lines + wrap(finding.mend, width - 1, "muted", " " * LEAD, first=lead)

    return build


def _kept(finding: Finding, why: str) -> Build:
    """Return a finding that is kept, by its reason."""

    def build(width: int) -> list[Line]:
        check = fit(f" {PLAN_CHECKS[finding.rule]}", LEAD)
        return wrap(why, width - 1, "muted", " " * LEAD, first=check)

    return build


def _open(each: Unanswered) -> Build:
    def build(width: int) -> list[Line]:
        words = say_unanswered(each)
        title = said(each.goal.title).text
        beside: Line = [Span(f" {title}"), Span(f"  {words}", "muted")]
        if width_of(beside) < width:
            return [[Span(fit(f" {title}", width - len(words) - 1)), Span(words, "muted")]]
        return [
            [Span(fit(f" {title}", width - 1))],
            *wrap(words, width - 1, "muted", "   "),
        ]

    return build
