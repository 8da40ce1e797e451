"""Goals, measures, milestones and themes by command line."""

import pytest


def test_a_goal_that_cannot_be_committed_is_kept_as_a_draft(pm):
    ran = pm("goal", "add", "Get", "better", "at", "speaking", "--why", "to be heard")
    assert (ran.code, ran.out) == (3, "")
    assert "M1" in ran.err
    assert "T1" in ran.err
    draft = ran.err.split("kept as draft ")[1].split(";")[0]
    assert [due["id"] for due in pm("today", "--json").json["due"]] == [draft]
    done = pm("goal", "add", "--draft", draft[:6], "--metric", "talks", "--from", "0", "--to", "1",
              "--by", "Q2 2027")  # fmt: skip
    shown = pm("goal", "show", done.id, "--json").json
    assert (shown["title"], shown["why"]) == ("Get better at speaking", "to be heard")
    assert all(due["kind"] != "draft" for due in pm("today", "--json").json["due"])
    assert pm("goal", "add", "--draft", "dzzzzz").code == 1


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--by", "someday"),
        ("--to", "many"),
        ("--hours", "900"),
        ("--kind", "odd"),
        ("--keep", "M3"),
    ],
)
def test_a_value_that_cannot_be_read_commits_nothing(pm, option, value):
    words = ["goal", "add", "X", "--metric", "n", "--from", "1", "--to", "2", "--by", "Q4"]
    ran = pm(*words, option, value)
    assert (ran.code, ran.out) == (3, "")
    assert pm("goal", "list", "--json").json == []


def test_every_option_of_goal_add(pm):
    pm("theme", "add", "Mid-market")
    pm("priority", "add", "Own onboarding")
    ran = pm(
        "goal", "add", "-", "--metric", "completion", "--from", "62 %", "--to", "78 %",
        "--what-counts", "a project in 7 days", "--source", "dashboard", "--role", "leading",
        "--guardrail", "tickets=0.2..0.4", "--guardrail", "load", "--by", "30 Sep 2027",
        "--start", "1 Dec 2026", "--review-on", "1 Mar 2027", "--hours", "3", "--next", "call",
        "--method", "okr", "--kind", "strategic", "--stretch", "--theme", "mid", "--priority",
        "own", "--competency", "data", "--why", "w", "--problem", "p", "--people", "q",
        "--resources", "r", "--promised-elsewhere", "e", "--must-ship-first", "m",
        "--shared-system", "s", "--obstacle", "o", "--ethics", "fair", "--if", "fri", "--then",
        "check", "--privacy", "manager", "--keep", "m7=one is enough",
        stdin=b"Raise completion\n",
    )  # fmt: skip
    goal = pm("goal", "show", ran.id, "--json").json
    expected = {
        "title": "Raise completion", "method": "okr", "kind": "strategic", "privacy": "manager",
        "commitment": "aspirational", "start": "2026-12-01", "review_on": "2027-03-01",
        "hours_week": 3.0, "competency": "fluency_with_data", "obstacle": "o", "ethics": "fair",
        "next_action": "call", "overrides": [{"rule": "M7", "reason": "one is enough"}],
    }  # fmt: skip
    assert {key: goal[key] for key in expected} == expected
    assert [m["name"] for m in goal["measures"]] == ["completion", "tickets", "load"]
    assert goal["measures"][1]["high"] == 0.4
    assert goal["if_then"][0]["cue"] == "fri"
    assert goal["theme"] and goal["priority"]


def test_a_later_deadline_needs_a_reason_and_goes_to_the_ledger(pm, goal):
    ran = pm("goal", "edit", goal, "--by", "31 Dec 2027")
    assert ran.code == 3
    assert pm("goal", "edit", goal, "--by", "31 Dec 2027", "--reason", "team change").code == 0
    entry = pm("goal", "ledger", goal, "--json").json[0]
    assert (entry["field"], entry["eased"], entry["reason"]) == ("due", True, "team change")
    assert "31 Dec 2027 (first 30 Sep 2027)" in pm("goal", "show", goal).out
    assert pm("goal", "edit", goal).code == 2
    assert pm("goal", "edit", goal, "--stretch", "aspirational", "--next", "call").code == 3
    assert pm("goal", "edit", goal, "--stretch", "aspirational", "--reason", "new team").code == 0
    assert pm("goal", "edit", goal, "--next", "call").code == 0


def test_a_guardrail_leaves_the_sentence_its_own_measure(pm):
    line = "Raise activation from 20% to 30% by 30 Sep 2027"
    assert pm("goal", "add", line, "--guardrail", "tickets=0.4", "--why", "x").code == 0
    measures = pm("goal", "show", "activation", "--json").json["measures"]
    assert [(m["name"], m["role"], m["target"]) for m in measures] == [
        ("activation", "lagging", 30), ("tickets", "guardrail", 0.4),
    ]  # fmt: skip


def test_close_pause_reopen(pm, goal):
    assert pm("goal", "pause", "onboarding", "--reason", "leave").code == 0
    assert pm("goal", "pause", "onboarding").code == 3
    assert pm("goal", "reopen", "onboarding").code == 0
    assert pm("goal", "close", "onboarding", "--grade", "1.4").code == 3
    assert pm("goal", "close", "onboarding", "--grade", "80 %", "--note", "fine").code == 0
    assert pm("goal", "list", "--json").json == []
    closed = pm("goal", "list", "--state", "closed", "--json").json
    assert [(g["grade"], g["decision"]) for g in closed] == [(0.8, "close")]
    assert len(pm("goal", "list", "--all", "--json").json) == 1
    for noun in ("measure", "milestone"):
        assert pm(noun, "list", "--json").json == []
        assert pm(noun, "list", "--all", "--json").json == pm(noun, "list", "onb", "--json").json


def test_readings_are_kept_in_the_unit_of_the_measure(pm, goal):
    assert pm("measure", "read", "onboarding", "64 %", "--on", "yesterday").code == 0
    ran = pm("measure", "read", "onboarding", "3 days")
    assert (ran.code, ran.out) == (3, "")
    assert pm("checkin", "onboarding", "3 days").code == 3
    assert pm("measure", "read", "onboarding", "-3").code == 0
    measure = pm("measure", "list", "--json").json[0]
    assert [reading["value"] for reading in measure["readings"]][-2:] == [64.0, -3.0]
    assert pm("measure", "read", measure["id"][:5], "65").code == 0
    assert pm("measure", "edit", goal, "--to", "70").code == 3
    assert pm("measure", "edit", goal, "--to", "70 %", "--reason", "new funnel").code == 0
    added = pm("measure", "add", goal, "day-7", "return", "--from", "20", "--to", "30 %")
    assert [m["unit"] for m in pm("measure", "list", goal, "--json").json] == ["%", "%"]
    assert added.id


def test_a_goal_is_broken_down_and_its_targets_laid(pm, goal):
    for own_id in [m["id"] for m in pm("milestone", "list", goal, "--json").json]:
        pm("delete", own_id)
    shown = pm("milestone", "propose", goal, "--curve", "late", "--stakeholders")
    assert "Nothing was added yet" in shown.err and "Stakeholders agree" in shown.out
    assert pm("milestone", "list", goal, "--json").json == []
    added = pm("milestone", "propose", goal, "--curve", "late", "--add").out.split()
    kept = pm("milestone", "list", goal, "--json").json
    assert [m["id"] for m in kept] == added
    assert pm("milestone", "propose", goal).code == 1
    assert pm("milestone", "shape", goal, "--curve", "early").code == 0
    assert pm("milestone", "list", goal, "--json").json[0]["target"] > kept[0]["target"]
    for wrong in ("propose", "shape"):
        refused = pm("milestone", wrong, goal, "--curve", "steep")
        assert refused.code == 3 and "Use even, early, late, s." in refused.err


def test_a_move_says_what_it_does_and_a_later_one_needs_a_reason(pm, goal):
    first = pm("milestone", "add", goal, "Guide", "--by", "27 Nov").id
    then = pm("milestone", "add", goal, "Pilot", "--by", "4 Dec").id
    pm("milestone", "depends", then, first)
    day = ("--today", "2026-11-24")
    tried = pm("milestone", "move", first, "10 Dec", "--dry-run", *day)
    assert "“Pilot”, 4 Dec 2026, would be due before what it needs." in tried.err
    refused = pm("milestone", "move", first, "10 Dec", *day)
    assert refused.code == 3 and "13 days later; that needs a reason" in refused.err
    moved = pm("milestone", "move", first, "10 Dec", "--reason", "no room", "--along", *day)
    assert moved.code == 0 and "“Pilot” moves along, to 17 Dec 2026." in moved.err
    dues = {m["title"]: m["due"] for m in pm("milestone", "list", goal, "--json").json}
    assert (dues["Guide"], dues["Pilot"]) == ("2026-12-10", "2026-12-17")
    for dry in ((), ("--dry-run",)):
        early = pm("milestone", "move", first, "1 Jan 2020", *dry, *day)
        assert early.code == 3 and "starts, on" in early.err
    back = pm("milestone", "move", first, "--quarters", "-1", "--dry-run", "--today", "2027-06-01")
    assert back.code == 3 or "would be late at once" in back.err
    assert pm("milestone", "move", first, "--quarters", "1.5", *day).code == 3
    for dry in ((), ("--dry-run",)):  # it said "0 days earlier"
        stays = pm("milestone", "move", first, "--quarters", "0", *dry, *day)
        assert stays.err == "“Guide” is due on Thu 10 Dec 2026 already.\n"
    late = pm("milestone", "depends", first, then)
    assert late.code == 3 and "would wait for itself" in late.err
    assert pm("milestone", "depends", first, first).code == 3


def test_a_long_title_among_several_matches_is_cut_with_a_mark(pm, goal):
    for words in ("Readout " + "long " * 40, "Readout"):
        pm("milestone", "add", goal, words, "--by", "27 Nov")
    lines = pm("milestone", "done", "readou").err.splitlines()
    assert any(line.endswith("…") and len(line) < 120 for line in lines)
    assert "nothing was changed" not in pm("goal", "show", "no such goal").err


def test_milestones(pm, goal):
    guide = pm("milestone", "add", goal, "Guide", "agreed", "--by", "27 Nov").id
    assert pm("milestone", "move", guide, "4", "Dec").code == 0
    assert pm("milestone", "move", guide, "--quarters", "1").code == 0
    assert pm("milestone", "move", guide).code == 2
    listed = {m["title"]: m for m in pm("milestone", "list", goal, "--json").json}
    assert listed["Guide agreed"]["due"] == "2027-03-12"
    assert pm("milestone", "depends", "Build", "Guide").code == 0
    assert pm("milestone", "depends", "Guide", "Build").code == 3
    assert pm("milestone", "done", "Guide", "--on", "tomorrow").code == 3
    assert pm("milestone", "done", "Guide").code == 0
    assert len(pm("milestone", "list", "--open", "--json").json) == 4
    assert pm("milestone", "done", "Guide", "--open").code == 0
    assert pm("milestone", "add", goal, "Undated").code == 2


def test_a_goal_is_told_in_its_own_words_and_beside_them_how_it_is_read(pm):
    ran = pm("goal", "add", "Ship 4 memos by end of March 2027", "--no-theme", "x")
    assert (
        "Committed “Ship 4 memos by 31 Mar 2027”.\nRead as: memos to 4 by 31 Mar 2027.\n" in ran.err
    )
    assert pm("goal", "show", ran.id).out.startswith(
        "Ship 4 memos\nRead as: memos to 4 by 31 Mar 2027\n"
    )


def test_the_day_that_was_said_wins_over_the_templates_everywhere(pm):
    of = (
        "goal",
        "add",
        "--template",
        "setup_completion",
        "--blank",
        "target=45",
        "--no-theme",
        "x",
    )
    ran = pm(*of, "--by", "30 Jun 2027")
    assert ran.code == 0 and "by 30 Jun 2027”." in ran.err and "31 Mar 2027”" not in ran.err
    shown = pm("goal", "show", ran.id, "--json").json
    assert shown["due"] == "2027-06-30" and "31 Mar" not in shown["title"]
    for by in ("in 6 months", "Q2 2027"):
        ran = pm(*of, "--by", by)
        assert ran.code == 0 and pm("goal", "show", ran.id).out.count("\nRead as") == 0


def test_the_sentence_is_read_and_what_was_read_is_said(pm):
    ran = pm("goal", "add", "Cut lead time from 12 to 6 days by 30 Jun 2027", "--why", "slow")
    assert ran.code == 0
    assert "Committed “Cut lead time from 12 to 6 days by 30 Jun 2027”." in ran.err
    assert "Read as" not in ran.err  # it says nothing else
    shown = pm("goal", "show", "lead time", "--json").json
    assert shown["title"] == "Cut lead time from 12 to 6 days"
    assert shown["measures"][0]["target"] == 6 and shown["due"] == "2027-06-30"


def test_options_win_over_the_sentence(pm):
    pm("goal", "add", "Cut lead time from 12 to 6 days by Q2", "--to", "5", "--by", "31 May 2027")
    shown = pm("goal", "show", "lead time", "--json").json
    assert (shown["measures"][0]["target"], shown["due"]) == (5, "2027-05-31")


def test_a_goal_above_and_the_day_a_learning_goal_turns(pm, goal):
    low = pm("goal", "add", "Find three ways to read an experiment by Q2", "--parent", "onboarding",
             "--method", "learning", "--turns-on", "30 Apr 2027").id  # fmt: skip
    shown = pm("goal", "show", low, "--json").json
    assert (shown["parent"], shown["turns_on"]) == (goal, "2027-04-30")


def test_what_does_not_hold_together_is_said(pm, goal):
    pm("goal", "add", "Cut onboarding completion from 62 % to 50 % by 30 Sep 2027")
    found = pm("align", "--json").json["findings"]
    conflict = next(f for f in found if f["check"] == "conflict")
    assert "pull against each other" in conflict["message"] and conflict["where"]
    assert "P4" in [f["rule"] for f in found]
    assert "lowers onboarding completion" in " ".join(pm("align").out.split())
    pm("notdoing", "add", "The conference season")
    assert "P4" not in [f["rule"] for f in pm("align", "--json").json["findings"]]


def test_themes_and_alignment(pm, goal):
    theme = pm("theme", "add", "Mid-market", "--kind", "personal", "--weight", "2").id
    assert [gap["id"] for gap in pm("align", "--json").json["gaps"]] == [theme]
    assert pm("link", "onboarding", "mid").code == 0
    assert pm("align", "--json").json["themes"][0]["goals"][0]["id"] == goal
    assert pm("link", "onboarding", "--none", "for joy").code == 0
    assert pm("align", "--json").json["apart"][0]["reason"] == "for joy"
    assert pm("link", "onboarding").code == 2
    assert pm("theme", "add", "Y", "--weight", "0").code == 3


def test_the_plan_by_quarter(pm, goal):
    found = pm("plan", "--json").json
    names = [quarter["name"] for quarter in found["quarters"]]
    assert names == ["FY26 Q1", "FY26 Q2", "FY26 Q3", "FY26 Q4", "FY27 Q1", "FY27 Q2", "FY27 Q3"]
    assert [q["name"] for q in found["quarters"] if q["present"]] == ["FY26 Q4"]
    assert found["quarters"][-1]["goals_due"][0]["id"] == goal
    assert "Analyse and plan" in pm("plan").out


def test_priorities_are_ranked_by_name(pm):
    for title in ("First", "Second", "Third"):
        pm("priority", "add", title)
    pm("priority", "rank", "Third", "First")
    ranked = [p["title"] for p in pm("priority", "list", "--json").json]
    assert ranked == ["Third", "First", "Second"]
    pm("notdoing", "Internal", "tools")
    pm("notdoing", "add", "Conference talks")
    assert len(pm("notdoing", "list", "--json").json) == 2
    assert "Internal tools" in pm("notdoing").out


def test_a_draft_is_listed_and_thrown_away(pm):
    """A draft could once only be committed, never be thrown away."""
    assert "No draft waits" in pm("draft", "list").err
    pm("goal", "add", "Own pricing end to end")
    pm("goal", "add", "Learn to price")
    listed = pm("draft", "list", "--json").json
    assert {draft["title"] for draft in listed} == {"Own pricing end to end", "Learn to price"}
    assert "Own pricing" in pm("draft", "list").out
    assert pm("draft", "delete", "zzz").code == 1
    assert pm("draft", "delete", "pric").code != 0  # both
    ran = pm("draft", "delete", "own pricing")
    assert ran.code == 0 and "“Own pricing end to end”" in ran.err
    assert [draft["title"] for draft in pm("draft", "list", "--json").json] == ["Learn to price"]
    assert pm("draft", "delete", listed[0]["id"][:6]).code == 0
