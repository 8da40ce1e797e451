"""The ladder, one's own from a file, and the gaps on it, by command line."""

import pytest

from pmgoals import knowledge

OURS = """
name = "Ours"
[[level]]
name = "P1"
scope = "One feature"
[[level]]
name = "P2"
like = "senior_pm"
[[competency]]
name = "Craft"
area = "Work"
[[competency]]
name = "Managing Up"
[[expectation]]
competency = "Craft"
level = "P2"
text = "Ships what was agreed."
step = "working"
"""

TABLE = "Level;Competency;Expectation\nP1;Craft;Helps others ship\nP2;Craft;Ships alone\n"

FAULTY = """
[[level]]
nme = "P1"
[[level]]
name = "P2"
like = "king"
[[expectation]]
competency = "juggling"
level = "P2"
text = "x"
"""


@pytest.fixture
def ours(tmp_path):
    """A ladder file."""
    path = tmp_path / "ours.TOML"
    path.write_text(OURS, encoding="utf-8")
    return str(path)


# ---- showing ----


def test_a_level_shows_what_it_asks_for_by_area(pm):
    ran = pm("ladder", "show", "senior", "product")
    assert ran.code == 0 and ran.err == ""
    asked = knowledge.expectations()["managing_up"]["senior_pm"]
    areas = list(dict.fromkeys(known.area for known in knowledge.competencies()))
    lines = ran.out.splitlines()
    assert [line for line in lines if line in areas] == areas
    assert f"  Managing Up  {asked.step}" in lines and f"    {asked.text}" in lines
    found = pm("ladder", "show", "senior_pm", "--json").json
    assert (found["key"], found["ladder"], len(found["cells"])) == ("senior_pm", "", 16)
    cell = next(c for c in found["cells"] if c["competency"] == "managing_up")
    assert (cell["step"], cell["text"]) == (asked.step, asked.text)
    assert pm("ladder", "show", "emperor").code == 3


# ---- a ladder of one's own ----


def test_a_ladder_from_a_file_is_used_until_it_is_reset(pm, ours):
    pm("competency", "assess", "managing_up", "8", "5")
    pm("competency", "assess", "product_quality", "8", "5")
    pm("ladder", "set", "--level", "pm", "--aspired", "senior_pm")
    ran = pm("ladder", "import", ours)
    assert (ran.code, ran.out) == (0, "")
    assert "“Ours”: 2 levels, 2 competencies, 1 expectation" in ran.err
    assert "Of competencies or levels that are not in it: 1 rating." in ran.err
    assert "your level pm." in ran.err  # the other is like P2
    assert "P2  p2  (aspired)" in pm("ladder").out
    assert pm("ladder").out.startswith("Ours\nP1  p1\n")
    assert {rung["ladder"] for rung in pm("ladder", "--json").json} == {"Ours"}
    pm("ladder", "set", "--level", "P1", "--aspired", "P2")
    cells = pm("ladder", "show", "P2", "--json").json["cells"]
    assert [(c["competency"], c["step"]) for c in cells] == [
        ("craft", "working"), ("managing_up", "practitioner"),
    ]  # fmt: skip
    assert [s["name"] for s in pm("competency", "list", "--json").json] == ["Craft", "Managing Up"]
    ran = pm("ladder", "reset")
    assert ran.code == 0 and "common ladder again" in ran.err and "p1 and p2" in ran.err
    assert len(pm("ladder", "--json").json) == 8
    assert pm("ladder", "reset").code == 3
    pm("undo")
    assert pm("ladder").out.startswith("Ours\n")


def test_a_dry_run_tells_what_the_import_would(pm, ours, home):
    pm("competency", "assess", "product_quality", "8", "5")
    pm("ladder", "set", "--level", "pm")
    before = (home / "plan.json").read_bytes()
    dry = pm("ladder", "import", ours, "--dry-run")
    assert (dry.code, dry.out) == (0, "") and "Nothing was changed" in dry.err
    assert (home / "plan.json").read_bytes() == before
    done = pm("ladder", "import", ours)
    told = dry.err.replace("Would use", "Uses from now on").replace("would not be", "are not")
    assert told == f"{done.err}Nothing was changed.\n"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("-",), TABLE),
        (("-", "--format", "csv"), TABLE.replace(";", "\t")),
        (("-", "--format", "toml"), OURS),
    ],
)
def test_a_ladder_from_standard_input(pm, words, text):
    ran = pm("ladder", "import", *words, stdin=text.encode())
    assert ran.code == 0, ran.err
    assert [rung["name"] for rung in pm("ladder", "--json").json] == ["P1", "P2"]


def test_the_format_said_wins_over_the_ending(pm, tmp_path):
    path = tmp_path / "table.toml"
    path.write_text(TABLE)
    assert pm("ladder", "import", str(path)).code == 3
    assert pm("ladder", "import", str(path), "--format", "csv").code == 0
    assert pm("ladder").out.startswith("A ladder of your own\n")


def test_a_partly_wrong_ladder_changes_nothing_and_names_every_line(pm, ours, tmp_path, home):
    pm("ladder", "import", ours)
    before = (home / "plan.json").read_bytes()
    path = tmp_path / "faulty.toml"
    path.write_text(FAULTY)
    for more in ([], ["--dry-run"]):
        ran = pm("ladder", "import", str(path), *more)
        assert (ran.code, ran.out) == (3, "")
        assert "3 faults; nothing was changed" in ran.err
        assert [line.split(":")[0].strip() for line in ran.err.splitlines()[2:]] == [
            "line 3", "line 6", "line 8",
        ]  # fmt: skip
    ran = pm("ladder", "import", "-", stdin=b"level;expectation\n;a\nP1;b\n;c\n")
    assert "line 2" in ran.err and "line 4" in ran.err and ran.code == 3
    assert (home / "plan.json").read_bytes() == before


def test_a_table_is_given_its_name_beside_it(pm):
    table = TABLE.encode()
    ran = pm("ladder", "import", "-", "--dry-run", stdin=table)
    assert "Would use a ladder of your own (--name gives it a name): 2 levels" in ran.err
    ran = pm("ladder", "import", "-", "--name", "Ours", stdin=table)
    assert "Uses from now on “Ours”: 2 levels" in ran.err
    assert pm("ladder").out.startswith("Ours\n")
    assert pm("ladder", "import", "-", "--name", " ", stdin=table).code == 3


def test_the_help_shows_a_file_that_can_be_taken(pm):
    shown = pm("ladder", "import", "--help").out.partition("For example")[2]
    example = "\n".join(line.strip() for line in shown.splitlines()[1:])
    ran = pm("ladder", "import", "-", "--format", "toml", stdin=example.encode())
    assert ran.code == 0 and ": 1 level, the common competencies, 1 expectation" in ran.err


@pytest.mark.parametrize("option", ["--level", "--aspired"])
def test_an_empty_level_is_bad_input(pm, option):
    ran = pm("ladder", "set", option, "")
    assert ran.code == 3 and "The level is empty." in ran.err and "apm, pm" in ran.err


@pytest.mark.parametrize(
    ("words", "code"),
    [((), 2), (("nowhere.csv",), 3), ((".",), 3), (("x", "--format", "yaml"), 2)],
)
def test_a_ladder_that_cannot_be_read_is_refused(pm, words, code):
    assert pm("ladder", "import", *words).code == code


# ---- gaps ----


def test_a_gap_says_what_is_asked_and_what_closes_it(pm):
    pm("ladder", "set", "--level", "pm")
    pm("competency", "assess", "managing_up", "9", "4")
    found = pm("competency", "gap", "--json").json[0]
    asked = knowledge.expectations()["managing_up"]["senior_pm"]
    assert (found["step"], found["following"], found["gap"]) == ("working", "practitioner", 5)
    assert found["asked"] == {"text": asked.text, "step": asked.step}
    assert len(found["activities"]) == 3
    assert {"competency", "kind", "minutes", "step", "text"} == set(found["activities"][0])
    out = pm("competency", "gap").out
    for text in (asked.text, *(a["text"] for a in found["activities"]),
                 *(t["key"] for t in found["templates"])):  # fmt: skip
        assert text in out
    listed = {s["key"]: s for s in pm("competency", "list", "--json").json}
    assert listed["managing_up"]["step"] == "working"
    assert listed["product_quality"]["step"] is None
    assert "working" in pm("competency", "list").out
    assert pm("competency", "gap", "--count", "0").code == 2


def test_without_ratings_the_gaps_and_the_history_say_how_to_begin(pm):
    for verb in ("gap", "history"):
        ran = pm("competency", verb)
        assert (ran.code, ran.out) == (0, "") and "competency assess" in ran.err
        assert pm("competency", verb, "--json").json == []


def test_one_number_is_the_capability(pm):
    ran = pm("competency", "assess", "managing_up", "5")
    assert ran.code == 2 and "no level tells" in ran.err
    assert pm("competency", "assess", "managing_up", "--note", "x", "9", "5").code == 0
    ran = pm("competency", "assess", "managing_up", "6")
    assert "importance 9 as last time, capability 6, gap 3" in ran.err
    pm("ladder", "set", "--level", "pm")
    ran = pm("competency", "assess", "managing_up", "7")
    assert "importance 8 as the level worked towards asks, capability 7, gap 1" in ran.err
    assert ran.out == f"{ran.id}\n"
    assert pm("competency", "assess", "managing", "up", "8", "5").code == 2
    assert pm("competency", "assess", "managing_up", "11").code == 3
    assert pm("competency", "assess", "juggling", "5").code == 3


def test_the_history_is_by_quarter(pm):
    for day, capability in (("2026-05-04", "3"), ("2026-06-01", "4"), ("2026-11-02", "6")):
        pm("--today", day, "competency", "assess", "managing_up", "8", capability)
    pm("competency", "assess", "product_quality", "8", "5")
    found = pm("competency", "history", "Managing", "--json").json
    assert found == [
        {"key": "managing_up", "name": "Managing Up", "quarters": [
            {"quarter": "FY26 Q2", "importance": 8, "capability": 4, "gap": 4},
            {"quarter": "FY26 Q4", "importance": 8, "capability": 6, "gap": 2},
        ]}
    ]  # fmt: skip
    assert len(pm("competency", "history", "--json").json) == 2
    lines = pm("competency", "history").out.splitlines()
    assert [line.split()[-4] for line in lines[1:]] == ["Q4", "Q2", "Q4"]
    assert pm("competency", "history", "juggling").code == 3
