"""Undo and redo: laws, stale steps, torn lines."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgoals.clock import Clock
from pmgoals.errors import BadInput, NotFound, PlanUnreadable
from pmgoals.model.learning import LearningActivity
from pmgoals.paths import Paths
from pmgoals.storage import history
from pmgoals.storage.history import Change, Step
from pmgoals.storage.store import Store

Learn = Callable[..., LearningActivity]
Titles = Callable[[Store], list[str]]
DAY = dt.date(2026, 11, 23)
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def step(generation: int, label: str = "", **rest: object) -> Step:
    return Step(generation=generation, when="", label=label or str(generation), **rest)  # type: ignore[arg-type]


def labels(steps: list[Step]) -> list[str]:
    return [step.label for step in steps]


# ---- laws ----


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["add", "change", "trash", "two"]), min_size=1, max_size=6))
def test_undo_leads_back_through_every_state_and_redo_forth(acts: list[str]) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        home = Path(folder)
        store = Store(Paths(home / "plan.json", home / "c", home / "s", home / "t"), Clock(DAY))
        states = [dict(store._storage.load().tables)]
        for number, act in enumerate(acts):
            with store.transaction(f"{number} {act}") as tx:
                alive = tx.plan.learning
                if act in ("add", "two") or not alive:
                    tx.add(LearningActivity, title=f"new {number}", on=DAY)
                if act in ("change", "two") and alive:
                    tx.change(alive[0], title=f"changed {number}")
                if act == "trash" and alive:
                    tx.trash(alive[-1])
            states.append(dict(store._storage.load().tables))

        def there() -> dict[str, object]:
            return {name: rows for name, rows in store._storage.load().tables.items() if rows}

        for number in reversed(range(len(acts))):
            assert store.undo() == f"{number} {acts[number]}"
            assert there() == states[number]
        with pytest.raises(NotFound):
            store.undo()
        for number in range(len(acts)):
            assert store.redo() == f"{number} {acts[number]}"
            assert there() == states[number + 1]
        with pytest.raises(NotFound):
            store.redo()


def test_something_new_ends_redo(store: Store, learn: Learn, titles: Titles) -> None:
    learn(store, "one")
    learn(store, "two")
    store.undo()
    learn(store, "three")
    with pytest.raises(NotFound, match="redo"):
        store.redo()
    assert store.undo() == "logged three"
    assert store.undo() == "logged one"
    assert titles(store) == []


def test_another_handle_undoes_what_this_one_did(
    make_store: Callable[..., Store], learn: Learn, titles: Titles
) -> None:
    learn(make_store(), "one")
    assert make_store().undo() == "logged one"
    assert make_store().redo() == "logged one"
    assert titles(make_store()) == ["one"]


def test_undo_touches_nothing_that_was_changed_from_outside(
    store: Store, plan_path: Path, learn: Learn, titles: Titles
) -> None:
    learn(store, "mine")
    plan_path.write_bytes(plan_path.read_bytes().replace(b"mine", b"ours"))
    with pytest.raises(BadInput, match="changed since"):
        store.undo()
    assert titles(store) == ["ours"]


def test_nothing_to_undo_writes_nothing(store: Store, home: Path) -> None:
    for act in (store.undo, store.redo):
        with pytest.raises(NotFound):
            act()
    assert not (home / "plan.json").exists()


# ---- the file ----


def test_a_step_whose_save_failed_never_happened(
    store: Store, learn: Learn, titles: Titles
) -> None:
    learn(store, "one")
    change = Change("learning", "5", None, {"id": "x"})
    history.append(store.places.history, step(2, "cut short", changes=[change]))
    assert labels(store.steps()) == ["logged one"]
    learn(store, "two")
    assert labels(store.steps()) == ["logged one", "logged two"]
    assert store.undo() == "logged two"
    assert titles(store) == ["one"]


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_a_torn_line_costs_one_step_only(store: Store, learn: Learn, cut: int) -> None:
    learn(store, "one")
    learn(store, "two")
    path = store.places.history
    path.write_bytes(path.read_bytes()[:-cut])
    learn(store, "three")
    expected = ["logged one", "logged three"] if cut > 1 else None
    assert labels(store.steps()) == (expected or ["logged one", "logged two", "logged three"])


@given(st.lists(st.binary(max_size=30)))
def test_junk_between_the_lines_is_passed_over(junk: list[bytes]) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / "history.jsonl"
        for number, noise in enumerate(junk):
            history.append(path, step(number))
            with path.open("ab") as stream:
                stream.write(noise.replace(b"{", b""))
        history.append(path, step(99))
        told = [s.generation for s in history.read(path, 99)]
        assert told == [*range(len(junk)), 99]


def test_a_later_step_of_the_same_generation_counts(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    for generation, label in ((1, "a"), (2, "failed"), (2, "b"), (3, "failed too")):
        history.append(path, step(generation, label))
    assert labels(history.read(path, 2)) == ["a", "b"]
    assert history.latest(path) == 3


def test_a_step_that_cannot_be_written_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "history.jsonl"
    history.append(path, step(1))
    before = path.read_bytes()

    def failing(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", failing)
    with pytest.raises(OSError, match="Input"):
        history.append(path, step(2))
    assert path.read_bytes() == before


def test_no_steering_character_stands_raw_in_the_file(store: Store, learn: Learn) -> None:
    learn(store, "\x1b[31m \x9b31m \u202e")
    text = store.places.history.read_text()
    assert not {"\x1b", "\x9b", "\u202e"} & set(text)


def test_the_file_is_thinned_but_keeps_the_newest_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "THIN_AT", 2000)
    path = tmp_path / "history.jsonl"
    for generation in range(200):
        history.append(path, step(generation))
        assert path.stat().st_size <= 2100
    history.append(path, step(200, "x" * 5000))
    assert labels(history.read(path, 200)) == ["x" * 5000]


def test_a_history_that_cannot_be_read_is_told(store: Store, learn: Learn) -> None:
    learn(store)
    store.places.history.unlink()
    store.places.history.mkdir()
    for act in (store.steps, store.undo):
        with pytest.raises(PlanUnreadable, match="directory"):
            act()
