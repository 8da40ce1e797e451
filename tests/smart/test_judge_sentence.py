"""The critic on a sentence alone: what a person hears while typing the first line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_cases import SENTENCE, SETTING, TODAY, around, line, take
from test_rule_texts import is_place

from pmgoals import knowledge
from pmgoals.smart.critic import judge_sentence
from pmgoals.smart.finding import LETTERS, Judgement
from pmgoals.smart.reading import parse
from pmgoals.smart.rules import RULES
from pmgoals.smart.sketch import sentence_sketch


def judged(text: str, **options: Any) -> Judgement:
    return judge_sentence(parse(text, TODAY), SETTING, **options)


def said(text: str) -> dict[str, str]:
    return {finding.rule: finding.severity for finding in judged(text).findings}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Raise NPS from 38 to 45 by 31 Dec 2027", ""),
        ("Keep churn under 3 % until 31 Dec 2027", ""),
        ("Reduce bugs from 40 to 12 by 30 Jun 2027", ""),
        (SENTENCE, "R3"),
        ("Become a group product manager by 31 Dec 2027", "M9"),
        ("Improve the trial experience", "S1 S5 M1 T1"),
        ("Build trust with sales", "S5 M1 T1"),
        ("Increase engagement", "M1 T1"),
        ("Launch a reporting dashboard", "S4 M4 M9 T1"),
        ("Run 12 customer interviews by 31 Mar 2027", "M4 M5"),
        ("Raise NPS to 45 and cut churn to 2 %", "S2 M2 T1"),
        ("Reach 50,000 page views by 31 Dec 2027", "M6 R3"),
        ("Reduce response time from 4 to 9 hours", "M10 T1"),
        ("Double activation within six weeks", "M2 A1 R3 T2"),
        ("Grow company revenue by 20 %", "M2 A3 R3 T1"),
        ("Learn SQL", "S1 M1 T1"),
        ("Raise NPS to 45 by 30 Jun 2019", "M2 T4"),
        ("Ship the import soon", "M4 M9 T1 T2"),
        ("Raise market share from 12 % to 15 % by 31 Mar 2027", "M8 A3 R3"),
    ],
)
def test_what_is_said_about_a_sentence(text: str, found: str) -> None:
    assert " ".join(said(text)) == found


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("Raise NPS from 38 to 45 by 31 Dec 2027", "pass pass pass pass pass"),
        (SENTENCE, "pass pass pass pass pass"),
        ("Improve the trial experience", "warn fail pass pass fail"),
        ("Launch a reporting dashboard", "pass warn pass pass fail"),
        ("Double activation within six weeks", "pass warn warn pass pass"),
        ("Raise NPS to 45 by 30 Jun 2019", "pass warn pass pass fail"),
    ],
)
def test_the_verdicts_of_a_sentence(text: str, verdicts: str) -> None:
    assert judged(text).verdicts == dict(zip(LETTERS, verdicts.split(), strict=True))


def test_the_strength_of_a_sentence_counts_the_rules_that_apply() -> None:
    assert judged("Raise NPS from 38 to 45 by 31 Dec 2027").strength == 1.0
    # S1 S3 S5 M1 pass, S4 and M9 are information, M4 warns, T1 blocks.
    dashboard = judged("Launch a reporting dashboard")
    assert dashboard.strength == pytest.approx((4 + 2 * 0.75 + 0.5 + 0) / 8)
    # S3 M9 pass or are moot, S1 and S5 warn, M1 and T1 block.
    assert judged("Build trust with sales").strength == pytest.approx((2 + 0.5 + 0 + 0) / 5)


def test_levels_and_profiles_hold_for_a_sentence() -> None:
    text = "Launch a reporting dashboard"
    assert "M4" not in {f.rule for f in judged(text, levels={"M4": "off"}).findings}
    strict = {f.rule: f.severity for f in judged(text, profile="strict").findings}
    assert strict == {"S4": "warn", "M4": "warn", "M9": "warn", "T1": "block"}
    gentle = {f.rule: f.severity for f in judged(text, profile="gentle").findings}
    assert gentle == {"S4": "info", "M4": "info", "M9": "info", "T1": "block"}


def test_a_stronger_sentence_is_stronger() -> None:
    ladder = [
        "Improve retention",
        "Improve retention by 31 Dec 2027",
        "Raise retention to 46 % by 31 Dec 2027",
        "Raise retention from 40 % to 46 % by 31 Dec 2027",
        "Raise retention from 40 % to 46 % by 31 Dec 2027 without larger discounts",
    ]
    strengths = [judged(text).strength for text in ladder]
    assert strengths == sorted(set(strengths))
    assert strengths[-1] == 1.0


def test_the_sketch_of_a_sentence_holds_what_was_read() -> None:
    found = sentence_sketch(parse("  Cut setup from 9 to 4 days by 31 May 2027 ", TODAY), TODAY)
    main = found.main
    assert main is not None
    assert (main.name, main.baseline, main.target, main.unit) == ("setup", 9, 4, "days")
    assert (found.alone, str(found.due), found.start) == (True, "2027-05-31", TODAY)
    assert found.title == "Cut setup from 9 to 4 days"
    assert not found.milestones and not found.theme and found.wording is not None


def test_a_level_to_be_kept_is_no_jump_and_needs_no_baseline() -> None:
    main = line("Keep churn under 3 %").main
    assert main is not None and main.hold and main.direction == "maintain"
    assert line("Learn SQL").measures == []


def test_the_day_of_the_sentence_decides_what_is_over() -> None:
    text = "Raise NPS from 38 to 45 by 30 Jun 2027"
    later = around(today=TODAY.replace(year=2027))
    assert said(text) == {}
    assert [f.rule for f in judge_sentence(parse(text, TODAY), later).findings] == ["T4"]


SMELLS = knowledge.smells()
WORDS = sorted(
    {
        "Raise", "NPS", "from", "38", "to", "45", "by", "Q3", "30 Jun 2019", "and", ";", "%", "cut",
        "churn", "$400", "without", "keep", "İ", "ß", "{x}", "{0}", "[/b]", "“", "half", "(", ")",
        "10%", "now", "12", "next", "weekly", "-", "…", "\n", "more", "first time", "0", "page",
        *SMELLS.vague_verbs, *SMELLS.qualities, *SMELLS.solutions, *SMELLS.activities,
        *SMELLS.outside, *SMELLS.teams, *SMELLS.hazy, *SMELLS.learning, *SMELLS.novice,
        *SMELLS.pushing, *SMELLS.keeps, *SMELLS.purposes, *SMELLS.vanity,
        *(word for wish in knowledge.wishes() for word in wish.words),
        *(word for family in knowledge.metric_families() for word in family.words),
    }
)  # fmt: skip
PILES = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
EXAMPLES = sorted({t for text in knowledge.rules().values() for t in (text.weak, text.strong)})


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """Draw the example of a rule with words taken out, doubled or put in."""
    words = draw(st.sampled_from(EXAMPLES)).split()
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(words)))
        change = draw(st.sampled_from(["out", "twice", "in", "swap"]))
        if change == "in" or not words:
            words.insert(at, draw(st.sampled_from(WORDS)))
        elif change == "out":
            words.pop(at - 1)
        elif change == "twice":
            words.insert(at, words[at - 1])
        else:
            words[at - 1] = draw(st.sampled_from(WORDS))
    return " ".join(words)


def check(text: str) -> None:
    found = judged(text)
    assert 0.0 <= found.strength <= 1.0
    assert list(found.verdicts) == list(LETTERS)
    for finding in found.findings:
        assert RULES[finding.rule].alone
        if finding.span is not None:
            start, end = finding.span
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()
        for offer in finding.offers:
            assert offer.label and offer.writes
            assert all(is_place(place) for place in offer.writes)
            take(line(text), offer)


@pytest.mark.parametrize(
    "text",
    ["", " ", "?", "…", "-", "12", "%", "by Q3", "İ" * 50, "a" * 5000, "{metric} {0}", "(" * 99],
)
def test_odd_texts_are_judged(text: str) -> None:
    check(text)


@given(st.one_of(st.text(), PILES, mangled()))
def test_whatever_is_typed_is_judged_and_spans_and_places_hold(text: str) -> None:
    check(text)


@given(st.one_of(PILES, mangled()))
def test_messages_hold_no_brace_but_those_that_were_typed(text: str) -> None:
    plain = text.replace("{", "(").replace("}", ")")
    for finding in judged(plain).findings:
        assert not {"{", "}"} & set(finding.message + finding.mend), finding.rule


@given(st.one_of(PILES, mangled()))
def test_words_that_a_message_quotes_stand_at_its_span(text: str) -> None:
    for finding in judged(text).findings:
        if finding.span is not None and finding.rule in ("S1", "S4", "S5", "M4", "M6", "A3", "T2"):
            words = " ".join(text[slice(*finding.span)].lower().replace("’", "'").split())
            message = " ".join(finding.message.lower().split())
            assert any(part in message for part in (words, *words.split("-")))


@given(PILES, st.sampled_from(["standard", "gentle", "strict"]))
def test_judging_a_sentence_twice_says_the_same(text: str, profile: Any) -> None:
    assert judged(text, profile=profile) == judged(text, profile=profile)
