from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from rule_cases import (
    CASES,
    DUE,
    SETTING,
    STRONG,
    THEMES,
    TODAY,
    around,
    but,
    days,
    guardrail,
    line,
    metric,
    take,
)

from pmgoals import knowledge
from pmgoals.analytics.breakdown import Way, propose
from pmgoals.model.calendar import FiscalCalendar
from pmgoals.smart.critic import finding_of, judge_sentence
from pmgoals.smart.reading import parse
from pmgoals.smart.rules import MOOT, RULES, Notice
from pmgoals.smart.rules.timely import not_broken_down
from pmgoals.smart.sketch import MilestoneSketch, Sketch

FOR_A_SENTENCE = {
    "S1", "S2", "S3", "S4", "S5", "M1", "M2", "M4", "M5", "M6", "M8", "M9", "M10", "A1", "A2", "A3",
    "A6", "R3", "T1", "T2", "T4",
}  # fmt: skip


def parted(tried: Any) -> tuple[Sketch, Any]:
    return tried if isinstance(tried, tuple) else (tried, SETTING)


def noticed(rule: str, tried: Any) -> Notice | None:
    return RULES[rule](*parted(tried))


def seen(rule: str, tried: Any) -> Notice:
    notice = noticed(rule, tried)
    assert notice is not None and notice is not MOOT
    return notice


def labels(rule: str, tried: Any) -> list[str]:
    return [offer.label for offer in seen(rule, tried).offers]


def cases(kind: str) -> list[Any]:
    found = [(rule, tried) for rule, case in CASES.items() for tried in getattr(case, kind)]
    names = [f"{rule}-{n}" for rule, case in CASES.items() for n in range(len(getattr(case, kind)))]
    return [pytest.param(*pair, id=name) for pair, name in zip(found, names, strict=True)]


def offers() -> list[Any]:
    return [
        pytest.param(rule, tried, offer, id=f"{rule}-{n}-{offer.label}")
        for rule, case in CASES.items()
        for n, tried in enumerate(case.fires)
        for offer in getattr(noticed(rule, tried), "offers", ())
    ]


def test_every_rule_is_tried() -> None:
    assert CASES.keys() == RULES.keys()
    assert all(case.fires and case.near for case in CASES.values())


def test_a_sentence_alone_is_judged_by_what_a_sentence_can_hold() -> None:
    assert {name for name, rule in RULES.items() if rule.alone} == FOR_A_SENTENCE


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_says_nothing_about_a_strong_goal(rule: str) -> None:
    nothing_to_judge = ("T8",)
    assert noticed(rule, STRONG) is (MOOT if rule in nothing_to_judge else None)


@pytest.mark.parametrize(("rule", "tried"), cases("fires"))
def test_a_rule_fires(rule: str, tried: Any) -> None:
    assert seen(rule, tried).field


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
    assert noticed(rule, CASES[rule].mend(parted(tried)[0])) is None


@pytest.mark.parametrize(("rule", "tried", "offer"), offers())
def test_taking_an_offer_silences_the_rule(rule: str, tried: Any, offer: Any) -> None:
    sketch, setting = parted(tried)
    taken = take(sketch, offer)
    assert taken != sketch
    assert noticed(rule, (taken, setting)) in (None, MOOT)


def test_a_wish_with_a_measure_is_one_that_can_be_seen() -> None:
    tried = but(title="Build trust with sales", measures=[])
    assert noticed("M1", tried) is not None
    for offer in seen("S5", tried).offers:
        taken = take(tried, offer)
        wants = noticed("M1", taken)
        assert wants is None or wants.field == "target"
        named = [msgspec.structs.replace(taken.measures[0], target=4.0)]
        assert noticed("M1", msgspec.structs.replace(taken, measures=named)) is None


def test_offers_are_the_ready_mends_of_a_rule() -> None:
    assert labels("S2", CASES["S2"].fires[0]) == ["keep the first", "keep the second"]
    trust = next(wish for wish in knowledge.wishes() if wish.key == "trust")
    assert labels("S5", line("Build trust with sales")) == [m.metric for m in trust.measures]
    assert labels("M5", CASES["M5"].fires[0]) == ["keep it as leading"]
    assert labels("M6", CASES["M6"].fires[0]) == ["visitors who try the product"]
    assert labels("M10", CASES["M10"].fires[3]) == ["turn the numbers round"]
    assert labels("A4", CASES["A4"].fires[0]) == ["nobody but me"]
    assert labels("A6", CASES["A6"].fires[0]) == ["make it a learning goal"]
    assert labels("R1", CASES["R1"].fires[0]) == [title for _, title in THEMES[:3]]
    assert labels("T5", CASES["T5"].fires[0]) == ["review it on 12 Mar 2027"]
    assert labels("T8", CASES["T8"].fires[0]) == ["on 12 Mar 2027"]


@pytest.mark.parametrize("joined", [" and", ";", "; and", ", and", " &", " plus", ".", " AND"])
def test_each_of_two_goals_is_offered_without_what_joined_them(joined: str) -> None:
    first, second = seen("S2", line(f"Raise NPS to 45{joined} cut churn to 2 %")).offers
    assert first.writes == {"line": "Raise NPS to 45"}
    assert second.writes == {"line": "cut churn to 2 %"}


def test_what_is_known_of_a_metric_is_offered() -> None:
    onboarding, value, revenue = (
        next(family for family in knowledge.metric_families() if family.key == key)
        for key in ("onboarding", "lifetime_value", "revenue")
    )
    assert labels("M7", but(measures=[metric()])) == [*onboarding.leading]
    assert labels("M8", CASES["M8"].fires[0]) == [*value.proxies]
    assert labels("A3", line("Grow company revenue by 20 %")) == [*revenue.leading]
    assert labels("R3", CASES["R3"].fires[0]) == [*onboarding.guardrails]


def test_what_is_known_of_a_wish_is_offered_where_the_metric_is_unknown() -> None:
    trust = next(wish for wish in knowledge.wishes() if wish.key == "trust")
    for have, want in (("lagging", "leading"), ("leading", "lagging")):
        measures = [metric(name="lamps lit", role=have)]
        tried = but(title="Build trust with sales", measures=measures)
        assert labels("M7", tried) == [m.metric for m in trust.measures if m.role == want]
        for offer in seen("M7", tried).offers:
            assert take(tried, offer).measures[-1].role == want


def test_a_further_measure_is_offered_behind_those_that_are_there() -> None:
    (first, *_) = seen("M7", but(measures=[metric(), metric(name="second setup")])).offers
    assert set(first.writes) == {"measures.2.name", "measures.2.role"}
    (first, *_) = seen("A3", line("Grow company revenue by 20 %")).offers
    assert set(first.writes) == {"measures.1.name", "measures.1.role"}


@pytest.mark.parametrize(
    ("rule", "tried"),
    [
        ("M7", but(measures=[metric(), guardrail()])),
        ("M8", but(measures=[metric(name="brand awareness"), guardrail()], due=days(90))),
        ("A3", but(title="Raise market share", measures=[metric(name="ipo leads"), guardrail()])),
    ],
)
def test_a_further_measure_is_written_over_no_guardrail(rule: str, tried: Sketch) -> None:
    offered = seen(rule, tried).offers
    assert offered
    assert all(guardrail() in take(tried, offer).measures for offer in offered)


@pytest.mark.parametrize(
    ("rule", "title", "name"),
    [
        ("S5", "Build trust with sales", ""),
        ("M5", "Hold 12 interviews", "interviews"),
        ("M6", "Reach 900 page views", "page views"),
        ("M10", "Cut setups from 48 to 65", "setups"),
    ],
)
def test_a_mend_of_the_main_measure_is_written_over_no_guardrail(
    rule: str, title: str, name: str
) -> None:
    target = None if rule == "S5" else 65.0
    tried = but(title=title, measures=[guardrail(), metric(name=name, unit="", target=target)])
    offered = seen(rule, tried).offers
    assert offered
    assert all(guardrail() in take(tried, offer).measures for offer in offered)


def test_a_rule_that_knows_no_mend_offers_none() -> None:
    assert labels("M7", but(measures=[metric(role="leading")])) == []
    assert labels("S5", line("Ensure high quality")) == []
    assert labels("M7", but(measures=[metric(name="lamps lit")])) == []
    assert labels("T5", but(next_action="", due=None)) == []
    assert labels("T5", but(next_action="", due=TODAY)) == []
    assert labels("T8", but(method="learning", due=None)) == []
    assert labels("T8", but(method="learning", due=TODAY)) == []
    assert labels("R1", (but(theme=None), around(theme_choices=()))) == []


def test_the_ends_of_the_quarters_and_of_the_year_are_offered_as_deadlines() -> None:
    ends = {"quarter_end": dt.date(2026, 12, 31), "next_quarter_end": dt.date(2027, 3, 31)}
    year = around(fiscal_year_end=dt.date(2027, 6, 30), **ends)
    assert labels("T1", (but(due=None), year)) == ["31 Dec 2026", "31 Mar 2027", "30 Jun 2027"]
    assert labels("T1", but(due=None)) == ["31 Dec 2026", "31 Mar 2027"]
    last_day = around(today=dt.date(2026, 12, 31), **ends)
    assert labels("T1", (but(due=None), last_day)) == ["31 Mar 2027"]


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        ("S1", "We improve the trial", "improve"),
        ("S1", "Get better at storytelling", "Get better"),
        ("S2", "Raise NPS to 45 and cut churn to 2 %", "and cut churn to 2 %"),
        ("S4", "Build the reporting Dashboard", "Dashboard"),
        ("S5", "Build trust with sales", "trust"),
        ("S5", "Ensure high quality", "quality"),
        ("M4", "Launch the new import", "Launch"),
        ("M5", "Run 12 customer interviews by Q2", "12 customer interviews"),
        ("M6", "Reach 50,000 Page views by Q4", "Page views"),
        ("M6", "Page views from 400 to 900", "Page views"),
        ("M6", "Raise followers from 400 to 900 without page views", "followers"),
        ("M6", "Interviews aside, raise views from 400 to 900", "views"),
        ("M10", "Reduce response time from 4 to 9 hours", "Reduce"),
        ("A1", "Raise conversion by 10% by 30 Jun 2027", "10%"),
        ("A3", "Grow company revenue by 20 %", "company revenue"),
        ("A6", "Learn pricing and raise revenue by 15 %", "Learn"),
        ("T2", "Ship the import soon", "soon"),
        ("T2", "Raise NPS to 45 by Q3", "by Q3"),
        ("T4", "Raise NPS to 45 by 30 Jun 2019", "by 30 Jun 2019"),
    ],
)
def test_the_span_covers_the_words_the_rule_is_about(rule: str, text: str, words: str) -> None:
    at = text.rindex(words)
    assert seen(rule, line(text)).span == (at, at + len(words))


def test_the_span_of_a_needed_team_covers_it() -> None:
    title = "Launch the import with the data team"
    span = seen("A4", but(title=title, dependencies={})).span
    assert span == (title.index("data team"), len(title))


def test_spans_are_right_behind_letters_that_grow_in_lower_case() -> None:
    text = "İİİ: reach 900 page views"
    assert seen("M6", line(text)).span == (text.index("page views"), len(text))


@pytest.mark.parametrize(
    "rule", [rule for rule, text in knowledge.rules().items() if rule in FOR_A_SENTENCE]
)
def test_the_example_of_a_rule_is_one(rule: str) -> None:
    text = knowledge.rules()[rule]
    setting = around(today=dt.date(2027, 1, 4))

    def found(sentence: str) -> set[str]:
        findings = judge_sentence(parse(sentence, setting.today), setting).findings
        return {finding.rule for finding in findings}

    assert rule in found(text.weak)
    assert rule not in found(text.strong)


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    st.one_of(st.integers(1, 300), st.integers(1, 2000)),
    st.builds(FiscalCalendar, st.integers(1, 12)),
)
def test_taking_the_proposed_split_silences_t3(
    start: dt.date, days: int, calendar: FiscalCalendar
) -> None:
    due = start + dt.timedelta(days=days)
    proposed = propose(Way(start=start, due=due), calendar)
    steps = [MilestoneSketch(title=p.title, due=p.due) for p in proposed]
    assert not_broken_down(but(start=start, due=due, milestones=steps), SETTING) is None


def test_a_message_names_what_the_rule_saw() -> None:
    assert noticed("S3", but(title="x" * 1200)) == Notice(
        "line", {"letters": "1,200", "words": "1"}
    )
    over = noticed("A5", CASES["A5"].fires[0])
    assert over == Notice("hours_week", {"hours": "8.5", "available": "8"})
    assert noticed("A5", CASES["A5"].fires[1]) == Notice("line", {"count": "6"}, case="goals")
    assert [seen("M7", CASES["M7"].fires[at]).case for at in (0, 1)] == ["", "early"]
    for rule in ("M2", "R3"):
        case = CASES[rule].fires[0]
        assert seen(rule, case).words["metric"] == "first-week setup rate"
        nameless = [structs.replace(m, name="") for m in case.measures]
        assert seen(rule, but(measures=nameless)).words["metric"] == "the metric"


@pytest.mark.parametrize(
    ("rule", "tried", "said"),
    [
        ("S1", line("We improve the trial"), "improve"),
        ("S2", line("Raise NPS to 45 and cut churn to 2 %"), "cut churn to 2 %"),
        ("M4", line("Launch the import"), "“Launch”"),
        ("M4", line("First deck sent to the board"), "This"),
        (
            "M10",
            but(measures=[metric(target=48.0)]),
            "the target of first-week setup rate is where",
        ),
        ("M10", line("Reduce waiting from 4 to 9 hours"), "“Reduce” and from 4 hours to 9 hours"),
        ("A1", CASES["A1"].fires[0], "A change of 52.5 % in 13 weeks"),
        ("A1", but(measures=[metric(baseline=2.0)], due=days(3)), "in a week"),
        ("A1", CASES["A1"].fires[1], "A change of 100 % in 6 weeks"),
        ("A1", CASES["A1"].fires[2], "14.9 % a quarter is asked for, and the best quarter so far"),
        ("A1", CASES["A1"].fires[3], "10 % of a share can mean per cent of it, or points"),
        ("A2", line("Raise NPS from 50 to 50.5"), "a change of 1 %"),
        ("A2", but(commitment="aspirational", confidence=10), "it is called a stretch"),
        ("A4", but(dependencies={}), "about shared people or earlier promises"),
        ("A4", CASES["A4"].fires[2], "about what is needed from data team"),
        ("A6", CASES["A6"].fires[3], "Pricing and Packaging"),
        ("A6", CASES["A6"].fires[2], "The skill"),
        ("R2", but(title="Larger customers"), "Larger customers"),
        ("R3", line("Cut lead time from 12 to 6 days"), "speed"),
        ("R3", line("Raise MRR from $50k to $70k"), "revenue"),
        ("R3", line("Cut hosting cost by 10 %"), "A goal of saving"),
        ("R3", but(title="Double CSAT", measures=[metric(name="CSAT")]), "hard push"),
        ("R4", but(ethics="", measures=[metric(name="daily users")]), "engagement"),
        ("T2", line("Ship the import soon"), "“soon” is no day"),
        ("T2", line("Raise NPS to 45 before the launch"), "“before the launch” names no day"),
        ("T2", line("Raise NPS to 45 by Q3"), "“by Q3” is taken as 30 Sep 2027"),
        ("T3", but(milestones=[]), "it runs to 30 Jun 2027 and has 0"),
        ("T3", but(milestones=[MilestoneSketch(title="Test", due=DUE)] * 2), "31 w"),
        ("T4", line("Raise NPS to 45 by 30 Jun 2019"), "30 Jun 2019 is over"),
        ("T4", but(start=dt.date(2027, 7, 1)), "30 Jun 2027 is before the start on 1 Jul 2027"),
        ("T4", CASES["T4"].fires[2], "after the goal above, which ends on 29 Jun 2027"),
    ],
)
def test_the_message_of_a_notice(rule: str, tried: Any, said: str) -> None:
    assert said in finding_of(rule, "warn", seen(rule, tried)).message


@pytest.mark.parametrize(
    ("rule", "tried", "severity"),
    [
        ("A1", line("Raise conversion by 10% by 30 Jun 2027"), "info"),
        ("R3", line("Cut lead time from 12 to 6 days"), "info"),
        ("R3", but(measures=[metric()]), None),
        ("T2", line("Ship the import by Q3"), "info"),
        ("T2", line("Ship the import soon"), None),
        ("T3", but(due=days(92), milestones=CASES["T3"].fires[6].milestones), "info"),
        ("T3", but(milestones=[]), None),
        ("T4", CASES["T4"].fires[2], "warn"),
        ("T4", CASES["T4"].fires[0], None),
    ],
)
def test_a_milder_case_is_said_more_softly(rule: str, tried: Any, severity: str | None) -> None:
    assert seen(rule, tried).severity == severity


@pytest.mark.parametrize(
    ("name", "target", "field"), [("", None, "metric"), ("onboarding", None, "target")]
)
def test_what_is_missing_of_a_measure_is_what_m1_leads_to(
    name: str, target: float | None, field: str
) -> None:
    measures = [metric(name=name, target=target, baseline=None, definition="")]
    assert seen("M1", but(title="Improve onboarding", measures=measures)).field == field


@pytest.mark.parametrize(
    ("title", "measure", "labels"),
    [
        ("Cut load time to 90 min", metric(name="load time", target=2.0, unit="hours"),
         ["take 90 min"]),
        ("Cut load time to 90 min", metric(name="load time", target=60.0, unit="minutes"),
         ["take 90 min", "write 60 minutes in the sentence"]),
        ("Publish 5 guides", metric(name="guides", target=6.0, unit=""),
         ["take 5", "write 6 in the sentence"]),
        ("Keep churn < 3%", metric(name="churn", target=4.0, hold=True), ["take < 3%"]),
    ],
)  # fmt: skip
def test_what_is_written_in_the_sentence_reads_back_and_leaves_the_rest(
    title: str, measure: Any, labels: list[str]
) -> None:
    tried = but(title=title, measures=[msgspec.structs.replace(measure, baseline=None)])
    assert [offer.label for offer in seen("M10", tried).offers] == labels


SHARE = metric(name="share of happy users", baseline=0.5, target=0.667, unit="")


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("Cut load time to 90 min", metric(name="load time", baseline=3.0, target=1.5, unit="h")),
        ("Raise share of happy users to 2/3 of users", SHARE),
    ],
)
def test_the_same_number_in_another_unit_is_no_contradiction(title: str, measure: Any) -> None:
    assert noticed("M10", but(title=title, measures=[measure])) in (None, MOOT)
