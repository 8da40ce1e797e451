"""What a field takes: amounts, minutes, confidence; and how numbers are said."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgoals.errors import BadInput
from pmgoals.model.amounts import (
    Amount,
    parse_amount,
    parse_confidence,
    parse_grade,
    parse_minutes,
    parse_rating,
    parse_weight,
    say_amount,
    say_minutes,
    say_number,
    say_signed,
    shown,
    with_unit,
)

UNITS = [
    None, "%", "days", "weeks", "months", "hours", "minutes", "seconds", "ms", "USD", "EUR", "GBP",
    "INR", "points", "users",
]  # fmt: skip
SCRAPS = st.sampled_from([*"0159.,+-$€%/:kmMhb ", "users", "eur", "out of", "1e9", "nan"])


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("62", 62, None),
        ("62%", 62, "%"),
        (" 62  % ", 62, "%"),
        ("62 per cent", 62, "%"),
        ("1,200", 1200, None),
        ("1,234,567.89", 1234567.89, None),
        ("1,00,000", 100_000, None),
        ("1 200 EUR", 1200, "EUR"),
        ("1.2M", 1_200_000, None),
        ("0.07M", 70_000, None),
        ("5k", 5000, None),
        ("5 km", 5, "km"),
        ("$1.2M", 1_200_000, "USD"),
        ("$1.2m", 1_200_000, "USD"),
        ("1200 EUR", 1200, "EUR"),
        ("1.200 €", 1.2, "EUR"),
        ("£3bn", 3e9, "GBP"),
        ("Rs 500", 500, "INR"),
        ("₹5", 5, "INR"),
        ("-$300", -300, "USD"),
        ("$-300", -300, "USD"),
        ("4.5/5", 4.5, "points"),
        ("4 out of 5", 4, "points"),
        ("15+", 15, None),
        ("15+ users", 15, "users"),
        ("-3", -3, None),
        ("\N{MINUS SIGN}3", -3, None),
        ("+3", 3, None),
        (".5", 0.5, None),
        ("3.5 days", 3.5, "days"),
        ("3.5d", 3.5, "days"),
        ("1 day", 1, "days"),
        ("250ms", 250, "ms"),
        ("12 users", 12, "users"),
        ("12 Users per week", 12, "Users per week"),
        ("12 P1 bugs", 12, "P1 bugs"),
    ],
)
def test_an_amount_is_read(text: str, value: float, unit: str | None) -> None:
    assert parse_amount(text) == Amount(value, unit)


@pytest.mark.parametrize(
    "text",
    ["abc", "", " ", "nan", "inf", "-inf", "1e5", "1e999", "--3", "5-10", "5 to 10", "1.2.3",
     "1,2345", "12 34", "$5 eur", "5 %%", "٣", "1_000", "12\x1b[31m", "9" * 81, "9 users\x00"],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_amount(text)
    assert caught.value.what == f"{shown(text)} is not a number."
    assert caught.value.mend == "Write a number such as 62, 62 %, 1,200 or $1.2M."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1,5", "1,5 is not clear: a comma parts thousands here. Write 1.5 or 1,500."),
        ("45m", "45m could be minutes, months or millions. Write 45 min, 45 months or 45M."),
        ("7/5", "7/5 is off its scale. Write a rating such as 4.5/5."),
        ("2000000bn", "2000000bn is too large. The largest number a field takes is 1e15."),
        ("9" * 60, "9" * 39 + "… is too large. The largest number a field takes is 1e15."),
    ],
)
def test_unclear_numbers_are_refused_with_a_better_hint(text: str, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_amount(text)
    assert str(caught.value) == message


@given(
    st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: round(value, 2)),
    st.sampled_from(UNITS),
)
def test_an_amount_reads_back_what_it_says(value: float, unit: str | None) -> None:
    assert parse_amount(say_amount(value, unit)) == Amount(value, unit)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45m", 45),
        ("45 min", 45),
        ("45 Minutes", 45),
        ("1h", 60),
        ("2 hours", 120),
        ("1h30", 90),
        ("1h30m", 90),
        ("1h5", 65),
        ("1 h 30 min", 90),
        ("1:30", 90),
        ("1.5h", 90),
        (".5 h", 30),
        ("90", 90),
        ("168h", 10_080),
    ],
)
def test_minutes_are_read(text: str, minutes: int) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize(
    "text", ["", "x", "0", "0h", "-5", "1.5", "1h75", "1:5", "1:75", "10081", "169h", "٩", "9" * 99]
)
def test_other_lengths_of_time_are_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_minutes(text)
    assert caught.value.mend == "Write a time such as 45m, 1h30 or 1.5h."


@given(st.integers(1, 10_080))
def test_minutes_read_back_what_they_say(minutes: int) -> None:
    assert parse_minutes(say_minutes(minutes)) == minutes


def test_minutes_are_said() -> None:
    assert [say_minutes(n) for n in (0, 45, 60, 90)] == ["0 min", "45 min", "1 h", "1 h 30 min"]


def test_confidence_is_read() -> None:
    assert [parse_confidence(text) for text in ("1", " 10 ", "7/10", "7 out of 10")] == [
        1,
        10,
        7,
        7,
    ]


@pytest.mark.parametrize("text", ["", "0", "11", "7.5", "70%", "7/5", "high", "-1", "٧"])
def test_other_confidences_are_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_confidence(text)
    assert caught.value.what == f"{shown(text)} is not a confidence."


@pytest.mark.parametrize(
    ("text", "grade"),
    [("0.8", 0.8), ("80 %", 0.8), (" 80% ", 0.8), ("1", 1.0), ("0", 0.0), (".7", 0.7),
     ("100 percent", 1.0), ("7 %", 0.07)],
)  # fmt: skip
def test_grades_are_read(text: str, grade: float) -> None:
    assert parse_grade(text) == grade


@pytest.mark.parametrize("text", ["", "80", "1.1", "120 %", "-0.5", "0,8", "8/10", "0.8 d", "٠"])
def test_other_grades_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not a grade") as caught:
        parse_grade(text)
    assert "0.0 to 1.0" in caught.value.mend and "80 %" in caught.value.mend


def test_ratings_are_read() -> None:
    assert [parse_rating(text) for text in ("1", " 10 ", "7/10", "7 out of 10")] == [1, 10, 7, 7]
    assert [parse_rating(text, 1, 5) for text in ("5", "4/5")] == [5, 4]


@pytest.mark.parametrize("text", ["", "0", "11", "7.5", "70%", "7/5", "7 days", "-1", "07", "٧"])
def test_other_ratings_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not a rating") as caught:
        parse_rating(text)
    assert "1 to 10" in caught.value.mend
    with pytest.raises(BadInput):
        parse_rating("6", 1, 5)


def test_weights_are_read() -> None:
    assert [parse_weight(text) for text in ("2", " 0.5", "1,000")] == [2.0, 0.5, 1000.0]


@pytest.mark.parametrize("text", ["", "0", "-1", "2 days", "50 %", "heavy"])
def test_other_weights_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not a weight") as caught:
        parse_weight(text)
    assert "above 0" in caught.value.mend


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (62.0, "62"),
        (1200, "1,200"),
        (1234567, "1,234,567"),
        (0.5, "0.5"),
        (0.125, "0.12"),
        (100.0, "100"),
        (-0.001, "0"),
        (-3.10, "-3.1"),
    ],
)
def test_numbers_are_said(value: float, text: str) -> None:
    assert say_number(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (62, "%", "62 %"),
        (1200, "USD", "$1,200"),
        (1.5, "USD", "$1.50"),
        (-300, "EUR", "-€300"),
        (1, "days", "1 day"),
        (3, "days", "3 days"),
        (1, "ms", "1 ms"),
        (12, "users", "12 users"),
        (12, None, "12"),
        (12, "", "12"),
    ],
)
def test_amounts_are_said(value: float, unit: str | None, text: str) -> None:
    assert say_amount(value, unit) == text


def test_amounts_are_said_as_finely_as_is_asked() -> None:
    assert say_amount(0.0394, "", 4) == "0.0394"
    assert say_amount(42.83, "%", 1) == "42.8 %"
    assert say_amount(1200, "users", 0) == "1,200 users"
    assert say_amount(0.0315, "USD", 4) == "$0.0315"
    assert say_amount(1234.5, "USD", 0) == "$1,234"
    assert with_unit("1.2M", "USD") == "$1.2M"


def test_changes_are_said_with_their_sign() -> None:
    assert say_signed(3) == "+3"
    assert say_signed(-2, "days") == "-2 days"
    assert say_signed(1200, "USD") == "+$1,200"
    assert say_signed(0.001) == "0"


@given(st.text(max_size=400))
def test_what_is_shown_is_one_short_printable_line(text: str) -> None:
    assert shown(text).isprintable()
    assert 1 <= len(shown(text)) <= 40


@settings(max_examples=2000, deadline=None)
@given(st.one_of(st.text(max_size=90), st.lists(SCRAPS, max_size=8).map("".join)))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (
        parse_amount, parse_minutes, parse_confidence, parse_grade, parse_rating, parse_weight,
    ):  # fmt: skip
        try:
            result = read(text)
        except BadInput as problem:
            assert problem.mend
            assert str(problem).isprintable()
        else:
            assert math.isfinite(result.value if isinstance(result, Amount) else result)
