"""Reading a page: nothing that a person typed acts, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_maker import rich_page, rising

from pmgoals.inert import inert, one_line
from pmgoals.reports.documents.markdown import heading, items, plain, table
from pmgoals.reports.formats.pieces import (
    Block,
    Chart,
    Emphasis,
    Heading,
    Link,
    Listed,
    Paragraph,
    Piece,
    Quotation,
    Strong,
    Table,
    Verbatim,
    Words,
    said,
)
from pmgoals.reports.formats.reading import DEEPEST, LONGEST_ADDRESS, read
from pmgoals.reports.page import Page

SIGNS = st.text(
    st.sampled_from("ab1 \n\t#*_-+=~`.)(>[]<|\\!&;:/\"'$@é件\x1b\u202e\u2028\xa0\ufffe"),
    max_size=14,
)
WHOLE = st.sampled_from(
    ["&amp;", "&#27;", "---", "- - -", "~~~", "===", "#", "## a", "C #", "a ##", "1.", "2) x",
     "-", "--", "+", "```", "    code", "a\\", "|a|", "[x]: http://y", "http://x.y", "<a@b.c>",
     "![a](b)"]
)  # fmt: skip
TYPED = st.one_of(SIGNS, WHOLE, st.text(max_size=20))


def blocks_of(*markdown: str) -> list[Block]:
    """Return the blocks of some Markdown, without the title."""
    return read(Page(title="T", name="t", blocks=list(markdown)))[1:]


def clean(text: str) -> str:
    """Return what is to be read of a text that was typed."""
    return one_line(text).strip().translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD})


def pieces_in(blocks: list[Block]) -> Iterator[Piece]:
    """Yield every piece, however deep."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield from deep(block.parts)
            case Listed():
                yield from (piece for item in block.items for piece in pieces_in(item))
            case Quotation():
                yield from pieces_in(block.blocks)
            case Table():
                for row in (block.heads, *block.rows):
                    yield from (piece for cell in row for piece in deep(cell))


def deep(parts: list[Piece]) -> Iterator[Piece]:
    for piece in parts:
        yield piece
        if isinstance(piece, Strong | Emphasis | Link):
            yield from deep(piece.parts)


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_words_of_a_person_are_read_as_they_were_typed(text: str) -> None:
    words = clean(text)
    if not words:
        return
    (paragraph,) = blocks_of(plain(text))
    assert isinstance(paragraph, Paragraph) and said(paragraph.parts) == words
    (head,) = blocks_of(heading(text))
    assert isinstance(head, Heading) and said(head.parts) == words
    (listed,) = blocks_of(items([plain(text)]))
    assert isinstance(listed, Listed)
    assert [said(item.parts) for (item,) in listed.items] == [words]  # type: ignore[union-attr]


@settings(max_examples=300, deadline=None)
@given(TYPED, TYPED)
def test_every_cell_of_a_table_is_read_as_it_was_typed(head: str, cell: str) -> None:
    rows = [[plain(cell), "1"], ["x", plain(cell)]]
    (read_table,) = blocks_of(table([plain(head) or "-", "n"], rows))
    assert isinstance(read_table, Table) and read_table.sides == ["left", "right"]
    assert said(read_table.heads[0]) == (clean(head) or "-")
    assert [[said(each) for each in row] for row in read_table.rows] == [
        [clean(cell), "1"],
        ["x", clean(cell)],
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=6).map("\n".join), st.text(max_size=20))
def test_whatever_markdown_a_person_writes_nothing_of_it_acts(own: str, title: str) -> None:
    blocks = read(Page(title=title, name="t", blocks=[own]))
    for piece in pieces_in(blocks):
        if isinstance(piece, Link):
            assert piece.to.lower().startswith(("http://", "https://", "mailto:"))
            assert piece.to.isascii() and piece.to.isprintable()
            assert not any(isinstance(each, Link) for each in deep(piece.parts))
        elif isinstance(piece, Words):
            assert inert(piece.text) == piece.text
            assert not set(piece.text) & {"\ufffe", "\uffff"}
    heads = [block for block in blocks if isinstance(block, Heading)]
    assert [head.level for head in heads].count(1) == 1 and blocks[0] is heads[0]
    levels = [head.level for head in heads]
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert all(said(head.parts).strip() for head in heads)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("[a](javascript:alert(1))", "a (javascript:alert(1))"),
        ("[a](JaVaScRiPt:x)", "a (JaVaScRiPt:x)"),
        ("[a](data:text/html,x)", "a (data:text/html,x)"),
        ("![a](file:///etc/passwd)", "a (file:///etc/passwd)"),
        ("[a](b.md)", "a (b.md)"),
        ("<b onclick=x>a</b>", "<b onclick=x>a</b>"),
        ("<div onclick=x>\na\n</div>", "<div onclick=x> a </div>"),
        ("<!-- a -->", "<!-- a -->"),
        ("&#x202e;a&#27;", "\ufffda\ufffd"),
        ("[](javascript:x)", "javascript:x"),
        (f"[a](http://{'x' * LONGEST_ADDRESS})", f"a (http://{'x' * LONGEST_ADDRESS})"),
    ],
)
def test_what_may_not_be_followed_is_text(typed: str, shown: str) -> None:
    blocks = blocks_of(typed)
    assert [said(block.parts) for block in blocks] == [shown]  # type: ignore[union-attr]
    assert not any(isinstance(piece, Link) for piece in pieces_in(blocks))


def test_links_that_may_be_followed_stay_and_pictures_become_them() -> None:
    (block,) = blocks_of("[a *b*](https://e.org/é) <mailto:a@b.c> [![p](http://p/q)](HTTP://r/)")
    links = [piece for piece in pieces_in([block]) if isinstance(piece, Link)]
    assert [(said(link.parts), link.to) for link in links] == [
        ("a b", "https://e.org/%C3%A9"), ("mailto:a@b.c", "mailto:a@b.c"), ("p", "HTTP://r/"),
    ]  # fmt: skip


def test_the_title_comes_first_whatever_the_page_begins_with() -> None:
    for blocks in ([], ["Text"], ["## Below"], [rising()]):
        first, *rest = read(Page(title=" A\x1b b\n", name="t", blocks=blocks))
        assert first == Heading(1, [Words("A\N{SYMBOL FOR ESCAPE} b")])
        assert len(rest) == len(blocks)
    assert read(Page(title="A", name="t", blocks=["# B", "# C"])) == [
        Heading(1, [Words("B")]), Heading(2, [Words("C")]),
    ]  # fmt: skip
    assert read(Page(title="\n", name="t"))[0] == Heading(1, [Words("Untitled")])


def test_levels_of_headings_are_never_passed_over_and_those_inside_blocks_are_none() -> None:
    found = read(Page(title="A", name="t", blocks=["# A\n\n#### B\n\n- # C\n\n> ## D\n\n##### E"]))
    assert [block.level for block in found if isinstance(block, Heading)] == [1, 2, 3]
    assert [said(piece.parts) for piece in pieces_in(found) if isinstance(piece, Strong)] == [
        "C", "D",
    ]  # fmt: skip


def test_a_block_stands_for_itself_whatever_stands_before_it() -> None:
    found = blocks_of("```\nnever closed", "- one", "- two", "after")
    assert [type(block) for block in found] == [Verbatim, Listed, Listed, Paragraph]


def test_what_lies_too_deep_is_flat_and_whole() -> None:
    (quoted,) = blocks_of(">" * 40 + " deep")
    depth = 0
    while isinstance(quoted, Quotation):
        (quoted,), depth = quoted.blocks, depth + 1
    assert depth == DEEPEST and quoted == Paragraph([Words("deep")])
    stressed = blocks_of("*a " * 60 + "b* " * 60)
    assert "b" in said(stressed[0].parts)  # type: ignore[union-attr]


def test_charts_stand_between_texts_with_an_inert_name() -> None:
    names = [block.name for block in read(rich_page()) if isinstance(block, Chart)]
    assert names == ["activation of new accounts", "setup tickets per 100 <new> accounts"]
