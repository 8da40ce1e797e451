"""The numbers of a theme in words that the app and the command line share."""

from __future__ import annotations

from pmgoals.analytics.portfolio import Composite
from pmgoals.counting import said_count
from pmgoals.model.calendar import Quarter, say_short_date
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan
from pmgoals.services.align.look import Unanswered

QUESTIONS = {
    "resources": "shared resources",
    "promised_elsewhere": "promised elsewhere",
    "must_ship_first": "must ship first",
    "shared_system": "shared system",
}
"""The dependency questions in a few words, by field key."""


def say_composite(found: Composite, quarter: Quarter, *, is_new: bool = False) -> list[str]:
    """Return the share, its change since the quarter's start, its speed, and who is not in it.

    Of a new theme a change is told once there is one.
    """
    if found.share is None:
        return ["no numbers yet"] if found.unknown else []
    said = [f"{round(found.share * 100)} % covered"]
    if found.expected is not None:
        said[0] += f", {round(found.expected * 100)} % expected"
    points = 0 if found.delta is None else round(found.delta * 100)
    if found.delta is not None and (points or not is_new):
        word = "point" if abs(points) == 1 else "points"
        rate = "" if found.rate is None else f", {found.rate * 100:+.1f} a week"
        said.append(f"{points:+d} {word} since {say_short_date(quarter.start)}{rate}")
    if found.unknown:
        said.append(f"{said_count(len(found.unknown), 'goal')} without numbers")
    return said


def say_unanswered(found: Unanswered) -> str:
    """Return what a goal has left open: `shared system, ethics`."""
    words = [QUESTIONS[key] for key in found.questions]
    return ", ".join([*words, *(["ethics"] if found.ethics else [])])


def say_alone(goal: Goal, plan: Plan) -> str:
    """Return why a goal serves no theme: its reason, or the priority it is for; empty for none."""
    if goal.no_theme_reason:
        return goal.no_theme_reason
    kept = next((kept.reason for kept in goal.overrides if kept.rule == "R1"), "")
    titles = (each.title for each in plan.priorities if each.id == goal.priority)
    return kept or next((f"for the priority “{title}”" for title in titles), "")
