"""Picking from a closed list by what a person types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmgoals.errors import BadInput
from pmgoals.knowledge import Choice
from pmgoals.model.amounts import shown


def pick(labels: Mapping[str, str], typed: str, what: str) -> str:
    """Return the key that typed words mean; `labels` are what a person reads, by key.

    The key or the label itself, in any case, else the one entry that begins with the words, else
    the one that holds them. BadInput, naming what there is, when that is none or several.
    """
    words = " ".join(typed.replace("_", " ").split()).casefold()
    if not words:
        raise BadInput(f"The {what} is empty.", f"Use one of: {', '.join(labels)}.")
    names = {key: (key.replace("_", " "), label.casefold()) for key, label in labels.items()}
    exact = [key for key, both in names.items() if words in both]
    starts = [key for key, both in names.items() if any(n.startswith(words) for n in both)]
    holds = [key for key, both in names.items() if any(words in n for n in both)]
    found = next((keys for keys in (exact, starts, holds) if keys), [])
    if len(found) == 1:
        return found[0]
    why = "could be several of these" if found else "is none of these"
    raise BadInput(
        f"The {what} “{shown(typed)}” {why}.", f"Use one of: {', '.join(found or labels)}."
    )


def pick_choice(choices: Sequence[Choice], typed: str, what: str) -> str:
    """Return the key of the choice that typed words mean; BadInput as for `pick`."""
    return pick({choice.key: choice.label for choice in choices}, typed, what)
