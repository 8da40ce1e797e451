from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest
from goal_maker import commit, tables_of

from pmgoals.errors import BadInput, NotFound
from pmgoals.model.goal import Goal, LedgerEntry
from pmgoals.model.measure import Measure, Reading
from pmgoals.services.measures import value_of
from pmgoals.services.planner import Planner


@pytest.fixture
def rate(planner: Planner, goal: Goal) -> Measure:
    """The goal's main measure, from 48 to 65 %."""
    return planner.measures.main(goal.id)


def targets(planner: Planner, measure: Measure) -> list[LedgerEntry]:
    return [e for e in planner.plan.ledger_of(measure.goal) if e.field.startswith("target")]


# ---- adding and editing ----


@pytest.mark.parametrize(
    ("baseline", "target", "direction"),
    [
        (1, 2, "increase"),
        (2, 1, "decrease"),
        (None, 2, "reach"),
        (1, None, "reach"),
    ],
)
def test_a_direction_follows_from_the_numbers(
    planner: Planner, goal: Goal, baseline: float, target: float, direction: str
) -> None:
    kept = planner.measures.add(goal.id, " NPS ", baseline=baseline, target=target)
    assert (kept.name, kept.direction, kept.low, kept.high) == ("NPS", direction, None, None)


def test_a_target_that_is_the_baseline_is_no_way_to_go(planner: Planner, goal: Goal) -> None:
    kept = planner.measures.add(goal.id, "NPS", baseline=38, target=45)
    before = tables_of(planner)
    for change in (
        lambda: planner.measures.add(goal.id, "CSAT", baseline=3, target=3),
        lambda: planner.measures.edit(kept.id, "x", target=38.0),
        lambda: planner.measures.edit(kept.id, "x", baseline=45.0),
    ):
        with pytest.raises(BadInput, match="is where it stands today; there is no way to go"):
            change()
    assert tables_of(planner) == before
    held = planner.measures.add(goal.id, "CSAT", baseline=3, target=3, hold=True)
    assert (held.direction, held.low) == ("maintain", 3)
    planner.measures.add(goal.id, "tickets", baseline=3, target=3, role="guardrail")


@pytest.mark.parametrize(
    ("numbers", "band"),
    [
        ({"target": 4.0}, (None, 4.0)),
        ({"baseline": 2.0, "target": 4.0}, (None, 4.0)),
        ({"baseline": 40.0, "target": 30.0}, (30.0, None)),
        ({"target": 4.0, "low": 1.0}, (1.0, None)),
        ({}, (None, None)),
    ],
)
def test_a_guardrails_target_is_its_limit_however_it_is_added(
    planner: Planner, goal: Goal, numbers: dict[str, float], band: tuple[Any, Any]
) -> None:
    """A guardrail added with numbers instead of text once had no limit at all."""
    kept = planner.measures.add(goal.id, "tickets", role="guardrail", **numbers)  # type: ignore[arg-type]
    assert (kept.low, kept.high) == band
    if "low" not in numbers:
        typed = {key: f"{value:g}" for key, value in numbers.items()}
        same = planner.measures.add_typed(goal.id, {"name": "x", "role": "guardrail", **typed})
        assert (same.low, same.high) == band


@pytest.mark.parametrize(
    "values",
    [
        {"name": ""},
        {"name": "NPS", "target": "lots"},
        {"name": "NPS", "baseline": "1,5"},
        {"name": "NPS", "role": "sideways"},
    ],
)
def test_a_typed_measure_that_cannot_be_read_is_refused(
    planner: Planner, goal: Goal, values: dict[str, str]
) -> None:
    before = tables_of(planner)
    with pytest.raises(BadInput) as found:
        planner.measures.add_typed(goal.id, values)
    assert found.value.mend and tables_of(planner) == before


def test_a_typed_measure_brings_its_unit(planner: Planner, goal: Goal) -> None:
    typed = {"name": "NPS", "baseline": "20", "target": "35 points", "role": "", "more": "x"}
    kept = planner.measures.add_typed(goal.id, typed)
    assert (kept.baseline, kept.target, kept.unit, kept.role) == (20, 35, "points", "lagging")


@pytest.mark.parametrize(
    ("numbers", "easier", "harder"),
    [
        ((48.0, 65.0), 60.0, 70.0),
        ((12.0, 4.0), 6.0, 3.0),
        ((None, 30.0), 20.0, 40.0),
    ],
)
def test_an_easier_target_needs_a_reason_and_a_harder_one_none(
    planner: Planner, goal: Goal, numbers: tuple[Any, float], easier: float, harder: float
) -> None:
    baseline, target = numbers
    kept = planner.measures.add(goal.id, "NPS", baseline=baseline, target=target)
    planner.measures.edit(kept.id, target=harder)
    for refused in (easier, None):
        with pytest.raises(BadInput, match="needs a reason"):
            planner.measures.edit(kept.id, "  ", target=refused)
    moved = planner.measures.edit(kept.id, "half the team left", target=easier)
    assert (moved.target, moved.original_target) == (easier, target)
    assert [(e.eased, e.reason) for e in targets(planner, kept)] == [
        (False, ""),
        (True, "half the team left"),
    ]


@pytest.mark.parametrize(
    ("numbers", "wider", "narrower", "edge"),
    [
        ({"target": 4.0}, 5.0, 3.0, "high"),
        ({"baseline": 2.0, "target": 4.0}, 5.0, 3.0, "high"),
        ({"baseline": 40.0, "target": 30.0}, 20.0, 35.0, "low"),
    ],
)
def test_a_guardrail_is_eased_by_a_wider_band_and_the_band_follows_its_limit(
    planner: Planner,
    goal: Goal,
    numbers: dict[str, float],
    wider: float,
    narrower: float,
    edge: str,
) -> None:
    """Raising the limit of a guardrail once counted as harder, and its band stayed behind."""
    kept = planner.measures.add(goal.id, "tickets", role="guardrail", **numbers)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="needs a reason"):
        planner.measures.edit(kept.id, target=wider)
    moved = planner.measures.edit(kept.id, target=narrower)
    assert getattr(moved, edge) == moved.target == narrower
    own = planner.measures.edit(kept.id, "by hand", target=wider, low=1.0, high=99.0)
    assert (own.low, own.high) == (1.0, 99.0)


def test_a_measure_that_becomes_a_guardrail_gets_its_band(planner: Planner, rate: Measure) -> None:
    with pytest.raises(BadInput, match="no longer have to reach setup rate"):
        planner.measures.edit(rate.id, role="guardrail")
    changed = planner.measures.edit(rate.id, "it only must not suffer", role="guardrail")
    entry = planner.plan.ledger_of(rate.goal)[-1]
    assert (entry.field, entry.after, entry.eased) == ("role of setup rate", "guardrail", True)
    assert (changed.low, changed.high) == (None, 65.0)


def test_edits_keep_name_and_direction_sound(planner: Planner, rate: Measure) -> None:
    with pytest.raises(BadInput, match="empty"):
        planner.measures.edit(rate.id, name=" ")
    turned = planner.measures.edit(rate.id, "counted wrongly", baseline=80.0)
    assert turned.direction == "decrease" and targets(planner, rate) == []


def test_the_ledger_says_when_a_target_goes_and_comes(planner: Planner, rate: Measure) -> None:
    planner.measures.edit(rate.id, "not this year", target=None)
    planner.measures.edit(rate.id, target=60.0)
    said = [(e.before, e.after, e.eased) for e in targets(planner, rate)]
    assert said == [("65 %", "none", True), ("none", "60 %", False)]


# ---- readings ----


def test_a_corrected_reading_keeps_both_values(planner: Planner, rate: Measure) -> None:
    first = planner.plan.readings_of(rate.id)[0]
    wrong = planner.measures.read(rate.id, 94, on=dt.date(2026, 11, 20))
    right = planner.measures.read(rate.id, 49, on=dt.date(2026, 11, 20), note=" typo ")
    assert (right.replaces, right.note) == (wrong.id, "typo")
    counted = planner.plan.readings_of(rate.id)
    assert [r.value for r in counted] == [49, first.value]
    assert {r.value for r in planner.plan.alive(Reading).values()} == {94, 49, 48}


def test_the_same_reading_twice_is_one(planner: Planner, rate: Measure) -> None:
    one = planner.measures.read(rate.id, 50)
    before = tables_of(planner)
    assert planner.measures.read(rate.id, 50) == one and tables_of(planner) == before


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_reading_is_a_number(planner: Planner, rate: Measure, value: float) -> None:
    with pytest.raises(BadInput, match="not a number"):
        planner.measures.read(rate.id, value)


def test_a_reading_of_tomorrow_is_refused(planner: Planner, rate: Measure) -> None:
    with pytest.raises(BadInput, match="still to come"):
        planner.measures.read(rate.id, 50, on=planner.today + dt.timedelta(days=1))


def test_a_value_is_in_the_measures_unit(rate: Measure) -> None:
    assert value_of(rate, "52 %") == value_of(rate, "52") == 52
    with pytest.raises(BadInput, match="kept in %, not in days"):
        value_of(rate, "52 days")


# ---- names ----


def test_a_goal_names_its_main_measure_and_a_measure_itself(
    planner: Planner, goal: Goal, rate: Measure
) -> None:
    guard = planner.measures.add(goal.id, "tickets", role="guardrail")
    assert planner.measures.named("raise first").id == rate.id
    assert planner.measures.named("tickets").id == guard.id
    with pytest.raises(NotFound):
        planner.measures.named("weather")


def test_a_goal_without_a_measure_says_how_to_get_one(planner: Planner) -> None:
    bare = commit(planner, method="learning", measures__0__name="", measures__0__definition="",
                  measures__0__baseline="", measures__0__target="")  # fmt: skip
    with pytest.raises(BadInput, match="no measure to read") as found:
        planner.measures.main(bare.id)
    assert "pmgoals measure add" in found.value.mend


def test_numbers_in_two_units_come_out_in_one(planner: Planner, goal: Goal) -> None:
    kept = planner.measures.add_typed(
        goal.id, {"name": "lead", "baseline": "2 h", "target": "30 min"}
    )
    assert (kept.baseline, kept.target, kept.unit) == (120, 30, "minutes")
    assert value_of(kept, "1.5 hours") == 90
    typed = {"name": "cycle", "baseline": "2 weeks", "target": "9", "unit": "day"}
    assert planner.measures.add_typed(goal.id, typed).baseline == 14
    for baseline in ("2 months", "30 %", "3 h"):
        with pytest.raises(BadInput, match="is not in days"):
            planner.measures.add_typed(
                goal.id, {"name": "x", "baseline": baseline, "target": "9 days"}
            )
    own = {"name": "x", "baseline": "12 users", "target": "40 teams"}
    assert planner.measures.add_typed(goal.id, own).baseline == 12
