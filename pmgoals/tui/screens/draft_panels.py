"""What stands around the wizard's form: the list of steps, and the summary before a commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pmgoals import knowledge
from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import say_date
from pmgoals.services.drafts import Assessed
from pmgoals.smart.sketch import MeasureSketch
from pmgoals.tui.screens.draft_coach import verdicts
from pmgoals.tui.screens.draft_steps import label_of
from pmgoals.tui.spans import Line, Span, fit, flow, said, width_of, wrap

Build = Callable[[int], list[Line]]

STEP_SIGNS = {
    "here": ("▸", ">", "mark"),
    "done": ("✓", "v", "good"),
    "open": ("·", ".", "muted"),
    "trouble": ("!", "!", "bad"),
}
"""Sign, ASCII sign and tone by the state of a step."""

ROLE = " " * 10
"""Room for the role of a measure."""

COMMIT = (
    Span("enter", "accent"),
    Span(" commits it."),
    Span(" Everything can be changed later, "),
    Span("u", "accent"),
    Span(" takes it back."),
)
"""How to commit."""


def steps(signs: Mapping[str, str], title: str, *, ascii_only: bool) -> Build:
    """Return what draws the list of steps under a title; a click goes to one."""

    def build(width: int) -> list[Line]:
        lines: list[Line] = [[Span(title, "title")], []]
        for number, step in enumerate(knowledge.wizard_steps(), 1):
            sign, plain, tone = STEP_SIGNS[signs[step.key]]
            here = signs[step.key] == "here"
            action = f"screen.go_step('{step.key}')"
            name = fit(f"{number} {step.title}", width - 3)
            mark = plain if ascii_only else sign
            lines.append([Span(name, "strong" if here else "", action), Span(f" {mark}", tone)])
        return lines

    return build


def strip(assessed: Assessed, signs: Mapping[str, str], *, ascii_only: bool) -> Build:
    """Return what draws steps and verdicts in one line each, for narrow screens."""

    def build(width: int) -> list[Line]:
        names: list[Span] = []
        for number, step in enumerate(knowledge.wizard_steps(), 1):
            sign, plain, tone = STEP_SIGNS[signs[step.key]]
            mark = plain if ascii_only else sign
            title = f" {step.title}" if signs[step.key] == "here" else ""
            names += [
                Span(f"{number}{mark}{title}", tone, f"screen.go_step('{step.key}')"),
                Span(" "),
            ]
        return [[*names, Span(" "), *verdicts(assessed, ascii_only)]]

    return build


def no_split(width: int) -> list[Line]:
    """Say what brings the first split."""
    text = "Give the goal a deadline (step 6) and a first split stands here."
    return wrap(text, width, "muted")


def summary(assessed: Assessed, follows: str = "") -> Build:
    """Return what draws the whole goal before it is committed; `follows` names its priority."""
    sketch = assessed.sketch

    def build(width: int) -> list[Line]:
        lines = wrap(sketch.title or "It has no title yet.", width, "strong")
        lines += wrap(assessed.sentence, width, "muted")
        if follows:
            lines += wrap(follows, width, "", ROLE, first=fit("follows", len(ROLE)))
        lines.append([])
        for measure in sketch.measures:
            lines += _measure(measure, width)
        if sketch.milestones:
            lines += [[], [Span("Milestones", "title")]]
        for step in sketch.milestones:
            when = say_date(step.due)
            room = max(8, width - len(when) - 4)
            lines.append(
                [Span("  "), Span(fit(said(step.title).text, room)), Span(f"  {when}", "muted")]
            )
        lines.append([])
        return [*lines, *_verdict(assessed, width)]

    return build


def _measure(measure: MeasureSketch, width: int) -> list[Line]:
    """Return a measure; a long name runs over several lines, and its numbers stay whole."""
    values = [
        say_amount(v, measure.unit) for v in (measure.baseline, measure.target) if v is not None
    ]
    way = Span(f"  {' → '.join(values)}", "accent")
    lines = wrap(measure.name, width, "", ROLE, first=fit(measure.role, len(ROLE)))
    if width_of([*lines[-1], way]) <= width:
        return [*lines[:-1], [*lines[-1], way]]
    return [*lines, [Span(ROLE), Span(way.text.lstrip(), way.tone)]]


def _verdict(assessed: Assessed, width: int) -> list[Line]:
    """Return what still stands in the way, or how to commit."""
    if assessed.ready:
        return flow(COMMIT, width)
    lines: list[Line] = [[Span("Before it can be committed:", "strong")]]
    if not assessed.sketch.title:
        lines += wrap("Say in a few words what will be different.", width, "bad", "  ")
    for place, problem in assessed.problems.items():
        lines += wrap(f"{label_of(place)}: {problem}", width, "bad", "  ")
    for finding in assessed.judgement.blocks:
        lines += wrap(f"{finding.message} {finding.mend}", width, "bad", "  ")
    return lines
