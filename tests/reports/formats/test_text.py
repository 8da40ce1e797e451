"""Plain text: it fits its width, and no sign of Markdown is left in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from page_maker import course, page_of, rich_page, rising
from test_report_reading import TYPED, clean

from pmgoals.analytics.course import Point
from pmgoals.inert import inert_lines
from pmgoals.lines import width
from pmgoals.reports.documents.markdown import items, plain, table
from pmgoals.reports.formats.text import as_text
from pmgoals.reports.page import Page


def text_of(*blocks: str, columns: int = 40) -> list[str]:
    """Return the lines of some Markdown, without the title."""
    page = Page(title="T", name="t", blocks=["# T", *blocks])
    return as_text(page, columns).split("\n")[3:-1]


@settings(max_examples=200, deadline=None)
@given(st.one_of(TYPED, st.text(max_size=200)), st.integers(40, 120))
@example("件" * 100, 41)
@example("x" * 300, 40)
def test_any_text_fits_is_inert_and_whole(text: str, columns: int) -> None:
    page = page_of(text)
    lines = as_text(page, columns).removesuffix("\n").split("\n")
    for line in lines:
        assert inert_lines(line) == line == line.rstrip()
        assert width(line) <= columns or "://" in line
    joined, words = "".join("".join(lines).split()), "".join(clean(text).split())
    assert joined.count(words) >= 6 or not words, "title, paragraph, heading, two items, chart"


@settings(max_examples=150, deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=6).map("\n".join), st.integers(24, 100))
def test_whatever_markdown_a_person_writes_the_text_is_inert(own: str, columns: int) -> None:
    text = as_text(Page(title="T", name="t", blocks=[own, rising()]), columns)
    assert inert_lines(text) == text
    assert not re.search(r"[ \t]$", text, re.M) and text.endswith("\n")


def test_signs_are_gone_and_what_was_typed_is_left() -> None:
    text = as_text(rich_page())
    assert "**" not in text and "`" not in text and "\\n" not in text
    assert r"* R&D & 件数: a_b_c [x] | y \ z &amp; 1. ~5 #2" in text
    assert "a link\n<https://example.org/a?b=1&c=%222%22>" in text


def test_lists_hang() -> None:
    assert text_of(items(["one two three four five six seven eight nine ten", "b"])) == [
        "- one two three four five six seven",
        "  eight nine ten",
        "- b",
    ]
    assert text_of("9. a\n10. b\n    - c d e f g h i j k l m n o p q r s t u v w x y z") == [
        "9.  a",
        "10. b",
        "    - c d e f g h i j k l m n o p q r s",
        "      t u v w x y z",
    ]
    assert text_of("- a\n\n  b\n- c") == ["- a", "", "  b", "", "- c"]
    assert text_of("-\n- b") == ["-", "- b"]


def test_columns_are_aligned_by_cells_and_numbers_stand_right() -> None:
    assert text_of(table(["Goal", "Grade"], [["件数", "0.5"], ["ab", "10"]])) == [
        "Goal  Grade",
        "----  -----",
        "件数    0.5",
        "ab       10",
    ]


def test_a_long_cell_is_broken_inside_its_column() -> None:
    rows = [[plain("a goal whose title is much too long for it"), "0.5", "goes on"]]
    assert text_of(table(["Goal", "Grade", "Then"], rows, texts=["Then"])) == [
        "Goal                      Grade  Then",
        "------------------------  -----  -------",
        "a goal whose title is       0.5  goes on",
        "much too long for it",
    ]


def test_a_table_with_too_many_columns_is_told_row_by_row() -> None:
    heads = [f"Head number {n}" for n in range(4)]
    rows = [["a", "b", "", "some words that go on for long"], ["e", "f", "g", "h"]]
    assert text_of(table(heads, rows, texts=heads)) == [
        "Head number 0: a",
        "Head number 1: b",
        "Head number 3: some words that go on",
        "  for long",
        "",
        "Head number 0: e",
        "Head number 1: f",
        "Head number 2: g",
        "Head number 3: h",
    ]


def test_headings_are_underlined_as_wide_as_they_are() -> None:
    text = as_text(Page(title="T", name="t", blocks=["# 件 T", "## Two", "### Three"]))
    assert text == "件 T\n====\n\nTwo\n---\n\nThree\n~~~~~\n"


@pytest.mark.parametrize("name", ["<https://e.org>", "[https://e.org](https://e.org)"])
def test_an_address_that_is_its_own_name_stands_once(name: str) -> None:
    assert text_of(name) == ["https://e.org"]


def test_quotations_and_lines_to_the_letter_keep_their_form() -> None:
    assert text_of("> a\n>\n> b") == ["> a", ">", "> b"]
    assert text_of("```\na   b\n\n c\n```") == ["    a   b", "", "     c"]


def test_a_chart_is_ascii_and_before_two_readings_words() -> None:
    drawn = as_text(Page(title="T", name="t", blocks=[rising()]))
    assert "activation of new accounts\n\n" in drawn and "* now 42.4 %" in drawn
    assert drawn.isascii()
    one = course(actual=[Point(rising().start, 31.0)])
    assert as_text(Page(title="T", name="t", blocks=[one])).split("\n")[3:-1] == [
        "activation: now 31 %, a forecast takes 4 readings, target 45 %; 1 Jul",
        "2026 to 31 Dec 2026, as of 20 Nov 2026",
    ]
