"""Goals committed the way a person commits them, and plans held side by side."""

from __future__ import annotations

import copy
from typing import Any

from pmgoals.model.draft import Draft, with_text
from pmgoals.model.goal import Goal
from pmgoals.services.planner import Planner

STRONG = {
    "title": "Raise first-week setup",
    "why": "New teams give up before they see any value",
    "due": "30 Jun 2027",
    "next_action": "Invite five admins",
    "measures.0.name": "setup rate",
    "measures.0.definition": "import done within 7 days",
    "measures.0.baseline": "48 %",
    "measures.0.target": "65",
}
"""What is typed into the places of a draft that can be committed."""

HOSTILE = "[/x] [@click=app.quit]now[/] \x1b[2J {0} %s \u202e“ \N{BOMB}"
"""A title that markup, a terminal or a format string would act on."""


def draft_of(planner: Planner, **places: str) -> Draft:
    """Return a new draft of the strong goal; `measures__1__name` is the place of that name."""
    draft = planner.drafts.begin()
    for place, text in (STRONG | places).items():
        draft = with_text(draft, place.replace("__", "."), text)
    return draft


def commit(planner: Planner, **places: str) -> Goal:
    return planner.drafts.commit(draft_of(planner, **places))


def tables_of(planner: Planner) -> dict[str, Any]:
    """Return the documents of a plan as they stand on disk, empty tables left out."""
    return copy.deepcopy({name: kept for name, kept in planner.plan._tables.items() if kept})


def steps_of(planner: Planner) -> int:
    """Return how many steps the history keeps."""
    return len(planner.store.steps())
