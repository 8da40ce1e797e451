"""The ladder's cells: every level asks for something in every competency, and never for less."""

from __future__ import annotations

import pytest

from pmgoals import knowledge
from pmgoals.model.ladder import STEPS

PATHS = (
    ("apm", "pm", "senior_pm", "principal_pm"),
    ("apm", "pm", "senior_pm", "group_pm", "director", "vp", "cpo"),
)
SKILLS = [known.key for known in knowledge.competencies()]


@pytest.mark.parametrize("skill", SKILLS)
def test_every_cell_is_filled_and_no_step_falls_on_the_way_up(skill: str) -> None:
    cells = knowledge.expectations()[skill]
    assert list(cells) == [level.key for level in knowledge.levels()]
    for cell in cells.values():
        assert cell.step in STEPS and cell.text.endswith(".") and len(cell.text) <= 160
    for path in PATHS:
        steps = [STEPS.index(cells[level].step or "awareness") for level in path]
        assert steps == sorted(steps)


def test_no_two_cells_say_the_same() -> None:
    texts = [cell.text for row in knowledge.expectations().values() for cell in row.values()]
    assert len(texts) == len(set(texts)) == len(SKILLS) * len(knowledge.levels())


@pytest.mark.parametrize("skill", SKILLS)
def test_there_is_something_to_do_for_every_step_beyond_the_first(skill: str) -> None:
    ours = [each for each in knowledge.activities() if each.competency == skill]
    kinds = {kind.key for kind in knowledge.learning_kinds()}
    for step in STEPS[1:]:
        found = [each for each in ours if each.step == step]
        assert len(found) >= 2
        assert [each.minutes for each in found] == sorted(each.minutes for each in found)
    assert all(each.kind in kinds and 30 <= each.minutes <= 600 for each in ours)
    assert all(len(each.text) <= 140 and each.text.endswith(".") for each in ours)


def test_the_four_steps_cover_all_ratings_in_order() -> None:
    known = knowledge.proficiencies()
    assert tuple(step.key for step in known) == STEPS
    ratings = [step.rating for step in known]
    assert ratings == sorted(set(ratings)) and ratings[0] == 1 and ratings[-1] <= 10
