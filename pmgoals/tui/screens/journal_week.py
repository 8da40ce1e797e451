"""What the journal draws: the strip of weeks, and one week in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.analytics.rhythm import rests
from pmgoals.knowledge import JournalPrompt
from pmgoals.model.calendar import Week, say_date, say_short_date
from pmgoals.model.checkin import Checkin
from pmgoals.model.goal import Goal, IfThen
from pmgoals.model.journal import JournalEntry, Kept
from pmgoals.services.journal import WeekMark, items_of
from pmgoals.services.rituals.weekly_stages import KEPT, REHEARSED
from pmgoals.tui.spans import Line, Span, fit, said, side_by_side, wrap
from pmgoals.tui.widgets.lines import Build, Row

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

KEPT_WORDS, REHEARSED_WORDS = dict(KEPT), dict(REHEARSED)

VALUE, CONFIDENCE = 13, 4
"""Cells of a check-in's value and confidence."""


def days_of(week: Week) -> str:
    """Return `16-22 Nov`, or `30 Nov-6 Dec` across two months."""
    first, last = say_short_date(week.monday), say_short_date(week.sunday)
    same = week.monday.month == week.sunday.month
    return f"{week.monday.day}-{last}" if same else f"{first}-{last}"


# ---- the strip ----


def week_rows(marks: Sequence[WeekMark], ascii_only: bool) -> list[Row]:
    """Return the weeks, the present one first, parted by year."""
    rows: list[Row] = []
    year = 0
    for mark in marks:
        if mark.week.year != year:
            lead = [Row("", lambda _: [[]], 1)] if rows else []
            year = mark.week.year
            rows += [*lead, Row("", _year(year), 1)]
        rows.append(Row(str(mark.week), _week(mark, ascii_only, first=len(rows) == 1), 1))
    return rows


def _year(year: int) -> Build:
    def build(width: int) -> list[Line]:
        return [side_by_side([Span(str(year), "title")], [Span("check-ins", "muted")], width)]

    return build


def _week(mark: WeekMark, ascii_only: bool, *, first: bool) -> Build:
    done, nothing = ("v", ".") if ascii_only else ("✓", "·")

    def build(width: int) -> list[Line]:
        word = "now" if first else "rest" if mark.rest else "late" if mark.late else ""
        count = str(mark.checkins) if mark.checkins else ""
        room = max(0, width - 7 - 5 - 3)
        return [
            [
                Span(
                    f" {done} " if mark.written else f" {nothing} ",
                    "good" if mark.written else "quiet",
                ),
                Span(f"{mark.week.label} "),
                Span(fit(days_of(mark.week), room), "muted"),
                Span(fit(word, 5), "mark" if first else "muted"),
                Span(fit(count, 3, right=True)),
            ]
        ]

    return build


# ---- one week ----


def rows_of(planner: Planner, week: Week) -> list[Row]:
    """Return everything about a week: what was said before it, its check-ins, its prose."""
    entry = planner.plan.journal.get(str(week))
    return [
        Row("", _head(planner, week, entry)),
        *_before(planner, week),
        *_checkins(planner, week),
        *_kept(planner, week),
        *_prose(planner.journal.prompts(), entry),
    ]


def _head(planner: Planner, week: Week, entry: JournalEntry | None) -> Build:
    now = week == planner.week
    minutes = planner.learning.minutes_in(week)

    def build(width: int) -> list[Line]:
        parts = [f"{days_of(week)} {week.sunday.year}"]
        parts += [f"{minutes} min learning"] if minutes else []
        line = [Span(week.label, "title"), Span(f"  {' · '.join(parts)}", "muted")]
        line += [Span(" · now", "mark")] if now else []
        resting = week in rests(planner.plan)
        state = _state(week, entry, now=now, resting=resting)
        return [line, *(wrap(state, width, "muted") if state else []), []]

    return build


def _state(week: Week, entry: JournalEntry | None, *, now: bool, resting: bool) -> str:
    """Return in words whether the entry is there, and whether it was late."""
    if resting:
        return "Passed over on purpose, on a reserve week; R takes that back."
    if entry is None or not entry.says_something:
        late = "" if now else " It will say that it was written late."
        return f"Nothing written yet. Enter answers the question in focus.{late}"
    if entry.late:
        return f"Written late, {say_date(entry.on)}."
    return f"Added to on {say_date(entry.on)}." if entry.on > week.sunday else ""


def _before(planner: Planner, week: Week) -> list[Row]:
    """Return what the week before said would change, and what it committed to."""
    before = planner.journal.before(week)
    last = "Last week" if week == planner.week else "The week before"

    def build(width: int) -> list[Line]:
        lines: list[Line] = []
        if before.intention.strip():
            head = [Span(f"{last} you said", "title"), *_mark(before.intention_kept)]
            lines += [head, *wrap(before.intention, width, "", "  "), []]
        if before.commitments:
            lines.append([Span(f"{last}'s commitments", "title")])
            for text, kept in before.commitments:
                words = f"{text} ({KEPT_WORDS[kept]})" if kept else text
                lines += wrap(words, width - 2, "", "    ", "  - ")
            lines.append([])
        return lines

    return [Row("", build)] if before.intention.strip() or before.commitments else []


def _mark(kept: Kept | None) -> Line:
    return [Span(f"  {KEPT_WORDS[kept]}", "muted")] if kept else []


def _items(answer: str, width: int) -> list[Line]:
    return [line for item in items_of(answer) for line in wrap(item, width - 2, "", "    ", "  - ")]


# ---- check-ins ----


def _checkins(planner: Planner, week: Week) -> list[Row]:
    found = planner.checkins.in_week(week)
    done = sum(checkin is not None for _, checkin in found)

    def head(width: int) -> list[Line]:
        if not found:
            none = "No goal to check in on in this week; n starts one."
            return [[Span("Check-ins", "title")], *wrap(none, width, "muted", "  ")]
        line = [Span("Check-ins", "title"), Span(f"  {done} of {len(found)}", "muted")]
        return [side_by_side(line, [Span("conf.        value", "muted")], width)]

    sign = "v" if planner.settings.ascii else "✓"
    rows = [Row("", head)]
    for goal, checkin in found:
        value = planner.checkins.value_in(goal.id, week)
        plans = planner.plan.if_then_of(goal.id)
        build = _said(goal, checkin, value, sign, plans) if checkin else _due(goal)
        rows.append(Row(f"checkin:{goal.id}", build))
    return [*rows, Row("", lambda _: [[]])]


def _due(goal: Goal) -> Build:
    def build(width: int) -> list[Line]:
        words = "c checks in"
        title = fit(said(goal.title).text, width - len(words) - 5).rstrip()
        return [side_by_side([Span("   "), Span(title)], [Span(words, "muted")], width)]

    return build


def _said(goal: Goal, checkin: Checkin, value: str, sign: str, plans: Sequence[IfThen]) -> Build:
    def build(width: int) -> list[Line]:
        room = max(8, width - 3 - CONFIDENCE - VALUE)
        confidence = "" if checkin.confidence is None else str(checkin.confidence)
        lines: list[Line] = [
            [
                Span(f" {sign} ", "good"),
                Span(fit(said(goal.title).text, room)),
                Span(fit(confidence, CONFIDENCE, right=True), "strong"),
                Span(fit(value, VALUE, right=True)),
            ]
        ]
        blocker = knowledge.choice(knowledge.blocker_types(), checkin.blocker)
        if checkin.note:
            lines += wrap(checkin.note, width - 3, "muted", "   ")
        if checkin.blocker:
            stuck = blocker.label.lower() if blocker else checkin.blocker
            lines.append([Span("   stuck on: ", "muted"), said(stuck, "warn")])
        if checkin.obstacle:
            lines += wrap(f"the obstacle came: {checkin.obstacle}", width - 3, "warn", "   ")
        for plan in plans:
            if became := checkin.rehearsed.get(plan.id):
                lines += wrap(
                    f"if {plan.cue}: {REHEARSED_WORDS[became]}", width - 3, "muted", "   "
                )
        if checkin.late:
            lines.append([Span(f"   checked in late, {say_date(checkin.on)}", "muted")])
        return lines

    return build


# ---- wins ----


def _kept(planner: Planner, week: Week) -> list[Row]:
    """Return the wins and other evidence of the week; W keeps one."""
    found = planner.evidence.in_week(week)

    def build(width: int) -> list[Line]:
        lines: list[Line] = [[Span("Kept this week", "title"), Span("  W keeps a win", "muted")]]
        for item in found:
            kind = knowledge.choice(knowledge.evidence_kinds(), item.kind)
            lines += wrap(item.title, width - 3, "", "   ")
            lines.append([Span(f"   {kind.label if kind else item.kind}", "muted")])
        return [*lines, []]

    return [Row("", build)] if found or week == planner.week else []


# ---- prose ----


def _prose(prompts: Sequence[JournalPrompt], entry: JournalEntry | None) -> list[Row]:
    answers = entry.answers if entry else {}
    rows = [Row("", lambda _: [[Span("The week in words", "title")]])]
    rows += [Row(f"prompt:{p.id}", _prompt(p, answers.get(p.id, ""))) for p in prompts]
    paragraphs = [part for part in (entry.text if entry else "").split("\n\n") if part.strip()]
    rows.append(Row("text:0", _text(paragraphs[0] if paragraphs else "", first=True)))
    rows += [
        Row(f"text:{number}", _text(part, first=False))
        for number, part in enumerate(paragraphs[1:], 1)
    ]
    return rows


def _prompt(prompt: JournalPrompt, answer: str) -> Build:
    def build(width: int) -> list[Line]:
        lines: list[Line] = list(wrap(prompt.ask, width, "strong"))
        if not answer.strip():
            return [*lines, [Span("  -", "muted")]]
        if not prompt.many:
            return [*lines, *wrap(answer, width, "", "  ")]
        count = len(items_of(answer))
        lines += _items(answer, width)
        if prompt.limit and count > prompt.limit:
            lines.append([Span(f"  {count} lines; {prompt.limit} are enough", "warn")])
        return lines

    return build


def _text(paragraph: str, *, first: bool) -> Build:
    def build(width: int) -> list[Line]:
        lines: list[Line] = [[Span(TEXT_ASK, "strong")]] if first else []
        if not paragraph:
            return [*lines, [Span("  -", "muted")]]
        return [*lines, *wrap(paragraph.strip("\n"), width, "", "  ")]

    return build


TEXT_ASK = "In your own words"
TEXT_HINT = "Markdown, as long as you like."
