"""The demo plan looks right on any day, and is the same for the same seed."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgoals import knowledge
from pmgoals.clock import Clock
from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week
from pmgoals.model.checkin import Checkin
from pmgoals.model.competency import Assessment
from pmgoals.model.goal import Goal, LedgerEntry
from pmgoals.model.journal import Evidence, JournalEntry
from pmgoals.model.learning import LearningActivity
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.milestone import Milestone
from pmgoals.model.month import Month
from pmgoals.model.plan import Plan
from pmgoals.model.record import Record
from pmgoals.model.reflection import Reflection
from pmgoals.model.tables import TABLES
from pmgoals.paths import find_paths
from pmgoals.services import today
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner
from pmgoals.services.recall import recalls
from pmgoals.settings import Settings

EDGES = [
    "2026-11-23", "2026-01-01", "2026-12-31", "2028-02-29", "2027-02-28", "2026-04-01",
    "2026-03-31", "2026-07-01", "2026-10-01", "2026-09-30", "2027-01-03", "2020-12-31",
    "2027-01-01", "2026-08-16", "2026-08-17", "2033-01-02",
]  # fmt: skip

AHEAD = {"again_on", "by", "due", "original_due", "review_on", "until"}
"""Fields that may lie ahead."""


def planner_on(day: dt.date, folder: Path, ids: int = 3, start: int = 1) -> Planner:
    paths = find_paths({"PMGOALS_HOME": str(folder)})
    bits = random.Random(ids).getrandbits
    return Planner(paths, Clock(day), Settings(fiscal_year_start=start), bits=bits)


@pytest.fixture
def demo(tmp_path: Path) -> Planner:
    planner = planner_on(dt.date(2026, 11, 23), tmp_path)
    make_demo(planner)
    return planner


def records(plan: Plan) -> Iterator[Record]:
    for kind in TABLES.values():
        yield from plan.alive(kind).values()


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in strings(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in strings(part))


def look_right(planner: Planner) -> None:
    plan, day = planner.plan, planner.today
    ends_tomorrow = dt.datetime.combine(day, dt.time(23, 59), tzinfo=dt.UTC)
    for record in records(plan):
        assert record.created <= record.updated <= ends_tomorrow, record
        for name in record.__struct_fields__:
            value = getattr(record, name)
            if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
                assert name in AHEAD or value <= day, (name, record)
    for checkin in plan.alive(Checkin).values():
        assert Week.of(checkin.on) - Week.parse(checkin.week) == int(checkin.late), checkin
        assert plan.goals[checkin.goal].start <= checkin.on
    assert {Week.parse(name) <= planner.week for name in plan.journal} == {True}
    seen = today.look(planner)
    assert sorted(row.status for row in seen.goals) == [
        "at risk", "on track", "paused", "stale", "watch",
    ]  # fmt: skip
    kinds = [due.kind for due in seen.due]
    assert "checkin" in kinds
    assert seen.intention
    assert 8 <= seen.momentum.weeks_done <= 10
    week = planner.week
    due = [m for m in plan.alive(Milestone).values() if week.monday <= m.due <= week.sunday]
    assert any(m.done_on is None and m.due >= day for m in due)
    rated = {planner.calendar.quarter_of(a.on) for a in plan.alive(Assessment).values()}
    assert len(rated) == 3
    assert [r.period for r in plan.reviews if r.kind == "quarterly"] == [
        str(planner.calendar.previous(planner.quarter)),
        str(planner.calendar.previous(planner.calendar.previous(planner.quarter))),
    ]
    (alignment,) = [r for r in plan.reviews if r.kind == "monthly"]
    assert alignment.period == str(Month.of(day).plus(-1)) and alignment.decided
    assert {w for w, e in plan.journal.items() if e.rest} <= {
        str(week.plus(n)) for n in range(-9, 0)
    }


@pytest.mark.parametrize("text", EDGES)
@pytest.mark.parametrize("start", [1, 2, 4])
def test_it_looks_right_on_edge_days(text: str, start: int, tmp_path: Path) -> None:
    planner = planner_on(dt.date.fromisoformat(text), tmp_path, start=start)
    make_demo(planner)
    look_right(planner)


@settings(max_examples=40, deadline=None)
@given(
    day=st.dates(dt.date(1975, 1, 1), dt.date(2150, 12, 31)),
    start=st.integers(1, 12),
    seed=st.integers(0, 50),
)
def test_it_looks_right_on_any_day(day: dt.date, start: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        planner = planner_on(day, Path(folder), start=start)
        make_demo(planner, seed=seed)
        look_right(planner)


def test_it_holds_what_a_plan_holds(demo: Planner) -> None:
    plan = demo.plan
    assert plan.profile is not None
    assert (plan.profile.level, plan.profile.aspired) == ("pm", "senior_pm")
    answers = list(plan.alive(Reflection).values())
    assert len(answers) >= 20
    assert {a.prompt for a in answers} == {p.id for p in knowledge.reflection_prompts()}
    assert len(plan.reflections_of("weaknesses")) == 2
    assert [p.rank for p in plan.priorities] == [1, 2, 3, 4, 5]
    assert len(plan.not_doing) == 3
    assert sorted(t.kind for t in plan.themes.values()) == ["company"] * 3 + ["personal"]
    assert len(plan.alive(Assessment)) == 36
    closed = [g for g in plan.goals.values() if g.state == "closed"]
    assert sorted(g.grade or 0 for g in closed) == [0.4, 0.7, 0.9, 1.0]
    assert all(g.closing_note for g in closed)
    assert {g.method for g in plan.goals.values()} == {"smart", "okr", "learning"}
    assert {m.role for m in plan.alive(Measure).values()} >= {"lagging", "leading", "guardrail"}
    eased = [e for e in plan.alive(LedgerEntry).values() if e.eased]
    assert {e.field for e in eased} >= {"due"}
    assert all(e.reason for e in eased)
    assert len(plan.learning) == 45
    assert {a.kind for a in plan.learning} == {k.key for k in knowledge.learning_kinds()}
    assert len(plan.evidence) == 14
    assert {piece.level for piece in plan.evidence} == {"", "pm", "senior_pm"}
    assert {item.state for item in plan.reading_list} == {"planned", "doing", "done"}
    assert {signal.kind for signal in plan.signals} == {"market", "person", "feedback"}
    states = [cover.state for cover in demo.evidence.coverage()]
    assert {"shown", "thin", "none"} <= set(states)
    assert recalls(demo)
    assert any(e.text for e in plan.journal.values())


def test_every_key_and_reference_is_known(demo: Planner) -> None:
    plan = demo.plan
    competencies = {c.key for c in knowledge.competencies()} | {""}
    milestones = plan.alive(Milestone)
    for record in records(plan):
        if isinstance(record, Goal | Evidence | LearningActivity | Assessment):
            assert record.competency in competencies
        if isinstance(record, Goal):
            assert record.theme in plan.themes
            assert record.priority is None or record.priority in {p.id for p in plan.priorities}
        if isinstance(record, Checkin):
            assert record.blocker in {b.key for b in knowledge.blocker_types()} | {""}
        if isinstance(record, Evidence):
            assert record.kind in {k.key for k in knowledge.evidence_kinds()}
        if isinstance(record, JournalEntry):
            assert set(record.answers) <= {p.id for p in knowledge.journal_prompts()}
        if isinstance(record, Milestone):
            assert all(key in milestones for key in record.depends_on)
        goal = getattr(record, "goal", None)
        assert goal is None or goal in plan.goals
    causes = {c.key for c in knowledge.root_causes()} | {""}
    for review in plan.reviews:
        questions = {q.id for q in knowledge.review_questions(review.kind)}
        assert {v.cause for v in review.verdicts} <= causes
        assert {v.goal for v in review.verdicts} <= set(plan.goals)
        assert set(review.answers) <= questions


def test_no_placeholder_is_left_in_a_text(demo: Planner) -> None:
    for record in records(demo.plan):
        for text in strings(msgspec.to_builtins(record)):
            assert "{" not in text, text


def test_a_corrected_reading_no_longer_counts(demo: Planner) -> None:
    replaced = [r for r in demo.plan.alive(Reading).values() if r.replaces]
    assert len(replaced) == 1
    counted = demo.plan.readings_of(replaced[0].measure)
    assert replaced[0] in counted
    assert replaced[0].replaces not in {r.id for r in counted}


def test_readings_stay_where_their_unit_allows(demo: Planner) -> None:
    measures = demo.plan.alive(Measure)
    for reading in demo.plan.alive(Reading).values():
        assert reading.value >= 0
        assert measures[reading.measure].unit != "%" or reading.value <= 100
        assert reading.value == round(reading.value, 1)


def test_the_same_seed_gives_the_same_plan(tmp_path: Path) -> None:
    day, plans = dt.date(2026, 11, 23), []
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        planner = planner_on(day, tmp_path / name)
        make_demo(planner, seed=seed, size=900)
        plans.append([msgspec.to_builtins(record) for record in records(planner.plan)])
    assert plans[0] == plans[1]
    assert plans[0] != plans[2]


def test_it_is_one_step_and_can_be_undone(demo: Planner) -> None:
    assert len(demo.store.steps()) == 1
    demo.undo()
    assert not list(records(demo.plan))


def test_a_plan_that_is_not_empty_is_left_alone(demo: Planner) -> None:
    before = len(list(records(demo.plan)))
    with pytest.raises(BadInput):
        make_demo(demo)
    assert len(list(records(demo.plan))) == before


@pytest.mark.parametrize("size", [700, 3_000])
def test_size_pads_with_earlier_years(size: int, tmp_path: Path) -> None:
    planner = planner_on(dt.date(2026, 11, 23), tmp_path)
    make_demo(planner, size=size)
    assert size <= len(list(records(planner.plan))) <= size + 120
    assert len(planner.plan.active_goals) == 4
    for record in records(planner.plan):
        assert record.created.date() <= planner.today


def test_ten_thousand_records_take_less_than_five_seconds(tmp_path: Path) -> None:
    planner = planner_on(dt.date(2026, 11, 23), tmp_path)
    began = time.perf_counter()
    make_demo(planner, size=10_000)
    assert time.perf_counter() - began < 5
    assert abs(len(list(records(planner.plan))) - 10_000) < 150
