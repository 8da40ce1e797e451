"""What stands above the learning log: weeks, quarters, and hours by competency."""

from __future__ import annotations

from collections.abc import Sequence

from pmgoals.services.study import QuarterHours, Skill, Study
from pmgoals.tui import glyphs
from pmgoals.tui.screens.learn_words import hours
from pmgoals.tui.spans import Line, Span, fit, width_of
from pmgoals.tui.widgets.lines import Build

WIDE, NORMAL = 100, 70
"""Widths from which the weeks have a column each, and the skills a place beside them."""


def weeks(study: Study, quarters: Sequence[QuarterHours], ascii_only: bool) -> Build:
    """Return this week, the last twelve, the quarters, and the hours by competency and its gap.

    The quarters, the present one last, are shown where there is room for columns.
    """

    def build(width: int) -> list[Line]:
        if width < NORMAL:
            strip = [*_strip(study, ascii_only), Span(f"  {hours(study.total)}", "muted")]
            return [_this_week(study, width, ascii_only), strip, *_top(study)]
        wide = width >= WIDE
        left_width = 12 * 5 + 2 if wide else 38
        left = _left(study, left_width, ascii_only, wide=wide)
        if wide:
            left.append(_quarters(quarters, left_width))
        right = _skills(study.skills[: len(left) - 1], width - left_width - 4)
        return [
            [*line, Span(" " * (left_width + 4 - width_of(line))), *beside]
            for line, beside in zip(left, [*right, *[[]] * len(left)], strict=False)
        ]

    return build


def _left(study: Study, width: int, ascii_only: bool, *, wide: bool) -> list[Line]:
    first = _this_week(study, width, ascii_only)
    if not wide:
        total = Span(f"{hours(study.total)} in 12 weeks", "muted")
        return [first, _strip(study, ascii_only), [Span(" " * 11), total], []]
    signs = glyphs.heat([week.minutes for week in study.weeks], ascii_only=ascii_only)
    names = "".join(f"{week.week.label:>5}" for week in study.weeks)
    minutes = "".join(f"{week.minutes or '':>5}" for week in study.weeks)
    words = f"{hours(study.total)} in 12 weeks, minutes by week"
    return [
        first,
        [Span(fit(words, width), "muted")],
        [Span(names, "muted")],
        [Span("".join(f" {sign * 4}" for sign in signs), "accent")],
        [Span(minutes)],
    ]


def _quarters(quarters: Sequence[QuarterHours], width: int) -> Line:
    """Return the hours of each quarter on one line."""
    told = "  ".join(
        f"{f'{each.quarter} ' if at == 0 else f'Q{each.quarter.number} '}{hours(each.minutes)}"
        for at, each in enumerate(quarters)
    )
    return [Span("Quarters   ", "title"), Span(fit(told, width - 11))]


def _this_week(study: Study, width: int, ascii_only: bool) -> Line:
    done, target = study.this_week, study.target
    line = [Span("This week  ", "title")]
    if not target:
        return [*line, Span(f"{done} min")]
    line.append(Span(f"{done} of {target} min  ", "good" if done >= target else ""))
    bar = glyphs.bar(done / target, None, min(24, width - width_of(line)), ascii_only=ascii_only)
    return [*line, Span(bar, "accent")]


def _strip(study: Study, ascii_only: bool) -> Line:
    signs = glyphs.heat([week.minutes for week in study.weeks], ascii_only=ascii_only)
    return [Span("12 weeks   ", "title"), Span(signs, "accent")]


def _skills(skills: list[Skill], width: int) -> list[Line]:
    name = min(32, width - 18)
    if not skills:
        return [
            [Span("By competency", "title")],
            [Span(fit("None yet: say which skill it serves.", width), "muted")],
        ]
    head = [
        Span(fit("By competency", name), "title"),
        Span(f"{'time':>10}{'gap':>6}", "muted"),
    ]
    return [head, *(_skill(skill, name) for skill in skills)]


def _skill(skill: Skill, name: int) -> Line:
    gap = "" if skill.gap is None else f"{skill.gap:+d}" if skill.gap else "0"
    return [
        Span(fit(skill.name, name)),
        Span(
            f"{hours(skill.minutes) if skill.minutes else 'none':>10}",
            "" if skill.minutes else "muted",
        ),
        Span(f"{gap:>6}", "warn" if (skill.gap or 0) > 0 else "muted"),
    ]


def _top(study: Study) -> list[Line]:
    """Return the widest gap and its time, on one line."""
    if not study.skills:
        return []
    top = study.skills[0]
    time = hours(top.minutes) if top.minutes else "no time yet"
    gap = f", gap {top.gap:+d}" if top.gap else ""
    return [[Span("Most due   ", "title"), Span(f"{top.name}: "), Span(f"{time}{gap}", "muted")]]
