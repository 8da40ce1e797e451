import random
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.smart.reading import LONGEST, Reading, read

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


@pytest.mark.parametrize(
    ("text", "baseline", "target", "unit", "change", "direction"),
    [
        ("trial starts up 12 pts by EOQ", None, None, "points", 12, "increase"),
        ("refund rate down 1.5pp", None, None, "%", 1.5, "decrease"),
        ("shave 300ms off the first paint", None, None, "ms", 300, "decrease"),
        ("$250K ARR increase", None, None, "USD", 250_000, "increase"),
        ("cut time to hire by ten days", None, None, "days", 10, "decrease"),
        ("Lift margin 2 points to 44%", None, 44, "%", 2, "increase"),
        ("Grow referrals by 3x", None, None, "%", 200, "increase"),
        ("Twice as many customer calls as last year", None, None, "%", 100, "increase"),
        ("MRR doubles year over year", None, None, "%", 100, "increase"),
        ("Halve the review backlog (currently 48)", 48, None, "%", 50, "decrease"),
        ("Grow visits 4% month over month", None, None, "%", 4, "increase"),
        ("Half the squad certified by June", None, 50, "%", None, "reach"),
        ("1 200 seats sold", None, 1200, "count", None, "reach"),
        ("EUR 40k of services revenue", None, 40_000, "EUR", None, "reach"),
        ("Support rating from 3.9 to 4.6 out of 5", 3.9, 4.6, "points", None, "increase"),
        ("Ease of use: 8+/10", None, 8, "points", None, "reach"),
        ("2/3 of the admins trained", None, 2 / 3, "ratio", None, "reach"),
        ("answer time under 4h (was 2 days)", 48, 4, "hours", None, "decrease"),
        ("open bugs at most 20, it's at 64 today", 64, 20, "count", None, "decrease"),
        ("Lose 8 kg", None, None, "kg", 8, "decrease"),
        ("Write down three lessons", None, 3, "count", None, "reach"),
    ],
)
def test_numbers_as_people_write_them(text, baseline, target, unit, change, direction):
    seen = reading(text)
    assert (seen.baseline, seen.target, seen.unit, seen.change_value, seen.direction) == (
        baseline, target, unit, change, direction,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Pass the SOC 2 audit",
        "Ship release 3.0 as stable version",
        "Be in the office before 9 am",
        "Take one of the open roles, one way or another",
        "Run a 10k",
        "Cover season 2 of the show",
        "less firefighting, more planning this half",
    ],
)
def test_numbers_in_names_and_times_of_day_are_no_values(text):
    seen = reading(text)
    assert (seen.target, seen.change_value) == (None, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("publish it by 3/31", date(2026, 3, 31)),
        ("hire two designers this FY", date(2026, 12, 31)),
        ("ship within 90 days post-launch", None),
        ("12 paying teams by end of Month 2", None),
        ("95% of tickets resolved in two days", None),
        ("The importer runs for 10 days without a crash", None),
        ("Meditate daily until end of June", date(2026, 6, 30)),
    ],
)
def test_by_when(text, day):
    assert reading(text).deadline == day


@pytest.mark.parametrize(
    ("text", "outcome", "vague"),
    [
        ("Rewrite the pricing page", "output", False),
        ("Orchestrate a cross-team launch", "output", False),
        ("Finally demo the importer", "output", False),
        ("Beta release of the partner portal", "output", False),
        ("First enterprise contract signed", "output", False),
        ("All services documented by June", "output", False),
        ("Weekly demos with the sales team", "output", False),
        ("Hold a pricing workshop", "output", False),
        ("Fewer escalations", "outcome", True),
        ("Make it easier to import data", "unclear", True),
        ("Attend more meetups", "output", True),
        ("Become the benchmark for onboarding", "outcome", True),
        ("Spend time on strategy", "unclear", True),
        ("Raise release frequency from weekly to daily", "outcome", False),
        ("Find an internship", "outcome", False),
        ("Support tickets per account at most 2", "outcome", False),
        ("Mean time to resolve incidents < 4 hours", "outcome", False),
        ("15 customer calls per month", "output", False),
    ],
)
def test_verbs_no_list_holds_and_sentences_without_one(text, outcome, vague):
    seen = reading(text)
    assert (seen.outcome, seen.vague) == (outcome, vague)


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("Practise SQL 3x/week", "weekly"),
        ("Blog twice a month", "monthly"),
        ("Run monthly sales reviews", "monthly"),
        ("Meet the data lead every Thursday", "weekly"),
        ("Hold bi-weekly design crits", "biweekly"),
        ("Take one day off each quarter", "quarterly"),
        ("Grow weekly active users by 20%", None),
        ("At most 2 outages per quarter", None),
    ],
)
def test_how_often(text, every):
    assert reading(text).recurring == every


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("increase 7-day retention to 40%", "7-day retention"),
        ("Reduce p95 checkout latency to 300 ms", "p95 checkout latency"),
        ("$500K ARR increase", "ARR"),
        ("A 20% increase in team satisfaction scores", "team satisfaction scores"),
        ("Raise meetings with customers from 4 to 9", "meetings with customers"),
        ("Bring time from request to answer to 2 days", "time from request to answer"),
        ("tickets per new account stay under 0.4", "tickets per new account"),
        ("Reduce churn by calling 20 accounts", "churn"),
        ("Lift it", None),
    ],
)
def test_the_words_for_what_is_measured(text, metric):
    assert reading(text).metric == metric


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Raise NPS to 50 and cut churn to 4%", "and cut churn to 4%"),
        ("Cut disputes by 40% and DSO by 10 days", "and DSO by 10 days"),
        ("Publish 6 guides; raise visits from 900 to 1,500", "; raise visits from 900 to 1,500"),
        ("5 workshops held, rating 4.5+", ", rating 4.5+"),
        ("Raise NPS and trust to 50", None),
        ("Cut churn to 4% by calling 20 accounts and answering 30 tickets", None),
        ("Raise usage by 20% while keeping 99% uptime", None),
        ("Interview 12 admins in 3 markets, with notes within 2 days", None),
        ("Raise MRR to $80k (last year grew 6% and 8%)", None),
    ],
)
def test_where_a_second_goal_stands(text, second):
    seen = reading(text)
    assert seen.several is (second is not None)
    if second:
        start, end = seen.spans["second"]
        assert text[start:end] == second


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


SEEDS = (
    "Raise onboarding completion from 62% to 78% by 30 Sep 2027",
    "Cut p95 latency by 200ms within 6 months, it's at 1.2s today; hire 3-5 people every week",
    "twice as many 1:1s as last year and $1.2M ARR (up from 85%) by EOY",
)
ALPHABET = "abc XYZ 019 .,;:()[]<>%$€£₹+-–—−→/\\'\"`’“ \t\n\x00\x1b\x9b\u202e\u200d\ud800é漢字🚀½٣"


def test_twenty_thousand_random_and_mutated_texts_are_read():
    chance = random.Random(7)
    for number in range(20_000):
        if number % 2:
            letters = list(chance.choice(SEEDS))
            for _ in range(chance.randrange(1, 6)):
                at = chance.randrange(len(letters))
                letters[at : at + chance.randrange(3)] = chance.choices(ALPHABET, k=2)
        else:
            letters = chance.choices(ALPHABET, k=chance.randrange(60))
        text = "".join(letters)
        seen = reading(text)
        assert all(0 <= start < end <= len(text) for start, end in seen.spans.values())


@pytest.mark.parametrize(
    "part", ["by Q3 ", "and cut 5 ", "1,", "(", "from 1 to 2 ", "\ud800", "in "]
)
def test_a_text_of_100_kilobytes_is_read_like_its_beginning(part):
    text = (part * 100_000)[:100_000]
    assert reading(text) == reading(text[:LONGEST])


@pytest.mark.parametrize(
    ("text", "baseline", "target"),
    [
        ("Raise NPS from -20 to -5 by Q3", -20, -5),
        ("Raise NPS from -20 to 5 by Q3", -20, 5),
        ("Raise NPS to -5 by Q3", None, -5),
        ("Improve net margin from -4% to -1%", -4, -1),
        ("Net margin must not fall below -5%", None, -5),
        ("Margin stays above -10%", None, -10),
    ],
)
def test_values_below_zero_keep_their_sign(
    text: str, baseline: float | None, target: float
) -> None:
    seen = reading(text)
    assert (seen.baseline, seen.target, seen.change_value) == (baseline, target, None)


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("tickets must not fall below 40", "tickets"),
        ("NPS does not drop below 40", "NPS"),
        ("CSAT stays above 4.2", "CSAT"),
        ("keep NPS from falling below 40", "NPS"),
        ("response time no slower than 200 ms", "response time"),
    ],
)
def test_the_name_of_a_limit_ends_before_what_is_said_of_it(text: str, metric: str) -> None:
    assert reading(text).metric == metric


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("Reduce monthly double bookings from 38 to 20", "monthly double bookings"),
        ("Reduce the share of double bookings from 3.8 % to 2 %", "share of double bookings"),
        ("Cut weekly support tickets from 40 to 20", "weekly support tickets"),
    ],
)
def test_a_word_that_could_act_says_which_where_it_stands_before_its_noun(
    text: str, metric: str
) -> None:
    seen = reading(text)
    assert seen.metric == metric and seen.direction == "decrease"
