"""Whether a sentence joins several goals, and where the second one stands."""

from __future__ import annotations

from pmgoals import knowledge
from pmgoals.smart.changes import Movement
from pmgoals.smart.quantities import Quantity
from pmgoals.smart.tokens import Token
from pmgoals.smart.verbs import Verb, governing

LONGEST_CLAUSE = 40
"""Words within which a clause finds what joins it."""


def second_goal(
    pieces: list[Token], amounts: list[Quantity], acts: list[Verb], moved: Movement
) -> tuple[int, int] | None:
    """Return where a second goal with a number of its own stands, as offsets; None without one.

    Means (`by calling 20 users`), what must not suffer (`while keeping 95 %`) and remarks in
    brackets belong to the first.
    """
    own = [q for q in (moved.start_at, moved.end_at, moved.change_at) if q]
    if not own:
        return None
    first, behind = min(q.first for q in own), max(q.last for q in own) + 1
    inside = _bracketed(pieces)
    others = [q for q in amounts if q not in own and q.first not in inside]
    for amount in others:
        if amount.first < behind:
            before = _before(pieces, amount, acts, first, inside)
            if before is not None:
                end = _clause_end(pieces, behind, inside)
                return pieces[before].start, pieces[end - 1].end
    way = _the_way_there(pieces, behind)
    for amount in others:
        if behind <= amount.first <= way:
            joined = _joiner(pieces, behind, amount.first, inside)
            if joined is not None and _stands_alone(pieces, amount, acts, joined):
                end = _clause_end(pieces, amount.last + 1, inside)
                return pieces[joined].start, pieces[end - 1].end
    return None


def _before(
    pieces: list[Token], amount: Quantity, acts: list[Verb], first: int, inside: set[int]
) -> int | None:
    """Return where the goal with the movement begins, when another with a number stands before."""
    verb, moving = governing(acts, amount.first), governing(acts, first)
    if verb is None or moving is None or verb.index >= moving.index:
        return None
    if _is_means(pieces, acts, verb) or _is_means(pieces, acts, moving):
        return None
    joined, joiners = moving.index - 1, knowledge.grammar().joining.joiners
    parted = joined > amount.last and pieces[joined].low in joiners and joined not in inside
    return joined if parted else None


def _joiner(pieces: list[Token], start: int, end: int, inside: set[int]) -> int | None:
    """Return the index of the last word that joins a clause; None without one."""
    words = knowledge.grammar().joining
    for index in range(end - 1, max(start, end - LONGEST_CLAUSE) - 1, -1):
        if pieces[index].low in words.guarding:
            return None
        if pieces[index].low in words.joiners and index not in inside:
            return index
    return None


def _stands_alone(pieces: list[Token], amount: Quantity, acts: list[Verb], joined: int) -> bool:
    """Return whether the number behind the joiner is one to reach, not a detail of the first."""
    verb = governing(acts, amount.first)
    if verb is not None and _is_means(pieces, acts, verb):
        return False
    own_verb = verb is not None and verb.index > joined
    words = knowledge.grammar().joining
    return pieces[amount.first - 1].low not in (words.within if own_verb else words.limiting)


def _the_way_there(pieces: list[Token], start: int) -> int:
    """Return where the words begin to say how: `by calling 20 accounts and asking 30`."""
    ways = knowledge.grammar().joining.ways
    for at in range(start, len(pieces) - 1):
        if pieces[at].low in ways and pieces[at + 1].low.endswith("ing"):
            return at
    return len(pieces)


def _is_means(pieces: list[Token], acts: list[Verb], verb: Verb) -> bool:
    """Return whether a verb names the way there, alone or in a row: `by asking and answering`."""
    if verb.means:
        return True
    before = pieces[verb.index - 1].low if verb.index else ""
    earlier = [v for v in acts if v.index < verb.index]
    row = verb.low.endswith("ing") and before in ("and", ",")
    return bool(row and earlier and _is_means(pieces, acts, earlier[-1]))


def _bracketed(pieces: list[Token]) -> set[int]:
    """Return the indexes of what stands in brackets."""
    found: set[int] = set()
    depth = 0
    for index, token in enumerate(pieces):
        depth += (token.text in "([") - (token.text in ")]" and depth > 0)
        if depth or token.text in ")]":
            found.add(index)
    return found


def _clause_end(pieces: list[Token], start: int, inside: set[int]) -> int:
    """Return the index behind the clause that holds the token before `start`."""
    for index in range(start, len(pieces)):
        if pieces[index].low in (";", ",", "and", "&") and index not in inside:
            return index
    return len(pieces)
