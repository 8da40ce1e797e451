from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.model.calendar import FiscalCalendar
from pmgoals.model.draft import Draft, MeasureDraft, text_at, with_text
from pmgoals.smart.prefill import Filled, fill, write
from pmgoals.smart.reading import parse
from pmgoals.smart.reading_words import headline

TODAY = dt.date(2026, 1, 15)
NOW = dt.datetime(2026, 1, 15, tzinfo=dt.UTC)
GOOD = "Raise onboarding completion from 62% to 78% by 30 Sep 2027"


def draft(line: str = "", **fields: Any) -> Draft:
    return Draft(id="d0000000000001", started=NOW, updated=NOW, line=line, **fields)


def filled(line: str, **fields: Any) -> Filled:
    return fill(draft(line, **fields), TODAY, FiscalCalendar())


def texts(line: str, **fields: Any) -> dict[str, str]:
    found = filled(line, **fields)
    return {place: text_at(found.draft, place) for place in found.read}


def test_a_good_sentence_fills_its_fields_and_says_which() -> None:
    assert texts(GOOD) == {
        "measures.0.name": "onboarding completion",
        "measures.0.baseline": "62",
        "measures.0.target": "78",
        "measures.0.unit": "%",
        "due": "30 Sep 2027",
    }


def test_what_was_typed_stays() -> None:
    typed = {"fields": {"due": "Q3"}, "measures": [MeasureDraft(name="activation", target="80")]}
    found = filled(GOOD, **typed)
    assert text_at(found.draft, "due") == "Q3"
    assert text_at(found.draft, "measures.0.name") == "activation"
    assert text_at(found.draft, "measures.0.target") == "80"
    assert found.read == {"measures.0.baseline", "measures.0.unit"}


def test_a_reading_put_aside_stays_away_until_something_is_typed() -> None:
    first = draft(GOOD)
    read = fill(first, TODAY, FiscalCalendar()).read
    without = write(first, "due", "", read)
    assert "due" in without.refused
    again = fill(without, TODAY, FiscalCalendar())
    assert text_at(again.draft, "due") == "" and "due" not in again.read
    still = write(without, "due", " ", again.read)
    assert "due" in still.refused
    typed = write(still, "due", "Q4", again.read)
    assert typed.refused == [] and text_at(typed, "due") == "Q4"


def test_a_field_that_was_never_read_is_not_put_aside_by_emptying_it() -> None:
    assert write(draft(GOOD), "why", "", frozenset()).refused == []


@pytest.mark.parametrize(
    ("line", "baseline", "target"),
    [
        ("Increase sign-ups by 30%", "1,200", "1560"),
        ("Cut refunds by 25%", "80", "60"),
        ("Lift NPS by 8 points", "41", "49"),
        ("Double trial sign-ups", "150", "300"),
        ("Halve open defects", "90", "45"),
        ("Cut review time by 30 minutes", "2 h", "1.5"),
        ("Cut review time by 30 minutes", "90 min", "60"),
        ("Cut defects per order by 50%", "0.004", "0.002"),
    ],
)
def test_a_change_leads_from_todays_value_to_the_target(
    line: str, baseline: str, target: str
) -> None:
    found = filled(line, measures=[MeasureDraft(baseline=baseline)])
    assert text_at(found.draft, "measures.0.target") == target
    assert "measures.0.target" in found.read


@pytest.mark.parametrize("baseline", ["", "many", "1,5"])
def test_a_change_without_a_readable_start_leads_nowhere(baseline: str) -> None:
    found = filled("Increase sign-ups by 30%", measures=[MeasureDraft(baseline=baseline)])
    assert text_at(found.draft, "measures.0.target") == ""


def test_a_level_to_be_held_is_marked_so() -> None:
    assert texts("Keep churn under 3%")["measures.0.way"] == "maintain"


def test_a_key_result_typed_as_a_sentence_is_taken_apart() -> None:
    rows = [MeasureDraft(), MeasureDraft(name="time to value from 9 to 4 days", target="5")]
    found = filled("Make the first week worth it", measures=rows)
    second = found.draft.measures[1]
    assert (second.name, second.baseline, second.target, second.unit) == (
        "time to value", "9", "5", "days",
    )  # fmt: skip
    assert "measures.1.baseline" in found.read and "measures.1.target" not in found.read


@pytest.mark.parametrize("name", ["30-day retention", "P95 latency", "share of teams", ""])
def test_a_metric_without_values_keeps_its_name(name: str) -> None:
    assert filled("x", measures=[MeasureDraft(name=name)]).draft.measures[0].name == name


def test_a_reason_fills_the_why_unless_one_is_typed() -> None:
    line = "Cut checkout errors by March from 4% to 2% so that shops stay"
    assert texts(line)["why"] == "shops stay"
    assert "why" not in texts(line, fields={"why": "Shops leave"})


def test_a_vague_wish_fills_nothing() -> None:
    assert texts("Get better with stakeholders") == {}


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (GOOD, "Raise onboarding completion from 62% to 78%"),
        ("Raise NPS to 45, by Q3.", "Raise NPS to 45"),
        ("By Q3 raise NPS to 45", "By Q3 raise NPS to 45"),
        ("Launch by Q3", "Launch by Q3"),
        ("Speak within 3 months of launch", "Speak within 3 months of launch"),
        ("  Learn to price  ", "Learn to price"),
        ("", ""),
    ],
)
def test_a_title_is_the_sentence_without_the_deadline_at_its_end(line: str, title: str) -> None:
    assert headline(parse(line, TODAY)) == title


@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=20))
def test_filling_never_changes_what_was_typed(line: str, name: str, target: str) -> None:
    typed = with_text(draft(line), "measures.0.target", target)
    typed = with_text(typed, "why", name)
    found = fill(typed, TODAY, FiscalCalendar())
    assert text_at(found.draft, "measures.0.target") == target or not target.strip()
    assert found.draft.line == line and found.draft.fields.get("why", "") == name
    assert all(text_at(found.draft, place) for place in found.read)
    assert msgspec.structs.replace(found.draft, fields={}, measures=[]) == msgspec.structs.replace(
        typed, fields={}, measures=[]
    )


@pytest.mark.parametrize(
    "name",
    ["Teams with 3 users", "accounts above $10k", "30-day retention", "users active 3 days a week"],
)
def test_a_name_with_a_number_stays_a_name(name: str) -> None:
    assert filled("", measures=[MeasureDraft(name=name)]).draft.measures[0].name == name


def test_a_measure_that_is_kept_is_not_taken_apart() -> None:
    row = MeasureDraft(name="NPS from 38 to 45", id="x1")
    assert filled("", measures=[row]).draft.measures == [row]


def test_a_sentence_fills_the_measure_behind_a_guardrail() -> None:
    guard = MeasureDraft(name="tickets", target="5", role="guardrail")
    found = filled("Raise NPS from 38 to 45", measures=[guard]).draft.measures
    assert found[0] == guard
    assert (found[1].name, found[1].baseline, found[1].target) == ("NPS", "38", "45")


def test_emptying_a_number_typed_over_the_sentence_does_not_bring_the_sentence_back() -> None:
    typed = draft("Raise NPS from 38 to 45")
    for text in ("50", ""):
        said = fill(typed, TODAY, FiscalCalendar()).said
        typed = write(typed, "measures.0.target", text, said)
    found = fill(typed, TODAY, FiscalCalendar())
    assert text_at(found.draft, "measures.0.target") == ""


@pytest.mark.parametrize(
    ("line", "baseline"),
    [
        ("Cut refunds by 30 days", "10 days"),
        ("Cut churn by 150%", "5 %"),
        ("Double the share of teams on the plan", "60 %"),
        ("Cut lead time by 3 weeks", "$20"),
    ],
)
def test_a_change_that_leads_nowhere_fills_no_target(line: str, baseline: str) -> None:
    found = filled(line, measures=[MeasureDraft(baseline=baseline)])
    assert text_at(found.draft, "measures.0.target") == ""


@pytest.mark.parametrize("key", ["baseline", "target", "unit"])
@pytest.mark.parametrize("text", ["", "40"])
def test_an_emptied_field_of_a_measure_typed_as_a_sentence_stays_empty(key: str, text: str) -> None:
    typed = draft("Be better", measures=[MeasureDraft(name="lead time from 38 to 45 days")])
    place = f"measures.0.{key}"
    for said in (text, ""):
        typed = write(typed, place, said, fill(typed, TODAY, FiscalCalendar()).said)
    assert text_at(fill(typed, TODAY, FiscalCalendar()).draft, place) == ""


@pytest.mark.parametrize(
    ("line", "baseline", "target", "unit"),
    [
        ("Cut bugs by 30% from 40", "40", "28", ""),
        ("Increase sign-ups by 30% from 200", "200", "260", ""),
        ("Double revenue from $1M", "1000000", "2000000", "USD"),
    ],
)
def test_a_relative_change_leaves_the_value_its_unit(
    line: str, baseline: str, target: str, unit: str
) -> None:
    row = filled(line).draft.measures[0]
    assert (row.baseline, row.target, row.unit) == (baseline, target, unit)


def test_numbers_of_the_sentence_follow_a_typed_unit() -> None:
    row = filled("Cut load time from 2 h to 30 min", measures=[MeasureDraft(unit="h")])
    assert [getattr(row.draft.measures[0], key) for key in ("baseline", "target")] == ["2", "0.5"]
    typed = MeasureDraft(baseline="2 h", unit="min")
    assert filled("Cut load time by 30 min", measures=[typed]).draft.measures[0].target == "90"
