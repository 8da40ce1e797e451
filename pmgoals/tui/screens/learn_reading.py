"""What the reading list draws: what is under way, planned and done, and one item in full."""

from __future__ import annotations

import datetime as dt
from functools import partial
from itertools import groupby

from pmgoals.model.amounts import say_minutes
from pmgoals.model.calendar import say_date
from pmgoals.model.learning import LearningActivity, ReadingItem, ReadingState
from pmgoals.services.reading import STATES
from pmgoals.tui.screens.learn_words import Words, facts, hours, told, word
from pmgoals.tui.spans import Line, Span, fit, said, wrap
from pmgoals.tui.widgets.lines import Build, Row

LOOKS: dict[ReadingState, tuple[str, str, str]] = {
    "doing": ("◐", "~", "accent"),
    "planned": ("◇", "*", "muted"),
    "done": ("✓", "v", "good"),
}
"""Sign, ASCII sign and tone of each state."""

EMPTY = (
    "Books, courses, talks, people to ask: what you mean to learn from waits here until there is "
    "time for it. a puts the first on the list; space begins it, x finishes it."
)


def rows(items: list[ReadingItem], words: Words, ascii_only: bool) -> list[Row]:
    """Return the items under a heading for each state; each is laid out when it is seen."""
    found: list[Row] = []
    for state, group in groupby(items, key=lambda item: item.state):
        there = list(group)
        found.append(Row("", partial(_heading, state, there), 1))
        found += [Row(item.id, partial(_item, item, words, ascii_only), 1) for item in there]
    return found or [Row("", lambda width: wrap(EMPTY, width, "muted", " "))]


def _shape(width: int) -> tuple[int, int, int]:
    """Return the widths of kind, title and competency; 0 for a column that has no room."""
    kind = 12 if width >= 50 else 0
    skill = min(30, width - 3 - kind - 10 - 2 - 30)
    skill = skill if skill >= 14 else 0
    return kind, max(8, width - 3 - kind - 10 - (skill + 2 if skill else 0)), skill


def _heading(state: ReadingState, items: list[ReadingItem], width: int) -> list[Line]:
    time = sum(item.minutes for item in items)
    said_time = f", {hours(time)}" if time and state != "done" else ""
    line = [
        Span(f" {STATES[state].capitalize()}", "title"),
        Span(f"  {len(items)}{said_time}", "muted"),
    ]
    return [line]


def _item(item: ReadingItem, words: Words, ascii_only: bool, width: int) -> list[Line]:
    kind, title, skill = _shape(width)
    sign, plain, tone = LOOKS[item.state]
    time = say_date(item.done_on)[:-5] if item.done_on else say_minutes(item.minutes)
    line = [
        Span(f" {plain if ascii_only else sign} ", tone),
        Span(fit(word(words.learning, item.kind), kind), "muted"),
        Span(fit(said(item.title).text, title), "muted" if item.state == "done" else ""),
        Span(fit(time if item.minutes or item.done_on else "", 10, right=True)),
    ]
    if skill:
        line.append(Span("  " + fit(word(words.skills, item.competency), skill), "muted"))
    return [line]


def detail(item: ReadingItem, words: Words, learned: LearningActivity | None) -> Build:
    """Return one item in full; `learned` is what it became."""

    def build(width: int) -> list[Line]:
        lines = wrap(" ".join(item.title.split()), width, "strong")
        lines += facts(
            STATES[item.state].capitalize(),
            word(words.learning, item.kind),
            say_minutes(item.minutes) if item.minutes else "",
            word(words.skills, item.competency),
            width=width,
        )
        lines += told("What for", item.why, width)
        if learned:
            lines += told("Takeaway", learned.takeaway or "none yet; e in the log adds it", width)
            lines += told("Took", say_minutes(learned.minutes) if learned.minutes else "", width)
        lines += told("Goal", " ".join(words.goals.get(item.goal or "", "").split()), width)
        lines += told("Found at", item.link, width)
        lines += facts(
            f"on the list since {say_date(item.on)}",
            _day("begun", item.started_on),
            _day("done", item.done_on),
            width=width,
        )
        return lines

    return build


def _day(what: str, day: dt.date | None) -> str:
    return f"{what} {say_date(day)}" if day else ""
