"""The chart of a course: right in every size, for every course."""

from __future__ import annotations

import datetime as dt
import time

from course_maker import DUE, FAN, START, WEEKLY, courses, made
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgoals.analytics.course import Course
from pmgoals.drawing.course_chart import course_chart
from pmgoals.drawing.frame import Values, days_of, values_of
from pmgoals.drawing.raster import Row


def text(rows: list[Row]) -> list[str]:
    return ["".join(piece.text for piece in row) for row in rows]


@settings(max_examples=150, deadline=None)
@given(courses(), st.integers(20, 160), st.integers(4, 16), st.booleans(), st.booleans())
def test_any_course_fills_its_rows_exactly(
    course: Course, width: int, height: int, plain: bool, chance: bool
) -> None:
    rows = text(course_chart(course, width, height, plain=plain, chance=chance))
    assert len(rows) == max(height, 6)
    assert {len(row) for row in rows} == {max(width, 24)}
    assert all(row.isprintable() for row in rows)
    if plain:
        assert all(row.isascii() for row in rows)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=9),
    st.integers(40, 160), st.integers(8, 16), st.booleans(),
)  # fmt: skip
def test_the_last_reading_is_drawn_in_its_row(
    values: list[float], width: int, height: int, plain: bool
) -> None:
    course = made([(7 * n, value) for n, value in enumerate(values)])
    rows = course_chart(course, width, height, plain=plain)
    legend = 1 if "expected" in text(rows)[-1] and "now" in text(rows)[-1] else 2
    plot = rows[: height - 2 - legend]
    down = 1 if plain else 4
    scale = Values(*values_of(course), len(plot) * down)
    row = plot[scale.y(values[-1]) // down]
    signs = "".join(piece.text for piece in row if piece.role == "actual")
    assert ("*" if plain else "●") in signs


def test_the_axis_names_baseline_target_and_a_round_value() -> None:
    rows = text(course_chart(made(WEEKLY), 72, 12))
    names = [row.split("┤")[0].strip() for row in rows if "┤" in row]
    assert names[0] == "50 %" and names[-1] == "30 %"
    assert 3 <= len(names) <= 5
    widths = {row.index("┤") for row in rows if "┤" in row}
    assert len(widths) == 1
    assert "today" in rows[-2] and "7 Sep" in rows[-2] and "16 Dec" in rows[-2]


def test_the_legend_tells_the_numbers() -> None:
    wide = text(course_chart(made(WEEKLY, fan=FAN, chance=0.55), 120, 12, plain=True))[-1]
    assert wide.strip() == (
        "* now 38.5 %  . expected 42 %  : likely 40 to 56 % by 16 Dec 2026, 55 % to reach it"
        "  - target 50 %"
    )
    quiet = text(course_chart(made(WEEKLY, fan=FAN, chance=0.55), 120, 12, chance=False))
    assert "to reach it" not in quiet[-1] and "● now 38.5 %" in quiet[-1]


def test_the_legend_says_why_there_is_no_forecast() -> None:
    assert "a forecast takes 4 readings" in text(course_chart(made(WEEKLY[:3]), 90, 12))[-1]
    for other in (made(WEEKLY), made(WEEKLY[:3], today=DUE), made(WEEKLY[:3], due=None)):
        assert "a forecast" not in "".join(text(course_chart(other, 90, 12)))


def test_a_narrow_legend_takes_two_rows_before_it_leaves_out_a_line() -> None:
    rows = text(course_chart(made(WEEKLY, fan=FAN, chance=0.55), 44, 10, plain=True))
    assert "now 38.5 %" in rows[-2] and "expected 42 %" in rows[-2]
    assert "likely 40 to 56 %" in rows[-1]


def test_the_range_is_shaded_from_the_last_reading_to_the_due_day() -> None:
    rows = course_chart(made(WEEKLY, fan=FAN), 72, 12, plain=True)
    shaded = [row for row in text(rows)[:-3] if ":" in row]
    assert shaded and all(row.rstrip().endswith((":", ".", "-")) for row in shaded)
    assert not any(":" in row[:30] for row in shaded)


def test_one_wild_reading_stands_at_the_edge_with_an_arrow() -> None:
    wild = [*WEEKLY[:2], (20, 9000.0), *WEEKLY[2:], (49, 39.0), (56, 41.0)]
    assert values_of(made(wild))[1] < 100
    assert "▴" in "".join(text(course_chart(made(wild), 72, 12)))
    assert "^" in text(course_chart(made(wild), 72, 12, plain=True))[0]


def test_a_thing_that_is_there_or_not_is_drawn_in_steps() -> None:
    rows = text(
        course_chart(
            made([(0, 0.0), (50, 1.0)], steps=True, baseline=0.0, target=1.0, expected=[], unit=""),
            60, 10, plain=True,
        )
    )  # fmt: skip
    assert "*" * 25 in rows[6] and "*" in rows[3]


def test_readings_outside_the_goals_days_are_in_the_picture_when_they_are_near() -> None:
    near = made([(-10, 29.0), (130, 60.0)])
    assert days_of(near) == (START - dt.timedelta(days=10), START + dt.timedelta(days=130))
    far = made([(-900, 29.0), (10, 31.0)])
    assert days_of(far) == (START, DUE)
    alone = made([(0, 30.0)], due=START, today=START)
    assert days_of(alone)[0] < START < days_of(alone)[1]


def test_years_of_readings_are_drawn_at_once() -> None:
    many = made([(n // 50, 30.0 + n % 17) for n in range(5000)])
    best = 1.0
    for _ in range(3):
        begun = time.perf_counter()
        course_chart(many, 160, 16)
        best = min(best, time.perf_counter() - begun)
    assert best < 0.05, "drawn well under 10 ms on a quiet machine"
