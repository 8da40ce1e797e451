"""What Coverage draws: what the level worked towards expects, and what shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import groupby

from rich.cells import cell_len

from pmgoals import knowledge
from pmgoals.analytics.coverage import Cover, State
from pmgoals.model.calendar import Quarter, say_date
from pmgoals.model.ladder import Level, Step
from pmgoals.services.coverage import MISSING, QUARTERS, STATES, Matrix
from pmgoals.tui.spans import Line, Span, fit, said, wrap
from pmgoals.tui.widgets.lines import Build, Row

LOOKS: dict[State, tuple[str, str, str]] = {
    "shown": ("●", "+", "good"),
    "thin": ("◐", "~", "warn"),
    "stale": ("◌", "?", "warn"),
    "none": ("○", "!", "muted"),
}
"""Sign, ASCII sign and tone of each state."""

WHAT_NOW = ": what happened last that somebody else could see?"
"""What is asked where nothing shows an expectation."""

NO_LEVEL = (
    "What a level expects stands here against your dated evidence, once it is known which level "
    "you work towards. Tell it in Reflect, under Competencies: press 2."
)


# ---- the matrix ----


def rows(matrix: Matrix, ascii_only: bool) -> list[Row]:
    """Return one row for each competency under its area."""
    if matrix.level is None:
        return [Row("", lambda width: wrap(NO_LEVEL, width, "muted", " "))]
    found = [Row("", partial(_summary, matrix), 1), Row("", partial(_heading, matrix.quarters), 1)]
    for area, group in groupby(matrix.covers, key=lambda cover: cover.competency.area):
        if area:
            found.append(Row("", partial(_area, area), 1))
        for cover in group:
            counts = [matrix.counts[cover.competency.key][quarter] for quarter in matrix.quarters]
            build = partial(_cover, cover, counts, ascii_only)
            found.append(Row(cover.competency.key, build, 1))
    return found


def _summary(matrix: Matrix, width: int) -> list[Line]:
    assert matrix.level is not None
    asked = [cover for cover in matrix.covers if cover.expectation]
    states = Counter(cover.state for cover in asked)
    parts = [f"{states[state]} {word}" for state, word in STATES.items() if state != "shown"]
    tell = f"  {states['shown']} of {len(asked)} shown · {' · '.join(parts)}"
    name = said(matrix.level.name).text
    room = max(8, width - 1 - cell_len(tell))
    return [[Span(" " + fit(name, min(cell_len(name), room)), "title"), Span(tell, "muted")]]


def _shape(width: int) -> tuple[int, int]:
    """Return the widths of the competency and of a quarter, 0 where those have no room."""
    quarter = 6 if width >= 72 else 0
    fixed = 1 + 11 + 7 + 14 + QUARTERS * quarter
    return max(10, min(34, width - fixed)), quarter


def _heading(quarters: Sequence[Quarter], width: int) -> list[Line]:
    name, quarter = _shape(width)
    words = " " + fit("Expected", name) + fit("Evidence", 11) + fit("pieces", 7, right=True)
    words += fit("latest", 14, right=True)
    if quarter:
        words += "".join(f"Q{each.number}".rjust(quarter) for each in quarters)
    return [[Span(words, "muted")]]


def _area(area: str, width: int) -> list[Line]:
    return [[Span(" " + fit(said(area).text, width - 1), "title")]]


def _cover(cover: Cover, counts: Sequence[int], ascii_only: bool, width: int) -> list[Line]:
    name, quarter = _shape(width)
    (sign, plain, tone), state = LOOKS[cover.state], STATES[cover.state]
    latest = say_date(cover.latest) if cover.latest else ""
    line = [
        Span(" " + fit(said(cover.competency.name).text, name - 1) + " "),
        Span(fit(f"{plain if ascii_only else sign} {state}", 11), tone),
        Span(f"{len(cover.pieces) or '':>7}"),
        Span(f"{latest:>14}", "muted"),
    ]
    nothing = "." if ascii_only else "·"
    shown = counts if quarter else ()
    line += [Span(f"{n or nothing:>{quarter}}", "" if n else "quiet") for n in shown]
    return [line]


# ---- one expectation ----


def detail(cover: Cover, level: Level, capability: Step | None) -> Build:
    """Return one expectation in full; `capability` is the step that its rating counts as."""
    steps = {known.key: known.name.lower() for known in knowledge.proficiencies()}

    def build(width: int) -> list[Line]:
        asked, state = cover.expectation, cover.state
        lines = wrap(cover.competency.name, width, "strong")
        if asked:
            step = f", {steps[asked.step]}" if asked.step else ""
            lines += wrap(f"Expected of a {level.name}{step}:", width, "muted")
            lines += wrap(asked.text, width)
        else:
            lines += wrap(f"The ladder says nothing of it for a {level.name}.", width, "muted")
        if capability:
            lines += wrap(f"By your rating: {steps[capability]}.", width, "muted")
        missing = MISSING.get(state, "Nothing is missing: shown more than once, and of late.")
        if state == "none":
            missing = missing.rstrip(".") + WHAT_NOW
        lines += [[], *wrap(missing, width, "good" if state == "shown" else "warn")]
        for piece in cover.pieces:
            day = f"{say_date(piece.on):>11}  "
            lines += wrap(" ".join(piece.title.split()), width, "", " " * len(day), day)
        return lines

    return build
