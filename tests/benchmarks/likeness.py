"""How well names of metrics that mean the same, or the opposite, are told from others.

    python tests/benchmarks/likeness.py             the pairs worked on, and those held out
    python tests/benchmarks/likeness.py --errors    also the pairs that were read otherwise than labelled,
                                                    of those worked on only

The pairs stand in tests/data. Of metric_pairs.tsv every third is held out, but one hand wrote the pairs and the
word list, so that says little; metric_pairs_later.tsv was written once the list stood still, about metrics it
was not made for. That is the figure to go by. Precision is the share of the pairs called so that are labelled so, recall the share of the pairs labelled
so that were called so. `relation` takes same and opposite together: what Align may speak of. A pair called
opposite that is labelled same counts against both.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import NamedTuple

from pmgoals.smart.likeness import essence, likeness

DATA = Path(__file__).parents[1] / "data"

SPLITS = ("worked on", "held out", "later")
"""Names of the splits: what the word list was worked on with, every third beside it, and later ones."""


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
    first = [
        Pair(*row, SPLITS[number % 3 == 0]) for number, row in enumerate(_rows("metric_pairs"), 1)
    ]
    return [*first, *(Pair(*row, SPLITS[2]) for row in _rows("metric_pairs_later"))]


def _rows(name: str) -> list[list[str]]:
    lines = (DATA / f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"]


def scores(found: list[Pair]) -> dict[str, Score]:
    """Return how same, opposite and both together were told."""
    called = [likeness(pair.one, pair.other) for pair in found]
    both = [(pair.label, word) for pair, word in zip(found, called, strict=True)]
    scored = {
        name: Score(
            sum(label == word == name for label, word in both),
            sum(word == name for _, word in both),
            sum(label == name for label, _ in both),
        )
        for name in ("same", "opposite")
    }
    right, said, labelled = (sum(score[at] for score in scored.values()) for at in range(3))
    return {**scored, "relation": Score(right, said, labelled)}


def main() -> None:
    """Print the table, and with `--errors` what was read otherwise."""
    print(f"{'pairs':<12}{'relation':<10}{'labelled':>9}{'called':>8}{'right':>7}{'precision':>11}{'recall':>8}")
    for name in SPLITS:
        found = [pair for pair in pairs() if pair.split == name]
        for relation, score in scores(found).items():
            figures = f"{score.labelled:>9}{score.called:>8}{score.right:>7}"
            print(f"{name:<12}{relation:<10}{figures}{score.precision:>11.1%}{score.recall:>8.1%}")
    if "--errors" in sys.argv:
        for pair in pairs():
            word = likeness(pair.one, pair.other)
            if pair.split != SPLITS[1] and word != pair.label:
                print(f"\n{pair.label}, read as {word}: {pair.one} | {pair.other}")
                print(f"  {essence(pair.one)}\n  {essence(pair.other)}")
    times = []
    for pair in pairs():
        essence.cache_clear()
        start = time.perf_counter()
        likeness(pair.one, pair.other)
        times.append((time.perf_counter() - start) * 1000)
    print(f"\nmedian time of a pair read anew: {statistics.median(times):.2f} ms")


if __name__ == "__main__":
    main()
