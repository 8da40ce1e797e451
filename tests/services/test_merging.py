"""Merging with a copy: what is found beside a plan, what it brings, and the way back."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
from pathlib import Path

import msgspec
import pytest

from pmgoals.clock import Clock
from pmgoals.errors import BadInput
from pmgoals.paths import find_paths
from pmgoals.reports.exports.plan_json import plan_json
from pmgoals.services.due import pressing
from pmgoals.services.merging import merge_files, say_value
from pmgoals.services.planner import Planner
from pmgoals.settings import Settings
from pmgoals.storage.copies import copies_of, side_of, sides_in

DAY = dt.date(2026, 11, 20)
NAMES = [
    "plan.sync-conflict-20261120-101010-ABCDEFG.json",
    "plan (Ann's conflicted copy 2026-11-20).json",
    "plan (conflicted copy 2026-11-20 101010).json",
    "plan (1).json",
]


def planner_in(home: Path) -> Planner:
    paths = find_paths({"PMGOALS_HOME": str(home)})
    return Planner(paths, Clock(DAY), Settings(), bits=random.Random(home.name).getrandbits)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Planner, Path]:
    """A plan, and the file of a copy that went its own way."""
    first = planner_in(tmp_path / "first")
    priority = first.priorities.add("Own pricing")
    first.store.back_up()
    shutil.copytree(tmp_path / "first", tmp_path / "second")
    second = planner_in(tmp_path / "second")
    second.priorities.edit(priority.id, title="Theirs")
    second.evidence.add("Seen there")
    first.priorities.edit(priority.id, why="ours")
    first.evidence.add("Seen here")
    return first, second.places.plan


@pytest.mark.parametrize("name", NAMES)
def test_copies_of_every_program_are_found_and_nothing_else(
    two: tuple[Planner, Path], name: str
) -> None:
    planner, copy = two
    folder = planner.places.plan.parent
    (folder / "plan-notes.json").write_text("{}")
    (folder / "plans.json").write_bytes(copy.read_bytes())
    (folder / "plan-work.json").write_bytes(copy.read_bytes())  # a second plan, or a laptop's name
    other = planner_in(folder.parent / "other")
    other.evidence.add("Of another plan")
    shutil.copy(other.places.plan, folder / "plan (7).json")
    assert planner.merging.copies() == []
    shutil.copy(copy, folder / name)
    assert planner.merging.copies() == [folder / name]
    assert copies_of(planner.places.real) == [folder / name], "the other one is another plan"
    assert not any("(7)" in trouble.said for trouble in planner.doctor.look())


def test_a_copy_is_joined_in_one_step_put_away_and_taken_back(two: tuple[Planner, Path]) -> None:
    planner, copy = two
    there = planner.places.plan.parent / NAMES[0]
    shutil.copy(copy, there)
    looked = planner.merging.look(there)
    joined = planner.merging.take(there)
    assert joined.put_away == planner.places.corner / "merged" / NAMES[0]
    assert looked == msgspec.structs.replace(joined, put_away=None) and joined.counts == {
        "added": 1,
        "changed": 1,
    }
    assert joined.base.startswith("plan-2") and not joined.conflicts
    assert [(r.did, r.kind, r.title) for r in joined.records] == [
        ("changed", "priority", "Theirs"), ("added", "evidence", "Seen there"),
    ]  # fmt: skip
    (priority,) = planner.plan.priorities
    assert (priority.title, priority.why) == ("Theirs", "ours")
    assert {piece.title for piece in planner.plan.evidence} == {"Seen here", "Seen there"}
    assert planner.merging.copies() == [] and not there.exists()
    assert [p.name for p in (planner.places.corner / "merged").iterdir()] == [NAMES[0]]
    planner.undo()
    assert [piece.title for piece in planner.plan.evidence] == ["Seen here"]


def test_a_copy_that_brings_nothing_is_no_step_and_names_do_not_clash(
    two: tuple[Planner, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    planner, copy = two
    there = planner.places.plan.parent / "plan (1).json"
    monkeypatch.chdir(there.parent)
    steps = []
    for _ in range(2):
        shutil.copy(copy, there)
        steps.append(planner.merging.take(Path(there.name)).count)
    assert steps == [2, 0] and planner.history()[-1].label.startswith("merged")
    put_away = sorted(p.name for p in (planner.places.corner / "merged").iterdir())
    assert put_away == ["plan (1)-2.json", "plan (1).json"]


def test_a_backup_with_an_edit_of_one_side_is_no_base(two: tuple[Planner, Path]) -> None:
    planner, copy = two
    planner.store.back_up()
    planner.evidence.add("after it")
    joined = planner.merging.look(copy)
    first = planner.store.backups()[-1]
    assert joined.base == first.path.name


def test_a_true_conflict_is_told_with_both_values(two: tuple[Planner, Path]) -> None:
    planner, copy = two
    planner.priorities.edit(planner.plan.priorities[0].id, title="Mine")
    joined = planner.merging.take(copy)
    (conflict,) = joined.conflicts
    assert planner.merging.words(conflict) == "Mine: title"
    assert (conflict.kept, conflict.lost) == ('"Mine"', '"Theirs"') and copy.exists()


def test_what_one_side_deleted_and_the_other_worked_on_is_told_as_kept(
    two: tuple[Planner, Path],
) -> None:
    planner, copy = two
    there = planner_in(copy.parent)
    own = planner.plan.priorities[0].id
    there.trash.put(own)
    planner.priorities.edit(own, why="more than ever")
    joined = planner.merging.take(copy)
    assert [(r.did, r.kind) for r in joined.records] == [
        ("kept", "priority"),
        ("added", "evidence"),
    ]
    assert joined.put_away is None, "only a conflict copy is put away"


def test_the_side_of_a_value_is_known(two: tuple[Planner, Path]) -> None:
    planner, copy = two
    planner.priorities.edit(planner.plan.priorities[0].id, title="Mine")
    (conflict,) = planner.merging.look(copy).conflicts
    assert planner.merging.is_here(conflict) and conflict.kept == '"Mine"'
    turned = planner.merging.look(copy, turned={conflict.place}).conflicts
    assert not planner.merging.is_here(turned[0])
    other = planner_in(copy.parent)
    (seen,) = other.merging.look(planner.places.plan).conflicts
    assert not other.merging.is_here(seen)


def test_a_person_can_let_the_earlier_value_count(two: tuple[Planner, Path]) -> None:
    planner, copy = two
    planner.priorities.edit(planner.plan.priorities[0].id, title="Mine")
    (conflict,) = planner.merging.look(copy).open_conflicts
    turned = {conflict.place}
    (looked,) = planner.merging.look(copy, turned=turned).conflicts
    joined = planner.merging.take(copy, turned=turned)
    assert joined.conflicts == [looked] and looked.kept == '"Theirs"'
    assert planner.plan.priorities[0].title == "Theirs"
    planner.undo()
    assert planner.plan.priorities[0].title == "Mine"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing"), ('""', "nothing"), ("null", "nothing"), ('"a\\nb"', "a\nb"),
        ('["x","y"]', "x, y"), ("2.5", "2.5"), ("false", "false"), ('[{"a":1}]', '[{"a":1}]'),
    ],
)  # fmt: skip
def test_a_value_is_told_as_a_person_reads_it(text: str, said: str) -> None:
    assert say_value(text) == said


def test_a_copy_named_after_its_machine_is_one_when_that_machine_wrote_it(
    two: tuple[Planner, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    planner, copy = two
    folder = planner.places.plan.parent
    away, here = folder / "plan-Anns-MacBook.json", folder / "plan-ANYWHERE.json"
    nodename(monkeypatch, "Anns-MacBook.local")
    shutil.copytree(copy.parent, folder.parent / "third")
    third = planner_in(folder.parent / "third")
    third.evidence.add("Seen on a third")
    nodename(monkeypatch, "anywhere")
    for path in (away, here, folder / "plan-work.json"):
        shutil.copy(third.places.plan, path)
    assert planner.merging.copies() == [here, away]
    assert [(due.kind, due.title) for due in pressing(planner) if due.kind == "copy"] == [
        ("copy", here.name), ("copy", away.name),
    ]  # fmt: skip
    planner.merging.take(away)
    assert planner.merging.copies() == [here] and not away.exists()


def nodename(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Have this machine called otherwise."""
    kept = os.uname()
    named = os.uname_result((kept.sysname, name, kept.release, kept.version, kept.machine))
    monkeypatch.setattr(os, "uname", lambda: named)


def test_without_a_base_nothing_is_taken_for_removed(two: tuple[Planner, Path]) -> None:
    planner, copy = two
    for backup in planner.store.backups():
        backup.path.unlink()
    joined = planner.merging.look(copy)
    assert joined.base == "" and joined.counts == {"added": 1}


def test_what_only_the_copy_changed_is_no_conflict_though_there_is_no_backup(
    tmp_path: Path,
) -> None:
    """The plan as it is here is what the copy came from, and the other way round."""
    first = planner_in(tmp_path / "first")
    priority = first.priorities.add("Own pricing")
    second = planner_in(tmp_path / "second")
    shutil.copytree(first.places.plan.parent, second.places.plan.parent, dirs_exist_ok=True)
    for folder in (tmp_path / "first", tmp_path / "second"):
        for backup in folder.rglob("plan-*.json"):
            backup.unlink()
    second.priorities.edit(priority.id, title="Theirs")
    second.priorities.edit(priority.id, why="because")
    joined = first.merging.look(second.places.plan)
    assert (joined.base, joined.conflicts) == ("the plan as it is here", [])
    assert joined.counts == {"changed": 1}
    back = second.merging.look(first.places.plan)
    assert (back.base, back.count) == ("the plan as it is there", 0)


def test_a_plan_edited_by_hand_is_not_what_a_copy_came_from(tmp_path: Path) -> None:
    first = planner_in(tmp_path / "first")
    priority = first.priorities.add("Own pricing")
    shutil.copytree(tmp_path / "first", tmp_path / "second")
    second = planner_in(tmp_path / "second")
    second.priorities.edit(priority.id, why="theirs")
    text = first.places.plan.read_text()
    first.places.plan.write_text(text.replace("Own pricing", "Own prices"))
    joined = planner_in(tmp_path / "first").merging.look(second.places.plan)
    assert joined.base != "the plan as it is here"


def test_where_no_earlier_state_is_known_nobody_is_said_to_have_changed_it(
    two: tuple[Planner, Path],
) -> None:
    planner, copy = two
    (known,) = planner.plan.priorities
    for backup in planner.store.backups():
        backup.path.unlink()
    joined = planner.merging.look(copy)
    assert {(c.id, c.both) for c in joined.conflicts} == {(known.id, False)}


def test_what_was_exported_is_led_to_the_import(two: tuple[Planner, Path], tmp_path: Path) -> None:
    planner, _ = two
    out = tmp_path / "my plan.json"
    out.write_bytes(plan_json(planner.plan))
    with pytest.raises(BadInput, match="export json") as caught:
        planner.merging.take(out)
    assert caught.value.mend == f"Take it in: pmgoals import json '{out}'"


def test_a_base_that_is_newer_than_a_copy_is_none(two: tuple[Planner, Path]) -> None:
    planner, copy = two
    planner.evidence.add("would be taken for removed")
    with pytest.raises(BadInput, match="newer than one"):
        planner.merging.take(copy, planner.places.plan)
    base = planner.store.backups()[0]
    assert planner.merging.look(copy, base.path).base == base.path.name


def test_a_file_that_is_no_plan_changes_nothing(two: tuple[Planner, Path], tmp_path: Path) -> None:
    planner, _ = two
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}")
    before = planner.plan.generation
    for path in (wrong, tmp_path / "missing.json", tmp_path):
        with pytest.raises(BadInput):
            planner.merging.take(path)
    assert planner.plan.generation == before


def test_git_merges_with_it(two: tuple[Planner, Path], tmp_path: Path) -> None:
    planner, copy = two
    base = planner.store.backups()[0].path
    ours = tmp_path / "ours.json"
    shutil.copy(planner.places.plan, ours)
    assert merge_files(base, ours, copy) == []
    side = side_of(ours.read_bytes())
    assert len(side.tables["evidence"]) == 2
    assert side.head.generation > planner.plan.generation
    planner.priorities.edit(planner.plan.priorities[0].id, title="Mine")
    shutil.copy(planner.places.plan, ours)
    (conflict,) = merge_files(base, ours, copy)
    assert (conflict.field, conflict.kept) == ("title", '"Mine"')


def test_both_sides_of_a_file_with_gits_markers_are_plans(two: tuple[Planner, Path]) -> None:
    planner, copy = two
    ours = planner.places.plan.read_bytes().splitlines(keepends=True)
    theirs = copy.read_bytes().splitlines(keepends=True)
    marked = b"".join(
        [b"<<<<<<< HEAD\n", *ours, b"||||||| base\n", b"x\n", b"=======\n", *theirs, b">>>>>>> b\n"]
    )
    found = sides_in(marked)
    assert found is not None
    one, two_ = (side_of(data) for data in found)
    assert len(one.tables["evidence"]) == len(two_.tables["evidence"]) == 1
    assert sides_in(planner.places.plan.read_bytes()) is None
