"""What the learning log draws: the takeaway that asks, the activities, and one of them in full."""

from __future__ import annotations

import datetime as dt
from functools import partial

from rich.cells import cell_len

from pmgoals.model.amounts import say_minutes
from pmgoals.model.calendar import say_date
from pmgoals.model.learning import LearningActivity
from pmgoals.services.recall import Recall, say_ago
from pmgoals.tui.screens.learn_words import Words, facts, told, word
from pmgoals.tui.spans import Line, Span, fit, said, width_of, wrap
from pmgoals.tui.widgets.lines import Build, Row

ASKS = "asks"
"""Id of the row in which a takeaway asks."""

EMPTY = (
    "Courses, books, talks, interviews, practice: what you learn belongs here, with the time it "
    "took and what stays from it. a logs the first; ten minutes count."
)

NOTHING = "No entry holds every word. Esc takes the filter away."


# ---- the takeaway that asks ----


def asking(recalls: list[Recall], today: dt.date, keys: tuple[str, str, str]) -> Row:
    """Return the row in which the longest waiting takeaway asks whether it was used.

    `keys` say that it was used, not yet, or that it is let go.
    """
    asked, more = recalls[0].activity, len(recalls) - 1

    def build(width: int) -> list[Line]:
        lead, end = " You took away “", "”"
        text = said(asked.takeaway).text
        shown = fit(text, min(cell_len(text), width - len(lead) - len(end) - 1))
        question = "have you used it?" if width >= 68 else "used?"
        line = [Span(f" {say_ago(asked.on, today)}: {question}   ", "accent")]
        for label, key in zip(("used it", "not yet", "let go"), keys, strict=True):
            line += [Span(f"{key} ", "key"), Span(f"{label}   ", "muted")]
        rest = [Span(f"{more} more", "muted")] if more else []
        whole = width_of(line) + width_of(rest) <= width
        return [
            [Span(lead, "accent"), Span(shown), Span(end, "accent")],
            [*line, *rest] if whole else line,
        ]

    return Row(ASKS, build, 2)


# ---- the log ----


def heading() -> Row:
    """Return the names of the columns."""
    return Row("", _heading, 1)


def empty(words: str = EMPTY) -> Row:
    """Return what stands where nothing is."""
    return Row("", lambda width: wrap(words, width, "muted", " "))


def rows(activities: list[LearningActivity], words: Words, ascii_only: bool) -> dict[str, Row]:
    """Return one row for each activity by its id; each is laid out when it is seen."""
    return {a.id: Row(a.id, partial(_activity, a, words, ascii_only), 1) for a in activities}


def _shape(width: int) -> tuple[int, int, int]:
    """Return the widths of kind, title and competency; 0 for a column that has no room."""
    kind = 12 if width >= 56 else 0
    fixed = 3 + 13 + kind + 9
    skill = min(30, width - fixed - 2 - 28)
    skill = skill if skill >= 14 else 0
    return kind, max(8, width - fixed - (skill + 2 if skill else 0)), skill


def _heading(width: int) -> list[Line]:
    kind, title, skill = _shape(width)
    words = "   " + fit("Day", 13) + (fit("Kind", kind) if kind else "") + fit("What", title)
    words += fit("time", 9, right=True) + ("  " + fit("Competency", skill) if skill else "")
    return [[Span(words, "muted")]]


def _activity(a: LearningActivity, words: Words, ascii_only: bool, width: int) -> list[Line]:
    kind, title, skill = _shape(width)
    used = ("v" if ascii_only else "✓") if a.applied_in else " "
    line = [
        Span(f" {used} ", "good"),
        Span(f"{say_date(a.on):>11}  ", "muted"),
        Span(fit(word(words.learning, a.kind), kind), "muted"),
        Span(fit(said(a.title).text, title)),
        Span(f"{f'{a.minutes} min' if a.minutes else '':>9}"),
    ]
    if skill:
        line.append(Span("  " + fit(word(words.skills, a.competency), skill), "muted"))
    return [line]


# ---- one activity ----


def detail(a: LearningActivity, words: Words, asked_on: dt.date | None = None) -> Build:
    """Return one activity in full, under the question when it asks on a day."""

    def build(width: int) -> list[Line]:
        lines: list[Line] = []
        if asked_on:
            ask = f"You took this away {say_ago(a.on, asked_on)}: have you used it?"
            lines += wrap(ask, width, "accent")
        lines += wrap(" ".join(a.title.split()), width, "strong")
        lines += facts(
            say_date(a.on),
            word(words.learning, a.kind),
            say_minutes(a.minutes) if a.minutes else "",
            word(words.skills, a.competency),
            f"{a.rating} of 5" if a.rating else "",
            width=width,
        )
        lines += wrap(a.takeaway, width) if a.takeaway else [[Span("No takeaway yet.", "muted")]]
        lines += told("Goal", " ".join(words.goals.get(a.goal or "", "").split()), width)
        lines += told("Used in", a.applied_in or "not yet; A says where", width)
        return lines + told("Found at", a.link, width)

    return build
