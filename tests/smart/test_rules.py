from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from rule_cases import CASES, SETTING, STRONG, but

from pmgoals.analytics.breakdown import propose
from pmgoals.model.calendar import FiscalCalendar
from pmgoals.smart.rules import MOOT, RULES, Notice
from pmgoals.smart.rules.timely import not_broken_down
from pmgoals.smart.sketch import MilestoneSketch, Sketch

LATE_ONLY = {"what": "a result", "other": "an early sign of it"}
EARLY_ONLY = {"what": "an early sign", "other": "the result it leads to"}


def noticed(rule: str, tried: Any) -> Notice | None:
    sketch, setting = tried if isinstance(tried, tuple) else (tried, SETTING)
    return RULES[rule](sketch, setting)


def cases(kind: str) -> list[Any]:
    found = [(rule, tried) for rule, case in CASES.items() for tried in getattr(case, kind)]
    names = [f"{rule}-{n}" for rule, case in CASES.items() for n in range(len(getattr(case, kind)))]
    return [pytest.param(*pair, id=name) for pair, name in zip(found, names, strict=True)]


def test_every_rule_is_tried() -> None:
    assert CASES.keys() == RULES.keys()
    assert all(case.fires and case.near for case in CASES.values())


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_says_nothing_about_a_strong_goal(rule: str) -> None:
    assert noticed(rule, STRONG) is None


@pytest.mark.parametrize(("rule", "tried"), cases("fires"))
def test_a_rule_fires(rule: str, tried: Any) -> None:
    notice = noticed(rule, tried)
    assert notice is not None and notice is not MOOT
    assert notice.field


@pytest.mark.parametrize(("rule", "tried"), cases("near"))
def test_a_rule_lets_a_near_neighbour_pass(rule: str, tried: Any) -> None:
    assert noticed(rule, tried) is None


@pytest.mark.parametrize(("rule", "tried"), cases("moot"))
def test_a_rule_with_nothing_to_judge_is_moot(rule: str, tried: Any) -> None:
    assert noticed(rule, tried) is MOOT


@pytest.mark.parametrize("rule", [rule for rule, case in CASES.items() if not case.moot])
def test_a_rule_without_a_moot_case_judges_even_an_empty_goal(rule: str) -> None:
    assert noticed(rule, Sketch(start=SETTING.today)) is not MOOT


@pytest.mark.parametrize(("rule", "tried"), cases("fires"))
def test_following_the_mend_silences_the_rule(rule: str, tried: Any) -> None:
    sketch = tried[0] if isinstance(tried, tuple) else tried
    assert noticed(rule, CASES[rule].mend(sketch)) is None


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    st.one_of(st.integers(1, 300), st.integers(1, 2000)),
    st.builds(FiscalCalendar, st.integers(1, 12)),
)
def test_taking_the_proposed_split_silences_t3(
    start: dt.date, days: int, calendar: FiscalCalendar
) -> None:
    due = start + dt.timedelta(days=days)
    steps = [MilestoneSketch(title=p.title, due=p.due) for p in propose(start, due, calendar)]
    assert not_broken_down(but(start=start, due=due, milestones=steps), SETTING) is None


def test_a_message_names_what_the_rule_saw() -> None:
    assert noticed("S3", but(title="x" * 1200)) == Notice(
        "line", {"letters": "1,200", "words": "1"}
    )
    over = noticed("A5", CASES["A5"].fires[0])
    assert over == Notice("hours_week", {"what": "8.5 hours a week are promised of 8"})
    sixth = noticed("A5", CASES["A5"].fires[1])
    assert sixth == Notice("line", {"what": "this would be active goal 6"})
    assert noticed("T3", but(milestones=[])).words == {"what": "it runs to 30 Jun 2027 and has 0"}  # type: ignore[union-attr]
    for at, words in enumerate((LATE_ONLY, EARLY_ONLY)):
        assert noticed("M7", CASES["M7"].fires[at]) == Notice("role", words)
    for rule in ("M2", "M10", "R3"):
        case = CASES[rule].fires[0]
        assert noticed(rule, case).words == {"metric": "first-week setup rate"}  # type: ignore[union-attr]
        nameless = [structs.replace(m, name="") for m in case.measures]
        assert noticed(rule, but(measures=nameless)).words == {"metric": "the metric"}  # type: ignore[union-attr]
