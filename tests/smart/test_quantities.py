import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.smart.quantities import quantities
from pmgoals.smart.tokens import tokens


def found(text):
    return [(q.value, q.unit) for q in quantities(tokens(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hold 15+ calls", [(15, None)]),
        ("bring $1.2M in", [(1_200_000, "USD")]),
        ("win 1,200 fans", [(1200, None)]),
        ("coach ten people twice", [(10, None), (2, None)]),
        ("from 9 to 4 days", [(9, None), (4, "days")]),
        ("load in >= 40 ms", [(40, "ms")]),
        ("errors under 10%", [(10, "%")]),
        ("a mark of 4.5/5", [(4.5, "points")]),
        ("2x the speed at 350ms", [(2, "x"), (350, "ms")]),
        ("reply in 3 business days", [(3, "days")]),
    ],
)
def test_numbers_that_say_how_much(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "30-day activation", "Day-1 retention", "activity in the first 30 days", "P99 latency",
        "run a 5K race", "the Q3 plan", "ship v2.0", "in 2026", "by June 30", "finish phase 2",
        "since 12 March", "2026-06-30",
    ],
)  # fmt: skip
def test_numbers_in_names_dates_and_windows_are_no_values(text):
    assert found(text) == []


def test_ranges_signs_and_bounds():
    [ranged] = quantities(tokens("hire 3-5 people"))
    assert (ranged.value, ranged.noun) == (3, "people")
    for text, value in [("2-3 million users", 2e6), ("$1-2M", 1e6), ("4k-5k visits", 4e3)]:
        assert [q.value for q in quantities(tokens(text))] == [value]
    [signed] = quantities(tokens("NPS +12"))
    assert signed.sign == "+"
    bounds = [q.bound for q in quantities(tokens("at least 4, below 9, < 2, 7+"))]
    assert bounds == ["floor", "ceiling", "ceiling", "floor"]


@given(st.one_of(st.text(), st.text("0123456789.,-+%$<> kMxten days/", max_size=60)))
def test_quantities_lie_in_the_text_and_do_not_overlap(text):
    end = 0
    for quantity in quantities(tokens(text)):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("tickets stay under 5", "ceiling"),
        ("tickets must not fall below 40", "floor"),
        ("CSAT doesn't drop below 4.2", "floor"),
        ("CSAT not under 4.2", "floor"),
        ("error rate does not rise above 2%", "ceiling"),
        ("refund rate should never exceed 3%", "ceiling"),
        ("no more than 3 defects", "ceiling"),
        ("keep NPS from falling below 40", "floor"),
        ("prevent churn from rising above 3%", "ceiling"),
        ("avoid churn above 3%", "ceiling"),
        ("NPS no lower than 40", "floor"),
        ("do not let NPS drop below 40", "floor"),
        ("not only raise NPS above 40", "floor"),
        ("it is not late, and stays above 40", "floor"),
        ("no fewer than 3 calls", "floor"),
        ("response time no slower than 200 ms", "ceiling"),
    ],
)
def test_a_not_turns_a_limit_round(text: str, bound: str) -> None:
    assert [q.bound for q in quantities(tokens(text))] == [bound]
