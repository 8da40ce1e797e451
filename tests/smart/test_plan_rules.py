from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from plan_cases import (
    BACK,
    BOTH_WAYS,
    DUE,
    FITTING,
    LATE,
    LATE_TOO,
    LEADS,
    LEFT_ALONE,
    LONG,
    OPEN,
    PLAN_CASES,
    PLAN_QUIET,
    SERVED,
    SETTINGS,
    TODAY,
    TWICE,
    goal_id,
    goals,
    keeps,
    numbered,
    plan_of,
    plan_with,
    priority,
    pushes,
    setting_of,
    theme,
)

from pmgoals import knowledge
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
    setting = setting_of(rule)
    for number, plan in enumerate(PLAN_CASES[rule]):
        assert [*PLAN_RULES[rule](plan, setting)], number
    assert seen(rule, FITTING) == []
    assert seen(rule, plan_of()) == []


QUIET = [(rule, number) for rule, plans in PLAN_QUIET.items() for number in range(len(plans))]


@pytest.mark.parametrize(("rule", "number"), QUIET)
def test_a_rule_is_silent_about_what_only_looks_alike(rule: str, number: int) -> None:
    assert said(rule, PLAN_QUIET[rule][number]) == []


def test_every_rule_that_reads_the_plan_alone_is_silent_somewhere() -> None:
    assert PLAN_QUIET.keys() == PLAN_RULES.keys() - SETTINGS.keys()


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
    assert said("P3", plan) == ["No open goal serves “Idle”.", "No open goal serves “Done”."]
    assert [notice.where for notice in seen("P3", plan)] == [idle.id, done.id]


def test_the_same_metric_pushed_twice_is_redundant() -> None:
    plan = plan_with(*goals(2), *TWICE)
    (notice,) = seen("P6", plan)
    assert said("P6", plan) == [
        "“Goal 1” and “Goal 2” push one metric the same way: sign-ups a week."
    ]
    assert (notice.field, notice.where) == ("metric", goal_id(2))


def test_a_metric_said_otherwise_is_told_with_both_names() -> None:
    names = ("onboarding completion", "share of new teams that finish setup")
    measures = [pushes(number, name, 62, 78) for number, name in enumerate(names, 1)]
    (words,) = said("P6", plan_with(*goals(2), *measures))
    assert words.endswith(f"{names[0]} (also said as {names[1]}).")


def test_the_same_metric_pulled_both_ways_is_a_conflict() -> None:
    plan = plan_with(*goals(2), *BOTH_WAYS)
    (notice,) = seen("P7", plan)
    assert said("P7", plan) == [
        "Two goals pull against each other: “Goal 1” raises sign-ups, and “Goal 2” lowers sign-ups."
    ]
    assert notice.where == goal_id(2)


def test_opposites_are_told_by_what_each_goal_does() -> None:
    measures = pushes(1, "churn", 6, 4), pushes(2, "retention", 94, 90)
    (words,) = said("P7", plan_with(*goals(2), *measures))
    assert "“Goal 1” lowers churn, and “Goal 2” lowers retention" in words


def test_three_goals_with_one_metric_are_told_once() -> None:
    measures = [pushes(number, "activation", 31, 40) for number in (1, 2, 3)]
    (notice,) = seen("P6", plan_with(*goals(3), *measures))
    assert notice.goals == (goal_id(1), goal_id(2), goal_id(3))


def test_priorities_and_goals_want_something_left_alone() -> None:
    assert [notice.field for notice in seen("P4", plan_of(priority()))] == ["not_doing"]
    assert seen("P4", plan_of(*goals(1)))
    assert seen("P4", plan_of(LEFT_ALONE, priority(), *goals(1))) == []


def test_a_finding_names_the_record_it_is_about() -> None:
    idle = theme("Idle")
    (finding,) = judge_plan(plan_with(idle), SETTING)
    assert (finding.rule, finding.severity, finding.where) == ("P3", "warn", idle.id)
    assert finding.message == "No open goal serves “Idle”."


def test_a_finding_keeps_its_name_as_long_as_it_is_the_same_trouble() -> None:
    named = theme("Idle")
    first, then = plan_with(named, theme("Void")), plan_with(*goals(1), theme("New"), named)
    keys = [
        [f.key for f in judge_plan(plan, SETTING) if f.where == named.id] for plan in (first, then)
    ]
    assert keys[0] == keys[1] and len(keys[0]) == 1
    every = [f.key for plans in PLAN_CASES.values() for p in plans for f in judge_plan(p, SETTING)]
    assert all(re.fullmatch(r"P\d+-[0-9a-z]{5}", key) for key in every)


def test_what_a_goal_keeps_with_a_reason_is_not_told_again() -> None:
    measures = [pushes(number, "activation", 31, 40) for number in (1, 2)]
    (finding,) = [f for f in judge_plan(plan_with(*goals(2), *measures), SETTING) if f.rule == "P6"]
    kept = numbered(1, overrides=keeps(finding.key))
    plan = plan_with(kept, numbered(2), *measures)
    assert "P6" not in {f.rule for f in judge_plan(plan, SETTING)}
    third = plan_with(kept, *goals(3)[1:], *measures, pushes(3, "activation", 31, 40))
    assert "P6" in {f.rule for f in judge_plan(third, SETTING)}, "another goal is another trouble"


def test_findings_come_in_the_order_of_the_rules_one_for_each_trouble() -> None:
    plan = plan_of(theme("Idle"), theme("Void"), *goals(6, kind="tactical"), *TWICE)
    found = judge_plan(plan, SETTING)
    rules = ["P1", "P2", "P3", "P3", "P4", *["P5"] * 6, "P6"]
    assert [finding.rule for finding in found] == rules
    usual = {rule: knowledge.rules()[rule].severity for rule in rules}
    assert [finding.severity for finding in found] == [usual[rule] for rule in rules]
    assert len({finding.key for finding in found}) == len(found)


def test_levels_and_profiles_hold_for_the_plan_too() -> None:
    plan = plan_of(*goals(6, kind="tactical"))
    levels = {"P1": "off", "P2": "block"}
    assert [(f.rule, f.severity) for f in judge_plan(plan, SETTING, levels=levels)] == [
        ("P2", "block"),
        ("P4", "info"),
        ("P5", "warn"),
    ]
    assert {f.severity for f in judge_plan(plan, SETTING, profile="gentle")} == {"info"}
    assert {f.severity for f in judge_plan(plan, SETTING, profile="strict")} == {"warn"}


def test_a_late_dependency_names_both_and_the_days() -> None:
    (words,) = said("P12", plan_with(*goals(1), OPEN, LATE))
    assert words == "“Guide agreed” is due 9 days before “Party {x} [/y]”, which it needs."


def test_what_several_wait_for_is_told_once() -> None:
    (notice,) = seen("P12", plan_with(*goals(2), OPEN, LATE, LATE_TOO))
    assert notice.about == (OPEN.id, LATE.id, LATE_TOO.id)
    assert notice.goals == (goal_id(1), goal_id(2))


def test_a_circle_is_told_once() -> None:
    (words,) = said("P13", plan_with(*goals(1), BACK, LATE))
    assert words.startswith("Each of these waits for the next: “")


@pytest.mark.parametrize(
    ("rule", "field", "mark"), [("P8", "overfull", ","), ("P16", "overbooked", ":")]
)
def test_full_weeks_are_named_with_their_goals(rule: str, field: str, mark: str) -> None:
    by_goal = {goal_id(2): 7.0, goal_id(1): 4.2}
    week, later = Week(2026, 49), Week(2026, 51)
    for last, said_weeks in ((week, "2026-W49"), (later, "2026-W49 to 2026-W51")):
        full = Overfull(week, last, "11 of 8 h", by_goal)
        setting = PlanSetting(
            today=TODAY,
            **{field: (full,) if field == "overfull" else full},  # type: ignore[arg-type]
        )
        found = judge_plan(plan_with(*goals(2)), setting)
        (finding,) = [each for each in found if each.rule == rule]
        assert f"{said_weeks}{mark}" in finding.message and "11 of 8 h" in finding.message
        assert finding.message.endswith(": Goal 2 (7 h), Goal 1 (4 h).")
        assert finding.where == goal_id(2)


def test_goals_that_are_not_named_in_a_full_week_are_counted() -> None:
    """The fourth was left out without a word, and the hours did not add up."""
    by_goal = {goal_id(n): 5.0 - n for n in range(1, 5)}
    full = Overfull(Week(2026, 49), Week(2026, 49), "11 of 8 h", by_goal)
    setting = PlanSetting(today=TODAY, overfull=(full,))
    told = [f.message for f in judge_plan(plan_with(*goals(4)), setting)]
    assert any("Goal 3 (2 h) and 1 more." in words for words in told)


def test_a_resource_promised_twice_is_named() -> None:
    plan = plan_with(numbered(1, **LEADS), numbered(2, resources="Both designers; a data lead"))
    assert said("P9", plan) == [
        "“Goal 1” and “Goal 2” need the same help at the same time: data lead.",
        "“Goal 1” and “Goal 2” need the same help at the same time: designer.",
    ]


def test_no_theme_at_all_is_told_once() -> None:
    assert said("P5", plan_with(*goals(3))) == ["3 goals serve nothing yet: there is no theme."]
    assert said("P5", plan_with(*goals(1))) == ["1 goal serves nothing yet: there is no theme."]


@pytest.mark.parametrize(
    ("records", "words"),
    [
        (
            (numbered(1), numbered(2, parent=goal_id(1), due=DUE + dt.timedelta(days=3))),
            "“Goal 2” ends on 19 Dec 2026, after “Goal 1” above it, which ends on 16 Dec 2026.",
        ),
        (
            (numbered(1, review_on=TODAY), numbered(2, parent=goal_id(1))),
            "“Goal 1” is looked at on 23 Nov 2026, and nothing below it falls due before "
            "16 Dec 2026.",
        ),
        (
            (numbered(1, **LONG), numbered(2, parent=goal_id(1), **LONG)),
            "“Goal 1” is reviewed every quarter, and in FY26 Q4 nothing below it falls due.",
        ),
    ],
)
def test_another_rhythm_is_said_with_its_days(records: Any, words: str) -> None:
    assert said("P14", plan_with(*records)) == [words]
