from __future__ import annotations

from typing import Any

import msgspec
import pytest
from plan_cases import (
    BOTH_WAYS,
    COPIED,
    FITTING,
    LATE,
    LEFT_ALONE,
    OPEN,
    PLAN_CASES,
    SERVED,
    SUMMED,
    TWICE,
    goal_id,
    goals,
    numbered,
    plan_of,
    plan_with,
    priority,
    pushes,
    theme,
)
from rule_cases import TODAY

from pmgoals.model.calendar import Week
from pmgoals.model.plan import Plan
from pmgoals.smart.critic import finding_of, judge_plan
from pmgoals.smart.rules import Notice
from pmgoals.smart.rules.plan import PLAN_RULES, Overfull, PlanSetting

OVER = {"state": "closed"}
SETTING = PlanSetting(today=TODAY)


def seen(rule: str, plan: Plan) -> list[Notice]:
    return list(PLAN_RULES[rule](plan, SETTING))


def said(rule: str, plan: Plan) -> list[str]:
    return [finding_of(rule, "warn", notice).message for notice in seen(rule, plan)]


def test_every_rule_is_tried() -> None:
    assert PLAN_CASES.keys() == PLAN_RULES.keys()


@pytest.mark.parametrize("rule", PLAN_RULES)
def test_a_rule_fires_on_its_plans_and_on_no_plan_that_fits(rule: str) -> None:
    assert all(seen(rule, plan) for plan in PLAN_CASES[rule])
    assert seen(rule, FITTING) == []
    assert seen(rule, plan_of()) == []


@pytest.mark.parametrize(("count", "words"), [
    (5, []),
    (6, ["6 goals are active at once."]),
    (7, ["7 goals are active at once."]),
    (8, ["8 goals are active at once, far too many."]),
])  # fmt: skip
def test_more_than_five_active_goals_are_too_many(count: int, words: list[str]) -> None:
    assert said("P1", plan_with(*goals(count))) == words


def test_only_active_goals_count() -> None:
    resting = [numbered(n, state=state) for n, state in ((8, "paused"), (9, "closed"))]
    assert seen("P1", plan_with(*goals(5), *resting)) == []
    assert seen("P2", plan_with(*goals(2, kind="tactical"), *resting)) == []
    assert seen("P4", plan_of(*goals(2, state="paused"))) == []


@pytest.mark.parametrize(
    ("kinds", "missing"),
    [
        (["strategic", "tactical", "development"], []),
        (["strategic", "tactical", "tactical"], ["none is for one's own development."]),
        (["development"] * 4, ["none is strategic and none tactical."]),
        (["tactical"] * 3, ["none is strategic and none for one's own development."]),
        (["tactical", "development", "tactical"], ["none is strategic."]),
        (["tactical"] * 2, []),
    ],
)
def test_three_goals_or_more_want_a_balance(kinds: Any, missing: list[str]) -> None:
    plan = plan_with(*(numbered(n, kind=kind) for n, kind in enumerate(kinds)))
    assert said("P2", plan) == [f"Of {len(kinds)} active goals {words}" for words in missing]


def test_a_theme_that_no_open_goal_serves_is_a_gap() -> None:
    idle, done, paused = theme("Idle"), theme("Done"), theme("Paused")
    plan = plan_with(
        idle,
        done,
        paused,
        SERVED,
        numbered(1, theme=SERVED.id),
        numbered(2, theme=done.id, **OVER),
        numbered(3, theme=paused.id, state="paused"),
    )
    assert said("P3", plan) == [
        "The plan does not fit together: no goal serves “Idle”.",
        "The plan does not fit together: no goal serves “Done”.",
    ]
    assert [notice.where for notice in seen("P3", plan)] == [idle.id, done.id]


def test_the_same_metric_pushed_twice_is_redundant() -> None:
    plan = plan_with(*goals(2), *TWICE)
    (notice,) = seen("P3", plan)
    assert said("P3", plan)[0].endswith(": “Goal 1” and “Goal 2” both push sign-ups a week.")
    assert (notice.field, notice.where) == ("metric", goal_id(2))


def test_the_same_metric_pulled_both_ways_is_a_conflict() -> None:
    plan = plan_with(*goals(2), *BOTH_WAYS)
    (notice,) = seen("P3", plan)
    assert said("P3", plan)[0].endswith(": “Goal 1” and “Goal 2” pull sign-ups both ways.")
    assert notice.where == goal_id(2)


def test_three_goals_with_one_metric_are_told_pair_by_pair() -> None:
    measures = [pushes(number, "activation", 31, 40) for number in (1, 2, 3)]
    found = seen("P3", plan_with(*goals(3), *measures))
    assert [notice.where for notice in found] == [goal_id(2), goal_id(3), goal_id(3)]


@pytest.mark.parametrize(
    "measures",
    [
        (pushes(1, "activation", 31, 40), pushes(2, "retention", 31, 40)),
        (pushes(1, "activation", 31, 40), pushes(1, "activation", 31, 40)),
        (pushes(1, "activation", 31, 40), pushes(2, "activation", 31, 30, role="guardrail")),
        (pushes(1, "activation", 31, 40), pushes(2, "activation", 40, 40, direction="maintain")),
        (pushes(1, "…", 31, 40), pushes(2, "—", 31, 40)),
        (pushes(1, "", 31, 40), pushes(2, "", 31, 40)),
    ],
)
def test_measures_that_do_not_meet_are_no_trouble(measures: Any) -> None:
    assert seen("P3", plan_with(*goals(2), *measures)) == []


def test_a_metric_is_known_again_by_its_words_in_any_order() -> None:
    turned = (pushes(1, "rate of activation", 31, 40), pushes(2, "Activation: of rate", 31, 45))
    assert len(seen("P3", plan_with(*goals(2), *turned))) == 1


def test_a_closed_goal_neither_repeats_nor_contradicts() -> None:
    for measures in (TWICE, BOTH_WAYS):
        plan = plan_with(numbered(1), numbered(2, **OVER), *measures)
        assert seen("P3", plan) == []


def test_priorities_and_goals_want_something_left_alone() -> None:
    assert [notice.field for notice in seen("P4", plan_of(priority()))] == ["not_doing"]
    assert seen("P4", plan_of(*goals(1)))
    assert seen("P4", plan_of(LEFT_ALONE, priority(), *goals(1))) == []


def test_a_finding_names_the_record_it_is_about() -> None:
    idle = theme("Idle")
    (finding,) = judge_plan(plan_with(idle), SETTING)
    assert (finding.rule, finding.severity, finding.where) == ("P3", "warn", idle.id)
    assert finding.message == "The plan does not fit together: no goal serves “Idle”."


def test_findings_come_in_the_order_of_the_rules_one_for_each_trouble() -> None:
    plan = plan_of(theme("Idle"), theme("Void"), *goals(6, kind="tactical"), *TWICE)
    found = judge_plan(plan, SETTING)
    assert [finding.rule for finding in found] == ["P1", "P2", "P3", "P3", "P3", "P4"]
    assert [finding.severity for finding in found] == [
        "warn", "info", "warn", "warn", "warn", "info",
    ]  # fmt: skip


def test_levels_and_profiles_hold_for_the_plan_too() -> None:
    plan = plan_of(*goals(6, kind="tactical"))
    levels = {"P1": "off", "P2": "block"}
    assert [(f.rule, f.severity) for f in judge_plan(plan, SETTING, levels=levels)] == [
        ("P2", "block"),
        ("P4", "info"),
    ]
    assert {f.severity for f in judge_plan(plan, SETTING, profile="gentle")} == {"info"}
    assert {f.severity for f in judge_plan(plan, SETTING, profile="strict")} == {"warn"}


def test_a_late_dependency_names_both_and_the_days() -> None:
    (words,) = said("P3", plan_with(*goals(1), OPEN, LATE))
    assert "“Guide agreed” is due 9 days before “Party {x} [/y]”, which it needs." in words


def test_a_circle_is_told_once() -> None:
    back = msgspec.structs.replace(OPEN, depends_on=[LATE.id], due=LATE.due)
    found = said("P3", plan_with(*goals(1), back, LATE))
    assert sum("each of these waits for the next" in words for words in found) == 1


def test_full_weeks_are_named_with_their_goals() -> None:
    by_goal = {goal_id(2): 7.0, goal_id(1): 4.2}
    week, later = Week(2026, 49), Week(2026, 51)
    for last, said_weeks in ((week, "2026-W49"), (later, "2026-W49 to 2026-W51")):
        setting = PlanSetting(today=TODAY, overfull=(Overfull(week, last, "11 of 8 h", by_goal),))
        (finding,) = judge_plan(plan_with(*goals(2)), setting)
        assert f"{said_weeks} promise 11 of 8 h: Goal 2 (7 h), Goal 1 (4 h)." in finding.message
        assert finding.where == goal_id(2)


def test_goals_that_are_not_named_in_a_full_week_are_counted() -> None:
    """The fourth was left out without a word, and the hours did not add up."""
    by_goal = {goal_id(n): 5.0 - n for n in range(1, 5)}
    full = Overfull(Week(2026, 49), Week(2026, 49), "11 of 8 h", by_goal)
    setting = PlanSetting(today=TODAY, overfull=(full,))
    told = [f.message for f in judge_plan(plan_with(*goals(4)), setting)]
    assert any("Goal 3 (2 h) and 1 more." in words for words in told)


def told(*records: Any) -> list[tuple[str, str]]:
    """Return case and record of what P3 says of goals above each other."""
    found = PLAN_RULES["P3"](plan_with(*records), SETTING)
    return [(notice.case, notice.where) for notice in found if notice.field == "parent"]


def test_a_goal_that_repeats_the_one_above_is_a_copy_and_a_part_is_none() -> None:
    above, below = numbered(1), numbered(2, parent=goal_id(1))
    assert told(above, below, *COPIED) == [("copy", goal_id(2))]
    assert told(above, below, COPIED[0], pushes(2, "sign-ups", 100, 160)) == []
    assert told(above, below, COPIED[0], pushes(2, "trials", 400, 520)) == []
    assert told(above, numbered(2), *COPIED) == []


def test_a_goal_that_only_adds_up_those_below_is_a_scorecard() -> None:
    parts = [numbered(n, parent=goal_id(1)) for n in (2, 3)]
    assert told(numbered(1), *parts, *SUMMED) == [("scorecard", goal_id(1))]
    assert told(numbered(1), *parts, *SUMMED[:2], pushes(3, "sign-ups", 90, 120)) == []
    assert told(numbered(1), parts[0], *SUMMED[:2]) == []
    other = numbered(4, parent=goal_id(1))
    assert told(numbered(1), *parts, other, *SUMMED, pushes(4, "churn", 6, 4)) == []
