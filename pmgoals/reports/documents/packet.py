"""The promotion packet: the case for the next level, from what is shown, the strongest first.

It holds no ratings and no coaching: those are in the working paper. What has no evidence yet is
one line at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.analytics.coverage import Cover
from pmgoals.errors import BadInput
from pmgoals.model.calendar import say_date
from pmgoals.model.goal import Goal
from pmgoals.model.journal import Evidence
from pmgoals.model.ladder import Level
from pmgoals.reports.documents.goal_lines import UNTOLD
from pmgoals.reports.documents.markdown import heading, items, joined, plain
from pmgoals.services.period_words import say_way_of

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

MOST_PIECES = 4
"""Pieces of evidence told under one expectation, the latest ones."""

MOST_RESULTS = 5
"""Goals told as results."""

STRENGTH = {"shown": 0, "stale": 1, "thin": 2, "none": 3}
"""The order in which expectations are read: what is shown well stands first."""


def level_of(planner: Planner, level: str = "") -> Level:
    """Return a level of the ladder, by default the one worked towards.

    BadInput while no level is told, or for one that is not on the ladder.
    """
    rung = planner.ladders.now.level(level or planner.ladders.aspired())
    if rung is None:
        raise BadInput(
            "There is no level to work towards yet.", "Tell it: pmgoals ladder set --aspired LEVEL"
        )
    return rung


def promotion_packet(planner: Planner, level: str = "") -> str:
    """Return the packet for a level as Markdown, by default for the one worked towards.

    BadInput while no level is told, or for one that is not on the ladder.
    """
    rung = level_of(planner, level)
    covers = [c for c in planner.evidence.coverage(rung.key) if c.expectation]
    told = sorted((c for c in covers if c.pieces), key=lambda c: STRENGTH[c.state])
    open_ones = [c.competency.name for c in covers if not c.pieces]
    results = _results(planner)
    parts = [
        heading(f"Case for {rung.name}", 1),
        *([_case(planner, rung, covers, told)] if told else []),
        *results,
    ]
    for cover in told:
        parts += _expectation(planner, cover)
    if open_ones and told:
        title = "Not told of here" if is_part(planner) else "No evidence yet"
        parts += [heading(title), f"{plain(', '.join(open_ones))}."]
    if not told:
        parts.append(_nothing(planner, len(covers), bool(results)))
    return joined(parts)


def is_part(planner: Planner) -> bool:
    """Tell whether there is evidence that its readers may not read."""
    return len(planner.plan.evidence) != len(planner.plan.whole.evidence)


def _nothing(planner: Planner, expectations: int, has_results: bool) -> str:
    """Return what stands for the evidence where there is none."""
    if planner.plan.holds_back:
        return "No evidence of it can be told of here." if has_results else UNTOLD
    return f"No evidence yet for its {expectations} expectations."


def packet_name(level: str) -> str:
    """Return a file name for it, such as `packet-senior-pm.md`."""
    return f"packet-{level.replace('_', '-')}.md"


def _case(planner: Planner, rung: Level, covers: list[Cover], told: list[Cover]) -> str:
    """Return the case in a line or two: from where to where, and how much of it is shown."""
    profile = planner.plan.profile
    now = planner.ladders.now.level(profile.level) if profile and profile.level else None
    start = f"From {now.name} to {rung.name}. " if now and now.key != rung.key else ""
    shown = sum(cover.state == "shown" for cover in told)
    often = f", {shown} of them shown twice or more and of late" if shown else ""
    lead = "Evidence told of here is for" if is_part(planner) else "Evidence for"
    evidence = f"{lead} {len(told)} of {len(covers)} expectations{often}"
    return plain(f"{start}{evidence}: {_pieces(told)}.")


def _pieces(told: list[Cover]) -> str:
    """Return how many pieces there are and of which days."""
    days = {piece.id: piece.on for cover in told for piece in cover.pieces}
    first, last = min(days.values()), max(days.values())
    span = f"of {say_date(last)}" if first == last else f"{say_date(first)} to {say_date(last)}"
    return f"{len(days)} dated piece{'s' if len(days) > 1 else ''}, {span}"


def _results(planner: Planner) -> list[str]:
    """Return the goals that were reached, or went furthest, with what moved."""
    graded = [g for g in planner.plan.goals.values() if g.grade is not None and g.grade >= 0.7]
    graded.sort(key=lambda goal: (-(goal.grade or 0), goal.closed_on or planner.today))
    lines = [_result(planner, goal) for goal in graded[:MOST_RESULTS]]
    return [heading("Results"), items(lines)] if lines else []


def _result(planner: Planner, goal: Goal) -> str:
    main = planner.plan.main_measure_of(goal.id)
    readings = planner.plan.readings_of(main.id) if main else []
    moved = ""
    if main and readings:
        moved = f": {main.name} {say_way_of(main.baseline, readings[-1].value, main.unit)}"
    when = f" ({say_date(goal.closed_on)})" if goal.closed_on else ""
    return f"**{plain(goal.title)}**{plain(moved)}{when}"


def _expectation(planner: Planner, cover: Cover) -> list[str]:
    """Return one expectation: what is asked, and what shows it."""
    assert cover.expectation is not None
    lines = [_piece(planner, piece) for piece in cover.pieces[:MOST_PIECES]]
    left = len(cover.pieces) - len(lines)
    if left > 0:
        lines.append(f"and {left} earlier")
    return [
        heading(cover.competency.name),
        f"*{plain(cover.expectation.text)}*",
        items(lines),
    ]


def _piece(planner: Planner, piece: Evidence) -> str:
    goal = planner.plan.goals.get(piece.goal or "")
    of = f", for “{plain(goal.title)}”" if goal else ""
    more = f" {plain(piece.text)}" if piece.text else ""
    link = f" Seen at: {plain(piece.link)}." if piece.link else ""
    return f"**{plain(piece.title).rstrip('.')}.**{more}{link} ({say_date(piece.on)}{of})"
