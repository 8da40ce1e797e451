"""What a sentence is after: a result or a piece of work, and whether anyone can check it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from pmgoals import knowledge
from pmgoals.smart.changes import Movement
from pmgoals.smart.direction import better_way, compared_way, named_change
from pmgoals.smart.metric_phrase import phrase_end
from pmgoals.smart.quantities import Quantity
from pmgoals.smart.tokens import Token, low_at
from pmgoals.smart.verbs import Verb, compares, governing, is_participle

Outcome = Literal["outcome", "output", "unclear"]
"""A result, a piece of work, or neither."""

_NEAR = 9
_WORKED = ("count", "hours", "minutes")
_TALLIED = ("times", "hours")


def outcome_of(pieces: list[Token], acts: list[Verb], moved: Movement) -> Outcome:
    """Return whether a result, a piece of work or neither is named."""
    if moved.change_kind:
        return "outcome"
    if moved.main:
        verb = governing(acts, moved.main.first)
        if verb is None:
            return _outcome_of_count(pieces, moved, moved.main)
        return _outcome_of_number(pieces, verb, moved, moved.main)
    if moved.part:
        return "outcome"
    return _outcome_of_verb(pieces, acts) if acts else _outcome_of_noun(pieces)


def _outcome_of_verb(pieces: list[Token], acts: list[Verb]) -> Outcome:
    """Return what a sentence without a number names by its first verb."""
    verb = acts[0]
    if verb.does("attain", "increase", "decrease"):
        return "outcome"
    if verb.does("reach", "output") and _attained(pieces, acts):
        return "outcome"
    start, end = verb.index + 1, phrase_end(pieces, verb.index + 1)
    if verb.does("improve", "reach", "maintain"):
        if verb.does("output") and low_at(pieces, start) in ("a", "an"):
            return "output"  # "hold a conference", "drive an RFC"
        if better_way(pieces, start, end):
            return "outcome"
        return "output" if _in_place(pieces, verb) else "unclear"
    return "output" if verb.does("output") and not _soft(pieces, start, end) else "unclear"


def _outcome_of_count(pieces: list[Token], moved: Movement, main: Quantity) -> Outcome:
    """Return what a number without a verb names: counted things are output, metrics a result."""
    if moved.unit in _WORKED and _counts_work(pieces, main):
        return "output"
    if moved.unit != "count" or main.first == 0 or moved.start_at or main.bound:
        return "outcome"
    passive = any(t.low.endswith("ed") for t in pieces[: main.first])
    known = passive or better_way(pieces, 0, main.last + 4) or pieces[0].kind != "word"
    return "outcome" if known else "output"


def _outcome_of_number(pieces: list[Token], verb: Verb, moved: Movement, main: Quantity) -> Outcome:
    """Return what a verb with a number names: counted work is output, all else a result."""
    words = knowledge.grammar().aiming
    if verb.does("learn") and moved.unit in _WORKED:
        return "output" if verb.low in words.trying else "unclear"
    if verb.low in words.having:
        return "output" if _counts_work(pieces, main) else "outcome"
    if not verb.does("output") or verb.does("attain"):
        return "outcome"
    if verb.does("maintain") and better_way(pieces, verb.index + 1, main.last + 4):
        return "outcome"
    obtained = verb.does("reach") or moved.baseline is not None
    return "outcome" if obtained and not _counts_work(pieces, main) else "output"


def _outcome_of_noun(pieces: list[Token]) -> Outcome:
    """Return what a sentence without a verb or a number names."""
    if _attained(pieces) or named_change(pieces) or _moves_by_itself(pieces):
        return "outcome"
    if compared_way(pieces, None) or compares(pieces, 0):
        return "outcome"
    return "output" if _delivered(pieces) else "unclear"


def _moves_by_itself(pieces: list[Token]) -> bool:
    """Return whether something gets better in the sentence: `a better satisfaction score`."""
    return any(
        compares(pieces, index) and better_way(pieces, index + 1, index + 4)
        for index in range(len(pieces))
    )


def _counts_work(pieces: list[Token], main: Quantity) -> bool:
    """Return whether what is counted is done, not brought about: `12 interviews`."""
    if main.value == 0:
        return False  # "zero report requests" is a level
    stops, activities = knowledge.grammar().naming.stops, knowledge.smells().activities
    for token in pieces[main.last + 1 : main.last + 5]:
        if token.low in stops and token.low != "of":
            return False
        if token.low in activities or token.low in _TALLIED:
            return True
    return main.unit == "x" or main.noun == "of"


def is_checkable(pieces: list[Token], acts: list[Verb]) -> bool:
    """Return whether anyone could say that the event or the deliverable came about."""
    if _names_attainment(pieces, acts) or _between_levels(pieces, acts):
        return True
    if not acts:
        return _delivered(pieces)
    between = pieces[acts[0].index + 1 : acts[1].index] if acts[1:] else []
    sharing = all(t.low in knowledge.grammar().aiming.sharing for t in between)
    # "study for and pass the exam": both verbs have one object
    return any(_is_checkable_act(pieces, verb) for verb in acts[: 2 if sharing else 1])


def _is_checkable_act(pieces: list[Token], verb: Verb) -> bool:
    """Return whether anyone could say that what a verb says came about."""
    words = knowledge.grammar().aiming
    start, end = verb.index + 1, phrase_end(pieces, verb.index + 1)
    if any(compares(pieces, at) for at in range(start, min(start + 2, end))):
        return False
    if verb.does("attain"):
        return all(t.low not in knowledge.words().figureheads for t in pieces[start:end])
    if verb.low in words.assuring:
        return any(t.low in words.whole for t in pieces)
    if verb.does("output"):
        return not (_says_too_little(pieces, verb, end) or _soft(pieces, start, end))
    return _in_place(pieces, verb)


def _says_too_little(pieces: list[Token], verb: Verb, end: int) -> bool:
    """Return whether work has no end: `fix onboarding`, `spend time with users`."""
    words, start = knowledge.grammar().aiming, verb.index + 1
    if verb.low in words.mending:
        return end == len(pieces) == start + 1
    return verb.low in words.giving and start < end and pieces[start].low in words.given


def _between_levels(pieces: list[Token], acts: list[Verb]) -> bool:
    """Return whether it goes from one named level to another: `from weekly to daily`."""
    if not (acts and (acts[0].changes or acts[0].does("reach", "attain", "output"))):
        return False
    lows = [t.low for t in pieces]
    for at, low in enumerate(lows[:-3]):
        if low == "from" and "to" in lows[at + 2 : at + 4]:
            to = lows.index("to", at + 2)
            return to + 1 < len(lows) and _is_level(lows[at + 1]) and _is_level(lows[to + 1])
    return False


def _is_level(low: str) -> bool:
    """Return whether a word names a step of a scale: `weekly`, `B1`, `competent`."""
    return low.endswith("ly") or low[-1:].isdigit() or low in knowledge.words().comparatives


def _in_place(pieces: list[Token], verb: Verb) -> bool:
    """Return whether there is to be one thing that anyone can look for: `have a checklist`."""
    words, start = knowledge.grammar().aiming, verb.index + 1
    if verb.low not in words.keeping:
        return False
    before = pieces[verb.index - 1] if verb.index else None
    if before is not None and before.kind == "word" and before.low not in ("to", "and", "will"):
        return start < len(pieces) and not compares(pieces, start)  # "all teams have a guide"
    return low_at(pieces, start) in words.one and not _soft(
        pieces, start, phrase_end(pieces, start)
    )


def _delivered(pieces: list[Token]) -> bool:
    """Return whether a deliverable or an event is named without a verb: `first deal signed`."""
    lows = [t.low for t in pieces]
    if any(low in knowledge.words().deliverables for low in lows[:4]) or _is_done(lows):
        return True
    if lows[:1] and lows[0] in ("all", "every", "each") and not _soft(pieces, 0, len(pieces)):
        return True
    rhythms = knowledge.grammar().aiming.rhythms
    return not rhythms.isdisjoint(lows) and not compares(pieces, 0)


def _is_done(lows: list[str]) -> bool:
    """Return whether a participle says what is done: `the deck is sent`, `first deal signed`."""
    words = knowledge.grammar().aiming
    if any(low in words.states and is_participle(after) for low, after in pairwise(lows)):
        return True
    ends = pairwise([*lows[2:], ""])
    return any(is_participle(low) and (not end or end in words.behind_done) for low, end in ends)


def _attained(pieces: list[Token], acts: Sequence[Verb] = ()) -> bool:
    """Return whether a promotion, an exam or the like is the object of the sentence."""
    attained, verbs = knowledge.words().attained, {verb.index for verb in acts}
    near = [token.low for token in pieces[:_NEAR]]
    if any(low in attained for at, low in enumerate(near) if at not in verbs):
        return True
    if any(f"{low} {after}" in attained for low, after in pairwise(near)):
        return True
    return bool(acts) and _reaches_a_first(pieces, acts[0])


def _reaches_a_first(pieces: list[Token], verb: Verb) -> bool:
    """Return whether the first of something is got, not made: `earn my first dollar`."""
    near = [t.low for t in pieces[verb.index + 1 : verb.index + 3]]
    return verb.does("reach") and not verb.does("output") and "first" in near


def _names_attainment(pieces: list[Token], acts: list[Verb]) -> bool:
    """Return whether the sentence attains something and does not only work towards it."""
    working = acts and (acts[0].changes or acts[0].does("learn"))
    return not working and _attained(pieces, acts)


def _soft(pieces: list[Token], start: int, end: int) -> bool:
    """Return whether the phrase's head is soft: `PM skills` is, `a skills matrix` is not."""
    soft, words = knowledge.words().soft, knowledge.grammar().aiming
    for token, after in pairwise([*pieces[start:end], None]):
        described = after is not None and after.low in words.about
        if token is None or not (after is None or described or after.low in words.parts):
            continue
        if token.low in soft:
            return True
        if described:
            return False  # "a map of skills" is a map
    return False
