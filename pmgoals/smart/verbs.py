"""The verbs of a sentence: which words act, and which one governs a number."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from pmgoals import knowledge
from pmgoals.smart.tokens import Token, low_at

_CHANGES = ("increase", "decrease", "improve")


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

    @property
    def changes(self) -> bool:
        """Whether it moves something up or down, or makes it better."""
        return self.does(*_CHANGES)


def verbs(pieces: list[Token]) -> list[Verb]:
    """Return the verbs in order; nouns of the same spelling (`design system`) are left out."""
    known, led = knowledge.words().verbs, knowledge.grammar().acting.means
    found = []
    for index, token in enumerate(pieces):
        classes = known.get(token.low)
        if classes and _acts(pieces, index, classes) and not _only_begins(pieces, index):
            means = low_at(pieces, index - 1) in led
            found.append(Verb(index, token.low, _sense(pieces, index, classes), means))
    opening = _unlisted(pieces, found)
    return [opening, *found] if opening else _coordinated(pieces, found)


def _coordinated(pieces: list[Token], found: list[Verb]) -> list[Verb]:
    """Return the verbs without one that shares its object: `measure and increase satisfaction`."""
    if len(found) > 1 and found[1].index == found[0].index + 2:
        joined = pieces[found[0].index + 1].low in ("and", "&", "/")
        if joined and found[1].changes and not found[0].changes:
            return found[1:]
    return found


def governing(found: list[Verb], index: int) -> Verb | None:
    """Return the nearest verb before the token, or None."""
    at = bisect_left(found, index, key=lambda verb: verb.index)
    return found[at - 1] if at else None


def changing(found: list[Verb], index: int) -> Verb | None:
    """Return the nearest verb of change before the token, else the nearest verb."""
    at = bisect_left(found, index, key=lambda verb: verb.index)
    nearest = reversed(found[:at])
    return next((verb for verb in nearest if verb.changes), governing(found, index))


def compares(pieces: list[Token], index: int) -> bool:
    """Return whether the word compares without saying by how much: `more`, `fewer`, `easier`."""
    comparatives = knowledge.words().comparatives
    return bool(comparison(pieces, index)) or low_at(pieces, index) in comparatives


def comparison(pieces: list[Token], index: int) -> str:
    """Return the way of `more` or `fewer`; empty for any other word."""
    low, words = low_at(pieces, index), knowledge.grammar().acting
    return "increase" if low in words.more else "decrease" if low in words.fewer else ""


def is_participle(low: str) -> bool:
    """Return whether a word says what is done: `sent`, `reviewed`."""
    return low in knowledge.words().participles or (len(low) > 4 and low.endswith("ed"))


def _sense(pieces: list[Token], index: int, classes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the classes of a verb with its object: `make it easier` improves something."""
    words = knowledge.grammar().acting
    if "increase" in classes and low_at(pieces, index + 1) in ("down", "back"):
        return ("decrease",)  # "scale down hosting"
    if pieces[index].low not in words.making or comparison(pieces, index + 1):
        return classes  # "make more calls" is work
    near = pieces[index + 1 : index + 5]
    if any(token.low in knowledge.words().comparatives for token in near):
        return ("improve",)
    fast = [t for t in near[:1] if t.kind == "word" and t.low not in words.made]
    return ("improve",) if fast else classes  # "make search fast"


def _unlisted(pieces: list[Token], found: list[Verb]) -> Verb | None:
    """Return the opening word as a verb of work when it stands and looks like one.

    No list holds all verbs: `rewrite the spec`, `orchestrate a launch`, `delegate 30 %`.
    """
    at = next((i for i, t in enumerate(pieces[:3]) if not t.low.endswith("ly")), 0)
    if at + 1 >= len(pieces) or any(verb.index <= at for verb in found):
        return None
    opening, after = pieces[at], pieces[at + 1]
    if _can_be_a_verb(opening) and _looks_like_a_verb(opening.low, after):
        return Verb(at, opening.low, ("output",), False)
    return None


def _can_be_a_verb(token: Token) -> bool:
    """Return whether a word is none that is known as something else."""
    words, low = knowledge.words(), token.low
    if token.kind != "word" or token.text.isupper():
        return False
    known = (words.grammar.acting.no_verbs, words.better, words.numbers)
    return not any(low in others for others in known)


def _looks_like_a_verb(low: str, after: Token) -> bool:
    """Return whether a word has a verb's object behind it, a known verb inside, or its ending."""
    words = knowledge.words()
    acting = words.grammar.acting
    if after.low in acting.determiners or after.kind == "number" or after.low in words.numbers:
        return True
    if low.startswith("re") and low[2:] in words.verbs:
        return True
    looks = len(low) > 5 and low.endswith(acting.endings)
    return looks and after.kind in ("word", "glued")


def _acts(pieces: list[Token], index: int, classes: tuple[str, ...]) -> bool:
    """Return whether the word stands where a verb stands, or has a verb's ending."""
    if low_at(pieces, index + 1) == ":":
        return False  # a label: "Target: 500"
    if index == 0:
        return not _is_noun(pieces, index)
    if _belongs_to_a_noun(pieces, index):
        return False
    before = pieces[index - 1]
    opens = before.kind == "mark" or before.low in knowledge.grammar().acting.openers
    return opens or before.low.endswith("ly") or _ends_as_a_verb(pieces, index, classes)


def _belongs_to_a_noun(pieces: list[Token], index: int) -> bool:
    """Return whether it only says which: `time to hire`, `defects after release`."""
    low, before = pieces[index].low, pieces[index - 1].low
    if before == "to" and low_at(pieces, index - 2) in knowledge.grammar().acting.waiting:
        return True
    if low.endswith("ing"):
        return _describes(pieces, index)
    # "the share of double bookings", "monthly support tickets"
    return before in ("after", "before", "of") or before in knowledge.grammar().aiming.rhythms


def _ends_as_a_verb(pieces: list[Token], index: int, classes: tuple[str, ...]) -> bool:
    """Return whether a word behind its subject has the ending of a verb: `churn drops by 5`."""
    low, before, after = pieces[index].low, pieces[index - 1], low_at(pieces, index + 1)
    changes = any(name in classes for name in _CHANGES)
    if low.endswith("ed"):
        return changes
    if low in knowledge.grammar().acting.reached:
        return False  # "the sales target"
    if "reach" in classes and before.low.endswith("s") and before.kind == "word":
        return True  # "sales hit"
    if changes and low.endswith("s"):
        return index == len(pieces) - 1 or after in ("by", "from", "to", "year")
    stays = "reach" in classes or "maintain" in classes
    return stays and low.endswith("s")


def _is_noun(pieces: list[Token], index: int) -> bool:
    """Return whether an opening word names a metric with the next: `support tickets`."""
    words = knowledge.words()
    after = low_at(pieces, index + 1)
    counted = (
        after in words.better and after not in words.grammar.acting.people
    ) or after in words.nuisances
    return pieces[index].low in words.noun_verbs and counted


def _describes(pieces: list[Token], index: int) -> bool:
    """Return whether an -ing word stands before a metric, as in `onboarding time`."""
    after = low_at(pieces, index + 1)
    words = knowledge.words()
    return pieces[index - 1].low in ("and", "of") and after in words.better


def _only_begins(pieces: list[Token], index: int) -> bool:
    """Return whether the verb only leads to another: `start to write`, `start investing`."""
    words, low, after = knowledge.words(), pieces[index].low, low_at(pieces, index + 1)
    if low in words.grammar.acting.beginning:
        return after == "to" or after.endswith("ing")
    # To become better at something is to improve, not to become something.
    return low in words.grammar.acting.becoming and after in words.comparatives
