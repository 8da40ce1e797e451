"""Choosing who may read something, and what is written for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.model.audience import LEVELS
from pmgoals.reports.catalogue import REPORTS
from pmgoals.services.sharing import WORDS

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

Options = list[tuple[str, str, str]]

TOLD = (
    ("exact", "with its numbers"),
    ("percent", "its numbers as the way covered"),
    ("index", "its numbers as an index, 100 at the start"),
    ("bucket", "its numbers to one digit"),
    ("hidden", "without its numbers"),
)
"""How the numbers of a goal are told, with the words for it."""


def share_options(kind: str) -> Options:
    """Return who may read a record of a kind, and for goals and measures how it is told."""
    options: Options = []
    for level in LEVELS:
        who = f"{WORDS[level][0].upper()}{WORDS[level][1:]}"
        if level == "me" or kind not in ("goal", "measure"):
            options.append((level, who, ""))
            continue
        options.append(("", who, ""))
        options += [(f"{level}:{key}", words[0].upper() + words[1:], "") for key, words in TOLD]
    return options


def report_options(planner: Planner, goal: str) -> Options:
    """Return the reports to choose from; that of one goal when a goal is in focus."""
    options = []
    for report in REPORTS.values():
        if report.over == "goal" and not goal:
            continue
        who = "For you" if report.audience == "me" else f"For your {report.audience}"
        options.append((report.key, report.title, f"{who}. {report.about}"))
    return options
