"""What stands around the wizard's form: numbers stay whole, mends keep their keys."""

from __future__ import annotations

import pytest

from pmgoals.model.draft import MeasureDraft
from pmgoals.services.planner import Planner
from pmgoals.smart.finding import Offer
from pmgoals.tui.screens.draft_coach import MEND_KEYS, keyed
from pmgoals.tui.screens.draft_panels import summary
from pmgoals.tui.spans import width_of

LINE = "Answer 10 of 12 roadmap questions with my own cohort query by June 2027, up from 2"


@pytest.mark.parametrize("width", [40, 44, 57, 62, 100])
@pytest.mark.parametrize(
    "name", ["", "roadmap questions answered with my own cohort query", "x" * 90]
)
def test_the_numbers_of_a_measure_are_never_cut(planner: Planner, width: int, name: str) -> None:
    """The line once ran out of its column, and the target was lost."""
    draft = planner.drafts.begin(LINE)
    if name:
        draft = planner.drafts.typed(draft, "measures.0.name", name)
    lines = summary(planner.drafts.assess(draft), "Read my own numbers " * 4)(width)
    assert all(width_of(line) <= width for line in lines)
    texts = ["".join(span.text for span in line) for line in lines]
    assert any("2 → 10" in text for text in texts)
    assert any(text.startswith("follows   Read my own") for text in texts)


A, B, C = (Offer(name, {name: name}) for name in "abc")


@pytest.mark.parametrize(
    ("offers", "held", "places"),
    [
        ([A, B], [], [A, B]),
        ([B, C], [A, B, C], [None, B, C]),
        ([C, B], [A, B], [None, B, C]),
        ([], [A, B], []),
        ([C], [None] * len(MEND_KEYS), [C]),
    ],
)
def test_a_mend_keeps_its_key(
    offers: list[Offer], held: list[Offer | None], places: list[Offer | None]
) -> None:
    assert keyed(offers, held) == places


def test_a_measure_without_numbers_has_its_name(planner: Planner) -> None:
    draft = planner.drafts.begin("Own pricing", measures="")
    draft = planner.drafts.typed(draft, "measures.0.name", "accounts on the new price")
    assert draft.measures == [MeasureDraft(name="accounts on the new price")]
    lines = summary(planner.drafts.assess(draft))(60)
    assert any("accounts on the new price" in "".join(s.text for s in line) for line in lines)
