"""Priorities and the not-doing list by command line: an empty one says how it begins."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("words", "verb"),
    [(("notdoing", "list"), "notdoing TEXT"), (("notdoing",), "notdoing TEXT"),
     (("priority", "list"), "priority add TEXT")],
)  # fmt: skip
def test_an_empty_list_says_how_its_own_first_line_is_added(pm, words, verb):
    ran = pm(*words)
    assert ran.code == 0 and f"Add to it: `pmgoals {verb}`" in ran.err
    assert ran.err.count("`pmgoals ") == 1
