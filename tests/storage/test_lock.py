"""The lock of a plan: one writer at a time, and who stands in the way is named."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pmgoals.errors import PlanBusy
from pmgoals.storage import lock
from pmgoals.storage.lock_holder import LOCKS, holder_of

HOLD = """
import sys, time
from pathlib import Path
from pmgoals.storage import lock
with lock.hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def held(path: Path) -> Iterator[int]:
    """Have another process hold a lock; yields its id."""
    with subprocess.Popen([sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"held\n"
        try:
            yield process.pid
        finally:
            process.kill()


def test_a_lock_is_held_once_and_let_go(tmp_path: Path) -> None:
    path = tmp_path / "locks" / "a.lock"
    with lock.hold(path), pytest.raises(PlanBusy), lock.hold(path, patience=0.05):
        pass
    with lock.hold(path, patience=0.05):
        assert path.stat().st_mode & 0o777 == 0o600
    assert path.exists() and holder_of(path) is None


def test_who_is_in_the_way_is_not_named_where_nobody_can_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.lock"
    monkeypatch.setattr("pmgoals.storage.lock_holder.LOCKS", tmp_path / "none")
    with held(path), pytest.raises(PlanBusy) as refused, lock.hold(path, patience=0.05):
        pass
    assert refused.value.what == "Another pmgoals is writing this plan; nothing was saved."
    (tmp_path / "none").write_text("odd\n1: FLOCK a\n")
    assert holder_of(path) is None and holder_of(tmp_path / "missing") is None


@pytest.mark.skipif(not LOCKS.exists(), reason="only Linux tells who holds a lock")
def test_a_process_in_the_way_is_named_and_a_stopped_one_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with held(path) as pid:
        with pytest.raises(PlanBusy, match=rf"process {pid}\)") as refused, lock.hold(path, 0.05):
            pass
        assert "Wait for it" in refused.value.mend
        os.kill(pid, signal.SIGSTOP)
        while not (holder := holder_of(path)) or not holder.stopped:
            time.sleep(0.01)
        with pytest.raises(PlanBusy, match="which is stopped") as refused, lock.hold(path, 0.05):
            pass
        assert f"kill -CONT {pid}" in refused.value.mend
