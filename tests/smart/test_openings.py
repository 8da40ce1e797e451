"""What stands before a goal and behind it: who wants it, and why."""

from __future__ import annotations

import datetime as dt

import pytest

from pmgoals.smart.reading import Reading, read
from pmgoals.smart.reading_words import say_reading

TODAY = dt.date(2026, 11, 28)


def seen(text: str) -> Reading:
    return read(text, TODAY)


@pytest.mark.parametrize(
    "wanted",
    [
        "I want to ",
        "I'd like to ",
        "I’d like to ",
        "We will ",
        "we'll ",
        "I am going to ",
        "My goal is to ",
        "Our aim for this team is to ",
        "The goal is that we will be able to ",
        "I want to be able to ",
        "Goal: ",
        "",
    ],
)
def test_who_wants_it_is_no_part_of_what_is_measured(wanted: str) -> None:
    """`I want to answer 10 of 12` once measured “I want to answer 10 of 12 roadmap questions”."""
    found = seen(f"{wanted}answer 10 of 12 roadmap questions with my own query by June, up from 2")
    assert (found.metric, found.baseline, found.target) == ("roadmap questions", 2, 10)
    assert found.deadline == dt.date(2027, 6, 30)
    assert seen(f"{wanted}raise NPS to 50").metric == "NPS"


@pytest.mark.parametrize(
    "text", ["I want to", "My goal is", "We will", "Goal:", "I", "our aim for", "I'd"]
)
def test_an_opening_alone_says_nothing(text: str) -> None:
    assert seen(text).metric is None and seen(text).vague


def test_a_goal_as_a_thing_is_no_opening() -> None:
    assert seen("Goal rate from 3 to 5").metric == "Goal rate"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Cut checkout errors by March from 4% to 2% so that shops stay", "shops stay"),
        ("Cut checkout errors from 4% to 2% so that shops stay by March.", "shops stay"),
        ("Raise NPS to 50 because three accounts left, by June", "three accounts left"),
        ("Raise NPS to 50 so our sales team can sell", "our sales team can sell"),
        ("Cut tickets from 40 to 20 a week so support can keep up", "support can keep up"),
        ("Cut tickets from 40 to 20 so our new team will cope, by May", "our new team will cope"),
        (
            "Raise releases from 2 to 4 a week to shorten the wait for fixes",
            "to shorten the wait for fixes",
        ),
        ("Raise releases from 2 to 4 per week by March to win time back", "to win time back"),
        ("Cut churn by 5%, to keep the small shops by June", "to keep the small shops"),
        ("Get 10 customers to renew by June", None),
        ("Raise the share of users able to log in from 40% to 60%", None),
        ("Cut churn from 6% to below 4%", None),
        ("Find three ways to shorten the wait for fixes", None),
        ("Raise NPS from 30 to 40 to win", None),
        ("Raise trials from 4 to 6 users to sign up alone", None),
        ("Rework the page so that sign-ups reach 40%", None),
        ("Raise NPS to 50 because of it", "of it"),
        ("Raise NPS to 50 and so on", None),
        ("So far so good", None),
        ("Raise NPS to 50 so that", None),
    ],
)
def test_the_reason_stands_behind_the_goal(text: str, reason: str | None) -> None:
    found = seen(text)
    assert found.reason == reason
    if reason:
        assert text[slice(*found.spans["reason"])] == reason
        assert say_reading(found).endswith(f"why: {reason}")
