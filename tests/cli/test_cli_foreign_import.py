"""What other programs keep, taken in by command line."""

from __future__ import annotations

import json
import time

import pytest
from foreign_samples import FOLDER

JIRA, LINEAR = str(FOLDER / "jira.csv"), str(FOLDER / "linear.csv")
JRNL, TASKS = str(FOLDER / "jrnl.json"), str(FOLDER / "taskwarrior.json")
LOG = "What;When;Time\nRead Inspired;03.11.2026;45m\nA talk;10.11.2026;1:30\n"
LOG_WORDS = ("--column", "title=What", "--column", "on=When", "--column", "minutes=Time")


GOAL = (
    "goal", "add", "Raise onboarding completion", "--metric", "completion", "--from", "62 %",
    "--to", "78 %", "--by", "30 Sep 2027", "--start", "2026-09-01",
)  # fmt: skip
"""A goal that began before what is in the files."""


@pytest.fixture(autouse=True)
def in_berlin(monkeypatch):
    """The files are those of somebody in Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def goal(pm):
    """The id of that goal."""
    return pm(*GOAL).id


def plan_of(home):
    path = home / "plan.json"
    return path.read_bytes() if path.exists() else b""


def test_a_look_prints_what_would_come_and_changes_nothing(pm, home, goal):
    before = plan_of(home)
    looked = pm("import", "taskwarrior", TASKS, "--dry-run")
    assert looked.code == 0 and plan_of(home) == before
    rows = looked.out.splitlines()
    assert rows[0].split() == ["kind", "day", "title"]
    assert rows[1].split()[:4] == ["new", "milestone", "27", "Nov"]
    assert any(row.startswith("new  milestone, done") and "Ship the checklist" in row
               for row in rows)  # fmt: skip
    assert "11 milestones from Taskwarrior for “Raise onboarding completion”." in looked.err
    assert "Left out line 22, “Build a tour”: it is deleted in Taskwarrior." in looked.err
    assert "undo" not in looked.err


def test_the_goal_of_what_was_there_is_not_said_of_what_is_new(pm, goal):
    tasks = [
        {"uuid": "a", "description": "A guide", "status": "pending", "due": "20261204T100000Z"},
        {"uuid": "b", "description": "Shipped it", "status": "completed",
         "end": "20261110T100000Z"},
    ]  # fmt: skip
    first, both = (json.dumps(each).encode() for each in (tasks[:1], tasks))
    assert pm("import", "taskwarrior", "-", "--goal", goal, stdin=first).code == 0
    taken = pm("import", "taskwarrior", "-", "--as", "evidence", stdin=both)
    assert "Took in 1 piece of evidence from Taskwarrior." in taken.err
    assert pm("evidence", "list", "--json").json[0]["goal"] is None


def test_goals_stand_in_the_table_where_there_are_several(pm, goal):
    pm("goal", "add", "Set a pricing page", "--metric", "pages", "--from", "0", "--to", "1",
       "--by", "30 Sep 2027", "--start", "2026-09-01")  # fmt: skip
    rows = pm("import", "taskwarrior", TASKS, "--dry-run").out.splitlines()
    assert rows[0].split() == ["kind", "day", "title", "goal"]
    assert any("Entscheidung" in row and row.endswith("Set a pricing page") for row in rows)


def test_new_records_are_named_on_stdout_and_the_rest_is_told(pm, home, goal):
    taken = pm("import", "taskwarrior", TASKS)
    assert taken.code == 0 and "`pmgoals undo` takes it back." in taken.err
    kept = pm("milestone", "list", "--json").json
    assert {m["id"] for m in kept if m["origin"]} == set(taken.out.split())
    days = {m["title"]: (m["due"], m["done_on"]) for m in kept}
    assert days["Agree the interview guide"] == ("2026-11-27", None)
    assert days["Count who finishes the import"] == ("2026-10-16", "2026-10-20")
    again = pm("import", "taskwarrior", TASKS)
    assert (again.code, again.out) == (0, "")
    assert "Nothing of it is new" in again.err and "11 are in the plan already." in again.err
    assert pm("undo").code == 0
    assert not any(m["origin"] for m in pm("milestone", "list", "--json").json)


def test_a_journal_comes_in_as_text_and_its_wins_as_evidence(pm, home):
    assert pm("import", "jrnl", JRNL).code == 0
    (week,) = pm("journal", "show", "2026-W39", "--json").json
    assert week["text"].startswith("### 22 Sep 2026 · Standup\n\n### 22 Sep 2026 · Standup\n\nThe")
    assert week["tags"] == ["decision", "win"] and len(week["origins"]) == 3
    assert "Already" not in pm("journal", "show", "2026-W38").out
    assert pm("import", "jrnl", JRNL, "--as", "evidence", "--tag", "@win").code == 0
    assert len(pm("evidence", "--json").json) == 6
    missing = pm("import", "jrnl", JRNL, "--tag", "@none")
    assert missing.code == 1 and "interview, win" in missing.err


def test_issues_of_either_program_come_in(pm, goal):
    assert "18 milestones from Jira" in pm("import", "issues", JIRA, "--goal", "onboarding").err
    told = pm("import", "issues", LINEAR, "--as", "evidence").err
    assert "5 pieces of evidence from Linear" in told
    assert "it is open, and no goal is named for it" in told


def test_a_table_comes_in_by_its_columns(pm):
    said = pm("import", "csv", "-", "--as", "learning", *LOG_WORDS, stdin=LOG.encode())
    assert said.code == 0 and "2 learning activities from a CSV file" in said.err
    log = pm("learn", "list", "--json").json
    assert [(each["title"], each["on"], each["minutes"]) for each in log] == [
        ("A talk", "2026-11-10", 90),
        ("Read Inspired", "2026-11-03", 45),
    ]


def test_columns_that_nothing_is_taken_from_are_told(pm):
    text = b"title,on,Mood,Weather\nA,2026-11-03,fine,rain\n"
    assert (
        "Nothing was taken from “Mood”, “Weather”."
        in pm("import", "csv", "-", "--as", "evidence", stdin=text).err
    )


def test_json_tells_each_thing(pm, goal):
    document = pm("import", "issues", JIRA, "--goal", goal, "--dry-run", "--json").json
    assert document["dry_run"] is True and document["program"] == "Jira"
    first = document["entries"][0]
    assert first["origin"] == "jira:PM-1" and first["state"] == "new" and first["id"] == ""
    taken = pm("import", "issues", JIRA, "--goal", goal, "--json").json
    assert taken["entries"][0]["id"].startswith("m")
    again = pm("import", "issues", JIRA, "--goal", goal, "--json").json
    assert {e["state"] for e in again["entries"]} == {"known", "left"}


def test_a_file_with_faults_changes_nothing_and_names_each(pm, home, goal):
    before = plan_of(home)
    text = b"title,on\n,2026-11-03\nB,never\nC,2026-11-03\n"
    for words in ((), ("--dry-run",)):
        refused = pm("import", "csv", "-", "--as", "evidence", *words, stdin=text)
        assert (refused.code, refused.out) == (3, "")
        assert "has 2 faults; nothing was changed" in refused.err
        assert "  line 2: it has no title\n  line 3: day: “never” is not a date" in refused.err
    assert plan_of(home) == before


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("csv", "-"), 2, "--as"),
        (("csv", "-", "--as", "goals"), 2, "--as"),
        (("csv", "-", "--as", "evidence", "--column", "title"), 2, "FIELD=COLUMN"),
        (("csv", "-", "--as", "evidence", "--column", "a=b", "--column", "a=c"), 2, "twice"),
        (("csv", "-", "--as", "evidence", "--column", "titel=x"), 3, "title, on"),
        (("csv", "no such file", "--as", "evidence"), 3, "cannot be read"),
        (("csv", JIRA, "--as", "milestones", "--column", "title=Summary", "--column",
          "due=Due date", "--goal", "nothing"), 1, "No goal"),
        (("jrnl", JIRA), 3, "nothing that jrnl exported"),
        (("jrnl", JRNL, "--goal", "x"), 2, "no goal"),
        (("taskwarrior", JRNL), 3, "has a fault"),
        (("issues", JRNL, "--goal", "x"), 3, "no export of Jira"),
        (("issues", JIRA), 2, "--goal is missing"),
        (("taskwarrior", "-"), 1, "nothing in the file"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_a_line(pm, home, words, code, told):
    said = pm("import", *words, stdin=b"[]")
    assert (said.code, said.out) == (code, "")
    assert told in said.err and len(said.err.splitlines()) <= 4
    assert plan_of(home) == b""


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe", b"\0" * 100, b"[" * 200_000, b'{"entries": ' * 50_000, b'"' * 999,
     b'[{"uuid": "1", "description": "\\ud800", "status": "pending"}]', b"NaN", b"\x1b[2J,\x07\n",
     b"title,on\n" + b"x" * 3_000_000, b"Issue key,Summary\n" + b"A-1,x\n" * 100_000],
    ids=range(10),
)  # fmt: skip
@pytest.mark.parametrize(
    "words",
    [("csv", "-", "--as", "learning"), ("jrnl", "-"), ("taskwarrior", "-"),
     ("issues", "-", "--as", "evidence")],
    ids=lambda words: words[0],
)  # fmt: skip
def test_hostile_bytes_are_refused_without_a_traceback(pm, home, words, data):
    said = pm("import", *words, stdin=data)
    assert said.code in (1, 3), said.err
    assert "Traceback" not in said.err and "defect" not in said.err
    assert "\x1b" not in said.err and len(said.err.encode()) < 1000
    assert plan_of(home) == b""


def test_escapes_in_a_title_never_reach_the_terminal(pm):
    text = b"title,on\n\x1b[2J\xe2\x80\xaeboom\x07,2026-11-03\n"
    for words in (("--dry-run",), ("--json",), ()):
        said = pm("import", "csv", "-", "--as", "evidence", *words, stdin=text)
        assert said.code == 0
        assert not set("\x1b\x07\u202e") & {*said.out, *said.err}
    assert pm("evidence", "--json").json[0]["title"] == "\x1b[2J\u202eboom\x07"


def test_what_was_taken_in_survives_an_export(pm, goal, tmp_path):
    pm("import", "taskwarrior", TASKS)
    pm("import", "jrnl", JRNL)
    file, other = tmp_path / "out.json", ("--plan", str(tmp_path / "other.json"))
    assert pm("export", "json", "-o", str(file)).code == 0
    assert pm("import", "json", str(file), *other).code == 0
    assert pm("export", "json", *other).out.encode() == file.read_bytes()
    again = pm("import", "taskwarrior", TASKS, *other)
    assert again.code == 0 and "11 are in the plan already." in again.err


def test_a_plan_that_took_in_the_same_keeps_one_of_each(pm, goal, tmp_path):
    """A plan from elsewhere may hold the same task under another id."""
    other = ("--plan", str(tmp_path / "other.json"))
    pm(*GOAL, *other)
    pm("import", "taskwarrior", TASKS, *other)
    pm("import", "taskwarrior", TASKS)
    document = json.loads(pm("export", "json", *other).out)
    del document["tables"]["goals"], document["tables"]["measures"], document["tables"]["readings"]
    kept = [m for m in document["tables"]["milestones"] if "origin" in m]
    document["tables"] = {"milestones": kept}
    said = pm("import", "json", "-", stdin=json.dumps(document).encode())
    assert said.code == 3 and "11 records left out" in said.err
