from __future__ import annotations

from string import Formatter

import pytest
from rule_cases import CASES, SETTING

from pmgoals import knowledge
from pmgoals.smart.finding import LETTERS
from pmgoals.smart.rules import RULES


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_rule_has_its_text_and_every_text_its_rule() -> None:
    assert knowledge.rules().keys() == RULES.keys()


@pytest.mark.parametrize("rule", RULES)
def test_the_message_uses_exactly_the_words_that_the_rule_gives(rule: str) -> None:
    for tried in CASES[rule].fires:
        sketch, setting = tried if isinstance(tried, tuple) else (tried, SETTING)
        notice = RULES[rule](sketch, setting)
        assert notice is not None
        assert notice.words.keys() == placeholders(knowledge.rules()[rule].message)
        assert all(notice.words.values())


@pytest.mark.parametrize("rule", RULES)
def test_a_finding_leads_to_a_field_of_the_wizard(rule: str) -> None:
    for tried in CASES[rule].fires:
        sketch, setting = tried if isinstance(tried, tuple) else (tried, SETTING)
        field = RULES[rule](sketch, setting).field  # type: ignore[union-attr]
        known = knowledge.wizard_field(field) or knowledge.wizard_step(field)
        assert known or field == "line"  # the line above the steps


@pytest.mark.parametrize("rule", RULES)
def test_a_text_is_whole_sentences_about_the_goal(rule: str) -> None:
    text = knowledge.rules()[rule]
    assert rule[0] in LETTERS and rule[1:].isdigit()
    assert text.name and not text.name.endswith(".")
    assert text.message.endswith(".") and text.mend.endswith(".")
    assert not placeholders(text.mend)
    assert "you" not in text.message.lower().split()


def test_the_rule_ids_are_in_the_order_of_their_letters() -> None:
    letters = [rule[0] for rule in RULES]
    assert letters == sorted(letters, key=LETTERS.index)


def test_only_what_a_goal_cannot_do_without_blocks() -> None:
    blocks = {rule for rule, text in knowledge.rules().items() if text.severity == "block"}
    assert blocks == {"M1", "M10", "T1", "T4"}
