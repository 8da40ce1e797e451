"""The rows of Reflect: its contents, and the ranked lists."""

from __future__ import annotations

from itertools import groupby

from pmgoals import knowledge
from pmgoals.model.calendar import say_date
from pmgoals.model.reflection import Priority
from pmgoals.services.planner import Planner
from pmgoals.tui import glyphs
from pmgoals.tui.screens.reflect_signals import LISTS, count
from pmgoals.tui.screens.reflect_standing import heading
from pmgoals.tui.spans import Line, Span, fit, said, wrap
from pmgoals.tui.widgets.lines import Build, Row

PLACES = ("priorities", "not_doing", "standing", *(f"noticed:{kind}" for kind in LISTS))
"""What the contents list after the prompts."""

CONTENTS_HELP = (
    "The questions, by section; ✓ marks the answered ones. Enter answers, ctrl+n goes to the next. "
    "Answers are dated: answer again in a quarter and the earlier ones stand beside it."
)
RANKED_HELP = (
    "What matters, in order. r ranks by comparing two at a time, K and J move one, d drafts a "
    "goal; t takes lines over from answers that lead here."
)
STANDING_HELP = (
    "Each competency is rated twice, 1 to 10: how much the role you work towards asks for it, and "
    "how far it carries today. The gap is the difference. Enter rates; d develops one by a goal, a "
    "template or the reading list."
)
NOTICED_HELP = (
    "What you notice between two reflections; the questions it belongs to show the latest. "
    "a adds, Enter edits, D moves one to the trash."
)


# ---- the contents ----


def contents(planner: Planner) -> list[Row]:
    """Return the prompts by section with a sign for the answered ones, then the other places."""
    prompts, latest = planner.reflections.prompts(), planner.reflections.latest()
    ascii_only = planner.settings.ascii
    answered = sum(prompt.id in latest for prompt in prompts)
    rows = [Row("", _progress(answered, len(prompts), ascii_only), 2)]
    sign = "v" if ascii_only else "✓"
    for section, group in groupby(prompts, key=lambda prompt: prompt.section):
        rows.append(Row("", heading(section), 1))
        for prompt in group:
            last = latest.get(prompt.id)
            entry = _entry(sign, name_of(prompt), say_date(last.on)) if last else None
            rows.append(Row(f"prompt:{prompt.id}", entry or _entry(" ", name_of(prompt)), 1))
    rated = [s for s in planner.competencies.standings() if s.on]
    counts = (
        ("priorities", "Priorities", str(len(planner.plan.priorities) or "")),
        ("not_doing", "Not doing", str(len(planner.plan.not_doing) or "")),
        ("standing", "Competencies", f"{len(rated)} of {len(planner.ladders.now.competencies)}"),
    )
    rows.append(Row("", heading("What follows from it"), 1))
    rows += [Row(key, _entry(" ", words, many), 1) for key, words, many in counts]
    rows.append(Row("", heading("Noticed in between"), 1))
    for kind, kept in LISTS.items():
        rows.append(Row(f"noticed:{kind}", _entry(" ", kept.name, count(planner, kind)), 1))
    return rows


def name_of(prompt: knowledge.ReflectionPrompt) -> str:
    """Return a prompt in a word or two: its id, less what its section says already."""
    words = prompt.id
    for said_above in ("market_", "company_", "grow_"):
        words = words.removeprefix(said_above)
    return words.replace("_", " ").capitalize()


def _progress(answered: int, every: int, ascii_only: bool) -> Build:
    def build(width: int) -> list[Line]:
        words = f" {answered} of {every} answered "
        bar = glyphs.bar(answered / every, None, max(4, width - len(words)), ascii_only=ascii_only)
        return [[Span(bar, "accent"), Span(words, "muted")], []]

    return build


def _entry(mark: str, words: str, remark: str = "") -> Build:
    def build(width: int) -> list[Line]:
        room = width - 4 - (len(remark) + 1 if remark else 0)
        line = [Span(f" {mark} ", "good"), Span(fit(said(words).text, room))]
        return [[*line, Span(f" {remark} ", "muted")]] if remark else [line]

    return build


# ---- priorities and not doing ----


def ranked(planner: Planner, *, not_doing: bool) -> list[Row]:
    """Return the priorities (or the not-doing list) in order, each with its why."""
    items = planner.plan.not_doing if not_doing else planner.plan.priorities
    title = "Not doing" if not_doing else "Priorities"
    about = (
        "Good things left alone on purpose, to make room."
        if not_doing
        else "What matters in the next twelve months, the first one first."
    )
    rows = [Row("", lambda w: [[Span(title, "title")], *wrap(about, w, "muted"), []])]
    rows += [Row(item.id, _ranked(place, item, planner)) for place, item in enumerate(items, 1)]
    waiting = len(planner.priorities.offered(not_doing=not_doing))
    if not items:
        start = "a adds the first line." if not_doing else "Three to five lines are enough. "
        start += "" if not_doing else "a adds the first."
        rows.append(Row("", lambda w: wrap(start, w, "")))
    if waiting and not items:
        what = (
            "A line of your answers leads"
            if waiting == 1
            else f"{waiting} lines of your answers lead"
        )
        words = f"{what} here: t takes over what you choose."
        rows.append(Row("", lambda w: [[], *wrap(words, w, "")]))
    if items and not not_doing:
        rows.append(Row("", lambda w: [[], *wrap(_next_step(len(items)), w, "muted")]))
    return rows


def _next_step(count: int) -> str:
    if count < 2:
        return "a adds another; d drafts a goal from this one."
    return "r ranks them by comparing two at a time; K and J move one; d drafts a goal from it."


def _ranked(place: int, item: Priority, planner: Planner) -> Build:
    goals = [] if item.not_doing else planner.priorities.goals_of(item.id)
    arrow = "->" if planner.settings.ascii else "→"

    def build(width: int) -> list[Line]:
        number = f"{place:>2}  "
        lines = wrap(" ".join(item.title.split()), width - 1, "strong", "    ", number)
        if item.why:
            lines += wrap(item.why, width - 1, "muted", "    ")
        if item.success:
            lines += wrap(f"In 12 months: {item.success}", width - 1, "", "    ")
        for goal in goals:
            lines.append([Span(f"    {arrow} ", "accent"), Span(fit(goal.title, width - 8), "")])
        if not goals and not item.not_doing:
            lines.append([Span("    no goal yet", "muted")])
        return lines

    return build
