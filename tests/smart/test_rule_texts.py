from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Any

import msgspec
import pytest
from plan_cases import FITTING, PLAN_CASES, setting_of
from rule_cases import CASES, SETTING, TODAY

from pmgoals import knowledge
from pmgoals.model.draft import MeasureDraft
from pmgoals.smart.critic import finding_of, judge_plan
from pmgoals.smart.finding import LETTERS
from pmgoals.smart.rules import RULES, Notice
from pmgoals.smart.rules.plan import PLAN_RULES, PlanSetting

TEXTS = [*RULES, *PLAN_RULES]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def notices(rule: str) -> Iterator[Notice]:
    for tried in CASES[rule].fires if rule in CASES else ():
        sketch, setting = tried if isinstance(tried, tuple) else (tried, SETTING)
        notice = RULES[rule](sketch, setting)
        assert notice is not None
        yield notice
    for plan in PLAN_CASES.get(rule, ()):
        yield from PLAN_RULES[rule](plan, setting_of(rule))


def is_place(place: str) -> bool:
    """Return whether a draft keeps a text there."""
    table, _, rest = place.partition(".")
    if table == "measures" and rest:
        row, _, field = rest.partition(".")
        return row.isdigit() and field in MeasureDraft.__struct_fields__
    return place == "line" or knowledge.wizard_field(place) is not None


def test_every_rule_has_its_text_and_every_text_its_rule() -> None:
    assert list(knowledge.rules()) == TEXTS


@pytest.mark.parametrize("rule", TEXTS)
def test_the_message_uses_exactly_the_words_that_the_rule_gives(rule: str) -> None:
    found = [*notices(rule)]
    assert found
    for notice in found:
        text = knowledge.rules()[rule]
        used = placeholders(text.says(notice.case)) | placeholders(text.mend_of(notice.case))
        assert notice.words.keys() == used
        assert all(notice.words.values())


@pytest.mark.parametrize("rule", TEXTS)
def test_every_message_of_a_rule_is_said(rule: str) -> None:
    assert {notice.case for notice in notices(rule)} == {"", *knowledge.rules()[rule].cases}


@pytest.mark.parametrize("rule", TEXTS)
def test_a_message_is_a_sentence_into_which_only_values_are_filled(rule: str) -> None:
    text = knowledge.rules()[rule]
    for message in (text.message, *text.cases.values()):
        parts = Formatter().parse(message)
        assert len("".join(plain for plain, *_ in parts).split()) > 3, message


@pytest.mark.parametrize("rule", TEXTS)
def test_a_finding_is_said_without_braces_and_begins_like_a_sentence(rule: str) -> None:
    for notice in notices(rule):
        words = {key: text.replace("{x}", "x") for key, text in notice.words.items()}
        finding = finding_of(rule, "warn", msgspec.structs.replace(notice, words=words))
        for text in (finding.message, finding.mend):
            assert not {"{", "}"} & set(text)
            assert text[0] in "“ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
            assert text.endswith((".", "?")) and ".." not in text and "  " not in text


@pytest.mark.parametrize("rule", RULES)
def test_a_finding_leads_to_a_field_of_the_wizard(rule: str) -> None:
    for notice in notices(rule):
        known = knowledge.wizard_field(notice.field) or knowledge.wizard_step(notice.field)
        assert known or notice.field == "line"  # the line above the steps


@pytest.mark.parametrize("rule", RULES)
def test_an_offer_writes_texts_at_places_of_a_draft(rule: str) -> None:
    for notice in notices(rule):
        for offer in notice.offers:
            assert offer.label and offer.writes
            assert all(is_place(place) for place in offer.writes), offer.writes
            for place, text in offer.writes.items():
                assert text == text.strip() and (text or place.endswith(".unit"))
        labels = [offer.label for offer in notice.offers]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("rule", TEXTS)
def test_a_text_is_whole_sentences_about_the_goal(rule: str) -> None:
    text = knowledge.rules()[rule]
    assert rule[0] in f"{LETTERS}P" and rule[1:].isdigit()
    assert text.name and not text.name.endswith(".")
    assert all(mend.endswith((".", "?")) for mend in (text.mend, *text.mends.values()))
    assert text.mends.keys() <= text.cases.keys()
    for message in (text.message, *text.cases.values()):
        assert message.endswith(".") and "you" not in message.lower().split()


@pytest.mark.parametrize("rule", TEXTS)
def test_a_rule_says_why_and_shows_it_on_a_weak_and_a_strong_goal(rule: str) -> None:
    text: Any = knowledge.rules()[rule]
    assert text.why.endswith((".", ")."))
    assert text.weak != text.strong
    for example in (text.weak, text.strong):
        assert example and not example.endswith(".")
    for said in (text.why, text.weak, text.strong):
        assert not placeholders(said) and said == said.strip() and "  " not in said


def test_the_rule_ids_are_in_the_order_of_their_letters() -> None:
    letters = [rule[0] for rule in RULES]
    assert letters == sorted(letters, key=LETTERS.index)
    for letter in {*letters, "P"}:
        numbers = [int(rule[1:]) for rule in TEXTS if rule[0] == letter]
        assert numbers == [*range(1, len(numbers) + 1)]


def test_only_what_a_goal_cannot_do_without_blocks() -> None:
    blocks = {rule for rule, text in knowledge.rules().items() if text.severity == "block"}
    assert blocks == {"M1", "M10", "T1", "T4"}


def test_a_plan_without_trouble_is_not_spoken_about() -> None:
    assert judge_plan(FITTING, PlanSetting(today=TODAY)) == []
