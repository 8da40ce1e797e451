"""The words for what a sentence measures."""

from __future__ import annotations

import msgspec

from pmgoals import knowledge
from pmgoals.smart.changes import Movement
from pmgoals.smart.number_names import is_name
from pmgoals.smart.quantities import number_in
from pmgoals.smart.tokens import Token, low_at
from pmgoals.smart.verbs import Verb, governing, is_participle

LONGEST_NAME = 9
"""Words of a metric that leads right up to its number."""
_MOVING = ("increase", "decrease", "improve", "reach", "maintain")


class _Sentence(msgspec.Struct, frozen=True):
    """What a metric is looked for in."""

    pieces: list[Token]
    """Its words, numbers and signs."""
    acts: list[Verb]
    """Its verbs."""
    moved: Movement
    """Its numbers."""
    masked: list[tuple[int, int]]
    """Offsets of the words that say by when."""

    def hides(self, index: int) -> bool:
        """Return whether a token belongs to words that say by when."""
        at = self.pieces[index].start
        return any(start <= at < end for start, end in self.masked)


def metric_of(
    pieces: list[Token], acts: list[Verb], moved: Movement, masked: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """Return where the words for what is measured stand, or None."""
    sentence = _Sentence(pieces, acts, moved, masked)
    found = (look(sentence) for look in _PLACES)
    named = next((span for span in found if span), None)
    if named is None or _only_points(pieces, *named):
        return None
    return named


def phrase_end(pieces: list[Token], start: int) -> int:
    """Return the index behind the noun phrase that begins at the index."""
    stops = knowledge.grammar().naming.stops
    end = start
    while end < len(pieces) and (pieces[end].low not in stops or pieces[end].low in ("of", "and")):
        end += 1
    return end


def _between_verb_and_value(sentence: _Sentence) -> tuple[int, int] | None:
    """Return all between a moving verb and `from 30 %`, or `to 45 %`, when it names one thing.

    Such a name may hold verbs of its own: `raise the share of users who sign up from 30 %`.
    """
    pieces, acts, moved = sentence.pieces, sentence.acts, sentence.moved
    now, leads = (moved.start_at, "from") if moved.start_at else (moved.end_at, "to")
    if now is None or low_at(pieces, now.first - 1) != leads or not acts:
        return None
    start, end = acts[0].index + 1, now.first - 1
    if end - start > LONGEST_NAME or not acts[0].does(*_MOVING):
        return None
    if any(_parts(sentence, at) for at in range(start, end)):
        return None
    return _trimmed(pieces, start, end, whole=True)


def _before_number(sentence: _Sentence) -> tuple[int, int] | None:
    """Return the name between the verb and its number: `raise NPS to 50`."""
    start, end = _room_before(sentence)
    return None if _is_label(sentence) else _trimmed(sentence.pieces, start, end)


def _behind_number(sentence: _Sentence) -> tuple[int, int] | None:
    """Return the name behind the number: `12 interviews`, `Target: 500 accounts`."""
    if sentence.moved.main is None:
        return None
    start, end = sentence.moved.main.last + 1, len(sentence.pieces)
    return _trimmed(sentence.pieces, start, _name_end(sentence, start, end))


def _label(sentence: _Sentence) -> tuple[int, int] | None:
    """Return the one word that opens the sentence before its number: `NPS: 50`."""
    return _trimmed(sentence.pieces, 0, 1) if _is_label(sentence) else None


def _behind_verb(sentence: _Sentence) -> tuple[int, int] | None:
    """Return what is to change when no number stands: `reduce churn`."""
    pieces, verb = sentence.pieces, next(iter(sentence.acts), None)
    if sentence.moved.main or verb is None or not (verb.changes or verb.does("maintain")):
        return None
    return _trimmed(pieces, verb.index + 1, _name_end(sentence, verb.index + 1, len(pieces)))


def _before_verb(sentence: _Sentence) -> tuple[int, int] | None:
    """Return the name that opens the sentence before its verb: `CSAT stays above 4.2`."""
    verb = next(iter(sentence.acts), None)
    if sentence.moved.main is None or verb is None or not verb.does("maintain"):
        return None
    return _trimmed(sentence.pieces, 0, _name_end(sentence, 0, verb.index))


_PLACES = (
    _between_verb_and_value,
    _before_number,
    _behind_number,
    _label,
    _behind_verb,
    _before_verb,
)
"""Where a metric can stand, tried in order."""


def _is_label(sentence: _Sentence) -> bool:
    """Return whether one word alone stands before the number, and no verb."""
    main = sentence.moved.start_at or sentence.moved.main
    if main is None or governing(sentence.acts, main.first) is not None:
        return False
    return _room_before(sentence) == (0, 1)


def _room_before(sentence: _Sentence) -> tuple[int, int]:
    """Return from where to where, by index, a name can stand before the number."""
    main = sentence.moved.start_at or sentence.moved.main
    if main is None:
        return 0, 0
    verb = governing(sentence.acts, main.first)
    start = verb.index + 1 if verb else 0
    end = _name_end(sentence, start, main.first)
    return start, max(end, _led_up_to(sentence, start, main.first))


def _led_up_to(sentence: _Sentence, start: int, first: int) -> int:
    """Return the end of a phrase that leads right up to its number, else `start`.

    `meetings with customers from 8`: where only a short phrase stands between verb and number,
    it is the metric as a whole.
    """
    words, pieces = knowledge.grammar().naming, sentence.pieces
    end = first
    while end > start and pieces[end - 1].low in words.up_to:
        end -= 1
    if end == first or not 0 < end - start <= LONGEST_NAME:
        return start
    broken = any(
        pieces[at].kind in ("sign", "mark", "number")
        or pieces[at].low in words.breaking
        or pieces[at].low in knowledge.words().negations
        or (pieces[at].low == "from" and low_at(pieces, at + 1).endswith("ing"))
        or sentence.hides(at)
        for at in range(start, end)
    )
    return start if broken else end


def _name_end(sentence: _Sentence, start: int, end: int) -> int:
    """Return the index behind the name that begins at `start`, `end` at most."""
    ends = (at for at in range(start, end) if _stops(sentence.pieces, at) or sentence.hides(at))
    return next(ends, max(start, end))


def _parts(sentence: _Sentence, index: int) -> bool:
    """Return whether a token parts what stands before it from what stands behind it."""
    pieces, token = sentence.pieces, sentence.pieces[index]
    if token.kind in ("sign", "mark") or sentence.hides(index):
        return True
    if token.kind == "number":
        return not is_name(pieces, index)
    if token.low == "and":  # "raise NPS and cut churn from 5 %"
        cut = any(verb.index == index + 1 for verb in sentence.acts)
        return cut or low_at(pieces, index + 1) == "from"
    if token.low == "by":
        return not is_participle(low_at(pieces, index - 1))  # "screens tested by keyboard"
    return token.low in knowledge.grammar().naming.parting


def _only_points(pieces: list[Token], start: int, end: int) -> bool:
    """Return whether the words between two offsets do not say what: `lift it`."""
    pointing = knowledge.grammar().naming.pointing
    return all(t.low in pointing for t in pieces if start <= t.start < end)


def _stops(pieces: list[Token], index: int) -> bool:
    """Return whether the name of a metric ends before the token; `time to value` goes on."""
    words, low = knowledge.words(), pieces[index].low
    if low == "to" and index + 1 < len(pieces):
        after = pieces[index + 1]
        number = after.kind != "word" or after.low in words.numbers
        return number or after.low in words.grammar.naming.levels
    return low in words.negations or (low in words.grammar.naming.stops and low != "of")


def _names(token: Token) -> bool:
    """Return whether a token can be part of a name: `retention`, `7-day`, `p95`, not `10K`."""
    return token.kind == "word" or (token.kind == "glued" and number_in(token) is None)


def _trimmed(
    pieces: list[Token], start: int, end: int, *, whole: bool = False
) -> tuple[int, int] | None:
    """Return the offsets of the phrase without articles before it and signs around it.

    Where it is the whole name, a particle or a number at its end may belong to it.
    """
    words = knowledge.grammar()
    naming, changes = words.naming, words.changing.nouns
    while start < end and (pieces[start].low in naming.leads or not _names(pieces[start])):
        start += 1
    while start < end and not (_ends(pieces, end - 1) or (whole and _ends_whole(pieces, end - 1))):
        end -= 1
    while end - start > 1 and (
        pieces[end - 1].low in changes or pieces[end - 1].low in naming.said_of
    ):
        end -= 1  # "ARR increase", "MRR target"
    if end - start > 2 and pieces[start].low in changes and pieces[start + 1].low in naming.leads:
        return _trimmed(pieces, start + 2, end, whole=whole)  # "increase in satisfaction"
    return (pieces[start].start, pieces[end - 1].end) if start < end else None


def _ends(pieces: list[Token], index: int) -> bool:
    """Return whether any name can end with the token: not with `up`."""
    return _names(pieces[index]) and pieces[index].low not in knowledge.grammar().naming.tails


def _ends_whole(pieces: list[Token], index: int) -> bool:
    """Return whether a particle or a number ends a name: `tasks handed over`, `on day 1`."""
    words, before = knowledge.words(), low_at(pieces, index - 1)
    if pieces[index].kind == "number":
        return is_name(pieces, index)
    if pieces[index].low not in words.grammar.naming.particles:
        return False
    leads = low_at(pieces, index - 2) in words.grammar.naming.relative
    return is_participle(before) or (leads and before in words.verbs)
