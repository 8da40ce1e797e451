"""What every test stands on: a home of its own, and a day that stands still."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from pmgoals.clock import Clock
from pmgoals.config import Settings
from pmgoals.paths import find_paths
from pmgoals.services.planner import Planner

hypothesis.settings.register_profile("laws", deadline=None)  # a busy machine breaks no law
hypothesis.settings.load_profile("laws")

TODAY = dt.date(2026, 11, 23)
"""A Monday, in ISO week 48 and FY26 Q4."""


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep every test away from the real home."""
    monkeypatch.setenv("PMGOALS_HOME", str(tmp_path / "home"))
    for name in ("PMGOALS_PLAN", "PMGOALS_TODAY", "NO_COLOR", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    yield


@pytest.fixture
def make_planner(tmp_path: Path) -> Callable[..., Planner]:
    """Return what opens a planner on the test's own home, on a day."""

    def make(
        today: dt.date = TODAY, settings: Settings | None = None, seed: int | None = None
    ) -> Planner:
        paths = find_paths({"PMGOALS_HOME": str(tmp_path / "home")})
        bits = {} if seed is None else {"bits": random.Random(seed).getrandbits}
        return Planner(paths, Clock(today), settings, **bits)

    return make


@pytest.fixture
def planner(make_planner: Callable[..., Planner]) -> Planner:
    """A planner on an empty home, on `TODAY`."""
    return make_planner()


def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are processors: many tests wait for a terminal."""
    return (os.cpu_count() or 1) + 1
