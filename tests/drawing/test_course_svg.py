"""The chart in SVG: sound for every course, and the same numbers as in the terminal."""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from course_maker import DUE, FAN, START, WEEKLY, courses, made
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgoals.analytics.course import Course, Point
from pmgoals.drawing.course_chart import course_chart
from pmgoals.drawing.course_svg import COLORS, LOWEST, NARROWEST, course_svg
from pmgoals.drawing.entries import in_words
from pmgoals.drawing.svg import safe, text_width
from pmgoals.inert import inert

XML = "{http://www.w3.org/2000/svg}"
HOSTILE = "</title><script>alert(1)</script> & \" ' \x1b[31m\u202e\ufffe שיעור ההפעלה"


def drawn(course: Course, width: int = 704, height: int = 290) -> ElementTree.Element:
    return ElementTree.fromstring(course_svg(course, width, height))


def texts(svg: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in svg.iter(f"{XML}text")]


def groups(svg: ElementTree.Element, role: str) -> list[ElementTree.Element]:
    return [each for each in svg.iter(f"{XML}g") if each.get("class") == role]


def points(path: ElementTree.Element) -> list[tuple[float, float]]:
    pairs = path.get("d", "").strip("MZ").split("L")
    return [(float(x), float(y)) for x, y in (pair.split() for pair in pairs)]


def paths(svg: ElementTree.Element, role: str) -> list[ElementTree.Element]:
    """Return what is drawn of a role, its sign in the legend last."""
    return [path for group in groups(svg, role) for path in group.iter(f"{XML}path")]


def way(svg: ElementTree.Element) -> list[tuple[float, float]]:
    """Return the points of the line through the readings."""
    return points(paths(svg, "actual")[0])


@settings(max_examples=150, deadline=None)
@given(courses(), st.integers(100, 1000), st.integers(80, 600), st.booleans(), st.text())
def test_any_course_is_sound_and_inside_the_picture(
    course: Course, width: int, height: int, chance: bool, name: str
) -> None:
    course = Course(**{f: getattr(course, f) for f in course.__struct_fields__} | {"name": name})
    text = course_svg(course, width, height, chance=chance)
    assert inert(text) == text, "nothing in it acts"
    svg = ElementTree.fromstring(text)
    wide, high = max(width, NARROWEST), max(height, LOWEST)
    assert svg.get("viewBox") == f"0 0 {wide} {high}"
    known = {f"{XML}{tag}" for tag in ("svg", "g", "path", "circle", "text", "title", "desc")}
    assert {each.tag for each in svg.iter()} <= known
    assert {each.get("class") for each in svg.iter(f"{XML}g")} <= set(COLORS)
    for path in svg.iter(f"{XML}path"):
        if "h" not in path.get("d", ""):
            assert all(-1 <= x <= wide + 1 and -1 <= y <= high + 1 for x, y in points(path))
    for each in svg.iter(f"{XML}text"):
        assert 0 <= float(each.get("y", "-1")) <= high
    marks = list(svg.iter(f"{XML}circle"))
    assert all(0 <= float(mark.get("cx", "-1")) <= wide for mark in marks)


def test_it_says_what_it_shows_to_those_who_do_not_see_it() -> None:
    course = made(WEEKLY, name=HOSTILE, fan=FAN, chance=0.55)
    svg = ElementTree.fromstring(course_svg(course, 704, 290, ident="chart-3"))
    named = {each.get("id"): each.text for each in svg.iter() if each.get("id")}
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == " ".join(named)
    assert named["chart-3-title"] == HOSTILE.translate(
        {0x1B: "\N{SYMBOL FOR ESCAPE}", 0x202E: "\ufffd", 0xFFFE: "\ufffd"}
    )
    assert (
        named["chart-3-words"]
        == in_words(course)
        == (
            "now 38.5 %, expected 42 %, likely 40 to 56 % by 16 Dec 2026, 55 % to reach it, "
            "target 50 %; 7 Sep 2026 to 16 Dec 2026, as of 6 Nov 2026"
        )
    )
    assert "to reach it" not in in_words(course, chance=False)
    assert "to reach it" not in course_svg(course, 704, 290, chance=False)


@pytest.mark.parametrize("fields", [{}, {"due": START + dt.timedelta(days=500)}, {"unit": "USD"}])
def test_it_names_what_the_terminal_names(fields: dict[str, object]) -> None:
    course = made(WEEKLY, fan=FAN, chance=0.55, **fields)
    named = texts(drawn(course))
    rows = ["".join(piece.text for piece in row) for row in course_chart(course, 100, 20)]
    for word in ("today", "50", "30"):
        assert any(word in text for text in named) and any(word in row for row in rows)
    legend = " ".join(rows[-2:])
    for said in ("now ", "expected ", "likely ", "target "):
        (text,) = [text for text in named if text.startswith(said)]
        assert text.split(" by ")[0] in legend


def test_every_reading_has_its_place_and_says_its_value_and_day() -> None:
    svg = drawn(made(WEEKLY))
    line = way(svg)
    assert len(line) == len(WEEKLY)
    assert all(a[0] < b[0] and a[1] > b[1] for a, b in pairwise(line)), "later right, more above"
    marks = list(groups(svg, "actual")[1].iter(f"{XML}circle"))
    at = [(float(mark.get("cx", 0)), float(mark.get("cy", 0))) for mark in marks]
    assert at == line
    said = [mark.findtext(f"{XML}title") for mark in marks]
    assert said[0] == "30 % on 7 Sep 2026" and said[-1] == "38.5 % on 19 Oct 2026"


def test_the_way_ends_on_the_target_line_on_the_due_day() -> None:
    svg = drawn(made(WEEKLY))
    limit, _ = paths(svg, "target")
    (left, level), (right, _) = points(limit)
    planned, _ = paths(svg, "expected")
    assert points(planned)[0][0] == left
    assert points(planned)[-1] == (right, level)


def test_a_guardrail_has_its_band_shaded_and_no_target() -> None:
    course = made(WEEKLY, low=32.0, high=45.0, target=None, expected=[], expected_today=None)
    svg = drawn(course)
    band, *limits, _ = paths(svg, "target")
    assert band.get("fill-opacity")
    levels = {points(limit)[0][1] for limit in limits}
    assert {y for _, y in points(band)} == levels and len(levels) == 2
    assert "limit 32 % and 45 %" in texts(svg)
    above = drawn(made(WEEKLY, low=32.0, target=None))
    band = paths(above, "target")[0]
    assert min(y for _, y in points(band)) < way(above)[-1][1], "no upper limit: up to the edge"


def test_steps_stay_until_the_next_reading() -> None:
    steps = made([(0, 0.0), (50, 1.0)], steps=True, baseline=0.0, target=1.0, expected=[], unit="")
    line = way(drawn(steps))
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(line))
    assert len({x for x, _ in line}) == len({y for _, y in line}) == 2


def test_one_value_and_one_reading_and_none_are_drawn() -> None:
    level = made([(7 * n, 5.0) for n in range(8)], baseline=5.0, target=5.0, expected=[])
    assert len({y for _, y in way(drawn(level))}) == 1
    assert len(list(drawn(made([(0, 30.0)])).iter(f"{XML}circle"))) == 2, "the mark and its legend"
    assert "no reading yet" in texts(drawn(made([])))


def test_a_wild_reading_stands_at_the_edge_with_its_value() -> None:
    wild = [*WEEKLY[:2], (20, 9000.0), *WEEKLY[2:], (49, 39.0), (56, 41.0)]
    titles = [each.text for each in drawn(made(wild)).iter(f"{XML}title")]
    assert "9,000 % on 27 Sep 2026" in titles


def test_years_of_readings_share_columns_and_are_drawn_at_once() -> None:
    many = made([(n // 5, 30.0 + n % 17) for n in range(5000)], due=START + dt.timedelta(1100))
    begun = time.perf_counter()
    text = course_svg(many, 704, 290)
    assert time.perf_counter() - begun < 0.2, "drawn in about 12 ms on a quiet machine"
    assert len(text) < 60_000
    svg = ElementTree.fromstring(text)
    assert len(list(groups(svg, "actual")[1].iter(f"{XML}circle"))) == 1, "the last one alone"


def test_two_values_close_together_have_names_that_do_not_touch() -> None:
    met = 0
    for apart in range(1, 30):
        high = 35.0 + apart / 10
        near = made(WEEKLY, low=35.0, high=high, target=None, baseline=30.0, expected=[])
        beside = [t for t in drawn(near).iter(f"{XML}text") if t.get("text-anchor") == "end"]
        met += {"35 %", f"{high:g} %"} <= {t.text for t in beside}
        ys = sorted(float(t.get("y", 0)) for t in beside)
        assert all(b - a >= 12 for a, b in pairwise(ys))
    assert met > 20, "both limits are named unless they share a row"


def test_units_of_any_script_are_named_and_long_ones_cut() -> None:
    assert "now 38.5 件数" in texts(drawn(made(WEEKLY, unit="件数")))
    assert not any("\u202e" in text for text in texts(drawn(made(WEEKLY, unit="a\u202eb"))))
    long = texts(drawn(made(WEEKLY, unit="accounts with a very long name of a unit"), 300, 240))
    assert any(text.startswith("now 38.5") and text.endswith("…") for text in long)


def test_letters_have_about_their_width() -> None:
    assert text_width("件数", 12) == 24 and text_width("", 12) == 0
    assert text_width("iiii", 12) < text_width("aaaa", 12) < text_width("mmmm", 12)
    assert text_width("e\u0301", 12) == text_width("e", 12)
    assert safe("<a>\n\x00\uffff") == "&lt;a&gt; \N{SYMBOL FOR NULL}\ufffd"


def test_a_way_that_ends_outside_the_picture_stays_inside() -> None:
    course = made(WEEKLY, due=None, expected=[Point(START, 30.0), Point(DUE, 50.0)])
    planned = paths(drawn(course), "expected")[0]
    assert all(x <= 704 for x, _ in points(planned))
