"""The command line with an encrypted plan: every verb that writes leaves nothing plain."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile

import pytest
import sealed
from goal_words import GOAL

from pmgoals.cli.main import build
from pmgoals.cli.session import Session
from pmgoals.cli.verbs import VERBS
from pmgoals.paths import Paths
from pmgoals.storage.places import Places
from pmgoals.storage.sealing import is_sealed

MARK = "zzmark"
"""Stands in every text that is typed; a byte search must never find it."""

ELSEWHERE = {"serve",
    "export ics", "export json", "export csv", "export md", "evidence packet", "lock", "unlock",
    "encrypt", "decrypt", "passphrase", "config set", "config path", "completion", "demo",
}  # fmt: skip
"""Verbs that do not read and yet write nothing private beside the plan."""


@pytest.fixture(autouse=True)
def run_dir(tmp_path, monkeypatch):
    """A login session's folder, and a temporary folder that can be searched."""
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    (tmp_path / "temporary").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def places(home):
    return Places(Paths(home / "plan.json", home, home / "state", home).plan, home / "state")


@pytest.fixture
def command(home):
    """Set `passphrase_command` to one that prints a passphrase."""

    def set_to(phrase: str) -> None:
        home.mkdir(exist_ok=True)
        (home / "config.toml").write_text(f"passphrase_command = \"printf '{phrase}\\\\nrest'\"\n")

    return set_to


@pytest.fixture
def unlocked(pm, places, run_dir):
    """An encrypted plan that this session holds the key of."""
    from pmgoals.storage import session_key

    pm("learn", "seed")
    pm("undo")
    sealed.encrypt(places)
    session_key.save(run_dir, places.session_name, sealed.key()[0])
    return places


def journey(pm, home, tmp_path, monkeypatch) -> set[str]:
    """Go through every verb that writes; return the verbs."""
    done = set()

    def go(*words, verb="", **kw):
        ran = pm(*words, **kw)
        assert ran.code == 0, (words, ran.err)
        done.add(verb or next(v for v in (" ".join(words[:2]), words[0]) if v in VERBS))
        return ran.out.strip()

    m = MARK
    theme = go("theme", "add", f"{m} theme", "--why", f"{m} why")
    go("theme", "edit", theme, "--why", f"{m} another why")
    go("priority", "add", f"{m} first", "--why", m)
    go("priority", "add", f"{m} second")
    go("priority", "rank", f"{m} second", f"{m} first")
    go("notdoing", "add", f"{m} not")
    go("reflect", "strengths", f"{m} strength")
    goal = go(*GOAL, "--why", m)
    go("link", goal, theme)
    go("goal", "edit", goal, "--why", f"{m} anew")
    go("goal", "ifthen", goal, "--if", f"{m} cue", "--then", f"{m} response")
    go("goal", "pause", goal, "--reason", m)
    go("goal", "reopen", goal, "--reason", m)
    measure = go("measure", "add", goal, f"{m} measure", "--from", "1", "--to", "9")
    go("measure", "edit", measure, "--name", f"{m} renamed")
    go("measure", "read", measure, "4", "--note", m)
    csv = tmp_path / "readings.csv"
    csv.write_text("date,value\n2026-11-02,2\n")
    go("measure", "import", measure, str(csv))
    with (home / "config.toml").open("a") as stream:
        stream.write(f'[metrics]\n"{measure}" = "echo 5"\n')
    go("measure", "refresh")
    go("milestone", "add", goal, f"{m} step", "--by", "27 Nov 2026", "--deliverable", m)
    go("milestone", "depends", f"{m} step", "Build and test")
    go("milestone", "move", f"{m} step", "30 Nov 2026", "--reason", m)
    go("milestone", "done", f"{m} step")
    go("milestone", "shape", goal, "--curve", "early", "--reason", m)
    go("checkin", goal, "64", "--confidence", "7", "--note", m, "--next", m)
    go("journal", "add", f"{m} week", "--wins", m)
    go("journal", "edit", f"{m} week anew")
    go("reserve", "2026-W44")
    learned = go("learn", f"{m} book", "45m", "--takeaway", m)
    go("learn", "-", stdin=f"{m} from stdin".encode())
    go("learn", "use", learned, f"{m} used")
    item = go("reading", "add", f"{m} article", "--why", m)
    go("reading", "edit", item, "--why", f"{m} more")
    go("reading", "start", item)
    go("reading", "done", item, "30m", "--takeaway", m)
    go("win", f"{m} win", "--more", m)
    evidence = go("evidence", "add", f"{m} evidence")
    go("evidence", "edit", evidence, "--more", f"{m} more")
    signal = go("signal", "add", "person", f"{m} person", "--text", m)
    go("signal", "edit", signal, "--text", f"{m} more")
    go("competency", "assess", "fluency_with_data", "8", "4", "--note", m)
    go("ladder", "set", "--level", "pm")
    ladder = tmp_path / "ladder.csv"
    ladder.write_text(f"level,competency,expectation\nSenior PM,Craft,{m} ships\n")
    go("ladder", "import", str(ladder), "--name", m)
    go("ladder", "reset")
    go("share", goal, "manager")
    go("review", "quarter", "Q3 2026", "--close", "--learned", m)
    rows = tmp_path / "rows.csv"
    rows.write_text("title,on\nA talk,2026-11-02\n")
    go("import", "csv", str(rows), "--as", "learning")
    out = json.dumps({"entries": [{"title": m, "body": m, "date": "2026-11-02", "time": "10:00"}]})
    go("import", "jrnl", "-", stdin=out.encode())
    task = {"description": f"{m} task", "status": "completed", "end": "20261102T100000Z"}
    task |= {"uuid": "a1b2c3d4-0000-0000-0000-000000000000", "entry": "20261101T100000Z"}
    go("import", "taskwarrior", "-", stdin=json.dumps([task]).encode())
    issues = (
        f"Issue key,Summary,Status,Due date,Resolved\nA-1,{m} issue,Done,2026-11-02,2026-11-02\n"
    )
    go("import", "issues", "-", "--as", "evidence", stdin=issues.encode())
    go("delete", evidence)
    go("trash", "restore", evidence)
    go("undo")
    go("redo")
    assert pm("goal", "add", f"{m} drafted only").code == 3  # it is kept as a draft
    go("draft", "delete", f"{m} drafted only")
    go("delete", go("win", f"{m} to be purged"))
    go("trash", "purge", f"{m} to be purged", "--yes")
    go("backup")
    go("goal", "close", goal, "--grade", "0.7", "--note", m, "--drop")
    whole = pm("export", "json").out
    go("restore", "latest")
    go("import", "json", "-", stdin=whole.encode())
    copy = home / "plan (1).json"
    copy.write_bytes((home / "plan.json").read_bytes())
    go("learn", f"{m} here alone")
    go("merge")
    monkeypatch.setattr(Session, "interactive", property(lambda self: True))
    script = tmp_path / "editor"
    script.write_text(f'#!/bin/sh\necho "{m[:2]}""{m[2:]} edited" >> "$1"\nexit $CODE\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.setenv("CODE", "0")
    assert pm("journal", "edit").code == 0
    monkeypatch.setenv("CODE", "3")
    assert pm("journal", "edit").code == 3
    return done


def test_every_verb_that_writes_leaves_nothing_plain(
    pm, home, unlocked, tmp_path, monkeypatch, run_dir
):
    done = journey(pm, home, tmp_path, monkeypatch)
    writing = {v for v in VERBS if "--json" not in build(v)[0]._option_string_actions} - ELSEWHERE
    assert writing - done == set()
    for folder in (home, tmp_path / "temporary", run_dir):
        assert sealed.marks_in(folder, MARK, "onboarding") == [], folder
    for path in (*home.rglob("*"), *run_dir.rglob("*"), home):
        about = path.stat()
        if path.name != "config.toml":  # written by this test
            assert about.st_mode & 0o077 == 0, path
    assert is_sealed((home / "plan.json").read_bytes())
    assert MARK in pm("search" if "search" in VERBS else "history").out
    (left,) = home.rglob("edit-*")
    assert pm("decrypt", "--print", str(left)).out.endswith(f"{MARK} edited\n")
    before = pm("export", "json").out
    assert pm("decrypt").code == 0
    assert pm("export", "json").out == before
    assert sealed.marks_in(home, MARK)
    assert not list(home.rglob("*.key")) and not list(run_dir.rglob("*.key"))


def test_a_journey_over_a_plain_plan_leaves_private_files(pm, home, tmp_path, monkeypatch, run_dir):
    home.mkdir(mode=0o700)
    journey(pm, home, tmp_path, monkeypatch)
    for path in (*home.rglob("*"), home):
        if path.name not in ("config.toml", "plan (1).json"):  # written by this test
            assert path.stat().st_mode & 0o077 == 0, path


# ---- the verbs ----


def test_there_and_back_with_a_command(pm, home, command, places):
    pm("learn", f"{MARK} one")
    command(sealed.PHRASE)
    ran = pm("encrypt")
    assert ran.code == 0 and ran.out.startswith("AGE-SECRET-KEY-1") and ran.out.count("\n") == 1
    assert sealed.marks_in(home, MARK) == []
    assert sealed.PHRASE not in ran.out + ran.err
    assert f"{MARK} one" in pm("learn", "list").out
    where = pm("where", "--json").json
    assert (where["encrypted"], where["plain"], where["key"]) == (True, 0, str(places.key))
    assert "yes" in pm("where").out
    again = pm("encrypt")
    assert (again.code, again.out) == (0, "") and "already" in again.err
    assert pm("decrypt").code == 0
    assert pm("where", "--json").json["encrypted"] is False
    assert sealed.marks_in(home, MARK)
    assert pm("decrypt").code == pm("unlock").code == pm("passphrase").code == 1


def test_a_wrong_passphrase_says_so_and_changes_nothing(pm, home, command, unlocked, run_dir):
    assert pm("learn", "one").code == 0
    assert pm("lock").code == 0
    command("not the passphrase")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    for words in (("learn", "two"), ("today",), ("decrypt",), ("passphrase",), ("unlock",)):
        ran = pm(*words)
        assert (ran.code, ran.out) == (4, ""), words
        assert "is not the passphrase" in ran.err and "recovery key" in ran.err
        assert "not the passphrase\\n" not in ran.err
    assert before == {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("false", "ended with code 1"),
        ("printf ''", "printed no passphrase"),
        ("/nowhere/at/all", "no program"),
        ("printf '\\\\377'", "printed no passphrase"),
    ],
)
def test_a_command_that_fails_is_told(pm, home, unlocked, line, said):
    pm("lock")
    (home / "config.toml").write_text(f'passphrase_command = "{line}"\n')
    ran = pm("today")
    assert ran.code == 4 and said in ran.err and "passphrase_command" in ran.err


def test_without_a_terminal_or_a_command_it_is_refused(real, unlocked, pm):
    pm("lock")
    ran = real("today")
    if ran.code != 4:
        pytest.skip("this process has a terminal that would be asked")
    assert "pmgoals unlock" in ran.err
    assert "Traceback" not in ran.err


def test_what_stands_in_prompts_never_asks(unlocked, pm):
    pm("lock")
    child = spawned([sys.executable, "-m", "pmgoals", "due"], {})
    child.expect("is locked")
    child.wait()
    assert child.exitstatus == 4 and "recovery key:" not in child.before


def test_a_session_is_unlocked_and_locked(pm, unlocked, run_dir, command):
    assert pm("lock").err == "Locked.\n"
    assert "not unlocked" in pm("lock").err
    command(sealed.PHRASE)
    assert pm("unlock").code == 0
    command("another one by now")
    assert pm("today").code == 0
    assert "unlocked" in pm("where").out
    pm("lock")
    assert pm("today").code == 4


def test_unlock_is_refused_where_nothing_goes_with_the_session(pm, unlocked, monkeypatch, run_dir):
    run_dir.chmod(0o755)
    assert "not private" in pm("unlock").err
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    ran = pm("unlock")
    assert ran.code == 3 and "XDG_RUNTIME_DIR" in ran.err


def test_the_passphrase_is_changed_and_only_the_key_is_written_anew(pm, home, unlocked, command):
    pm("learn", "one")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    command("a second one, longer")
    assert pm("passphrase", "--from-command").code == 0
    now = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    changed = {path.name for path in now if now[path] != before.get(path)}
    assert changed == {"plan.key", "config.toml"}
    pm("lock")
    assert pm("learn", "list").code == 0
    command(sealed.PHRASE)
    assert pm("learn", "list").code == 4


def test_a_short_passphrase_is_refused(pm, home, command):
    command("short")
    ran = pm("encrypt")
    assert ran.code == 3 and "8 letters" in ran.err
    assert not list(home.rglob("*.key"))


def test_a_lost_key_is_told_and_written_anew(pm, unlocked, command):
    pm("learn", "one")
    pm("lock")
    unlocked.key.unlink()
    command(sealed.PHRASE)
    ran = pm("learn", "list")
    assert ran.code == 0 and str(unlocked.key) in ran.err and str(unlocked.key_copy) in ran.err
    assert pm("passphrase", "--from-command").code == 0
    assert unlocked.key.exists()
    unlocked.key.unlink()
    unlocked.key_copy.unlink()
    ran = pm("learn", "list")
    assert ran.code == 4
    for part in (str(unlocked.key), str(unlocked.key_copy), "recovery key"):
        assert part in ran.err


def test_git_merges_encrypted_plans(pm, home, unlocked, tmp_path):
    pm("learn", "common")
    base, theirs = tmp_path / "base", tmp_path / "theirs"
    shutil.copy(home / "plan.json", base)
    pm("learn", "theirs")
    shutil.copy(home / "plan.json", theirs)
    pm("undo")
    pm("learn", "ours")
    ours = tmp_path / "ours"
    shutil.copy(home / "plan.json", ours)
    assert pm("merge", "--git", str(base), str(ours), str(theirs)).code == 0
    assert is_sealed(ours.read_bytes())
    shutil.copy(ours, home / "plan.json")
    titles = {entry["title"] for entry in pm("learn", "list", "--json").json}
    assert titles == {"common", "ours", "theirs"}


def test_the_editors_file_is_plain_only_in_the_sessions_folder(
    pm, home, unlocked, monkeypatch, tmp_path, run_dir
):
    monkeypatch.setattr(Session, "interactive", property(lambda self: True))
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nstat -c "%n %a" "$1" > "$SEEN"\necho words >> "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("SEEN", str(tmp_path / "seen"))
    monkeypatch.setenv("EDITOR", str(script))
    assert pm("journal", "edit").code == 0
    path, mode = (tmp_path / "seen").read_text().split()
    assert path.startswith(str(run_dir)) and mode == "600"
    assert not list(run_dir.rglob("edit-*")) and not list(home.rglob("edit-*"))


# ---- the terminal, and the standard tool ----


def spawned(words, env):
    pexpect = pytest.importorskip("pexpect")
    program, *rest = words
    return pexpect.spawn(program, rest, env=os.environ | env, encoding="utf-8", timeout=60)


def test_a_person_is_asked_at_the_terminal_and_stdin_stays_data(home, pm, unlocked, tmp_path):
    pm("lock")
    words = tmp_path / "words"
    words.write_text("from standard input")
    line = f"{sys.executable} -m pmgoals learn - < {words}"
    child = spawned(["sh", "-c", line], {})
    child.expect("Passphrase or recovery key: ")
    child.sendline("a wrong one")
    child.expect("That is not the passphrase")
    child.sendline(sealed.key()[0])
    child.expect("Logged")
    child.wait()
    assert "AGE-SECRET" not in child.before
    child = spawned([sys.executable, "-m", "pmgoals", "learn", "list"], {})
    child.expect("recovery key: ")
    child.sendline(sealed.PHRASE)
    child.expect("from standard input")


def test_a_new_passphrase_is_typed_twice(home, pm):
    pm("learn", f"{MARK} one")
    child = spawned([sys.executable, "-m", "pmgoals", "encrypt"], {})
    for first, second in (("one passphrase", "another passphrase"), ("the very same",) * 2):
        child.expect("New passphrase: ")
        child.sendline(first)
        child.expect("again: ")
        child.sendline(second)
    child.expect("AGE-SECRET-KEY-1")
    child.expect("Encrypted")
    child.wait()
    assert sealed.marks_in(home, MARK) == []


@pytest.mark.skipif(shutil.which("age") is None, reason="the standard tool age is not installed")
def test_the_standard_tool_opens_the_plan_without_pmgoals(home, pm, unlocked):
    pm("learn", f"{MARK} one")
    child = spawned(["age", "-d", "-i", str(home / "plan.key"), str(home / "plan.json")], {})
    child.expect("passphrase")
    child.sendline(sealed.PHRASE)
    child.expect(f"{MARK} one")
    key = home.parent / "recovery"
    key.write_text(sealed.key()[0] + "\n")
    done = subprocess.run(
        ["age", "-d", "-i", str(key), str(home / "plan.json")], capture_output=True, check=True
    )
    assert json.loads(done.stdout)["learning"]


def test_what_is_saved_of_a_damaged_plan_is_sealed_and_has_its_key(pm, unlocked, home, tmp_path):
    from pmgoals.storage.sealing import PlanSeal

    pm("win", f"{MARK} kept")
    seal = PlanSeal(unlocked, sealed.by_key)
    plain = seal.open((home / "plan.json").read_bytes())
    (home / "plan.json").write_bytes(seal.close(plain[:-3]))
    to = tmp_path / "apart" / "saved.json"
    assert pm("doctor").code == 1
    assert pm("doctor", "--salvage", str(to)).code == 0
    assert sealed.marks_in(tmp_path / "apart", MARK) == [] and to.with_suffix(".key").exists()
    (home / "plan.json").write_bytes(seal.close(plain))
    assert pm("doctor").code == 0
    (home / "plan.json").write_bytes(b"age-encryption.org/v1\nbroken")
    refused = pm("doctor", "--salvage", str(tmp_path / "other.json"))
    assert refused.code == 3 and "restore" in refused.err


def test_a_plan_written_elsewhere_is_sealed_too(unlocked, home):
    from pmgoals.clock import Clock
    from pmgoals.paths import find_paths
    from pmgoals.services.planner import Planner

    planner = Planner(find_paths({"PMGOALS_HOME": str(home)}), Clock())  # the session has the key
    planner.evidence.add(f"{MARK} seen")
    assert planner.plan.evidence
    unlocked.real.unlink()
    path = planner.backups.rescue()
    assert sealed.marks_in(home, MARK) == [] and path.with_suffix(".key").exists()


def test_the_app_asks_once_before_it_starts(pm, unlocked):
    pm("lock")
    words, env = [sys.executable, "-m", "pmgoals"], {"TERM": "xterm-256color"}
    child = spawned(words, env)
    child.setwinsize(40, 120)
    child.expect("recovery key: ")
    child.sendline(sealed.key()[0])
    assert child.expect(["Write the first goal", "Momentum"]) in (0, 1)
    child.send("q")
    child.expect(pytest.importorskip("pexpect").EOF)
    child.wait()
    assert child.exitstatus == 0
    child = spawned(words, env)
    child.expect("recovery key: ")
    child.sendeof()
    child.expect("No passphrase was given")
    child.wait()
    assert child.exitstatus == 4
