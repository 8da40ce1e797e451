"""Whether two names of metrics mean the same, by the meaning of their words.

A name is read as the set of concepts it is about, known from `knowledge/likeness.toml`; words that
are not known stand for themselves, misspelt ones for what they resemble. Names mean the same when
the sets are equal, the opposite when they differ in two concepts of which one falls as the other
rises. Anything left over on one side parts them: a false alarm costs more than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal

import msgspec

from pmgoals import knowledge
from pmgoals.knowledge.likeness_shapes import Concept
from pmgoals.smart.word_forms import is_slip, root, singular, stem

Likeness = Literal["same", "opposite", "different"]
"""How two metrics stand to each other."""

LONGEST = 400
"""Letters of a name that are read."""

SURE = 8
"""Letters from which a word that is one slip away from another is taken for it."""

DAYS = {"week": "7", "month": "30", "quarter": "90", "year": "365"}
"""Days of a window that is said without a number: `within a week`."""

NOT = "none"
"""The concept that turns what stands beside it round: `crash-free`, `without an incident`."""

PER = "per "
"""Before a key: it is what is counted by."""

DENIALS = ("un", "in", "dis", "non", "im")
"""Prefixes that turn a word round."""

_WORD = re.compile(r"(?P<free>(?<=-)free\b)|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")


class Essence(msgspec.Struct, frozen=True):
    """What a metric is about."""

    what: frozenset[str]
    """Keys of concepts, and unknown words with `=` before them."""
    who: frozenset[str]
    """Keys of who or what is counted; empty when that is not said."""
    numbers: frozenset[str]
    """Numbers in the name, such as the days of a window."""
    each: frozenset[str]
    """What it is counted by: `order` of a cost per order."""


def likeness(one: str, other: str) -> Likeness:
    """Return how two metrics stand to each other, by their names."""
    a, b = essence(one), essence(other)
    if _apart(a, b) or not (a.what or a.who):
        return "different"
    left, right = _left_over(a.what, b.what)
    if not left and not right:
        return "same" if a.what or (a.who, a.numbers) == (b.who, b.numbers) else "different"
    return "opposite" if _against(left, right) else "different"


def is_part(part: str, whole: str) -> bool:
    """Tell whether a metric is another one, or that of a part: `sign-ups in Austria`."""
    a, b = essence(part), essence(whole)
    return bool(b.what) and not _apart(a, b) and not _left_over(a.what, b.what)[1]


@lru_cache(maxsize=4096)
def essence(name: str) -> Essence:
    """Return what a metric is about, by its name."""
    found, numbers, each = set[str](), set[str](), set[str]()
    for key in _read(_words(name)):
        if key.startswith(PER):
            each.add(key)
        else:
            (numbers if key[0].isdigit() else found).add(key)
    for join in knowledge.likeness().join:
        if found.issuperset(join.of):
            found = (found - {*join.of}) | {*join.becomes}
    known = _concepts()
    found = _turned(found)
    implied = {other for key in found if key in known for other in known[key].implies}
    who = {key for key in found if key in known and known[key].who}
    what = found - who - implied
    defaults = {known[key].default for key in what if key in known and known[key].default}
    return Essence(*map(frozenset, (what, who or defaults, numbers, each)))


def _turned(found: set[str]) -> set[str]:
    """Return concepts without a `not` that turns the one beside it into what falls as it rises."""
    known = _concepts()
    turned = [key for key in found - {"time", "speed"} if key in known and known[key].against]
    if NOT not in found or len(turned) != 1:
        return found
    return (found - {NOT, *turned}) | {known[turned[0]].against[0]}


def _apart(a: Essence, b: Essence) -> bool:
    """Tell whether two metrics are about others, counted by others, or over another window."""
    pairs = ((a.who, b.who), (a.each, b.each))
    if any(one and other and one.isdisjoint(other) for one, other in pairs):
        return True
    return bool(a.numbers) and bool(b.numbers) and a.numbers != b.numbers


def _against(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether what is left over of two names is one thing and what falls as it rises."""
    if {left, right} == {frozenset((NOT,)), frozenset()}:
        return True
    if len(left) != 1 or len(right) != 1:
        return False
    known, one, other = _concepts(), *left, *right
    return any(a in known and b in known[a].against for a, b in ((one, other), (other, one)))


def _left_over(a: frozenset[str], b: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return what each of two names has beyond the other; unknown words may be spelt apart."""
    left, right = a - b, b - a
    denied = next((one for one in left for other in right if _denies(one, other)), None)
    if denied is not None and len(left) == len(right) == 1:
        return frozenset((NOT,)), frozenset()
    for word in [key for key in left if key.startswith("=")]:
        twin = next((key for key in right if key.startswith("=") and _is_alike(word, key)), None)
        if twin is not None:
            left, right = left - {word}, right - {twin}
    return left, right


def _denies(one: str, other: str) -> bool:
    """Tell whether one of two unknown words is the other with a prefix that turns it round."""
    return one[:1] == other[:1] == "=" and any(
        one[1:] == p + other[1:] or other[1:] == p + one[1:] for p in DENIALS
    )


# ---- reading ----


def _words(name: str) -> list[str]:
    """Return the words and numbers of a name in lower case; `-free` is `without`."""
    found = _WORD.finditer(name[:LONGEST].lower().replace("’", "'"))
    return ["without" if each["free"] else each[0].removesuffix("'s") for each in found]


def _read(words: Sequence[str]) -> Iterator[str]:
    """Yield the concepts, unknown words and numbers of a name, in order."""
    known = knowledge.likeness()
    at, each = 0, False
    while at < len(words):
        word, before = words[at], words[at - 1] if at else ""
        if word[0].isdigit():
            if before != "per":
                yield word.replace(",", "")
            at += 1
            continue
        key, length = _phrase_at(words, at)
        if key:
            yield from (f"{PER}{key}",) if each else _made_of(key)
        elif singular(word) in known.times:
            behind = words[at + 1][:1] if at + 1 < len(words) else ""
            if not (before in known.counted or before[:1].isdigit() or behind.isdigit()):
                yield "time"
            elif at > 1 and words[at - 2] == "within" and not before[0].isdigit():
                yield DAYS.get(singular(word), "1")
        elif not {word, singular(word)} & known.small and word not in known.often:
            yield from (f"{PER}={root(word)}",) if each else _unknown(word)
        each = word == "per" or (each and word in known.small)
        at += length


def _made_of(key: str) -> tuple[str, ...]:
    return _concepts()[key].stands_for or (key,)


def _unknown(word: str) -> Iterator[str]:
    """Yield the concept that a word denies or is a misspelling of, else the word itself."""
    if bare := next((word.removeprefix(p) for p in DENIALS if word.startswith(p)), ""):
        key, _ = _phrase_at([bare], 0)
        if key and not _concepts()[key].who:
            yield from (NOT, *_made_of(key))
            return
    if len(word) >= SURE and (near := _nearest(word)):
        yield from _made_of(near)
    else:
        yield f"={root(word)}"


def _phrase_at(words: Sequence[str], at: int) -> tuple[str, int]:
    """Return the concept of the longest phrase that begins at a word, and its words; else "", 1."""
    for phrase, key in _phrases().get(_first(words[at]), ()):
        if length := _length(words, at, phrase):
            return key, length
    return "", 1


def _length(words: Sequence[str], at: int, phrase: Sequence[frozenset[str]]) -> int:
    """Return how many words a phrase takes from a place on, small ones too; 0 where it is not."""
    small, here = knowledge.likeness().small, at
    for wanted in phrase:
        while here < len(words) and here > at and not wanted & _forms(words[here]):
            if words[here] not in small:
                return 0
            here += 1
        if here >= len(words) or not wanted & _forms(words[here]):
            return 0
        here += 1
    return here - at


@cache
def _concepts() -> dict[str, Concept]:
    return {concept.key: concept for concept in knowledge.likeness().concept}


@cache
def _phrases() -> dict[str, list[tuple[tuple[frozenset[str], ...], str]]]:
    """Return phrases with their concepts by how they begin, longer ones first."""
    found: dict[str, list[tuple[tuple[frozenset[str], ...], str]]] = {}
    for concept in knowledge.likeness().concept:
        for phrase in concept.words:
            words = _words(phrase)
            entry = (tuple(map(_own_forms, words)), concept.key)
            for form in sorted({_first(words[0]), _first(stem(words[0]))}):
                found.setdefault(form, []).append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def _first(word: str) -> str:
    """Return what the forms of a word have in common at their start, for looking phrases up."""
    return word[:3]


# ---- forms of words ----


@lru_cache(maxsize=4096)
def _forms(word: str) -> frozenset[str]:
    """Return a word as it stands, in the singular, and its stem."""
    return frozenset((word, singular(word), f"-{stem(word)}"))


@cache
def _own_forms(word: str) -> frozenset[str]:
    """Return what a word of the list is met by; some plurals and nouns only by themselves."""
    if word in ("teams", "leads") or word.endswith("ing"):
        return frozenset((word,))
    return frozenset((word, f"-{stem(word)}"))


# ---- slips of the pen ----


def _is_alike(one: str, other: str) -> bool:
    """Tell whether two long words are one slip apart: `organisation`, `organization`."""
    if min(len(one), len(other)) <= SURE or one[1] != other[1]:
        return False
    return is_slip(one, other)


@lru_cache(maxsize=1024)
def _nearest(word: str) -> str:
    """Return the concept of the one known word that is a slip away from a word, "" for none."""
    known = _single_words()
    return next((known[w] for w in known if w[0] == word[0] and is_slip(word, w)), "")


@cache
def _single_words() -> dict[str, str]:
    """Return the long words of the list with their concepts."""
    return {
        word: concept.key
        for concept in knowledge.likeness().concept
        for word in concept.words
        if len(word) >= SURE and word.isalpha()
    }
