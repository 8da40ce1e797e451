"""What a sentence is after: its metric, its direction, and whether it names a result or work."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pmgoals import knowledge
from pmgoals.smart.changes import CHANGE_NOUNS, Movement
from pmgoals.smart.metric_phrase import STOPS
from pmgoals.smart.quantities import Quantity
from pmgoals.smart.tokens import Token
from pmgoals.smart.verbs import Verb, compares, comparison, governing

Direction = Literal["increase", "decrease", "reach", "maintain"]
"""Which way a goal goes."""
Outcome = Literal["outcome", "output", "unclear"]
"""A result, a piece of work, or neither."""

_PARTS = frozenset({"and", ","})
_ABOUT_IT = frozenset({"of", "between", "among", "across", "on", "for", "with", "in", "to"})


def metric_words(pieces: list[Token], start: int, end: int) -> str:
    """Return the better direction of the metrics between two tokens; empty without one."""
    words = knowledge.words()
    found = [part for t in pieces[start:end] for part in _parts(t) if part in words.better]
    lower = [t for t in pieces[start:end] if set(_parts(t)) & words.nuisances]
    if not found:
        return ""
    # "Error rate" and "number of bugs": a neutral word takes the side of what it counts.
    neutral = [word for word in found if word in words.neutral]
    if (lower and neutral) or any(words.better[word] == "decrease" for word in found):
        return "decrease"
    return "increase"


def _parts(token: Token) -> list[str]:
    return [token.low, *token.low.split("-")[-1:]] if "-" in token.low else [token.low]


def direction_of(pieces: list[Token], acts: list[Verb], moved: Movement) -> Direction | None:
    """Return which way the sentence wants to go; None when it names no quantity."""
    if moved.baseline is not None and moved.target is not None and moved.baseline != moved.target:
        return "increase" if moved.target > moved.baseline else "decrease"
    if moved.nominal in ("increase", "decrease"):
        if moved.nominal == "increase" and moved.change_at and _worse(pieces, moved):
            return "decrease"
        return "increase" if moved.nominal == "increase" else "decrease"
    main = moved.main
    verb = _verb_of(acts, moved)
    if main and [t.low for t in pieces[max(0, main.first - 2) : main.first]] == ["down", "to"]:
        return "decrease"
    if verb is not None and verb.does("maintain") and (main or not verb.does("output")):
        return "maintain"
    if verb is not None and verb.does("increase", "decrease"):
        return "increase" if verb.does("increase") else "decrease"
    if verb is not None and verb.does("improve"):
        better = metric_words(pieces, verb.index + 1, _phrase_end(pieces, verb.index + 1))
        if better or main:
            lower = better == "decrease" or (main is not None and main.bound == "ceiling")
            return "decrease" if lower else "increase"
    if moved.target is not None:
        return "reach"
    return _compared(pieces, verb) or _named_change(pieces)


def _verb_of(acts: list[Verb], moved: Movement) -> Verb | None:
    """Return the verb that moves the metric: for `by 5 points`, the nearest one of change."""
    main = moved.main
    if main is None:
        return next(iter(acts), None)
    if moved.change_at is main:
        before = [verb for verb in acts if verb.index < main.first]
        changing = (v for v in reversed(before) if v.does("increase", "decrease", "improve"))
        return next(changing, governing(acts, main.first))
    return governing(acts, main.first)


def _compared(pieces: list[Token], verb: Verb | None) -> Direction | None:
    """Return the way of `fewer drop-offs` or `attend more meetups`."""
    if verb is not None and verb.does("learn"):
        return None
    start = verb.index + 1 if verb else 0
    for index in range(start, min(start + 3, len(pieces))):
        if way := comparison(pieces, index):
            return "increase" if way == "increase" else "decrease"
    return None


def _named_change(pieces: list[Token]) -> Direction | None:
    """Return the way of a change that is only named: `technical debt reduction`."""
    way = CHANGE_NOUNS.get(pieces[-1].low) if len(pieces) > 1 else None
    return "increase" if way == "increase" else "decrease" if way else None


def _worse(pieces: list[Token], moved: Movement) -> bool:
    """Return whether an `improvement` is one of a metric where lower is better."""
    after = moved.change_at.last + 1 if moved.change_at else 0
    improved = any(t.low.startswith("improve") for t in pieces[after : after + 2])
    return improved and metric_words(pieces, after + 1, after + 7) == "decrease"


def outcome_of(pieces: list[Token], acts: list[Verb], moved: Movement) -> Outcome:
    """Return whether a result, a piece of work or neither is named."""
    if moved.main or moved.part:
        return _outcome_of_number(pieces, acts, moved)
    if moved.change_kind:
        return "outcome"
    if not acts:
        return _outcome_of_noun(pieces, acts)
    verb = acts[0]
    if verb.does("attain") or (_attained(pieces, acts) and verb.does("reach", "output")):
        return "outcome"
    if verb.does("increase", "decrease"):
        return "outcome"
    end = _phrase_end(pieces, verb.index + 1)
    if verb.does("improve", "reach", "maintain"):
        if verb.does("output") and _one_thing(pieces, verb):
            return "output"  # "hold a conference", "drive an RFC"
        if metric_words(pieces, verb.index + 1, end):
            return "outcome"
        return "output" if _in_place(pieces, verb) else "unclear"
    if verb.does("output"):
        return "unclear" if _soft(pieces, verb.index + 1, end) else "output"
    return "unclear"


def _one_thing(pieces: list[Token], verb: Verb) -> bool:
    """Return whether the object of a verb is one thing: `a conference`."""
    return [t.low for t in pieces[verb.index + 1 : verb.index + 2]] in (["a"], ["an"])


def _outcome_of_number(pieces: list[Token], acts: list[Verb], moved: Movement) -> Outcome:
    """Return what a sentence with a number names: counted work is output, all else a result."""
    main = moved.main
    if main is None or moved.change_kind:
        return "outcome"
    verb = governing(acts, main.first)
    if verb is None:
        if _counts_work(pieces, main) and moved.unit in ("count", "hours", "minutes"):
            return "output"
        counted = moved.unit == "count" and main.first > 0
        known = metric_words(pieces, 0, main.last + 4) or pieces[0].kind != "word"
        passive = any(t.low.endswith("ed") for t in pieces[: main.first])
        sure = known or passive or moved.start_at or main.bound
        return "output" if counted and not sure else "outcome"
    if verb.does("learn") and moved.unit in ("count", "hours", "minutes"):
        return "output" if verb.low.startswith("practi") else "unclear"
    if verb.low in ("have", "has", "having", "average", "averaging") and main.last:
        return "output" if _counts_work(pieces, main) else "outcome"
    if not verb.does("output"):
        return "outcome"
    works = moved.baseline is None or _counts_work(pieces, main)
    if verb.does("attain") or (verb.does("reach") and not _counts_work(pieces, main)):
        works = False
    if verb.does("maintain") and metric_words(pieces, verb.index + 1, main.last + 4):
        works = False
    return "output" if works else "outcome"


def _outcome_of_noun(pieces: list[Token], acts: list[Verb]) -> Outcome:
    """Return what a sentence without a verb or a number names."""
    if _attained(pieces, acts) or _named_change(pieces) or _moves_by_itself(pieces):
        return "outcome"
    if _compared(pieces, None) or compares(pieces, 0):
        return "outcome"
    return "output" if _delivered(pieces) else "unclear"


def _moves_by_itself(pieces: list[Token]) -> bool:
    """Return whether something gets better in the sentence: `a better satisfaction score`."""
    return any(
        compares(pieces, index) and metric_words(pieces, index + 1, index + 4)
        for index in range(len(pieces))
    )


def _counts_work(pieces: list[Token], main: Quantity) -> bool:
    """Return whether what is counted is done, not brought about: `12 interviews`."""
    if main.value == 0:
        return False  # "zero report requests" is a level
    words = knowledge.smells().activities
    near = pieces[main.last + 1 : main.last + 5]
    for token in near:
        if token.low in STOPS and token.low != "of":
            return False
        if token.low in words or token.low in ("times", "hours"):
            return True
    return main.unit == "x" or main.noun in ("of", "hours", "times")


def is_checkable(pieces: list[Token], acts: list[Verb]) -> bool:
    """Return whether anyone could say that the event or the deliverable came about."""
    if _names_attainment(pieces, acts) or _between_levels(pieces, acts):
        return True
    if not acts:
        return _delivered(pieces)
    joined = (
        verb
        for verb in acts[1:2]
        if {t.low for t in pieces[acts[0].index + 1 : verb.index]} <= _JOINING_VERBS
    )  # "study for and pass the exam"
    return any(_is_checkable_act(pieces, verb) for verb in (acts[0], *joined))


def _is_checkable_act(pieces: list[Token], verb: Verb) -> bool:
    """Return whether anyone could say that what a verb says came about."""
    end = _phrase_end(pieces, verb.index + 1)
    if any(compares(pieces, at) for at in range(verb.index + 1, min(verb.index + 3, end))):
        return False
    if verb.does("attain"):
        figures = knowledge.words().figureheads
        return not any(t.low in figures for t in pieces[verb.index + 1 : end])
    if verb.low in ("ensure", "ensuring"):
        return any(t.low in ("all", "every", "each", "can") for t in pieces)
    if verb.low in ("fix", "fixing") and end == len(pieces) == verb.index + 2:
        return False  # "fix onboarding": what would be fixed is not said
    if verb.does("output"):
        bare = verb.low.startswith("spend") and pieces[verb.index + 1 : end] != []
        if bare and pieces[verb.index + 1].low in ("time", "more", "less"):
            return False
        return not _soft(pieces, verb.index + 1, end)
    return _in_place(pieces, verb)


def _between_levels(pieces: list[Token], acts: list[Verb]) -> bool:
    """Return whether it goes from one named level to another: `from weekly to daily`."""
    lows = [t.low for t in pieces]
    if not (acts and acts[0].does("increase", "decrease", "improve", "reach", "attain", "output")):
        return False
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
    if verb.low not in ("have", "has", "having"):
        return False
    end = _phrase_end(pieces, verb.index + 1)
    named = pieces[verb.index + 1 : verb.index + 2]
    before = pieces[verb.index - 1] if verb.index else None
    if before is not None and before.kind == "word" and before.low not in ("to", "and", "will"):
        return bool(named) and not compares(pieces, verb.index + 1)  # "all teams have a guide"
    one = bool(named) and named[0].low in ("a", "an", "one", "every", "all", "our", "the")
    return one and not _soft(pieces, verb.index + 1, end)


def _delivered(pieces: list[Token]) -> bool:
    """Return whether a deliverable or an event is named without a verb: `first deal signed`."""
    words = knowledge.words()
    lows = [t.low for t in pieces]
    if any(low in words.deliverables for low in lows[:4]):
        return True
    if any(a in ("is", "are", "gets") and _participle(b) for a, b in pairwise(lows)):
        return True
    if lows[:1] and lows[0] in ("all", "every", "each") and not _soft(pieces, 0, len(pieces)):
        return True
    ends = [*lows[1:], ""]
    done = any(
        at > 1 and _participle(low) and (not after or after in _BEHIND_DONE)
        for at, (low, after) in enumerate(zip(lows, ends, strict=False))
    )
    return done or (bool(_RHYTHMS.intersection(lows)) and not compares(pieces, 0))


_JOINING_VERBS = frozenset({"for", "and", "to", "on", "up", "with", "then", "&", "/"})
_RHYTHMS = frozenset({"daily", "weekly", "monthly", "quarterly", "biweekly", "bi-weekly"})
_BEHIND_DONE = frozenset({
    "(", ".", ",", ";", "by", "in", "on", "as", "before", "for", "to", "at", "within", "and",
})  # fmt: skip


def _participle(low: str) -> bool:
    return low in knowledge.words().participles or (len(low) > 4 and low.endswith("ed"))


def _attained(pieces: list[Token], acts: list[Verb]) -> bool:
    """Return whether a promotion, an exam or the like is the object of the sentence."""
    attained, verbs = knowledge.words().attained, {verb.index for verb in acts}
    return any(t.low in attained for at, t in enumerate(pieces[:9]) if at not in verbs)


def _names_attainment(pieces: list[Token], acts: list[Verb]) -> bool:
    """Return whether the sentence attains something and does not only work towards it."""
    return _attained(pieces, acts) and not (
        acts and acts[0].does("improve", "learn", "increase", "decrease")
    )


def _soft(pieces: list[Token], start: int, end: int) -> bool:
    """Return whether the phrase's head is soft: `PM skills` is, `a skills matrix` is not."""
    soft = knowledge.words().soft
    for token, after in pairwise([*pieces[start:end], None]):
        if token is None or not (after is None or after.low in _PARTS or after.low in _ABOUT_IT):
            continue
        if token.low in soft:
            return True
        if after is not None and after.low in _ABOUT_IT:
            return False  # "a map of skills" is a map
    return False


def _phrase_end(pieces: list[Token], start: int) -> int:
    """Return the index behind the noun phrase that begins at the index."""
    end = start
    while end < len(pieces) and (pieces[end].low not in STOPS or pieces[end].low in ("of", "and")):
        end += 1
    return end
