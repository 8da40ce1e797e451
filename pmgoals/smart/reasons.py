"""The reason that a sentence gives for its goal: `... so that shops stay`."""

from __future__ import annotations

from pmgoals import knowledge
from pmgoals.smart.changes import Movement
from pmgoals.smart.deadlines import Deadline
from pmgoals.smart.tokens import Token, low_at

WITHIN = 4
"""Words behind a bare `so` among which `can` makes it lead to a reason."""

FEWEST_WORDS = 2
"""Words without which nothing is said: `because of it` is no reason."""

_ENDS = (".", ";", "(", "!")


def reason_of(pieces: list[Token], due: Deadline | None, moved: Movement) -> tuple[int, int] | None:
    """Return where the reason stands, as offsets without the words that lead to it; else None.

    A deadline at its end belongs to the goal: `so that shops stay by March`. What holds the
    movement is the goal itself: `rework the page so that sign-ups reach 40 %`.
    """
    start, fewest = _behind_lead(pieces), FEWEST_WORDS
    if start is None:
        start, fewest = _purpose(pieces, due, moved), FEWEST_WORDS + 1  # with its `to`
    if start is None or (moved.main is not None and moved.main.first >= start):
        return None
    end = next((at for at in range(start, len(pieces)) if pieces[at].text in _ENDS), len(pieces))
    while end > start and (pieces[end - 1].kind == "mark" or _is_of(due, pieces[end - 1])):
        end -= 1
    if sum(piece.kind == "word" for piece in pieces[start:end]) < fewest:
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
        behind = {low_at(pieces, at + n) for n in range(2, 2 + WITHIN)}
        if bare and (low_at(pieces, at + 1) in words.so or behind & words.can):
            return at + 1
    return None


def _purpose(pieces: list[Token], due: Deadline | None, moved: Movement) -> int | None:
    """Return the index of the `to` that says what a movement is for, right behind its numbers.

    `from 2 to 4 a week to shorten the wait` has one; what is counted does not: `ten customers to
    renew`. Between the two only a rate and a deadline may stand.
    """
    words, main = knowledge.grammar().reasoning, moved.main
    if main is None or not (moved.change_at or moved.start_at):
        return None
    at = max(each.last for each in (moved.start_at, moved.end_at, moved.change_at) if each) + 1
    while at < len(pieces) and low_at(pieces, at) != "to":
        rate = low_at(pieces, at) in words.rates and low_at(pieces, at + 1) in words.periods
        passed = pieces[at].text == "," or _is_of(due, pieces[at])
        if not (rate or passed or low_at(pieces, at) in words.periods):
            return None
        at += 2 if rate else 1
    act = pieces[at + 1] if at + 1 < len(pieces) else None
    return at if act and act.kind == "word" and act.low not in words.no_acts else None


def _is_of(due: Deadline | None, piece: Token) -> bool:
    return due is not None and due.start <= piece.start < due.end
