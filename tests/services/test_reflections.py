from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from goal_maker import HOSTILE, steps_of

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.services.planner import Planner
from pmgoals.settings import Settings


def test_an_answer_is_kept_and_a_second_one_of_the_day_replaces_it(planner: Planner) -> None:
    planner.reflections.answer("strengths", " First steps \n")
    planner.reflections.answer("strengths", "Pricing talks")
    (kept,) = planner.plan.reflections_of("strengths")
    assert (kept.text, kept.on) == ("Pricing talks", planner.today)


def test_answers_of_other_days_stand_beside_each_other(
    make_planner: Callable[..., Planner],
) -> None:
    for month in (3, 9):
        make_planner(dt.date(2026, month, 2)).reflections.answer("skills", f"In month {month}")
    now = make_planner()
    assert now.reflections.todays("skills") is None
    now.reflections.answer("skills", "Now")
    assert [a.text for a in now.reflections.earlier("skills")] == ["In month 9", "In month 3"]
    assert now.reflections.latest().keys() == {"skills"}
    assert now.reflections.latest()["skills"].text == "Now"


@pytest.mark.parametrize("prompt", ["", "strength", "Strengths", HOSTILE])
def test_an_unknown_prompt_is_refused_with_the_way_to_the_known_ones(
    planner: Planner, prompt: str
) -> None:
    with pytest.raises(BadInput, match="no prompt") as found:
        planner.reflections.answer(prompt, "x")
    assert found.value.mend and "\x1b" not in str(found.value)
    assert not planner.paths.plan.exists()


def test_an_empty_answer_is_refused(planner: Planner) -> None:
    with pytest.raises(BadInput, match="empty"):
        planner.reflections.answer("strengths", " \n\t")


def test_keeping_tells_whether_anything_changed(planner: Planner) -> None:
    keep = planner.reflections.keep
    assert not keep("strengths", "  ")
    assert keep("strengths", "Pricing talks")
    assert not keep("strengths", " Pricing talks\n")
    before = steps_of(planner)
    assert keep("strengths", "") and planner.reflections.todays("strengths") is None
    assert steps_of(planner) == before + 1
    planner.undo()
    assert planner.reflections.todays("strengths").text == "Pricing talks"  # type: ignore[union-attr]


def test_prompts_come_in_the_persons_own_words(make_planner: Callable[..., Planner]) -> None:
    own = make_planner(settings=Settings(prompts={"strengths": "What carries you?", "no": "?"}))
    asked = {prompt.id: prompt.ask for prompt in own.reflections.prompts()}
    assert list(asked) == [prompt.id for prompt in knowledge.reflection_prompts()]
    assert asked["strengths"] == "What carries you?"
    assert asked["weaknesses"] == knowledge.reflection_prompt("weaknesses").ask  # type: ignore[union-attr]
