"""Reading the plan file: strange places, strange content, changes by others."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from pmgoals.errors import PlanBusy, PlanUnreadable, PlanUnwritable
from pmgoals.model.learning import LearningActivity
from pmgoals.storage import backups
from pmgoals.storage.store import Store

Learn = Callable[..., LearningActivity]
Titles = Callable[[Store], list[str]]


# ---- reading ----


def test_reading_creates_nothing(store: Store, home: Path) -> None:
    assert store.plan().learning == []
    assert store.steps() == []
    assert store.backups() == []
    assert not store.changed_by_another
    assert not home.exists()


def test_a_folder_in_the_plans_place_is_refused(store: Store, plan_path: Path) -> None:
    plan_path.mkdir(parents=True)
    with pytest.raises(PlanUnreadable, match="directory"):
        store.plan()


def test_a_file_in_the_folders_place_is_refused(store: Store, home: Path, learn: Learn) -> None:
    home.write_text("")
    with pytest.raises(PlanUnreadable):
        store.plan()
    with pytest.raises(PlanUnwritable):
        learn(store)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_without_waiting(store: Store, plan_path: Path, learn: Learn) -> None:
    plan_path.parent.mkdir()
    os.mkfifo(plan_path)
    with pytest.raises(PlanUnreadable, match="regular"):
        store.plan()
    with pytest.raises(PlanUnreadable, match="regular"):
        learn(store)
    assert stat.S_ISFIFO(plan_path.stat().st_mode)


def test_a_device_is_refused(make_store: Callable[..., Store]) -> None:
    with pytest.raises(PlanUnreadable, match="regular"):
        make_store(plan=Path("/dev/zero")).plan()


def test_a_huge_file_is_refused_unread(store: Store, plan_path: Path) -> None:
    plan_path.parent.mkdir()
    with plan_path.open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(PlanUnreadable, match="large"):
        store.plan()


def test_links_in_a_circle_are_refused(store: Store, plan_path: Path, learn: Learn) -> None:
    plan_path.parent.mkdir()
    plan_path.symlink_to(plan_path)
    with pytest.raises(PlanUnreadable):
        store.plan()
    with pytest.raises(PlanUnreadable):
        learn(store)
    assert plan_path.is_symlink()


def test_a_dangling_link_is_not_a_new_plan(
    store: Store, plan_path: Path, tmp_path: Path, learn: Learn
) -> None:
    plan_path.parent.mkdir()
    plan_path.symlink_to(tmp_path / "unmounted" / "plan.json")
    for act in (store.plan, lambda: learn(store)):
        with pytest.raises(PlanUnreadable, match="link"):
            act()
    assert not (tmp_path / "unmounted").exists()


def test_a_plan_that_vanished_is_not_a_new_plan(
    make_store: Callable[..., Store], plan_path: Path, learn: Learn
) -> None:
    learn(make_store())
    plan_path.unlink()
    with pytest.raises(PlanUnreadable, match=r"missing.*pmgoals restore plan-"):
        make_store().plan()
    with pytest.raises(PlanUnreadable, match="missing"):
        learn(make_store())
    assert not plan_path.exists()


def test_a_first_save_while_the_plan_is_looked_for_is_seen(
    make_store: Callable[..., Store], learn: Learn, titles: Titles, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = backups.names

    def saved_meanwhile(folder: Path) -> list[backups.Backup]:
        monkeypatch.setattr(backups, "names", names)
        learn(make_store(), "first")
        return names(folder)

    monkeypatch.setattr(backups, "names", saved_meanwhile)
    assert titles(make_store()) == ["first"]


@pytest.mark.parametrize("data", [b"", bytes(100), b"{}", b"\xff", b'{"_meta": {'])
def test_a_damaged_plan_is_left_as_it_is(
    make_store: Callable[..., Store], plan_path: Path, learn: Learn, data: bytes
) -> None:
    learn(make_store())
    plan_path.write_bytes(data)
    for act in (make_store().plan, lambda: learn(make_store()), make_store().undo):
        with pytest.raises(PlanUnreadable, match=r"not a sound plan.*pmgoals restore"):
            act()
    assert plan_path.read_bytes() == data


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('"minutes":45', '"minutes":"much"'),
        ('"on":"2026-11-23"', '"on":"2026-13-23"'),
        ('"title":"Read"', '"name":"Read"'),
        ('"id":"l', '"id":"lx'),
        ('{\n"', '{\n"x'),
        ('000Z","updated"', '000","updated"'),  # an instant without its zone
    ],
)
def test_a_changed_record_that_fits_no_more_is_refused(
    store: Store, make_store: Callable[..., Store], plan_path: Path, learn: Learn,
    was: str, becomes: str,
) -> None:  # fmt: skip
    learn(store, "Read", minutes=45)
    text = plan_path.read_text()
    assert text.count(was) == 1
    plan_path.write_text(text.replace(was, becomes))
    with pytest.raises(PlanUnreadable, match="record"):
        make_store().plan()


@pytest.mark.usefixtures("bound_by_modes")
def test_an_unreadable_plan_is_told(store: Store, plan_path: Path, learn: Learn) -> None:
    learn(store)
    plan_path.chmod(0)
    with pytest.raises(PlanUnreadable, match="ermission"):
        store.plan()


# ---- caches ----


def test_a_handle_sees_what_another_wrote(
    make_store: Callable[..., Store], learn: Learn, titles: Titles
) -> None:
    one, other = make_store(), make_store()
    assert titles(other) == []
    learn(one, "first")
    assert titles(other) == ["first"]
    learn(other, "second")
    assert titles(one) == ["first", "second"]


def test_an_unchanged_file_is_read_once(store: Store, learn: Learn) -> None:
    learn(store)
    assert store.plan() is store.plan()


def test_the_same_size_inode_and_time_do_not_hide_a_change(
    store: Store, make_store: Callable[..., Store], plan_path: Path, learn: Learn, titles: Titles
) -> None:
    learn(store, "new")
    with store.transaction("edited") as tx:  # the first backup stands in the head from here on
        tx.change(tx.plan.learning[0], title="one")
    reader = make_store()
    assert titles(reader) == ["one"]
    before = plan_path.stat()
    kept = plan_path.with_name("kept")
    kept.hardlink_to(plan_path)
    with store.transaction("edited") as tx:
        tx.change(tx.plan.learning[0], title="two")
    data = plan_path.read_bytes()
    assert len(data) == before.st_size
    kept.write_bytes(data)
    os.utime(kept, ns=(before.st_atime_ns, before.st_mtime_ns))
    kept.replace(plan_path)
    assert plan_path.stat().st_ino == before.st_ino
    assert titles(reader) == ["two"]


def test_a_change_that_hides_is_not_written_over_and_then_read(
    store: Store, plan_path: Path, learn: Learn, titles: Titles
) -> None:
    learn(store, "mine")
    before = plan_path.stat()
    plan_path.write_bytes(plan_path.read_bytes().replace(b"mine", b"ours"))
    os.utime(plan_path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(PlanBusy, match="read anew"):
        learn(store, "new")
    learn(store, "new")
    assert titles(store) == ["new", "ours"]
