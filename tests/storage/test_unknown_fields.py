"""What a newer program keeps in the same file survives what this one changes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmgoals.model.goal import Goal, Override
from pmgoals.model.learning import LearningActivity
from pmgoals.storage import codec
from pmgoals.storage.store import Store

Learn = Callable[..., LearningActivity]


def rewrite(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the file as a program of the same schema would: with a right checksum."""
    tables, head, _ = codec.decode(path.read_bytes())
    change(tables)
    path.write_bytes(codec.encode(tables, head))


def documents(path: Path, table: str) -> list[dict[str, Any]]:
    return list(json.loads(path.read_bytes())[table].values())


def mark(tables: dict[str, Any]) -> None:
    for document in tables["learning"].values():
        document["mood"] = {"level": 3, "tags": ["a"]}
    tables["moods"] = {"17": {"anything": [1, None]}}


@pytest.mark.parametrize("act", ["change", "trash", "undo", "redo", "restore"])
def test_unknown_fields_and_tables_survive(
    store: Store, plan_path: Path, learn: Learn, act: str
) -> None:
    activity = learn(store, "first")
    rewrite(plan_path, mark)
    with store.transaction("changed") as tx:
        if act == "trash":
            tx.trash(activity)
        else:
            tx.change(activity, title="second")
    if act in ("undo", "redo"):
        store.undo()
    if act == "redo":
        store.redo()
    if act == "restore":
        backup = store.back_up()
        assert backup is not None
        learn(store)
        store.restore(backup)
    assert documents(plan_path, "learning")[0]["mood"] == {"level": 3, "tags": ["a"]}
    assert documents(plan_path, "moods") == [{"anything": [1, None]}]
    assert store.plan().every(LearningActivity)


def test_unknown_fields_inside_an_untouched_field_survive(store: Store, plan_path: Path) -> None:
    with store.transaction("made") as tx:
        goal = tx.add(
            Goal,
            title="Raise activation",
            method="smart",
            start=dt.date(2026, 10, 1),
            due=dt.date(2026, 12, 31),
            overrides=[Override(rule="S1", reason="meant")],
        )

    def add(tables: dict[str, Any]) -> None:
        for document in tables["goals"].values():
            document["overrides"][0]["by"] = "a newer program"

    rewrite(plan_path, add)
    with store.transaction("edited") as tx:
        tx.change(goal, title="Raise it more")
    (document,) = documents(plan_path, "goals")
    assert document["title"] == "Raise it more"
    assert document["overrides"][0]["by"] == "a newer program"
