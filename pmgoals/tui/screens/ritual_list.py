"""The list of a ritual's stages: what is done, what is asked, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from pmgoals.services.rituals.stage import Stage
from pmgoals.tui.spans import Line, Span, fit, said
from pmgoals.tui.widgets.lines import Build

SIGNS = {"done": ("✓", "v", "good"), "here": ("▸", ">", "accent"), "open": ("·", ".", "muted")}
"""Sign, ASCII sign and tone of a stage."""


def stage_rows(title: str, stages: Sequence[Stage], at: int, *, ascii_only: bool) -> Build:
    """Return what lays the stages out, one a line."""

    def build(width: int) -> list[Line]:
        lines: list[Line] = [[Span(fit(f" {title}", width), "title")], []]
        for number, stage in enumerate(stages):
            state = "here" if number == at else "done" if stage.answered else "open"
            sign, plain, tone = SIGNS[state]
            name = fit(said(stage.title).text, max(1, width - 4))
            quiet = "strong" if state == "here" else "" if state == "open" else "muted"
            lines.append([Span(f" {plain if ascii_only else sign} ", tone), Span(name, quiet)])
        return lines

    return build
