"""The plan for other programs: whole and back again to the byte, and as tables."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.clock import Clock
from pmgoals.errors import BadInput
from pmgoals.inert import escaped
from pmgoals.model.competency import Profile
from pmgoals.model.goal import Goal
from pmgoals.model.journal import JournalEntry
from pmgoals.model.measure import Reading
from pmgoals.model.tables import TABLES
from pmgoals.paths import find_paths
from pmgoals.reports.exports.plan_json import plan_json
from pmgoals.reports.exports.tables_csv import table_csv, tables_with_records
from pmgoals.services.demo import make_demo
from pmgoals.services.planner import Planner
from pmgoals.settings import Settings

DAY = dt.date(2026, 11, 20)
HOSTILE = [
    "=1+1",
    "+x",
    "-2",
    "@SUM(A1)",
    "\tx",
    "plain",
    'say "no", twice',
    "two\nlines",
    "é ½ 漢",
]


def planner_in(home: Path) -> Planner:
    paths = find_paths({"PMGOALS_HOME": str(home)})
    return Planner(paths, Clock(DAY), Settings(), bits=random.Random(str(home)).getrandbits)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Planner:
    planner = planner_in(tmp_path_factory.mktemp("demo"))
    make_demo(planner)
    planner.trash.put(planner.plan.learning[0].id)
    return planner


# ---- JSON ----


def test_out_in_and_out_again_gives_the_same_bytes(demo: Planner, tmp_path: Path) -> None:
    data, other = plan_json(demo.plan), planner_in(tmp_path)
    looked = other.plan_import.look(data)
    taken = other.plan_import.take(data)
    assert looked == taken and taken.count == sum(len(t) for t in demo.plan.documents.values())
    assert plan_json(other.plan) == data
    assert len(other.history()) == 1
    with pytest.raises(BadInput, match="all of it already"):
        other.plan_import.take(data)
    other.undo()
    assert not other.plan.goals


def test_what_the_plan_holds_otherwise_stays_unless_it_is_to_be_replaced(
    demo: Planner, tmp_path: Path
) -> None:
    data, other = plan_json(demo.plan), planner_in(tmp_path)
    other.plan_import.take(data)
    goal = other.plan.active_goals[0]
    other.goals.edit(goal.id, title="Changed here")
    added = other.evidence.add("Only here")
    looked = other.plan_import.look(data)
    assert looked.count == 0 and ("goals", goal.id) in looked.differing
    with pytest.raises(BadInput):
        other.plan_import.take(data)
    other.plan_import.take(data, replace=True)
    assert other.plan.goals[goal.id].title == goal.title
    assert added.id in {piece.id for piece in other.plan.evidence}


def test_another_record_of_the_same_week_stays_the_only_one(tmp_path: Path) -> None:
    here, there = planner_in(tmp_path / "here"), planner_in(tmp_path / "there")
    for planner, word in ((here, "mine"), (there, "theirs")):
        planner.journal.write(text=word)
        planner.competencies.set_levels("pm")
    there.evidence.add("New")
    incoming = here.plan_import.take(plan_json(there.plan), replace=True)
    assert incoming.added == {"evidence": 1} and len(incoming.elsewhere) == 2
    assert [entry.text for entry in here.plan.journal.values()] == ["mine"]
    assert len(here.plan.alive(JournalEntry)) == len(here.plan.alive(Profile)) == 1


def test_fields_and_tables_of_a_newer_program_come_along(demo: Planner, tmp_path: Path) -> None:
    document = json.loads(plan_json(demo.plan))
    document["tables"]["goals"][0]["mood"] = "fine"
    document["tables"]["moods"] = [{"id": document["tables"]["goals"][0]["id"]}]
    data = json.dumps(document).encode()
    other = planner_in(tmp_path)
    other.plan_import.take(data)
    again = json.loads(plan_json(other.plan))["tables"]
    assert again["goals"][0]["mood"] == "fine" and again["moods"] == document["tables"]["moods"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "no plan"),
        (b"\xff", "no plan"),
        (b"[]", "no plan"),
        (b'{"pmgoals": 2, "tables": {}}', "newer"),
        (b'{"pmgoals": 1, "tables": {"goals": [{}]}}', "no sound id"),
        (b'{"pmgoals": 1, "tables": {"goals": [{"id": "x"}]}}', "no sound id"),
        (b'{"pmgoals": 1, "tables": {"goals": [3]}}', "no plan"),
        (b'{"pmgoals": 1, "tables": {}}', "all of it already"),
        (b"[" * 100_000, "no plan"),
    ],
)
def test_a_file_that_is_no_sound_plan_changes_nothing(
    tmp_path: Path, data: bytes, what: str
) -> None:
    planner = planner_in(tmp_path)
    with pytest.raises(BadInput, match=what):
        planner.plan_import.take(data)
    assert planner.plan.generation == 0


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("checkins", "week", "2026-W99"),
        ("checkins", "week", "bogus"),
        ("journal", "week", "2027-W53"),  # a year without one
        ("measures", "target", -1e308),
        ("readings", "value", 2e15),
        ("evidence", "on", "0001-01-01"),
        ("themes", "weight", 0),
        ("moods", "deep", [[[[[[[[]]]]]]]]),
    ],
)
def test_a_value_that_the_screens_cannot_bear_is_refused(
    demo: Planner, tmp_path: Path, table: str, field: str, value: object
) -> None:
    document = json.loads(plan_json(demo.plan))
    if table == "moods":
        for _ in range(70):
            value = [value]
        document["tables"]["moods"] = [{"id": document["tables"]["goals"][0]["id"]}]
    document["tables"][table][0][field] = value
    planner = planner_in(tmp_path)
    with pytest.raises(BadInput, match="no sound plan"):
        planner.plan_import.take(json.dumps(document).encode())
    assert planner.plan.generation == 0


def test_a_record_that_does_not_fit_is_refused(demo: Planner, tmp_path: Path) -> None:
    document = json.loads(plan_json(demo.plan))
    document["tables"]["goals"][0]["due"] = "someday"
    with pytest.raises(BadInput, match="no sound plan"):
        planner_in(tmp_path).plan_import.take(json.dumps(document).encode())
    document = json.loads(plan_json(demo.plan))
    document["tables"]["goals"].append(document["tables"]["goals"][0])
    with pytest.raises(BadInput, match="twice"):
        planner_in(tmp_path).plan_import.take(json.dumps(document).encode())


def test_nothing_in_it_acts_on_a_terminal(tmp_path: Path) -> None:
    planner = planner_in(tmp_path)
    planner.evidence.add("\x1b[2J\u202e bell \x07")
    data = plan_json(planner.plan)
    assert not {b"\x1b", b"\x07"} & {data[i : i + 1] for i in range(len(data))}
    assert "\u202e" not in data.decode()


# ---- CSV ----


def test_every_table_reads_back_as_it_is_kept(demo: Planner) -> None:
    assert set(tables_with_records(demo.plan)) >= {"goals", "readings", "checkins", "evidence"}
    for name in tables_with_records(demo.plan):
        kind = TABLES[name]
        rows = list(csv.reader(io.StringIO(table_csv(demo.plan, name), newline="")))
        assert tuple(rows[0]) == kind.__struct_fields__
        assert len(rows) - 1 == len(demo.plan.alive(kind))
        assert all(len(row) == len(rows[0]) for row in rows)
    readings = list(csv.DictReader(io.StringIO(table_csv(demo.plan, "readings"), newline="")))
    kept = list(demo.plan.alive(Reading).values())
    assert [float(row["value"]) for row in readings] == [r.value for r in kept]
    assert [dt.date.fromisoformat(row["on"]) for row in readings] == [r.on for r in kept]
    goals = list(csv.DictReader(io.StringIO(table_csv(demo.plan, "goals"), newline="")))
    overrides = [json.loads(row["overrides"]) for row in goals]
    assert overrides == [msgspec.to_builtins(g.overrides) for g in demo.plan.alive(Goal).values()]


@given(titles=st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=6))
def test_no_text_is_a_formula_and_none_is_lost(titles: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as home:
        planner = planner_in(Path(home))
        for title in titles:
            planner.evidence.add(f"x{title}", text=title)
        kept = [piece.text for piece in planner.plan.alive(TABLES["evidence"]).values()]  # type: ignore[attr-defined]
        rows = list(csv.DictReader(io.StringIO(table_csv(planner.plan, "evidence"), newline="")))
    for row, text in zip(rows, kept, strict=True):
        assert not row["text"].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert row["text"].removeprefix("'") == escaped(text.replace("\r\n", "\n"))


def test_another_table_is_named_with_those_there_are(demo: Planner) -> None:
    with pytest.raises(BadInput, match="no table"):
        table_csv(demo.plan, "moods")
