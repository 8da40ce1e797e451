"""The matrix of Align: goals by theme, and how many each theme has by kind and by quarter."""

from __future__ import annotations

from collections.abc import Sequence

from pmgoals.model.goal import Goal
from pmgoals.services.align.look import KINDS, MatrixRow, ThemeLook
from pmgoals.tui.screens.align_rows import Drawn
from pmgoals.tui.spans import Line, Span, fit, said, wrap
from pmgoals.tui.widgets.lines import Build, Row

SHORT = {"strategic": "strat", "tactical": "tact", "development": "dev"}
"""Kinds of goals where there is little room."""

EMPTY = (
    "Each goal is a line here, marked under the theme that it serves; below, how many goals each "
    "theme has by kind and by quarter. v shows the themes again."
)
"""What stands in the matrix while there are no themes, or no goals."""

ROOMY = 84
"""Cells from which on kinds and quarters are written in full."""


def matrix(drawn: Drawn) -> list[Row]:
    """Return goals as lines and themes as columns, then themes by kind and quarter."""
    seen = drawn.seen
    goals = seen.goals
    if not seen.themes or not goals:
        return [Row("", lambda width: _empty(width, themes=bool(seen.themes)))]
    rows = [Row("", _heads(seen.themes), 3)]
    rows += [Row(f"goal:{goal.id}", _marks(goal, drawn), 1) for goal in goals]
    rows.append(Row("", _counts(seen.themes)))
    rows.append(Row("", _periods(drawn)))
    return rows


def _empty(width: int, *, themes: bool) -> list[Line]:
    """Return what the matrix will show, and what to do for it."""
    words = f"{EMPTY} {'n writes a goal.' if themes else 'a adds the first theme.'}"
    return [[Span("Goals by theme", "title")], *wrap(words, width, "muted")]


# ---- goals by theme ----


def _places(width: int, count: int) -> tuple[int, int]:
    """Return the cells of a goal's name and of a column."""
    column = max(5, min(16, (width - 36) // count))
    return max(12, width - column * count), column


def _heads(themes: Sequence[ThemeLook]) -> Build:
    def build(width: int) -> list[Line]:
        name, column = _places(width, len(themes))
        heads = [_head(n, each, column) for n, each in enumerate(themes, 1)]
        shares = [f"{round(each.weight * 100)} %" for each in themes]
        return [
            [Span(fit("Goals by theme", name), "title"), Span("".join(heads), "accent")],
            [Span(fit("weight", name), "muted"), Span(_cells(shares, column), "muted")],
            [],
        ]

    return build


def _head(number: int, each: ThemeLook, column: int) -> str:
    if column < 12:
        return f"{number:>{column}}"
    return "  " + fit(f"{number} {said(each.theme.title).text}", column - 2, right=True)


def _marks(goal: Goal, drawn: Drawn) -> Build:
    themes = drawn.seen.themes
    sign, dot = ("*", ".") if drawn.ascii_only else ("●", "·")
    serves = [any(goal in branch.every() for branch in each.branches) for each in themes]

    def build(width: int) -> list[Line]:
        name, column = _places(width, len(themes))
        title = Span(fit(said(goal.title).text, name - 1) + " ")
        cells = [(sign, "mark") if here else (dot, "quiet") for here in serves]
        return [[title, *(Span(f"{cell:>{column}}", tone) for cell, tone in cells)]]

    return build


def _counts(themes: Sequence[ThemeLook]) -> Build:
    counts = [str(sum(len(branch.every()) for branch in each.branches)) for each in themes]

    def build(width: int) -> list[Line]:
        name, column = _places(width, len(themes))
        return [[], [Span(fit("goals", name), "muted"), Span(_cells(counts, column), "muted")]]

    return build


def _cells(words: Sequence[str], column: int) -> str:
    return "".join(f"{word:>{column}}" for word in words)


# ---- themes by kind and quarter ----


def _periods(drawn: Drawn) -> Build:
    """Return how many open goals each theme has by kind, and by quarter in which they run."""
    seen = drawn.seen
    numbers = {each.theme.id: n for n, each in enumerate(seen.themes, 1)}

    def build(width: int) -> list[Line]:
        full = width >= ROOMY
        kinds = [kind if full else SHORT[kind] for kind in KINDS]
        quarters = [str(q) if full else f"Q{q.number}" for q in seen.quarters]
        columns = [13] * len(kinds) + [9] * len(quarters) if full else [6, 5, 4, 5, 4, 4, 4]
        name = max(8, width - sum(columns))
        heads = _row(kinds + quarters, columns)
        lines: list[Line] = [[], [Span(fit("By kind and quarter", name), "title"), heads]]
        if len("By kind and quarter") > name:
            lines = [[], [Span(fit("Goals", name), "title"), heads]]
        for row in seen.matrix:
            cells = [str(count or "-") for count in (*row.kinds, *row.quarters)]
            lines.append([Span(fit(_name(row, numbers), name)), _row(cells, columns, "")])
        return lines

    return build


def _row(words: Sequence[str], columns: Sequence[int], tone: str = "muted") -> Span:
    pairs = zip(words, columns, strict=True)
    return Span("".join(f"{word:>{column}}" for word, column in pairs), tone)


def _name(row: MatrixRow, numbers: dict[str, int]) -> str:
    if row.theme is None:
        return "no theme"
    return f"{numbers[row.theme.id]} {said(row.theme.title).text}"
