"""The weekly ritual: its order, what is kept where, and what is typed meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from goal_maker import commit, tables_of

from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week
from pmgoals.model.journal import INTENTION
from pmgoals.services.planner import Planner
from pmgoals.services.rituals.stage import Stage
from pmgoals.services.rituals.weekly_stages import GOAL

FRIDAY = dt.date(2026, 12, 4)
WEEK = Week.of(FRIDAY)
LAST = WEEK.plus(-1)


@pytest.fixture
def told(make_planner: Callable[..., Planner]) -> Planner:
    """A plan with a goal, an if-then plan, an obstacle and a week behind it, seen on a Friday."""
    before = make_planner(FRIDAY - dt.timedelta(weeks=1))
    goal = commit(before, cue="it is Friday", response="I open the dashboard")
    before.goals.edit(goal.id, obstacle="the data lead is away")
    before.measures.add(goal.id, "tickets", baseline=2, target=4, role="guardrail")
    main = before.measures.main(goal.id)
    before.checkins.save(goal.id, confidence=7, readings={main.id: 50.0})
    before.journal.write(answers={INTENTION: "Mornings first", "commitments": "Ask five\nSend it"})
    return make_planner(FRIDAY)


def stage(planner: Planner, key: str, week: Week | None = None) -> Stage:
    return next(each for each in planner.rituals.weekly(week).stages() if each.key.startswith(key))


def offered(one: Stage, **values: str) -> dict[str, str]:
    return {q.key: q.offered for q in one.questions} | values


def test_the_order_is_the_fields(told: Planner) -> None:
    keys = [each.key.split(":")[0] for each in told.rituals.weekly().stages()]
    assert keys == [
        "intention", "goal", "kept", "commitments", "wins", "setbacks", "learned", "change",
    ]  # fmt: skip
    assert not any(each.answered for each in told.rituals.weekly().stages())


def test_a_first_week_has_nothing_to_look_back_on(planner: Planner) -> None:
    assert planner.rituals.weekly().stages()[0].key == "commitments"


def test_enter_all_along_says_last_weeks_confidence_again_and_takes_no_reading(
    told: Planner,
) -> None:
    one = stage(told, GOAL)
    assert told.rituals.weekly().answer(one, offered(one))
    (goal,) = told.plan.active_goals
    checkin = told.checkins.of(goal.id, WEEK)
    assert checkin is not None and checkin.confidence == 7
    main = told.measures.main(goal.id)
    assert [r.on for r in told.plan.readings_of(main.id)][-1] < LAST.plus(1).monday
    assert stage(told, GOAL).answered


def test_a_goals_stage_keeps_value_note_and_what_became_of_its_plan(told: Planner) -> None:
    one = stage(told, GOAL)
    (goal,) = told.plan.active_goals
    (plan,) = told.plan.if_then_of(goal.id)
    main = told.measures.main(goal.id)
    values = {main.id: "52", "confidence": "6", "note": "new list", plan.id: "did"}
    told.rituals.weekly().answer(one, offered(one, **values))
    checkin = told.checkins.of(goal.id, WEEK)
    assert checkin is not None
    assert (checkin.confidence, checkin.note) == (6, "new list")
    assert checkin.rehearsed == {plan.id: "did"} and checkin.obstacle == ""
    assert told.plan.readings_of(main.id)[-1].value == 52
    again = stage(told, GOAL)  # a value read again is corrected, and both are kept
    told.rituals.weekly().answer(again, offered(again, **{main.id: "53"}))
    assert told.plan.readings_of(main.id)[-1].replaces is not None


def test_an_obstacle_that_happens_is_a_blocker_with_its_plan(told: Planner) -> None:
    one = stage(told, GOAL)
    told.rituals.weekly().answer(one, offered(one, obstacle="yes"))
    (goal,) = told.plan.active_goals
    checkin = told.checkins.of(goal.id, WEEK)
    assert checkin is not None
    assert (checkin.obstacle, checkin.blocker) == ("the data lead is away", "other")
    assert checkin.next_action == "If it is Friday, then I open the dashboard"


def test_what_is_stuck_is_asked_when_confidence_fell(told: Planner) -> None:
    one = stage(told, GOAL)
    stuck = next(q for q in one.questions if q.key == "blocker")
    for confidence, aside in (("7", True), ("8", True), ("6", False), ("x", True)):
        assert told.rituals.weekly().is_aside(stuck, one, {"confidence": confidence}) is aside


def test_what_cannot_be_read_changes_nothing(told: Planner) -> None:
    one, before = stage(told, GOAL), tables_of(told)
    main = told.measures.main(told.plan.active_goals[0].id)
    for wrong in ({main.id: "lots"}, {"confidence": "11"}, {main.id: "3 days"}):
        with pytest.raises(BadInput):
            told.rituals.weekly().answer(one, offered(one, **wrong))
    assert tables_of(told) == before
    value = next(q for q in one.questions if q.kind == "value")
    with pytest.raises(BadInput):
        told.rituals.weekly().check(value, "lots", one)


def test_last_weeks_words_are_marked_in_this_weeks_entry(told: Planner) -> None:
    told.rituals.weekly().answer(stage(told, "intention"), {INTENTION: "partly"})
    told.rituals.weekly().answer(stage(told, "kept"), {"0": "yes", "1": "no"})
    entry = told.plan.journal[str(WEEK)]
    assert entry.kept == {"Ask five": "yes", "Send it": "no"}
    assert entry.intention_kept == "partly"
    assert stage(told, "intention").answered and stage(told, "kept").answered


def test_new_wins_are_kept_as_evidence_once(told: Planner) -> None:
    one = stage(told, "wins")
    told.rituals.weekly().answer(
        one, {"0": "Sales dropped the custom plan", "1": "", "kind": "influence"}
    )
    again = stage(told, "wins")
    told.rituals.weekly().answer(again, offered(again, **{"1": "Two calls", "kind": "win"}))
    assert (
        told.plan.journal[str(WEEK)].answers["wins"] == "Sales dropped the custom plan\nTwo calls"
    )
    assert {(e.title, e.kind) for e in told.plan.evidence} == {
        ("Sales dropped the custom plan", "influence"),
        ("Two calls", "win"),
    }


def test_wins_and_their_evidence_are_one_step(told: Planner) -> None:
    one, before = stage(told, "wins"), tables_of(told)
    with pytest.raises(BadInput):
        told.rituals.weekly().answer(one, {"0": "Two calls", "kind": "nonsense"})
    assert tables_of(told) == before
    told.rituals.weekly().answer(one, {"0": "Two calls", "1": "One trial", "kind": "win"})
    told.undo()
    assert tables_of(told) == before


def test_marking_some_of_the_commitments_answers_the_stage(told: Planner) -> None:
    told.rituals.weekly().answer(stage(told, "kept"), {"0": "yes", "1": ""})
    assert stage(told, "kept").answered


def test_half_a_character_does_not_lose_what_was_typed(told: Planner) -> None:
    ritual = told.rituals.weekly()
    ritual.remember(stage(told, "learned"), {"0": "half \udce4 way"})
    assert told.rituals.weekly().typed() == {"learned": {"0": "half ? way"}}


def test_an_earlier_week_is_filled_late_and_says_so(told: Planner) -> None:
    week = LAST.plus(-1)
    for key, values in (("learned", {"0": "Less is asked"}), (GOAL, {"confidence": "5"})):
        found = [s for s in told.rituals.weekly(week).stages() if s.key.startswith(key)]
        for one in found:
            told.rituals.weekly(week).answer(one, offered(one, **values))
    assert told.plan.journal[str(week)].late


def test_what_is_typed_is_there_again_until_it_is_kept(told: Planner) -> None:
    one = stage(told, "wins")
    told.rituals.weekly().remember(one, {"0": "Half a sen", "1": ""})
    told.rituals.weekly().remember(stage(told, "learned"), {"0": "that"})
    assert told.rituals.weekly().typed() == {"wins": {"0": "Half a sen"}, "learned": {"0": "that"}}
    assert told.rituals.weekly(LAST).typed() == {} and "wins" not in str(
        told.plan.journal.get(str(WEEK))
    )
    told.rituals.weekly().answer(one, {"0": "Half a sentence"})
    assert told.rituals.weekly().typed() == {"learned": {"0": "that"}}
    told.rituals.weekly().remember(stage(told, "learned"), {})
    assert not told.store.places.ritual.exists()
