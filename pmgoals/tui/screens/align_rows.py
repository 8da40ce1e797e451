"""What Align draws: themes with what serves them, the matrix, and what is to settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmgoals.analytics.pace import Status
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal
from pmgoals.model.theme import Theme
from pmgoals.services.themes import Alignment
from pmgoals.smart.finding import Finding
from pmgoals.tui import glyphs
from pmgoals.tui.flows_themes import THEME_KINDS
from pmgoals.tui.spans import Line, Span, fit, said, width_of, wrap
from pmgoals.tui.widgets.lines import Build, Row

KINDS: dict[str, str] = dict(THEME_KINDS)

EMPTY = (
    "A theme is a direction that several goals serve: a strategy of the company, a goal above your "
    "own, or where you want to go yourself. Two to four are enough. a adds the first."
)


class Drawn:
    """What the rows need to know besides their own record."""

    def __init__(
        self,
        found: Alignment,
        findings: Sequence[Finding],
        statuses: Mapping[str, Status],
        *,
        ascii_only: bool,
    ) -> None:
        self.found = found
        """Themes, and the goals that serve them or none."""
        gaps = {theme.id for theme in found.gaps}
        self.findings = [finding for finding in findings if finding.where not in gaps]
        """What else does not hold together; a theme nobody serves has a row of its own."""
        self.statuses = statuses
        """Status by goal id."""
        self.ascii_only = ascii_only
        """Whether only ASCII signs are drawn."""

    @property
    def goals(self) -> list[Goal]:
        """All open goals: by theme, then those without one."""
        served = [goal for _, goals in self.found.served for goal in goals]
        return [*served, *self.found.orphans, *self.found.apart]


# ---- themes and what serves them ----


def themes(drawn: Drawn) -> list[Row]:
    """Return each theme with its goals under it, then the goals that stand alone for a reason."""
    found = drawn.found
    if not found.served:
        return [Row("", lambda width: [[Span("Themes", "title")], *wrap(EMPTY, width, "muted")])]
    rows = [Row("", _heading, 1)]
    for number, (theme, goals) in enumerate(found.served, 1):
        rows.append(Row(f"theme:{theme.id}", _theme(number, theme, found, served=bool(goals))))
        rows += [Row(f"goal:{goal.id}", _goal(goal, drawn), 1) for goal in goals]
    if found.apart:
        rows += [
            Row("", lambda _: [[]], 1),
            Row("", lambda _: [[Span("Apart, for a reason", "title")]], 1),
        ]
        rows += [Row(f"goal:{goal.id}", _apart(goal, drawn)) for goal in found.apart]
    return rows


def _heading(width: int) -> list[Line]:
    return [[Span(fit("Themes", width - 7), "title"), Span("weight", "muted")]]


def _theme(number: int, theme: Theme, found: Alignment, *, served: bool) -> Build:
    def build(width: int) -> list[Line]:
        kind = KINDS.get(theme.kind, theme.kind) if width >= 56 else ""
        share = f"{round(found.share(theme) * 100)} %"
        title = fit(said(theme.title).text, width - 4 - 8 - (len(kind) + 2 if kind else 0))
        line = [Span(f"{number:>2}  ", "accent"), Span(title, "strong")]
        line += [Span(f"  {kind}" if kind else "", "muted"), Span(f"{share:>7}")]
        lines: list[Line] = [line]
        until = f"until {say_date(theme.until)}" if theme.until else ""
        remark = " · ".join(part for part in (until, said(theme.why).text) if part)
        if remark:
            lines.append([Span("    "), Span(fit(remark, width - 5), "muted")])
        if not served:
            lines.append([Span("    no goal serves it yet", "warn")])
        return lines

    return build


def _goal(goal: Goal, drawn: Drawn) -> Build:
    def build(width: int) -> list[Line]:
        status = drawn.statuses[goal.id]
        sign, tone = glyphs.status(status, ascii_only=drawn.ascii_only)
        title = fit(said(goal.title).text, width - 6 - 10)
        return [[Span(f"    {sign} ", tone), Span(title), Span(f"{status:>9}", tone)]]

    return build


def _apart(goal: Goal, drawn: Drawn) -> Build:
    row = _goal(goal, drawn)

    def build(width: int) -> list[Line]:
        reason = fit(said(goal.no_theme_reason).text, width - 7)
        return [*row(width), [Span("      "), Span(reason, "muted")]]

    return build


# ---- the matrix ----


def matrix(drawn: Drawn) -> Build:
    """Return goals as lines and themes as columns, with a sign where one serves the other."""

    def build(width: int) -> list[Line]:
        served = drawn.found.served
        if not served or not drawn.goals:
            return []
        column = max(6, min(16, (width - 36) // len(served)))
        name = max(12, width - column * len(served))
        heads = [_head(n, theme, column) for n, (theme, _) in enumerate(served, 1)]
        shares = [f"{round(drawn.found.share(theme) * 100)} %" for theme, _ in served]
        counts = [str(len(goals)) for _, goals in served]
        lines: list[Line] = [
            [Span(fit("Goals by theme", name), "title"), Span("".join(heads), "accent")],
            [Span(fit("weight", name), "muted"), Span(_cells(shares, column), "muted")],
            [],
        ]
        sign = "*" if drawn.ascii_only else "●"
        dot = "." if drawn.ascii_only else "·"
        for goal in drawn.goals:
            title = Span(fit(said(goal.title).text, name - 1) + " ")
            cells = [sign if goal.theme == theme.id else dot for theme, _ in served]
            spans = [Span(f"{c:>{column}}", "mark" if c == sign else "quiet") for c in cells]
            lines.append([title, *spans])
        foot: Line = [Span(fit("goals", name), "muted"), Span(_cells(counts, column), "muted")]
        return [*lines, [], foot]

    return build


def _head(number: int, theme: Theme, column: int) -> str:
    if column < 12:
        return f"{number:>{column}}"
    return "  " + fit(f"{number} {said(theme.title).text}", column - 2, right=True)


def _cells(words: list[str], column: int) -> str:
    return "".join(f"{word:>{column}}" for word in words)


# ---- what is to settle ----


def findings(drawn: Drawn) -> list[Row]:
    """Return what does not fit together: gaps, orphans, and the critic's findings on the plan."""
    found = drawn.found
    rows = [Row("", lambda _: [[Span("To settle", "title")]], 1)]
    if not found.served and not drawn.findings:
        text = "When there are themes, what does not fit together is told here."
        return [*rows, Row("", lambda width: wrap(text, width, "muted"))]
    rows += [
        Row(f"theme:{theme.id}", _finding("gap", theme.title, "no goal serves it", GAP))
        for theme in found.gaps
    ]
    if found.served:
        rows += [
            Row(f"goal:{goal.id}", _finding("orphan", goal.title, "serves no theme", ORPHAN))
            for goal in found.orphans
        ]
    rows += [
        Row(f"goal:{finding.where}" if finding.where else finding.rule, _said(finding))
        for finding in drawn.findings
    ]
    if len(rows) == 1:
        text = "Nothing: every theme is served, and every goal says what it serves."
        rows.append(Row("", lambda width: wrap(text, width, "good")))
    return rows


def _said(finding: Finding) -> Build:
    """Return a finding of the critic with its mend."""

    def build(width: int) -> list[Line]:
        tone = "muted" if finding.severity == "info" else "warn"
        lead = fit(f" {finding.rule}", 9)
        message = wrap(finding.message, width - 1, "strong", " " * 9, first=lead)
        lines: list[Line] = [[Span(lead, tone), *message[0][1:]], *message[1:]]
        return lines + wrap(finding.mend, width - 1, "muted", " " * 9)

    return build


GAP = "L links a goal, n writes one"
ORPHAN = "L links it, or keeps the reason"


def _finding(kind: str, title: str, what: str, mend: str) -> Build:
    def build(width: int) -> list[Line]:
        lead, tail = Span(f" {kind:<8}", "warn"), Span(fit(f"  {what}", 19))
        beside = width >= 84
        room = width - 1 - width_of([lead, tail]) - (len(ORPHAN) + 3 if beside else 0)
        room = min(room, 60)
        line = [lead, Span(fit(said(title).text, room), "strong"), tail]
        if beside:
            return [[*line, Span(f"   {mend}", "muted")]]
        return [line, [Span(" " * 9), Span(mend, "muted")]]

    return build
