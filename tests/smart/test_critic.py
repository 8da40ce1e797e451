from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_cases import BUSY, CASES, DUE, SETTING, STRONG, TODAY, but, step, without

from pmgoals import knowledge
from pmgoals.smart.critic import judge
from pmgoals.smart.finding import LETTERS
from pmgoals.smart.reading import parse
from pmgoals.smart.rules import MOOT, RULES
from pmgoals.smart.sketch import MeasureSketch, MilestoneSketch, Setting, Sketch

EMPTY = Sketch(start=TODAY)
WORTH = {"block": 0.0, "warn": 0.5, "info": 0.75}

NUMBERS = st.none() | st.sampled_from([0.0, 1.0, 48.0, 65.0, -3.0])
DATES = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))
TEXTS = st.sampled_from(["", "Raise it", "{title} [/x] \x1b[2J {0}", "word " * 40])
LINES = (
    "Improve trust and get 40 page views soon",
    "Launch a {0} dashboard by Q3",
    "Learn pricing and double company revenue by 30 Jun 2019; hold 12 interviews",
    "Raise lifetime value from $480 to $400 while keeping churn",
    "Cut lead time by 1 %",
)
WORDINGS = st.none() | st.sampled_from([parse(text, TODAY) for text in LINES])
SKETCHES = st.builds(
    Sketch,
    title=TEXTS,
    wording=WORDINGS,
    alone=st.booleans(),
    method=st.sampled_from(["smart", "okr", "learning"]),
    why=TEXTS,
    start=DATES,
    due=st.none() | DATES,
    review_on=st.none() | DATES,
    measures=st.lists(
        st.builds(
            MeasureSketch,
            name=TEXTS,
            source=TEXTS,
            baseline=NUMBERS,
            target=NUMBERS,
            role=st.sampled_from(["lagging", "leading", "proxy", "guardrail"]),
        ),
        max_size=3,
    ),
    milestones=st.lists(st.builds(MilestoneSketch, title=TEXTS, due=DATES), max_size=4),
    theme=st.none() | st.just("t1"),
    hours_week=st.none() | st.floats(0.5, 20),
    commitment=st.sampled_from(["committed", "aspirational"]),
    confidence=st.none() | st.integers(1, 10),
    ethics=TEXTS,
    done_before=st.none() | st.booleans(),
    turns_on=st.none() | DATES,
)
SETTINGS = st.builds(
    Setting,
    today=st.just(TODAY),
    fiscal_year_end=st.just(dt.date(2026, 12, 31)),
    other_goals=st.integers(0, 9),
    hours_promised=st.floats(0, 20),
    hours_available=st.sampled_from([0.0, 8.0]),
    parent_title=TEXTS,
    parent_due=st.none() | DATES,
    quarter_end=st.none() | DATES,
    theme_choices=st.sampled_from([(), (("t1", "{title} [/x]"),)]),
    capability=st.none() | st.integers(1, 10),
    best_quarter=st.none() | st.floats(0, 2),
)
KEPT = st.sets(st.sampled_from(sorted(RULES)))
LEVELS = st.dictionaries(
    st.sampled_from(sorted(RULES)), st.sampled_from(["off", "info", "warn", "block"])
)


def ids(sketch: Sketch, **options: object) -> list[str]:
    return [f.rule for f in judge(sketch, SETTING, **options).findings]  # type: ignore[arg-type]


def test_a_strong_goal_passes_every_letter_with_full_strength() -> None:
    found = judge(STRONG, SETTING)
    assert found.findings == [] and found.strength == 1.0
    assert found.verdicts == dict.fromkeys("SMART", "pass")


def test_an_empty_goal_hears_what_blocks_it_and_nothing_is_moot_twice() -> None:
    found = judge(EMPTY, SETTING)
    assert [f.rule for f in found.blocks] == ["M1", "T1"]
    assert [f.rule for f in found.findings] == ["M1", "A4", "R1", "R5", "T1", "T5"]
    assert found.verdicts == {"S": "pass", "M": "fail", "A": "pass", "R": "warn", "T": "fail"}


def test_a_block_outweighs_a_warning_of_its_letter() -> None:
    late = but(milestones=[step(TODAY), step(DUE + dt.timedelta(days=1))])
    assert judge(late, SETTING).verdicts["T"] == "warn"
    over = but(due=TODAY - dt.timedelta(days=1), milestones=[step(TODAY)])
    found = judge(over, SETTING)
    assert {"T4", "T7"} <= {f.rule for f in found.findings}
    assert found.verdicts["T"] == "fail"


def test_a_finding_says_what_where_and_how_to_mend_it() -> None:
    (finding,) = judge(but(milestones=[*STRONG.milestones, step(dt.date(2027, 7, 1), "Party {x}")]),
                       SETTING).findings  # fmt: skip
    assert finding.message == "“Party {x}” is due on 1 Jul 2027, after the goal itself."
    assert (finding.rule, finding.severity, finding.field) == ("T7", "warn", "milestones")
    assert finding.mend == "Bring the milestone back, or change the goal."


def test_a_kept_finding_is_silent_and_counts_as_passed() -> None:
    weak = without("why")
    assert ids(weak) == ["R5"] and ids(weak, kept=["R5"]) == []
    assert judge(weak, SETTING, kept=["R5"]).strength == 1.0
    assert judge(EMPTY, SETTING, kept=["M1", "T1"]).blocks == []


def test_keeping_a_finding_that_is_moot_by_now_changes_nothing() -> None:
    """A kept rule with nothing to judge once counted as one that applies."""
    assert judge(EMPTY, SETTING, kept=["M2"]) == judge(EMPTY, SETTING)


@pytest.mark.parametrize(
    ("level", "severity", "verdict"),
    [
        ("info", "info", "pass"),
        ("warn", "warn", "warn"),
        ("block", "block", "fail"),
        ("?", "warn", "warn"),
    ],
)
def test_a_level_of_ones_own_sets_the_severity(level: str, severity: str, verdict: str) -> None:
    found = judge(without("why"), SETTING, levels={"R5": level})
    assert [f.severity for f in found.findings] == [severity]
    assert found.verdicts["R"] == verdict


@pytest.mark.parametrize(
    ("profile", "turned"),
    [
        ("gentle", {"block": "block", "warn": "info", "info": "info"}),
        ("standard", {"block": "block", "warn": "warn", "info": "info"}),
        ("strict", {"block": "block", "warn": "warn", "info": "warn"}),
    ],
)
def test_a_profile_turns_the_usual_severities_and_leaves_levels_of_ones_own(
    profile: Any, turned: dict[str, str]
) -> None:
    usual = {rule: text.severity for rule, text in knowledge.rules().items()}
    found = judge(EMPTY, SETTING, profile=profile, levels={"R5": "warn", "T5": "info"})
    said = {f.rule: f.severity for f in found.findings}
    assert (said.pop("R5"), said.pop("T5")) == ("warn", "info")
    assert said == {rule: turned[usual[rule]] for rule in said} and len(said) == 4


def test_a_rule_that_is_off_neither_speaks_nor_counts() -> None:
    off = dict.fromkeys(RULES, "off")
    found = judge(EMPTY, SETTING, levels=off)
    assert (found.findings, found.strength) == ([], 0.0)
    one = judge(without("why"), SETTING, levels=off | {"R5": "warn"})
    assert one.strength == 0.5
    assert judge(without("why"), SETTING, levels={"R5": "off"}).strength == 1.0


def test_an_unknown_rule_in_the_settings_is_no_trouble() -> None:
    assert ids(without("why"), levels={"Z9": "block"}, kept=["Z9"]) == ["R5"]


@given(SKETCHES, SETTINGS, KEPT, LEVELS)
def test_the_strength_is_passes_and_half_of_the_warnings_over_what_applies(
    sketch: Sketch, setting: Setting, kept: set[str], levels: dict[str, str]
) -> None:
    found = judge(sketch, setting, kept=kept, levels=levels)
    applying = [
        rule
        for rule, check in RULES.items()
        if (check.alone or not sketch.alone)
        and check(sketch, setting) is not MOOT
        and levels.get(rule) != "off"
    ]
    said = {f.rule: f.severity for f in found.findings}
    worth = [WORTH[said[rule]] if rule in said else 1.0 for rule in applying]
    assert found.strength == pytest.approx(sum(worth) / len(worth) if worth else 0.0)
    assert list(said) == [rule for rule in RULES if rule in said]
    assert not said.keys() & kept


@given(SKETCHES, SETTINGS, LEVELS)
def test_the_verdict_of_a_letter_is_its_worst_finding(
    sketch: Sketch, setting: Setting, levels: dict[str, str]
) -> None:
    found = judge(sketch, setting, levels=levels)
    assert list(found.verdicts) == list(LETTERS)
    for letter, verdict in found.verdicts.items():
        severities = {f.severity for f in found.findings if f.rule.startswith(letter)}
        worst = "fail" if "block" in severities else "warn" if "warn" in severities else "pass"
        assert verdict == worst


@given(SKETCHES, SETTINGS, KEPT)
def test_keeping_findings_never_makes_a_goal_weaker(
    sketch: Sketch, setting: Setting, kept: set[str]
) -> None:
    assert judge(sketch, setting, kept=kept).strength >= judge(sketch, setting).strength - 1e-9


@pytest.mark.parametrize("rule", RULES)
def test_the_usual_severity_is_the_one_the_texts_give(rule: str) -> None:
    tried = CASES[rule].fires[0]
    sketch, setting = tried if isinstance(tried, tuple) else (tried, SETTING)
    said = {f.rule: f.severity for f in judge(sketch, setting).findings}
    assert said[rule] == knowledge.rules()[rule].severity


@given(SKETCHES, SETTINGS)
def test_a_milder_case_is_never_louder_than_its_rule(sketch: Sketch, setting: Setting) -> None:
    order = ["info", "warn", "block"]
    for finding in judge(sketch, setting).findings:
        usual = knowledge.rules()[finding.rule].severity
        assert order.index(finding.severity) <= order.index(usual)


def test_a_milder_case_can_be_raised_by_a_level_of_ones_own() -> None:
    soft = Sketch(start=TODAY, title="x", due=DUE, wording=parse("Ship it by Q2 2027", TODAY))
    said = {
        level: {f.rule: f.severity for f in judge(soft, SETTING, levels={"T2": level}).findings}
        for level in ("", "warn", "block")
    }
    assert [said[level]["T2"] for level in ("", "warn", "block")] == ["info", "warn", "block"]


def test_a_sixth_goal_is_a_warning_and_no_wall() -> None:
    found = judge(STRONG, BUSY)
    assert [f.severity for f in found.findings] == ["warn"] and not found.blocks


def test_profiles_move_severities_and_never_a_block() -> None:
    sketch = Sketch(title="Lift activation", start=TODAY)
    setting = Setting(today=TODAY, fiscal_year_end=TODAY)
    seen = {
        profile: {f.rule: f.severity for f in judge(sketch, setting, profile=profile).findings}
        for profile in ("gentle", "standard", "strict")
    }
    assert {rule for rule, level in seen["standard"].items() if level == "block"} == {"M1", "T1"}
    assert {rule for rule, level in seen["gentle"].items() if level == "block"} == {"M1", "T1"}
    assert "warn" in seen["standard"].values()
    assert "warn" not in seen["gentle"].values()
    assert "info" not in seen["strict"].values()
