"""Where I stand: the ladder, the widest gaps, every competency, and what makes one grow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pmgoals.counting import said_count
from pmgoals.knowledge import Level
from pmgoals.model.calendar import say_date
from pmgoals.services.competencies import Rated, Standing
from pmgoals.services.planner import Planner
from pmgoals.tui import glyphs
from pmgoals.tui.screens.reflect_detail import step_name
from pmgoals.tui.spans import Line, Span, fit, said, wrap
from pmgoals.tui.widgets.lines import Build, Row

LEVELS = (("level", "Today"), ("aspired", "Working towards"))
"""The two places on the ladder: field, and words."""

WIDE = 74
"""From this width on, importance and capability have a bar each."""

WIDER = 80
"""From this width on, the last quarters of the capability stand beside it."""

MOVED = 8
"""Cells for the last quarters."""


def heading(words: str) -> Build:
    """Return what builds a heading of one line."""
    return lambda width: [[Span(fit(words, width), "title")]]


def standing(planner: Planner) -> list[Row]:
    """Return the place on the ladder, the widest gaps, and all competencies with their ratings."""
    every, gaps = planner.competencies.standings(), planner.competencies.gaps()
    profile = planner.plan.profile
    own = planner.plan.ladder
    named = said(own.name).text or "of your own" if own else ""
    rows = [Row("", heading(f"The ladder: {named}" if named else "The ladder"), 1)]
    for field, words in LEVELS:
        level = planner.ladders.now.like(getattr(profile, field, "") or "")
        rows.append(Row(field, _level(words, level), 1))
    rows += [Row("", lambda _: [[]], 1), Row("", _gaps_heading(planner, every), 1)]
    if planner.competencies.is_due():
        rows.append(Row("", lambda w: wrap(_look_again(every), w, "muted", " ")))
    for gap in gaps:
        first = planner.competencies.development(gap.key).activities[:1]
        doing = say_under_way(*planner.competencies.under_way(gap.key))
        rows.append(Row(f"gap:{gap.key}", _gap(gap, doing or (first[0].text if first else ""))))
    if not gaps:
        rows.append(Row("", lambda w: wrap(_no_gaps(every), w, "muted", " ")))
    for number, (area, group) in enumerate(groupby(every, key=lambda s: s.area)):
        rows += [Row("", lambda _: [[]], 1)] if number == 0 else []
        rows.append(Row("", _area(area, first=number == 0), 1))
        rows += [Row(f"skill:{s.key}", _skill(s, planner), 1) for s in group]
    return rows


def _level(words: str, level: Level | None) -> Build:
    def build(width: int) -> list[Line]:
        lead = Span(fit(f" {words}", 18), "muted")
        if level is None:
            return [[lead, Span(fit("not said yet; Enter chooses", width - 18), "muted")]]
        return [[lead, Span(fit(level.name, width - 18), "strong")]]

    return build


# ---- gaps ----


def _last_rated(every: Sequence[Standing]) -> str:
    """Return the day of the last rating of all, in words; empty before the first."""
    days = [s.on for s in every if s.on]
    return f"last rated {say_date(max(days))}" if days else ""


def _gaps_heading(planner: Planner, every: Sequence[Standing]) -> Build:
    last = "" if planner.competencies.is_due() else _last_rated(every)
    remark = f"   d develops one{f' · {last}' if last else ''}" if _last_rated(every) else ""

    def build(width: int) -> list[Line]:
        return [[Span("Widest gaps", "title"), Span(fit(remark, width - 11), "muted")]]

    return build


def _look_again(every: Sequence[Standing]) -> str:
    said_last = _last_rated(every)
    return f"{said_last[0].upper()}{said_last[1:]}, in an earlier quarter: time to look again."


def _no_gaps(every: Sequence[Standing]) -> str:
    if not any(s.on for s in every):
        return "Rate a few competencies and the widest gaps stand here. Enter rates one."
    return "No gap: what is rated carries as far as the role asks."


def say_under_way(goals: int, items: int) -> str:
    """Return what grows a competency already, such as `2 goals, 1 to read`; empty for nothing."""
    parts = [said_count(goals, "goal")] if goals else []
    return ", ".join([*parts, f"{items} to read or do"] if items else parts)


def _gap(s: Standing, next_to_it: str) -> Build:
    """Return what builds a gap: what grows it already, else what could be done first."""

    def build(width: int) -> list[Line]:
        lead = Span(f" {s.gap:>+3}  ", "warn")
        name = said(s.name).text
        if not next_to_it or width < WIDE:  # the detail says what to do
            return [[lead, Span(fit(name, width - 6), "strong")]]
        idea = fit(next_to_it, width - 37)
        return [[lead, Span(fit(name, 28), "strong"), Span(f"  {idea}", "muted")]]

    return build


# ---- all competencies ----


def _name_width(width: int) -> int:
    taken = 50 if width >= WIDER else 40 if width >= WIDE else 24
    return min(34, width - taken)


def _area(area: str, *, first: bool) -> Build:
    def build(width: int) -> list[Line]:
        name = Span(fit(area, _name_width(width) + 1), "title")
        if not first:
            return [[name]]
        if width >= WIDER:
            heads = f"{'importance':<15}{'capability':<15}{'over time':<9}{'gap':>5}"
        elif width >= WIDE:
            heads = f"{'importance':<15}{'capability':<15}{'gap':>5}"
        else:
            heads = f"{'today | asked':<16}{'gap':>4}"
        return [[name, Span(f"  {heads}", "muted")]]

    return build


def moved(history: Sequence[Rated], *, ascii_only: bool = False) -> tuple[str, str]:
    """Return the capability of the last quarters, such as `4→5→6`, and its tone.

    As many of them as `MOVED` cells hold; nothing before there are two.
    """
    arrow, values = (">" if ascii_only else "→"), [rated.capability for rated in history]
    while len(arrow.join(map(str, values))) > MOVED:
        values.pop(0)
    if len(values) < 2:
        return "", ""
    tone = "good" if values[-1] > values[0] else "warn" if values[-1] < values[0] else "muted"
    return arrow.join(map(str, values)), tone


def _not_rated(s: Standing) -> str:
    step = step_name(s.asked.step) if s.asked and s.asked.step else ""
    rated = "not rated" if s.core else "optional"
    return f"{rated} · asked: {step.lower()}" if step else rated


def _skill(s: Standing, planner: Planner) -> Build:
    ascii_only = planner.settings.ascii

    def build(width: int) -> list[Line]:
        name = Span(f" {fit(said(s.name).text, _name_width(width))}  ")
        if s.importance is None or s.capability is None or s.gap is None:
            return [[name, Span(_not_rated(s) if width >= WIDE else "not rated", "muted")]]
        gap = Span(f"{s.gap:>+5}" if s.gap else "    0", "warn" if s.gap > 0 else "muted")
        mine = glyphs.bar(s.capability / 10, None, 10, ascii_only=ascii_only)
        if width >= WIDE:
            asked_bar = glyphs.bar(s.importance / 10, None, 10, ascii_only=ascii_only)
            parts = [
                Span(asked_bar, "muted"),
                Span(f" {s.importance:>2}  "),
                Span(mine, "accent"),
                Span(f" {s.capability:>2}  "),
            ]
            if width >= WIDER:
                words, tone = moved(planner.competencies.history(s.key), ascii_only=ascii_only)
                parts.append(Span(f" {fit(words, MOVED)} ", tone))
            return [[name, *parts, gap]]
        both = glyphs.bar(s.capability / 10, s.importance / 10 - 0.01, 10, ascii_only=ascii_only)
        figures = Span(f" {s.capability:>2}/{s.importance:<2}", "muted")
        return [[name, Span(both, "accent"), figures, Span(gap.text[1:], gap.tone)]]

    return build
