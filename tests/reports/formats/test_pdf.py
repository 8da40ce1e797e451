"""The PDF: it says what the page says, whatever was typed, and tells nothing of the machine."""

from __future__ import annotations

import io
import re
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from page_maker import page_of, rich_page, rising
from pypdf import PdfReader
from test_report_reading import TYPED, clean

from pmgoals.errors import BadInput
from pmgoals.reports.documents.markdown import plain, table
from pmgoals.reports.formats.pdf import _is_written, _shares, _template, as_pdf
from pmgoals.reports.page import Page

TYPST = '#panic("x") $x^2$ @ref <label> #import "a" // b /* c */ = D #read("/etc/passwd") \\u{41}'


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def words_in(data: bytes) -> str:
    """Return the text of a PDF without white space, which a PDF does not keep."""
    return "".join("".join(page.extract_text() for page in read(data).pages).split())


@settings(max_examples=40, deadline=None)
@given(st.one_of(TYPED, st.text(max_size=60)))
@example(TYPST)
@example("]#panic()[")
@example("x" * 500)
@example("e\u0301\u200d\U0001f600\U000e0001\uf8ff\u0378")
def test_any_text_is_set(text: str) -> None:
    data = as_pdf(page_of(text))
    assert data.startswith(b"%PDF-1.7") and data.rstrip().endswith(b"%%EOF")


@settings(max_examples=40, deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=6).map("\n".join))
@example("\n".join(">" * n + " - " * n + "a" for n in range(1, 30)))
@example("*a **b " * 40)
@example("0. a\n\n# \n\n|a|\n|-|\n\n```\n```\n\n***\n\n-\n")
@example(f"[a](http://{'x' * 1990})")
def test_whatever_markdown_a_person_writes_is_set(own: str) -> None:
    assert as_pdf(Page(title="", name="t", blocks=[own])).startswith(b"%PDF")


def test_it_says_every_word_of_the_page() -> None:
    said = words_in(as_pdf(rich_page()))
    for words in (
        "Update November 2026", "Watch. 2 of 3 goals are on track; the calendar service is late.",
        "Cut double-booked jobs <per 1,000>: watch, 2.8 jobs", "a_b_c [x] | y \\ z &amp; 1. ~5 #2",
        "A goal | with signs, and so long that it is broken", "0.35", "+1,234", "reached",
        "activation of new accounts", "setup tickets per 100 <new> accounts",
        "and one that leads nowhere (notes/a.md).", "<b>no HTML</b> & no picture", "Below it",
        "likely 42.8 to 50 % by 31 Dec 2026, 71 % to reach it", "limit 10 tickets and 18 tickets",
        "today",
    ):  # fmt: skip
        assert "".join(words.split()) in said, words


def test_what_reads_as_markup_of_typst_is_text() -> None:
    said = words_in(as_pdf(page_of(TYPST)))
    assert said.count("".join(clean(TYPST).split())) >= 4


def test_it_has_a_title_bookmarks_and_links_and_is_tagged_for_screen_readers() -> None:
    reader = read(as_pdf(rich_page()))
    assert reader.metadata is not None and reader.metadata.title == "Update November 2026"
    assert [each["/Title"] for each in reader.outline if isinstance(each, dict)][:1] == [
        "Update November 2026"
    ]
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en"
    links = [
        annotation.get_object()["/A"]["/URI"]
        for page in reader.pages
        for annotation in page.get("/Annots") or []
    ]
    assert links == ["https://example.org/a?b=1&c=%222%22", "https://example.org/p.png"]


def test_a_chart_says_in_words_what_it_shows() -> None:
    data = as_pdf(Page(title="T", name="t", blocks=[rising()]))
    (said,) = re.findall(rb"/Alt\((.*?)\)", data)
    assert said.startswith(b"now 42.4 %, expected 41.9 %, likely 42.8 to 50 %")


def test_it_names_no_day_no_person_and_no_place() -> None:
    reader = read(as_pdf(rich_page()))
    assert reader.metadata is not None
    assert set(reader.metadata) == {"/Title", "/Creator"}
    assert re.fullmatch(r"Typst [\d.]+", reader.metadata["/Creator"])
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.xmp_create_date is None
    assert not reader.xmp_metadata.dc_creator


def test_pages_are_a4_and_numbered_from_two_on() -> None:
    one = read(as_pdf(Page(title="T", name="t", blocks=["a"])))
    assert [round(float(x)) for x in one.pages[0].mediabox[2:]] == [595, 842]
    assert one.pages[0].extract_text().split() == ["T", "a"]
    many = read(as_pdf(Page(title="T", name="t", blocks=[plain("word " * 2000)])))
    assert len(many.pages) == 3
    assert many.pages[1].extract_text().endswith("2 / 3")


def test_heads_of_a_long_table_stand_on_every_page_and_long_cells_are_whole() -> None:
    rows = [[f"goal {n}", str(n)] for n in range(100)]
    reader = read(as_pdf(Page(title="T", name="t", blocks=[table(["Goal", "Grade"], rows)])))
    assert len(reader.pages) > 2
    assert all("Grade" in page.extract_text() for page in reader.pages)
    tall = [["a", "word " * 6000 + "end"]]
    data = as_pdf(Page(title="T", name="t", blocks=[table(["A", "B"], tall, ["B"])]))
    assert len(read(data).pages) > 3
    text = words_in(data)
    assert text.count("word") == 6000 and "end" in text


def test_a_word_wider_than_the_page_is_parted_and_whole() -> None:
    (page,) = read(as_pdf(Page(title="T", name="t", blocks=["x" * 300]))).pages
    assert page.extract_text().count("x") == 300
    assert len(page.extract_text().strip().split("\n")) >= 4


def test_its_fonts_are_those_that_come_with_typst() -> None:
    page = Page(title="Größe Δ Ж ש ✓ → …", name="t", blocks=["`code`", rising()])
    fonts = set(re.findall(rb"/FontName/\w+\+([\w-]+)", as_pdf(page)))
    assert {font.split(b"-")[0] for font in fonts} <= {
        b"LibertinusSerif", b"DejaVuSansMono", b"NewCM10", b"NewCMMath"
    }  # fmt: skip
    assert _is_written("Größe Δ Ж ש ✓ → … ● ﬁ") and not _is_written("件")


def test_the_template_asks_for_nothing() -> None:
    assert not re.search(rb"#import|#include|read\(|@preview|http|eval\(", _template())


@pytest.mark.parametrize(
    ("longest", "shares"),
    [([40, 5, 8], [6, 0, 0]), ([7, 2, 3, 100], [0, 0, 0, 10]), ([5, 5], [1, 0]),
     ([18, 18, 18, 18], [4, 4, 4, 4]), ([5000, 1], [20, 0]), ([0], [1])],
)  # fmt: skip
def test_columns_share_the_width_by_what_they_hold(longest: list[int], shares: list[int]) -> None:
    assert _shares(longest) == shares


def test_without_typst_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(BadInput) as error:
        as_pdf(rich_page())
    assert "typst, which is not installed" in error.value.what
    assert "pip install 'pmgoals[pdf]'" in error.value.mend
