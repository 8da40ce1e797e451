"""The verbs of a sentence: which words act, and which one governs a number."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

import msgspec

from pmgoals import knowledge
from pmgoals.smart.tokens import Token, low_at

_OPENERS = frozenset({
    "to", "and", "or", "will", "we", "i", "then", "by", "of", "which", "that", "while", "without",
    "after", "before", "through", "have", "has", "+",
})  # fmt: skip
_CHANGES = frozenset({"increase", "decrease", "improve"})
# After these nouns an infinitive says which time or ability it is: "time to hire".
_INFINITIVE_NOUNS = frozenset({"time", "times", "ability", "days", "hours", "cost", "effort",
                               "easier", "harder", "able", "ready", "easy"})  # fmt: skip
_DETERMINERS = frozenset({"the", "a", "an", "my", "our", "your", "their", "this", "these", "that",
                          "all", "each", "every", "at", "another", "first", "one's", "both",
                          "new", "out", "up", "with", "more", "less", "fewer",
                          "myself", "down"})  # fmt: skip
_NO_VERBS = frozenset({
    "by", "for", "in", "on", "at", "within", "no", "not", "all", "each", "every", "with", "from",
    "of", "to", "as", "the", "a", "an", "my", "our", "this", "that", "these", "less", "more",
    "fewer", "zero", "over", "under", "up", "down", "than", "and", "or", "if", "when", "so", "be",
    "is", "are", "i", "we", "they", "it", "there", "after", "before", "during", "since", "until",
    "because", "where", "who", "which", "what", "how", "at least", "currently", "goal", "target",
    "better", "most", "both", "some", "any", "only", "about", "around", "nearly", "almost",
})  # fmt: skip
_PEOPLE = frozenset({"customers", "users", "members", "subscribers", "visitors", "accounts"})
_VERB_ENDINGS = ("ate", "ify", "ize", "ise", "uce", "ish")


class Verb(msgspec.Struct, frozen=True):
    """A word that acts."""

    index: int
    """Index of its token."""
    low: str
    """The word in lower case."""
    classes: tuple[str, ...]
    """What it may do: `increase`, `decrease`, `improve`, `maintain`, `reach`, `output` ..."""
    means: bool
    """Whether it names the way there: `by launching`, `to improve`."""

    def does(self, *classes: str) -> bool:
        """Return whether it belongs to one of the classes."""
        return any(name in self.classes for name in classes)


def verbs(pieces: list[Token]) -> list[Verb]:
    """Return the verbs in order; nouns of the same spelling (`design system`) are left out."""
    known = knowledge.words().verbs
    found = []
    for index, token in enumerate(pieces):
        classes = known.get(token.low)
        if classes and _acts(pieces, index, classes) and not _only_begins(pieces, index):
            before = pieces[index - 1].low if index else ""
            means = before in ("by", "through", "to", "of")
            found.append(Verb(index, token.low, _sense(pieces, index, classes), means))
    opening = _unlisted(pieces, found)
    return [opening, *found] if opening else _coordinated(pieces, found)


def _coordinated(pieces: list[Token], found: list[Verb]) -> list[Verb]:
    """Return the verbs without one that shares its object: `measure and increase satisfaction`."""
    if len(found) > 1 and found[1].index == found[0].index + 2:
        joined = pieces[found[0].index + 1].low in ("and", "&", "/")
        if joined and found[1].does(*_CHANGES) and not found[0].does(*_CHANGES):
            return found[1:]
    return found


def governing(found: list[Verb], index: int) -> Verb | None:
    """Return the nearest verb before the token, or None."""
    at = bisect_left(found, index, key=lambda verb: verb.index)
    return found[at - 1] if at else None


def compares(pieces: list[Token], index: int) -> bool:
    """Return whether the word compares without saying by how much: `more`, `fewer`, `easier`."""
    low = low_at(pieces, index)
    return low in _more() or low in _fewer() or low in knowledge.words().comparatives


def comparison(pieces: list[Token], index: int) -> str:
    """Return the way of `more` or `fewer`; empty for any other word."""
    low = low_at(pieces, index)
    return "increase" if low in _more() else "decrease" if low in _fewer() else ""


def _sense(pieces: list[Token], index: int, classes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the classes of a verb with its object: `make it easier` improves something."""
    if "increase" in classes and low_at(pieces, index + 1) in ("down", "back"):
        return ("decrease",)  # "scale down hosting"
    if pieces[index].low in ("make", "making", "makes"):
        if comparison(pieces, index + 1):
            return classes  # "make more calls" is work
        near = range(index + 1, min(len(pieces), index + 5))
        if any(pieces[at].low in knowledge.words().comparatives for at in near):
            return ("improve",)
        made = low_at(pieces, index + 1) in ("a", "an", "one", "my", "first", "sure")
        if not made and index + 1 < len(pieces) and pieces[index + 1].kind == "word":
            return ("improve",)  # "make search fast"
    return classes


def _unlisted(pieces: list[Token], found: list[Verb]) -> Verb | None:
    """Return the opening word as a verb of work when it stands and looks like one.

    No list holds all verbs: `rewrite the spec`, `orchestrate a launch`, `delegate 30 %`.
    """
    at = next((i for i, t in enumerate(pieces[:3]) if not t.low.endswith("ly")), 0)
    token = pieces[at] if at < len(pieces) else None
    if token is None or token.kind != "word" or any(verb.index <= at for verb in found):
        return None
    words = knowledge.words()
    low = token.low
    if low in _NO_VERBS or low in words.better or low in words.numbers or token.text.isupper():
        return None
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after is None:
        return None
    stands = after.low in _DETERMINERS or after.kind == "number" or after.low in words.numbers
    again = low.startswith("re") and low[2:] in words.verbs
    looks = len(low) > 5 and low.endswith(_VERB_ENDINGS)
    if stands or again or (looks and after.kind in ("word", "glued", "number")):
        return Verb(at, low, ("output",), False)
    return None


def _acts(pieces: list[Token], index: int, classes: tuple[str, ...]) -> bool:
    """Return whether the word stands where a verb stands, or has a verb's ending."""
    low = pieces[index].low
    if low_at(pieces, index + 1) == ":":
        return False  # a label: "Target: 500"
    if index == 0:
        return not _is_noun(pieces, index)
    before = pieces[index - 1]
    if before.low == "to" and low_at(pieces, index - 2) in _INFINITIVE_NOUNS:
        return False
    if before.low in ("after", "before") and not low.endswith("ing"):
        return False  # "defects after release"
    if low.endswith("ing") and _describes(pieces, index):
        return False
    if before.kind == "mark" or before.low in _OPENERS or before.low.endswith("ly"):
        return True
    if before.low in _pronouns():
        return True
    if low.endswith("ed"):
        return bool(_CHANGES & set(classes))
    if "reach" in classes and before.low.endswith("s") and before.kind == "word":
        return low not in ("target", "close")
    if _CHANGES & set(classes) and low.endswith("s"):
        return index == len(pieces) - 1 or low_at(pieces, index + 1) in ("by", "from", "to", "year")
    return bool({"reach", "maintain"} & set(classes)) and low.endswith("s") and low != "targets"


def _is_noun(pieces: list[Token], index: int) -> bool:
    """Return whether an opening word names a metric with the next: `support tickets`."""
    words = knowledge.words()
    after = low_at(pieces, index + 1)
    counted = (after in words.better and after not in _PEOPLE) or after in words.nuisances
    return pieces[index].low in words.noun_verbs and counted


def _describes(pieces: list[Token], index: int) -> bool:
    """Return whether an -ing word stands before a metric, as in `onboarding time`."""
    after = low_at(pieces, index + 1)
    words = knowledge.words()
    return pieces[index - 1].low in ("and", "of") and after in words.better


def _only_begins(pieces: list[Token], index: int) -> bool:
    """Return whether the verb only leads to another: `start to write`, `start investing`."""
    after = low_at(pieces, index + 1)
    if pieces[index].low in ("start", "begin", "starting"):
        return after == "to" or after.endswith("ing")
    # To become better at something is to improve, not to become something.
    if pieces[index].low in ("become", "becoming", "get", "getting"):
        return after in knowledge.words().comparatives
    return False


@cache
def _more() -> frozenset[str]:
    return frozenset({"more", "higher", "greater"})


@cache
def _fewer() -> frozenset[str]:
    return frozenset({"less", "fewer", "lower"})


@cache
def _pronouns() -> frozenset[str]:
    return frozenset({"me", "us", "team", "can", "must", "should", "want", "please", "help", "&"})
