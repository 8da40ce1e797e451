"""What every service stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.errors import BadInput

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

LABEL_LETTERS = 48
"""Longest title shown in a history label."""


class Service:
    """One group of use cases, working on the planner's plan."""

    def __init__(self, planner: Planner) -> None:
        self._planner = planner


def needed(text: str, what: str, example: str, *, field: str = "title") -> str:
    """Return text without surrounding space. BadInput when nothing is left of it."""
    kept = text.strip()
    if not kept:
        said = f"{what} is empty; nothing was saved."
        raise BadInput(said, f"Write it like: {example}", field=field)
    return kept


def quoted(title: str) -> str:
    """Return a title as history labels show it."""
    flat = " ".join(title.split())
    return f"“{flat[: LABEL_LETTERS - 1]}…”" if len(flat) > LABEL_LETTERS else f"“{flat}”"
