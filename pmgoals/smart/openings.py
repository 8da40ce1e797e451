"""Words before a goal that say only that somebody wants it: `I want to`, `our goal is to`."""

from __future__ import annotations

from collections.abc import Sequence

from pmgoals import knowledge
from pmgoals.smart.tokens import Token, low_at


def opening(pieces: Sequence[Token]) -> int:
    """Return how many pieces at the beginning are no part of the goal; 0 for a bare one."""
    words = knowledge.grammar().opening
    end = _named(pieces)
    end += _wished(pieces[end:])
    if end and " ".join(t.low for t in pieces[end : end + 3]) in words.able:
        end += 3
    return end if end < len(pieces) else 0


def _wished(pieces: Sequence[Token]) -> int:
    """Return the index behind `I want to`, `we will`, `I'd like to`; 0 without them."""
    words = knowledge.grammar().opening
    who, _, rest = low_at(pieces, 0).partition("'")
    if who not in words.who:
        return 0
    for phrase in words.wishing:
        wished = phrase.split()
        said = [f"'{rest}"] if rest else []
        said += [t.low for t in pieces[1 : 1 + len(wished) - len(said)]]
        if said == wished:
            return len(wished) + (0 if rest else 1)
    return 0


def _named(pieces: Sequence[Token]) -> int:
    """Return the index behind `my goal is to`, `our aim for this year is`; 0 without it."""
    words = knowledge.grammar().opening
    if low_at(pieces, 0) in words.goals and low_at(pieces, 1) == ":":
        return 2
    if low_at(pieces, 0) not in words.whose or low_at(pieces, 1) not in words.goals:
        return 0
    at = 2
    if low_at(pieces, at) in words.spans:  # "my goal for next quarter is to"
        at = next((i for i in range(at, at + words.longest) if low_at(pieces, i) == "is"), at)
    if low_at(pieces, at) != "is":
        return 0
    return at + 1 + (low_at(pieces, at + 1) in words.then)
