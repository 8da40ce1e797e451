"""`pmgoals doctor` and `trash purge` at the command line."""

from __future__ import annotations

import json

import pytest

from pmgoals.cli.session import Session


def test_a_sound_plan_says_so_and_exits_0(pm, goal):
    ran = pm("doctor")
    assert ran.code == 0 and ran.out.startswith("All is sound: ")
    assert pm("doctor", "--json").json == []
    assert pm("doctor", "--fix").code == 0


def test_what_is_found_is_told_and_mended(pm, goal, home):
    plan = home / "plan.json"
    plan.chmod(0o644)
    ran = pm("doctor")
    assert ran.code == 1 and "Others on this machine may read plan.json" in ran.out
    assert "doctor --fix" in ran.err
    (trouble,) = json.loads(pm("doctor", "--json").out)
    assert (trouble["area"], trouble["can_be_mended"]) == ("files", True)
    assert pm("doctor", "--fix").code == 0 and plan.stat().st_mode & 0o777 == 0o600
    plan.chmod(0o644)
    fixed = pm("doctor", "--fix", "--json").json
    assert len(fixed["mended"]) == 1 and fixed["left"] == fixed["refused"] == []


def test_a_damaged_plan_is_saved_to_a_new_file(pm, goal, home, tmp_path):
    plan, to = home / "plan.json", tmp_path / "new.json"
    pm("win", "Seen")
    whole = plan.read_bytes()
    broken = whole[: whole.rindex(b'"Seen"') + 3]
    plan.write_bytes(broken)
    ran = pm("doctor")
    assert ran.code == 1 and "--salvage" in ran.out and "restore" in ran.out
    saved = pm("doctor", "--salvage", str(to))
    assert saved.code == 0 and saved.out == f"{to}\n" and "1 could not be read" in saved.err
    assert plan.read_bytes() == broken
    assert pm("--plan", str(to), "doctor").code == 0
    assert pm("--plan", str(to), "goal", "list", "--json").json[0]["id"] == goal
    assert pm("doctor", "--salvage", str(to)).code == 3
    assert pm("doctor", "--salvage", str(to), "--fix").code == 2


def test_a_purge_asks_and_can_be_undone(pm, goal, monkeypatch):
    assert pm("trash", "purge").code == 0
    pm("delete", goal)
    ran = pm("trash", "purge", "onboarding")
    assert ran.code == 2 and "--yes" in ran.err and len(pm("trash", "list", "--json").json) == 1
    monkeypatch.setattr(Session, "interactive", property(lambda self: True))
    for answer in (b"", b"\n", b"n\n"):
        kept = pm("trash", "purge", stdin=answer)
        assert "Nothing was removed" in kept.err and len(pm("trash", "list", "--json").json) == 1
    assert pm("trash", "purge", "--older", "30").err.startswith("Nothing to remove")
    gone = pm("trash", "purge", stdin=b"y\n")
    assert "Removed 1 goal" in gone.err and pm("trash", "list", "--json").json == []
    assert pm("undo").code == 0 and len(pm("trash", "list", "--json").json) == 1


@pytest.mark.parametrize("words", [("nothing",), ("--older", "many"), ("--older", "-1")])
def test_a_purge_of_nothing_known_is_refused(pm, goal, words):
    pm("delete", goal)
    assert pm("trash", "purge", "--yes", *words).code in (1, 2, 3)
    assert len(pm("trash", "list", "--json").json) == 1


def test_a_backup_brought_back_says_what_of_it_can_be_undone(pm, home):
    pm("win", "One")
    name = pm("backup").id
    pm("win", "Two")
    sound = pm("restore", name)
    assert "gone on for 1 write since" in sound.err and "undo` takes it back" in sound.err
    assert pm("undo").code == 0 and len(pm("evidence", "list", "--json").json) == 2
    (home / "plan.json").write_bytes(b"{")
    damaged = pm("restore", name)
    assert "takes it back" not in damaged.err and "undo begins anew" in damaged.err
    assert pm("undo").code == 1


def test_undo_goes_back_to_before_a_step(pm):
    pm("win", "One")
    number = json.loads(pm("history", "--json").out)[0]["generation"]
    pm("win", "Two")
    pm("win", "Three")
    assert pm("undo", "--to", "99").code == 1
    ran = pm("undo", "--to", str(number + 1))
    assert ran.code == 0 and ran.err.count("Undid: ") == 2
    assert [e["title"] for e in pm("evidence", "list", "--json").json] == ["One"]
    assert pm("undo", "--to", str(number + 1)).code == 1
    pm("redo")
    assert len(pm("evidence", "list", "--json").json) == 2
