from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals import knowledge
from pmgoals.smart.metrics import Met, family_in, first_of, vanity_in, wish_in
from pmgoals.smart.tokens import tokens


def family(text: str) -> str | None:
    found = family_in(tokens(text))
    return found.key if found else None


def wish(text: str) -> tuple[str, str] | None:
    found = wish_in(tokens(text))
    return (text[found[0].start : found[0].end], found[1].key) if found else None


def vanity(text: str) -> tuple[str, str] | None:
    found = vanity_in(tokens(text))
    return (text[found[0].start : found[0].end], found[1]) if found else None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("retention", "retention"),
        ("annual retention", "long_retention"),
        ("engagement", "engagement"),
        ("Team Engagement", "team_health"),
        ("retention of accounts by annual retention", "long_retention"),
        ("sessions with a screen reader", "accessibility"),
        ("cost of acquisition", "cost"),
        ("acquisition cost", "cost"),
        ("visitors who start a trial", "traffic"),
        ("trials that visitors start", "conversion"),
        ("first-week setup rate", "onboarding"),
        ("12-month retention", "long_retention"),
        ("P95 of the list", "performance"),
        ("lamps lit", None),
        ("retentions", None),
        ("", None),
    ],
)
def test_a_metric_belongs_to_the_family_of_its_longest_phrase_then_of_its_first(
    text: str, key: str | None
) -> None:
    assert family(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("checkout-completion", "conversion"),
        ("trial-to-paid rate", "conversion"),
        ("post-launch retention", "retention"),
        ("sign-ups", "acquisition"),
        ("time-to-hire", "hiring"),
        ("NPS-led growth", "satisfaction"),
        ("e-retentions", None),
    ],
)
def test_a_hyphenated_word_is_known_as_a_whole_or_by_its_parts(text: str, key: str | None) -> None:
    assert family(text) == key


def test_a_hyphenated_word_goes_before_its_parts() -> None:
    assert family("time-to-value") == "onboarding"
    assert wish("a cross-functional culture") == ("cross-functional", "collaboration")
    assert wish("a data-driven culture") == ("data-driven", "data_skills")


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("Build trust with sales", "trust", "trust"),
        ("Get buy-in for trust", "buy-in", "influence"),
        ("Be customer-centric", "customer-centric", "customer_empathy"),
        ("STAKEHOLDER management", "STAKEHOLDER", "stakeholders"),
        ("Own the well-being of the team", "well-being", "work_life_balance"),
    ],
)
def test_a_wish_is_met_where_it_stands(text: str, words: str, key: str) -> None:
    assert wish(text) == (words, key)


def test_words_without_a_wish_meet_none() -> None:
    assert wish("Raise NPS to 45") is None
    assert wish("entrusted, untrusted") is None


@pytest.mark.parametrize(
    ("text", "words", "instead"),
    [
        ("views", "views", "viewers who take the next step"),
        ("Page views", "Page views", "visitors who try the product"),
        ("views of page views", "page views", "visitors who try the product"),
        ("hits, and features shipped", "features shipped", "share of new features used weekly"),
        ("lines of code", "lines of code", "defects that reach users"),
        ("app-downloads", "app-downloads", "installs still in use after 30 days"),
    ],
)  # fmt: skip
def test_a_vanity_metric_comes_with_what_to_count(text: str, words: str, instead: str) -> None:
    assert vanity(text) == (words, instead)


def test_those_who_do_something_are_no_vanity() -> None:
    assert vanity("features used weekly") is None
    assert vanity("subscribers who open and act") is None
    assert vanity("page views that end in a trial") is None
    assert vanity("those who have followers") == ("followers", "followers who become trial users")
    assert vanity("page of views, likely") == ("views", "viewers who take the next step")


def test_the_first_word_in_the_text_is_met_whatever_the_order_of_the_list() -> None:
    known = ["sales", "design team", "design"]
    assert first_of(tokens("Ask the design team, then sales"), known) == Met("design team", 8, 19)
    assert first_of(tokens("Ask sales, then the design team"), known) == Met("sales", 4, 9)
    assert first_of(tokens("Ask design"), frozenset(known)) == Met("design", 4, 10)
    assert first_of(tokens("Ask"), known) is None
    assert first_of([], known) is None


def test_a_phrase_is_not_met_over_a_sign_or_a_number() -> None:
    for text in ("data, team", "data 2 team", "data - team", "data/team"):
        assert first_of(tokens(text), ["data team"]) is None
    assert first_of(tokens("data \n team"), ["data team"]) == Met("data team", 0, 11)


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(words, id=name)
        for name, words in {
            "solutions": knowledge.smells().solutions,
            "activities": knowledge.smells().activities,
            "outside": knowledge.smells().outside,
            "teams": knowledge.smells().teams,
            "hazy": knowledge.smells().hazy,
            "vanity": knowledge.smells().vanity,
            "soft": knowledge.words().soft,
            "families": [w for family in knowledge.metric_families() for w in family.words],
            "wishes": [w for wish in knowledge.wishes() for w in wish.words],
        }.items()
    ],
)
def test_every_known_phrase_can_be_met(known: list[str]) -> None:
    for phrase in known:
        assert first_of(tokens(f"We, {phrase}!"), [phrase]) == Met(phrase, 4, 4 + len(phrase))


WORDS = sorted({"page", "views", "of", "trust", "annual", "retention", "team-health", ",", "40 %"})


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join)))
def test_what_is_met_stands_in_the_text(text: str) -> None:
    pieces = tokens(text)
    found = [met[0] for met in (wish_in(pieces), vanity_in(pieces)) if met]
    found += [met] if (met := first_of(pieces, ["page views", "annual", "retention"])) else []
    for met in found:
        there = " ".join(text[met.start : met.end].lower().split())
        assert met.words in there
