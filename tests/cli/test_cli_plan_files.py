"""The plan out, in, and joined by command line."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def two(pm, home, goal):
    """A plan with a goal, and a copy of it in which something was done."""
    pm("backup")
    there = home.parent / "there"
    shutil.copytree(home, there)
    plan = there / "plan.json"
    assert pm("--plan", str(plan), "win", "Seen there").code == 0
    assert pm("win", "Seen here").code == 0
    return plan


def test_a_plan_goes_out_and_comes_in_to_the_byte(pm, goal, tmp_path):
    pm("win", "=1+1")
    file, again = tmp_path / "plan-out.json", tmp_path / "again.json"
    assert pm("export", "json", "-o", str(file)).code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert pm("export", "json", "-o", str(file)).code == 3  # it is there already
    other = ("--plan", str(tmp_path / "other.json"))
    told = pm("import", "json", str(file), "--dry-run", *other)
    assert "Would take in" in told.err and pm("goal", "list", "--json", *other).json == []
    assert pm("import", "json", str(file), *other).code == 0
    assert pm("export", "json", "-o", str(again), *other).code == 0
    assert again.read_bytes() == file.read_bytes() == pm("export", "json").out.encode()
    refused = pm("import", "json", str(file), *other)
    assert refused.code == 3 and "all of it already" in refused.err
    assert pm("undo", *other).code == 0 and pm("goal", "list", "--json", *other).json == []


def test_what_the_plan_holds_otherwise_is_told_when_nothing_is_new(pm, goal, tmp_path):
    file = tmp_path / "out.json"
    assert pm("export", "json", "-o", str(file)).code == 0
    assert pm("goal", "edit", goal, "--why", "Teams give up").code == 0
    refused = pm("import", "json", str(file))
    assert refused.code == 3 and "holds all of it" not in refused.err
    assert "the plan holds otherwise" in refused.err and "--replace" in refused.err
    looked = pm("import", "json", str(file), "--replace", "--dry-run")
    assert "the plan holds otherwise would be replaced" in looked.err
    assert "just so" not in looked.err
    assert pm("import", "json", str(file), "--replace").code == 0
    assert pm("goal", "show", goal, "--json").json["why"] == ""


def test_why_an_exported_plan_is_not_sound_is_said_in_words(pm, goal, tmp_path):
    exported = json.loads(pm("export", "json").out)
    exported["tables"]["goals"][0]["created"] = "yesterday"
    file = tmp_path / "bent.json"
    file.write_text(json.dumps(exported))
    told = pm("import", "json", str(file))
    assert told.code == 3 and "“created” is no day with its time" in told.err
    assert "RFC3339" not in told.err and "$" not in told.err


def test_a_table_opens_as_it_is_kept(pm, goal):
    pm("win", "=1+1", "--on", "2026-11-01")
    assert "goals" in pm("export", "csv").out
    rows = list(csv.DictReader(io.StringIO(pm("export", "csv", "evidence").out)))
    assert [(row["title"], row["on"]) for row in rows] == [("'=1+1", "2026-11-01")]
    assert pm("export", "csv", "moods").code == 3


def test_copies_beside_the_plan_are_joined(pm, home, two):
    name = "plan.sync-conflict-20261120-101010-ABCDEFG.json"
    shutil.copy(two, home / name)
    looked = pm("merge", "--dry-run")
    assert "Would join it: 1 added" in looked.out and (home / name).exists()
    assert "    added evidence: Seen there\n" in looked.out
    joined = pm("merge")
    assert joined.code == 0 and "both came from plan-" in joined.out
    assert {e["title"] for e in pm("evidence", "--json").json} == {"Seen here", "Seen there"}
    assert not (home / name).exists() and pm("merge").code == 1
    assert pm("undo").code == 0
    assert [e["title"] for e in pm("evidence", "--json").json] == ["Seen here"]


def test_what_both_changed_is_told(pm, goal, two):
    pm("goal", "edit", goal, "--title", "Ours")
    pm("--plan", str(two), "goal", "edit", goal, "--title", "Theirs")
    joined = pm("merge", str(two))
    assert "both changed Theirs: title" in joined.out
    assert "counts: Theirs" in joined.out and "not:    Ours" in joined.out


def test_gits_driver_takes_no_other_option(pm, two, tmp_path):
    copies = [shutil.copy(two, tmp_path / f"{name}.json") for name in "abc"]
    before = [Path(copy).read_bytes() for copy in copies]
    for option in (["--dry-run"], ["--base", str(two)]):
        assert pm("merge", "--git", *map(str, copies), *option).code == 2
    assert [Path(copy).read_bytes() for copy in copies] == before


def test_at_a_terminal_a_person_chooses_what_both_changed(pm, goal, two, monkeypatch):
    from pmgoals.cli.session import Session

    monkeypatch.setattr(Session, "interactive", property(lambda self: True))
    pm("goal", "edit", goal, "--title", "Ours")
    pm("--plan", str(two), "goal", "edit", goal, "--title", "Theirs")
    for answers, title in (
        (b"", "Ours"),
        (b"x\n2\n", "Ours"),
        (b"1\n", "Theirs"),
        (b"a\n", "Theirs"),
    ):
        joined = pm("merge", str(two), stdin=answers)
        assert "1 of 1: " in joined.err and "2  Ours" in joined.err
        assert joined.code == (0 if answers else 3)
        assert ("Nothing was joined" in joined.err) is not bool(answers)
        assert pm("goal", "show", goal, "--json").json["title"] == title
        if answers:
            pm("undo")
        assert pm("goal", "show", goal, "--json").json["title"] == "Ours"
    assert two.exists()


def test_many_records_of_a_copy_are_named_up_to_a_number(pm, goal, two, home):
    for number in range(24):
        assert pm("--plan", str(two), "win", f"Win {number}").code == 0
    out = pm("merge", str(two), "--dry-run").out
    assert "Would join it: 25 added" in out and out.count("added evidence: ") == 20
    assert "    and 5 more\n" in out


def test_where_it_is_not_known_who_changed_it_the_later_change_counts(pm, goal, two, home):
    for folder in (home, two.parent):
        for backup in folder.rglob("plan-*.json"):
            backup.unlink()
    pm("--plan", str(two), "goal", "edit", goal, "--title", "Theirs")
    out = pm("merge", str(two), "--dry-run").out
    assert "what both came from is not known" in out and "both changed" not in out
    assert "  differs: " in out
    assert "nothing says which is older, so the later change counts" in out


def test_an_exported_plan_is_led_to_its_verb(pm, goal, tmp_path):
    file = tmp_path / "out.json"
    pm("export", "json", "-o", str(file))
    ran = pm("merge", str(file))
    assert ran.code == 3 and f"pmgoals import json {file}" in ran.err


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
def test_git_joins_two_branches_of_a_plan(pm, home, goal, tmp_path):
    repo = tmp_path / "repo"
    repo.mkdir()
    plan = repo / "plan.json"
    shutil.copy(home / "plan.json", plan)
    env = os.environ | {
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b",
    }  # fmt: skip

    def git(*words):
        subprocess.run(["git", *words], cwd=repo, env=env, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("config", "merge.pmgoals.driver", f"{sys.executable} -m pmgoals merge --git %O %A %B")
    (repo / ".gitattributes").write_text("plan.json merge=pmgoals\n")
    git("add", ".")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "other")
    pm("--plan", str(plan), "win", "On the other branch")
    git("commit", "-qam", "two")
    git("checkout", "-q", "main")
    pm("--plan", str(plan), "win", "On main")
    git("commit", "-qam", "three")
    git("merge", "-q", "other", "-m", "both")
    kept = pm("--plan", str(plan), "evidence", "--json").json
    assert {e["title"] for e in kept} == {"On main", "On the other branch"}


@pytest.mark.parametrize("words", [("merge", "missing.json"), ("merge", "--git", "a")])
def test_what_is_no_plan_is_named(pm, goal, words):
    ran = pm(*words)
    assert ran.code == 3 and ran.err


def test_a_faulty_export_is_refused(pm, goal, tmp_path):
    file = tmp_path / "x.json"
    file.write_text(json.dumps({"pmgoals": 1, "tables": {"goals": [{"id": "nothing"}]}}))
    before = pm("export", "json").out
    assert pm("import", "json", str(file)).code == 3
    assert pm("export", "json").out == before


# ---- Markdown pages ----


def test_the_plan_becomes_a_folder_of_pages(pm, rich, tmp_path):
    folder = tmp_path / "pages"
    said = pm("export", "md", "-o", str(folder))
    assert (said.code, said.out.strip()) == (0, str(folder / "index.md"))
    assert len(list((folder / "goals").glob("*.md"))) == len(pm("goal", "--json", "--all").json)
    again = pm("export", "md", "-o", str(folder))
    assert "Wrote 0 pages" in again.err
    pm("delete", rich)
    assert "Removed 1 page of an earlier export." in pm("export", "md", "-o", str(folder)).err
    (folder / "index.md").write_text("mine")
    refused = pm("export", "md", "-o", str(folder))
    assert refused.code == 3 and (folder / "index.md").read_text() == "mine"
    assert pm("export", "md", "-o", str(folder), "--force").code == 0


def test_pages_need_a_folder_of_their_own_and_a_plan(pm, home, goal, tmp_path):
    assert pm("export", "md").code == 2
    assert pm("export", "md", "-o", "").code == 3
    assert pm("export", "md", "-o", str(home / "plan.json")).code == 3
    assert pm("export", "md", "-o", str(home / "state")).code == 3
    empty = ("--plan", str(tmp_path / "empty.json"))
    assert pm("export", "md", "-o", str(tmp_path / "pages"), *empty).code == 1
    assert not (tmp_path / "pages").exists()
