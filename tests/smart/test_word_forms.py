from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.smart.word_forms import is_slip, root, singular, stem

WORDS = st.text(string.ascii_lowercase, min_size=2, max_size=12)
PLACES = st.integers(0, 11)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("activation", "activation", True),
        ("activation", "activaton", True),
        ("activation", "actiivation", True),
        ("activation", "actuvation", True),
        ("activation", "acitvation", True),
        ("organisation", "organization", True),
        ("activation", "actvaton", False),
        ("activation", "atcivaiton", False),
        ("retention", "detentions", False),
        ("", "a", True),
        ("ab", "", False),
    ],
)
def test_a_slip_is_one_letter_or_two_neighbours(one: str, other: str, expected: bool) -> None:
    assert is_slip(one, other) is expected


@given(WORDS, WORDS)
def test_a_slip_is_one_from_either_side(one: str, other: str) -> None:
    assert is_slip(one, other) == is_slip(other, one)


@given(WORDS, PLACES, st.sampled_from(string.ascii_lowercase))
def test_any_one_slip_of_the_pen_is_known(word: str, at: int, letter: str) -> None:
    at %= len(word) - 1
    assert is_slip(word, word[:at] + letter + word[at:])
    assert is_slip(word, word[:at] + letter + word[at + 1 :])
    assert is_slip(word, word[:at] + word[at + 1 :])
    assert is_slip(word, word[:at] + word[at + 1] + word[at] + word[at + 2 :])


@given(WORDS, WORDS)
def test_words_of_very_different_length_are_no_slip(one: str, other: str) -> None:
    if abs(len(one) - len(other)) > 1:
        assert not is_slip(one, other)


@pytest.mark.parametrize(
    "family",
    [
        ("finish", "finishes", "finished", "finishing"),
        ("trial", "trials"),
        ("query", "queries"),
        ("drop", "dropped", "dropping"),
        ("churn", "churned"),
    ],
)
def test_forms_of_one_word_have_one_stem(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize(
    "family",
    [("attend", "attendance"), ("approve", "approval"), ("adopt", "adoption", "adopted")],
)
def test_a_verb_and_its_noun_have_one_root(family: tuple[str, ...]) -> None:
    assert len({root(word) for word in family}) == 1


@pytest.mark.parametrize("word", ["status", "analysis", "access", "bus", "speed"])
def test_what_only_looks_like_a_form_stays(word: str) -> None:
    assert singular(word) == word
