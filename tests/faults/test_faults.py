"""The fast part of the faults: each call of a save fails, or is the last one of its process."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import sealed

from pmgoals.clock import Clock
from pmgoals.errors import PmgoalsError
from pmgoals.model.learning import LearningActivity
from pmgoals.paths import Paths
from pmgoals.storage.store import Store

DAY = dt.date(2026, 11, 23)
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
CALLS = ("open", "fdopen", "fsync", "replace", "mkdir", "unlink", "ftruncate", "listdir", "fstat")
"""What a save asks of the operating system by way of `os`."""


class Moment:
    """Does something at one numbered call of one function of `os`, and else nothing."""

    def __init__(self, name: str, number: int, act: Callable[[], None]) -> None:
        self.name = name
        self.left = number
        self.act = act
        self.there = getattr(os, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            self.act()
        return self.there(*args, **kwargs)

    @property
    def came(self) -> bool:
        return self.left <= 0


class Torn:
    """A file whose writes put down half of their bytes and then fail."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def __enter__(self) -> Torn:
        return self

    def __exit__(self, *reason: object) -> None:
        self.stream.close()

    def write(self, data: bytes) -> int:
        self.stream.write(data[: len(data) // 2])
        self.stream.flush()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def opened(home: Path) -> Store:
    paths = Paths(home / "plan.json", home / "c", home / "s", home / "t")
    return Store(paths, Clock(DAY), unlock=sealed.by_key)


def learn(store: Store, title: str) -> None:
    with store.transaction(title) as tx:
        tx.add(LearningActivity, title=title, on=DAY)


def titles(store: Store) -> list[str]:
    return sorted(activity.title for activity in store.plan().learning)


@pytest.fixture(params=["empty", "seeded", "backup due", "encrypted"])
def home(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A home to start from: no plan, a plan, one whose backup is due, an encrypted one."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        yield made(Path(folder) / "pm", request.param)


def made(home: Path, kind: str) -> Path:
    if kind != "empty":
        learn(opened(home), "old")
    if kind == "encrypted":
        sealed.encrypt(opened(home).places)
    if kind in ("backup due", "encrypted"):
        for backup in home.rglob("plan-2*.json"):
            backup.unlink()
    return home


def check(home: Path, old: list[str], *, done: bool | None = None) -> None:
    """The file holds the old or the new state (`done` tells which must be), and goes on."""
    fresh = opened(home)
    found = titles(fresh)
    new = sorted([*old, "new"])
    assert found in ([new] if done else [old] if done is False else [old, new])
    assert not fresh.changed_by_another
    learn(fresh, "next")
    assert titles(opened(home)) == sorted([*found, "next"])


def copies(home: Path) -> Iterator[Path]:
    """Yield copies of a home, one for each trial, without end."""
    for number in range(10_000):
        copy = home.with_name(f"trial {number}")
        if home.exists():
            shutil.copytree(home, copy)
        yield copy


# ---- errors ----


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES])
def test_an_error_at_any_call_leaves_the_old_or_the_new_state(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    def fail() -> None:
        raise OSError(number, os.strerror(number))

    for at, copy in enumerate(copies(home), 1):
        store = opened(copy)
        old = titles(store)
        moment = Moment(name, at, fail)
        done = True
        with monkeypatch.context() as patch:
            patch.setattr(os, name, moment)
            try:
                learn(store, "new")
            except PmgoalsError as error:
                assert error.what
                assert error.mend
                done = "did not confirm" in error.what
        here = titles(store)
        assert here == titles(opened(copy))
        check(copy, old, done=done)
        if not moment.came:
            return


@pytest.mark.parametrize("name", CALLS)
def test_ctrl_c_at_any_call_leaves_the_old_or_the_new_state(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    for at, copy in enumerate(copies(home), 1):
        store = opened(copy)
        old = titles(store)
        moment = Moment(name, at, interrupt)
        with monkeypatch.context() as patch:
            patch.setattr(os, name, moment)
            with suppress(KeyboardInterrupt):
                learn(store, "new")
        assert titles(store) == titles(opened(copy))
        check(copy, old)
        if not moment.came:
            return


def test_a_torn_write_of_any_file_leaves_the_old_state(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fdopen = os.fdopen
    for at, copy in enumerate(copies(home), 1):
        store = opened(copy)
        old = titles(store)
        count = iter(range(1, 1000))

        def torn(*args: Any, which: int = at, counter: Iterator[int] = count, **kw: Any) -> Any:
            stream = fdopen(*args, **kw)
            return Torn(stream) if next(counter) == which else stream

        done = True
        with monkeypatch.context() as patch:
            patch.setattr(os, "fdopen", torn)
            try:
                learn(store, "new")
            except PmgoalsError as error:
                assert "disk is full" in error.what
                done = False
        check(copy, old, done=done)
        if next(count) <= at:
            return


# ---- death ----


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("name", CALLS)
def test_death_before_any_call_leaves_the_old_or_the_new_state(home: Path, name: str) -> None:
    for at, copy in enumerate(copies(home), 1):
        old = titles(opened(copy))
        child = os.fork()
        if child == 0:
            try:
                setattr(os, name, Moment(name, at, lambda: os.kill(os.getpid(), signal.SIGKILL)))
                learn(opened(copy), "new")
            except BaseException:
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status)
        assert killed or os.WEXITSTATUS(status) == 0
        check(copy, old, done=None if killed else True)
        assert not list(copy.rglob("*.tmp"))
        if not killed:
            return


# ---- many at once ----

SCRIPT = """
import datetime as dt, sys
from pathlib import Path
from pmgoals.clock import Clock
from pmgoals.model.learning import LearningActivity
from pmgoals.paths import Paths
from pmgoals.storage.store import Store

home = Path(sys.argv[1])
store = Store(Paths(home / "plan.json", home / "c", home / "s", home / "t"), Clock())
for number in range(10):
    with store.transaction("race") as tx:
        tx.add(LearningActivity, title=f"{sys.argv[2]}-{number}", on=dt.date(2026, 11, 23))
"""


def test_entries_of_processes_at_once_are_all_there(tmp_path: Path) -> None:
    home = tmp_path / "pm"
    started = [
        subprocess.Popen([sys.executable, "-c", SCRIPT, str(home), str(number)])
        for number in range(4)
    ]
    reader = opened(home)
    while any(process.poll() is None for process in started):
        reader.plan()  # never half of anything
    assert [process.returncode for process in started] == [0] * 4
    assert titles(opened(home)) == sorted(f"{p}-{n}" for p in range(4) for n in range(10))
    steps = opened(home).steps()
    assert [step.generation for step in steps] == list(range(1, 41))
