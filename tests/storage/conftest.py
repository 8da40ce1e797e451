"""What the tests of the store stand on: plans in a folder of their own."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pmgoals.clock import Clock
from pmgoals.model.learning import LearningActivity
from pmgoals.paths import Paths
from pmgoals.storage.store import Store

DAY = dt.date(2026, 11, 23)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder that does not exist yet."""
    return tmp_path / "pm"


@pytest.fixture
def plan_path(home: Path) -> Path:
    return home / "plan.json"


@pytest.fixture
def make_store(home: Path) -> Callable[..., Store]:
    """Return what opens one more handle on the plan."""

    def make(clock: Clock | None = None, plan: Path | None = None) -> Store:
        paths = Paths(plan or home / "plan.json", home / "c.toml", home / "state", home / "themes")
        return Store(paths, clock or Clock(DAY))

    return make


@pytest.fixture
def store(make_store: Callable[..., Store]) -> Store:
    return make_store()


@pytest.fixture
def learn() -> Callable[..., LearningActivity]:
    """Return what logs a learning activity with a store."""

    def log(store: Store, title: str = "Read a book", **fields: object) -> LearningActivity:
        with store.transaction(f"logged {title}") as tx:
            return tx.add(LearningActivity, title=title, on=DAY, **fields)

    return log


@pytest.fixture
def titles() -> Callable[[Store], list[str]]:
    """Return what lists the titles of the learning log."""
    return lambda store: sorted(activity.title for activity in store.plan().learning)


@pytest.fixture
def bound_by_modes(tmp_path: Path) -> None:
    """Skip where modes do not bind this process; nothing is read-only to root."""
    probe = tmp_path / "probe"
    probe.touch(0)
    if os.access(probe, os.R_OK):
        pytest.skip("nothing is read-only to root")
