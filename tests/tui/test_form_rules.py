"""What the forms take, and what their service lines make of it."""

from __future__ import annotations

import datetime as dt

import pytest

from pmgoals.errors import BadInput
from pmgoals.model.goal import Goal
from pmgoals.model.measure import Measure
from pmgoals.services.planner import Planner
from pmgoals.services.signals import EXAMPLES
from pmgoals.tui import (
    flows,
    flows_goal,
    flows_growth,
    flows_learning,
    flows_reading,
    flows_rhythm,
    flows_signals,
    flows_themes,
)
from pmgoals.tui.forms import Form


@pytest.fixture
def goal(planner: Planner) -> Goal:
    with planner.change("a goal") as tx:
        return tx.add(Goal, title="Lift setup", start=planner.today, due=dt.date(2027, 9, 30))


@pytest.fixture
def rate(planner: Planner, goal: Goal) -> Measure:
    return planner.measures.add(goal.id, "setup rate", baseline=40.0, target=60.0, unit="%")


def filled(form: Form, **typed: str) -> dict[str, str]:
    """Return the values of a form, some of them typed anew."""
    assert set(typed) <= {field.key for field in form.fields}
    return {field.key: field.value for field in form.fields} | typed


def said(form: Form, key: str, text: str) -> str:
    """Return what a form says of a text in one of its fields."""
    check = next(field.check for field in form.fields if field.key == key)
    assert check is not None
    return check(text)


ROOM = 76 - 6 - 2
"""Cells of a form between its borders, without the space around what is typed."""


def test_what_stands_in_an_empty_field_has_room_in_it(planner: Planner) -> None:
    """`hangs on i` and `risk gon` were what was left of two examples."""
    standing = planner.competencies.standings()[0]
    forms = [
        flows_growth.priority_form(),
        flows_growth.priority_form(not_doing=True),
        flows_growth.rating_form(planner, standing),
        flows_learning.learning_form(planner),
        flows_learning.evidence_form(planner),
        flows_learning.applied_form(planner, planner.learning.log("A talk")),
        flows_reading.reading_form(planner),
        *(flows_signals.signal_form(planner, kind) for kind in EXAMPLES),
    ]
    for form in forms:
        label = max(14, *(len(field.label) for field in form.fields)) + 2
        for field in form.fields:
            assert len(field.shown_empty) <= ROOM - label, (form.name, field.key)


def test_a_form_confirmed_as_it_was_takes_no_reading(
    planner: Planner, goal: Goal, rate: Measure
) -> None:
    """It once took the last value again, where the command line took none."""
    last = planner.week.plus(-1)
    planner.checkins.save(goal.id, confidence=6, readings={rate.id: 45.0}, week=last)
    form = flows.checkin_form(planner, goal)
    assert filled(form)[f"measure-{rate.id}"] == ""
    flows.save_checkin(planner, goal, filled(form))
    assert [r.on for r in planner.plan.readings_of(rate.id)] == [last.sunday]
    assert [c.confidence for c in planner.plan.checkins_of(goal.id)] == [6, 6]
    flows.save_checkin(planner, goal, filled(form, **{f"measure-{rate.id}": "47 %"}))
    assert [r.value for r in planner.plan.readings_of(rate.id)] == [45.0, 47.0]


def test_a_value_in_another_unit_is_refused_as_it_is_typed_and_when_saved(
    planner: Planner, goal: Goal, rate: Measure
) -> None:
    """The app once took 45 days for a measure kept in %."""
    form = flows.checkin_form(planner, goal)
    key = f"measure-{rate.id}"
    assert "kept in %" in said(form, key, "45 days")
    with pytest.raises(BadInput, match=r"kept in %"):
        flows.save_checkin(planner, goal, filled(form, **{key: "45 days"}))
    assert not planner.plan.readings_of(rate.id) and not planner.plan.checkins_of(goal.id)


def test_a_milestone_weight_of_0_is_refused_with_the_reason(planner: Planner, goal: Goal) -> None:
    """It once was replaced by the old weight without a word."""
    kept = planner.milestones.add(goal.id, "Pilot", dt.date(2027, 3, 31), weight=3.0)
    form = flows_rhythm.edit_form(planner, kept)
    assert "above 0" in said(form, "weight", "0")
    with pytest.raises(BadInput, match="weight"):
        flows_rhythm.save_edit(planner, kept, filled(form, weight="0"))
    flows_rhythm.save_edit(planner, kept, filled(form, weight="", title="Pilot with five"))
    assert planner.plan.milestones_of(goal.id)[0].weight == 3.0


def test_a_grade_is_read_as_at_the_command_line(planner: Planner, goal: Goal) -> None:
    form = flows_goal.close_form(planner, goal)
    assert said(form, "grade", "0.8") == said(form, "grade", "80 %") == ""
    assert "0.0 to 1.0" in said(form, "grade", "80")
    flows_goal.save_close(planner, goal, filled(form, grade="80 %"))
    assert planner.goals.get(goal.id).grade == 0.8


def test_a_verdicts_grade_is_too(planner: Planner, goal: Goal) -> None:
    quarter = planner.quarter
    (case,), (verdict,) = planner.reviews.cases(quarter), planner.reviews.verdicts(quarter)
    form = flows_rhythm.verdict_form(planner, quarter, case, verdict)
    assert "80 %" in said(form, "grade", "80")
    flows_rhythm.save_verdict(planner, quarter, case, filled(form, grade="80 %"))
    assert planner.reviews.verdicts(quarter)[0].grade == 0.8


def test_ratings_and_weights_say_what_they_take(planner: Planner) -> None:
    rating = flows_growth.rating_form(planner, planner.competencies.standings()[0])
    assert said(rating, "importance", "7/10") == ""
    assert "1 to 10" in said(rating, "importance", "7 days")
    assert "above 0" in said(flows_themes.theme_form(planner), "weight", "2 days")


def test_editing_what_was_learned_for_a_closed_goal_keeps_the_goal(
    planner: Planner, goal: Goal
) -> None:
    """The form once offered open goals only, and so let go of the link."""
    kept = planner.learning.log("Read", goal=goal.id)
    planner.goals.close(goal.id)
    form = flows_learning.learning_form(planner, kept)
    assert goal.id in [key for f in form.fields if f.key == "goal" for key, _ in f.options]
