"""Picking from a closed list by what a person types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pmgoals.errors import BadInput
from pmgoals.model.amounts import shown
from pmgoals.nearest import nearest

if TYPE_CHECKING:
    from pmgoals.knowledge import Choice

WORD_ALIKE = 0.75
"""How alike a word is at least to one of several that an entry is called by, 0.0 to 1.0."""


def pick(labels: Mapping[str, str], typed: str, what: str) -> str:
    """Return the key that typed words mean; `labels` are what a person reads, by key.

    The key or the label itself, in any case, else the one entry that begins with the words, else
    the one that holds them. BadInput, naming what there is, when that is none or several.
    """
    words = _plain(typed)
    names = {key: (key.replace("_", " "), label.casefold()) for key, label in labels.items()}
    exact = [key for key, both in names.items() if words in both]
    starts = [key for key, both in names.items() if any(n.startswith(words) for n in both)]
    holds = [key for key, both in names.items() if any(words in n for n in both)]
    found = next((keys for keys in (exact, starts, holds) if keys), []) if words else []
    if len(found) == 1:
        return found[0]
    if found:
        said = f"The {what} “{shown(typed)}” could be several of these."
        raise BadInput(said, f"Use one of: {', '.join(found)}.")
    said = f"The {what} “{shown(typed)}” is none of these." if words else f"The {what} is empty."
    raise BadInput(said, one_of(labels, typed))


def pick_choice(choices: Sequence[Choice], typed: str, what: str) -> str:
    """Return the key of the choice that typed words mean; BadInput as for `pick`."""
    return pick({choice.key: choice.label for choice in choices}, typed, what)


def one_of(labels: Mapping[str, str] | Iterable[str], typed: str) -> str:
    """Return what a message says there is instead of typed words: what is most like them first.

    `labels` are keys, or what a person reads by key.
    """
    known = labels if isinstance(labels, Mapping) else dict.fromkeys(labels, "")
    wanted, forms, words = _plain(typed), dict[str, str](), dict[str, str]()
    for key, label in known.items():
        for form in filter(None, (_plain(key), _plain(label))):
            forms.setdefault(form, key)
            for word in form.split():
                words.setdefault(word, key)
    near = forms.get(nearest(wanted, forms)) or words.get(nearest(wanted, words, WORD_ALIKE))
    rest = ", ".join(key for key in known if key != near)
    return f"Did you mean {near}? Else use one of: {rest}." if near else f"Use one of: {rest}."


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold()
