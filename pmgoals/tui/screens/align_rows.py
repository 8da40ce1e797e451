"""What Align draws of the cascade: themes, what serves them, their numbers, what stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmgoals.analytics.pace import Status
from pmgoals.analytics.portfolio import Composite
from pmgoals.model.amounts import say_number
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal
from pmgoals.services.align.look import Branch, Look, ThemeLook
from pmgoals.services.align.words import say_composite
from pmgoals.smart.finding import Finding
from pmgoals.tui import glyphs
from pmgoals.tui.flows_themes import THEME_KINDS
from pmgoals.tui.spans import Line, Span, fit, said, wrap
from pmgoals.tui.widgets.lines import Build, Row

KINDS: dict[str, str] = dict(THEME_KINDS)

EMPTY = (
    "A theme is a direction that several goals serve: a strategy of the company, a goal above your "
    "own, or where you want to go yourself. Two to four are enough. a adds the first."
)

STATUS_WIDTH = 9
"""Cells of the longest word for a status."""


class Drawn:
    """What the rows need to know besides their own record."""

    def __init__(
        self,
        seen: Look,
        findings: Sequence[Finding],
        statuses: Mapping[str, Status],
        reasons: Mapping[str, str],
        kept: Sequence[tuple[Finding, str]] = (),
        *,
        ascii_only: bool,
    ) -> None:
        self.seen = seen
        """The cascade, its numbers, the matrix and open answers."""
        self.findings = findings
        """What does not hold together, the weightier first."""
        self.statuses = statuses
        """Status by goal id."""
        self.reasons = reasons
        """Why a goal serves no theme, by goal id; empty where it does not say."""
        self.kept = kept
        """Findings that are meant so, each with the reason."""
        self.ascii_only = ascii_only
        """Whether only ASCII signs are drawn."""


def cascade(drawn: Drawn) -> list[Row]:
    """Return each theme with its goals as a tree, then the goals without one."""
    seen = drawn.seen
    if not seen.themes and not seen.alone:
        return [Row("", lambda width: [[Span("Themes", "title")], *wrap(EMPTY, width, "muted")])]
    rows = [Row("", _heading, 1)]
    if not seen.themes:
        rows.append(Row("", lambda width: wrap(EMPTY, width, "muted")))
    for number, each in enumerate(seen.themes, 1):
        rows.append(Row(f"theme:{each.theme.id}", _theme(number, each, drawn)))
        rows += _branches(each.branches, drawn)
    if seen.alone:
        rows += [
            Row("", lambda _: [[]], 1),
            Row("", lambda _: [[Span("Serve no theme", "title")]], 1),
        ]
        rows += _branches(seen.alone, drawn)
    if len(seen.themes) > 1 and (numbers := _numbers(seen.whole, drawn, is_new=seen.is_new)):
        rows += [
            Row("", lambda _: [[]], 1),
            Row("", lambda width: wrap(numbers, width, "muted", "    ", first="All ")),
        ]
    return rows


def _heading(width: int) -> list[Line]:
    return [[Span(fit("Themes", width - 7), "title"), Span("weight", "muted")]]


def _theme(number: int, each: ThemeLook, drawn: Drawn) -> Build:
    theme = each.theme

    def build(width: int) -> list[Line]:
        kind = KINDS.get(theme.kind, theme.kind) if width >= 56 else ""
        share = f"{round(each.weight * 100)} %"
        title = fit(said(theme.title).text, width - 4 - 8 - (len(kind) + 2 if kind else 0))
        line = [Span(f"{number:>2}  ", "accent"), Span(title, "strong")]
        line += [Span(f"  {kind}" if kind else "", "muted"), Span(f"{share:>7}")]
        lines: list[Line] = [line]
        if numbers := _numbers(each.numbers, drawn, is_new=each.is_new):
            lines += wrap(numbers, width, "", "    ")
        until = ""
        if theme.until is not None:
            until = f"{'ended' if each.is_over else 'until'} {say_date(theme.until)}"
        remark = " · ".join(part for part in (until, said(theme.why).text) if part)
        if remark:
            lines.append([Span("    "), Span(fit(remark, width - 5), "muted")])
        if not each.branches and not each.is_over:
            lines.append([Span("    no open goal serves it", "warn")])
        return lines

    return build


def _numbers(found: Composite, drawn: Drawn, *, is_new: bool) -> str:
    return " · ".join(say_composite(found, drawn.seen.quarter, is_new=is_new))


def _branches(branches: Sequence[Branch], drawn: Drawn, depth: int = 0) -> Iterator[Row]:
    """Yield a row for each goal, those below others further in."""
    for branch in branches:
        reason = drawn.reasons.get(branch.goal.id)
        yield Row(f"goal:{branch.goal.id}", _goal(branch.goal, drawn, depth, reason))
        yield from _branches(branch.below, drawn, depth + 1)


def _goal(goal: Goal, drawn: Drawn, depth: int, reason: str | None) -> Build:
    """Return a goal; under it why it serves no theme, where it has to say so."""

    def build(width: int) -> list[Line]:
        status = drawn.statuses[goal.id]
        sign, tone = glyphs.status(status, ascii_only=drawn.ascii_only)
        lead = "    " + "  " * min(depth, 4)
        weight = f"  weight {say_number(goal.weight)}" if goal.weight != 1 else ""
        room = width - len(lead) - 2 - len(weight) - STATUS_WIDTH - 1
        title = fit(said(goal.title).text, room)
        lines: list[Line] = [
            [
                Span(f"{lead}{sign} ", tone),
                Span(title),
                Span(weight, "muted"),
                Span(f"{status:>{STATUS_WIDTH}}", tone),
            ]
        ]
        if reason is not None:
            words, how = (said(reason).text, "muted") if reason else ("says no reason", "warn")
            lines.append([Span(f"{lead}  "), Span(fit(words, width - len(lead) - 3), how)])
        return lines

    return build
