"""Encrypting a plan and all beside it, and the way back; cut short anywhere, nothing is lost."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sealed

from pmgoals.clock import Clock
from pmgoals.errors import PlanLocked, PmgoalsError
from pmgoals.model.draft import Draft
from pmgoals.model.learning import LearningActivity
from pmgoals.paths import Paths
from pmgoals.storage import conversion, history
from pmgoals.storage.drafts import DraftFiles
from pmgoals.storage.sealing import PlanSeal, is_sealed
from pmgoals.storage.store import Store
from pmgoals.storage.typed_file import TypedFile

DAY = dt.date(2026, 11, 23)
MARKS = ("kept-mark", "draft-mark", "form-mark", "left-mark", "gone-mark")
NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
DRAFT = Draft(id="d1", started=NOW, updated=NOW, line="draft-mark")
CALLS = ("open", "fdopen", "fsync", "replace", "unlink", "mkdir", "listdir")
"""What changes files, as Python calls it."""


def opened(home: Path) -> Store:
    paths = Paths(home / "plan.json", home / "c", home / "state", home / "themes")
    return Store(paths, Clock(DAY), unlock=sealed.by_key)


def made(home: Path) -> Store:
    """A plan with at least one of each kind of file beside it."""
    store = opened(home)
    for title in ("kept-mark one", "kept-mark two"):
        with store.transaction(f"logged {title}") as tx:
            tx.add(LearningActivity, title=title, on=DAY)
    store.undo()
    store.redo()
    store.back_up()
    DraftFiles(store.places.drafts, store.seal).save(DRAFT)
    TypedFile(store.places.forms, store.seal).save("f", {"typed": {"a": "form-mark"}})
    (store.places.corner / "edit-x.md").write_text("left-mark")
    with store.places.history.open("ab") as stream:
        stream.write(b'{"generation": 9, "label": "gone-mark')
    copy = home / "plan (1).json"
    copy.write_bytes(store.places.plan.read_bytes())
    return store


def check(home: Path) -> None:
    """Everything is there, whoever holds the key."""
    store = opened(home)
    assert sorted(a.title for a in store.plan().learning) == ["kept-mark one", "kept-mark two"]
    assert [s.kind for s in store.steps()] == ["do", "do", "undo", "redo"]
    for backup in store.backups():
        store.seal.open(backup.path.read_bytes())
    (draft,) = DraftFiles(store.places.drafts, store.seal).all()
    assert draft == DRAFT
    texts = TypedFile(store.places.forms, store.seal).load("f")
    assert texts == {"typed": {"a": "form-mark"}}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made(tmp_path / "pm")
    return tmp_path / "pm"


def test_nothing_plain_is_left_and_everything_comes_back(home: Path) -> None:
    places = opened(home).places
    before = places.plan.read_bytes()
    done = sealed.encrypt(places)
    assert done.changed == 8 and not done.shut
    assert sealed.marks_in(home, *MARKS) == []
    assert conversion.count(places) == (6, 0)
    check(home)
    assert sealed.encrypt(places).changed == 0
    assert sealed.decrypt(places).changed == 8
    check(home)
    assert places.plan.read_bytes() == before
    assert not list(home.rglob("*.key")) and not places.recipient.exists()
    assert sealed.decrypt(places).changed == 0


def test_the_standard_places_and_modes(home: Path) -> None:
    sealed.encrypt(opened(home).places)
    assert (home / "plan.key").exists()
    for path in home.rglob("*"):
        if path.name not in ("edit-x.md", "plan (1).json"):  # made by this test
            assert path.stat().st_mode & 0o077 == 0, path


def test_steps_are_sealed_apart_and_their_numbers_stay_readable(home: Path) -> None:
    store = opened(home)
    sealed.encrypt(store.places)
    lines = store.places.history.read_bytes().splitlines()
    assert len(lines) == 4 and all(line.startswith(history.SEALED) for line in lines)
    assert history.latest(store.places.history) == 4
    with pytest.raises(PlanLocked):
        history.read(store.places.history, 9, PlanSeal(store.places))
    size = store.places.history.stat().st_size
    store.undo()
    assert store.places.history.stat().st_size > size
    assert store.places.history.read_bytes().startswith(b"\n".join(lines))


def test_a_long_history_of_sealed_steps_is_thinned(home: Path, monkeypatch: Any) -> None:
    store = opened(home)
    sealed.encrypt(store.places)
    monkeypatch.setattr(history, "SEALED_AT", 1)
    monkeypatch.setattr(history, "KEPT_STEPS", 3)
    for number in range(8):
        with store.transaction("step") as tx:
            tx.add(LearningActivity, title=f"n{number}", on=DAY)
    assert 3 <= len(store.steps()) <= 6
    assert store.undo() == "step"


def test_a_new_plan_with_a_key_is_encrypted_from_its_first_save(tmp_path: Path) -> None:
    store = opened(tmp_path / "new")
    sealed.encrypt(store.places)
    with store.transaction("first") as tx:
        tx.add(LearningActivity, title="kept-mark", on=DAY)
    assert is_sealed(store.places.plan.read_bytes())
    assert sealed.marks_in(tmp_path, "kept-mark") == []
    assert [s.label for s in store.steps()] == ["first"]


def test_what_another_key_sealed_stays_and_is_told(home: Path) -> None:
    from pmgoals.storage import key_files

    places = opened(home).places
    other = PlanSeal(places)
    other.try_key(key_files.new_secret())
    strange = places.corner / "merged" / "plan (2).json"
    strange.parent.mkdir()
    strange.write_bytes(other.close(b"x"))
    sealed.encrypt(places)
    done = sealed.decrypt(places)
    assert done.shut == [strange]
    assert places.key_copy.exists() and not places.key.exists()
    check(home)


def test_what_was_typed_while_locked_joins_what_was_there(home: Path) -> None:
    store = opened(home)
    sealed.encrypt(store.places)
    file = TypedFile(store.places.forms, PlanSeal(store.places))
    assert file.load("f") == {}
    file.save("g", {"typed": {"a": "typed while locked"}})
    file.save("g", {"typed": {"a": "typed while locked, and on"}})
    file.save("h", {"typed": {"a": "another"}})
    assert file.load("g") == {"typed": {"a": "typed while locked, and on"}}
    assert sealed.marks_in(home, "typed while locked") == []
    again = TypedFile(store.places.forms, store.seal)
    assert set(again.names()) == {"f", "g", "h"}
    again.save("h", {})
    assert again.names() == ["f", "g"]
    assert not list(home.rglob("*meanwhile*"))


# ---- cut short ----


class Moment:
    """Does something at one numbered call of one function of `os`, and else nothing."""

    def __init__(self, name: str, number: int, act: Callable[[], None]) -> None:
        self.left, self.act, self.there = number, act, getattr(os, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            self.act()
        return self.there(*args, **kwargs)


def starts(home: Path, way: str) -> Iterator[Path]:
    """Yield copies of a home from which a way begins, without end."""
    if way == "decrypt":
        sealed.encrypt(opened(home).places)
    for number in range(10_000):
        copy = home.with_name(f"trial {number}")
        shutil.copytree(home, copy)
        yield copy
        shutil.rmtree(copy)


WAYS: dict[str, Callable[..., conversion.Converted]] = {
    "encrypt": sealed.encrypt,
    "decrypt": sealed.decrypt,
}


def finish(copy: Path, way: str) -> None:
    """Check a home that was left half-way, then go the rest of the way."""
    check(copy)
    store = opened(copy)
    assert store.undo()
    assert store.redo()
    WAYS[way](store.places)
    if way == "encrypt":
        assert sealed.marks_in(copy, *MARKS) == []
    else:
        assert conversion.count(store.places)[0] == 0
        assert not list(copy.rglob("*.key"))
    assert len(opened(copy).plan().learning) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", CALLS)
def test_death_before_any_call_leaves_what_opens(home: Path, way: str, name: str) -> None:
    sealed.key()  # made once, before the first child
    for at, copy in enumerate(starts(home, way), 1):
        child = os.fork()
        if child == 0:
            try:
                setattr(os, name, Moment(name, at, lambda: os.kill(os.getpid(), signal.SIGKILL)))
                WAYS[way](opened(copy).places)
            except BaseException:
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status)
        assert killed or os.WEXITSTATUS(status) == 0
        finish(copy, way)
        if not killed:
            return


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["fsync", "replace", "fdopen"])
def test_an_error_at_any_call_is_told_and_leaves_what_opens(
    home: Path, way: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for at, copy in enumerate(starts(home, way), 1):
        moment = Moment(name, at, fail)
        with monkeypatch.context() as patch:
            patch.setattr(os, name, moment)
            try:
                WAYS[way](opened(copy).places)
            except PmgoalsError as error:
                assert error.what and error.mend
            except OSError:
                assert moment.left <= 0  # the test's own laying of the key
        finish(copy, way)
        if moment.left > 0:
            return
