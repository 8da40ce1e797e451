from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from goal_maker import HOSTILE

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.services.planner import Planner


def test_a_second_rating_of_the_day_replaces_the_first(planner: Planner) -> None:
    planner.competencies.assess("managing_up", 8, 4)
    planner.competencies.assess("managing_up", 9, 5, " seen in the review ")
    (kept,) = planner.plan.assessments_of("managing_up")
    assert (kept.importance, kept.capability, kept.gap) == (9, 5, 4)
    assert kept.note == "seen in the review"


def test_the_latest_rating_stands_and_the_earlier_ones_stay(
    make_planner: Callable[..., Planner],
) -> None:
    make_planner(dt.date(2026, 8, 3)).competencies.assess("managing_up", 8, 2)
    now = make_planner()
    now.competencies.assess("managing_up", 8, 6)
    standing = next(s for s in now.competencies.standings() if s.key == "managing_up")
    assert (standing.gap, standing.on) == (2, now.today)
    assert [a.capability for a in now.plan.assessments_of("managing_up")] == [2, 6]


@pytest.mark.parametrize(("importance", "capability"), [(0, 5), (11, 5), (5, 0), (5, 11), (-3, 5)])
def test_a_rating_takes_1_to_10(planner: Planner, importance: int, capability: int) -> None:
    with pytest.raises(BadInput, match="takes 1 to 10"):
        planner.competencies.assess("managing_up", importance, capability)


def test_all_competencies_stand_in_the_order_of_their_areas(planner: Planner) -> None:
    standings = planner.competencies.standings()
    assert [s.key for s in standings] == [c.key for c in knowledge.competencies()]
    assert all(s.gap is None and s.on is None for s in standings)


def test_gaps_are_the_widest_first_and_only_real_ones(planner: Planner) -> None:
    keys = [c.key for c in knowledge.competencies()][:5]
    for key, pair in zip(keys, [(5, 4), (9, 6), (4, 9), (10, 7), (9, 1)], strict=True):
        planner.competencies.assess(key, *pair)
    assert [s.key for s in planner.competencies.gaps()] == [keys[4], keys[3], keys[1]]
    assert [s.gap for s in planner.competencies.gaps(9)] == [8, 3, 3, 1]


@pytest.mark.parametrize("name", ["managing_up", "Managing Up", "managing u", "ging up"])
def test_a_competency_is_found_by_key_name_or_part(planner: Planner, name: str) -> None:
    assert planner.competencies.named(name).key == "managing_up"


@pytest.mark.parametrize("name", ["", "product", "juggling", HOSTILE])
def test_a_name_that_is_none_or_several_is_refused_with_what_there_is(
    planner: Planner, name: str
) -> None:
    with pytest.raises(BadInput, match="Use one of: ") as found:
        planner.competencies.named(name)
    assert "\x1b" not in str(found.value)


def test_an_unknown_competency_is_refused(planner: Planner) -> None:
    with pytest.raises(BadInput, match="no competency") as found:
        planner.competencies.assess(HOSTILE, 5, 5)
    assert "\x1b" not in str(found.value)


def test_the_place_on_the_ladder_is_one_record(planner: Planner) -> None:
    planner.competencies.set_levels("pm")
    planner.competencies.set_levels(aspired="senior_pm")
    profile = planner.plan.profile
    assert profile is not None and (profile.level, profile.aspired) == ("pm", "senior_pm")
    planner.competencies.set_levels(level="")
    assert planner.plan.profile.level == ""  # type: ignore[union-attr]


def test_an_unknown_level_is_refused_with_the_ladder(planner: Planner) -> None:
    with pytest.raises(BadInput, match="no level") as found:
        planner.competencies.set_levels("emperor")
    rungs = ", ".join(level.key for level in knowledge.levels())
    assert found.value.mend == f"Use one of: {rungs}."
