"""The names of pages: what they are called and what they are, safe on every system."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from pmgoals.reports.documents import name_of

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan

FOLDERS = ("goals", "journal", "reviews")
"""The folders that pages lie in, below the one that is exported to."""

LONGEST = 60
"""The most bytes of a title in a name: with an id and an ending far below what any system takes."""

Names = dict[str, str]
"""Paths of pages below the folder, by the id of their record."""


def names_of(plan: Plan) -> Names:
    """Return where the page of each goal, week and review lies.

    A goal's name ends in its id: two of a title do not clash, and another goal changes nothing.
    """
    goals = {
        goal.id: f"goals/{'-'.join(filter(None, (slug(goal.title), goal.id)))}.md"
        for goal in plan.goals.values()
    }
    weeks = {entry.id: f"journal/{entry.week.lower()}.md" for entry in plan.journal.values()}
    reviews = {review.id: f"reviews/{slug(name_of(review)[:-3])}.md" for review in plan.reviews}
    return goals | weeks | reviews


def slug(title: str) -> str:
    """Return the letters and digits of a title in lower case, hyphens between its words."""
    flat = unicodedata.normalize("NFKC", title).casefold()
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in flat)
    name = "-".join(unicodedata.normalize("NFC", kept).split())
    return name.encode()[:LONGEST].decode(errors="ignore").strip("-")


def link(text: str, to: str, at: str = "") -> str:
    """Return a link with a text that is Markdown already, from the page `at` to the page `to`."""
    up = "../" * at.count("/")
    return f"[{text}]({up}{quote(to)})"
