"""One HTML file: sound, asking for nothing, and readable by those who do not see it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_maker import page_of, rich_page, rising, rising_named
from test_report_reading import TYPED, clean

from pmgoals.drawing.course_svg import COLORS
from pmgoals.inert import inert_lines
from pmgoals.reports.documents.markdown import plain, table
from pmgoals.reports.formats.html import as_html
from pmgoals.reports.page import Page

VOID = {"meta", "br", "hr"}
BARE = (
    "head title style body main ul blockquote pre code hr br strong em figure table thead tbody tr"
)
ATTRIBUTES = {
    "html": {"lang"}, "meta": {"charset", "http-equiv", "content", "name"}, "a": {"href", "rel"},
    "div": {"class", "role", "aria-label", "tabindex"}, "th": {"scope", "class", "dir"},
    "td": {"class", "dir"}, "ol": {"start"}, **{tag: set() for tag in BARE.split()},
    **{tag: {"dir"} for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "figcaption")},
}  # fmt: skip
"""Every tag that a page may hold, with its attributes; what is in a chart is tested there."""


class Parsed(HTMLParser):
    """The tags of a page with their attributes, and its text; fails where tags do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.drawn: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        (self.drawn if tag == "svg" or "svg" in self._open else self.tags).append(
            (tag, dict(attrs))
        )
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert "svg" in self._open
        self.drawn.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append((self._open[-1] if self._open else "", data))

    def said_in(self, *tags: str) -> list[str]:
        return [data for tag, data in self.text if tag in tags]


@settings(max_examples=200, deadline=None)
@given(st.one_of(TYPED, st.text(max_size=60)))
def test_no_tag_and_no_attribute_comes_out_of_a_text(text: str) -> None:
    html = as_html(page_of(text))
    assert inert_lines(html) == html and not {"\ufffe", "\uffff"} & set(html)
    found, words = Parsed(html), clean(text)
    if not words:
        return
    usual = Parsed(as_html(page_of("word" * (len(words) // 4 + 1))))
    assert [tag for tag, _ in found.tags] == [tag for tag, _ in usual.tags]
    for (tag, attributes), (_, others) in zip(found.tags, usual.tags, strict=True):
        assert set(attributes) - {"class"} == set(others) - {"class"}
        assert set(attributes) <= ATTRIBUTES[tag]
    assert [(tag, set(at)) for tag, at in found.drawn] == [(t, set(at)) for t, at in usual.drawn]
    whole = [said for said in found.said_in("p", "h2", "li", "td", "figcaption") if said == words]
    assert len(whole) >= 6 and found.said_in("strong") == [words]


@settings(max_examples=200, deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=6).map("\n".join), st.text(max_size=10))
def test_whatever_markdown_a_person_writes_the_page_is_sound(own: str, unit: str) -> None:
    html = as_html(Page(title="T", name="t", blocks=[own, rising_named("x", unit)]))
    assert inert_lines(html) == html
    for tag, attributes in Parsed(html).tags:
        assert set(attributes) <= ATTRIBUTES[tag]
        if tag == "a":
            assert re.match(r"(https?://|mailto:)[!-~]+$", attributes["href"] or "", re.I)


def test_it_asks_for_nothing_and_runs_nothing() -> None:
    html = as_html(rich_page())
    found = Parsed(html)
    policy = next(at["content"] for _, at in found.tags if at.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    assert "script-src" not in policy, "so that no script runs at all"
    assert found.tags[2][1] == {"charset": "utf-8"}, "before anything else is read"
    for tag, attributes in [*found.tags, *found.drawn]:
        assert not any(name.startswith("on") or name in ("src", "style") for name in attributes)
        for name, value in attributes.items():
            if name not in ("href", "xmlns"):
                assert "://" not in (value or ""), (tag, name)
    (style,) = found.said_in("style")
    assert not re.search(r"url\(|@import|://", style)


def test_headings_are_in_order_and_the_title_is_the_page_s() -> None:
    found = Parsed(as_html(rich_page()))
    levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert found.said_in("title")[0] == "Update November 2026"
    assert found.tags[0] == ("html", {"lang": "en"})


def test_a_chart_has_a_title_and_a_description_of_its_own_and_is_sound() -> None:
    html = as_html(rich_page())
    charts = re.findall(r"<svg.*?</svg>", html, re.S)
    assert len(charts) == 4, "two charts, each for a broad screen and a narrow one"
    ids: list[str] = []
    for chart in charts:
        svg = ElementTree.fromstring(chart)
        title, words = (svg.get("aria-labelledby") or "").split()
        texts = {each.get("id"): each.text for each in svg}
        assert texts[title] and texts[words]
        ids += [title, words]
    assert len(set(ids)) == 8
    assert html.count("<figcaption") == 2


def test_heads_of_tables_are_heads_and_numbers_stand_right() -> None:
    rows = [[plain("a goal whose title is long enough to be broken"), "0.5", "on"]]
    html = as_html(Page(title="T", name="t", blocks=[table(["Goal", "n", "x"], rows, ["x"])]))
    found = Parsed(html)
    heads = [attributes for tag, attributes in found.tags if tag == "th"]
    assert [head.get("class") for head in heads] == ["long", "right", "short"]
    assert all(head["scope"] == "col" for head in heads)
    cells = [attributes.get("class") for tag, attributes in found.tags if tag == "td"]
    assert cells == ["long", "right", "short"]
    box = next(attributes for tag, attributes in found.tags if attributes.get("class") == "table")
    assert box == {"class": "table", "role": "region", "aria-label": "Goal, n, x", "tabindex": "0"}


def test_a_list_is_a_line_an_item_and_numbers_go_on() -> None:
    html = as_html(Page(title="T", name="t", blocks=["3. a\n4. b\n\n   c", "- d\n  - e"]))
    body = html.partition("</h1>\n")[2].partition("\n</main>")[0]
    assert body == (
        '<ol start="3">\n<li dir="auto">a</li>\n<li dir="auto"><p dir="auto">b</p>\n'
        '<p dir="auto">c</p></li>\n</ol>\n<ul>\n<li dir="auto">d\n<ul>\n<li dir="auto">e</li>\n'
        "</ul></li>\n</ul>"
    )


def test_the_light_colours_of_charts_are_those_they_have_without_a_style_sheet() -> None:
    (style,) = Parsed(as_html(rich_page())).said_in("style")
    light = style.partition("@media")[0]
    dark = style.partition("@media")[2].partition("* {")[0]
    assert "prefers-color-scheme: dark" in dark and dark.startswith(" screen"), "paper is light"
    for role, color in COLORS.items():
        assert f"--{role}: {color};" in light
        assert f"--{role}: #" in dark
        assert f".course .{role} {{ color: var(--{role}); }}" in style


@pytest.mark.parametrize(
    "rule", ["@page", "break-after: avoid", "table-header-group", "tr, figure"]
)
def test_paper_keeps_heads_with_what_follows_and_rows_whole(rule: str) -> None:
    (style,) = Parsed(as_html(Page(title="T", name="t"))).said_in("style")
    assert rule in style and "size:" not in style.partition("@page")[2].partition("}")[0].replace(
        "font-size:", ""
    ), "A4 or Letter is the printer's affair"


def test_a_page_with_charts_is_small() -> None:
    assert len(as_html(Page(title="T", name="t", blocks=[rising()])).encode()) < 25_000
