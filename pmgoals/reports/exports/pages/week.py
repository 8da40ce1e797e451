"""The page of a week of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.model.calendar import Week, say_date
from pmgoals.reports.documents.markdown import heading, items, joined, own, plain
from pmgoals.reports.exports.pages.mark import marked
from pmgoals.services.journal import items_of

if TYPE_CHECKING:
    from pmgoals.model.journal import JournalEntry
    from pmgoals.services.planner import Planner


def week_page(planner: Planner, entry: JournalEntry) -> str:
    """Return a week's answers, what became of what was promised for it, and its text."""
    week = Week.parse(entry.week)
    asked = {prompt.id: prompt.ask for prompt in planner.journal.prompts()}
    marks = [f"{plain(text)}: {kept}" for text, kept in entry.kept.items()]
    if entry.intention_kept:
        marks.append(f"What was to change: {entry.intention_kept}")
    said = [f"{say_date(week.monday)} to {say_date(week.sunday)}"]
    said += ["written late"] if entry.late else []
    said += ["passed over on purpose"] if entry.rest else []
    parts = [
        heading(entry.week, 1),
        " · ".join(said),
        f"Tags: {plain(', '.join(entry.tags))}" if entry.tags else "",
    ]
    for key in [
        *(key for key in asked if key in entry.answers),
        *sorted(entry.answers.keys() - asked),
    ]:
        parts += [heading(asked.get(key, key)), items(map(plain, items_of(entry.answers[key])))]
    if marks:
        parts += [heading("What had been promised"), items(marks)]
    if entry.text.strip():
        parts += [heading("In own words"), own(entry.text)]
    return marked(f"week {week}", joined(parts))
