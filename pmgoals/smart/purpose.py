"""What a sentence is after: its metric, its direction, and whether it names a result or work."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pmgoals import knowledge
from pmgoals.smart.movement import Movement
from pmgoals.smart.tokens import Token
from pmgoals.smart.verbs import Verb, governing

Direction = Literal["increase", "decrease", "reach", "maintain"]
"""Which way a goal goes."""
Outcome = Literal["outcome", "output", "unclear"]
"""A result, a piece of work, or neither."""

_STOPS = frozenset({
    "from", "to", "by", "with", "through", "within", "while", "so", "≥", ">=", "<", ">", "≤", "<=",
    "is", "are", "and", "before", "until", "via", "(", ")", ",", ";", ".", "at", "for", "of", "→",
    "above", "below", "under", "over", "than",
})  # fmt: skip
_ARTICLES = frozenset({"the", "our", "my", "a", "an", "their", "your", "its", "average", "all"})
_LEADS = _ARTICLES | {"of", "into", "that", "to", "in", "per"}
_PARTS = frozenset({"of", "and", ",", "between", "among", "across"})
_LEVELS = frozenset({
    "under", "at", "over", "above", "below", "less", "more", "reach", "within", "about", "around",
    "no", "fewer", "up",
})  # fmt: skip
_TAILS = frozenset({"of", "in", "down", "up", "into", "on", "more", "only", "that"})
_ACTING = ("increase", "decrease", "improve")


def way_of(verb: Verb) -> str:
    """Return the first class of a verb, `none` for one that only names a way to learn."""
    return "none" if verb.does("learn") else verb.classes[0]


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
    verb = governing(acts, main.first) if main else next(iter(acts), None)
    if main and [t.low for t in pieces[max(0, main.first - 2) : main.first]] == ["down", "to"]:
        return "decrease"
    if verb is None:
        return "reach" if moved.target is not None else None
    if verb.does("maintain"):
        return "maintain"
    if verb.does("increase", "decrease"):
        return "increase" if verb.does("increase") else "decrease"
    if verb.does("improve"):
        better = metric_words(pieces, verb.index + 1, _phrase_end(pieces, verb.index + 1))
        if better or main:
            lower = better == "decrease" or (main is not None and main.bound == "ceiling")
            return "decrease" if lower else "increase"
    return "reach" if moved.target is not None else None


def _worse(pieces: list[Token], moved: Movement) -> bool:
    """Return whether an `improvement` is one of a metric where lower is better."""
    after = moved.change_at.last + 1 if moved.change_at else 0
    improved = any(t.low.startswith("improve") for t in pieces[after : after + 2])
    return improved and metric_words(pieces, after + 1, after + 7) == "decrease"


def outcome_of(pieces: list[Token], acts: list[Verb], moved: Movement) -> Outcome:
    """Return whether a result, a piece of work or neither is named."""
    main = moved.main
    if main:
        verb = governing(acts, main.first)
        if verb and verb.does("output") and not moved.change_kind and moved.baseline is None:
            return "output"
        counted = moved.unit == "count" and verb is None and main.first > 0
        known = metric_words(pieces, 0, main.last + 4) or pieces[0].kind != "word"
        passive = any(t.low.endswith("ed") for t in pieces[: main.first])
        return "output" if counted and not (known or passive or moved.start_at) else "outcome"
    if moved.change_kind:
        return "outcome"
    if not acts:
        return "outcome" if _attained(pieces) else "unclear"
    verb = acts[0]
    if verb.does("attain") or (_attained(pieces) and verb.does("reach", "output")):
        return "outcome"
    if verb.does("increase", "decrease"):
        return "outcome"
    end = _phrase_end(pieces, verb.index + 1)
    if verb.does("improve", "reach", "maintain"):
        known = metric_words(pieces, verb.index + 1, end)
        return "outcome" if known else "unclear"
    if verb.does("output"):
        return "unclear" if _soft(pieces, verb.index + 1, end) else "output"
    return "unclear"


def is_checkable(pieces: list[Token], acts: list[Verb]) -> bool:
    """Return whether anyone could say that the event or the deliverable came about."""
    if _names_attainment(pieces, acts):
        return True
    if not acts:
        return False
    verb = acts[0]
    if verb.does("attain"):
        return True
    end = _phrase_end(pieces, verb.index + 1)
    if verb.low in ("ensure", "ensuring"):
        return any(t.low in ("all", "every", "each", "can") for t in pieces)
    return verb.does("output") and not _soft(pieces, verb.index + 1, end)


def _attained(pieces: list[Token]) -> bool:
    """Return whether a promotion, an exam or the like is the object of the sentence."""
    attained = knowledge.words().attained
    return any(t.low in attained for t in pieces[:9])


def _names_attainment(pieces: list[Token], acts: list[Verb]) -> bool:
    """Return whether the sentence attains something and does not only work towards it."""
    return _attained(pieces) and not (acts and acts[0].does("improve", "learn"))


def _soft(pieces: list[Token], start: int, end: int) -> bool:
    """Return whether the phrase's head is soft: `PM skills` is, `a skills matrix` is not."""
    soft = knowledge.words().soft
    heads = (
        t
        for t, after in pairwise([*pieces[start:end], None])
        if after is None or after.low in _PARTS
    )
    return any(t is not None and t.low in soft for t in heads)


def _phrase_end(pieces: list[Token], start: int) -> int:
    """Return the index behind the noun phrase that begins at the index."""
    end = start
    while end < len(pieces) and (pieces[end].low not in _STOPS or pieces[end].low in ("of", "and")):
        end += 1
    return end


def metric_of(
    pieces: list[Token], acts: list[Verb], moved: Movement, masked: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """Return where the words for what is measured stand, or None."""
    main = moved.start_at or moved.main
    if main is None and not any(verb.does(*_ACTING, "maintain") for verb in acts[:1]):
        return None
    verb = governing(acts, main.first) if main else next(iter(acts), None)
    start = verb.index + 1 if verb else 0
    end = _metric_end(pieces, start, main.first if main else len(pieces), masked)
    found = _trimmed(pieces, start, end)
    lone = found is not None and verb is None and end == 1 and start == 0
    before = found
    if (found is None or lone) and main and moved.main:
        start = moved.main.last + 1
        found = _trimmed(pieces, start, _metric_end(pieces, start, len(pieces), masked))
    return found or before


def _metric_end(pieces: list[Token], start: int, end: int, masked: list[tuple[int, int]]) -> int:
    index = start
    while index < end:
        token = pieces[index]
        if _stops(pieces, index) or any(a <= token.start < b for a, b in masked):
            break
        index += 1
    return index


def _stops(pieces: list[Token], index: int) -> bool:
    """Return whether the name of a metric ends before the token; `time to value` goes on."""
    if pieces[index].low == "to" and index + 1 < len(pieces):
        after = pieces[index + 1]
        return (
            after.kind != "word" or after.low in _LEVELS or after.low in knowledge.words().numbers
        )
    return pieces[index].low in _STOPS and pieces[index].low != "of"


def _trimmed(pieces: list[Token], start: int, end: int) -> tuple[int, int] | None:
    """Return the offsets of the phrase without articles before it and signs around it."""
    while start < end and (pieces[start].low in _LEADS or pieces[start].kind != "word"):
        start += 1
    while start < end and (
        pieces[end - 1].kind not in ("word", "glued") or pieces[end - 1].low in _TAILS
    ):
        end -= 1
    return (pieces[start].start, pieces[end - 1].end) if start < end else None
