"""Readings out of a file: each day once, one step, and nothing when something is wrong."""

from __future__ import annotations

import datetime as dt

import pytest
from goal_maker import steps_of, tables_of

from pmgoals.errors import BadInput, NotFound
from pmgoals.metric_files.reader import DatedValue
from pmgoals.model.amounts import Amount
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.services.planner import Planner

JAN = dt.date(2026, 1, 1)


def of(*amounts: float | None, unit: str | None = None) -> list[DatedValue]:
    """A value a day from 1 Jan, on lines from 2; None leaves a day out."""
    return [
        DatedValue(n + 2, JAN + dt.timedelta(n), Amount(amount, unit))
        for n, amount in enumerate(amounts)
        if amount is not None
    ]


@pytest.fixture
def rate(planner: Planner, goal: Goal) -> Measure:
    """A measure kept in %."""
    return planner.measures.main(goal.id)


def kept(planner: Planner, measure: Measure) -> dict[int, float]:
    """The values of January by day; a committed goal has its baseline on the day of that."""
    return {r.on.day: r.value for r in planner.plan.readings_of(measure.id) if r.on.month == 1}


def test_a_file_is_one_step_and_the_same_file_again_is_none(
    planner: Planner, rate: Measure
) -> None:
    before, steps = tables_of(planner), steps_of(planner)
    intake = planner.metric_import.take(rate.id, of(50, 51.5, unit="%"))
    assert [t.reading and t.reading.on.day for t in intake.added] == [1, 2]
    assert kept(planner, rate) == {1: 50, 2: 51.5}
    assert steps_of(planner) == steps + 1
    file, generation = planner.paths.plan.read_bytes(), planner.plan.generation
    again = planner.metric_import.take(rate.id, of(50, 51.5), replace=True)
    assert (len(again.known), again.added, again.corrected) == (2, [], [])
    assert planner.paths.plan.read_bytes() == file
    assert planner.plan.generation == generation
    assert planner.undo() == "imported readings of “setup rate”"
    assert tables_of(planner) == before


def test_a_day_with_another_value_is_left_alone_unless_it_is_to_be_replaced(
    planner: Planner, rate: Measure
) -> None:
    first = planner.measures.read(rate.id, 50, on=JAN, note="by hand")
    intake = planner.metric_import.take(rate.id, of(55, 56))
    assert [(t.line, t.value, t.before) for t in intake.differing] == [(2, 55, first)]
    assert kept(planner, rate) == {1: 50, 2: 56}
    intake = planner.metric_import.take(rate.id, of(55, 57), replace=True)
    assert intake.corrected[0].reading
    assert intake.corrected[0].reading.replaces == first.id
    assert kept(planner, rate) == {1: 55, 2: 57}
    planner.undo()
    assert kept(planner, rate) == {1: 50, 2: 56}


def test_a_look_changes_nothing_and_says_what_would(planner: Planner, rate: Measure) -> None:
    planner.measures.read(rate.id, 50, on=JAN)
    file = planner.paths.plan.read_bytes()
    intake = planner.metric_import.look(rate.id, of(55, 56, 57))
    assert (len(intake.added), len(intake.differing)) == (2, 1)
    assert all(taken.reading is None for taken in intake.added)
    assert planner.paths.plan.read_bytes() == file


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([*of(50), *of(None, 4, unit="days")], "Line 3: “setup rate” is kept in %, not in days"),
        ([DatedValue(9, dt.date(2027, 1, 1), Amount(5))], "still to come"),
    ],
)
def test_what_is_refused_changes_nothing(
    planner: Planner, rate: Measure, values: list[DatedValue], words: str
) -> None:
    file, steps = planner.paths.plan.read_bytes(), steps_of(planner)
    with pytest.raises(BadInput, match=words) as found:
        planner.metric_import.take(rate.id, values)
    assert found.value.mend
    assert (planner.paths.plan.read_bytes(), steps_of(planner)) == (file, steps)


def test_values_are_kept_in_the_measures_unit(planner: Planner, goal: Goal) -> None:
    wait = planner.measures.add(goal.id, "wait", unit="minutes")
    planner.metric_import.take(wait.id, of(2, unit="hours") + of(None, 30))
    assert kept(planner, wait) == {1: 120, 2: 30}


def test_shares_for_a_measure_in_per_cent_stay_and_are_told(
    planner: Planner, rate: Measure
) -> None:
    assert planner.metric_import.take(rate.id, of(0.62, 0.63)).as_shares
    assert kept(planner, rate) == {1: 0.62, 2: 0.63}
    assert not planner.metric_import.look(rate.id, of(0.62, 63)).as_shares
    assert not planner.metric_import.look(rate.id, of(0.62, unit="%")).as_shares
    assert not planner.metric_import.look(rate.id, of(0)).as_shares


def test_a_measure_that_is_not_there_is_not_found(planner: Planner, goal: Goal) -> None:
    for act in (planner.metric_import.look, planner.metric_import.take):
        with pytest.raises(NotFound):
            act("nothing", of(1))
