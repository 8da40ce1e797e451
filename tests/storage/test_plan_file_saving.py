"""Replacing the plan file: private, through links, against locks, disks and other programs."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from pmgoals import files
from pmgoals.errors import BadInput, PlanBusy, PlanUnwritable
from pmgoals.model.learning import LearningActivity
from pmgoals.storage import codec, lock, plan_file
from pmgoals.storage.places import Places
from pmgoals.storage.store import Store

Learn = Callable[..., LearningActivity]
Titles = Callable[[Store], list[str]]


def test_modes_are_private(store: Store, home: Path, learn: Learn) -> None:
    old = os.umask(0o022)
    try:
        learn(store)
        learn(store)
    finally:
        os.umask(old)
    for path in [home, *home.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_link_to_the_plan_stays_a_link(
    store: Store, plan_path: Path, tmp_path: Path, learn: Learn, titles: Titles
) -> None:
    learn(store, "before")
    synced = tmp_path / "synced"
    synced.mkdir()
    real = plan_path.rename(synced / "other name.json")
    plan_path.symlink_to(real)
    learn(store, "after")
    assert plan_path.is_symlink()
    assert titles(store) == ["after", "before"]
    assert list(synced.iterdir()) == [real]


def test_two_names_of_one_plan_share_the_lock(tmp_path: Path) -> None:
    (tmp_path / "real.json").touch()
    (tmp_path / "link.json").symlink_to("real.json")
    state = tmp_path / "state"
    named = [Places(tmp_path / name, state) for name in ("real.json", "link.json")]
    assert named[0].lock == named[1].lock
    assert named[0].corner != named[1].corner


def test_a_moved_home_keeps_its_corner(tmp_path: Path) -> None:
    one, other = (Places(tmp_path / name / "plan.json", tmp_path / name / "s") for name in "ab")
    assert one.corner.name == other.corner.name


def test_a_plan_marked_read_only_is_not_replaced(
    store: Store, plan_path: Path, home: Path, learn: Learn, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(store)
    before, steps = plan_path.read_bytes(), store.places.history.read_bytes()
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everything
    with pytest.raises(PlanUnwritable, match="read-only"):
        learn(store)
    assert plan_path.read_bytes() == before
    assert store.places.history.read_bytes() == steps
    assert not list(home.rglob("*.tmp"))


@pytest.mark.usefixtures("bound_by_modes")
@pytest.mark.parametrize("folder", ["", "state", "state/locks"])
def test_a_folder_marked_read_only_is_named(
    store: Store, home: Path, learn: Learn, titles: Titles, folder: str
) -> None:
    learn(store, "kept")
    for path in (home / "state/locks").iterdir():
        path.chmod(0o400)
    (home / folder).chmod(0o500)
    try:
        with pytest.raises(PlanUnwritable, match="read-only"):
            learn(store)
        assert titles(store) == ["kept"]
    finally:
        (home / folder).chmod(0o700)


def test_a_change_by_another_program_just_before_the_replace_is_not_lost(
    store: Store, make_store: Callable[..., Store], plan_path: Path, learn: Learn, titles: Titles,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    learn(store, "mine")
    theirs = plan_path.read_bytes().replace(b"mine", b"ours")
    write = files.write_temporary

    def synced_meanwhile(target: Path, data: bytes) -> Path:
        temporary = write(target, data)
        if target == plan_path:
            plan_path.write_bytes(theirs)
        return temporary

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_temporary", synced_meanwhile)
        with pytest.raises(PlanBusy, match="nothing was saved"):
            learn(store, "new")
    assert plan_path.read_bytes() == theirs
    assert not list(plan_path.parent.glob(".*.tmp"))
    learn(store, "new")
    assert titles(make_store()) == ["new", "ours"]


def test_a_lock_held_too_long_is_busy(
    store: Store, learn: Learn, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(store)
    hold = lock.hold
    with monkeypatch.context() as patch, hold(store.places.lock):
        patch.setattr(lock, "hold", lambda path: hold(path, 0.05))
        with pytest.raises(PlanBusy, match="nothing was saved"):
            learn(store)
    learn(store)


def test_a_lock_file_that_cannot_be_made_is_a_refusal(
    store: Store, home: Path, learn: Learn, plan_path: Path
) -> None:
    store.places.lock.mkdir(parents=True)
    with pytest.raises(PlanUnwritable):
        learn(store)
    assert not plan_path.exists()


def test_a_disk_without_locks_is_a_refusal(
    store: Store, learn: Learn, monkeypatch: pytest.MonkeyPatch
) -> None:
    import filelock

    def no_locks(self: object, *args: object, **kwargs: object) -> None:
        raise NotImplementedError("FileSystem does not appear to support flock")

    monkeypatch.setattr(filelock.FileLock, "acquire", no_locks)
    with pytest.raises(PlanUnwritable):
        learn(store)


def test_what_a_crash_left_behind_is_swept(store: Store, home: Path, learn: Learn) -> None:
    learn(store)
    places = store.places
    litter = [home / ".plan.json.0123abcd.tmp", places.backups / ".plan-x.json.0123abcd.tmp"]
    others = [home / ".other.json.0123abcd.tmp", home / ".plan.json.tmp", home / "x.tmp"]
    for path in litter + others:
        path.touch()
    learn(store)
    store.back_up()
    assert not any(path.exists() for path in litter)
    assert all(path.exists() for path in others)


def test_a_folder_that_cannot_be_synced_is_no_error(
    store: Store, learn: Learn, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def of_files_only(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", of_files_only)
    learn(store)


def test_an_unconfirmed_save_says_so(
    store: Store, make_store: Callable[..., Store], plan_path: Path, learn: Learn, titles: Titles,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    learn(store, "first")
    fsync = os.fsync

    def failing(descriptor: int) -> None:
        if os.path.samestat(os.fstat(descriptor), plan_path.parent.stat()):
            raise OSError(errno.EIO, "Input/output error")
        fsync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing)
        with pytest.raises(PlanUnwritable, match="replaced, but the disk did not confirm"):
            learn(store, "second")
    assert titles(store) == titles(make_store()) == ["first", "second"]


def test_a_plan_larger_than_can_be_read_is_not_written(
    store: Store, learn: Learn, titles: Titles, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(store, "kept")
    monkeypatch.setattr(codec, "LARGEST", 2000)
    with pytest.raises(BadInput, match="2,000"):
        learn(store, "x" * 2000)
    assert titles(store) == ["kept"]
    assert plan_file.load(store.places).intact
