"""Choosing who may read something, and what is written for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.model.audience import LEVELS
from pmgoals.reports.catalogue import REPORTS
from pmgoals.services.names import find_any
from pmgoals.services.service import quoted
from pmgoals.services.sharing import READERS, called, read_choice
from pmgoals.services.trash import word_for

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner
    from pmgoals.tui.asking import Asking

Options = list[tuple[str, str, str]]

TOLD = (
    ("exact", "with its numbers"),
    ("percent", "its numbers as the way covered"),
    ("index", "its numbers as an index, 100 at the start"),
    ("bucket", "its numbers to one digit"),
    ("hidden", "without its numbers"),
)
"""How the numbers of a goal are told, with the words for it."""


async def share_record(screen: Asking, own_id: str) -> None:
    """Ask who may read a record, and let them. For workers."""
    planner = screen.planner
    record = find_any(planner.plan, own_id)
    options = share_options(word_for(record))
    now = next((key for key, _, _ in options if key.partition(":")[0] == record.privacy), "")
    told = {key: read_of(word_for(record), key) for key, _, _ in options if key}
    name = called(record)
    choice = await screen.choose(f"Who may read {quoted(name)}", options, now, told)
    if not choice:
        return
    level, numbers = read_choice(choice)
    before = planner.plan.generation
    shared = screen.attempt(lambda: planner.sharing.share(own_id, level, numbers))
    if shared is not None:
        said = planner.sharing.said(shared, numbers)
        same = planner.plan.generation == before
        screen.pm.tell(f"{said} already." if same else f"{said}. u takes it back.")


READ = {
    "goal": "its title, why, problem, obstacle, needs, next step, milestones and status; not your "
    "notes",
    "measure": "its name, definition, source and values",
    "check-in": "its confidence, note, what it was stuck on and the next step",
    "journal entry": "all that is written in that week",
    "review": "your answers, the grades and what was decided, of goals they may read of",
    "evidence": "its title, text, link and day",
    "learning activity": "its title, what stays from it, where it was used, its minutes and day",
    "theme": "its title and what it says",
}
"""What a reader gets to read of a record that is shared, by its kind."""


def read_of(kind: str, choice: str) -> str:
    """Return what is read of a record of a kind, once it is shared so."""
    level, numbers = read_choice(choice)
    if level == "me":
        return "Nobody else reads any of it."
    told = f"They then read {READ[kind]}." if kind in READ else ""
    if numbers is False and kind == "goal":
        told += " Way, grade and numbers are hushed."
    return told


def share_options(kind: str) -> Options:
    """Return who may read a record of a kind, and for goals and measures how it is told."""
    options: Options = []
    for level in LEVELS:
        who = f"{READERS[level][0].upper()}{READERS[level][1:]}"
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
