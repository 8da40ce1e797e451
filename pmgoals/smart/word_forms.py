"""Forms of words that are compared: the singular, the stem, the family, and slips of the pen."""

from __future__ import annotations

from functools import lru_cache

_FAMILY = ("isation", "ization", "ation", "ition", "tion", "sion", "anc", "enc", "ment", "al")
"""Endings by which a noun is made of a verb, as its stem has them."""

_EXEMPT = ("eed", "ss", "us", "is")
"""Ends of words that look like a form and are none."""


def singular(word: str) -> str:
    """Return a word without the `s` of its plural."""
    if len(word) < 4 or word.endswith(_EXEMPT) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word[:-1]


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return a word without its regular ending: finish, finishes, finished and finishing are one.

    It is only meant to be compared.
    """
    word = singular(word)
    for ending in ("ing", "ed"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) >= 3 and not word.endswith(_EXEMPT):
            doubled = bare[-1] == bare[-2] and bare[-1] not in "lsz"
            word = bare[:-1] if doubled else bare
            break
    if word.endswith("y") and len(word) > 3:
        return f"{word[:-1]}i"
    return word.removesuffix("e") if len(word) > 3 else word


@lru_cache(maxsize=4096)
def root(word: str) -> str:
    """Return what a verb and its noun have in common: attend and attendance, approve and approval.

    It is only meant to be compared.
    """
    bare = stem(word)
    endings = (ending for ending in (*_FAMILY, "is", "iz", "at") if bare.endswith(ending))
    ending = next(endings, "")
    bare = bare.removesuffix(ending) if len(bare) - len(ending) >= 4 else bare
    return bare.removesuffix("t") if len(bare) > 4 else bare


def is_slip(one: str, other: str) -> bool:
    """Tell whether two words are the same but for one slip of the pen.

    A slip is a letter too many, one missing, one wrong, or two neighbours the other way round
    (one step of the distance of Damerau and Levenshtein).
    """
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    turned = len(one) == 2 and one == other[::-1]
    return turned or (len(one) <= 1 and len(other) <= 1)
