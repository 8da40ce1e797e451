"""Cooling off: an easier promise is announced, slept over, and made when asked for again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from goal_maker import commit, tables_of

from pmgoals.errors import BadInput
from pmgoals.model.goal import Easing
from pmgoals.services.due import due
from pmgoals.services.planner import Planner
from pmgoals.settings import Settings

DAY = dt.date(2026, 11, 23)
LATER = dt.date(2027, 3, 31)
Open = Callable[[int], Planner]


@pytest.fixture
def on(make_planner: Callable[..., Planner]) -> Open:
    """Open the planner some days later, with a week to cool off."""
    wanted = Settings(cooling_off_days=7)
    return lambda days: make_planner(DAY + dt.timedelta(days=days), wanted)


@pytest.fixture
def goal_id(on: Open) -> str:
    return commit(on(0), start="1 Nov 2026", due="31 Dec 2026").id


def ease(planner: Planner, goal_id: str, **fields: Any) -> None:
    planner.goals.edit(goal_id, "the service is late", **(fields or {"due": LATER}))


def test_the_first_try_announces_and_changes_nothing_else(on: Open, goal_id: str) -> None:
    planner = on(0)
    before = tables_of(planner)
    with pytest.raises(BadInput) as told:
        ease(planner, goal_id)
    assert "Announced, not made yet: due 31 Dec 2026 to 31 Mar 2027." in str(told.value)
    assert "from 30 Nov 2026" in str(told.value)
    after = tables_of(planner)
    assert {name for name in after if after[name] != before.get(name)} == {"easings"}
    (kept,) = planner.plan.alive(Easing).values()
    assert (kept.reason, kept.on, kept.made) == ("the service is late", DAY, False)


def test_after_the_days_the_same_change_is_made_once(on: Open, goal_id: str) -> None:
    with pytest.raises(BadInput):
        ease(on(0), goal_id)
    with pytest.raises(BadInput, match="Announced"):
        ease(on(6), goal_id)  # asked again too soon; the first day counts
    assert len(on(6).plan.alive(Easing)) == 1
    planner = on(7)
    ease(planner, goal_id)
    goal = planner.plan.goals[goal_id]
    assert (goal.due, goal.original_due) == (LATER, dt.date(2026, 12, 31))
    assert planner.plan.ledger_of(goal_id)[-1].eased
    with pytest.raises(BadInput, match="Announced"):
        ease(planner, goal_id, due=dt.date(2027, 6, 30))


def test_another_change_than_announced_is_announced_anew(on: Open, goal_id: str) -> None:
    with pytest.raises(BadInput):
        ease(on(0), goal_id)
    with pytest.raises(BadInput, match="from 7 Dec 2026"):
        ease(on(7), goal_id, due=dt.date(2027, 4, 30))


def test_an_announcement_is_forgotten_after_a_month(on: Open, goal_id: str) -> None:
    with pytest.raises(BadInput):
        ease(on(0), goal_id)
    with pytest.raises(BadInput, match="Announced"):
        ease(on(38), goal_id)


def test_a_harder_promise_and_other_words_need_no_cooling(on: Open, goal_id: str) -> None:
    planner = on(0)
    planner.goals.edit(goal_id, due=dt.date(2026, 12, 15), title="Sooner")
    assert planner.plan.goals[goal_id].due == dt.date(2026, 12, 15)
    assert not planner.plan.alive(Easing)


def test_an_easier_target_cools_off_too(on: Open, goal_id: str) -> None:
    planner = on(0)
    main = planner.measures.main(goal_id)
    lower = float(main.target or 0) - 1
    with pytest.raises(BadInput, match="Announced"):
        planner.measures.edit(main.id, "too far", target=lower)
    assert planner.measures.main(goal_id).target == main.target
    again = on(7)
    again.measures.edit(main.id, "too far", target=lower)
    assert again.measures.main(goal_id).target == lower


def test_a_missing_reason_is_asked_for_before_anything_is_announced(on: Open, goal_id: str) -> None:
    with pytest.raises(BadInput, match="needs a reason"):
        on(0).goals.edit(goal_id, due=LATER)
    assert not on(0).plan.alive(Easing)


def test_what_was_slept_over_is_due_until_it_is_made_or_forgotten(on: Open, goal_id: str) -> None:
    def told(days: int) -> list[str]:
        return [each.title for each in due(on(days)) if each.kind == "easing"]

    with pytest.raises(BadInput):
        ease(on(0), goal_id)
    assert told(6) == [] and told(38) == []
    assert told(7) == ["due 31 Dec 2026 to 31 Mar 2027: Raise first-week setup"]
    ease(on(8), goal_id)
    assert told(8) == []


def test_without_the_setting_easing_needs_its_reason_only(
    make_planner: Callable[..., Planner],
) -> None:
    planner = make_planner(DAY)
    goal = commit(planner, start="1 Nov 2026", due="31 Dec 2026")
    ease(planner, goal.id)
    assert planner.plan.goals[goal.id].due == LATER


def test_a_review_defers_without_cooling(on: Open, goal_id: str) -> None:
    planner = on(25)
    planner.reviews.judge(planner.quarter, goal_id, decision="defer", grade=0.0)
    planner.reviews.close(planner.quarter)
    assert planner.plan.goals[goal_id].due == LATER
