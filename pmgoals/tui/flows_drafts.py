"""Drafts that wait: going on with one, throwing one away, or starting anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.model.amounts import shown
from pmgoals.tui.modals.choose import DROP, ChooseModal

if TYPE_CHECKING:
    from pmgoals.tui.plan_screen import PlanScreen

NEW = "new"
"""Key of what starts anew."""


async def go_on(screen: PlanScreen) -> None:
    """Offer the drafts that wait and a new goal, until one is opened or the list is left.

    For workers.
    """
    pm, shelf = screen.pm, screen.planner.draft_shelf
    while drafts := {draft.id: draft for draft in shelf.all()}:
        options = [
            (d.id, d.title or "Untitled draft", "a change begun" if d.goal else "go on")
            for d in drafts.values()
        ]
        options.append((NEW, "A new goal", ""))
        key = await pm.shown(ChooseModal("Go on, or start", options, drops=drafts.keys()))
        if key is None:
            return
        if not key.startswith(DROP):
            pm.open_draft("" if key == NEW else key)
            return
        own = key.removeprefix(DROP)
        name = shown(drafts[own].title or "Untitled draft")
        remark = "the goal stays as it is" if drafts[own].goal else "this cannot be undone"
        if await screen.sure(f"Throw “{name}” away?", "Throw it away", remark):
            shelf.discard(own)
            pm.plan_changed()
            pm.tell(f"Threw away the draft “{name}”.")
            if len(drafts) == 1:
                return  # nothing waits any more: what was wanted is done
    pm.open_draft()
