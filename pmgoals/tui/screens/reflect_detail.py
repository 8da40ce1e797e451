"""The row in focus of where I stand, in full: what is asked, what is there, what makes it grow."""

from __future__ import annotations

from collections.abc import Sequence

from pmgoals import knowledge
from pmgoals.knowledge import Level
from pmgoals.model.amounts import say_minutes
from pmgoals.model.calendar import say_date
from pmgoals.model.ladder import Step
from pmgoals.services.competencies import Development, Standing
from pmgoals.services.planner import Planner
from pmgoals.tui.spans import Line, Span, said, wrap
from pmgoals.tui.widgets.lines import Build, Lines

DETAIL_HELP = (
    "The competency under the cursor: what the level you work towards asks, where its rating "
    "stands, and what makes it grow. d develops it; the arrows scroll."
)

LEAD = 11
"""Cells before each part, for its name."""


class Detail(Lines, can_focus=True):
    """The row in focus; takes the focus so that a long one can be scrolled."""

    help_text = DETAIL_HELP


def detail(planner: Planner, row: str) -> Build:
    """Return what stands below the list for a row of it; nothing for no row."""
    kind, _, key = row.partition(":")
    if kind in ("skill", "gap"):
        return _competency(planner, key)
    profile = planner.plan.profile
    level = planner.ladders.now.like(getattr(profile, kind, "") or "") if kind else None
    return _level(level) if level else lambda w: wrap(_NO_LEVEL if kind else "", w, "muted")


def step_name(step: Step) -> str:
    """Return the name of a step."""
    return next(known.name for known in knowledge.proficiencies() if known.key == step)


def kind_name(kind: str) -> str:
    """Return the name of a kind of learning."""
    known = knowledge.choice(knowledge.learning_kinds(), kind)
    return known.label if known else kind


_NO_LEVEL = "Enter chooses a level; what it asks then stands beside each competency."


# ---- a level ----


def _level(level: Level) -> Build:
    parts = (
        ("looks after", level.scope),
        ("counted on", level.expected),
        ("to grow", level.next_step),
    )

    def build(width: int) -> list[Line]:
        lines: list[Line] = [[said(level.name, "strong")]]
        for name, text in parts:
            if text:
                lines += _part(name, text, width)
        return lines

    return build


def _part(name: str, text: str, width: int, tone: str = "") -> list[Line]:
    """Return a text with its name before it."""
    return wrap(text, width, tone, " " * (LEAD + 2), f"{name:<{LEAD}}  ")


# ---- a competency ----


def _competency(planner: Planner, key: str) -> Build:
    found = planner.competencies.development(key)
    known = planner.ladders.now.competency(key)
    rated = planner.plan.assessments_of(key)
    note = rated[-1].note if rated else ""
    aspired = planner.ladders.now.level(planner.ladders.aspired())

    def build(width: int) -> list[Line]:
        lines = _head(found.standing.name, known.text if known else "", width)
        lines += _asked(found.standing, aspired, width)
        lines += _rated(found.standing, note, width)
        return lines + _templates(found, width) + _to_do(found, width)

    return build


def _head(name: str, text: str, width: int) -> list[Line]:
    """Return the text of a competency behind its name, on as few lines as hold both."""
    name = said(name).text
    first, *rest = wrap(f"{name}  {text}", width, "muted")
    shown = first[0].text
    return [[Span(shown[: len(name)], "strong"), Span(shown[len(name) :], "muted")], *rest]


def _asked(standing: Standing, aspired: Level | None, width: int) -> list[Line]:
    asked = standing.asked
    if asked is None:
        why = "nothing is said of it" if aspired else "choose the level you work towards above"
        return _part("asked", why, width, "muted")
    step = f"{step_name(asked.step)}, as {aspired.name if aspired else ''}: " if asked.step else ""
    return _part("asked", f"{step}{asked.text}", width)


def _rated(standing: Standing, note: str, width: int) -> list[Line]:
    if standing.step is None or standing.on is None:
        return _part("today", "not rated; Enter rates it", width, "muted")
    words = f"{step_name(standing.step)}: rated {standing.capability} on {say_date(standing.on)}"
    return _part("today", f"{words}. {note}".rstrip(), width)


def _to_do(found: Development, width: int) -> list[Line]:
    lines: list[Line] = []
    for number, activity in enumerate(found.activities):
        name = "to do" if number == 0 else ""
        lines += _part(name, activity.text, width)
        about = f" {kind_name(activity.kind).lower()}, {say_minutes(activity.minutes)}"
        lines[-1] = _ended(lines[-1], about, width) or lines[-1]
        if lines[-1][-1].text != about:
            lines.append([Span(" " * (LEAD + 2)), Span(about.strip(), "muted")])
    return lines


def _ended(line: Line, about: str, width: int) -> Line | None:
    """Return a line with a quiet remark at its end, None when that has no room."""
    if sum(len(span.text) for span in line) + len(about) > width:
        return None
    return [*line, Span(about, "muted")]


def _templates(found: Development, width: int) -> list[Line]:
    names: Sequence[str] = [template.name for template in found.templates]
    return _part("templates", " · ".join(names), width) if names else []
