"""The wizard's marks: a step and its letter say the same, and what is not said is open."""

from __future__ import annotations

import pytest

from pmgoals.services.drafts import Assessed
from pmgoals.services.planner import Planner
from pmgoals.tui.screens.draft_marks import LETTER_OF, letters, states, wants_an_answer

GOOD = "Raise onboarding completion from 62% to 78% by 30 Sep 2027"
SENTENCES = [
    "",
    GOOD,
    "I want to get better with data",
    "Build trust with sales",
    "Launch a reporting dashboard by June 2027",
    "Raise NPS from 38 to 45 by 31 Jun 2027",
    "Own pricing end to end",
    "Cut checkout errors from 4% to 2% by March 2027 so that shops stay",
]


def assessed(planner: Planner, line: str, **fields: str) -> Assessed:
    return planner.drafts.assess(planner.drafts.begin(line, **fields))


@pytest.mark.parametrize("line", SENTENCES)
@pytest.mark.parametrize("fields", [{}, {"competency": "data", "method": "learning"}])
def test_a_letter_is_full_when_its_step_is_done(
    planner: Planner, line: str, fields: dict[str, str]
) -> None:
    """With “I want to get better with data” `2 Specific ✓` once stood beside `S◐`."""
    found = assessed(planner, line, **fields)
    steps, of_letters = states(found), letters(found)
    for step, letter in LETTER_OF.items():
        assert (steps[step] == "done") == (of_letters[letter] == "pass"), step
        warned = any(f.rule[0] == letter and f.severity != "info" for f in found.judgement.findings)
        assert not (warned and steps[step] == "done")


def test_what_is_not_said_is_open(planner: Planner) -> None:
    """Started from a gap, the empty sentence once showed `2 Specific ✓` and `S● A●`."""
    found = assessed(planner, "", competency="fluency-with-data", method="learning")
    assert {states(found)[step] for step in ("why", "specific", "achievable")} == {"open"}
    assert {letters(found)[letter] for letter in "SA"} == {"open"}


def test_proposed_milestones_are_passed_but_not_done(planner: Planner) -> None:
    found = assessed(planner, GOOD)
    assert found.sketch.milestones
    assert states(found)["milestones"] == "open" and not wants_an_answer(found, "milestones")
    assert states(found)["time_bound"] == "done" and states(found)["commit"] == "open"


def test_a_reason_in_the_sentence_is_a_why(planner: Planner) -> None:
    assert states(assessed(planner, SENTENCES[-1]))["why"] == "done"
