"""Whatever metric the coach offers, the sentence said of it is read back as that metric."""

from __future__ import annotations

import datetime as dt

import pytest

from pmgoals import knowledge
from pmgoals.smart.reading import read
from pmgoals.smart.sketch import MeasureSketch, Sketch
from pmgoals.smart.statement import say

TODAY = dt.date(2026, 1, 15)
DUE = dt.date(2026, 9, 30)


def offered() -> list[str]:
    """Return the name of every metric that the coach can offer, once each."""
    families, wishes = knowledge.metric_families(), knowledge.wishes()
    return sorted({
        *(name for f in families for name in (*f.guardrails, *f.leading, *f.proxies)),
        *(measure.metric for wish in wishes for measure in wish.measures),
        *knowledge.smells().vanity.values(),
    })  # fmt: skip


@pytest.mark.parametrize("name", offered())
def test_an_offered_metric_reads_back(name: str) -> None:
    measure = MeasureSketch(name=name, baseline=30.0, target=60.0, unit="%")
    seen = read(say(Sketch(start=TODAY, due=DUE, measures=[measure])), TODAY)
    assert (seen.metric, seen.baseline, seen.target, seen.unit, seen.deadline) == (
        name, 30.0, 60.0, "%", DUE,
    )  # fmt: skip
