"""The paper behind a promotion packet, for oneself: what is shown, thin, stale, and own ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.analytics.coverage import Cover, left_out
from pmgoals.model.calendar import say_date
from pmgoals.model.ladder import Level, Step
from pmgoals.reports.documents.goal_lines import UNTOLD
from pmgoals.reports.documents.markdown import heading, items, joined, plain, table
from pmgoals.reports.documents.packet import level_of
from pmgoals.services.coverage import MISSING, STATES, say_left_out

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

MOST_PIECES = 5
"""Pieces of evidence named under one expectation, the latest ones."""


def working_packet(planner: Planner, level: str = "") -> str:
    """Return the working paper for a level as Markdown, by default for the one worked towards.

    BadInput while no level is told, or for one that is not on the ladder.
    """
    rung = level_of(planner, level)
    covers = planner.evidence.coverage(rung.key)
    rest = say_left_out(left_out(planner.ladders.now, rung.key, covers))
    steps = {known.key: known.name.lower() for known in knowledge.proficiencies()}
    if planner.plan.holds_back:
        return _told(planner, rung, covers, steps)
    parts = [
        heading(f"Towards {rung.name}", 1),
        f"As of {say_date(planner.today)}. {_summary(covers)}",
        *([plain(rest)] if rest else []),
        *([plain(rung.expected)] if rung.expected else []),
        _matrix(covers),
    ]
    for cover in covers:
        parts += _expectation(planner, cover, steps)
    return joined(parts)


def _told(planner: Planner, rung: Level, covers: list[Cover], steps: dict[Step, str]) -> str:
    """Return the paper for others: what shows an expectation, and no word on what is missing."""
    told = [cover for cover in covers if cover.pieces]
    parts = [heading(f"Towards {rung.name}", 1), f"As of {say_date(planner.today)}."]
    if not told:
        return joined([parts[0], UNTOLD])
    rows = [
        [
            plain(cover.competency.name),
            str(len(cover.pieces)),
            say_date(cover.latest) if cover.latest else "-",
        ]
        for cover in told
    ]
    parts += [
        *([plain(rung.expected)] if rung.expected else []),
        table(["Competency", "Pieces told of here", "Latest"], rows, texts=["Latest"]),
    ]
    for cover in told:
        parts += _expectation(planner, cover, steps)
    return joined(parts)


def _summary(covers: list[Cover]) -> str:
    asked = [cover for cover in covers if cover.expectation]
    shown = sum(cover.state == "shown" for cover in asked)
    open_ones = [cover.competency.name for cover in asked if cover.state == "none"]
    are = "is" if shown == 1 else "are"
    said = f"{shown} of {len(asked)} expectations {are} shown: twice or more, and of late."
    if open_ones:
        said += f" Nothing shows yet: {', '.join(open_ones)}."
    return plain(said)


def _matrix(covers: list[Cover]) -> str:
    rows = [
        [
            plain(cover.competency.name),
            STATES[cover.state],
            str(len(cover.pieces) or "-"),
            say_date(cover.latest) if cover.latest else "-",
        ]
        for cover in covers
    ]
    return table(["Competency", "Evidence", "Pieces", "Latest"], rows, texts=["Evidence", "Latest"])


def _expectation(planner: Planner, cover: Cover, steps: dict[Step, str]) -> list[str]:
    """Return one expectation: what is asked, where the person stands, what shows it."""
    asked = cover.expectation
    parts = [heading(cover.competency.name)]
    if asked is not None:
        step = f" ({steps[asked.step]})" if asked.step else ""
        parts.append(plain(f"Expected{step}: {asked.text}"))
    ratings = planner.competencies.history(cover.competency.key)
    if ratings:
        last = ratings[-1]
        parts.append(f"Rated {last.capability} of 10 in {last.quarter}.")
    goals = planner.plan.goals
    lines = []
    for piece in cover.pieces[:MOST_PIECES]:
        goal = goals.get(piece.goal or "")
        of = f" (goal: {plain(goal.title)})" if goal else ""
        more = f". {plain(piece.text)}" if piece.text else ""
        lines.append(f"{say_date(piece.on)}: {plain(piece.title)}{of}{more}")
    left = len(cover.pieces) - len(lines)
    if left > 0:
        lines.append(f"and {left} earlier")
    parts += [items(lines)] if lines else []
    coached = cover.state in MISSING and not planner.plan.holds_back
    return [*parts, MISSING[cover.state]] if coached else parts
