"""Two handles on one plan file against a dict: whatever each does, both see it."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from pmgoals.clock import Clock
from pmgoals.errors import NotFound
from pmgoals.model.learning import LearningActivity
from pmgoals.paths import Paths
from pmgoals.storage.store import Store

DAY = dt.date(2026, 11, 23)
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
HANDLES = st.integers(0, 1)
TITLES = st.text(min_size=1, max_size=5)

State = dict[str, tuple[str, bool]]
"""Title and whether it is in the trash, by id."""


class TwoHandles(RuleBasedStateMachine):
    """What the plan must hold, and the ways back and forth."""

    activities = Bundle("activities")

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(dir=MEMORY))
        self.now: State = {}
        self.past: list[State] = []
        self.future: list[State] = []
        self.stores: list[Store] = []

    @initialize()
    def open(self) -> None:
        self.stores = [self.opened(), self.opened()]

    def opened(self) -> Store:
        home = self.home
        return Store(Paths(home / "plan.json", home / "c", home / "s", home / "t"), Clock(DAY))

    def teardown(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)

    def done(self, state: State) -> None:
        if state != self.now:
            self.past.append(self.now)
            self.future.clear()
            self.now = state

    @rule(target=activities, handle=HANDLES, title=TITLES)
    def add(self, handle: int, title: str) -> LearningActivity:
        with self.stores[handle].transaction("add") as tx:
            activity = tx.add(LearningActivity, title=title, on=DAY)
        self.done(self.now | {activity.id: (title, False)})
        return activity

    @rule(handle=HANDLES, titles=st.lists(TITLES, min_size=2, max_size=3))
    def add_several(self, handle: int, titles: list[str]) -> None:
        with self.stores[handle].transaction("add several") as tx:
            added = [tx.add(LearningActivity, title=title, on=DAY) for title in titles]
        self.done(self.now | {activity.id: (activity.title, False) for activity in added})

    @rule(handle=HANDLES, activity=activities, title=TITLES)
    def change(self, handle: int, activity: LearningActivity, title: str) -> None:
        if activity.id in self.now:  # `activity` itself is as stale as it may be
            with self.stores[handle].transaction("change") as tx:
                tx.change(activity, title=title)
            self.done(self.now | {activity.id: (title, self.now[activity.id][1])})

    @rule(handle=HANDLES, activity=activities)
    def trash(self, handle: int, activity: LearningActivity) -> None:
        if activity.id in self.now and not self.now[activity.id][1]:
            with self.stores[handle].transaction("trash") as tx:
                tx.trash(activity)
            self.done(self.now | {activity.id: (self.now[activity.id][0], True)})

    @rule(handle=HANDLES, activity=activities)
    def fail(self, handle: int, activity: LearningActivity) -> None:
        with pytest.raises(ZeroDivisionError), self.stores[handle].transaction("fail") as tx:
            tx.add(LearningActivity, title="lost", on=DAY)
            tx.change(activity, title="lost")
            raise ZeroDivisionError

    @rule(handle=HANDLES)
    def undo(self, handle: int) -> None:
        if not self.past:
            with pytest.raises(NotFound):
                self.stores[handle].undo()
            return
        self.stores[handle].undo()
        self.future.append(self.now)
        self.now = self.past.pop()

    @rule(handle=HANDLES)
    def redo(self, handle: int) -> None:
        if not self.future:
            with pytest.raises(NotFound):
                self.stores[handle].redo()
            return
        self.stores[handle].redo()
        self.past.append(self.now)
        self.now = self.future.pop()

    @rule(handle=HANDLES)
    def look(self, handle: int) -> None:
        records = self.stores[handle].plan().every(LearningActivity).values()
        assert {r.id: (r.title, r.deleted is not None) for r in records} == self.now

    @rule(handle=HANDLES)
    def reload(self, handle: int) -> None:
        self.stores[handle] = self.opened()

    @invariant()
    def the_file_is_sound_and_holds_it(self) -> None:
        fresh = self.opened()
        records = fresh.plan().every(LearningActivity).values()
        assert {r.id: (r.title, r.deleted is not None) for r in records} == self.now
        assert not fresh.changed_by_another


TestTwoHandles = TwoHandles.TestCase
TestTwoHandles.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
