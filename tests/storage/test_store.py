"""Transactions: everything put inside is saved together, or nothing is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmgoals.errors import BadInput, PlanUnreadable, PlanUnwritable
from pmgoals.model.learning import LearningActivity
from pmgoals.model.theme import Theme
from pmgoals.storage.store import Store

Learn = Callable[..., LearningActivity]
Titles = Callable[[Store], list[str]]
DAY = dt.date(2026, 11, 23)


def bytes_of(store: Store) -> bytes:
    return store.places.plan.read_bytes()


# ---- all or nothing ----


def test_what_is_put_inside_is_saved_together(
    make_store: Callable[..., Store], titles: Titles
) -> None:
    store = make_store()
    with store.transaction("two at once") as tx:
        tx.add(LearningActivity, title="one", on=DAY)
        theme = tx.add(Theme, title="Growth")
        assert titles(store) == []
    for handle in (store, make_store()):
        assert titles(handle) == ["one"]
        assert handle.plan().themes == {theme.id: theme}
        assert handle.plan().generation == 1


@pytest.mark.parametrize("error", [ValueError, FileNotFoundError, KeyboardInterrupt, BadInput])
def test_an_exception_inside_saves_nothing_and_comes_out_as_it_is(
    store: Store, learn: Learn, titles: Titles, error: type[BaseException]
) -> None:
    activity = learn(store, "kept")
    before = bytes_of(store)
    with pytest.raises(error), store.transaction("broken") as tx:
        tx.add(LearningActivity, title="lost", on=DAY)
        tx.change(activity, title="lost too")
        raise error("no")
    assert bytes_of(store) == before
    assert titles(store) == ["kept"]
    learn(store, "next")
    assert titles(store) == ["kept", "next"]


def test_nothing_changed_writes_nothing(store: Store, learn: Learn) -> None:
    activity = learn(store)
    before = bytes_of(store)
    with store.transaction("nothing") as tx:
        assert tx.change(activity, title=activity.title) == activity
    with store.transaction("empty"):
        pass
    assert bytes_of(store) == before
    assert len(store.steps()) == 1


def test_a_transaction_in_a_transaction_is_refused_at_once(
    store: Store, learn: Learn, titles: Titles
) -> None:
    with store.transaction("outer") as tx:
        tx.add(LearningActivity, title="outer", on=DAY)
        with pytest.raises(PlanUnwritable, match="within"):
            learn(store, "inner")
    assert titles(store) == ["outer"]


def test_the_storage_refuses_a_write_outside_a_transaction(store: Store, learn: Learn) -> None:
    learn(store)
    with pytest.raises(PlanUnwritable, match="outside"):
        store._storage.write({})


# ---- one record ----


def test_a_change_writes_its_fields_only(make_store: Callable[..., Store], learn: Learn) -> None:
    one, other = make_store(), make_store()
    old = learn(one, "title", takeaway="mine")
    with other.transaction("another window") as tx:
        tx.change(old, takeaway="theirs")
    with one.transaction("from a stale record") as tx:
        changed = tx.change(old, title="new")
    assert (changed.title, changed.takeaway) == ("new", "theirs")
    assert one.plan().learning == other.plan().learning == [changed]


def test_a_record_changed_twice_in_one_transaction_keeps_both(store: Store) -> None:
    with store.transaction("thrice") as tx:
        activity = tx.add(LearningActivity, title="a", on=DAY)
        tx.change(activity, minutes=5)
        last = tx.change(activity, link="x")
    assert (last.minutes, last.link) == (5, "x")
    assert store.plan().learning == [last]


def test_a_value_set_back_to_its_default_leaves_the_file(store: Store, learn: Learn) -> None:
    activity = learn(store, minutes=45)
    assert b'"minutes":45' in bytes_of(store)
    with store.transaction("unknown again") as tx:
        tx.change(activity, minutes=0)
    assert b"minutes" not in bytes_of(store)
    assert store.plan().learning[0].minutes == 0


def test_records_keep_their_order_when_changed(store: Store, learn: Learn) -> None:
    ids = [learn(store, title).id for title in "abc"]
    with store.transaction("edited") as tx:
        tx.change(tx.plan.every(LearningActivity)[ids[0]], title="z")
    assert list(store.plan().every(LearningActivity)) == ids


def test_what_was_read_before_a_change_stays_as_it_was(store: Store, learn: Learn) -> None:
    activity = learn(store, "before")
    plan = store.plan()
    with store.transaction("edited") as tx:
        tx.change(activity, title="after")
        assert tx.plan.learning == [activity]
    assert plan.learning == [activity]
    assert [a.title for a in store.plan().learning] == ["after"]


def test_the_trash_keeps_the_record(store: Store, learn: Learn) -> None:
    activity = learn(store)
    with store.transaction("deleted") as tx:
        trashed = tx.trash(activity)
    assert store.plan().learning == []
    assert store.plan().every(LearningActivity) == {activity.id: trashed}
    assert trashed.deleted is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "half \udcff a character"},
        {"title": 7},
        {"minutes": float("nan")},
        {"minutes": "many"},
        {"on": "2026-13-01"},
        {"privacy": "everyone"},
    ],
)
def test_a_value_that_could_not_be_read_again_is_refused(
    store: Store, learn: Learn, fields: dict[str, Any]
) -> None:
    activity = learn(store)
    before = bytes_of(store)
    with pytest.raises(BadInput), store.transaction("bad") as tx:
        tx.change(activity, **fields)
    with pytest.raises(BadInput), store.transaction("bad") as tx:
        tx.add(LearningActivity, **{"title": "x", "on": DAY, **fields})
    assert bytes_of(store) == before


def test_a_label_that_is_no_text_is_refused(store: Store) -> None:
    with pytest.raises(BadInput), store.transaction("\udcff"):
        pass


def test_a_source_of_ids_that_repeats_itself_overwrites_nothing(store: Store) -> None:
    for _ in range(2):
        numbers = iter(range(10))
        store._bits = lambda bits, source=numbers: next(source)  # type: ignore[misc]
        with store.transaction("three") as tx:
            for title in "abc":
                tx.add(LearningActivity, title=title, on=DAY)
    assert len(store.plan().learning) == 6


# ---- restore ----


def test_a_restore_is_a_step_that_can_be_undone(store: Store, learn: Learn, titles: Titles) -> None:
    learn(store, "old")
    backup = store.back_up()
    assert backup is not None
    learn(store, "new")
    store.restore(backup)
    assert titles(store) == ["old"]
    assert store.undo() == f"restored {backup.path.name}"
    assert titles(store) == ["new", "old"]
    assert b"new" in store.backups()[0].path.read_bytes()


@pytest.mark.parametrize("data", [b"", b'{"_meta": {"1": {"schema": 99, "generation": 1}}}', None])
def test_a_restore_over_a_damaged_plan_keeps_its_bytes_and_steps(
    store: Store, plan_path: Path, learn: Learn, titles: Titles, data: bytes | None
) -> None:
    learn(store, "old")
    backup = store.back_up()
    assert backup is not None
    learn(store, "after the backup")
    if data is None:
        plan_path.unlink()
    else:
        plan_path.write_bytes(data)
    store.restore(backup)
    assert titles(store) == ["old"]
    assert store.plan().generation == 3
    corner = store.places.corner
    assert [p.read_bytes() for p in corner.glob("unsound-*.json")] == (
        [] if data is None else [data]
    )
    (steps,) = corner.glob("history-*.jsonl")
    assert b"after the backup" in steps.read_bytes()
    assert store.steps() == []
    learn(store, "next")
    store.undo()
    assert titles(store) == ["old"]


def test_a_missing_folder_comes_back_with_a_restore(
    store: Store, plan_path: Path, tmp_path: Path, learn: Learn, titles: Titles,
    make_store: Callable[..., Store],
) -> None:  # fmt: skip
    away = make_store(plan=tmp_path / "away" / "plan.json")
    learn(away, "kept")
    away.places.plan.unlink()
    away.places.plan.parent.rmdir()
    away.restore(away.backups()[0])
    assert titles(away) == ["kept"]


def test_a_restore_does_not_make_the_folder_a_link_points_to(
    store: Store, plan_path: Path, tmp_path: Path, learn: Learn
) -> None:
    learn(store)
    plan_path.unlink()
    plan_path.symlink_to(tmp_path / "unmounted" / "plan.json")
    with pytest.raises(PlanUnwritable):
        store.restore(store.backups()[0])
    assert not (tmp_path / "unmounted").exists()


def test_a_damaged_backup_is_not_restored(store: Store, learn: Learn) -> None:
    learn(store)
    backup = store.backups()[0]
    before = bytes_of(store)
    for spoil in (lambda: backup.path.write_bytes(b"{}"), backup.path.unlink):
        spoil()
        with pytest.raises(PlanUnreadable, match="cannot be restored"):
            store.restore(backup)
    assert bytes_of(store) == before
