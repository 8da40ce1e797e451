"""The words for what a sentence measures."""

from __future__ import annotations

from functools import cache

from pmgoals import knowledge
from pmgoals.smart.changes import CHANGE_NOUNS, Movement
from pmgoals.smart.quantities import number_in
from pmgoals.smart.tokens import Token
from pmgoals.smart.verbs import Verb, governing

STOPS = frozenset({
    "from", "to", "by", "with", "through", "within", "while", "so", "≥", ">=", "<", ">", "≤", "<=",
    "is", "are", "and", "before", "until", "via", "(", ")", ",", ";", ".", "at", "for", "of", "→",
    "above", "below", "under", "over", "than", "soon", "asap", "eventually", "someday",
})  # fmt: skip
"""Words at which a noun phrase ends."""
_ARTICLES = frozenset({"the", "our", "my", "a", "an", "their", "your", "its", "average", "all"})
_LEADS = _ARTICLES | {
    "of", "into", "that", "to", "in", "per", "less", "than", "no", "more", "fewer", "least", "most",
}  # fmt: skip
_LEVELS = frozenset({
    "under", "at", "over", "above", "below", "less", "more", "reach", "within", "about", "around",
    "no", "fewer", "up",
})  # fmt: skip
_TAILS = frozenset({
    "of", "in", "down", "up", "into", "on", "more", "only", "that", "stay", "stays", "remain",
    "remains", "must", "should", "not", "be", "at",
})  # fmt: skip
_ACTING = ("increase", "decrease", "improve")


LONGEST_PHRASE = 9
"""Words of a metric that leads right up to its number."""
_UP_TO = frozenset({
    "from", "to", "by", "at", "under", "below", "above", "over", "least", "most", "than", "less",
    "more", "up", "down", "about", "around", "≥", ">=", "<", ">", "≤", "<=", "~", "=", ":",
})  # fmt: skip
_POINTING = {"it", "them", "this", "that", "things", "something", "everything"}
_BREAKING = frozenset({
    "by", "through", "via", "while", "so", "that", "which", "and", "or", "using",
})  # fmt: skip


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
    if main:
        end = max(end, _led_up_to(pieces, start, main.first, masked))
    found = _trimmed(pieces, start, end)
    lone = found is not None and verb is None and end == 1 and start == 0
    before = found
    if (found is None or lone) and main and moved.main:
        start = moved.main.last + 1
        found = _trimmed(pieces, start, _metric_end(pieces, start, len(pieces), masked))
    named = found or before
    if named is not None and _between(pieces, *named) <= _POINTING:
        return None  # "lift it" does not say what
    return named


def _between(pieces: list[Token], start: int, end: int) -> set[str]:
    """Return the words between two offsets, in lower case."""
    return {t.low for t in pieces if start <= t.start < end}


def _led_up_to(pieces: list[Token], start: int, first: int, masked: list[tuple[int, int]]) -> int:
    """Return the end of a phrase that leads right up to its number, else `start`.

    `meetings with customers from 8`: where only a short phrase stands between verb and number,
    it is the metric as a whole.
    """
    end = first
    while end > start and pieces[end - 1].low in _UP_TO:
        end -= 1
    inside = pieces[start:end]
    if end == first or not 0 < len(inside) <= LONGEST_PHRASE:
        return start
    broken = any(t.kind in ("sign", "mark", "number") or t.low in _BREAKING for t in inside) or any(
        a <= t.start < b for t in inside for a, b in masked
    )
    return start if broken else end


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
    return pieces[index].low in STOPS and pieces[index].low != "of"


def _names(token: Token) -> bool:
    """Return whether a token can be part of a name: `retention`, `7-day`, `p95`, not `10K`."""
    return token.kind == "word" or (token.kind == "glued" and number_in(token) is None)


@cache
def _said_of_a_metric() -> frozenset[str]:
    return frozenset(CHANGE_NOUNS) | {"target", "goal", "of", "usd", "eur", "gbp", "inr"}


def _trimmed(pieces: list[Token], start: int, end: int) -> tuple[int, int] | None:
    """Return the offsets of the phrase without articles before it and signs around it."""
    while start < end and (pieces[start].low in _LEADS or not _names(pieces[start])):
        start += 1
    while start < end and (not _names(pieces[end - 1]) or pieces[end - 1].low in _TAILS):
        end -= 1
    while end - start > 1 and pieces[end - 1].low in _said_of_a_metric():
        end -= 1  # "ARR increase", "MRR target"
    if end - start > 2 and pieces[start].low in CHANGE_NOUNS and pieces[start + 1].low in _LEADS:
        return _trimmed(pieces, start + 2, end)  # "increase in satisfaction"
    return (pieces[start].start, pieces[end - 1].end) if start < end else None
