"""A text that is no TOML: why, in a person's words, and on which line that begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.toml_faults import OPEN_BRACE, OPEN_BRACKET, OPEN_QUOTE, TWICE
from pmgoals.toml_text import Unreadable, parsed

BEHIND = 'more stands behind the value; a quotation mark inside a text is \\"'
NO_VALUE = "there is no value behind the ="
NOT_QUOTED = "the value is none; a text stands between straight quotation marks"

FAULTS = [
    ("a = 1\nb =  # later", 2, NO_VALUE),
    ("a = Senior PM", 1, NOT_QUOTED),
    ("a = “Senior PM”", 1, NOT_QUOTED),
    ('a = "x\nb = 1', 1, OPEN_QUOTE),
    ("a = 'x\nb = 1", 1, OPEN_QUOTE),
    ('a = 1\nb = "x', 2, OPEN_QUOTE),
    ('a = 1\nb = """x\nc = 1\n\n', 2, OPEN_QUOTE),
    ("a = 1\nb = '''x\nc = 1\n\n", 2, OPEN_QUOTE),
    ('a = """x""" \nb = [1,\n"y"\n[[c]]\nd = "]"', 2, OPEN_BRACKET),
    ("a = [1, # ]\n", 1, OPEN_BRACKET),
    ("a = {b = 1\n", 1, OPEN_BRACE),
    ("next step = 1", 1, "after a key come = and its value; a key is one word"),
    ('a = "the "best" one"', 1, BEHIND),
    ("a = 1\na = 2", 2, TWICE),
    ("[a]\n[b]\n[a]", 3, TWICE),
    ("[a\nb = 1", 1, "the “]” behind the name of a table is missing"),
    ("[[a]\nb = 1", 1, "the “]]” behind the name of a table is missing"),
    ('a = "C:\\plans"', 1, "a \\ inside a text is written \\\\"),
    ("“a” = 1", 1, "it begins with no key, which is letters, digits, - and _"),
]


@pytest.mark.parametrize(("text", "line", "why"), FAULTS)
def test_a_fault_is_said_in_words_with_the_line_on_which_it_begins(
    text: str, line: int, why: str
) -> None:
    for ends in (text, text.replace("\n", "\r\n")):
        with pytest.raises(Unreadable) as caught:
            parsed(ends)
        assert (caught.value.line, caught.value.why) == (line, why)


@given(st.text("ab=\"'[]{},#\n\\ 1", max_size=60))
def test_any_text_is_read_or_has_a_fault_on_one_of_its_lines(text: str) -> None:
    try:
        parsed(text)
    except Unreadable as error:
        assert error.why and error.line and 1 <= error.line <= text.count("\n") + 1
