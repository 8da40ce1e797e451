"""Check-ins, journal, evidence, reflection and reviews by command line."""

import sys

import pytest


def test_a_check_in_keeps_what_it_says_and_a_second_adds(pm, goal):
    first = pm("checkin", "onboarding", "64", "--confidence", "7/10", "--note", "two calls")
    again = pm("checkin", "onboarding", "--blocker", "depend", "--next", "ask data")
    assert first.id == again.id
    found = pm("goal", "show", goal, "--json").json["checkins"]
    assert [(c["confidence"], c["note"], c["blocker"], c["next_action"]) for c in found] == [
        (7, "two calls", "dependency", "ask data")
    ]
    assert [m["readings"][-1]["value"] for m in pm("measure", "list", "--json").json] == [64.0]


@pytest.mark.parametrize(
    "words",
    [
        ("--confidence", "11"),
        ("--confidence", "high"),
        ("--week", "2026-W60"),
        ("--week", "2027-W01", "--note", "x"),
        ("--blocker", "weather"),
        ("--reading", "nothing"),
        (),
    ],
)
def test_a_check_in_that_cannot_be_read_saves_nothing(pm, goal, words):
    ran = pm("checkin", goal, *words)
    assert (ran.code, ran.out) == (3, "")
    assert pm("goal", "show", goal, "--json").json["checkins"] == []


def test_other_measures_of_the_goal(pm, goal):
    pm("measure", "add", goal, "tickets", "--role", "guardrail", "--high", "0.4")
    assert pm("checkin", goal, "--reading", "tickets=0.5", "--week", "2026-W46").code == 0
    reading = pm("measure", "list", "--json").json[1]["readings"][0]
    assert (reading["value"], reading["on"]) == (0.5, "2026-11-15")
    assert "guardrail, broken" in pm("goal", "show", goal).out


def test_the_journal_is_added_to_and_edited(pm):
    pm("journal", "add", "First.", "--wins", "One")
    pm("journal", "add", "-", "--wins", "Two", "--tag", "calm", stdin=b"Second.\n")
    entry = pm("journal", "show", "--json").json[0]
    assert (entry["text"], entry["answers"]) == ("First.\n\nSecond.", {"wins": "One\nTwo"})
    pm("journal", "edit", "Only this.", "--wins", " ")
    entry = pm("journal", "--json").json[0]
    assert (entry["text"], entry["answers"], entry["tags"]) == ("Only this.", {}, ["calm"])
    pm("journal", "add", "Late.", "--week", "last week")
    assert "written late" in pm("journal", "show", "2026-W46").out
    assert len(pm("journal", "show", "--last", "5", "--json").json) == 2
    assert pm("journal", "add").code == 2
    assert pm("journal", "add", " ", "--week", "2026-W40").code == 3
    assert pm("journal", "show", "2026-W47", "--last", "2").code == 2


def test_evidence(pm, goal):
    pm("win", "Talked sales out of the custom plan", "--competency", "stakeholder", "--goal", goal)
    pm("evidence", "add", "-", "--kind", "killed", "--on", "fri", stdin=b"Ended X\nno pull\n")
    found = pm("evidence", "--json").json
    assert [(e["kind"], e["title"], e["text"]) for e in found] == [
        ("win", "Talked sales out of the custom plan", ""), ("killed", "Ended X", "no pull"),
    ]  # fmt: skip
    assert pm("evidence", "list", "--since", "2026-11-21").out.count("\n") == 1
    assert pm("evidence", "add", "x", "--kind", "luck").code == 3


def test_reflection(pm):
    assert pm("reflect", "role", "Group PM").code == 0
    assert pm("reflect", "what_it", "-", stdin="é\n".encode()).code == 0
    answers = {e["prompt"]: e["answer"] for e in pm("reflect", "--json").json}
    assert (answers["role_aspired"], answers["what_it_takes"]) == ("Group PM", "é")
    assert answers["strengths"] is None
    assert "21 Nov 2026: Group PM" in pm("reflect", "role_aspired").out
    assert pm("reflect", "company", "x").code == 3
    assert pm("reflect", "strengths", " ").code == 3


def test_competencies_and_the_ladder(pm):
    assert (
        pm("competency", "assess", "Managing Up", "9", "4", "--note", "late escalations").code == 0
    )
    assert [s["key"] for s in pm("competency", "gap", "--json").json] == ["managing_up"]
    assert pm("competency", "assess", "managing_up", "11", "4").code == 3
    assert pm("ladder", "set", "--level", "Senior PM", "--aspired", "group").code in (0, 3)
    assert pm("ladder", "set", "--level", "senior_pm", "--aspired", "group").code == 0
    here = {r["key"] for r in pm("ladder", "show", "--json").json if r["present"]}
    assert here == {"senior_pm"}
    assert pm("ladder", "set").code == 2


def test_a_review_shows_proposes_and_closes(pm, goal):
    pm("checkin", goal, "70", "--confidence", "6")
    shown = pm("review", "quarter", "Q4 2026", "--json", "--decide", "onboarding=drop").json
    assert (shown["period"], shown["closed"]) == ("FY26 Q4", False)
    case = shown["cases"][0]
    assert (case["proposed"], case["grade"], case["decision"]) == (1.0, 1.0, "drop")
    assert pm("review", "show", "--json").json == []
    ran = pm("review", "quarter", "--close", "--grade", "onboarding=0.6", "--decide",
             f"{goal}=defer", "--cause", "onboarding=focus", "--note", "onboarding=late = slow",
             "--learned", "Begin earlier")  # fmt: skip
    review = pm("review", "show", "--json").json[0]
    assert (review["id"], review["answers"]) == (ran.id, {"learned": "Begin earlier"})
    verdict = review["verdicts"][0]
    assert (verdict["grade"], verdict["decision"], verdict["cause"]) == (0.6, "defer", "focus")
    assert verdict["note"] == "late = slow"
    assert "Begin earlier" in pm("review", "show", "Q4").out
    assert pm("review", "quarter", "Q4", "--close").code == 3


@pytest.mark.parametrize(
    "words",
    [
        ("--grade", "onboarding=1.5", "--close"),
        ("--grade", "onboarding"),
        ("--decide", "onboarding=hope"),
        ("--cause", "onboarding=weather"),
        ("Q9",),
    ],
)
def test_a_review_with_a_wrong_word_closes_nothing(pm, goal, words):
    assert pm("review", "quarter", *words).code == 3
    assert pm("review", "show", "--json").json == []


def test_the_editor_writes_long_text_in_a_private_file(pm, home, monkeypatch, tmp_path):
    from pmgoals.cli.session import Session

    monkeypatch.setattr(Session, "interactive", property(lambda self: True))
    script = tmp_path / "editor.py"
    script.write_text(
        "import os, sys, pathlib\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "pathlib.Path(os.environ['SEEN']).write_text(f'{path} {path.stat().st_mode & 0o777:o}')\n"
        "path.write_text(path.read_text() + 'written there\\n')\n"
    )
    monkeypatch.setenv("SEEN", str(tmp_path / "seen"))
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    assert pm("journal", "add").code == 0
    assert pm("journal", "edit").code == 0
    assert pm("journal", "--json").json[0]["text"] == "written therewritten there"
    path, mode = (tmp_path / "seen").read_text().split()
    assert mode == "600"
    assert path.startswith(str(home / "state"))
    assert not list(home.rglob("edit-*"))
    monkeypatch.setenv("EDITOR", "false")
    assert pm("journal", "edit").code == 3
    monkeypatch.setenv("EDITOR", "/nonsense/editor")
    assert pm("journal", "edit").code == 3
    monkeypatch.delenv("EDITOR")
    assert "No editor" in pm("journal", "edit").err
    assert not list(home.rglob("edit-*"))


def test_a_text_that_cannot_be_saved_stays_in_its_file(pm, home, monkeypatch, tmp_path):
    from pmgoals.cli.session import Session

    monkeypatch.setattr(Session, "interactive", property(lambda self: True))
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\necho "an hour of words" >> "$1"\nexit $CODE\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.setenv("CODE", "3")
    ran = pm("journal", "edit")
    assert ran.code == 3
    (path,) = home.rglob("edit-*.md")
    assert str(path) in ran.err.replace("\n", "") and path.read_text() == "an hour of words\n"
    assert path.stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("CODE", "0")
    assert "waits in" in pm("journal", "edit").err
    assert pm("journal", "--json").json[0]["text"] == "an hour of words"
    assert list(home.rglob("edit-*.md")) == [path]  # it is the person's to take or to remove


def test_what_is_added_while_an_entry_is_edited_is_kept(pm, monkeypatch, tmp_path):
    from pmgoals.cli.session import Session

    monkeypatch.setattr(Session, "interactive", property(lambda self: True))
    pm("journal", "add", "First")
    script = tmp_path / "editor"
    run = f"{sys.executable} -m pmgoals journal add Meanwhile"
    script.write_text(f'#!/bin/sh\necho "Edited" > "$1"\n{run}\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    assert pm("journal", "edit").code == 0
    assert pm("journal", "--json").json[0]["text"] == "Edited\n\nMeanwhile"


def test_a_week_still_to_come_is_refused_before_an_editor_opens(pm, monkeypatch):
    from pmgoals.cli.session import Session

    monkeypatch.setattr(Session, "interactive", property(lambda self: True))
    monkeypatch.setenv("EDITOR", "/nonsense/editor")
    ran = pm("journal", "edit", "--week", "2030-W10")
    assert ran.code == 3 and "still to come" in ran.err
