"""What a goal leans on that others share, read from the words of its owner.

`Half a designer and the data lead two hours a week` names a designer and a data lead. Only names
are read; how much of each is needed is not compared, for nobody writes that down alike.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pmgoals import knowledge
from pmgoals.smart.word_forms import singular

_PARTS = re.compile(r"[,;.:/\n()]|\band\b|&|\bplus\b")
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

LONGEST = 1000
"""Letters of an answer that are read."""


@lru_cache(maxsize=512)
def resources_in(text: str) -> frozenset[str]:
    """Return the people and things that an answer names, in lower case and the singular.

    Those that nearly every goal has, such as a team, are left out.
    """
    known = knowledge.smells()
    found: set[str] = set()
    for part in _PARTS.split(text[:LONGEST].lower().replace("’", "'")):
        words: list[str] = []
        for word in _WORDS.findall(part):
            bare = word.removesuffix("'s")
            if bare in known.nobody:
                words = []
                break
            if bare in known.cuts:
                break
            if bare not in known.measuring:
                words.append(singular(bare))
        if words and not set(words) <= known.common:
            found.add(" ".join(words))
    return frozenset(found)


def speaks_of(text: str, resource: str) -> bool:
    """Tell whether an answer speaks of a resource, be it shortly: `the analyst` of pricing."""
    words = {singular(word.removesuffix("'s")) for word in _WORDS.findall(text[:LONGEST].lower())}
    return resource.split()[-1] in words
