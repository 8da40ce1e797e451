"""What Learn draws: the weeks, the log, and one activity in full."""

from __future__ import annotations

from pmgoals import knowledge
from pmgoals.model.amounts import say_minutes
from pmgoals.model.calendar import say_date
from pmgoals.model.learning import LearningActivity
from pmgoals.model.plan import Plan
from pmgoals.services.study import Skill, Study
from pmgoals.tui import glyphs
from pmgoals.tui.spans import Line, Span, fit, said, width_of, wrap
from pmgoals.tui.widgets.lines import Build, Row

KINDS = {kind.key: kind.label for kind in knowledge.learning_kinds()}
SKILLS = {known.key: known.name for known in knowledge.competencies()}

# ---- the weeks ----

WIDE, NORMAL = 100, 70
"""Widths from which the weeks have a column each, and the skills a place beside them."""


def weeks(study: Study, ascii_only: bool) -> Build:
    """Return this week, the last twelve, and the hours by competency beside its gap."""

    def build(width: int) -> list[Line]:
        if width < NORMAL:
            strip = [*_strip(study, ascii_only), Span(f"  {_hours(study.total)}", "muted")]
            return [_this_week(study, width, ascii_only), strip, *_top(study)]
        wide = width >= WIDE
        left_width = 12 * 5 + 2 if wide else 38
        left = _left(study, left_width, ascii_only, wide=wide)
        right = _skills(study.skills[: len(left) - 1], width - left_width - 4)
        return [
            [*line, Span(" " * (left_width + 4 - width_of(line))), *beside]
            for line, beside in zip(left, [*right, *[[]] * len(left)], strict=False)
        ]

    return build


def _left(study: Study, width: int, ascii_only: bool, *, wide: bool) -> list[Line]:
    first = _this_week(study, width, ascii_only)
    if not wide:
        total = Span(f"{_hours(study.total)} in 12 weeks", "muted")
        return [first, _strip(study, ascii_only), [Span(" " * 11), total], []]
    signs = glyphs.heat([week.minutes for week in study.weeks], ascii_only=ascii_only)
    names = "".join(f"{week.week.label:>5}" for week in study.weeks)
    minutes = "".join(f"{week.minutes or '':>5}" for week in study.weeks)
    words = f"{_hours(study.total)} in 12 weeks, minutes by week"
    return [
        first,
        [Span(fit(words, width), "muted")],
        [Span(names, "muted")],
        [Span("".join(f" {sign * 4}" for sign in signs), "accent")],
        [Span(minutes)],
    ]


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


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f} h".replace(".0 h", " h") if minutes >= 60 else f"{minutes} min"


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
            f"{_hours(skill.minutes) if skill.minutes else 'none':>10}",
            "" if skill.minutes else "muted",
        ),
        Span(f"{gap:>6}", "warn" if (skill.gap or 0) > 0 else "muted"),
    ]


def _top(study: Study) -> list[Line]:
    """Return the widest gap and its time, on one line."""
    if not study.skills:
        return []
    top = study.skills[0]
    time = _hours(top.minutes) if top.minutes else "no time yet"
    gap = f", gap {top.gap:+d}" if top.gap else ""
    return [[Span("Most due   ", "title"), Span(f"{top.name}: "), Span(f"{time}{gap}", "muted")]]


# ---- the log ----


def log(activities: list[LearningActivity], ascii_only: bool) -> list[Row]:
    """Return one row for each activity, under a heading; each is laid out when it is seen."""
    if not activities:
        return [Row("", lambda width: wrap(EMPTY, width, "muted", " "))]
    rows = [Row("", _heading, 1)]
    return rows + [Row(a.id, _activity(a, ascii_only), 1) for a in activities]


EMPTY = (
    "Courses, books, talks, interviews, practice: what you learn belongs here, with the time it "
    "took and what stays from it. a logs the first; ten minutes count."
)


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


def _activity(a: LearningActivity, ascii_only: bool) -> Build:
    def build(width: int) -> list[Line]:
        kind, title, skill = _shape(width)
        used = ("v" if ascii_only else "✓") if a.applied_in else " "
        line = [
            Span(f" {used} ", "good"),
            Span(f"{say_date(a.on):>11}  ", "muted"),
            Span(fit(_word(KINDS, a.kind), kind), "muted"),
            Span(fit(said(a.title).text, title)),
            Span(f"{f'{a.minutes} min' if a.minutes else '':>9}"),
        ]
        if skill:
            line.append(Span("  " + fit(_word(SKILLS, a.competency), skill), "muted"))
        return [line]

    return build


def _word(words: dict[str, str], key: str) -> str:
    """Return what a key is called; a key that is not known is shown as it is, inert."""
    return words.get(key) or said(key).text


# ---- one activity ----


def detail(a: LearningActivity | None, plan: Plan) -> Build:
    """Return one activity in full."""

    def build(width: int) -> list[Line]:
        if a is None:
            return []
        facts = [say_date(a.on), _word(KINDS, a.kind), say_minutes(a.minutes) if a.minutes else ""]
        facts += [_word(SKILLS, a.competency), f"{a.rating} of 5" if a.rating else ""]
        lines = wrap(" ".join(a.title.split()), width, "strong")
        lines += wrap(" · ".join(fact for fact in facts if fact), width, "muted")
        lines += wrap(a.takeaway, width) if a.takeaway else [[Span("No takeaway yet.", "muted")]]
        goal = plan.goals.get(a.goal or "")
        if goal:
            lines += _told("Goal", " ".join(goal.title.split()), width)
        lines += _told("Used in", a.applied_in or "not yet; A says where", width)
        if a.link:
            lines += _told("Found at", a.link, width)
        return lines

    return build


def _told(label: str, text: str, width: int) -> list[Line]:
    return wrap(text, width, "", " " * 10, fit(label, 10))
