"""Plain TinyDB and our file: it reads what we wrote, we notice what it changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from pmgoals.errors import PlanBusy
from pmgoals.model import ids
from pmgoals.model.learning import LearningActivity
from pmgoals.storage.plan_storage import PlanStorage
from pmgoals.storage.store import Store

Learn = Callable[..., LearningActivity]
Titles = Callable[[Store], list[str]]


def test_plain_tinydb_reads_the_plan(store: Store, plan_path: Path, learn: Learn) -> None:
    activity = learn(store, "Zoë’s \x9b talk")
    with TinyDB(plan_path) as db:
        found = db.table("learning").get(where("id") == activity.id)
    assert isinstance(found, Document)
    assert found["title"] == "Zoë’s \x9b talk"
    assert found.doc_id == ids.number_of(activity.id)


def test_a_change_by_plain_tinydb_is_kept_and_told(
    store: Store, make_store: Callable[..., Store], plan_path: Path, learn: Learn, titles: Titles
) -> None:
    activity = learn(store, "first")
    with TinyDB(plan_path) as db:
        db.table("learning").update({"title": "theirs"}, where("id") == activity.id)
    theirs = plan_path.read_bytes()
    for handle in (store, make_store()):
        assert handle.changed_by_another
        assert titles(handle) == ["theirs"]
    learn(store, "mine")
    assert titles(store) == ["mine", "theirs"]
    assert store.met_change
    assert not store.changed_by_another
    assert not make_store().changed_by_another
    assert not make_store().met_change
    assert theirs in [backup.path.read_bytes() for backup in store.backups()]


# ---- the storage alone ----


@pytest.fixture
def open_alone(tmp_path: Path) -> Callable[[], TinyDB]:
    return lambda: TinyDB(tmp_path / "alone.json", storage=PlanStorage, alone=True)


def test_alone_it_is_a_storage_like_any_other(open_alone: Callable[[], TinyDB]) -> None:
    with open_alone() as db:
        assert db.all() == []
        first = db.insert({"x": 1})
        db.update({"x": 2}, doc_ids=[first])
    with open_alone() as db:
        assert db.all() == [{"x": 2}]
        db.truncate()
        assert db.all() == []


@pytest.mark.parametrize("value", [{1}, object(), float("nan"), b"bytes"])
def test_alone_a_value_json_cannot_hold_changes_nothing(
    open_alone: Callable[[], TinyDB], value: Any
) -> None:
    db = open_alone()
    db.insert({"x": 1})
    with pytest.raises((TypeError, ValueError)):
        db.insert({"x": value})
    with pytest.raises((TypeError, ValueError)):
        db.update({"x": value})
    assert db.all() == open_alone().all() == [{"x": 1}]
    db.insert({"x": 2})
    assert open_alone().all() == [{"x": 1}, {"x": 2}]


def test_alone_an_update_that_fails_half_way_leaves_no_trace(
    open_alone: Callable[[], TinyDB],
) -> None:
    db = open_alone()
    db.insert_multiple({"x": number, "list": []} for number in range(3))

    def spoil(document: Any) -> None:
        document["list"].append("spoilt")
        if document["x"] == 1:
            raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        db.update(spoil)
    db.insert({"x": 3, "list": []})
    assert [document["list"] for document in open_alone().all()] == [[]] * 4


def test_alone_a_write_over_anothers_change_is_refused(
    open_alone: Callable[[], TinyDB],
) -> None:
    one, other = open_alone(), open_alone()
    one.insert({"x": 1})
    tables = other.storage.read() or {}
    one.insert({"x": 2})
    with pytest.raises(PlanBusy):
        other.storage.write(tables)
    assert other.all() == [{"x": 1}, {"x": 2}]
    other.insert({"x": 3})
    assert one.all() == [{"x": 1}, {"x": 2}, {"x": 3}]


def test_each_storage_may_be_read_before_it_is_written(tmp_path: Path) -> None:
    storage = PlanStorage(tmp_path / "new.json")
    assert storage.read() is None
    assert list(tmp_path.iterdir()) == []
    storage.write({"t": {"1": {"x": 1}}})
    assert storage.read() == {"t": {"1": {"x": 1}}}
