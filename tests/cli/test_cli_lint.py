"""`pmgoals lint`: what it reads, what it prints, and when it fails."""

import json

import pytest

STRONG = "Raise onboarding completion from 62% to 78% by 30 Sep 2027"
WEAK = "Improve onboarding soon"


def documents(ran):
    return [json.loads(line) for line in ran.out.splitlines()]


def test_a_strong_sentence_passes_and_a_weak_one_fails(pm):
    assert pm("lint", STRONG).code == 0
    ran = pm("lint", WEAK)
    assert ran.code == 1
    assert "needs M1 and T1" in ran.out


def test_the_words_of_a_finding_are_underlined(pm):
    lines = pm("lint", WEAK).out.splitlines()
    assert lines[:2] == [WEAK, "^^^^^^^            ^^^^"]


def test_marks_stand_under_wide_letters(pm):
    lines = pm("lint", "提高 NPS soon").out.splitlines()
    assert lines[1] == " " * 9 + "^^^^"


def test_words_are_one_sentence_and_quoted_texts_are_several(pm):
    assert [d["text"] for d in documents(pm("lint", "Launch", "it", "--json"))] == ["Launch it"]
    found = documents(pm("lint", STRONG, WEAK, "--json"))
    assert [d["text"] for d in found] == [STRONG, WEAK]
    assert [d["smart"]["T"] for d in found] == ["pass", "fail"]


def test_numbers_dates_and_spans_for_programs(pm):
    found = documents(pm("lint", "Launch the app, cut churn from 8.5% to 6% by Q3", "--json"))[0]
    assert (found["baseline"], found["target"], found["unit"]) == (8.5, 6, "%")
    assert (found["deadline"], found["deadline_text"]) == ("2027-09-30", "by Q3")
    assert found["change"] == {"kind": None, "value": None}
    assert 0.0 < found["strength"] <= 1.0
    spans = {f["rule"]: f["span"] for f in found["findings"]}
    start, end = spans["T2"]
    assert found["text"][start:end] == "by Q3"


def test_dates_are_seen_from_the_day_named(pm):
    ran = pm("lint", "Reach NPS 40 by Q1", "--json", "--as-of", "2026-01-15")
    assert documents(ran)[0]["deadline"] == "2026-03-31"
    assert "is Thu 15 Jan 2026" in ran.err


def test_the_fiscal_year_of_the_person_counts(pm):
    pm("config", "set", "fiscal_year_start", "4")
    found = documents(pm("lint", "Reach NPS 40 by FY27 Q1", "--json"))[0]
    assert found["deadline"] == "2026-06-30"


def test_a_file_is_read_line_by_line_and_named(pm, tmp_path):
    goals = tmp_path / "goals.txt"
    goals.write_text(f"{STRONG}\n\n  {WEAK}  \r\n", encoding="utf-8")
    ran = pm("lint", "-f", str(goals))
    assert ran.code == 1
    assert f"{goals}:1\n{STRONG}\n" in ran.out and f"{goals}:3\n{WEAK}\n" in ran.out
    assert len(documents(pm("lint", "--file", str(goals), "--json"))) == 2


def test_json_lines_keep_their_ids(pm):
    lines = json.dumps({"id": "g7", "text": STRONG, "more": 1}) + '\n{"text": ""}\n{broken\n'
    found = documents(pm("lint", "-", "--json", stdin=lines.encode()))
    assert (found[0]["id"], found[0]["text"]) == ("g7", STRONG)
    assert [d["text"] for d in found[1:]] == ["{broken"] and "id" not in found[1]
    for line in (b'{"text": 5}', b'{"goal": "Launch it"}'):
        ran = pm("lint", "-", "--json", stdin=line)
        assert ran.code == 3 and "has no text" in ran.err
    assert pm("lint", "-", stdin=b'{"text": " "}').code == 1
    assert pm("lint", "Launch it", "--as-of", "").code == 3


def test_standard_input_is_read_without_words(pm):
    assert documents(pm("lint", "--json", stdin=STRONG.encode()))[0]["target"] == 78


@pytest.mark.parametrize("data", [b"", b"\n \n"])
def test_nothing_to_read_is_said(pm, data):
    ran = pm("lint", "-", stdin=data)
    assert (ran.code, ran.out) == (1, "")
    assert "no goal text" in ran.err


def test_a_file_that_cannot_be_read_is_named(pm, tmp_path):
    missing = pm("lint", "-f", str(tmp_path / "none.txt"))
    assert missing.code == 3 and "none.txt cannot be read" in missing.err
    (tmp_path / "raw").write_bytes(b"\xff\xfe")
    assert "not UTF-8" in pm("lint", "-f", str(tmp_path / "raw")).err
    assert pm("lint", "-f", str(tmp_path)).code == 3


def test_a_rule_is_explained_with_its_why_and_example(pm):
    ran = pm("lint", "--explain", "t2")
    assert ran.code == 0
    assert "T2  Deadline unclear  (warn)" in ran.out
    assert "why     " in ran.out and "strong  Ship the import by 30 Jun 2027" in ran.out
    assert pm("lint", "--explain", "all").out.count("why     ") > 30
    unknown = pm("lint", "--explain", "X9")
    assert unknown.code == 1 and "no rule X9" in unknown.err


def test_own_levels_count(pm):
    pm("config", "set", "rules.T1", "off")
    pm("config", "set", "rules.S1", "block")
    rules = {f["rule"]: f["severity"] for f in documents(pm("lint", WEAK, "--json"))[0]["findings"]}
    assert "T1" not in rules and rules["S1"] == "block"
    assert "(block)" in pm("lint", "--explain", "S1").out


def test_nothing_of_a_hostile_sentence_reaches_the_terminal_raw(pm):
    text = "Improve \x1b[31m\x9b2J\u202e it soon"
    for words in ((text,), (text, "--json")):
        out = pm("lint", *words).out
        assert "\x1b" not in out and "\x9b" not in out and "\u202e" not in out


def test_it_needs_no_plan(pm, home):
    home.mkdir()
    (home / "plan.json").write_text("{ damaged")
    assert pm("lint", STRONG).code == 0
