"""The whole way by command line, and the ways it can be cut off."""

import os
import shlex

import pytest


def test_the_loop_from_reflection_to_the_way_back(pm):
    pm("reflect", "strengths", "Turning vague asks into first steps")
    pm("priority", "add", "Own onboarding", "--why", "New teams give up")
    ran = pm("goal", "add", "Raise onboarding completion", "--metric", "onboarding completion",
             "--from", "62", "--to", "78", "--by", "30 Sep 2027", "--priority", "own")  # fmt: skip
    goal = ran.id
    assert "Thu 30 Sep 2027" in ran.err
    assert "M3" in ran.err
    shown = pm("goal", "show", "onboarding", "--json").json
    assert shown["id"] == goal
    assert (shown["due"], shown["priority"] is not None) == ("2027-09-30", True)
    assert [m["baseline"] for m in shown["measures"]] == [62.0]
    assert len(shown["milestones"]) == 4
    pm("checkin", "onboarding", "64", "--confidence", "7", "--note", "two admins called")
    pm("learn", "Read Inspired", "45m", "--goal", goal)
    today = pm("today", "--json").json
    assert (today["date"], today["week"], today["quarter"]) == ("2026-11-21", "2026-W47", "FY26 Q4")
    assert today["goals"][0]["confidence"] == 7
    assert today["learning"] == {"minutes_this_week": 45, "target": 90}
    assert {"weeks_done", "weeks", "reserve_left"} <= set(today["momentum"])
    text = pm("today").out
    assert "Raise onboarding completion" in text
    assert "21 Nov 2026" in text
    assert "logged learning" in pm("undo").err
    assert pm("today", "--json").json["learning"]["minutes_this_week"] == 0
    assert "logged learning" in pm("redo").err
    pm("delete", "Raise onboarding")
    assert pm("goal", "list", "--json").json == []
    assert [item["kind"] for item in pm("trash", "list", "--json").json] == ["goal"]
    pm("trash", "restore", "Raise onboarding")
    assert pm("goal", "show", goal, "--json").json["measures"]


def test_backup_and_restore(pm):
    pm("learn", "one")
    name = pm("backup").id
    pm("learn", "two")
    assert name in [entry["name"] for entry in pm("restore", "--json").json]
    assert pm("restore", name).code == 0
    assert [entry["title"] for entry in pm("learn", "list", "--json").json] == ["one"]
    pm("undo")
    assert len(pm("learn", "list", "--json").json) == 2
    assert pm("restore", "nothing").code == 1
    assert pm("restore", "plan-").code in (0, 3)


def test_nothing_to_back_up(pm):
    ran = pm("backup")
    assert (ran.code, ran.out) == (1, "")


@pytest.mark.parametrize("damage", [b"", b"{", b"\0" * 99, b"[]", b'{"goals": {}}'])
def test_a_damaged_plan_exits_4_naming_file_and_way_back(pm, home, damage):
    pm("learn", "one")
    name = pm("backup").id
    (home / "plan.json").write_bytes(damage)
    for words in (("today",), ("learn", "two"), ("goal", "list"), ("undo",)):
        ran = pm(*words)
        assert (ran.code, ran.out) == (4, "")
        assert str(home / "plan.json") in ran.err
        assert f"pmgoals restore {name}" in ran.err
    assert (home / "plan.json").read_bytes() == damage
    assert pm("restore", name).code == 0
    assert len(pm("learn", "list", "--json").json) == 1


@pytest.mark.parametrize("by_option", [True, False])
def test_the_way_back_names_a_plan_that_was_named(pm, tmp_path, monkeypatch, by_option):
    """The command that was told brought back a backup of the usual plan."""
    path = tmp_path / "other plan.json"
    named = ("--plan", str(path)) if by_option else ()
    if not by_option:
        monkeypatch.setenv("PMGOALS_PLAN", str(path))
    pm("learn", "one", *named)
    pm("backup", *named)
    path.write_bytes(b"{")
    said = pm("today", *named).err
    command = said[said.index("pmgoals restore") :].partition("`")[0]
    assert command.endswith(f"--plan '{path}'")
    monkeypatch.delenv("PMGOALS_PLAN", raising=False)
    assert pm(*shlex.split(command)[1:]).code == 0
    assert len(pm("learn", "list", "--json", "--plan", str(path)).json) == 1


def test_a_damaged_backup_is_refused(pm, home):
    pm("learn", "one")
    name = pm("backup").id
    path = next(home.rglob(name))
    path.write_bytes(b"{")
    ran = pm("restore", name)
    assert ran.code == 4
    assert name in ran.err
    assert len(pm("learn", "list", "--json").json) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_exits_5(pm, home):
    pm("learn", "one")
    home.chmod(0o500)
    try:
        ran = pm("learn", "two")
        assert (ran.code, ran.out) == (5, "")
        assert len(pm("learn", "list", "--json").json) == 1
    finally:
        home.chmod(0o700)


def test_a_state_folder_that_cannot_be_made_exits_5(pm, home):
    home.mkdir()
    (home / "state").write_text("in the way")
    ran = pm("learn", "x")
    assert (ran.code, ran.out) == (5, "")
    assert not (home / "plan.json").exists()


def test_an_ambiguous_name_lists_its_matches_and_changes_nothing(pm):
    first, second = pm("win", "Pricing test").id, pm("win", "Pricing page").id
    ran = pm("delete", "pricing")
    assert (ran.code, ran.out) == (3, "")
    assert "Pricing test" in ran.err
    assert "Pricing page" in ran.err
    assert first[:4] in ran.err
    assert second[:4] in ran.err
    assert len(pm("evidence", "--json").json) == 2
    assert pm("delete", "Pricing test").code == 0
    assert pm("delete", "--", "--nothing").code == 1
    assert [e["id"] for e in pm("evidence", "list", "--json").json] == [second]


def test_the_journey_in_processes_of_their_own(real, goal):
    assert real("learn", "Read Inspired", "45m").id.startswith("l")
    assert real("checkin", "onboarding", "64", "--confidence", "7").id.startswith("c")
    assert "Raise onboarding completion" in real("today").out
    assert real("undo").code == 0
    assert real("goal", "show", "nothing").code == 1
    assert real("lern").code == 2
    assert real("learn", " ").code == 3
