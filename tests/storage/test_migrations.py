"""Plans of earlier schemas: read, brought here, kept as a backup before they are written anew."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmgoals.errors import PlanUnreadable
from pmgoals.services.planner import Planner
from pmgoals.storage import codec, migrations
from pmgoals.storage.migrations import STEPS, NoWay, Tables, migrated

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"


def test_a_file_of_every_schema_is_kept_and_there_is_a_step_from_each() -> None:
    kept = sorted(int(re.findall(r"\d+", path.stem)[0]) for path in SCHEMAS.glob("plan-*.json"))
    assert kept == list(range(1, codec.SCHEMA + 1))
    assert sorted(STEPS) == list(range(1, codec.SCHEMA))


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("plan-*.json")), ids=lambda p: p.stem)
def test_a_plan_of_every_schema_is_read_and_worked_on(planner: Planner, path: Path) -> None:
    planner.places.plan.parent.mkdir(parents=True)
    shutil.copy(path, planner.places.plan)
    assert len(planner.plan.goals) == 9 and len(planner.plan.evidence) == 14
    assert [t for t in planner.doctor.look() if t.area != "files"] == []
    planner.evidence.add("Still at work")
    kept = [backup.path.read_bytes() for backup in planner.backups.all()]
    assert path.read_bytes() in kept
    assert codec.head_of(planner.places.plan.read_bytes()).schema == codec.SCHEMA  # type: ignore[union-attr]


# ---- a step, as the next schema would bring it ----


def renamed(tables: Tables) -> Tables:
    """Say `title` where `name` was said."""
    for theme in tables.get("themes", {}).values():
        theme["title"] = theme.pop("name")
    return tables


@pytest.fixture
def older(planner: Planner, monkeypatch: pytest.MonkeyPatch) -> Planner:
    """A planner on a plan of schema 1, in a program of schema 2."""
    planner.themes.add("Grow")
    tables, head, _ = codec.decode(planner.places.plan.read_bytes())
    for theme in tables["themes"].values():
        theme["name"] = theme.pop("title")
    planner.places.plan.write_bytes(codec.encode(tables, head))
    monkeypatch.setattr(codec, "SCHEMA", 2)
    monkeypatch.setattr(migrations, "STEPS", {1: renamed})
    return Planner(planner.paths, planner.clock)


def test_it_is_read_as_the_present_one_and_nothing_is_written(older: Planner) -> None:
    before = older.places.plan.read_bytes()
    assert [theme.title for theme in older.plan.themes.values()] == ["Grow"]
    assert older.places.plan.read_bytes() == before and not older.changed_elsewhere


def test_the_first_change_keeps_the_old_bytes_and_writes_the_new_schema(older: Planner) -> None:
    before = older.places.plan.read_bytes()
    older.store.back_up()  # one of today is there: that is no reason to keep none
    older.evidence.add("Seen")
    assert before in [backup.path.read_bytes() for backup in older.backups.all()]
    data = older.places.plan.read_bytes()
    assert codec.head_of(data).schema == 2 and b'"title":"Grow"' in data  # type: ignore[union-attr]
    older.undo()
    assert [theme.title for theme in older.plan.themes.values()] == ["Grow"]


def test_an_older_backup_comes_back_as_the_present_schema(older: Planner) -> None:
    kept = older.backups.take()
    older.evidence.add("Seen")
    older.backups.restore(kept.path.name)
    assert [theme.title for theme in older.plan.themes.values()] == ["Grow"]
    assert older.plan.evidence == []


@pytest.mark.parametrize(
    "step",
    [
        None,
        lambda tables: tables["not there"],
        lambda tables: {"themes": {"7": {"id": "no id"}}},
        lambda tables: {n: {k: d | {"title": 7} for k, d in t.items()} for n, t in tables.items()},
    ],
)
def test_a_step_that_fails_half_way_changes_nothing_and_says_so(
    older: Planner, monkeypatch: pytest.MonkeyPatch, step: Callable[[Any], Any] | None
) -> None:
    monkeypatch.setattr(migrations, "STEPS", {1: step} if step else {})
    before = older.places.plan.read_bytes()
    with pytest.raises(PlanUnreadable, match="is not a sound plan"):
        older.evidence.add("Seen")
    assert older.places.plan.read_bytes() == before


def test_steps_follow_each_other() -> None:
    steps = {n: (lambda tables, n=n: tables | {f"t{n}": {}}) for n in (1, 2, 3)}
    assert [*migrated({}, 1, 4, steps)] == ["t1", "t2", "t3"]
    assert [*migrated({}, 3, 4, steps)] == ["t3"] and migrated({}, 4, 4, steps) == {}
    with pytest.raises(NoWay, match="its schema is 0"):
        migrated({}, 0, 4, steps)
