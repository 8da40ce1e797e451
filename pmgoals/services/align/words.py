"""The numbers of a theme in words that the app and the command line share."""

from __future__ import annotations

from pmgoals.analytics.portfolio import Composite
from pmgoals.model.calendar import Quarter, say_short_date
from pmgoals.services.align.look import Unanswered

QUESTIONS = {
    "resources": "shared resources",
    "promised_elsewhere": "promised elsewhere",
    "must_ship_first": "must ship first",
    "shared_system": "shared system",
}
"""The dependency questions in a few words, by field key."""


def say_composite(found: Composite, quarter: Quarter) -> list[str]:
    """Return the share, its change since the quarter's start, its speed, and who is not in it."""
    if found.share is None:
        return ["no numbers yet"] if found.unknown else []
    said = [f"{round(found.share * 100)} % of the way"]
    if found.expected is not None:
        said[0] += f", {round(found.expected * 100)} % expected"
    if found.delta is not None:
        points = round(found.delta * 100)
        word = "point" if abs(points) == 1 else "points"
        said.append(f"{points:+d} {word} since {say_short_date(quarter.start)}")
    if found.rate is not None:
        said.append(f"{found.rate * 100:+.1f} a week")
    if found.unknown:
        count = len(found.unknown)
        said.append(f"{count} {'goal' if count == 1 else 'goals'} without numbers")
    return said


def say_unanswered(found: Unanswered) -> str:
    """Return what a goal has left open: `shared system, ethics`."""
    words = [QUESTIONS[key] for key in found.questions]
    return ", ".join([*words, *(["ethics"] if found.ethics else [])])
