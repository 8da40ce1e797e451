"""What the reader knows is stated as classes of words: each holds for unrelated sentences."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pmgoals.smart.reading import Reading, read

TODAY = date(2026, 1, 15)


def reading(text: str) -> Reading:
    return read(text, TODAY)


@pytest.mark.parametrize("text", ["Fix onboarding", "Resolve friction", "Refactoring billing"])
def test_mending_a_thing_does_not_say_what_will_be_mended(text: str) -> None:
    assert reading(text).vague


@pytest.mark.parametrize(
    "text",
    ["Fix the import of long names", "Resolve both open audits", "Refactor the billing service"],
)
def test_mending_something_said_can_be_checked(text: str) -> None:
    assert not reading(text).vague


@pytest.mark.parametrize(
    "text",
    ["Spend time mentoring juniors", "Invest energy planning launches", "Give attention daily"],
)
def test_giving_what_is_never_used_up_has_no_end(text: str) -> None:
    assert reading(text).vague


@pytest.mark.parametrize(
    "text",
    ["Break even by December", "Get a scholarship", "Have the security badge", "Become profitable"],
)
def test_what_is_attained_can_be_checked(text: str) -> None:
    seen = reading(text)
    assert (seen.outcome, seen.vague) == ("outcome", False)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Earn my first dollar online", "outcome"),
        ("Win our first customer in Spain", "outcome"),
        ("Get the first referral", "outcome"),
        ("Write the first draft", "output"),
        ("Launch our first pilot", "output"),
    ],
)
def test_the_first_of_something_is_got_or_made(text: str, outcome: str) -> None:
    seen = reading(text)
    assert (seen.outcome, seen.vague) == (outcome, False)


@pytest.mark.parametrize(
    ("text", "size", "direction"),
    [
        ("Increase trial starts by half", 50, "increase"),
        ("Cut support tickets by half", 50, "decrease"),
        ("Hosting cost down by half", 50, "decrease"),
        ("Cut the number of handovers in half", 50, "decrease"),
        ("Tripling weekly demos", 200, "increase"),
        ("Halves its queue", 50, "decrease"),
        ("Half as many escalations", 50, "decrease"),
    ],
)
def test_words_for_the_size_of_a_change(text: str, size: float, direction: str) -> None:
    seen = reading(text)
    assert (seen.change_value, seen.change_kind, seen.direction) == (size, "relative", direction)


@pytest.mark.parametrize(
    "text", ["Tickets are the last one of many", "Help one another", "Ship it on day one"]
)
def test_a_one_that_counts_nothing_is_no_number(text: str) -> None:
    assert not reading(text).has_number


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("Raise share of users who sign up from 30% to 60%", "share of users who sign up"),
        ("Raise share of users who sign up to 60%", "share of users who sign up"),
        ("Raise new teams with a booking in week 1 to 45 %", "new teams with a booking in week 1"),
        ("Raise small teams still active on day 30 to 46 %", "small teams still active on day 30"),
        ("Raise items with a keep or stop decision to 80 %", "items with a keep or stop decision"),
        ("Raise monthly interviews with team leads to 4", "monthly interviews with team leads"),
        ("Raise NPS to 50 and cut churn to 5 %", "NPS"),
        ("Cut time to value to 5 days", "time to value"),
        ("Raise tasks handed over from 4 to 9", "tasks handed over"),
        ("Cut bugs reported by users from 30 to 9", "bugs reported by users"),
        ("Move share of teams with one clear owner from 3% to 9%",
         "share of teams with one clear owner"),
        ("Raise NPS and win deals from 5 to 9", "deals"),
        ("Improve retention via emails from 30% to 40%", "retention"),
        ("Cut churn down from 8% to 4%", "churn"),
        ("Cut churn by calling accounts from 5 to 3", "churn"),
        ("Raise the average order value from $30 to $40", "average order value"),
    ],
)  # fmt: skip
def test_a_name_may_hold_verbs_and_numbers_of_its_own(text: str, metric: str) -> None:
    assert reading(text).metric == metric


@pytest.mark.parametrize(
    ("text", "baseline", "deadline"),
    [
        ("Raise tickets answered within a day from 30% to 60% by Q3 2026", 30, date(2026, 9, 30)),
        ("Raise users back in two weeks from 3 to 9 by 30 Jun 2026", 3, date(2026, 6, 30)),
        ("Raise actions in the first week from $5 to $9 by May 2026", 5, date(2026, 5, 31)),
        ("Grow revenue in the next 6 months from $5k to $9k", 5000, date(2026, 7, 15)),
    ],
)
def test_a_span_before_its_value_belongs_to_the_metric_when_a_day_follows(
    text: str, baseline: float, deadline: date
) -> None:
    seen = reading(text)
    assert (seen.baseline, seen.deadline) == (baseline, deadline)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Things get better with age", "has_number", False),
        ("Got better at pricing", "direction", None),
        ("May 3 new hires join", "target", 3),
        ("March 3 is the day", "has_number", False),
    ],
)
def test_small_words(text: str, field: str, value: Any) -> None:
    assert getattr(reading(text), field) == value
