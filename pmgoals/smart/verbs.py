"""The verbs of a sentence: which words act, and which one governs a number."""

from __future__ import annotations

from functools import cache

import msgspec

from pmgoals import knowledge
from pmgoals.smart.tokens import Token

_OPENERS = frozenset({
    "to", "and", "or", "will", "we", "i", "then", "by", "of", "which", "that", "while", "without",
    "after", "before", "through", "have", "has",
})  # fmt: skip
_QUALITIES = frozenset({"better", "good", "great", "more", "comfortable", "stronger", "confident",
                        "fluent", "proficient", "faster", "healthier", "excellent"})  # fmt: skip
_CHANGES = frozenset({"increase", "decrease", "improve"})


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
            found.append(Verb(index, token.low, classes, before in ("by", "through", "to", "of")))
    return found


def governing(found: list[Verb], index: int) -> Verb | None:
    """Return the nearest verb before the token, or None."""
    return next((verb for verb in reversed(found) if verb.index < index), None)


def _acts(pieces: list[Token], index: int, classes: tuple[str, ...]) -> bool:
    """Return whether the word stands where a verb stands, or has a verb's ending."""
    if index == 0:
        return True
    before, low = pieces[index - 1], pieces[index].low
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
    return bool({"reach", "maintain"} & set(classes)) and low.endswith("s") and low != "targets"


def _describes(pieces: list[Token], index: int) -> bool:
    """Return whether an -ing word stands before a metric, as in `onboarding time`."""
    after = pieces[index + 1].low if index + 1 < len(pieces) else ""
    words = knowledge.words()
    return pieces[index - 1].low in ("and", "of") and after in words.better


def _only_begins(pieces: list[Token], index: int) -> bool:
    """Return whether the verb only leads to another: `start to write`, `start investing`."""
    after = pieces[index + 1].low if index + 1 < len(pieces) else ""
    if pieces[index].low in ("start", "begin", "starting"):
        return after == "to" or after.endswith("ing")
    # To become better at something is to improve, not to become something.
    return pieces[index].low in ("become", "becoming", "get") and after in _QUALITIES


@cache
def _pronouns() -> frozenset[str]:
    return frozenset({"me", "us", "team", "can", "must", "should", "want", "please", "help", "&"})
