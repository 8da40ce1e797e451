import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.smart.reading import Reading, read

TODAY = date(2026, 1, 15)


def reading(text):
    return read(text, TODAY)


@pytest.mark.parametrize(
    ("text", "baseline", "target", "unit", "direction"),
    [
        ("Raise trial activation from 31% to 45% by Q2", 31, 45, "%", "increase"),
        ("Cut refund handling from 3 days to under 6 hours", 72, 6, "hours", "decrease"),
        ("Bring deploy lead time down from 9 to 4 days", 9, 4, "days", "decrease"),
        ("Reach an NPS of 55 (currently 41)", 41, 55, "points", "increase"),
        ("Push uptime to 99.9%, up from 99.2%", 99.2, 99.9, "%", "increase"),
        ("Grow ARR from $1.2M → $2M", 1_200_000, 2_000_000, "USD", "increase"),
        ("Keep churn under 3%", None, 3, "%", "maintain"),
        ("Interview 12 customers by March", None, 12, "count", "reach"),
        ("Close at least 5 partner deals", None, 5, "count", "reach"),
        ("Improve app rating to 4.6/5", None, 4.6, "points", "increase"),
    ],
)
def test_from_where_to_where(text, baseline, target, unit, direction):
    seen = reading(text)
    assert (seen.baseline, seen.target, seen.unit, seen.direction) == (
        baseline, target, unit, direction,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit", "direction"),
    [
        ("Grow weekly active teams by 30%", "relative", 30, "%", "increase"),
        ("Increase visits to our pricing page by 25%", "relative", 25, "%", "increase"),
        ("A 40% reduction in support tickets", "relative", 40, "%", "decrease"),
        ("See an increase of 12% in renewals", "relative", 12, "%", "increase"),
        ("Improve checkout latency by 20%", "relative", 20, "%", "decrease"),
        ("Lift NPS by 8 points", "absolute", 8, "points", "increase"),
        ("Cut hosting spend by £400", "absolute", 400, "GBP", "decrease"),
        ("Partner NPS +9", "absolute", 9, "points", "increase"),
        ("Double the number of paying teams", "relative", 100, "%", "increase"),
    ],
)
def test_by_how_much(text, kind, value, unit, direction):
    seen = reading(text)
    assert (seen.change_kind, seen.change_value, seen.unit, seen.direction) == (
        kind, value, unit, direction,
    )  # fmt: skip
    assert seen.target is None


@pytest.mark.parametrize(
    ("text", "outcome", "vague"),
    [
        ("Get better at storytelling", "unclear", True),
        ("Learn more about pricing", "unclear", True),
        ("Launch the partner portal", "output", False),
        ("Publish 4 case studies", "output", False),
        ("Improve trial retention", "outcome", True),
        ("Pass the security exam", "outcome", False),
        ("Become a group product manager", "outcome", False),
        ("Build stronger stakeholder relationships", "unclear", True),
        ("Cut onboarding time from 9 to 4 days", "outcome", False),
        ("Ship the importer to reduce churn from 8% to 5%", "outcome", False),
    ],
)
def test_result_or_work(text, outcome, vague):
    seen = reading(text)
    assert (seen.outcome, seen.vague) == (outcome, vague)


def test_all_parts_of_one_sentence_and_where_they_stand():
    text = "Raise onboarding completion from 62% to 78% by Q3 2026 and review it weekly"
    seen = reading(text)
    assert seen.metric == "onboarding completion"
    assert seen.deadline == date(2026, 9, 30)
    assert seen.recurring == "weekly"
    assert {name: text[a:b] for name, (a, b) in seen.spans.items()} == {
        "metric": "onboarding completion",
        "baseline": "62%",
        "target": "78%",
        "deadline": "by Q3 2026",
        "recurring": "weekly",
    }


def test_two_goals_in_one():
    assert reading("Raise NPS to 50 and cut churn to 4%").several
    assert not reading("Raise NPS and trust to 50").several


def test_an_empty_sentence_says_nothing():
    assert reading("") == Reading()


WORDS = "raise NPS from 5 % to at least 7 by Q3 and ; cut 3-5 $ 2x half ( currently"
PARTS = st.sampled_from(WORDS.split(" "))


@given(st.one_of(st.text(), st.lists(PARTS).map(" ".join)))
def test_whatever_is_typed_is_read_and_spans_lie_inside(text):
    seen = reading(text)
    assert seen == reading(text)
    for start, end in seen.spans.values():
        assert 0 <= start < end <= len(text)
    if seen.metric:
        start, end = seen.spans["metric"]
        assert text[start:end] == seen.metric
    if seen.deadline_text:
        start, end = seen.spans["deadline"]
        assert text[start:end] == seen.deadline_text


def test_long_texts_are_read_quickly():
    for piece in ("raise 5 to ", "and ", "x", "9", "(", "increase of 5% by Q3; "):
        start = time.perf_counter()
        reading(piece * (100_000 // len(piece)))
        assert time.perf_counter() - start < 2, piece


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Take revenue to $5 million", "target", 5_000_000),
        ("Bring churn down to 3%", "direction", "decrease"),
        ("Keep errors under 2 per cent", "unit", "%"),
        ("Lift retention by 4 percentage points", "change_kind", "absolute"),
        ("Double our pilot list", "has_number", True),
        ("Cut spend 15% by fiscal year end", "deadline", date(2026, 12, 31)),
        ("Open the beta, Q3", "deadline", date(2026, 9, 30)),
        ("Grow sales 10% compared to Q3.", "deadline", None),
        ("Make the app delightful", "vague", True),
        ("Win 40 trials per month", "recurring", None),
        ("Publish two essays a month", "recurring", "monthly"),
        ("Launch the portal", "metric", None),
        ("Improve the error rate", "direction", "decrease"),
    ],
)
def test_small_print(text, field, value):
    assert getattr(reading(text), field) == value


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Draft a skills matrix", "vague", False),
        ("Build PM skills", "vague", True),
        ("Have weekly 1:1s with the team", "has_number", False),
        ("2x revenue", "change_value", 100),
        ("Cut time to first value from 9 to 4 days", "metric", "time to first value"),
        ("Swim 3 laps", "metric", "laps"),
        ("Win the hackathon", "vague", False),
    ],
)
def test_more_small_print(text, field, value):
    assert getattr(reading(text), field) == value


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Collect notes from 5 peers", "target", 5),
        ("Move seller NPS from -5 to 20", "baseline", -5),
        ("Sign twenty-five partners", "target", 25),
        ("Reach three hundred partners", "target", 300),
        ("Cut handling by 30% (from 10 days to 7 days)", "change_value", 30),
        ("Improve data quality to 99%", "direction", "increase"),
        ("Ensure every squad can deploy alone", "vague", False),
    ],
)
def test_numbers_in_words_and_changes_beside_them(text, field, value):
    assert getattr(reading(text), field) == value
