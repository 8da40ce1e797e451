from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.smart.resources import resources_in, speaks_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Half a designer and the data lead two hours a week", {"designer", "data lead"}),
        ("The analyst, who is shared with pricing", {"analyst"}),
        ("Two designers; legal for the contract", {"designer", "legal"}),
        ("my own time, the team", set()),
        ("Nobody", set()),
        ("No one else", set()),
        ("none", set()),
        ("", set()),
        ("the CFO’s analyst", {"cfo analyst"}),
    ],
)
def test_people_and_things_are_read_from_an_answer(text: str, found: set[str]) -> None:
    assert resources_in(text) == found


def test_a_resource_is_spoken_of_shortly_too() -> None:
    assert speaks_of("The lead is promised to pricing until May", "data lead")
    assert speaks_of("designers: pricing first", "designer")
    assert not speaks_of("Nothing is promised", "designer")


@given(st.text(max_size=200))
def test_any_answer_is_read(text: str) -> None:
    assert all(found == found.strip() != "" for found in resources_in(text))
