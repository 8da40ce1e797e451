"""The reason that a sentence gives for its goal: `... so that shops stay`."""

from __future__ import annotations

from pmgoals import knowledge
from pmgoals.smart.changes import Movement
from pmgoals.smart.deadlines import Deadline
from pmgoals.smart.tokens import Token, low_at

FEWEST_WORDS = 2
"""Words without which nothing is said: `because of it` is no reason."""

_ENDS = (".", ";", "(", "!")


def reason_of(pieces: list[Token], due: Deadline | None, moved: Movement) -> tuple[int, int] | None:
    """Return where the reason stands, as offsets without the words that lead to it; else None.

    A deadline at its end belongs to the goal: `so that shops stay by March`. What holds the
    movement is the goal itself: `rework the page so that sign-ups reach 40 %`.
    """
    start = _behind_lead(pieces)
    if start is None or (moved.main is not None and moved.main.first >= start):
        return None
    end = next((at for at in range(start, len(pieces)) if pieces[at].text in _ENDS), len(pieces))
    while end > start and (pieces[end - 1].kind == "mark" or _is_of(due, pieces[end - 1])):
        end -= 1
    if sum(piece.kind == "word" for piece in pieces[start:end]) < FEWEST_WORDS:
        return None
    return pieces[start].start, pieces[end - 1].end


def _behind_lead(pieces: list[Token]) -> int | None:
    """Return the index behind the first words that lead to a reason; None without them."""
    words = knowledge.grammar().reasoning
    for at in range(1, len(pieces)):
        for lead in words.leads:
            parts = lead.split()
            if [t.low for t in pieces[at : at + len(parts)]] == parts:
                return at + len(parts)
        bare = pieces[at].low == "so" and low_at(pieces, at - 1) != "and"
        if bare and low_at(pieces, at + 1) in words.so:
            return at + 1
    return None


def _is_of(due: Deadline | None, piece: Token) -> bool:
    return due is not None and due.start <= piece.start < due.end
