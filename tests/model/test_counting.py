"""Counted words."""

import pytest

from pmgoals.counting import said_count


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [
        (1, ("ledger entry",), "1 ledger entry"),
        (2, ("ledger entry",), "2 ledger entries"),
        (0, ("day",), "0 days"),
        (1204, ("record",), "1,204 records"),
        (2, ("piece of evidence",), "2 pieces of evidence"),
        (3, ("learning activity",), "3 learning activities"),
        (2, ("person", "people"), "2 people"),
        (2, ("sketch",), "2 sketches"),
    ],
)
def test_words_are_counted(count, words, said):
    assert said_count(count, *words) == said
