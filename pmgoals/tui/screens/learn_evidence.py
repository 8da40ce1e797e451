"""What Evidence draws: the pieces, found by their words, and one of them in full."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from pmgoals.model.calendar import say_date
from pmgoals.model.journal import Evidence
from pmgoals.tui.screens.learn_words import Words, facts, told, word
from pmgoals.tui.spans import Line, Span, fit, said, wrap
from pmgoals.tui.widgets.lines import Build, Row

EMPTY = (
    "What happened and what it changed: decisions, releases, people persuaded, work stopped. Kept "
    "while it is fresh, it is there when reviews ask. a keeps the first; W does anywhere."
)


def heading() -> Row:
    """Return the names of the columns."""
    return Row("", _heading, 1)


def rows(pieces: Sequence[Evidence], words: Words) -> dict[str, Row]:
    """Return one row for each piece by its id; each is laid out when it is seen."""
    return {piece.id: Row(piece.id, partial(_piece, piece, words), 1) for piece in pieces}


def _shape(width: int) -> tuple[int, int, int, int, int]:
    """Return the widths of kind, title, competency, level and goal; 0 where there is no room."""
    kind = 14 if width >= 56 else 0
    room = width - 14 - kind - 24  # beside the day and the least of a title
    widths = []
    for least, most in ((16, 28), (15, 26), (18, 40)):  # competency, level, goal
        taken = least if room >= least else 0
        widths.append((taken, most))
        room -= taken
    shown = []
    for taken, most in widths:
        more = min(most - taken, max(room, 0) // 2) if taken else 0
        shown.append(taken + more)
        room -= more
    return kind, max(8, width - 14 - kind - sum(shown)), shown[0], shown[1], shown[2]


def _heading(width: int) -> list[Line]:
    kind, title, *columns = _shape(width)
    words = " " + fit("Day", 13) + fit("Kind", kind) + fit("What", title)
    for name, wide in zip(("Competency", "Level", "Goal"), columns, strict=True):
        words += "  " + fit(name, wide - 2) if wide else ""
    return [[Span(words, "muted")]]


def _piece(piece: Evidence, words: Words, width: int) -> list[Line]:
    kind, title, *columns = _shape(width)
    line = [
        Span(f"{say_date(piece.on):>12}  ", "muted"),
        Span(fit(word(words.evidence, piece.kind), kind - 1) + " " * bool(kind), "muted"),
        Span(fit(said(piece.title).text, title)),
    ]
    for text, wide in zip(_beside(piece, words), columns, strict=True):
        line.append(Span("  " + fit(text, wide - 2) if wide else "", "muted"))
    return [line]


def _beside(piece: Evidence, words: Words) -> tuple[str, str, str]:
    return (
        word(words.skills, piece.competency),
        word(words.levels, piece.level),
        said(words.goals.get(piece.goal or "", "")).text,
    )


def detail(piece: Evidence, words: Words) -> Build:
    """Return one piece in full."""

    def build(width: int) -> list[Line]:
        lines = wrap(" ".join(piece.title.split()), width, "strong")
        lines += facts(say_date(piece.on), word(words.evidence, piece.kind), width=width)
        lines += wrap(piece.text, width) if piece.text else []
        skill, level, goal = _beside(piece, words)
        lines += told("Shows", skill or "no competency yet; e says which", width)
        lines += told("Level", level or "not judged", width)
        return [*lines, *told("Goal", goal, width), *told("Seen at", piece.link, width)]

    return build
