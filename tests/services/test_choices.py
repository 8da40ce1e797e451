"""What a person types for an entry of a closed list, and what is offered for a misspelt one."""

from __future__ import annotations

import pytest

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.services.choices import one_of, pick, pick_choice
from pmgoals.services.planner import Planner

SKILLS = {known.key: known.name for known in knowledge.competencies()}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("qualty", "product_quality"),
        ("Product Qualtiy", "product_quality"),
        ("managing_pu", "managing_up"),
        ("fluancy", "fluency_with_data"),
    ],
)
def test_a_misspelt_word_is_asked_about_before_all_the_others_are_named(
    typed: str, meant: str
) -> None:
    with pytest.raises(BadInput) as caught:
        pick(SKILLS, typed, "competency")
    assert caught.value.mend.startswith(f"Did you mean {meant}? Else use one of: ")
    assert caught.value.mend.count(meant) == 1
    assert all(key in caught.value.mend for key in SKILLS)


def test_a_word_like_none_is_told_all_there_is() -> None:
    for typed in ("zzzz", "", "  "):
        assert one_of(SKILLS, typed) == f"Use one of: {', '.join(SKILLS)}."
    with pytest.raises(BadInput, match="The competency is empty"):
        pick(SKILLS, " _ ", "competency")
    with pytest.raises(BadInput, match="could be several"):
        pick(SKILLS, "product", "competency")
    with pytest.raises(BadInput, match=r"Did you mean decision\?"):
        pick_choice(knowledge.evidence_kinds(), "decisoin", "kind")


def test_keys_that_services_are_handed_are_asked_about_too(planner: Planner) -> None:
    with pytest.raises(BadInput, match=r"Did you mean senior_pm\?"):
        planner.competencies.set_levels("senoir_pm")
    with pytest.raises(BadInput, match=r"Did you mean managing_up\?"):
        planner.competencies.assess("managingup", 8, 5)
    with pytest.raises(BadInput, match=r"Did you mean decision\?"):
        planner.evidence.add("a win", kind="decison")
    with pytest.raises(BadInput, match=r"Did you mean feedback\?"):
        planner.signals.add("fedback", "too late")
