"""The rows of Reflect: its contents, the ranked lists, and where I stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pmgoals import knowledge
from pmgoals.model.calendar import say_date
from pmgoals.model.reflection import Priority
from pmgoals.services.competencies import Standing
from pmgoals.services.planner import Planner
from pmgoals.tui import glyphs
from pmgoals.tui.spans import Line, Span, fit, said, wrap
from pmgoals.tui.widgets.lines import Build, Row

PLACES = ("priorities", "not_doing", "standing")
"""What the contents list after the prompts."""

LEVELS = (("level", "Today"), ("aspired", "Working towards"))
"""The two places on the ladder: field, and words."""


# ---- the contents ----


def contents(planner: Planner) -> list[Row]:
    """Return the prompts by section with a sign for the answered ones, then the other places."""
    prompts, latest = planner.reflections.prompts(), planner.reflections.latest()
    ascii_only = planner.settings.ascii
    answered = sum(prompt.id in latest for prompt in prompts)
    rows = [Row("", _progress(answered, len(prompts), ascii_only), 2)]
    sign = "v" if ascii_only else "✓"
    for section, group in groupby(prompts, key=lambda prompt: prompt.section):
        rows.append(Row("", _heading(section), 1))
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
    rows.append(Row("", _heading("What follows from it"), 1))
    rows += [Row(key, _entry(" ", words, count), 1) for key, words, count in counts]
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


def _heading(words: str) -> Build:
    return lambda width: [[Span(fit(words, width), "title")]]


def _entry(mark: str, words: str, count: str = "") -> Build:
    def build(width: int) -> list[Line]:
        room = width - 4 - (len(count) + 1 if count else 0)
        line = [Span(f" {mark} ", "good"), Span(fit(said(words).text, room))]
        return [[*line, Span(f" {count} ", "muted")]] if count else [line]

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
    if not items:
        start = "a adds the first line." if not_doing else "Three to five lines are enough. "
        start += "" if not_doing else "a adds the first."
        rows.append(Row("", lambda w: wrap(start, w, "")))
    elif not not_doing:
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


# ---- where I stand ----


def standing(planner: Planner) -> list[Row]:
    """Return the place on the ladder, the widest gaps, and all competencies with their ratings."""
    ascii_only = planner.settings.ascii
    every, gaps = planner.competencies.standings(), planner.competencies.gaps()
    rows = [Row("", _heading("The ladder"), 1)]
    profile = planner.plan.profile
    for field, words in LEVELS:
        level = planner.ladders.now.level(getattr(profile, field, "") or "")
        rows.append(Row(field, _level(words, level)))
    rows += [Row("", lambda _: [[]], 1), Row("", _gaps_heading(every), 1)]
    rows += [Row(f"gap:{s.key}", _gap(s), 1) for s in gaps]
    if not gaps:
        rows.append(Row("", lambda w: wrap(_no_gaps(every), w, "muted", " ")))
    for number, (area, group) in enumerate(groupby(every, key=lambda s: s.area)):
        rows += [Row("", lambda _: [[]], 1), Row("", _area(area, first=number == 0), 1)]
        rows += [Row(f"skill:{s.key}", _skill(s, ascii_only), 1) for s in group]
    return rows


def _no_gaps(every: Sequence[Standing]) -> str:
    if not any(s.on for s in every):
        return "Rate a few competencies and the widest gaps stand here. Enter rates one."
    return "No gap: what is rated carries as far as the role asks."


def _level(words: str, level: knowledge.Level | None) -> Build:
    def build(width: int) -> list[Line]:
        lead = Span(fit(f" {words}", 18), "muted")
        if level is None:
            return [[lead, Span("not said yet; Enter chooses", "muted")]]
        lines: list[Line] = [[lead, Span(fit(level.name, width - 18), "strong")]]
        text = f"To grow: {level.next_step}" if words == "Today" else level.expected
        return lines + wrap(text, width - 1, "muted", " " * 18)

    return build


def _gaps_heading(every: Sequence[Standing]) -> Build:
    days = [s.on for s in every if s.on]

    def build(width: int) -> list[Line]:
        line = [Span("Widest gaps", "title")]
        if days:
            remark = f"   d drafts a goal from one · last rated {say_date(max(days))}"
            line.append(Span(fit(remark, width - 11), "muted"))
        return [line]

    return build


def _gap(s: Standing) -> Build:
    def build(width: int) -> list[Line]:
        return [[Span(f" {s.gap:>+3}  ", "warn"), Span(fit(s.name, width - 6), "strong")]]

    return build


WIDE = 74
"""From this width on, importance and capability have a bar each."""


def _name_width(width: int) -> int:
    return min(34, width - (40 if width >= WIDE else 24))


def _area(area: str, *, first: bool) -> Build:
    def build(width: int) -> list[Line]:
        name = Span(fit(area, _name_width(width) + 1), "title")
        if not first:
            return [[name]]
        if width >= WIDE:
            heads = f"{'importance':<15}{'capability':<15}{'gap':>5}"
        else:
            heads = f"{'today | asked':<16}{'gap':>4}"
        return [[name, Span(f"  {heads}", "muted")]]

    return build


def _skill(s: Standing, ascii_only: bool) -> Build:
    def build(width: int) -> list[Line]:
        name = Span(f" {fit(s.name, _name_width(width))}  ")
        if s.importance is None or s.capability is None or s.gap is None:
            return [[name, Span("not rated", "muted")]]
        gap = Span(f"{s.gap:>+5}" if s.gap else "    0", "warn" if s.gap > 0 else "muted")
        mine = glyphs.bar(s.capability / 10, None, 10, ascii_only=ascii_only)
        if width >= WIDE:
            asked = glyphs.bar(s.importance / 10, None, 10, ascii_only=ascii_only)
            parts = [
                Span(asked, "muted"),
                Span(f" {s.importance:>2}  "),
                Span(mine, "accent"),
                Span(f" {s.capability:>2}  "),
            ]
            return [[name, *parts, gap]]
        both = glyphs.bar(s.capability / 10, s.importance / 10 - 0.01, 10, ascii_only=ascii_only)
        figures = Span(f" {s.capability:>2}/{s.importance:<2}", "muted")
        return [[name, Span(both, "accent"), figures, Span(gap.text[1:], gap.tone)]]

    return build
