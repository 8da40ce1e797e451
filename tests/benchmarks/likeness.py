"""How well names of metrics that mean the same, or the opposite, are told from others.

    python tests/benchmarks/likeness.py             every split, beside equal words and spelling
    python tests/benchmarks/likeness.py --errors    also the pairs that were read otherwise than
                                                    labelled, of those that are worked on

The pairs stand in tests/data, and each file says which of its pairs are held out. One hand wrote
the pairs of metric_pairs.tsv and the word list, so what is held out there says little.
metric_pairs_later.tsv was written once the list stood still, and then used to widen it;
metric_pairs_fresh.tsv was written after that, and metric_pairs_other_hand.tsv by somebody who had
not seen the list: these two are the figures to go by.

Precision is the share of the pairs called related (same or opposite) that are so, and rightly
named; recall the share of those labelled so that were called so.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from pmgoals.smart.likeness import essence, likeness

DATA = Path(__file__).parents[1] / "data"

SPLITS = ("worked on", "held out", "later", "fresh", "other hand")
"""Names of the splits, in the order in which they were written."""

HELD_OUT = ("held out", "fresh", "other hand")
"""Splits of which no pair is ever looked at to change the word list."""

SIMILAR = 0.8
"""Share of letters in common from which two names are spelt alike, their words in order."""


class Pair(NamedTuple):
    """Two names and how they stand to each other."""

    label: str
    one: str
    other: str
    split: str


class Score(NamedTuple):
    """How one relation was told."""

    right: int
    called: int
    labelled: int

    @property
    def precision(self) -> float:
        return self.right / self.called if self.called else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0


def pairs() -> list[Pair]:
    """Return all pairs in their order."""
    first = enumerate(_rows("metric_pairs"), 1)
    return [
        *(Pair(*row, "held out" if number % 3 == 0 else "worked on") for number, row in first),
        *(Pair(*row, "later") for row in _rows("metric_pairs_later")),
        *(Pair(*row, "fresh") for row in _rows("metric_pairs_fresh")),
        *(Pair(*row, "other hand") for row in _rows("metric_pairs_other_hand")),
    ]


def _rows(name: str) -> list[list[str]]:
    lines = (DATA / f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"]


def score(found: list[Pair], tell: Callable[[str, str], str] = likeness) -> Score:
    """Return how same and opposite were told of some pairs."""
    called = [tell(pair.one, pair.other) for pair in found]
    return Score(
        sum(p.label == word != "different" for p, word in zip(found, called, strict=True)),
        sum(word != "different" for word in called),
        sum(pair.label != "different" for pair in found),
    )


def equal_words(one: str, other: str) -> str:
    """Tell two names of the same words in any order, as was done before."""
    return "same" if {*one.lower().split()} == {*other.lower().split()} else "different"


def similar_spelling(one: str, other: str) -> str:
    """Tell two names that are spelt alike."""
    names = (" ".join(sorted(name.lower().split())) for name in (one, other))
    return "same" if SequenceMatcher(None, *names).ratio() >= SIMILAR else "different"


def main() -> None:
    """Print the table, and with `--errors` what was read otherwise."""
    told = {"meaning": likeness, "equal words": equal_words, "spelling": similar_spelling}
    print(
        f"{'pairs':<12}{'by':<13}{'related':>8}{'called':>8}{'right':>7}{'precision':>11}{'recall':>8}"
    )
    for name in SPLITS:
        found = [pair for pair in pairs() if pair.split == name]
        for by, tell in told.items():
            s = score(found, tell)
            figures = (
                f"{s.labelled:>8}{s.called:>8}{s.right:>7}{s.precision:>11.1%}{s.recall:>8.1%}"
            )
            print(f"{name if by == 'meaning' else '':<12}{by:<13}{figures}")
    if "--errors" in sys.argv:
        _errors()
    times = []
    for pair in pairs():
        essence.cache_clear()
        start = time.perf_counter()
        likeness(pair.one, pair.other)
        times.append((time.perf_counter() - start) * 1000)
    print(f"\nmedian time of a pair read anew: {statistics.median(times):.2f} ms")


def _errors() -> None:
    for pair in pairs():
        word = likeness(pair.one, pair.other)
        if pair.split not in HELD_OUT and word != pair.label:
            print(f"\n{pair.label}, read as {word}: {pair.one} | {pair.other}")
            print(f"  {essence(pair.one)}\n  {essence(pair.other)}")


if __name__ == "__main__":
    main()
